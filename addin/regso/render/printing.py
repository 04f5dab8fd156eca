"""The copy of a workbook that is printed: what is on paper, what charts draw, and nothing else.

LibreOffice reads the copy from a file, so the input, the work sheets, the tables and every part
that no page shows (queries, pivot caches, comments, macros, embedded objects) are not in it. What
a page needs of another sheet is there as values: the cells that its charts draw, and those that
its conditional formats compare with, unless they are rows of a table. Nothing in it leads out
to a file or a network but links that someone has to click.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from lxml import etree

from regso.errors import FileError
from regso.render.reads import CHART_FORMULA, WHOLE, compared, drawn, leads_out, references, words
from regso.render.uses import printed
from regso.xlsx import reach
from regso.xlsx.cells import Area, Place, q, remove_formulas, sheet_data, write_value
from regso.xlsx.hidden import is_hidden
from regso.xlsx.package import WORKBOOK, Package

_SHOWN = {
    "officeDocument", "worksheet", "chartsheet", "styles", "theme", "sharedStrings", "drawing",
    "chart", "chartUserShapes", "themeOverride", "image", "diagramData", "diagramLayout",
    "diagramQuickStyle", "diagramColors", "diagramDrawing", "core-properties",
    "extended-properties",
}  # fmt: skip
_SHEETS = {"worksheet", "chartsheet"}
_IMAGES: Final = (  # not SVG, which is text and can lead anywhere
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*",
    b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0",
)  # fmt: skip
_OF_THE_BOOK = {q(tag) for tag in ("workbookPr", "bookViews", "sheets", "definedNames", "calcPr")}
_NOT_PRINTED = {q(tag) for tag in ("dataValidations", "tableParts", "webPublishItems")}
_LAYOUT = [q(tag) for tag in ("sheetFormatPr", "cols")]
_ON_PAPER = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
_EXTENSION = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_NOTHING = (
    "Arbetsboken har inget blad som skrivs ut, bara indata, arbetsblad och hjälp; utgå från en "
    "mall från regso templates build, eller utelämna --pdf."
)


def print_copy(workbook: bytes, title: str, wanted: Sequence[str] = ()) -> bytes:
    """Return the copy of a calculated workbook that LibreOffice prints.

    Parameters
    ----------
    workbook : bytes
        An .xlsx file with calculated values.
    title : str
        The copy's title where the workbook itself has none.
    wanted : sequence of str, optional
        The results to print; all that is printed when left out.

    Raises
    ------
    FileError
        No sheet may be printed.
    """
    package = Package(workbook, "Arbetsboken")
    with package.blamed():
        return _copy(package, title, wanted)


def _copy(package: Package, title: str, wanted: Sequence[str]) -> bytes:
    shown = printed(package, wanted)
    if not shown:
        raise FileError(_NOTHING)
    read = _read(package, shown)
    for name in shown:
        _close(package, name)
        if name in package.sheets:
            _leave_paper(package, name, read.get(name, []))
    behind = [name for name in package.sheets if name in read and name not in shown]
    for name in behind:
        _leave_values(package, name, read[name])
    names = set[str]().union(*(words(package, name) for name in shown))
    _leave_sheets(package, shown, behind, names)
    parts = package.sheet_parts().values()
    reach.keep(package, lambda kind, part: _is_wanted(package, kind, part, [*parts]))
    _leave_texts(package)
    _set_title(package, title)
    return package.write({}, compress=False)


def _read(package: Package, shown: Iterable[str]) -> dict[str, list[Area]]:
    """Return the cells that the printed sheets read, by sheet."""
    rows = {sheet: [t.body for t in package.tables if t.sheet == sheet] for sheet in package.sheets}
    found: dict[str, list[Area]] = {}
    for name in shown:
        for sheet, area in drawn(package, name):
            found.setdefault(sheet, []).append(area)
        for sheet, area in compared(package, name):
            if not any(_meet(area, table) for table in rows.get(sheet, ())):
                found.setdefault(sheet, []).append(area)
    return found


def _meet(one: Area, other: Area) -> bool:
    return (
        one.top <= other.bottom and other.top <= one.bottom
        and one.left <= other.right and other.left <= one.right
    )  # fmt: skip


def _close(package: Package, sheet: str) -> None:
    """Remove from a sheet and its charts the formulas that lead out of the workbook."""
    part = package.sheet_parts()[sheet]
    tree = package.change(part)
    remove_formulas(tree)
    for tag, formula in ((q("cfRule"), q("formula")), (q("ext"), _EXTENSION)):
        for element in list(tree.iter(tag)):
            parent = element.getparent()
            texts = [e.text or "" for e in element.iter(formula)]
            texts += [e.get("val", "") for e in element.iter(q("cfvo"))]
            if parent is not None and any(map(leads_out, texts)):
                parent.remove(element)
    for drawing in package.related(part, "drawing").values():
        for chart in package.related(drawing, "chart").values():
            for element in list(package.tree(chart).iter(CHART_FORMULA)):
                parent = element.getparent()
                if parent is not None and leads_out(element.text or ""):
                    package.change(chart)
                    parent.remove(element)  # the values that came with the file are drawn


def _leave_paper(package: Package, sheet: str, read: Sequence[Area]) -> None:
    """Leave the values of a printed sheet that are on paper, or that something printed reads.

    A space stands for each of the others, so that no text beside it grows over its place.
    """
    tree = package.change(package.sheets[sheet])
    for element in [e for e in tree if e.tag in _NOT_PRINTED]:
        tree.remove(element)
    paper = _paper(package, sheet)
    columns = _hidden_columns(tree)
    for row in tree.iter(q("row")):
        for cell in row.iterchildren(q("c")):
            cell.attrib.pop("vm", "")
            place = Place.parse(cell.get("r", ""))
            seen = not is_hidden(row, "ht") and place.column not in columns
            if (seen and _holds(paper, place)) or _holds(read, place) or not len(cell):
                continue
            write_value(cell, " ")
            if row.get("ht"):
                row.set("customHeight", "1")


def _leave_values(package: Package, sheet: str, read: Sequence[Area]) -> None:
    """Leave of a sheet that is not printed only the values that something printed reads."""
    tree = package.change(package.sheets[sheet])
    remove_formulas(tree)
    data = sheet_data(tree)
    for element in [e for e in tree if e.tag not in _LAYOUT and e is not data]:
        tree.remove(element)
    for row in list(data):
        for cell in list(row):
            if not _holds(read, Place.parse(cell.get("r", ""))):
                row.remove(cell)
        if not len(row):
            data.remove(row)


def _leave_sheets(
    package: Package, shown: Sequence[str], behind: Sequence[str], names: set[str]
) -> None:
    """Leave some sheets in the workbook, some of them hidden, and the names that they need."""
    book = package.change(WORKBOOK)
    for element in [e for e in book if e.tag not in _OF_THE_BOOK]:
        book.remove(element)
    numbers: dict[str, str] = {}
    kept, on_paper = [], set()
    for i, sheet in enumerate(list(package.sheet_elements())):
        name, parent = sheet.get("name", ""), sheet.getparent()
        if name in shown or name in behind:
            numbers[str(i)] = str(len(numbers))
            sheet.set("state", "visible" if name in shown else "hidden")
            kept.append(name)
            if name in shown:
                on_paper.add(str(i))
        elif parent is not None:
            parent.remove(sheet)
    for defined in list(package.defined_names()):
        number, parent = defined.get("localSheetId"), defined.getparent()
        key = defined.get("name", "")
        # With a print area, LibreOffice prints a hidden sheet.
        is_used = key in _ON_PAPER and number in on_paper
        is_used = is_used or (key.casefold() in names and not leads_out(defined.text or ""))
        if parent is not None and (not is_used or (number is not None and number not in numbers)):
            parent.remove(defined)
        elif number is not None:
            defined.set("localSheetId", numbers[number])
    for view in book.iter(q("workbookView")):  # the active sheet is shown even if it is hidden
        view.attrib.pop("firstSheet", "")
        view.set("activeTab", str(kept.index(shown[0])))


def _is_wanted(package: Package, kind: str, part: str, sheets: Collection[str]) -> bool:
    if kind == "image":
        return package.parts[part].startswith(_IMAGES)
    return kind in _SHOWN and (kind not in _SHEETS or part in sheets)


def _leave_texts(package: Package) -> None:
    """Leave of the shared texts those that a cell still has; the others become empty."""
    used = {
        cell.findtext(q("v"), "")
        for part in package.sheet_parts().values()
        for cell in package.tree(part).iter(q("c"))
        if cell.get("t") == "s"
    }
    for part in package.related(WORKBOOK, "sharedStrings").values():
        for i, text in enumerate(package.change(part).iterchildren(q("si"))):
            if str(i) not in used:
                text.clear()
                etree.SubElement(text, q("t"))


def _set_title(package: Package, title: str) -> None:
    for part in package.related("", "core-properties").values():
        properties = package.change(part)
        element = properties.find(_TITLE)
        if element is None:
            element = etree.SubElement(properties, _TITLE)
        element.text = (element.text or "").strip() or title


def _paper(package: Package, sheet: str) -> list[Area]:
    """Return the cells of a sheet that are printed: all of them where no area is chosen."""
    own = str([s.get("name") for s in package.sheet_elements()].index(sheet))
    texts = {
        name.get("name", ""): name.text or ""
        for name in package.defined_names()
        if name.get("localSheetId") == own and name.get("name") in _ON_PAPER
    }
    if not list(references(texts.get(_ON_PAPER[0], ""), sheet)):
        return [WHOLE]
    return [read.area for text in texts.values() for read in references(text, sheet)]


def _hidden_columns(sheet: etree._Element) -> set[int]:
    hidden = [c for c in sheet.iter(q("col")) if is_hidden(c, "width")]
    return {n for c in hidden for n in range(int(c.get("min", "")), int(c.get("max", "")) + 1)}


def _holds(areas: Iterable[Area], place: Place) -> bool:
    return any(area.holds(place) for area in areas)
