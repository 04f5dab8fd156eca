"""The worksheet function that protects finished tables which share counts."""

from __future__ import annotations

from collections.abc import Sequence

from regso.errors import BadValueError
from regso.functions.arguments.kinds import CountTable, OptionalCountTable, Threshold
from regso.functions.disclosure import FAMILY, shown, used_cells
from regso.functions.registry import Cell, Rows, Table, worksheet


@worksheet(FAMILY)
def REGSO_SEKRETESS_FLERA(
    troskel: Threshold,
    tabell1: CountTable,
    tabell2: CountTable,
    tabell3: OptionalCountTable = None,
    tabell4: OptionalCountTable = None,
) -> Table:
    """Flera tabeller över samma personer, under varandra med ".." så att de inte röjer varandra.

    troskel: lägsta antal som får visas
    tabell1: antal personer med rubrikrad, etiketter och summor
    tabell2: en tabell till; samma etiketter i två tabeller är samma antal
    tabell3: en tredje tabell
    tabell4: en fjärde tabell
    exempel: =REGSO_SEKRETESS_FLERA(5;{"a",20;"b",30;"totalt",50};{"k",3;"m",47;"totalt",50})
    """
    from regso.core.disclosure.joint.naming import named  # noqa: PLC0415
    from regso.core.disclosure.joint.sets import hidden_in_set  # noqa: PLC0415
    from regso.core.disclosure.layout import HIDDEN, is_blank, layout_of  # noqa: PLC0415

    given = [table for table in (tabell1, tabell2, tabell3, tabell4) if table is not None]
    for number, table in enumerate(given, 1):
        if all(map(is_blank, table.flat())):
            raise BadValueError(f"Tabell {number} är tom; markera en tabell med antal.")
    layouts = [layout_of(used_cells(table)) for table in given]
    tables = named(layouts)
    hidden = hidden_in_set(tables, int(troskel or 1))
    return _stacked(
        [
            shown(
                layout,
                [
                    [HIDDEN if name in hidden else cell for name, cell in zip(*pair, strict=True)]
                    for pair in zip(table.names, layout.body, strict=True)
                ],
            )
            for layout, table in zip(layouts, tables, strict=True)
        ]
    )


def _stacked(tables: Sequence[Rows]) -> Rows:
    """Return tables below each other, a blank row between them."""
    width = max(len(row) for table in tables for row in table)
    blank: list[Cell] = [""] * width
    rows = [row + blank[len(row) :] for table in tables for row in (*table, blank)]
    return rows[:-1]
