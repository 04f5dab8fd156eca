"""What is wrong with a damaged workbook, looked for when something has failed.

A workbook has thousands of cells, attributes and relations, and to look at each beforehand would
make every sound file pay. So the file is looked at afterwards: if it is damaged, that is what is
said; if it is sound, the failure is a bug of ours and stays loud.

References
----------
ECMA-376-1 (Office Open XML), parts 9 (packages) and 18 (SpreadsheetML).
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from regso.errors import FileError, RegsoError
from regso.incoming.reading import UnreadError
from regso.incoming.xmlparts import MOST_TREE, tree_of
from regso.xlsx.shape import (
    CHILDREN,
    LISTS,
    NEEDED,
    POINTERS,
    ROOTS,
    fits,
    is_number,
    is_whole,
    tag_of,
    width,
)

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHOWN = 40


@contextmanager
def blaming(parts: Mapping[str, bytes], name: str) -> Iterator[None]:
    """Let what fails in the block be the fault of a workbook, if the workbook is damaged.

    Parameters
    ----------
    parts : mapping
        The parts of the workbook as they were read.
    name : str
        The file's, for messages.

    Raises
    ------
    FileError
        The block failed, and the workbook is damaged.
    """
    try:
        yield
    except Exception as error:
        is_said = isinstance(error, RegsoError) and not isinstance(error, UnreadError)
        found = "" if is_said else fault(parts)
        if not found:
            raise
        raise FileError(
            f"{name} är skadad ({found}); öppna den i Excel, låt Excel reparera den och spara den "
            "på nytt.",
        ) from error


def fault(parts: Mapping[str, bytes]) -> str:
    """Return the first thing that is wrong with the parts of a workbook, or nothing."""
    return next(_faults(parts), "")


def _faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    trees: dict[str, etree._Element] = {}
    room = MOST_TREE
    for part, content in parts.items():
        room -= len(content)
        if part.endswith((".xml", ".rels")) and room > 0:
            try:
                trees[part] = tree_of(content, part, "är ingen XML")
            except FileError as error:
                yield f"delen {error}"
                return
    known = _Known(trees, parts)
    for part, tree in trees.items():
        for what in known.in_part(part, tree):
            yield f"{what} i {part}"


class _Known:
    """What the parts of a workbook say of each other."""

    def __init__(self, trees: Mapping[str, etree._Element], parts: Mapping[str, bytes]) -> None:
        self._trees, self._parts = trees, parts
        self._sizes = dict.fromkeys(LISTS, 0)
        for tree in trees.values():
            for element in (tree, *tree):
                if tag_of(element) in self._sizes:
                    self._sizes[tag_of(element)] = len(element)

    def in_part(self, part: str, tree: etree._Element) -> Iterator[str]:
        """Yield what is wrong in one part."""
        if part.endswith(".rels"):
            yield from self._in_relations(part, tree)
            return
        yield from self._in_tree(part, tree)
        for child in CHILDREN.get(tag_of(tree), ()):
            if tree.find(f"{{*}}{child}") is None:
                yield f"{child} saknas"
        if tag_of(tree) == "worksheet":
            yield from self._in_cells(tree)
        if tag_of(tree) == "table":
            yield from _in_table(tree)
        if tag_of(tree) == "workbook":
            yield from _in_workbook(tree)

    def _in_relations(self, part: str, tree: etree._Element) -> Iterator[str]:
        folder = posixpath.dirname(posixpath.dirname(part))
        seen = set()
        for relation in tree:
            key, kind = relation.get("Id"), relation.get("Type", "").rpartition("/")[2]
            if not key or key in seen or not kind:
                yield f"relationen {_said(key)} saknar namn eller slag"
            seen.add(key)
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or target.startswith("#"):
                continue
            other = posixpath.normpath(posixpath.join("/", folder, str(target)))[1:]
            if other not in self._parts:
                yield f"delen {_said(other)} saknas"
            elif kind in ROOTS and self._root(other) not in ("", ROOTS[kind]):
                yield f"delen {_said(other)} är inget {kind}"

    def _root(self, part: str) -> str:
        return tag_of(self._trees[part]) if part in self._trees else ""

    def _in_tree(self, part: str, tree: etree._Element) -> Iterator[str]:
        folder, name = posixpath.split(part)
        relations = self._trees.get(posixpath.join(folder, "_rels", f"{name}.rels"), ())
        keys = {relation.get("Id") for relation in relations}
        for element in tree.iter("*"):
            tag = tag_of(element)
            for needed in NEEDED.get(tag, ()):
                if element.get(needed) is None:
                    yield f"{tag} saknar {needed}"
            for attribute, value in element.attrib.items():
                if not self._is_sound(tag, str(attribute), str(value), keys):
                    yield f"{tag} har {str(attribute).rpartition('}')[2]} {_said(value)}"

    def _is_sound(self, tag: str, attribute: str, value: str, keys: Collection[str | None]) -> bool:
        if attribute.startswith(_RELATION):
            return value in keys
        pointed = POINTERS.get((tag, attribute))
        return fits(tag, attribute, value) and (
            pointed is None or int(value) < self._sizes[pointed]
        )

    def _in_cells(self, sheet: etree._Element) -> Iterator[str]:
        rows, places = set[str](), set[str]()
        for row in sheet.iterfind("{*}sheetData/{*}row"):
            number = row.get("r", "")
            if number in rows:
                yield f"raden {number} står två gånger"
            rows.add(number)
            for cell in row.iterfind("{*}c"):
                place = cell.get("r", "")
                if place in places or place.lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ") != number:
                    yield f"cellen {_said(place)} står på fel plats"
                places.add(place)
                value = cell.findtext("{*}v")
                if value and not self._fits(cell.get("t", "n"), value):
                    yield f"cellen {place} har värdet {_said(value)}"

    def _fits(self, kind: str, value: str) -> bool:
        if kind == "s":
            return is_whole(value) and int(value) < self._sizes["sst"]
        return is_number(value) if kind == "n" else kind != "b" or value in ("0", "1")


def _in_table(table: etree._Element) -> Iterator[str]:
    columns, area = [*table.iter("{*}tableColumn")], table.get("ref", "")
    if width(area) != len(columns):
        yield f"tabellen har {len(columns)} kolumner men området {area}"


def _in_workbook(book: etree._Element) -> Iterator[str]:
    names = [sheet.get("name") for sheet in book.iterfind("{*}sheets/{*}sheet")]
    if not names or len({*names}) != len(names):
        yield "blad saknas, eller två har samma namn"
    for name in book.iter("{*}definedName"):
        local = name.get("localSheetId")
        if local is not None and is_whole(local) and int(local) >= len(names):
            yield f"namnet {_said(name.get('name'))} hör till ett blad som inte finns"


def _said(value: object) -> str:
    return f'"{str(value)[:_SHOWN]}"'
