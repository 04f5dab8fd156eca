"""Published sheets: which they are, what a reader sees of them, and their copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from lxml import etree

from regso.errors import CellError, FileError
from regso.indata import Cell
from regso.publication.assembly import root_of, saying
from regso.publication.looks import Looks, hiding_styles
from regso.publication.printed import PRINT_AREA, names_of, published_areas
from regso.render.uses import chosen, results
from regso.xlsx.cells import Area, Place, escaped, plain_text, q, write_value
from regso.xlsx.hidden import hidden_rows, is_hidden
from regso.xlsx.package import RELATION_ID, Package

# What a copy takes over, in the order of the schema, with the children each may have.
_BEFORE = {
    "sheetPr": {"tabColor", "pageSetUpPr"},
    "dimension": set[str](),
    "sheetViews": {"sheetView", "pane", "selection"},
    "sheetFormatPr": set[str](),
}
_AFTER = {
    "printOptions": set[str](),
    "pageMargins": set[str](),
    "pageSetup": set[str](),
    "headerFooter": {"oddHeader", "oddFooter"},
    "rowBreaks": {"brk"},
    "colBreaks": {"brk"},
}
_SCALES = {"colorScale", "dataBar", "iconSet"}  # formats that compare the shown cells only
_SCALE_TAGS = {"cfRule", *_SCALES, "cfvo", "color"}
_NO_FORMULA = {"min", "max", "num", "percent", "percentile"}
_ROW = ("r", "ht", "customHeight", "hidden")
_COLUMN = ("min", "max", "width", "customWidth", "hidden")
_INLINE, _VALUE = q("is"), q("v")


def published_sheets(package: Package, pages: Sequence[str] = ()) -> list[str]:
    """Return the names of the sheets that the workbook says are results, in order.

    Parameters
    ----------
    package : Package
    pages : sequence of str, optional
        Those that the user has chosen, with Källa where they refer to it; all when left out.

    Raises
    ------
    FileError
        There is none, or one of them has a table, which is where input is pasted; or a page is
        no result.
    """
    names = chosen(package, pages) if results(package) else []
    if not names:
        raise FileError(
            "Arbetsboken säger inte vilka blad som får publiceras; utgå från en mall från regso "
            "templates build.",
        )
    for name in names:
        if any(table.sheet == name for table in package.tables):
            raise FileError(
                f"Bladet {name} har en tabell, som kan vara indata, och publiceras därför inte; "
                "flytta tabellen till ett eget blad.",
            )
    return names


class CopiedPage:
    """A sheet of the old package, as a reader sees it.

    Parameters
    ----------
    package : Package
    name : str
    """

    def __init__(self, package: Package, name: str) -> None:
        self.name = name
        self.tree = package.tree(package.sheets[name])
        self._package = package
        self._texts = package.shared_texts
        self._merges = [Area.parse(m.get("ref", "")) for m in self.tree.iter(q("mergeCell"))]

    @cached_property
    def values(self) -> dict[Place, Cell]:
        """The values that are shown: not those in hidden rows and columns, or under merges."""
        hiding = hiding_styles(self._package)
        return {
            place: value
            for place, (cell, value) in self.cells.items()
            if value is not None and not self.is_hidden(place) and cell.get("s", "0") not in hiding
        }

    @cached_property
    def cells(self) -> dict[Place, tuple[etree._Element, Cell]]:
        """Every cell of the sheet with its stored value."""
        return {
            Place.parse(cell.get("r", "")): (cell, _value(cell, self._texts))
            for cell in self.tree.iterfind(f"{q('sheetData')}/{q('row')}/{q('c')}")
        }

    def calculated(self) -> Iterator[Cell]:
        """Yield the stored values of the formulas."""
        for formula in self.tree.iter(q("f")):
            cell = formula.getparent()
            if cell is not None:
                yield _value(cell, self._texts)

    @cached_property
    def printed(self) -> dict[Place, Cell]:
        """The values that are shown and printed, or drawn: those alone are published."""
        return {place: value for place, value in self.values.items() if self.is_printed(place)}

    @cached_property
    def seen(self) -> list[Place]:
        """The cells that are printed or drawn, and in no hidden row or column."""
        return [
            place
            for place in self.cells
            if place.row not in self._hidden_rows
            and place.column not in self._hidden_columns
            and self.is_printed(place)
        ]

    def is_printed(self, place: Place) -> bool:
        """Tell whether a cell is printed or drawn; a sheet without a print area prints it all."""
        return not self._areas or any(area.holds(place) for area in self._areas)

    @cached_property
    def _areas(self) -> list[Area]:
        return published_areas(self._package, self.name)

    def is_hidden(self, place: Place) -> bool:
        """Tell whether a cell is in a hidden row or column, or under a merged one."""
        if place.row in self._hidden_rows or place.column in self._hidden_columns:
            return True
        return self.is_covered(place)

    def is_covered(self, place: Place) -> bool:
        """Tell whether a cell is under a merged one."""
        return any(m.holds(place) and place != Place(m.top, m.left) for m in self._merges)

    @cached_property
    def _hidden_rows(self) -> set[int]:
        return hidden_rows(self.tree)

    @cached_property
    def _hidden_columns(self) -> set[int]:
        hidden = [c for c in self.tree.iter(q("col")) if is_hidden(c, "width")]
        return {n for c in hidden for n in range(int(c.get("min", "")), int(c.get("max", "")) + 1)}

    def copy(
        self, looks: Looks, rules: Mapping[Place, tuple[int, ...]], drawing: str | None
    ) -> etree._Element:
        """Return the sheet with values only, locked, its looks where rules had set them."""
        sheet = root_of("worksheet")
        self._take(sheet, _BEFORE)
        self._columns(sheet, looks)
        self._rows(sheet, looks, rules)
        protect(sheet)
        self._take(sheet, {"mergeCells": {"mergeCell"}})
        self._scales(sheet)
        self._take(sheet, _AFTER)
        if drawing is not None:
            etree.SubElement(sheet, q("drawing")).set(RELATION_ID, "rId1")
        return sheet

    def _take(self, sheet: etree._Element, wanted: Mapping[str, set[str]]) -> None:
        for tag, inner in wanted.items():
            for element in self.tree.iterfind(q(tag)):
                sheet.append(bare(element, inner))
        for view in sheet.iter(q("sheetView")):
            view.attrib.pop("tabSelected", "")
            view.set("workbookViewId", "0")

    def _columns(self, sheet: etree._Element, looks: Looks) -> None:
        old = self.tree.findall(f"{q('cols')}/{q('col')}")
        columns = etree.SubElement(sheet, q("cols")) if old else sheet
        for column in old:
            new = etree.SubElement(columns, q("col"), _kept(column, _COLUMN))
            if column.get("style"):
                new.set("style", str(looks.look(int(column.get("style", "0")))))

    def _rows(
        self, sheet: etree._Element, looks: Looks, rules: Mapping[Place, tuple[int, ...]]
    ) -> None:
        data = etree.SubElement(sheet, q("sheetData"))
        for old in self.tree.iterfind(f"{q('sheetData')}/{q('row')}"):
            row = etree.SubElement(data, q("row"), _kept(old, _ROW))
            for cell in old.iterchildren(q("c")):
                place = Place.parse(cell.get("r", ""))
                if not self.is_printed(place):
                    continue
                new = etree.SubElement(row, q("c"), r=str(place))
                look = looks.look(int(cell.get("s", "0")), rules.get(place, ()))
                if look:
                    new.set("s", str(look))
                if place in self.printed:
                    write_value(new, self.printed[place])

    def _scales(self, sheet: etree._Element) -> None:
        for old in self.tree.iterfind(q("conditionalFormatting")):
            rules = [r for r in old.iterchildren(q("cfRule")) if _is_scale(r)]
            if rules:
                new = etree.SubElement(sheet, q("conditionalFormatting"), _kept(old, ("sqref",)))
                new.extend(bare(rule, _SCALE_TAGS) for rule in rules)

    def names(self) -> str:
        """Return the names of the sheet's own: its use, what is printed, and what on every page."""
        prefixes = (f"{self.name}!", f"'{self.name.replace(chr(39), chr(39) * 2)}'!")
        return saying("result") + "".join(
            f'<definedName name="{name.get("name")}" localSheetId="{{index}}">'
            f"{escaped(name.text or '')}</definedName>"
            for name in names_of(self._package, self.name)
            if name.get("name") in (PRINT_AREA, "_xlnm.Print_Titles")
            and all(part.startswith(prefixes) for part in (name.text or "").split(","))
        )


def protect(sheet: etree._Element) -> None:
    """Protect a sheet, without a password."""
    etree.SubElement(
        sheet, q("sheetProtection"), sheet="1", objects="1", scenarios="1",
        formatColumns="0", formatRows="0",
    )  # fmt: skip


def bare(element: etree._Element, inner: set[str]) -> etree._Element:
    """Return a copy with the named children only, and no attribute of another namespace."""
    new = etree.Element(element.tag)
    for key, value in element.attrib.items():
        if "}" not in str(key) and key != "codeName":
            new.set(key, value)
    new.text = element.text
    new.extend(bare(child, inner) for child in element if child.tag in {q(tag) for tag in inner})
    return new


def _value(cell: etree._Element, texts: list[str]) -> Cell:
    text = None
    for child in cell:
        if child.tag == _INLINE:
            return plain_text(child) or None
        if child.tag == _VALUE and text is None:
            text = child.text
    if not text:
        return None
    kind = cell.get("t", "n")
    value: Cell = text
    match kind:
        case "n":
            value = float(text)
        case "s":
            value = texts[int(text)] or None
        case "b":
            value = text == "1"
        case "e":
            value = CellError(text)
    return value


def _kept(element: etree._Element, attributes: tuple[str, ...]) -> dict[str, str]:
    return {key: element.get(key, "") for key in attributes if element.get(key) is not None}


def _is_scale(rule: etree._Element) -> bool:
    stops = [stop.get("type") in _NO_FORMULA for stop in rule.iter(q("cfvo"))]
    return rule.get("type") in _SCALES and all(stops)
