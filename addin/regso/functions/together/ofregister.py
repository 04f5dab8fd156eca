"""The worksheet function that makes several tables of one register, protected together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from regso.core.areas.areatypes import NAMES
from regso.core.measures.aggregate import ASIDE
from regso.core.measures.crosstab import Crosstab, crosstab
from regso.core.measures.typetable import HIDDEN, ROWS
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.aggregates import FAMILY
from regso.functions.arguments.kinds import CellRange, Codes, Column, Threshold, Year
from regso.functions.arguments.ranges import require_persons
from regso.functions.register import NO_CATEGORY, heading, labels_of, totals_set_aside
from regso.functions.registry import Cell, Cells, Rows, Table, worksheet
from regso.functions.secret.key import key_if_any
from regso.functions.tables import type_cell
from regso.functions.values import year_of
from regso.store import current

_WHOLE = "totalt"


@worksheet(FAMILY)
def REGSO_TABELLER(
    koder: Codes,
    varden: Column,
    troskel: Threshold,
    grupp1: Codes,
    grupp2: CellRange = None,
    grupp3: CellRange = None,
    ar: Year = None,
) -> Table:
    """Tabell med områdestyper och en till tre indelningar av samma personer, skyddade tillsammans.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    varden: antal personer per rad
    troskel: lägsta antal personer som får visas
    grupp1: kategori per rad, till exempel kön
    grupp2: en indelning till av samma rader, till exempel ålder eller år
    grupp3: en tredje indelning
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_TABELLER({1;1;5;5};{20;3;30;9};5;{"k";"m";"k";"m"};{"ung";"äldre";"ung";"ung"})
    """
    reference = current()
    year = year_of(reference, ar)
    values = varden.require(koder.shape, "varden")
    require_persons(values)
    found = rows.read(koder, reference, year, sizes=values)
    groups = {"grupp1": grupp1, "grupp2": grupp2, "grupp3": grupp3}
    tables = [
        crosstab(found.kinds, _labels(cells, name, koder), values, empty=NO_CATEGORY)
        for name, cells in groups.items()
        if cells is not None
    ]
    label = heading(
        "benämning",
        rows.rests_on(koder, ar, year),
        totals_set_aside(found.kinds.count(ASIDE), found.difference(koder, values), troskel),
    )
    body = _protected(tables, int(troskel or 1))
    result: Rows = [["typ", label, _WHOLE, *_headers(tables)]]
    return result + [
        [type_cell(kind), NAMES[kind], *row] for kind, row in zip(ROWS, body, strict=True)
    ]


def _labels(cells: Cells, name: str, koder: Cells) -> list[str]:
    if cells.shape != koder.shape:
        raise BadValueError(
            f"Området {name} är inte lika stort som koderna; markera lika många rader."
        )
    return labels_of(cells.flat())


def _headers(tables: Sequence[Crosstab]) -> list[Cell]:
    """Return the categories; one that an earlier column has says which group it is of."""
    found: list[Cell] = [_WHOLE]
    for number, table in enumerate(tables, 1):
        found += [f"{c} (grupp{number})" if c in found else c for c in table.categories]
    return found[1:]


def _protected(tables: Sequence[Crosstab], threshold: int) -> Rows:
    """Return the total and all categories of each type, ".." for what is hidden."""
    from regso.core.disclosure.joint.sets import hidden_in_crosstabs  # noqa: PLC0415 - large

    hidden = hidden_in_crosstabs([table.rows for table in tables], threshold, key_if_any())

    def cell(table: int, row: int, column: int) -> Cell:
        return HIDDEN if (table, row, column) in hidden else tables[table].rows[row][column]

    whole = [cell(0, i, len(tables[0].categories)) for i in range(len(ROWS))]
    of = [
        [cell(t, i, j) for t, table in enumerate(tables) for j in range(len(table.categories))]
        for i in range(len(ROWS))
    ]
    return [[total, *chain(row)] for total, row in zip(whole, of, strict=True)]
