"""The worksheet function that protects finished tables which share counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regso.errors import BadValueError
from regso.functions.arguments.kinds import CountTable, OptionalCountTable, Text, Threshold
from regso.functions.disclosure import FAMILY, shown, used_cells
from regso.functions.registry import Cell, Cells, Rows, Table, worksheet
from regso.functions.secret.key import key_if_any

if TYPE_CHECKING:
    from regso.core.disclosure.joint.reading import TableSet
    from regso.core.disclosure.layout import Layout


@worksheet(FAMILY)
def REGSO_SEKRETESS_FLERA(
    troskel: Threshold,
    tabell1: CountTable,
    tabell2: CountTable,
    tabell3: OptionalCountTable = None,
    tabell4: OptionalCountTable = None,
    tabell5: OptionalCountTable = None,
    samband: Text = None,
) -> Table:
    """Flera tabeller över samma personer, under varandra med ".." så att de inte röjer varandra.

    troskel: lägsta antal som får visas
    tabell1: antal personer med rubrikrad, etiketter och summor
    tabell2: en tabell till; samma etiketter i två tabeller är samma antal
    tabell3: en tredje tabell
    tabell4: en fjärde tabell
    tabell5: en femte tabell
    samband: det som tabellerna inte själva säger, till exempel "tabell 1 rad 3=tabell 2 rad 1+2"
    exempel: =REGSO_SEKRETESS_FLERA(5;{"a",20;"b",30;"totalt",50};{"k",3;"m",47;"totalt",50})
    """
    from regso.core.disclosure.joint.sets import hidden_in_set  # noqa: PLC0415
    from regso.core.disclosure.layout import HIDDEN  # noqa: PLC0415

    layouts, read = read_tables([tabell1, tabell2, tabell3, tabell4, tabell5], samband)
    hidden = hidden_in_set(read.tables, int(troskel or 1), between=read.between, key=key_if_any())
    return _stacked(
        [
            shown(
                layout,
                [
                    [HIDDEN if (i, j) in cells else cell for j, cell in enumerate(row)]
                    for i, row in enumerate(layout.body)
                ],
            )
            for layout, cells in zip(layouts, read.hidden_cells(hidden), strict=True)
        ]
    )


def read_tables(
    tables: Sequence[Cells | None], samband: str | None
) -> tuple[list[Layout], TableSet]:
    """Return the tables that are given, and what joins them."""
    from regso.core.disclosure.joint.reading import read_set  # noqa: PLC0415
    from regso.core.disclosure.layout import is_blank, layout_of  # noqa: PLC0415
    from regso.core.disclosure.stated import AUTO  # noqa: PLC0415

    given = [table for table in tables if table is not None]
    for number, table in enumerate(given, 1):
        if all(map(is_blank, table.flat())):
            raise BadValueError(f"Tabell {number} är tom; markera en tabell med antal.")
    layouts = [layout_of(used_cells(table)) for table in given]
    return layouts, read_set(layouts, samband or AUTO)


def _stacked(tables: Sequence[Rows]) -> Rows:
    """Return tables below each other, a blank row between them."""
    width = max(len(row) for table in tables for row in table)
    blank: list[Cell] = [""] * width
    rows = [row + blank[len(row) :] for table in tables for row in (*table, blank)]
    return rows[:-1]
