"""What the checks of a workbook say, which sheets they are about, and why they refuse a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from regso.errors import FileError
from regso.indata import Cell
from regso.publication.pages import CopiedPage
from regso.render.uses import results
from regso.workbook.checks.check import ANOTHER
from regso.xlsx.cells import Place, q
from regso.xlsx.package import Package

_VERDICT = re.compile(r"(OK|Granska|Fel)\b")
_FAILED: Final = "Fel"
_MARK: Final = "x"  # in the column of a sheet that waits for a check

_Cells = Mapping[Place, tuple[etree._Element, Cell]]  # noqa: SLF001 - lxml's type of elements


class Verdict(NamedTuple):
    """What a check of the workbook's own says, in a whole sentence.

    Attributes
    ----------
    sheet, label, sentence : str
        Where it stands, what it is called, and what it says.
    about : frozenset of str
        The results that alone wait for it; empty when all do.
    """

    sheet: str
    label: str
    sentence: str
    about: frozenset[str] = frozenset()

    @property
    def is_fine(self) -> bool:
        """Whether it says OK."""
        return self.sentence.startswith("OK")

    @property
    def has_failed(self) -> bool:
        """Whether it says Fel."""
        return self.sentence.startswith(_FAILED)


def verdicts(package: Package) -> Iterator[Verdict]:
    """Yield what the checks of a workbook say, in its order."""
    pages = results(package)
    for name, part in package.sheets.items():
        if b"<f" not in package.parts[part]:
            continue
        cells = CopiedPage(package, name).cells
        columns = _columns_of(cells, pages)
        for place, (cell, value) in cells.items():
            if cell.find(q("f")) is None or not isinstance(value, str):
                continue
            if _VERDICT.match(value):
                label = _label(cells, place)
                about = _about(cells, place.row, label, pages, columns)
                yield Verdict(name, label, value, about)


def failed(package: Package, pages: Sequence[str]) -> list[Verdict]:
    """Return the checks that say Fel and that some of the sheets wait for.

    One that knows what is wrong comes before one that only sends the reader to it; what is sent
    to may also say Granska.

    Raises
    ------
    FileError
        No check has been calculated.
    """
    found = list(verdicts(package))
    if not found:
        raise FileError(
            "Arbetsbokens kontroller är inte uträknade, så kopian gjordes inte; öppna den i Excel "
            "med tillägget RegSO och spara den, eller använd regso render.",
        )
    columns = frozenset[str]().union(*(verdict.about for verdict in found))
    # A sheet that no check names waits for all but those that are about another sheet alone.
    waited = [v for v in found if not v.is_fine and _concerns(v, pages, columns)]
    wrong = [v for v in waited if v.has_failed]
    sheets = {v.sheet for v in waited if any(_sends_to(w, v.sheet) for w in wrong)}
    wrong = [v for v in waited if v.has_failed or v.sheet in sheets]
    return sorted(wrong, key=lambda v: (_is_of_another(v, sheets), not v.has_failed))


def refuse_failed_checks(package: Package, pages: Sequence[str]) -> None:
    """Raise FileError if a check that the sheets wait for says Fel, or none has been calculated."""
    wrong = failed(package, pages)
    if wrong:
        raise FileError(f"Kopian gjordes inte, för {quoted(wrong)}")


def quoted(wrong: Sequence[Verdict]) -> str:
    """Return what the first check that failed says, and which more there are."""
    first, *more = wrong
    said = f"kontrollen {first.label} på bladet {first.sheet} säger: {first.sentence}"
    if not more:
        return said
    sheets = {v.sheet: [w.label for w in more if w.sheet == v.sheet] for v in more}
    others = (f"på bladet {sheet} {', '.join(labels)}" for sheet, labels in sheets.items())
    return f"{said} Därefter återstår {'; '.join(others)}."


def _concerns(verdict: Verdict, pages: Sequence[str], columns: frozenset[str]) -> bool:
    if not verdict.about or not verdict.about.isdisjoint(pages):
        return True
    is_named = verdict.about == {verdict.label}
    return not is_named and columns.isdisjoint(pages)


def _is_of_another(verdict: Verdict, sheets: set[str]) -> int:
    """Tell how far a verdict is from what is wrong: it says so, sends to another sheet, or not."""
    if verdict.sentence == ANOTHER:
        return 2
    return int(any(_sends_to(verdict, sheet) for sheet in sheets))


def _sends_to(verdict: Verdict, sheet: str) -> bool:
    return sheet != verdict.sheet and f"bladet {sheet}" in verdict.sentence


def _columns_of(cells: _Cells, pages: Sequence[str]) -> dict[int, str]:
    """Return the results that head a column of marks, by column."""
    heads = {p.column: value for p, (_, value) in cells.items() if value in pages}
    marked = {p.column for p, (_, value) in cells.items() if value == _MARK}
    return {column: str(heads[column]) for column in heads.keys() & marked}


def _about(
    cells: _Cells, row: int, label: str, pages: Sequence[str], columns: Mapping[int, str]
) -> frozenset[str]:
    if label in pages:
        return frozenset((label,))
    marks = (
        page
        for column, page in columns.items()
        if Place(row, column) in cells and cells[Place(row, column)][1] == _MARK
    )
    return frozenset(marks)


def _label(cells: _Cells, place: Place) -> str:
    """Return the first text to the left of a cell, or its address if it stands alone."""
    row = [(p.column, value) for p, (_, value) in cells.items() if p.row == place.row]
    texts = [v for column, v in sorted(row) if column < place.column and isinstance(v, str) and v]
    return texts[0] if texts else str(place)
