"""Worksheet functions for segregation: the measure and the number of areas behind it.

A measure depends on how a place is divided, so kommuner are not ranked by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from regso.core import segregation
from regso.errors import BadValueError, EmptyError
from regso.functions.kinds import Column, Flag, Numbers
from regso.functions.registry import Cell, PerCell, Row, worksheet
from regso.functions.sidebyside import complete

FAMILY = "Segregation"


@worksheet(FAMILY)
def REGSO_OLIKHET(a: Column, b: Column) -> Row:
    """Olikhetsindex (ojämlikhetsindex) mellan två grupper, 0–100, och antal områden.

    a: antal personer i den ena gruppen per område
    b: antal personer i den andra gruppen per område
    exempel: =REGSO_OLIKHET({400;100;300;50;150};{50;150;100;400;400})
    """
    columns = complete(a=a, b=b)
    return _with_areas(100 * segregation.dissimilarity(*columns), columns)


@worksheet(FAMILY)
def REGSO_SEGINDEX(grupp: Column, total: Column) -> Row:
    """Segregationsindex för en grupp mot alla andra, 0–100, och antal områden.

    grupp: antal personer i gruppen per område
    total: antal personer per område; minst grupp
    exempel: =REGSO_SEGINDEX({120;40;300;15;60};{1000;800;900;700;1600})
    """
    columns = complete(("grupp", "total"), grupp=grupp, total=total)
    return _with_areas(100 * segregation.segregation_index(*columns), columns)


@worksheet(FAMILY)
def REGSO_ISOLERING(grupp: Column, total: Column) -> Row:
    """Isoleringsindex: gruppens andel där en genomsnittlig i gruppen bor, 0–1, och antal områden.

    grupp: antal personer i gruppen per område
    total: antal personer per område; minst grupp
    exempel: =REGSO_ISOLERING({120;40;300;15;60};{1000;800;900;700;1600})
    """
    group, everyone = complete(("grupp", "total"), grupp=grupp, total=total)
    return _with_areas(segregation.exposure(group, group, everyone), [everyone])


@worksheet(FAMILY)
def REGSO_EXPONERING(a: Column, b: Column, total: Column) -> Row:
    """Exponering: andelen i grupp b där en genomsnittlig i grupp a bor, 0–1, och antal områden.

    a: antal personer i grupp a per område
    b: antal personer i grupp b per område
    total: antal personer per område; minst a och minst b
    exempel: =REGSO_EXPONERING({120;40;300};{500;600;200};{1000;800;900})
    """
    columns = complete(("a", "total"), ("b", "total"), a=a, b=b, total=total)
    return _with_areas(segregation.exposure(*columns), columns)


@worksheet(FAMILY)
def REGSO_ENTROPI(grupper: Column, ordinal: Flag = False) -> Row:
    """Entropiindex (Theils H) för två eller fler grupper, 0–1, och antal områden.

    grupper: antal personer, ett område per rad och en grupp per kolumn
    ordinal: SANT om grupperna är ordnade, till exempel inkomstklasser; FALSKT är förval
    exempel: =REGSO_ENTROPI({400,300,50;100,150,150;300,250,100})
    """
    groups = grupper.shape[1]
    if groups < 2:  # noqa: PLR2004 - a mix has two groups
        raise BadValueError("Området grupper har en kolumn; markera en kolumn per grupp.")
    columns = complete(
        **{
            f"kolumn {i + 1}": Numbers(grupper.values[i::groups], (grupper.shape[0], 1))
            for i in range(groups)
        }
    )
    areas = list(zip(*columns, strict=True))
    index = segregation.ordinal_information_index if ordinal else segregation.information_index
    return _with_areas(index(areas), columns)


@worksheet(FAMILY)
def REGSO_GINI(grupp: Column, total: Column) -> Row:
    """Ginis segregationsindex för en grupp mot alla andra, 0–1, och antal områden.

    grupp: antal personer i gruppen per område
    total: antal personer per område; minst grupp
    exempel: =REGSO_GINI({120;40;300;15;60};{1000;800;900;700;1600})
    """
    columns = complete(("grupp", "total"), grupp=grupp, total=total)
    return _with_areas(segregation.gini(*columns), columns)


@worksheet(FAMILY)
def REGSO_LOKALKVOT(x: Column, n: Column) -> PerCell:
    """Lokalkvot per rad: områdets andel av x genom dess andel av n; 1 är lika stor andel.

    x: antal per område, till exempel anmälda brott
    n: jämförelsetal per område, till exempel folkmängd
    exempel: =REGSO_LOKALKVOT({120;40;300};{1000;800;900})
    """
    quotients = iter(segregation.local_quotients(*complete(x=x, n=n)))
    none = EmptyError("Jämförelsetalet är 0 på raden; lokalkvoten är inte definierad.").cell()

    def shown(value: float | None) -> Cell:
        if value is None:
            return ""
        quotient = next(quotients)
        return none if quotient is None else quotient

    width = x.shape[1]
    cells = [shown(value) for value in x.values]
    return [cells[i : i + width] for i in range(0, len(cells), width)]


def _with_areas(value: float, columns: Sequence[Sequence[float]]) -> list[Cell]:
    """Return a measure and the number of areas where anyone lives."""
    return [value, segregation.populated(zip(*columns, strict=True))]
