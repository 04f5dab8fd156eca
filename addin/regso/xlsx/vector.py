"""The SVG behind a picture: a program that can shows it, and any other the picture itself."""

from __future__ import annotations

from typing import Final

from lxml import etree

from regso.xlsx.package import DOCUMENT, Package, relations_of, target_of

_ART: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_MEANS_SVG: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # the extension, by Microsoft
_CONTENT_TYPE: Final = "image/svg+xml"
_EMBED: Final = f"{{{DOCUMENT}}}embed"


def part_of(package: Package, drawing: str, blip: etree._Element) -> str:
    """Return the part with the SVG of a picture in a drawing; empty where it has none."""
    found = blip.find(f".//{{{_SVG}}}svgBlip")
    if found is None:
        return ""
    return package.related(drawing, "image").get(found.get(_EMBED, ""), "")


def put(package: Package, drawing: str, blip: etree._Element, svg: bytes) -> None:
    """Give a picture an SVG, or with empty bytes none.

    `blip` is of the drawing's tree; its picture lies in `xl/media`.
    """
    part = part_of(package, drawing, blip)
    if svg and part:
        package.parts[part] = svg
    elif svg:
        picture = package.related(drawing, "image")[blip.get(_EMBED, "")]
        part = f"{picture.rpartition('.')[0]}.svg"
        key = f"{blip.get(_EMBED, '')}svg"
        package.add(part, svg, _CONTENT_TYPE)
        package.relate(drawing, key, f"{DOCUMENT}/image", f"../media/{part.rpartition('/')[2]}")
        package.change(drawing)
        name(blip, key)
    elif part:
        _drop(package, drawing, blip, part)


def name(blip: etree._Element, key: str) -> None:
    """Name the SVG of a picture that has none: the id of a relation of its drawing."""
    every = blip.find(f"{{{_ART}}}extLst")
    if every is None:
        every = etree.SubElement(blip, f"{{{_ART}}}extLst")
    ext = etree.SubElement(every, f"{{{_ART}}}ext", uri=_MEANS_SVG)
    etree.SubElement(ext, f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG}).set(_EMBED, key)


def _drop(package: Package, drawing: str, blip: etree._Element, part: str) -> None:
    package.change(drawing)
    for every in blip.findall(f"{{{_ART}}}extLst"):
        for ext in [each for each in every if each.get("uri") == _MEANS_SVG]:
            every.remove(ext)
        if not len(every):
            blip.remove(every)
    relations = package.change(relations_of(drawing))
    for relation in [each for each in relations if target_of(drawing, each) == part]:
        relations.remove(relation)
    package.remove(part)
