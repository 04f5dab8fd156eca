"""What the columns of a register hold.

It is guessed from their contents and, where those do not tell, from their headers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from regso.checking.words import NAMED, Read, age_of, code_of, is_like_name, sex_of
from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL, Areas
from regso.indata import Cell, Data, header_key, year

CODE, NAME, KOMMUN, LAN = "områdeskod", "områdesnamn", "kommunkod", "länskod"
SEX, AGE, DATE, YEAR = "kön", "ålder", "datum", "år"
FLAG, COUNT, MONEY, NUMBER = "0 eller 1", "antal", "belopp", "tal"
RATE, TYPE, INDEX = "andel, kvot eller medel", "områdestyp", "socioekonomiskt index"
NORTH, EAST, TEXT, EMPTY = "nordkoordinat", "östkoordinat", "text", "tom"
PERSON, SERIAL = "personnummer", "löpnummer"
NUMBERS: Final = (FLAG, COUNT, MONEY, NUMBER)
SWEREF, WGS84 = "SWEREF99TM", "WGS84"
_MOST = 0.6  # of the values, at least: registers have rows that are wrong
_PERSONAL = re.compile(r"(?:19|20)?[0-9]{2}[01][0-9][0-3][0-9][-+]?[0-9A-Z]{4}")
_SEX_HEADER = re.compile(r"k[oö]n|sex|gender", re.IGNORECASE)
_AGE_HEADER = re.compile(r"[åa]lder|age", re.IGNORECASE)
_YEAR_HEADER = re.compile(r"[åa]r|year|period", re.IGNORECASE)
_SERIAL_HEADER = re.compile(r"^id$|_id$|\bid\b|nr$|nummer$|^(?:rad|obs)$", re.IGNORECASE)
_RATE_HEADER = re.compile(
    r"\bandel|procent|%|\bper[ _]?[0-9]|kvot(?:en)?\b|\bmedel(?:värde|tal|antal|ålder)|\bmedian|"
    r"genomsnitt|\bsnitt",
    re.IGNORECASE,
)
_PUBLISHED = (
    (TYPE, re.compile(r"områdestyp", re.IGNORECASE)),
    (INDEX, re.compile(r"^(?:socioekonomiskt )?index\b", re.IGNORECASE)),
)
_MONEY_HEADER = re.compile(r"kr\b|kronor|belopp|kostnad|lön|inkomst|moms", re.IGNORECASE)
_NORTHS = {SWEREF: (6_100_000, 7_700_000), WGS84: (55.0, 69.5)}
_EASTS = {SWEREF: (200_000, 950_000), WGS84: (10.5, 24.5)}
_YEARS = (1990, 2100)
_OLDEST = 120


class Column(NamedTuple):
    """A column: where it is, its header, what it holds, and more about that in words."""

    at: int
    header: str
    kind: str
    detail: str = ""


def columns_of(data: Data, vintages: Sequence[Areas]) -> list[Column]:
    """Return what each column with a header holds."""
    found = [
        _column(i, header, data.column(i), vintages)
        for i, header in enumerate(data.headers)
        if header
    ]
    kinds = {column.kind for column in found}
    if NORTH in kinds and EAST in kinds:
        return found
    return [c._replace(kind=NUMBER, detail="") if c.kind in {NORTH, EAST} else c for c in found]


def _column(at: int, header: str, cells: Sequence[Cell], vintages: Sequence[Areas]) -> Column:
    values: Counter[Cell] = Counter(cell for cell in cells if cell is not None)
    if not values:
        return Column(at, header, EMPTY)
    for guess in (_coded, _person, _grouped, _dated, _placed, _numbered):
        kind, detail = guess(header, values, vintages)
        if kind:
            return Column(at, header, kind, detail)
    return Column(at, header, TEXT, f"{len(values)} olika")


Guess = tuple[str, str]
_NONE: Guess = ("", "")


def _coded(header: str, values: Counter[Cell], vintages: Sequence[Areas]) -> Guess:
    reads: dict[Cell, Read] = {}
    for value in values:
        read = code_of(value, vintages)
        if read is not None and _is_area(value, read, header, vintages):
            reads[value] = read
    total = values.total()
    if not reads and sum(n for v, n in values.items() if is_like_name(v)) >= _MOST * total:
        return NAME, f"{len(values)} olika, ingen finns i de inlästa områdena"
    if sum(values[value] for value in reads) < _MOST * total:
        return _NONE
    levels = Counter[str]()
    for value, read in reads.items():
        levels[codes.level(codes.read(read.code).text)] += values[value]
    level = levels.most_common(1)[0][0]
    if level in {codes.KOMMUN, codes.LAN}:
        return (KOMMUN if level == codes.KOMMUN else LAN), f"{len(reads)} olika"
    if 2 * sum(read.how == NAMED for read in reads.values()) > len(reads):
        return NAME, f"{len(reads)} olika"
    return CODE, vintage_of_codes([read.code for read in reads.values()], level, vintages)


def _is_area(value: Cell, read: Read, header: str, vintages: Sequence[Areas]) -> bool:
    """Tell whether a cell is a code of an area, and not a number that could be one."""
    code = codes.read(read.code).text
    if codes.level(code) in {codes.REGSO, codes.DESO}:
        return True
    named = re.search(r"kommun|l[äa]n|region", header, re.IGNORECASE)
    padded = isinstance(value, str) and value.strip().startswith("0")
    return bool(named) or (padded and any(code in areas for areas in vintages))


def vintage_of_codes(found: Sequence[str], level: str, vintages: Sequence[Areas]) -> str:
    """Return which level and vintage codes are of, in words, with how many are known."""
    those, best = best_vintages(found, vintages)
    if not best:
        what = "DeSO" if level == codes.DESO else "RegSO"
        return f"{what}, {len(found)} olika, ingen finns i de inlästa områdena"
    named = " eller ".join(sorted(LEVEL_LABEL[v, level] for v in those))
    rest = "" if best == len(found) else f", {len(found) - best} finns inte där"
    return f"{named}, {len(found)} olika{rest}"


def best_vintages(found: Sequence[str], vintages: Sequence[Areas]) -> tuple[list[int], int]:
    """Return the vintages that most of the codes are of, and how many are."""
    read = [codes.read(code) for code in found]
    known = {
        areas.vintage: sum(
            c.vintage in {None, areas.vintage} and areas.is_small(c.text) for c in read
        )
        for areas in vintages
    }
    best = max(known.values(), default=0)
    return [v for v, n in known.items() if n == best], best


def _person(header: str, values: Counter[Cell], vintages: Sequence[Areas]) -> Guess:
    del header, vintages
    like = sum(
        n for v, n in values.items() if _PERSONAL.fullmatch(str(v).removesuffix(".0").strip())
    )
    return (PERSON, "") if like >= _MOST * values.total() else _NONE


def _grouped(header: str, values: Counter[Cell], vintages: Sequence[Areas]) -> Guess:
    del vintages
    total = values.total()
    sexed = sum(n for v, n in values.items() if sex_of(v) is not None)
    is_words = any(isinstance(v, str) for v in values)
    if sexed >= _MOST * total and (_SEX_HEADER.search(header) or is_words):
        return SEX, ""
    aged = sum(n for v, n in values.items() if age_of(v) is not None)
    is_age = _AGE_HEADER.search(header) and all(
        isinstance(v, (int, float)) and 0 <= v <= _OLDEST for v in values
    )
    if aged >= _MOST * total or is_age:
        return AGE, f"{len(values)} olika"
    return _NONE


def _dated(header: str, values: Counter[Cell], vintages: Sequence[Areas]) -> Guess:
    del vintages
    years = {value: year(value) for value in values}
    whole = {v: y for v, y in years.items() if isinstance(y, int) and _YEARS[0] <= y <= _YEARS[1]}
    if sum(values[v] for v in whole) < _MOST * values.total():
        return _NONE
    span = f"{min(whole.values())}–{max(whole.values())}"
    span = span.split("–", maxsplit=1)[0] if len(set(whole.values())) == 1 else span
    if any(v != y for v, y in whole.items()):
        return DATE, span
    return (YEAR, span) if _YEAR_HEADER.search(header) or len(values) == 1 else _NONE


def _numbers(values: Counter[Cell]) -> list[float]:
    """Return the numbers among values, if most of them are."""
    numbers = [v for v in values if isinstance(v, (int, float))]
    return numbers if sum(values[v] for v in numbers) >= _MOST * values.total() else []


def _placed(header: str, values: Counter[Cell], vintages: Sequence[Areas]) -> Guess:
    del header, vintages
    numbers = _numbers(values)
    if len(numbers) < 2:  # noqa: PLR2004 - one value may be anything
        return _NONE
    for system in (SWEREF, WGS84):
        for kind, (low, high) in ((NORTH, _NORTHS[system]), (EAST, _EASTS[system])):
            is_whole = system == WGS84 and all(float(v).is_integer() for v in numbers)
            if all(low <= v <= high for v in numbers) and not is_whole:
                return kind, system
    return _NONE


def _numbered(header: str, values: Counter[Cell], vintages: Sequence[Areas]) -> Guess:
    del vintages
    numbers = _numbers(values)
    if not numbers:
        return _NONE
    for kind, published in _PUBLISHED:
        if published.search(header):
            return kind, ""
    low, high = min(map(float, numbers)), max(map(float, numbers))
    span = f"{_shown(low)}–{_shown(high)}" if low < high else _shown(low)
    if _SERIAL_HEADER.search(header) and len(numbers) == values.total():
        return SERIAL, span
    if set(numbers) <= {0, 1}:
        return FLAG, f"{values[1]} av {values.total()} är 1"
    return _kind_of_numbers(header, numbers), span


def _kind_of_numbers(header: str, numbers: Sequence[float]) -> str:
    if _RATE_HEADER.search(header):
        return RATE
    if _MONEY_HEADER.search(header):
        return MONEY
    return COUNT if all(v >= 0 and float(v).is_integer() for v in numbers) else NUMBER


def _shown(value: float) -> str:
    return f"{value:.6g}".replace(".", ",")


def is_same(one: str, other: str) -> bool:
    """Tell whether two headers are the same but for case, blanks and the dots of letters."""
    flat = str.maketrans("åäö", "aao")
    return header_key(one).translate(flat) == header_key(other).translate(flat)
