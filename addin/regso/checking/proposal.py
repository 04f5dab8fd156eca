"""Which column of a register belongs to which of a template's, and which template fits it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from regso.checking import kinds
from regso.checking.indicators import are_many, indicators
from regso.checking.kinds import Column
from regso.indata import BY_ROWS, Data, year

_SAME: Final = {
    "kod": ("regsokod", "desokod", "regso", "deso", "deso2018", "deso2025", "regso2020",
            "regso2025", "region", "område", "områdeskod"),
    "taljare": ("täljare", "antal", "händelser", "utfall"),
    "namnare": ("nämnare", "folkmängd", "befolkning", "personer", "invånare", "folk", "totalt"),
    "befolkning": ("folkmängd", "personer", "invånare"),
    "antal": ("händelser", "fall"),
    "kon": ("kön",), "alder": ("ålder", "åldersgrupp"), "ar": ("år", "period", "datum"),
    "besok": ("besök",), "volym": ("elever", "personer", "antal"),
}  # fmt: skip
_KINDS: Final = {
    "kod": (kinds.CODE, kinds.NAME, kinds.KOMMUN),
    "kon": (kinds.SEX,),
    "alder": (kinds.AGE,),
    "ar": (kinds.DATE, kinds.YEAR),
    "n": (kinds.NORTH,),
    "o": (kinds.EAST,),
    "enhet": (kinds.TEXT,),
    "kontor": (kinds.TEXT,),
    "brottstyp": (kinds.TEXT,),
    "datum": (kinds.DATE,),
    "kostnad": (kinds.MONEY,),
    "belopp": (kinds.MONEY,),
}
_COUNTED: Final = (("taljare", "namnare"), ("antal", "befolkning"), ("behoriga", "elever"))
_DEFAULT = "omradestyper"
_WITHOUT_WHOLE = "fördelning"  # the measure that needs no denominator


class Proposal(NamedTuple):
    """What belongs to what.

    Attributes
    ----------
    columns : mapping
        Column of the template to header of the data, also where they are the same.
    settings : mapping
        Names of cells to their values.
    missing : list of str
        Columns that the template must have and that nothing in the data is.
    """

    columns: dict[str, str]
    settings: dict[str, str | int]
    missing: list[str]


def fitting(found: Sequence[Column], data: Data) -> str:
    """Return the name of the template that a register seems to be for."""
    held = {column.kind for column in found}
    years = {year(c) for column in found if column.kind in {kinds.DATE, kinds.YEAR}
             for c in data.column(column.at) if c is not None}  # fmt: skip
    if kinds.NORTH in held and not held & {kinds.CODE, kinds.NAME}:
        return "brott"
    counts = [c for c in found if c.kind in {kinds.COUNT, kinds.NUMBER}]
    if {kinds.SEX, kinds.AGE} <= held and kinds.FLAG not in held and len(counts) > 1:
        return "halsa"
    if are_many(found):
        return "indikatorer"
    return "ar_mot_ar" if len(years) > 1 and held & {*kinds.NUMBERS} else _DEFAULT


def proposed(
    found: Sequence[Column],
    data: Data,
    wanted: Mapping[str, bool],
    given: Mapping[str, str],
    years: Iterable[int] = (),
) -> Proposal:
    """Return which column belongs to which of a template's.

    Parameters
    ----------
    found : sequence of Column
    data : Data
    wanted : mapping
        The template's columns, each with whether it must be there.
    given : mapping
        What the user says belongs to what.
    years : iterable of int
        Those that there are types of; one of them is set where all rows are of that year.
    """
    columns = dict(given)
    taken = set(given.values())
    for name in wanted:
        if name not in columns and (header := _named(name, found, taken)):
            columns[name] = header
            taken.add(header)
    for name in wanted:
        if name not in columns and (header := _of_kind(name, found, taken)):
            columns[name] = header
            taken.add(header)
    _count(columns, found, data, wanted, taken)
    more, names = indicators(found, data, wanted, columns)
    columns |= more
    missing = [name for name, needed in wanted.items() if needed and name not in columns]
    settings = {**_settings(found, data, wanted, years), **names}
    if {"taljare", "namnare", "personer"} <= set(wanted) and "namnare" not in columns:
        settings["matt"] = _WITHOUT_WHOLE
    return Proposal(columns, settings, missing)


def _named(name: str, found: Sequence[Column], taken: set[str]) -> str:
    fits = _KINDS.get(name, ())[:1] if name == "kod" else _KINDS.get(name)
    for word in (name, *_SAME.get(name, ())):
        for column in found:
            if column.header in taken or not kinds.is_same(word, column.header):
                continue
            if column.header == name or (column.kind in fits if fits else _is_number(column)):
                return column.header
    return ""


def _is_number(column: Column) -> bool:
    return column.kind in kinds.NUMBERS


def _of_kind(name: str, found: Sequence[Column], taken: set[str]) -> str:
    for kind in _KINDS.get(name, ()):
        for column in found:
            if column.kind == kind and column.header not in taken:
                return column.header
    return ""


def _count(
    columns: dict[str, str],
    found: Sequence[Column],
    data: Data,
    wanted: Mapping[str, bool],
    taken: set[str],
) -> None:
    """Let what is left be what is counted, and of two columns the larger what it is a share of."""
    left = [c for c in found if _is_number(c) and c.header not in taken]
    for part, whole in _COUNTED:
        if part not in wanted or part in columns:
            continue
        flags = [c for c in left if c.kind == kinds.FLAG]
        if len(flags) == 1:
            columns[part] = flags[0].header
            if whole in wanted and whole not in columns:
                columns[whole] = BY_ROWS
        elif len(left) == 1:
            columns[part] = left[0].header
        elif len(left) == 2 and whole in wanted and whole not in columns:  # noqa: PLR2004 - a pair
            small, large = sorted(left, key=lambda c: _sum(data, c))
            columns[part] = small.header
            if _is_part(data, small, large):
                columns[whole] = large.header


def _sum(data: Data, column: Column) -> float:
    return sum(c for c in data.column(column.at) if isinstance(c, (int, float)))


def _is_part(data: Data, part: Column, whole: Column) -> bool:
    """Tell whether one column can be a part of another: never larger, and no category beside it.

    Men and women of one year have words in common; a count and what it is a share of do not.
    """
    if set(part.header.casefold().split()) & set(whole.header.casefold().split()):
        return False
    pairs = zip(data.column(part.at), data.column(whole.at), strict=True)
    return all(
        a <= b for a, b in pairs if isinstance(a, (int, float)) and isinstance(b, (int, float))
    )


def _settings(
    found: Sequence[Column], data: Data, wanted: Mapping[str, bool], years: Iterable[int]
) -> dict[str, str | int]:
    settings: dict[str, str | int] = {}
    dated = [c for c in found if c.kind in {kinds.DATE, kinds.YEAR}]
    if dated and "ar" not in wanted:
        held = {year(c) for c in data.column(dated[0].at) if c is not None}
        if len(held) == 1 and (only := held.pop()) in set(years) and isinstance(only, int):
            settings["ar"] = only
    if "n" in wanted:
        system = next((c.detail for c in found if c.kind == kinds.NORTH), "")
        settings |= {"system": system} if system else {}
    return settings
