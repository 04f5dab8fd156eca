"""Print a sheet on as many pages as the rows that it shows need, its text never too small.

Where a page may begin, the sheet itself says (`regso.workbook.printed.longpages`). Excel takes no
notice of page breaks where a sheet is shrunk to a number of pages, so one of several is given its
scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from operator import gt
from typing import Final, NamedTuple

from lxml import etree

from regso.xlsx.cells import q, sheet_data
from regso.xlsx.hidden import is_hidden
from regso.xlsx.package import WORKBOOK, Package

_MOST = 4  # pages
_SAFE = 0.985  # of a page's height: programs do not agree on the heights of rows to the point
_KEPT = 2  # rows of a table that stand together at the end of a page and at its beginning
_DEFAULT = 15.0  # points of a row whose height is not set
_COLUMNS = 16_383  # the number of the last column, from 0: how long a page break is
_TITLES: Final = "_xlnm.Print_Titles"
_LARGEST = 1_000, 100, 10  # rows, rows of a table, and other places: more are none of ours
_NAMED: Final = "&L&11&A"  # the name of the sheet in the foot
_BEFORE_BREAKS: Final = ("headerFooter", "pageSetup", "pageMargins")


class _Paper(NamedTuple):
    """What a sheet says: per cent, points, and rows as users see them."""

    least: int
    most: int
    high: int
    over: int
    head: int
    table_end: int
    last: int
    breaks: Sequence[int]


class _Pages(NamedTuple):
    """The rows that begin a page but the first, and whether they continue a table."""

    starts: Sequence[int] = ()
    continue_table: bool = False


def turn(package: Package, sheet: str, told: str) -> None:
    """Let a sheet be printed on one page, or on several; `told` is what it says of its paper."""
    least, most, high, over, head, table_end, last, *breaks = map(int, told.split())
    paper = _Paper(least, most, high, over, head, table_end, last, breaks)
    if any(map(gt, (last, table_end - head, len(breaks)), _LARGEST)):
        return
    tree = package.change(package.sheets[sheet])
    tops = [0.0, 0.0, *accumulate(_heights(tree, paper.last))]  # by row: where it begins
    found = _pages(paper, tops)
    percent = int(min(paper.most, 100 * _SAFE * paper.high / _tallest(paper, tops, found)))
    _set_up(tree, percent if found.starts else 0)
    _break(tree, found.starts)
    _name(tree, is_needed=bool(found.starts))
    _repeat(package, sheet, (paper.over, paper.head) if found.continue_table else ())


def _heights(tree: etree._Element, last: int) -> list[float]:
    """Return the heights of the rows from the first on, 0 of one that is hidden."""
    heights = [_DEFAULT] * last
    for row in sheet_data(tree):
        number = int(row.get("r", ""))
        if number <= last:
            hidden = is_hidden(row, "ht")
            heights[number - 1] = 0.0 if hidden else float(row.get("ht", _DEFAULT))
    return heights


def _pages(paper: _Paper, tops: Sequence[float]) -> _Pages:
    """Return the fewest pages whose text is not too small, with as large a text as can be.

    Where it is as large, a table is not split, and the pages are as even as can be.
    """
    found = _Pages()
    full = 100 * _SAFE * paper.high / paper.most

    def rank(pages: _Pages) -> tuple[float, bool, float]:
        tallest = _tallest(paper, tops, pages)
        return max(tallest, full), pages.continue_table, tallest

    for number in range(_MOST):
        found = min(_choices(paper, tops, number), key=rank, default=found)
        high = _SAFE * paper.high if number else paper.high  # the program fits one page itself
        if paper.least * _tallest(paper, tops, found) <= 100 * high:
            break
    return found


def _choices(paper: _Paper, tops: Sequence[float], number: int) -> Iterator[_Pages]:
    """Yield every way to begin a number of pages: outside the table alone, or within it alone.

    The header is repeated on all pages that follow, or on none.
    """
    rows = [r for r in range(paper.head + 1, paper.table_end + 1) if tops[r + 1] > tops[r]]
    for starts in combinations(paper.breaks, number):
        yield _Pages(starts)
    for starts in combinations(rows[_KEPT : 1 - _KEPT], number):
        yield _Pages(starts, continue_table=bool(starts))


def _tallest(paper: _Paper, tops: Sequence[float], pages: _Pages) -> float:
    repeated = tops[paper.head + 1] - tops[paper.over] if pages.continue_table else 0.0
    edges = [tops[row] for row in (1, *pages.starts, paper.last + 1)]
    first, *others = (below - above for above, below in pairwise(edges))
    return max(first, *(high + repeated for high in others), 1.0)


def _set_up(tree: etree._Element, percent: int) -> None:
    """Shrink a sheet to per cents, or to one page where they are 0."""
    for properties in tree.iter(q("pageSetUpPr")):
        properties.set("fitToPage", "0" if percent else "1")
    for setup in tree.iter(q("pageSetup")):
        for name in ("scale", "fitToWidth", "fitToHeight"):
            setup.attrib.pop(name, "")
        if percent:
            setup.set("scale", str(percent))


def _break(tree: etree._Element, starts: Sequence[int]) -> None:
    for old in tree.findall(q("rowBreaks")):
        tree.remove(old)
    before = next((e for tag in _BEFORE_BREAKS for e in tree.iterfind(q(tag))), None)
    if not starts or before is None:
        return
    number = str(len(starts))
    breaks = etree.Element(q("rowBreaks"), count=number, manualBreakCount=number)
    for row in starts:
        etree.SubElement(breaks, q("brk"), id=str(row - 1), max=str(_COLUMNS), man="1")
    before.addnext(breaks)


def _name(tree: etree._Element, *, is_needed: bool) -> None:
    """Let the foot of several pages say which sheet they are, if it does not."""
    for foot in tree.iter(q("oddFooter")):
        text = (foot.text or "").removeprefix(_NAMED)
        foot.text = f"{_NAMED}{text}" if is_needed and "&A" not in text else text


def _repeat(package: Package, sheet: str, rows: Sequence[int]) -> None:
    """Repeat rows, the first and the last, at the top of every page; none where none are given."""
    own = str([s.get("name") for s in package.sheet_elements()].index(sheet))
    names = package.change(WORKBOOK).find(q("definedNames"))
    if names is None:
        return
    for name in list(names):
        if name.get("name") == _TITLES and name.get("localSheetId") == own:
            names.remove(name)
    if rows:
        first, last = rows
        quoted = sheet.replace("'", "''")
        name = etree.SubElement(names, q("definedName"), name=_TITLES, localSheetId=own)
        name.text = f"'{quoted}'!${first}:${last}"
