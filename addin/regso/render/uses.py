"""What the sheets of a workbook are for, and so which may be published and which are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from regso.errors import FileError
from regso.workbook.printed.emptypages import NAME as EMPTY_IF
from regso.workbook.use import NAME, WORDS, Use
from regso.xlsx.cells import has_text_at, q
from regso.xlsx.package import Package

_USES: Final = {word: use for use, word in WORDS.items()}
_PUBLISHED: Final = "publiceras"  # = 1 on each result, in files where only results said so
SOURCE: Final = "Källa"  # the sheet with sources and caveats
_PRINTED: Final = ("result", "check", None)


def uses(package: Package) -> dict[str, Use | None]:
    """Return what each sheet is for, in the workbook's order; None where the file does not say.

    A word that is none of ours is read as work, so that a slip of the pen shows nothing; so is a
    result that has nothing to show now.
    """
    said, published = _local(package, NAME), _local(package, _PUBLISHED)
    silent: Use | None = "work" if published and not said else None
    found: dict[str, Use | None] = {}
    for i, name in enumerate(_sheets(package)):
        if i in said:
            found[name] = _USES.get(said[i].strip('"').casefold(), "work")
        else:
            found[name] = "result" if published.get(i) == "1" else silent
        if found[name] == "result" and _is_empty(package, name):
            found[name] = "work"
    return found


def _is_empty(package: Package, sheet: str) -> bool:
    """Tell whether a sheet says why it has nothing to show."""
    where = package.fact(sheet, EMPTY_IF)
    if not where or sheet not in package.sheets:
        return False
    return has_text_at(package.tree(package.sheets[sheet]), where)


def results(package: Package) -> list[str]:
    """Return the visible worksheets that may leave the agency, in the workbook's order."""
    shown, found = _sheets(package), uses(package)
    return [name for name in package.sheets if found[name] == "result" and shown[name]]


def chosen(package: Package, wanted: Sequence[str]) -> list[str]:
    """Return the results that a user names, in the workbook's order; all of them for none.

    Källa follows with a sheet that reads it.

    Raises
    ------
    FileError
        A name is that of no result.
    """
    there = {name.casefold(): name for name in results(package)}
    for name in wanted:
        if name.casefold() not in there:
            raise FileError(
                f'Bladet "{name}" är inget resultat som kan väljas med --page; '
                f"det finns {', '.join(there.values()) or 'inga'}.",
            )
    kept = {there[name.casefold()] for name in wanted} or set(there.values())
    if any(_reads_source(package, name) for name in kept):
        kept.add(SOURCE)
    return [name for name in there.values() if name in kept]


def _reads_source(package: Package, name: str) -> bool:
    texts = (element.text or "" for element in package.tree(package.sheets[name]).iter(q("f")))
    return any(f"{SOURCE}!" in text for text in texts)


def printed(package: Package, wanted: Sequence[str] = ()) -> list[str]:
    """Return the visible sheets that are printed, in the workbook's order.

    A sheet of the user's own is printed. One with a table never is: its rows may be persons.
    Where some results are named, they alone are.
    """
    if wanted:
        return chosen(package, wanted)
    tables = {table.sheet for table in package.tables}
    shown = [name for name, visible in _sheets(package).items() if visible and name not in tables]
    found = uses(package)
    return [name for name in shown if found[name] in _PRINTED]


def _sheets(package: Package) -> dict[str, bool]:
    """Return every sheet, charts' own included, and whether it is visible."""
    return {
        s.get("name", ""): s.get("state", "visible") == "visible" for s in package.sheet_elements()
    }


def _local(package: Package, name: str) -> dict[int, str]:
    """Return what a name that is local to sheets says, by the number of the sheet from 0."""
    return {
        int(element.get("localSheetId", "-1")): (element.text or "").strip()
        for element in package.defined_names()
        if element.get("name", "").casefold() == name
    }
