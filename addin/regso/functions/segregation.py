"""Worksheet functions for segregation: the measure, the number of areas, and what chance gives.

A measure depends on how a place is divided, so kommuner are not ranked by it. A small group has a
high measure by chance alone, so what chance gives stands beside it (see `core.measures.chance`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum
from operator import add, sub

from regso.core.disclosure.siblings import are_settled
from regso.core.measures import chance, opensegregation, segregation
from regso.core.measures.typetable import HIDDEN
from regso.errors import BadValueError, EmptyError
from regso.functions.arguments.kinds import Column, Flag, OptionalColumn, Threshold
from regso.functions.arguments.ranges import Numbers
from regso.functions.registry import Cell, PerCell, Row, worksheet
from regso.functions.secret.columns import hidden_rows, refuse_parts
from regso.functions.sidebyside import complete

FAMILY = "Segregation"
_INDEX, _ISOLATION = 0, 1  # places of their units


@worksheet(FAMILY)
def REGSO_OLIKHET(
    a: Column, b: Column, total: OptionalColumn = None, troskel: Threshold = None
) -> Row:
    """Olikhetsindex (ojämlikhetsindex) för två grupper, 0–100, antal områden och vad slumpen ger.

    a: antal personer i den ena gruppen per område
    b: antal personer i den andra gruppen per område
    total: alla personer per område, för tröskeln; a och b tillsammans om inget anges
    troskel: lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."
    exempel: =REGSO_OLIKHET({400;100;300;50;150};{50;150;100;400;400})
    """
    columns, everyone = _with_total(a, b, total)
    row = _beside_chance(
        100 * segregation.dissimilarity(*columns),
        columns,
        lambda a, b: 100 * chance.dissimilarity(sum(a), list(map(add, a, b))),
    )
    return _open(row, _INDEX, (*columns, everyone), troskel)


@worksheet(FAMILY)
def REGSO_SEGINDEX(
    grupp: Column, total: Column, jamfor: OptionalColumn = None, troskel: Threshold = None
) -> Row:
    """Segregationsindex för en grupp mot alla andra, 0–100, antal områden och vad slumpen ger.

    grupp: antal personer i gruppen per område
    total: antal personer per område; minst grupp
    jamfor: gruppen i REGSO_OLIKHET som visas bredvid, för tröskeln; alla andra om inget anges
    troskel: lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."
    exempel: =REGSO_SEGINDEX({120;40;300;15;60};{1000;800;900;700;1600})
    """
    columns, other = _compared(grupp, total, jamfor)
    row = _beside_chance(
        100 * segregation.segregation_index(*columns),
        columns,
        lambda group, everyone: 100 * chance.dissimilarity(sum(group), everyone),
    )
    group, everyone = columns
    return _open(row, _INDEX, (group, other, everyone), troskel)


@worksheet(FAMILY)
def REGSO_ISOLERING(
    grupp: Column, total: Column, jamfor: OptionalColumn = None, troskel: Threshold = None
) -> Row:
    """Isolering, 0–1: gruppens andel där en i den bor, antal områden och vad slumpen ger.

    grupp: antal personer i gruppen per område
    total: antal personer per område; minst grupp
    jamfor: gruppen i REGSO_OLIKHET som visas bredvid, för tröskeln; alla andra om inget anges
    troskel: lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."
    exempel: =REGSO_ISOLERING({120;40;300;15;60};{1000;800;900;700;1600})
    """
    columns, other = _compared(grupp, total, jamfor)
    group, everyone = columns
    row = _beside_chance(
        segregation.exposure(group, group, everyone),
        columns,
        lambda group, everyone: chance.isolation(sum(group), everyone),
    )
    return _open(row, _ISOLATION, (group, other, everyone), troskel)


@worksheet(FAMILY)
def REGSO_EXPONERING(a: Column, b: Column, total: Column, troskel: Threshold = None) -> Row:
    """Exponering, 0–1: andelen i b där en i a bor, antal områden och vad slumpen ger.

    a: antal personer i grupp a per område
    b: antal personer i grupp b per område; ingen person är i båda
    total: antal personer per område; minst a och minst b
    troskel: lägsta antal som får visas; finns ett mindre i något område blir måttet ".."
    exempel: =REGSO_EXPONERING({120;40;300};{500;600;200};{1000;800;900})
    """
    columns = complete(("a", "total"), ("b", "total"), a=a, b=b, total=total)
    row = _beside_chance(segregation.exposure(*columns), columns, _exposure_by_chance)
    others = (map(sub, columns[-1], group) for group in columns[:-1])
    return _unless_small(row, (*columns, *others), troskel)


@worksheet(FAMILY)
def REGSO_ENTROPI(grupper: Column, ordinal: Flag = False, troskel: Threshold = None) -> Row:
    """Entropiindex (Theils H) för två eller fler grupper, 0–1, antal områden och vad slumpen ger.

    grupper: antal personer, ett område per rad och en grupp per kolumn
    ordinal: SANT om grupperna är ordnade, till exempel inkomstklasser; FALSKT är förval
    troskel: lägsta antal som får visas; finns ett mindre i något område blir måttet ".."
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
    index, by_chance = (
        (segregation.ordinal_information_index, chance.ordinal_information_index)
        if ordinal
        else (segregation.information_index, chance.information_index)
    )
    row = _beside_chance(
        index(areas),
        columns,
        lambda *groups: by_chance([*map(sum, groups)], [*map(sum, zip(*groups, strict=True))]),
    )
    return _unless_small(row, columns, troskel)


@worksheet(FAMILY)
def REGSO_GINI(grupp: Column, total: Column, troskel: Threshold = None) -> Row:
    """Ginis segregationsindex för en grupp mot alla andra, 0–1, antal områden och vad slumpen ger.

    grupp: antal personer i gruppen per område
    total: antal personer per område; minst grupp
    troskel: lägsta antal som får visas; finns ett mindre i något område blir måttet ".."
    exempel: =REGSO_GINI({120;40;300;15;60};{1000;800;900;700;1600})
    """
    columns = complete(("grupp", "total"), grupp=grupp, total=total)
    row = _beside_chance(
        segregation.gini(*columns),
        columns,
        lambda group, everyone: chance.gini(sum(group), everyone),
    )
    return _unless_small(row, (*columns, map(sub, columns[1], columns[0])), troskel)


@worksheet(FAMILY)
def REGSO_LOKALKVOT(x: Column, n: Column, troskel: Threshold = None) -> PerCell:
    """Lokalkvot per rad: områdets andel av x genom dess andel av n; 1 är lika stor andel.

    x: antal per område, till exempel anmälda brott
    n: jämförelsetal per område, till exempel folkmängd
    troskel: lägsta antal som får visas; mindre antal i x eller n, och det som röjer dem, blir ".."
    exempel: =REGSO_LOKALKVOT({120;40;300};{1000;800;900})
    """
    quotients = iter(segregation.local_quotients(*complete(x=x, n=n)))
    hidden = hidden_rows(x, troskel) | hidden_rows(n, troskel)
    none = EmptyError("Jämförelsetalet är 0 på raden; lokalkvoten är inte definierad.").cell()

    def shown(row: int, value: float | None) -> Cell:
        if value is None:
            return ""
        quotient = next(quotients)
        if row in hidden:
            return HIDDEN
        return none if quotient is None else quotient

    width = x.shape[1]
    cells = [shown(row, value) for row, value in enumerate(x.values)]
    return [cells[i : i + width] for i in range(0, len(cells), width)]


def _compared(
    group: Numbers, total: Numbers, other: Numbers | None
) -> tuple[list[list[float]], list[float]]:
    """Return a group and its total, and who the group is compared with: the others, if no one."""
    if other is None:
        columns = complete(("grupp", "total"), grupp=group, total=total)
        return columns, list(map(sub, columns[1], columns[0]))
    pairs = (("grupp", "total"), ("jamfor", "total"))
    *columns, others = complete(*pairs, grupp=group, total=total, jamfor=other)
    return columns, others


def _with_total(
    one: Numbers, other: Numbers, total: Numbers | None
) -> tuple[list[list[float]], list[float]]:
    """Return two groups, and everyone: the two together, if no one is said."""
    if total is None:
        columns = complete(a=one, b=other)
        return columns, list(map(add, *columns))
    *columns, everyone = complete(("a", "total"), ("b", "total"), a=one, b=other, total=total)
    return columns, everyone


def _open(
    row: list[Cell], unit: int, columns: Sequence[Sequence[float]], threshold: float | None
) -> list[Cell]:
    """Return a measure and what chance gives, rounded so that they tell no count of an area."""
    if threshold is None:
        return row
    refuse_parts(columns)
    group, other, everyone = (tuple(map(int, column)) for column in columns)
    units = opensegregation.open_units(group, other, everyone, int(threshold))
    value, areas, by_chance = row
    if units is None:
        return [HIDDEN, areas, HIDDEN]
    return [_rounded(value, units[unit]), areas, _rounded(by_chance, units[unit])]


def _unless_small(
    row: list[Cell], columns: Iterable[Iterable[float]], threshold: float | None
) -> list[Cell]:
    """Return a measure and what chance gives, withheld where a count is below the threshold.

    No rounding of these measures is known to protect a count, so they are for places without one.
    """
    if threshold is None:
        return row
    counts = [list(column) for column in columns]
    refuse_parts(counts)
    if are_settled() or any(0 < count < threshold for column in counts for count in column):
        return [HIDDEN, row[1], HIDDEN]
    return row


def _rounded(value: Cell, unit: float) -> Cell:
    return opensegregation.rounded(value, unit) if isinstance(value, float) else value


def _exposure_by_chance(a: list[int], b: list[int], everyone: list[int]) -> Cell:
    """Return the exposure that chance gives groups that are apart, or one and the same."""
    if a == b:
        return chance.isolation(sum(a), everyone)
    if any(x + y > n for x, y, n in zip(a, b, everyone, strict=True)):
        return HIDDEN  # some are in both, and their number is not known
    return chance.exposure(sum(b), everyone)


def _beside_chance(
    value: float, columns: Sequence[list[float]], by_chance: Callable[..., Cell]
) -> list[Cell]:
    """Return a measure, the number of areas where anyone lives, and the measure by chance.

    Chance places whole persons, and not kronor: else there is no such value.
    """
    areas = segregation.populated(zip(*columns, strict=True))
    too_many = max(map(fsum, columns)) > chance.MOST_PERSONS
    if too_many or any(count != count // 1 for column in columns for count in column):
        return [value, areas, HIDDEN]
    return [value, areas, by_chance(*([*map(int, column)] for column in columns))]
