"""The tables of counts on the published sheets: their labels, sums, shown counts and reasons.

A table is known by the formula that made it. What it would show with nothing hidden tells which
of its lines are sums, and why a cell is hidden; no count that is hidden leaves this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from regso.core.disclosure.layout import (
    HIDDEN,
)
from regso.core.disclosure.overtime.audit import Cell, Edition
from regso.errors import RegsoError
from regso.publication.blocks import READERS, Part, Rows
from regso.publication.pages import CopiedPage, published_sheets
from regso.render.pictures import maps
from regso.xlsx.cells import Area, Place, q
from regso.xlsx.formula import Token, functions_in, stripped, tokenize
from regso.xlsx.package import Package

SMALL, GUARDS, GIVEN = "liten", "skyddar", "dold i underlaget"
_WITH_ZEROS = "noll, liten eller skyddar"  # the function hides zeros whatever the threshold is
_ZEROS, _HIDE = 4, "dölj"  # an argument of REGSO_SEKRETESS


@dataclass(frozen=True)
class PublishedTable:
    """A table of counts in a copy.

    Attributes
    ----------
    sheet, function : str
    number : int
        Which of the tables of that function on the sheet it is, from 1.
    edition : Edition
        What a reader sees of it.
    reasons : mapping of cell to str
        Why each hidden cell is hidden.
    truth : mapping of cell to int
        The counts with nothing hidden. Never written anywhere.
    """

    sheet: str
    function: str
    number: int
    edition: Edition
    reasons: Mapping[Cell, str]
    truth: Mapping[Cell, int] = field(default_factory=dict, repr=False)

    @property
    def key(self) -> tuple[str, str, int]:
        """What the same table of another publication has too."""
        return self.sheet, self.function, self.number


class Found(NamedTuple):
    """The tables of a copy, and the sheets that have hidden counts and are not read."""

    tables: list[PublishedTable]
    other_sheets: list[str]


def published_tables(
    package: Package, open_package: Package, threshold: int, pages: Sequence[str] = ()
) -> Found:
    """Return the tables of counts on the published sheets.

    Parameters
    ----------
    package, open_package : Package
        The calculated workbook, and the same with nothing hidden.
    threshold : int
        The lowest count that the workbook shows.
    pages : sequence of str, optional
        The sheets that are copied; all results when left out.
    """
    tables: list[PublishedTable] = []
    others: list[str] = []
    mapped = {slot.sheet for slot in maps(package) if slot.is_own}
    for sheet in published_sheets(package, pages):
        both = CopiedPage(package, sheet), CopiedPage(open_package, sheet)
        found, unread = _tables_of(both, package, threshold)
        tables += found
        hidden = [place for place, value in both[0].printed.items() if value == HIDDEN]
        # Beside a table that is read, what is hidden are values that follow its counts.
        is_unread = any(not found or any(a.holds(place) for a in unread) for place in hidden)
        if is_unread or sheet in mapped:
            others.append(sheet)
    return Found(tables, others)


def _tables_of(
    pages: tuple[CopiedPage, CopiedPage], package: Package, threshold: int
) -> tuple[list[PublishedTable], list[Area]]:
    """Return the tables of a sheet, and the areas of those that cannot be read."""
    found: list[PublishedTable] = []
    unread: list[Area] = []
    numbers: Counter[str] = Counter()
    for area, name, formula in _blocks(pages[0]):
        if not name:
            unread.append(area)
            continue
        call = _Call(_arguments(formula, name), package)
        try:
            parts = READERS[name](_rows(pages[0], area), _rows(pages[1], area), call.word)
        except (RegsoError, ValueError):  # no counts, or sums that are not understood
            unread.append(area)
            continue
        for part in parts:
            numbers[name] += 1
            made = _published(part, threshold, zeros_hidden=call.word(_ZEROS) == _HIDE)
            found.append(PublishedTable(pages[0].name, name, numbers[name], *made))
    return found, unread


def _published(
    part: Part, threshold: int, *, zeros_hidden: bool
) -> tuple[Edition, dict[Cell, str], dict[Cell, int]]:
    hidden = {cell for cell, number in part.printed.items() if number is None}
    hides_zeros = zeros_hidden or any(part.truth.get(cell) == 0 for cell in hidden)
    unknown = _WITH_ZEROS if zeros_hidden else GIVEN
    reasons = {cell: _reason(part.truth.get(cell), threshold, unknown) for cell in sorted(hidden)}
    edition = Edition(dict(part.printed), part.sums, threshold, 0 if hides_zeros else 1)
    return edition, reasons, dict(part.truth)


def _reason(number: int | None, threshold: int, unknown: str) -> str:
    if number is None:
        return unknown
    return SMALL if number < threshold else GUARDS


# -- formulas ----------------------------------------------------------------------------------


def _blocks(page: CopiedPage) -> list[tuple[Area, str, str]]:
    """Return the area and the formula of every table of ours, and the function that it is read by.

    The function is empty where there is none, or more than one.
    """
    found = []
    for cell, _ in page.cells.values():
        formula = cell.find(q("f"))
        if formula is None or not formula.get("ref"):
            continue
        text = stripped(formula.text or "")
        if called := functions_in(text):
            names = called & READERS.keys()
            name = names.pop() if len(names) == 1 else ""
            found.append((Area.parse(formula.get("ref", "")), name, text))
    return found


class _Call(NamedTuple):
    """The arguments of the function that made a table, as text."""

    arguments: list[str]
    package: Package

    def word(self, number: int) -> str:
        """Return an argument that is a text, or the name of a cell with one; else nothing."""
        text = self.arguments[number].strip() if number < len(self.arguments) else ""
        if text[:1] == '"':
            return text.strip('"')
        named = self.package.cell_names().get(text)
        if named is None:
            return ""
        value = CopiedPage(self.package, named.sheet).values.get(named.place)
        return value if isinstance(value, str) else ""


def _arguments(formula: str, name: str) -> list[str]:
    """Return the arguments of the last call of a function in a formula, as text."""
    tokens = tokenize(formula)
    starts = [i for i, t in enumerate(tokens) if t.kind == "name" and t.text.upper() == name]
    depth, found = 0, [""]
    for token in tokens[starts[-1] + 1 :]:
        depth += (token.text in ("(", "{")) - (token.text in (")", "}"))
        if depth == 0:
            break
        if depth == 1 and token == Token("other", ","):
            found.append("")
        elif not (depth == 1 and token.text == "("):
            found[-1] += token.text
    return found


def _rows(page: CopiedPage, area: Area) -> Rows:
    return [
        [page.printed.get(Place(row, column)) for column in range(area.left, area.right + 1)]
        for row in range(area.top, area.bottom + 1)
    ]
