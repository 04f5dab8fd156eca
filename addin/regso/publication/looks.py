"""The looks of cells: new styles of their own, with what conditional formats had added."""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from regso.publication.assembly import root_of
from regso.workbook import theme
from regso.xlsx.cells import MAIN, q, serialize
from regso.xlsx.package import Package

_STYLES = "xl/styles.xml"
_FIRST_OWN_FORMAT = 164
_BUILT_IN: Final = {"0": "General", "1": "0", "49": "@"}  # of those that show a number as it is
_HIDES: Final = ";;;"  # a number format that shows nothing
_INPUT_FILL, _INK, _RULE = (c.lstrip("#") for c in (theme.INPUT_FILL, theme.INK, theme.RULE))
_LINE = (
    f'<border><left/><right/><top/><bottom style="thin"><color rgb="FF{_RULE}"/></bottom>'
    "<diagonal/></border>"
)
_NORMAL = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'


class Looks:
    """The styles of the copy; each is made when a cell first needs it.

    Parameters
    ----------
    package : Package
    """

    def __init__(self, package: Package) -> None:
        old = package.tree(_STYLES)
        self._old = [copy.deepcopy(xf) for xf in _children(old, "cellXfs")]
        self._added = [copy.deepcopy(dxf) for dxf in _children(old, "dxfs")]
        self._codes = _codes(old)
        self._lists = {
            tag: [_bare(item) for item in _children(old, tag)]
            for tag in ("fonts", "fills", "borders")
        }
        self._formats: dict[str, int] = {}
        self._new: list[etree._Element] = []
        self._known: dict[object, int] = {}
        self.look(0)

    def look(self, style: int, added: tuple[int, ...] = ()) -> int:
        """Return the new style for an old one with the looks of rules, the weakest first."""
        key = (style, added)
        if key not in self._known:
            old = self._old[style]
            new = self._style(old)
            for number in added:
                self._add(new, self._added[number])
            self._known[key] = self._append(new)
        return self._known[key]

    def of_font(self, font: str, alignment: str = "") -> int:
        """Return a style with a font of its own; both are given as XML."""
        key = (font, alignment)
        if key not in self._known:
            new = etree.Element(
                q("xf"), numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0"
            )
            new.append(_parsed(alignment or '<alignment vertical="top"/>'))
            new.set("applyAlignment", "1")
            self._point(new, "font", _parsed(f"<font>{font}</font>"))
            self._known[key] = self._append(new)
        return self._known[key]

    def part(self) -> bytes:
        """Return the part with the styles."""
        root = root_of("styleSheet")
        if self._formats:
            formats = etree.SubElement(root, q("numFmts"), count=str(len(self._formats)))
            for code, number in self._formats.items():
                etree.SubElement(formats, q("numFmt"), numFmtId=str(number), formatCode=code)
        for tag, items in self._lists.items():
            etree.SubElement(root, q(tag), count=str(len(items))).extend(items)
        plain = etree.SubElement(root, q("cellStyleXfs"), count="1")
        etree.SubElement(plain, q("xf"), numFmtId="0", fontId="0", fillId="0", borderId="0")
        etree.SubElement(root, q("cellXfs"), count=str(len(self._new))).extend(self._new)
        root.append(_parsed(_NORMAL))
        return serialize(root)

    def _style(self, old: etree._Element) -> etree._Element:
        """Return a style without protection, which means that its cells are locked."""
        new = etree.Element(q("xf"))
        for key in ("fontId", "fillId", "borderId"):
            new.set(key, old.get(key, "0"))
            new.set(f"apply{key.removesuffix('Id').title()}", "1")
        new.set("xfId", "0")
        self._number_format(new, old.get("numFmtId", "0"))
        for alignment in old.findall(q("alignment")):
            new.append(_bare(alignment))
            new.set("applyAlignment", "1")
        if self._is_input(new):
            self._as_result(new)
        return new

    def _is_input(self, xf: etree._Element) -> bool:
        """Tell whether a style has the colour of what users fill in."""
        fill = self._lists["fills"][int(xf.get("fillId", "0"))]
        return any(str(c.get("rgb")).endswith(_INPUT_FILL) for c in fill.iter(q("fgColor")))

    def _as_result(self, xf: etree._Element) -> None:
        """Let what was filled in look as what was calculated: no one fills in a copy."""
        xf.set("fillId", "0")
        font = copy.deepcopy(self._lists["fonts"][int(xf.get("fontId", "0"))])
        for colour in font.iter(q("color")):
            colour.attrib.clear()
            colour.set("rgb", f"FF{_INK}")
        self._point(xf, "font", font)
        self._point(xf, "border", _parsed(_LINE))

    def _number_format(self, xf: etree._Element, number: str, code: str | None = None) -> None:
        code = self._codes.get(number) if code is None else code
        if code is not None:
            number = str(self._formats.setdefault(code, _FIRST_OWN_FORMAT + len(self._formats)))
        xf.set("numFmtId", number)
        xf.set("applyNumberFormat", "1")

    def _add(self, xf: etree._Element, added: etree._Element) -> None:
        for change in added:
            if change.tag == q("numFmt"):
                self._number_format(xf, "0", change.get("formatCode", "General"))
            elif change.tag in (q("font"), q("border")):
                kind = etree.QName(change).localname
                merged = copy.deepcopy(self._lists[f"{kind}s"][int(xf.get(f"{kind}Id", "0"))])
                _replace(merged, change)
                self._point(xf, kind, merged)
            elif change.tag == q("fill"):
                self._point(xf, "fill", _solid(change))

    def _point(self, xf: etree._Element, kind: str, item: etree._Element) -> None:
        items = self._lists[f"{kind}s"]
        items.append(item)
        xf.set(f"{kind}Id", str(len(items) - 1))
        xf.set(f"apply{kind.title()}", "1")

    def _append(self, xf: etree._Element) -> int:
        self._new.append(xf)
        return len(self._new) - 1


def hiding_styles(package: Package) -> set[str]:
    """Return the styles that show nothing of the value in a cell."""
    styles = package.tree(_STYLES)
    codes = _codes(styles)
    numbers = [xf.get("numFmtId", "0") for xf in _children(styles, "cellXfs")]
    return {str(i) for i, n in enumerate(numbers) if codes.get(n, "").strip() == _HIDES}


def number_formats(package: Package) -> dict[str, str]:
    """Return the number format of each style that has one of its own or a built-in one.

    A built-in format is given as its code if it shows a number as it is, else as what it is.
    """
    styles = package.tree(_STYLES)
    known = {**_BUILT_IN, **_codes(styles)}
    numbers = [xf.get("numFmtId", "0") for xf in _children(styles, "cellXfs")]
    return {str(i): known.get(number, "built-in") for i, number in enumerate(numbers)}


def _codes(styles: etree._Element) -> dict[str, str]:
    return {n.get("numFmtId", ""): n.get("formatCode", "") for n in _children(styles, "numFmts")}


def _children(root: etree._Element, tag: str) -> list[etree._Element]:
    return list(root.iterfind(f"{q(tag)}/*"))


def _replace(item: etree._Element, change: etree._Element) -> None:
    for new in change:
        if new.tag in {q(side) for side in _SIDES} and new.get("style") is None:
            continue
        old = item.find(new.tag)
        if old is None:
            item.append(_bare(new))
        else:
            item.replace(old, _bare(new))
    if item.tag == q("font"):
        item[:] = sorted(item, key=lambda part: _IN_FONT.index(etree.QName(part).localname))


# The order that the schema has, and that Excel writes.
_IN_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_SIDES = ("left", "right", "top", "bottom", "diagonal")


def _solid(change: etree._Element) -> etree._Element:
    """Return the fill of a cell; that of a rule has its colour where others have the pattern's."""
    fill = _bare(change)
    pattern = fill.find(q("patternFill"))
    if pattern is not None and pattern.get("patternType", "solid") == "solid":
        pattern.set("patternType", "solid")
        colour = pattern.find(q("bgColor"))
        if colour is not None:
            for old in pattern.findall(q("fgColor")):
                pattern.remove(old)
            colour.tag = q("fgColor")
    return fill


def _bare(element: etree._Element) -> etree._Element:
    """Return a copy without what other namespaces and extensions have added."""
    new = copy.deepcopy(element)
    for item in list(new.iter()):
        parent = item.getparent()
        own = str(item.tag).startswith(f"{{{MAIN}}}") and item.tag != q("extLst")
        if parent is not None and not own:
            parent.remove(item)
            continue
        for key in [key for key in item.attrib if "}" in str(key)]:
            del item.attrib[key]
    return new


def _parsed(xml: str) -> etree._Element:
    [element] = etree.fromstring(f'<styleSheet xmlns="{MAIN}">{xml}</styleSheet>')
    return element
