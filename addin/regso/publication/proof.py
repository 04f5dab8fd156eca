"""Why a workbook is not published: failed checks, error values, stale figures, personnummer."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from lxml import etree

from regso.core.money.identifiers import has_personal_number
from regso.errors import CellError, FileError
from regso.indata import Cell
from regso.publication.pages import CopiedPage, published_sheets
from regso.workbook.checks.check import ANOTHER
from regso.xlsx.cells import Place, q
from regso.xlsx.formula import functions_in
from regso.xlsx.package import Package

_VERDICT = re.compile(r"(OK|Granska|Fel)\b")
_FAILED: Final = "Fel"
_RELATIVE, _ABSOLUTE = 1e-9, 1e-9
_SHOWN_TEXTS = ("name", "descr", "formatCode")  # attributes that hold words


class Verdict(NamedTuple):
    """What a check of the workbook's own says, in a whole sentence."""

    sheet: str
    label: str
    sentence: str

    @property
    def has_failed(self) -> bool:
        """Whether it says Fel."""
        return self.sentence.startswith(_FAILED)


def verdicts(package: Package) -> Iterator[Verdict]:
    """Yield what the checks of a workbook say."""
    for name, part in package.sheets.items():
        if b"<f" not in package.parts[part]:
            continue
        cells = CopiedPage(package, name).cells
        for place, (cell, value) in cells.items():
            if cell.find(q("f")) is None or not isinstance(value, str):
                continue
            if _VERDICT.match(value):
                yield Verdict(name, _label(cells, place), value)


def _label(cells: Mapping[Place, tuple[object, Cell]], place: Place) -> str:
    """Return the first text to the left of a cell, or its address if it stands alone."""
    row = [(p.column, value) for p, (_, value) in cells.items() if p.row == place.row]
    texts = [v for column, v in sorted(row) if column < place.column and isinstance(v, str) and v]
    return texts[0] if texts else str(place)


def refuse_failed_checks(package: Package) -> None:
    """Raise FileError if a check of the workbook's own says Fel, or none has been calculated."""
    found = list(verdicts(package))
    failed = [verdict for verdict in found if verdict.has_failed]
    if failed:
        sheet, label, sentence = min(failed, key=lambda verdict: verdict.sentence == ANOTHER)
        raise FileError(
            f"Kopian gjordes inte, för kontrollen {label} på bladet {sheet} säger: {sentence}",
        )
    if not found:
        raise FileError(
            "Arbetsbokens kontroller är inte uträknade, så kopian gjordes inte; öppna den i Excel "
            "med tillägget RegSO och spara den, eller använd regso render.",
        )


def refuse_errors(page: CopiedPage) -> None:
    """Raise FileError if a cell of a published sheet is an error value."""
    for place, (_, value) in page.cells.items():
        if isinstance(value, CellError):
            raise FileError(
                f"Cell {page.name}!{place} är {value.code}, så kopian gjordes inte; en halv "
                "rapport ska inte lämnas ut.",
            )


def refuse_personal_numbers(parts: Mapping[str, bytes]) -> None:
    """Raise FileError if a text in the parts of a copy looks like a personnummer."""
    for name, content in parts.items():
        if not name.endswith(".xml"):
            continue
        for element in etree.fromstring(content).iter():
            words = [str(element.get(key, "")) for key in _SHOWN_TEXTS]
            if any(map(has_personal_number, (element.text or "", *words))):
                raise FileError(
                    "Något som skulle publiceras ser ut som ett personnummer, så kopian gjordes "
                    "inte; se över rubriker, inställningar och bladens namn.",
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
