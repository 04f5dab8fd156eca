"""Why a workbook is not published: error values and stale figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from regso.errors import CellError, FileError
from regso.indata import Cell
from regso.publication.controls import refuse_failed_checks
from regso.publication.pages import CopiedPage, published_sheets
from regso.render.uses import chosen
from regso.xlsx.cells import Place, q
from regso.xlsx.formula import functions_in
from regso.xlsx.package import Package

_RELATIVE, _ABSOLUTE = 1e-9, 1e-9


def refuse_errors(page: CopiedPage) -> None:
    """Raise FileError if a cell of a published sheet is an error value."""
    for place, (_, value) in page.cells.items():
        if isinstance(value, CellError):
            raise FileError(
                f"Cell {page.name}!{place} är {value.code}, så kopian gjordes inte; rätta det som "
                "cellen räknar på (kontrollerna på bladet Start), eller lämna ut andra blad med "
                "--page.",
            )


def prove(
    workbook: bytes, calculated: bytes, pages: Sequence[str] = (), name: str = "Arbetsboken"
) -> None:
    """Raise FileError unless a workbook's published figures are those that were calculated.

    Every result is compared, also those that are not copied.

    Parameters
    ----------
    workbook, calculated : bytes
        The file as it is, and as it becomes when it is calculated anew.
    pages : sequence of str, optional
        The results that are copied; all of them when left out.
    name : str, optional
        The file's, for messages.
    """
    old, new = Package(workbook, name), Package(calculated, name)
    with old.blamed():
        _prove(old, new, pages)


def _prove(old: Package, new: Package, pages: Sequence[str]) -> None:
    refuse_failed_checks(new, chosen(new, pages))
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
