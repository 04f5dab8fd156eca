"""Pages that become several where more rows are shown than one page has room for.

Which rows are shown is known when the file is rendered. What a page has room for, and where the
next one may begin, are facts of the sheet, stored in the file for `regso.render.longpages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Final

from regso.workbook.printed import paper

if TYPE_CHECKING:
    from regso.workbook.book import Sheet
    from regso.workbook.grid import Grid

NAME: Final = "flera_sidor"
_SMALLEST: Final = 8  # points on paper
_SIZE: Final = 11  # points of the smallest text before the page is shrunk


def allow(sheet: Sheet, table: Grid, last: int, breaks: Sequence[int]) -> None:
    """Let a sheet of one page become several, before its text would be under eight points.

    Parameters
    ----------
    sheet : Sheet
    table : Grid
        As wide as the page. Where it continues on the next page its header is repeated, with what
        stands above the header if that has a height of its own.
    last : int
        The last row of the page, as users see it.
    breaks : sequence of int
        The rows that may begin a page, besides those of the table.
    """
    from xlsxwriter.utility import xl_cell_to_rowcol  # noqa: PLC0415 - rendering builds nothing

    over, _, _ = table.heights
    columns = xl_cell_to_rowcol(f"{table.right}1")[1] + 1
    _, high = paper.room(landscape=sheet.landscape)
    facts = (
        ceil(100 * _SMALLEST / _SIZE),
        paper.percent(sheet, columns),
        int(high),
        table.head - 1 if over else table.head,
        table.head,
        table.last,
        last,
        *breaks,
    )
    sheet.fact(NAME, " ".join(map(str, facts)))
