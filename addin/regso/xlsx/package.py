"""An xlsx package: its parts, sheets, tables and names, and the way back to a file.

Parts are bytes until they are asked for as trees. A part that no one changes is written back
byte for byte, with the time stamp of the template, so that equal input gives equal files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Final, NamedTuple

from lxml import etree

from regso.errors import FileError
from regso.incoming.archives import entries
from regso.incoming.reading import UnreadError
from regso.incoming.xmlparts import MOST_TREE, tree_of
from regso.indata import header_key
from regso.xlsx import archive
from regso.xlsx.cells import Area, Place, plain_text, q, serialize
from regso.xlsx.faults import blaming

WORKBOOK: Final = "xl/workbook.xml"
CONTENT_TYPES: Final = "[Content_Types].xml"
CALC_CHAIN: Final = "xl/calcChain.xml"
CALC_ID: Final = 191029  # Excel recalculates on load what an older version has calculated
PARTS: Final = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION_ID: Final = f"{{{DOCUMENT}}}id"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CELL_NAME = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(\$?[A-Z]{1,3}\$?[0-9]+)")
_NO_WORKBOOK = (
    "är ingen Excel-arbetsbok (.xlsx), eller en skadad; öppna den i Excel, ta bort eventuellt "
    "lösenord och spara den som Excel-arbetsbok (.xlsx)."
)


class ExcelTable(NamedTuple):
    """An Excel table: `area` has the header row and any totals row too."""

    name: str
    sheet: str
    part: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: list[str]

    @property
    def body(self) -> Area:
        """The area of the data rows."""
        top, left, bottom, right = self.area
        return Area(top + self.header_rows, left, bottom - self.totals_rows, right)


class CellName(NamedTuple):
    """A defined name of the workbook that stands for one cell."""

    name: str
    sheet: str
    place: Place


class Package:
    """The parts of a workbook.

    Parameters
    ----------
    content : bytes
        An .xlsx or .xlsm file.
    name : str
        The file's, for messages.

    Raises
    ------
    FileError
        The bytes are no such workbook.
    """

    def __init__(self, content: bytes, name: str = "Mallen") -> None:
        self.name = name
        found = entries(content, name, _NO_WORKBOOK)
        self._infos = [info for info, _ in found]
        self.parts = {info.filename: part for info, part in found}
        self._trees: dict[str, etree._Element] = {}
        self._parsed = 0
        self._changed: set[str] = set()
        if not self.parts.keys() >= {WORKBOOK, CONTENT_TYPES}:
            raise self.damaged()
        self._as_read = dict(self.parts)
        with self.blamed():
            self.sheets = self._find_sheets()
            self.tables = self._find_tables()

    def blamed(self) -> AbstractContextManager[None]:
        """Let what fails in a block be the fault of the workbook, if it is damaged."""
        return blaming(self._as_read, self.name)

    def damaged(self) -> UnreadError:
        """Return the error for a workbook that cannot be read."""
        return UnreadError(f"{self.name} {_NO_WORKBOOK}")

    def tree(self, part: str) -> etree._Element:
        """Return a part as a tree to read.

        Raises
        ------
        FileError
            The part is missing, is damaged, or larger than its tree has room for.
        """
        if part not in self._trees:
            if part not in self.parts:
                raise self.damaged()
            self._parsed += len(self.parts[part])
            if self._parsed > MOST_TREE:
                raise FileError(
                    f"{self.name} har större blad än som kan läsas; töm tabeller och ta bort blad "
                    "som inte behövs.",
                )
            self._trees[part] = tree_of(self.parts[part], self.name, _NO_WORKBOOK)
        return self._trees[part]

    def change(self, part: str) -> etree._Element:
        """Return a part as a tree to change."""
        self._changed.add(part)
        return self.tree(part)

    def add(self, part: str, content: bytes, content_type: str = "") -> None:
        """Add a part, with its content type unless its ending has one."""
        self.parts[part] = content
        self._infos.append(archive.like(self._infos[0], part))
        if content_type:
            types = self.change(CONTENT_TYPES)
            override = etree.SubElement(types, types.tag.replace("}Types", "}Override"))
            override.set("PartName", f"/{part}")
            override.set("ContentType", content_type)

    def relate(self, part: str, key: str, kind: str, target: str) -> None:
        """Add a relation of a part, whose relations exist, to a target beside it."""
        relations = self.change(relations_of(part))
        relation = etree.SubElement(relations, relations[0].tag)
        for name, value in (("Id", key), ("Type", kind), ("Target", target)):
            relation.set(name, value)

    def remove(self, part: str) -> None:
        """Remove a part, its content type and the workbook's relation to it."""
        del self.parts[part]
        self._changed.discard(part)
        types = self.change(CONTENT_TYPES)
        for element in list(types):
            if element.get("PartName") == f"/{part}":
                types.remove(element)
        relations_part = relations_of(WORKBOOK)
        if any(target_of(WORKBOOK, r) == part for r in self.tree(relations_part)):
            relations = self.change(relations_part)
            for element in list(relations):
                if target_of(WORKBOOK, element) == part:
                    relations.remove(element)

    def relations(self, part: str) -> dict[str, etree._Element]:
        """Return the relations of a part by id."""
        name = relations_of(part)
        if name not in self.parts:
            return {}
        return {element.get("Id", ""): element for element in self.tree(name)}

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts that a part has relations of a kind to, by id."""
        return {
            key: target_of(part, element)
            for key, element in self.relations(part).items()
            if element.get("Type", "").endswith(f"/{kind}")
        }

    @cached_property
    def shared_texts(self) -> list[str]:
        """The texts that the cells of its sheets share, as they are when first asked for."""
        parts = self.related(WORKBOOK, "sharedStrings").values()
        return [plain_text(item) for part in parts for item in self.tree(part).iterfind(q("si"))]

    def table(self, name: str) -> ExcelTable | None:
        """Return a table by its name."""
        return next((t for t in self.tables if header_key(t.name) == header_key(name)), None)

    def sheet_elements(self) -> Iterator[etree._Element]:
        """Return what the workbook says of its sheets, charts' own included, in order."""
        return self.tree(WORKBOOK).iterfind(f"{q('sheets')}/{q('sheet')}")

    def sheet_parts(self) -> dict[str, str]:
        """Return the part of each sheet by its name, charts' own included, in order."""
        parts = {k: target_of(WORKBOOK, r) for k, r in self.relations(WORKBOOK).items()}
        keys = [(s.get("name", ""), s.get(RELATION_ID, "")) for s in self.sheet_elements()]
        return {name: parts[key] for name, key in keys if key in parts}

    def defined_names(self) -> Iterator[etree._Element]:
        """Return the defined names, those of single sheets included."""
        return self.tree(WORKBOOK).iterfind(f"{q('definedNames')}/{q('definedName')}")

    def cell_names(self) -> dict[str, CellName]:
        """Return the workbook's own names of single cells, by lower-case name."""
        names = {}
        for element in self.defined_names():
            name = element.get("name", "")
            form = _CELL_NAME.fullmatch(element.text or "")
            sheet = form and (form[1] or form[2]).replace("''", "'")
            if form and sheet in self.sheets and not _is_internal(element):
                names[name.lower()] = CellName(name, sheet, Place.parse(form[3]))
        return names

    def sheet_facts(self, sheet: str, start: str) -> dict[str, str]:
        """Return what the names of a sheet's own that begin so say, by the rest of the name."""
        own = str([s.get("name") for s in self.sheet_elements()].index(sheet))
        return {
            name.get("name", "").lower().removeprefix(start): name.text or ""
            for name in self.defined_names()
            if name.get("localSheetId") == own and name.get("name", "").lower().startswith(start)
        }

    def fact(self, sheet: str, name: str) -> str:
        """Return the text that a name of a sheet's own stands for, empty if it has none."""
        return self.sheet_facts(sheet, name).get("", "").strip().strip('"')

    def keep_cached_values(self) -> None:
        """Let the file open with its stored values instead of being recalculated."""
        properties = self.tree(WORKBOOK).find(q("calcPr"))
        if properties is None:
            return
        old = int(properties.get("calcId", "0")) < CALC_ID
        if old or properties.get("fullCalcOnLoad") is not None:
            self._changed.add(WORKBOOK)
            properties.attrib.pop("fullCalcOnLoad", "")
            if old:
                properties.set("calcId", str(CALC_ID))

    def write(self, parts: Mapping[str, bytes], *, compress: bool = True) -> bytes:
        """Return the workbook as a file, with some parts replaced."""
        kept = (info for info in self._infos if info.filename in self.parts)
        entries = ((info, self._content(info.filename, parts)) for info in kept)
        return archive.repack(entries, compress=compress)

    def _content(self, part: str, replaced: Mapping[str, bytes]) -> bytes:
        if part in replaced:
            return replaced[part]
        return serialize(self._trees[part]) if part in self._changed else self.parts[part]

    def _find_sheets(self) -> dict[str, str]:
        """Return the part of each worksheet by the sheet's name, in order."""
        parts = self.related(WORKBOOK, "worksheet")
        keys = [(s.get("name", ""), s.get(RELATION_ID, "")) for s in self.sheet_elements()]
        return {name: parts[key] for name, key in keys if key in parts}

    def _find_tables(self) -> list[ExcelTable]:
        return [
            self._table(sheet, table)
            for sheet, part in self.sheets.items()
            for table in self.related(part, "table").values()
        ]

    def _table(self, sheet: str, part: str) -> ExcelTable:
        root = self.tree(part)
        return ExcelTable(
            name=root.get("displayName", ""),
            sheet=sheet,
            part=part,
            area=Area.parse(root.get("ref", "")),
            header_rows=int(root.get("headerRowCount", "1")),
            totals_rows=int(root.get("totalsRowCount", "0")),
            columns=[c.get("name", "") for c in root.iter(q("tableColumn"))],
        )


def _is_internal(name: etree._Element) -> bool:
    hidden = name.get("hidden") in ("1", "true")
    return hidden or "localSheetId" in name.attrib or name.get("name", "").startswith("_xlnm.")


def relations_of(part: str) -> str:
    """Return the part that holds the relations of a part; of the package itself for no part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(part: str, relation: etree._Element) -> str:
    """Return the part that a relation of a part leads to."""
    target = relation.get("Target", "")
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
