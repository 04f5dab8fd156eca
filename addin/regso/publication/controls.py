"""What the checks of a workbook say, which sheets they are about, and why they refuse a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from regso.errors import CellError, FileError
from regso.indata import Cell
from regso.publication.pages import CopiedPage
from regso.render.uses import results
from regso.workbook.checks.check import ANOTHER
from regso.xlsx.cells import Area, Place, q
from regso.xlsx.package import Package

_VERDICT = re.compile(r"(OK|Granska|Fel)\b")
# The rule that colours a failed check, written for the first cell of its area.
_COLOURS = re.compile(r'LEFT\(\$?[A-Z]{1,3}\$?[0-9]+,\s*3\)\s*=\s*"Fel"')
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
    is_silent : bool
        Whether it gives no verdict; the sentence is then what it holds instead.
    """

    sheet: str
    label: str
    sentence: str
    about: frozenset[str] = frozenset()
    is_silent: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether it says OK."""
        return self.sentence.startswith("OK")

    @property
    def has_failed(self) -> bool:
        """Whether it says Fel; silence is no better, because nothing has been checked."""
        return self.is_silent or self.sentence.startswith(_FAILED)

    @property
    def quoted(self) -> str:
        """The check by its own label, and what it says, as the end of a sentence."""
        check = f"kontrollen {self.label} på bladet {self.sheet}"
        if not self.is_silent:
            return f"{check} säger: {self.sentence}"
        return (
            f"{check} ger inget utslag ({self.sentence}), och då är inget prövat; räkna om "
            "arbetsboken, och rätta det som kontrollen läser."
        )


def verdicts(package: Package) -> Iterator[Verdict]:
    """Yield what the checks of a workbook say, in its order.

    A check is a cell that the workbook colours by its verdict, or any formula that gives one.
    """
    pages = results(package)
    for name, part in package.sheets.items():
        content = package.parts[part]
        if b"<f" in content or _FAILED.encode() in content:
            yield from _verdicts_on(CopiedPage(package, name), pages)


def remarks(package: Package) -> list[Verdict]:
    """Return what the checks of a workbook say that is more than that all is well."""
    return [one for one in verdicts(package) if not one.is_fine and not one.is_silent]


def _verdicts_on(page: CopiedPage, pages: Sequence[str]) -> Iterator[Verdict]:
    areas = _coloured_by_verdict(page.tree)
    if not areas and not any(map(_is_verdict, page.calculated())):
        return  # without a look at every cell: most sheets have no check, and some have many cells
    checks = [
        place
        for place, (_, value) in page.cells.items()
        if _is_verdict(value) or _is_in(areas, place)
    ]
    columns = _columns_of(page.cells, pages)
    rows: dict[int, list[Place]] = {}
    for place in page.cells:
        rows.setdefault(place.row, []).append(place)
    for place in checks:
        cell, value = page.cells[place]
        is_coloured, is_verdict = _is_in(areas, place), _is_verdict(value)
        before = [p for p in sorted(rows[place.row]) if p.column < place.column]
        if is_verdict:
            if cell.find(q("f")) is None and not is_coloured:
                continue
            sentence, is_silent = str(value), False
        elif not page.is_covered(place) and not _is_unused(page, before, value):
            sentence, is_silent = _silence(value), True
        else:
            continue
        label = _label(page, before, place)
        about = _about(page.cells, place.row, label, pages, columns)
        yield Verdict(page.name, label, sentence, about, is_silent)


def _is_verdict(value: Cell) -> bool:
    return isinstance(value, str) and _VERDICT.match(value) is not None


def _coloured_by_verdict(sheet: etree._Element) -> list[Area]:
    return [
        Area.parse(text)
        for block in sheet.iterfind(q("conditionalFormatting"))
        if any(_COLOURS.fullmatch(rule.text or "") for rule in block.iter(q("formula")))
        for text in block.get("sqref", "").split()
    ]


def _is_in(areas: Iterable[Area], place: Place) -> bool:
    return any(area.holds(place) for area in areas)


def _is_unused(page: CopiedPage, before: Sequence[Place], value: Cell) -> bool:
    """Tell whether a row has nothing to check: its formulas, and so the verdict, are blank."""
    left = [page.cells[place] for place in before]
    has_formulas = any(cell.find(q("f")) is not None for cell, _ in left)
    return value is None and has_formulas and all(held is None for _, held in left)


def _silence(value: Cell) -> str:
    """Return what a check holds instead of a verdict, without repeating a text."""
    if isinstance(value, CellError):
        return f"cellen är {value.code}"
    return "cellen är tom" if value is None else "den börjar varken med OK, Granska eller Fel"


def failed(package: Package, pages: Sequence[str]) -> list[Verdict]:
    """Return the checks that say Fel and that some of the sheets wait for.

    One that knows what is wrong comes before one that is silent, and that before one that only
    sends the reader elsewhere; what is sent to may also say Granska.

    Raises
    ------
    FileError
        No check has been calculated.
    """
    found = list(verdicts(package))
    if all(verdict.is_silent and verdict.sentence == _silence(None) for verdict in found):
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
    return sorted(wrong, key=lambda v: (_is_of_another(v, sheets), v.is_silent, not v.has_failed))


def refuse_failed_checks(package: Package, pages: Sequence[str]) -> None:
    """Raise FileError if a check that the sheets wait for says Fel, or nothing.

    Also if none has been calculated.
    """
    wrong = failed(package, pages)
    if wrong:
        raise FileError(f"Kopian gjordes inte, för {quoted(wrong)}")


def quoted(wrong: Sequence[Verdict]) -> str:
    """Return what the first check that failed says, and which more there are."""
    first, *more = wrong
    if not more:
        return first.quoted
    sheets = {v.sheet: [w.label for w in more if w.sheet == v.sheet] for v in more}
    others = (f"på bladet {sheet} {', '.join(labels)}" for sheet, labels in sheets.items())
    return f"{first.quoted} Därefter återstår {'; '.join(others)}."


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


def _label(page: CopiedPage, before: Sequence[Place], place: Place) -> str:
    """Return the first text to the left of a cell, or its address if it stands alone."""
    texts = [page.cells[p][1] for p in before]
    return next((text for text in texts if isinstance(text, str) and text), str(place))
