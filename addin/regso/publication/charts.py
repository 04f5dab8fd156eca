"""Charts of a publication copy: their caches are the published values.

A reference to cells that are published stays. One to other cells of a result becomes the values
themselves, as the chart draws them. A chart of any other sheet is refused: true counts stand there.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from regso.errors import FileError
from regso.indata import Cell
from regso.publication.pages import CopiedPage
from regso.publication.printed import CHART, cells_of
from regso.render.uses import results
from regso.xlsx.cells import Area, Place, encode, escaped
from regso.xlsx.package import DOCUMENT, Package

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SPACES = {CHART, _DRAWING}
_LEFT_OUT = {
    *(f"{{{CHART}}}{tag}" for tag in (
        "extLst", "externalData", "userShapes", "pivotSource", "pivotFmts", "printSettings",
    )),
    *(f"{{{_DRAWING}}}{tag}" for tag in ("extLst", "fld", "hlinkClick", "hlinkHover", "blipFill")),
}  # fmt: skip


def _c(tag: str) -> str:
    return f"{{{CHART}}}{tag}"


_KINDS = (_c("strRef"), _c("numRef"), _c("multiLvlStrRef"))


def bare(element: etree._Element, spaces: set[str], left_out: set[str]) -> etree._Element:
    """Return a copy with elements of some namespaces, and plain attributes only."""
    new = etree.Element(element.tag, nsmap={"c": CHART, "a": _DRAWING, "r": DOCUMENT})
    new.attrib.update({k: v for k, v in element.attrib.items() if "}" not in str(k)})
    new.text = element.text
    new.extend(
        bare(child, spaces, left_out)
        for child in element
        if _space(child) in spaces and child.tag not in left_out
    )
    return new


def _names_a_series(reference: etree._Element, formula: str) -> bool:
    """Write the name of a series that is a text in quotes, as Calc stores it, as plain text."""
    parent = reference.getparent()
    text = formula.strip()
    if parent is None or parent.tag != _c("tx") or len(text) < 2:  # noqa: PLR2004 - two quotes
        return False
    if text[0] + text[-1] != '""':
        return False
    name = etree.Element(_c("v"))
    name.text = text[1:-1].replace('""', '"')
    parent.replace(reference, name)
    return True


def _space(element: etree._Element) -> str:
    """Return the namespace of an element; a comment has none."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def published(
    package: Package, chart: etree._Element, sheet: str, pages: Mapping[str, CopiedPage]
) -> etree._Element:
    """Return a chart with the values that are published.

    Raises
    ------
    FileError
        The chart reads something else than cells, such as another workbook.
    """
    new = bare(chart, _SPACES, _LEFT_OUT)
    hidden_too = new.find(f".//{_c('plotVisOnly')}")
    draws_hidden = hidden_too is not None and hidden_too.get("val", "1") in ("0", "false")
    for reference in list(new.iter(*_KINDS)):
        formula = reference.findtext(_c("f"), "")
        if _names_a_series(reference, formula):
            continue
        read = cells_of(formula)
        if read is None or read[0] not in package.sheets:
            raise FileError(
                f"Ett diagram på bladet {sheet} läser {formula}, som inte är celler i "
                "arbetsboken, så kopian gjordes inte; låt diagrammet läsa ett område.",
            )
        name, area = read
        if name not in results(package):
            raise FileError(
                f"Ett diagram på bladet {sheet} läser bladet {name}, som inte är ett resultat, så "
                "kopian gjordes inte; låt diagrammet läsa ett resultat, eller ta bort det.",
            )
        page = pages.get(name) or CopiedPage(package, name)
        stays = name in pages and not draws_hidden and all(map(page.is_printed, area.places()))
        drawn = page.values if not draws_hidden else {p: v for p, (_, v) in page.cells.items()}
        if stays:
            _cache(reference, area, drawn)
        else:
            _literal(reference, area, drawn)
    return new


def _cache(reference: etree._Element, area: Area, drawn: Mapping[Place, Cell]) -> None:
    """Write the cache of a reference anew."""
    code = reference.findtext(f"{_c('numCache')}/{_c('formatCode')}", "General")
    for old in list(reference):
        if old.tag != _c("f"):
            reference.remove(old)
    values = [drawn.get(place) for place in area.places()]
    in_words = any(isinstance(value, str) for value in values)
    if reference.tag == _c("multiLvlStrRef"):
        cache = etree.SubElement(reference, _c("multiLvlStrCache"))
        etree.SubElement(cache, _c("ptCount"), val=str(area.bottom - area.top + 1))
        for column in range(area.right, area.left - 1, -1):  # the innermost level comes first
            level = etree.SubElement(cache, _c("lvl"))
            one = area._replace(left=column, right=column)
            _points(level, [drawn.get(place) for place in one.places()], numbers=False)
        return
    parent = reference.getparent()
    if parent is not None and parent.tag == _c("cat"):
        reference.tag = _c("strRef") if in_words else _c("numRef")
    numbers = reference.tag == _c("numRef")
    cache = etree.SubElement(reference, _c("numCache" if numbers else "strCache"))
    _fill(cache, values, code if numbers else None)


def _literal(reference: etree._Element, area: Area, drawn: Mapping[Place, Cell]) -> None:
    """Put the values in place of the reference."""
    code = reference.findtext(f"{_c('numCache')}/{_c('formatCode')}", "General")
    parent = reference.getparent()
    values = [drawn.get(place) for place in area.places()]
    if parent is None:
        return
    if parent.tag == _c("tx"):
        text = " ".join(_text(value) for value in values if value is not None)
        parent.replace(reference, _words(text, of_series=_is_series(parent)))
        return
    numbers = parent.tag != _c("cat") or not any(isinstance(value, str) for value in values)
    literal = etree.Element(_c("numLit" if numbers else "strLit"))
    _fill(literal, values, code if numbers else None)
    parent.replace(reference, literal)


def _is_series(text: etree._Element) -> bool:
    owner = text.getparent()
    return owner is not None and owner.tag == _c("ser")


def _words(text: str, *, of_series: bool) -> etree._Element:
    if of_series:
        value = etree.Element(_c("v"))
        value.text = text
        return value
    return etree.fromstring(
        f'<c:rich xmlns:c="{CHART}" xmlns:a="{_DRAWING}"><a:bodyPr/><a:p><a:r><a:t>'
        f"{escaped(text)}</a:t></a:r></a:p></c:rich>"
    )


def _fill(cache: etree._Element, values: list[Cell], code: str | None) -> None:
    if code is not None:
        etree.SubElement(cache, _c("formatCode")).text = code
    etree.SubElement(cache, _c("ptCount"), val=str(len(values)))
    _points(cache, values, numbers=code is not None)


def _points(parent: etree._Element, values: list[Cell], *, numbers: bool) -> None:
    for i, value in enumerate(values):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if value is None or (numbers and not is_number):
            continue
        point = etree.SubElement(parent, _c("pt"), idx=str(i))
        etree.SubElement(point, _c("v")).text = _text(value)


def _text(value: Cell) -> str:
    return encode(value)[1]
