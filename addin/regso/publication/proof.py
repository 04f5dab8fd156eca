"""Why a workbook is not published: failed checks, error values and stale figures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from lxml import etree

from regso.errors import CellError, FileError
from regso.indata import Cell
from regso.publication.pages import CopiedPage, published_sheets
from regso.workbook.checks.check import ANOTHER
from regso.xlsx.cells import Area, Place, q
from regso.xlsx.formula import functions_in
from regso.xlsx.package import Package

_VERDICT = re.compile(r"(OK|Granska|Fel)\b")
# The rule that colours a failed check, written for the first cell of its area.
_COLOURS = re.compile(r'LEFT\(\$?[A-Z]{1,3}\$?[0-9]+,\s*3\)\s*=\s*"Fel"')
_FAILED: Final = "Fel"
_RELATIVE, _ABSOLUTE = 1e-9, 1e-9


class Verdict(NamedTuple):
    """What a check of the workbook's own says, in a whole sentence.

    A check that gives no verdict `is_silent`; the sentence is then what it holds instead.
    """

    sheet: str
    label: str
    sentence: str
    is_silent: bool = False

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
    """Yield what the checks of a workbook say.

    A check is a cell that the workbook colours by its verdict, or any formula that gives one.
    """
    for name, part in package.sheets.items():
        content = package.parts[part]
        if b"<f" in content or _FAILED.encode() in content:
            yield from _verdicts_on(CopiedPage(package, name))


def _verdicts_on(page: CopiedPage) -> Iterator[Verdict]:
    areas = _coloured_by_verdict(page.tree)
    rows: dict[int, list[Place]] = {}
    for place in page.cells:
        rows.setdefault(place.row, []).append(place)
    for place, (cell, value) in page.cells.items():
        before = [p for p in sorted(rows[place.row]) if p.column < place.column]
        if isinstance(value, str) and _VERDICT.match(value):
            if cell.find(q("f")) is not None or _is_in(areas, place):
                yield Verdict(page.name, _label(page, before, place), value)
        elif (
            _is_in(areas, place)
            and not page.is_covered(place)
            and not _is_unused(page, before, value)
        ):
            yield Verdict(page.name, _label(page, before, place), _silence(value), is_silent=True)


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


def _label(page: CopiedPage, before: Sequence[Place], place: Place) -> str:
    """Return the first text to the left of a cell, or its address if it stands alone."""
    texts = [page.cells[p][1] for p in before]
    return next((text for text in texts if isinstance(text, str) and text), str(place))


def refuse_failed_checks(package: Package) -> None:
    """Raise FileError if a check says Fel or nothing, or if none has been calculated."""
    found = list(verdicts(package))
    if all(verdict.is_silent and verdict.sentence == _silence(None) for verdict in found):
        raise FileError(
            "Arbetsbokens kontroller är inte uträknade, så kopian gjordes inte; öppna den i Excel "
            "med tillägget RegSO och spara den, eller använd regso render.",
        )
    failed = [verdict for verdict in found if verdict.has_failed]
    # One that fails because another does says nothing of its own.
    failed.sort(key=lambda verdict: (verdict.sentence == ANOTHER, verdict.is_silent))
    if failed:
        raise FileError(f"Kopian gjordes inte, för {failed[0].quoted}")


def refuse_errors(page: CopiedPage) -> None:
    """Raise FileError if a cell of a published sheet is an error value."""
    for place, (_, value) in page.cells.items():
        if isinstance(value, CellError):
            raise FileError(
                f"Cell {page.name}!{place} är {value.code}, så kopian gjordes inte; en halv "
                "rapport ska inte lämnas ut.",
            )


def prove(workbook: bytes, calculated: bytes, name: str = "Arbetsboken") -> None:
    """Raise FileError unless a workbook's published figures are those that were calculated.

    Parameters
    ----------
    workbook, calculated : bytes
        The file as it is, and as it becomes when it is calculated anew.
    name : str, optional
        The file's, for messages.
    """
    old, new = Package(workbook, name), Package(calculated, name)
    with old.blamed():
        _prove(old, new)


def _prove(old: Package, new: Package) -> None:
    refuse_failed_checks(new)
    names = published_sheets(old)
    if not any(
        functions_in(formula.text or "")
        for name in old.sheets
        for formula in CopiedPage(old, name).tree.iter(q("f"))
    ):
        raise FileError(
            "Arbetsboken har inga REGSO-formler, så det går inte att pröva att siffrorna är "
            "underlagets; publicera arbetsboken som den var innan formlerna byttes mot värden.",
        )
    for name in names:
        stored, fresh = _all_values(old, name), _all_values(new, name)
        for place in sorted({*stored, *fresh}):
            if not _same(stored.get(place), fresh.get(place)):
                raise FileError(
                    f"Cell {name}!{place} är inte det som indata och inställningarna ger nu; "
                    "räkna om arbetsboken i Excel, spara den och försök igen.",
                )


def _all_values(package: Package, name: str) -> dict[Place, Cell]:
    cells = CopiedPage(package, name).cells.items()
    return {place: value for place, (_, value) in cells if value is not None}


def _same(one: Cell, other: Cell) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=_RELATIVE, abs_tol=_ABSOLUTE)
    if isinstance(one, str) and isinstance(other, str):
        # Excel writes a number within a text with the comma of its settings.
        return one.replace(",", ".") == other.replace(",", ".")
    return str(one or "") == str(other or "")
