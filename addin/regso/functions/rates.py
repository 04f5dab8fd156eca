"""Worksheet functions for rates and their intervals: värde, nedre, övre side by side.

The intervals describe random variation of counts. They do not hold for weighted sample surveys.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isinf, isnan
from typing import Annotated

from regso.core.measures import comparison, gradient, openrates, rates, standardisation
from regso.core.measures.rates import Interval
from regso.core.measures.typetable import HIDDEN
from regso.errors import DomainError
from regso.functions.arguments.kinds import (
    Amounts,
    Codes,
    Column,
    Level,
    OptionalColumn,
    Threshold,
    Unit,
)
from regso.functions.arguments.single import one_of
from regso.functions.registry import Cell, Cells, Row, Rows, Table, worksheet
from regso.functions.sidebyside import by_row, complete, number

FAMILY = "Tal och intervall"

RatioMeasure = Annotated[str, one_of("tal", "andel")]
_SLOPES = {
    "sii": gradient.slope_index,
    "rii": gradient.relative_index,
    "rii medel": gradient.mean_relative_index,
    "sii log": gradient.log_slope_index,
    "rii log": gradient.log_relative_index,
}
SlopeMeasure = Annotated[str, one_of(*_SLOPES)]


@worksheet(FAMILY)
def REGSO_ANDEL(x: Codes, n: Codes, konf: Level = 0.95) -> Table:
    """Andel med Wilsons intervall: värde, nedre och övre gräns i en rad per rad.

    x: antal med egenskapen, en cell eller en kolumn
    n: antal i gruppen, en cell eller en kolumn; minst x
    konf: intervallets konfidensnivå, 0,95 om inget anges
    exempel: =REGSO_ANDEL(65;100)
    """
    return _triples(lambda x, n: rates.wilson(x, n, konf), x=x, n=n)


@worksheet(FAMILY)
def REGSO_TAL(x: Codes, n: Codes, per: Unit = 100_000, konf: Level = 0.95) -> Table:
    """Tal per 100 000 med Byars intervall, exakt Poisson under 10 händelser.

    x: antal händelser, en cell eller en kolumn; får vara fler än personerna
    n: antal personer eller personår, en cell eller en kolumn
    per: talets bas, 100 000 om inget anges
    konf: intervallets konfidensnivå, 0,95 om inget anges
    exempel: =REGSO_TAL(65;10000;1000)
    """
    return _triples(lambda x, n: rates.rate(x, n, per, konf), x=x, n=n)


@worksheet(FAMILY)
def REGSO_STANDARD(
    antal: Column,
    befolkning: Column,
    standard: Column,
    per: Unit = 100_000,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Row:
    """Direkt åldersstandardiserat tal med Dobsons intervall; ".." vid färre än 10 händelser.

    antal: händelser per åldersgrupp
    befolkning: personer eller personår per åldersgrupp
    standard: standardbefolkning per åldersgrupp, till exempel Sverige 2021; 0 utelämnar gruppen
    per: talets bas, 100 000 om inget anges
    konf: intervallets konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."
    exempel: =REGSO_STANDARD({12;30;55};{4000;5000;3000};{5000;5500;4000};1000)
    """
    columns = complete(antal=antal, befolkning=befolkning, standard=standard)
    if troskel is None:
        return _shown(standardisation.directly_standardised, *columns, per, konf)
    return _shown(openrates.open_rate, *columns, per, konf, troskel)


@worksheet(FAMILY)
def REGSO_SMR(
    antal: Column,
    befolkning: Column,
    ref_antal: Column,
    ref_befolkning: Column,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Row:
    """Observerat genom förväntat antal med Byars intervall, exakt Poisson under 10 händelser.

    antal: händelser per åldersgrupp, eller summan av dem i en cell
    befolkning: områdets personer per åldersgrupp
    ref_antal: händelser per åldersgrupp i referensbefolkningen
    ref_befolkning: personer per åldersgrupp i referensbefolkningen
    konf: intervallets konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal som får visas; ett mindre antal, som kvoten röjer, ger ".."
    exempel: =REGSO_SMR(97;{4000;5000;3000};{900;2400;5100};{400000;420000;310000})
    """
    groups = {"befolkning": befolkning, "ref_antal": ref_antal, "ref_befolkning": ref_befolkning}
    counts = [value for value in antal.values if value is not None]
    if antal.shape == befolkning.shape or len(counts) != 1:
        counts, persons, ref_counts, ref_persons = complete(antal=antal, **groups)
    else:
        persons, ref_counts, ref_persons = complete(**groups)
    if troskel is not None and 0 < sum(counts) < troskel:
        return [HIDDEN] * 3
    return _shown(
        standardisation.indirectly_standardised, counts, persons, ref_counts, ref_persons, konf
    )


@worksheet(FAMILY)
def REGSO_KVOT(
    x1: Codes,
    n1: Codes,
    x2: Codes,
    n2: Codes,
    konf: Level = 0.95,
    matt: RatioMeasure = "tal",
) -> Table:
    """Kvot mellan två tal eller två andelar, med intervall på logaritmisk skala.

    x1: antal händelser i den första gruppen, en cell eller en kolumn
    n1: antal personer i den första gruppen
    x2: antal händelser i jämförelsegruppen
    n2: antal personer i jämförelsegruppen
    konf: intervallets konfidensnivå, 0,95 om inget anges
    matt: "tal" (förval) eller "andel"; utan händelser blir gränserna ".."
    exempel: =REGSO_KVOT(65;1000;40;1200)
    """
    ratio = comparison.risk_ratio if matt == "andel" else comparison.rate_ratio
    return _triples(lambda x1, n1, x2, n2: ratio(x1, n1, x2, n2, konf), x1=x1, n1=n1, x2=x2, n2=n2)


@worksheet(FAMILY)
def REGSO_SII(
    varde: Amounts,
    befolkning: Column,
    medelfel: OptionalColumn = None,
    matt: SlopeMeasure = "sii",
) -> Row:
    """Absolut (SII) eller relativt (RII) ojämlikhetsindex över ordnade grupper, 95 % intervall.

    varde: värde per grupp i ordning, till exempel områdestyp 1 till 5
    befolkning: antal personer per grupp
    medelfel: värdenas medelfel, större än 0; utan dem blir gränserna ".."
    matt: "sii" (förval), "rii" (ändarnas kvot), "rii medel" (SII/medel), "sii log" eller "rii log"
    exempel: =REGSO_SII({70;76;81;84;86};{900;1500;2600;4200;800};{1;0.8;0.6;0.5;0.9})
    """
    index = _SLOPES[matt]
    if medelfel is None:
        values, persons = complete(varde=varde, befolkning=befolkning)
        return _shown(index, values, persons)
    values, persons, errors = complete(varde=varde, befolkning=befolkning, medelfel=medelfel)
    return _shown(index, values, persons, errors)


def _triples(compute: Callable[..., Interval], **columns: Cells) -> Rows:
    return by_row(lambda *cells: _shown(compute, *map(number, cells)), 3, columns)


def _shown(compute: Callable[..., Interval], *numbers: object) -> list[Cell]:
    """Return an interval as cells; what is withheld, or cannot be had, is hidden."""
    try:
        interval = compute(*numbers)
    except ArithmeticError:
        interval = Interval(inf, inf, inf)
    if any(map(isinf, interval)):
        raise DomainError("Talen är för stora eller för små att räkna med; kontrollera enheten.")
    return [HIDDEN if isnan(value) else value for value in interval]
