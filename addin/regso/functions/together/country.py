"""The worksheet function of the country's published values beside one's own indicators."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Final, NamedTuple

from regso.core.areas.areas import LABEL, parts_of, vintage_of
from regso.core.areas.areatypes import CHALLENGED, TOTAL, TYPES
from regso.core.measures.typetable import PERCENTAGE_POINTS, RATE, RATE_PER, SHARE
from regso.errors import BadValueError, CellError, NotFoundError, WorksheetError
from regso.functions.aggregates import FAMILY
from regso.functions.arguments.kinds import CellRange, Codes, Year
from regso.functions.arguments.spelledout import spelled_out
from regso.functions.populations import Populations, category_of, counted
from regso.functions.registry import Cell, Table, worksheet
from regso.functions.sidebyside import is_empty
from regso.functions.together.indicators import measures_of
from regso.functions.values import year_of
from regso.store import Reference, current
from regso.store.provenance import sources_of
from regso.store.schema import INDICATORS, TYPE

KINDS: Final[tuple[int | str, ...]] = (*TYPES, CHALLENGED, TOTAL)
HEADER: Final = ("jämförelse", *KINDS, "år", "källa", "anmärkning")
_RIKET, _OR = "00", "|"
_CATEGORY, _WHOLE, _YEAR = "kategori", "av", "ar"
_OPTIONS = {_CATEGORY, _WHOLE, _YEAR}
_PERCENT = ("procent", "%", "andel")
_NEAR = 0.01  # how much RegSO and the country may differ: persons without an area, and noise


class Wanted(NamedTuple):
    """An indicator of the reference data as a cell spells it out.

    Attributes
    ----------
    subject : str
    parts, whole : list of str
        The categories that are counted, and those that they are some of; without the latter the
        category is a share itself.
    year : int
    """

    subject: str
    parts: list[str]
    whole: list[str]
    year: int

    def name(self) -> str:
        """Return what the categories are called."""
        text = f" {_OR} ".join(self.parts)
        return f"{text}, av {f' {_OR} '.join(self.whole)}" if self.whole else text


class Values(NamedTuple):
    """Values of the country in the unit of a measure, and why those by type are missing."""

    by_type: Sequence[Cell]
    total: float
    why: str = ""


@worksheet(FAMILY)
def REGSO_RIKET(jamforelse: Codes, matt: CellRange = None, ar: Year = None) -> Table:
    """Rikets publicerade värden per områdestyp och totalt, en rad per indikator i referensdata.

    jamforelse: till exempel "utbildning;kategori=Befolkning; eftergymnasial;av=Befolkning; totalt"
    matt: "andel" (förval) eller "tal" per 1 000, en cell per jämförelse
    ar: typernas år, och värdenas när ingen ar= anges; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_RIKET("arbete;kategori=Antal arbetslösa;av=Antal personer")
    """
    reference = current()
    year = year_of(reference, ar)
    texts = jamforelse.flat()
    measures = measures_of(matt, len(texts))
    rows = [_row(reference, *pair, year) for pair in zip(texts, measures, strict=True)]
    return [[*HEADER], *rows]


def _row(reference: Reference, cell: Cell, measure: str, year: int) -> list[Cell]:
    """Return the row of a comparison: what cannot be said is empty, and the last cell says why."""
    blank: list[Cell] = [""] * len(KINDS)
    if isinstance(cell, CellError):
        return [cell, *blank, "", "", ""]
    if is_empty(cell):
        return ["", *blank, "", "", ""]
    try:
        wanted = _wanted(str(cell), year)
        found = _values(reference, wanted, measure, year)
    except WorksheetError as error:
        return ["", *blank, "", "", f"{str(error)[:1].upper()}{str(error)[1:]}"]
    told = sources_of(reference, wanted.subject, wanted.year)
    source = "; ".join(dict.fromkeys(f"{one.publisher}, {one.title}" for one in told))
    return [wanted.name(), *found.by_type, found.total, wanted.year, source, found.why]


def _wanted(text: str, year: int) -> Wanted:
    """Return what a cell spells out.

    Raises
    ------
    BadValueError
        It is not understood.
    """
    subject, pairs = spelled_out(text, _OPTIONS, {_CATEGORY, _WHOLE})
    options = dict(pairs)
    when = options.get(_YEAR, str(year))
    parts, whole = (_categories(options.get(name, "")) for name in (_CATEGORY, _WHOLE))
    is_understood = (
        subject in INDICATORS
        and set(options) <= _OPTIONS
        and len(options) == len(pairs)
        and when.isdecimal()
        and parts
        and (whole or _WHOLE not in options)
    )
    if not is_understood:
        raise BadValueError(
            f'Jämförelsen "{text}" går inte att tolka; ange ett ämne ({", ".join(INDICATORS)}), '
            "kategori= och, när den är ett antal, av= med det som den är en del av, till exempel "
            '"bakgrund;kategori=Antal; utländsk bakgrund;av=Antal; utländsk bakgrund | Antal; '
            'svensk bakgrund;ar=2024".'
        )
    return Wanted(subject, parts, whole, int(when))


def _categories(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (part.strip() for part in text.split(_OR)))))


def _values(reference: Reference, wanted: Wanted, measure: str, year: int) -> Values:
    """Return the values of the country.

    Raises
    ------
    NotFoundError
        The year has no such category, or no value of the country.
    BadValueError
        The category is not of the measure, or the parts are more than the whole.
    """
    if not wanted.whole:
        return _published(reference, wanted, measure)
    parts, whole = (
        [counted(reference, wanted.subject, name, wanted.year) for name in names]
        for names in (wanted.parts, wanted.whole)
    )
    unit = RATE_PER if measure == RATE else 1
    total = unit * _ratio(_country(parts), _country(whole), measure)
    try:
        types = _types(reference, wanted.year, year, whole)
        sums = [_by_type(each, types) for each in (parts, whole)]
        values = [unit * _ratio(x, n, measure) if n else "" for x, n in zip(*sums, strict=True)]
    except WorksheetError as error:
        return Values([""] * len(KINDS[:-1]), total, f"Bara riket i sin helhet: {error}")
    return Values(values, total)


def _published(reference: Reference, wanted: Wanted, measure: str) -> Values:
    """Return the country's own value of a category that is a share: shares cannot be summed."""
    [name, *others] = wanted.parts
    found = category_of(reference, wanted.subject, name, wanted.year)
    unit = reference.unit(wanted.subject, found, wanted.year)
    if others or measure != SHARE or not unit.lower().startswith(_PERCENT):
        raise BadValueError(
            f'"{wanted.name()}" ({unit or "utan enhet"}) är ingen andel i procent; ange av= med '
            "det som antalet är en del av, eller en kategori som är en andel."
        )
    values = reference.indicator(wanted.subject, found, wanted.year)
    if _RIKET not in values:
        raise _not_of_the_country(wanted.subject, found, wanted.year)
    return Values(
        [""] * len(KINDS[:-1]),
        values[_RIKET] / PERCENTAGE_POINTS,
        "Bara riket i sin helhet: andelar kan inte summeras över områden.",
    )


def _country(counts: Sequence[Populations]) -> float:
    for each in counts:
        if _RIKET not in each.published:
            raise _not_of_the_country(each.what, each.label, each.year)
    return fsum(each.published[_RIKET] for each in counts)


def _not_of_the_country(subject: str, category: str, year: int) -> NotFoundError:
    return NotFoundError(
        f'{subject.capitalize()} {year} har inget värde för riket i "{category}"; hämta tabellen '
        "igen med regso data update."
    )


def _ratio(part: float, whole: float, measure: str) -> float:
    """Return a part of a whole.

    Raises
    ------
    BadValueError
        There is no whole, or it is less than the part where that is a share.
    """
    if not whole or (measure == SHARE and part > whole):
        raise BadValueError(
            f"kategorierna räknar {part:g} men det som de är en del av räknar {whole:g}; rätta av=."
        )
    return part / whole


def _types(
    reference: Reference, when: int, year: int, whole: Sequence[Populations]
) -> list[tuple[str, int]]:
    """Return every RegSO that has a type, with it.

    Raises
    ------
    BadValueError
        The year of the values has another vintage than the types, or the areas are not the
        whole country.
    """
    if vintage_of(when) != vintage_of(year):
        raise BadValueError(
            f"värdena är i {LABEL[vintage_of(when)]} men typerna {year} i "
            f"{LABEL[vintage_of(year)]}."
        )
    types = reference.values(TYPE, year)
    regso = parts_of(_RIKET, whole[0].areas.regso)
    held = fsum(each.published.get(code, 0.0) for each in whole for code in regso)
    if abs(held - _country(whole)) > _NEAR * _country(whole):
        raise BadValueError("områdena i referensdata är inte hela riket.")
    return [(code, int(types[code])) for code in regso if code in types]


def _by_type(counts: Sequence[Populations], types: Sequence[tuple[str, int]]) -> list[float]:
    """Return sums of the types 1–5, and of the first two together."""
    sums = dict.fromkeys(TYPES, 0.0)
    for code, kind in types:
        sums[kind] += fsum(each.persons(code) for each in counts)
    return [*sums.values(), sums[1] + sums[2]]
