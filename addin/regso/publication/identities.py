"""Personnummer in what is about to leave the agency: where they stand, and what is none.

A text is judged by itself. A number may be an amount, so it is judged by its number format: one
for identities, one for amounts (decimals, groups of three, a unit), or none of its own. A column
of numbers without a format, of texts that can be a date and a time, or of pairs of cells that
can be the two halves, holds identities if more than half of it reads as such: of amounts of ten
digits one in 130 does, and of dates with times one in ten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from regso.core.money.persons import can_be_person, can_be_time, has_personal_number
from regso.errors import FileError
from regso.indata import Cell
from regso.publication.looks import number_formats
from regso.publication.pages import CopiedPage
from regso.publication.printed import CHART
from regso.xlsx.cells import Place, q
from regso.xlsx.package import Package

_WORDS: Final = ("name", "descr", "title")  # attributes of a drawing that hold words
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DECORATION = re.compile(r'"([^"]*)"|\[[^\]]*\]|[_*].|\\(.)')
_PLAIN = {"General", "Standard", "@", "0", "#", ""}
_OF_IDENTITIES = re.compile(r"[0#]{6}(?:[0#]{2})?[-+ ]?[0#]{4}")
_BIG: Final = 10**6  # a number from here on is as large as amounts beside an identity
_TEN_DIGITS: Final = 10**9
_FIRST_HALF = re.compile(r"(?:18|19|20)?[0-9]{2}([-./ ]?)[0-9]{2}\1[0-9]{2}")
_OTHER_HALF = re.compile(r"[0-9]{4}|T[0-9]{3}|TF[0-9]{2}", re.IGNORECASE)
_CACHES = tuple(f"{{{CHART}}}{tag}" for tag in ("numCache", "numLit"))
_FORMAT, _POINT, _FORMULA = (f"{{{CHART}}}{tag}" for tag in ("formatCode", "v", "f"))
_TEXT: Final = "ta bort det, eller skriv om texten om den är något annat"
_NUMBER: Final = "ta bort det, eller ge cellen ett talformat för belopp om det är ett"


class _Doubt(NamedTuple):
    """Something that can be an identity or something else; `reads` tells whether it can be."""

    place: Place
    reads: bool
    alone: bool  # whether it is evidence without others in its column


def refuse_persons(
    package: Package,
    sheets: Iterable[str],
    undone: str,
    is_shown: Callable[[str, Place], bool] = lambda *_: True,
) -> None:
    """Raise FileError if what is shown on sheets of a workbook looks like a personnummer.

    Parameters
    ----------
    package : Package
    sheets : iterable of str
    undone : str
        What is not done then, as the rest of the sentence needs it: "kopian gjordes inte".
    is_shown : callable, optional
        Tells whether a cell of a sheet is; all are when left out.
    """
    formats = number_formats(package)
    for number, name in enumerate(sheets, 1):
        if has_personal_number(name):
            raise _refusal(f"namnet på blad {number}", undone)
        page = CopiedPage(package, name)
        shown = {p: value for p, value in page.values.items() if is_shown(name, p)}
        place = _cell(page, shown, formats)
        if place is not None:
            advice = _NUMBER if isinstance(shown[place], float) else _TEXT
            raise _refusal(f"cell {place} på bladet {name}", undone, advice)
        for what, tree in _beside(package, page):
            if _is_in(tree):
                raise _refusal(f"{what} på bladet {name}", undone)


def _refusal(what: str, undone: str, advice: str = _TEXT) -> FileError:
    """Return the refusal, which never repeats what was found."""
    return FileError(
        f"{what[0].upper()}{what[1:]} ser ut som ett personnummer, så {undone}; {advice}."
    )


def _cell(
    page: CopiedPage, shown: Mapping[Place, Cell], formats: Mapping[str, str]
) -> Place | None:
    """Return the first cell that holds the number of a person, if there is one."""
    doubts: dict[tuple[str, int], list[_Doubt]] = {}

    def doubt(kind: str, place: Place, *, reads: bool, alone: bool = True) -> None:
        doubts.setdefault((kind, place.column), []).append(_Doubt(place, reads, alone))

    for place, value in shown.items():
        code = _code(page, place, formats)
        if isinstance(value, str):
            reads = has_personal_number(value) or has_personal_number(_unescaped(value))
            if can_be_time(value):
                doubt("time", place, reads=reads)
            elif reads:
                return place
        elif isinstance(value, float):
            reads = can_be_person(value)
            if reads and _OF_IDENTITIES.fullmatch(code):
                return place
            if code in _PLAIN and value >= _BIG:
                doubt("number", place, reads=reads, alone=value >= _TEN_DIGITS)
        first, other = _half(page, place, formats), _half(page, _next(place), formats)
        if _FIRST_HALF.fullmatch(first) and _OTHER_HALF.fullmatch(other):
            reads = has_personal_number(f"{first}|{other}")
            doubt("halves", place, reads=reads, alone=isinstance(value, str))
    return next(filter(None, map(_decided, doubts.values())), None)


def _decided(doubts: Sequence[_Doubt]) -> Place | None:
    """Return the first place of a column that holds identities, None if it does not."""
    found = [doubt for doubt in doubts if doubt.reads]
    is_evidence = len(found) > 1 or any(doubt.alone for doubt in found)
    return found[0].place if is_evidence and 2 * len(found) > len(doubts) else None


def _code(page: CopiedPage, place: Place, formats: Mapping[str, str]) -> str:
    """Return the number format of a cell without what only decorates it."""
    whole = formats.get(page.cells[place][0].get("s", "0"), "General")
    positive = whole.partition(";")[0]
    return _DECORATION.sub(lambda found: found[1] or found[2] or "", positive)


def _half(page: CopiedPage, place: Place, formats: Mapping[str, str]) -> str:
    """Return a text, or a number without a format of its own, as a half of a number."""
    value = page.values.get(place)
    if isinstance(value, float) and value == value // 1 and _code(page, place, formats) in _PLAIN:
        return f"{value:04.0f}"
    return _unescaped(value).strip() if isinstance(value, str) else ""


def _next(place: Place) -> Place:
    return place._replace(column=place.column + 1)


def _unescaped(text: str) -> str:
    """Return a text with the characters that it writes as numbers, also those twice over."""
    shown = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return shown if shown == text else _unescaped(shown)


def _beside(package: Package, page: CopiedPage) -> Iterator[tuple[str, etree._Element]]:
    """Yield what a sheet shows beside its cells, and what to call it."""
    for element in page.tree.iter(q("headerFooter")):
        yield "sidhuvudet eller sidfoten", element
    for drawing in package.related(package.sheets[page.name], "drawing").values():
        yield "texten till en bild eller ett diagram", package.tree(drawing)
        for chart in package.related(drawing, "chart").values():
            yield "något i ett diagram", package.tree(chart)


def _is_in(tree: etree._Element) -> bool:
    """Tell whether something shown in a drawing, a chart or a page's edge looks like a person's."""
    numbers = list(tree.iter(*_CACHES))
    points = {point for cache in numbers for point in cache.iter(_POINT)}
    texts = (
        text
        for element in tree.iter(etree.Element)
        if element.tag != _FORMULA and element not in points
        for text in (element.text or "", *(element.get(word, "") for word in _WORDS))
    )
    return any(map(has_personal_number, texts)) or any(map(_draws_persons, numbers))


def _draws_persons(cache: etree._Element) -> bool:
    """Tell whether the points of a series are identities: numbers without a format of their own."""
    if cache.findtext(_FORMAT, "General") not in _PLAIN:
        return False
    values = [float(point.text or "0") for point in cache.iter(_POINT)]
    doubts = [
        _Doubt(Place(i, 1), can_be_person(value), value >= _TEN_DIGITS)
        for i, value in enumerate(values, 1)
        if value >= _BIG
    ]
    return _decided(doubts) is not None
