"""Drawings of published sheets: charts with the published values, and pictures.

A map, which is drawn by us, keeps its SVG; of any other picture no one has checked what is in it.
Other shapes are left behind: they can be linked to cells, and hold what no one has checked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from lxml import etree

from regso.errors import FileError
from regso.publication import charts, pictures
from regso.publication.assembly import Copy
from regso.publication.pages import CopiedPage
from regso.publication.printed import CHART
from regso.render.pictures import maps
from regso.xlsx import vector
from regso.xlsx.cells import serialize
from regso.xlsx.hidden import hidden_rows, is_drawn
from regso.xlsx.package import DOCUMENT, RELATION_ID, Package

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_EMBED = f"{{{DOCUMENT}}}embed"
_ANCHORS = {f"{{{_SHEET}}}{kind}Anchor" for kind in ("twoCell", "oneCell", "absolute")}
_FRAME, _PICTURE = f"{{{_SHEET}}}graphicFrame", f"{{{_SHEET}}}pic"
_CHART = f"{{{CHART}}}chart"
_NAMED, _BLIP = f"{{{_SHEET}}}cNvPr", f"{{{_MAIN}}}blip"
_CROP: Final = f"{{{_MAIN}}}srcRect"


def drawing_of(
    package: Package, sheet: str, pages: Mapping[str, CopiedPage], copy: Copy
) -> str | None:
    """Add a sheet's drawing to the copy with what it shows; return its part, if there is one.

    What lies over hidden rows alone is not shown.
    """
    targets = list(package.related(package.sheets[sheet], "drawing").values())
    if not targets:
        return None
    old = package.tree(targets[0])
    new = etree.Element(old.tag, nsmap={"xdr": _SHEET, "a": _MAIN, "r": DOCUMENT})
    relations: list[tuple[str, str]] = []
    ours = {place.picture for place in maps(package) if place.sheet == sheet}
    hidden = hidden_rows(package.tree(package.sheets[sheet]))
    for anchor in old:
        if anchor.tag not in _ANCHORS or not is_drawn(anchor, hidden):
            continue
        chart, picture = anchor.find(f"{_FRAME}//{_CHART}"), anchor.find(_PICTURE)
        if chart is not None:
            part = package.related(targets[0], "chart").get(chart.get(RELATION_ID, ""), "")
            content = serialize(charts.published(package, package.tree(part), sheet, pages))
            relations.append(("chart", _relative(copy.add("charts", "xml", content))))
        elif picture is not None:
            content = _picture(package, targets[0], picture, sheet)
            relations.append(("image", _relative(copy.add("media", "png", content))))
        else:
            continue
        new.append(_anchor(anchor, len(relations)))
        svg = b"" if picture is None else _svg(package, targets[0], picture, ours)
        if svg:
            relations.append(("image", _relative(copy.add("media", "svg", svg))))
            for blip in new[-1].iter(_BLIP):
                vector.name(blip, f"rId{len(relations)}")
    if not relations:
        return None
    part = copy.add("drawings", "xml", serialize(new))
    copy.relate(part, relations)
    return part


def _relative(part: str) -> str:
    return f"..{part.removeprefix('xl')}"


def _anchor(old: etree._Element, number: int) -> etree._Element:
    """Return an anchor with its one object, which is relation `number`."""
    spaces = {_SHEET, _MAIN, CHART}
    left_out = {f"{{{_MAIN}}}{tag}" for tag in ("extLst", "hlinkClick", "hlinkHover")}
    new = charts.bare(old, spaces, left_out)
    for element in new.iter():
        if element.tag == _CHART:
            element.set(RELATION_ID, f"rId{number}")
        elif element.tag == _BLIP:
            element.set(_EMBED, f"rId{number}")
        elif element.tag == _NAMED:
            element.attrib.pop("title", "")
            element.set("name", f"Bild {number}")
        for key in ("macro", "textlink"):
            if key in element.attrib:
                element.set(key, "")
    return new


def _svg(package: Package, drawing: str, picture: etree._Element, ours: Collection[str]) -> bytes:
    """Return the SVG of a picture that we have drawn; empty for any other."""
    blip = picture.find(f".//{_BLIP}")
    if blip is None or package.related(drawing, "image").get(blip.get(_EMBED, "")) not in ours:
        return b""
    return package.parts.get(vector.part_of(package, drawing, blip), b"")


def _picture(package: Package, drawing: str, picture: etree._Element, sheet: str) -> bytes:
    blip = picture.find(f".//{_BLIP}")
    part = "" if blip is None else package.related(drawing, "image").get(blip.get(_EMBED, ""), "")
    crop = picture.find(f".//{_CROP}")
    if crop is not None and any(crop.attrib.values()):
        raise FileError(
            f"En bild på bladet {sheet} är beskuren, och det bortskurna skulle följa med; beskär "
            "bilden innan den infogas.",
        )
    if part not in package.parts or not pictures.is_png(package.parts[part]):
        raise FileError(
            f"En bild på bladet {sheet} är ingen PNG, och kan inte rensas från uppgifter om var "
            "och när den togs; infoga den som PNG.",
        )
    return pictures.bare_png(package.parts[part])
