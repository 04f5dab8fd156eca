"""The Statistical Database over PxWebApi v2: what a table has, and the questions that give it.

A question names every value that it wants and has no more cells than the server allows. A codelist
selects the areas of one vintage, and they are asked for in the years of that vintage alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from math import prod
from typing import Final, NamedTuple
from urllib.parse import quote

from regso.core.areas.areas import vintage_of
from regso.errors import FetchError, FileError
from regso.incoming.jsonfiles import json_object
from regso.incoming.texts import printable
from regso.sources import indicators, pxweb
from regso.sources.jsonstat import Dataset, dataset_of
from regso.sources.reading import Reading
from regso.sources.scb import Service
from regso.sources.scb.answers import Call, Content
from regso.sources.scb.line import Limits, Line

# The codelists of the areas, and the vintage that each is of.
REGSO_LISTS: Final = {"vs_RegSO2020": 2020, "vs_RegSO2025": 2025}
DESO_LISTS: Final = {"vs_DeSO2018": 2020, "vs_DeSO2025": 2025}
_DIVISION = re.compile(r"vs_(?:RegSO|DeSO)20[0-9]{2}")
_LARGE = re.compile(r"[0-9]{2}(?:[0-9]{2})?")  # riket, län, kommun: of no vintage
_YEAR = re.compile(r"20[0-9]{2}")


class Table(NamedTuple):
    """A table that is fetched whole.

    Attributes
    ----------
    id : str
        What the publisher calls it.
    contents : int
        How many contents it must have of those that its reader uses.
    used : function
        The categories that the reader uses, by dimension (see `pxweb`).
    read : function
    with_deso : bool
        Whether DeSO and the areas above RegSO are fetched too; DeSO in total alone, because
        nothing uses their ages.
    indicator : str
        The subject of an indicator; the areas above RegSO are fetched too, and a vintage that the
        table does not have is none that it needs.
    """

    id: str
    contents: int
    used: Callable[[Dataset], dict[str, list[str]]]
    read: Callable[[Dataset], Reading]
    with_deso: bool = False
    indicator: str = ""


TYPES: Final = Table("TAB6586", 5, pxweb.used_by_statistics, pxweb.read_statistics)
PERSONS: Final = Table(
    "TAB6574", 1, pxweb.used_by_population, pxweb.read_population, with_deso=True
)
_INDICATORS: Final = {
    "hushåll": "TAB6568", "bakgrund": "TAB6571", "utbildning": "TAB6534", "arbete": "TAB6680",
    "inkomst": "TAB6683", "ekonomisk standard": "TAB6685", "upplåtelseform": "TAB6638",
}  # fmt: skip
INDICATORS: Final = {
    subject: Table(name, 1, indicators.used, indicators.reading_of(subject), indicator=subject)
    for subject, name in _INDICATORS.items()
}


class Part(NamedTuple):
    """Regions that are asked for together: the codelist that has them, and the years."""

    codelist: str
    regions: Sequence[str]
    years: Sequence[str]
    total_only: bool = False


class Seen(NamedTuple):
    """What a table says of itself: its stamp, and the years from the first to the last."""

    stamp: str
    years: range


def look(line: Line, service: Service, table: Table) -> Seen:
    """Return the stamp and the years of a table, in one call."""
    said = line.get_json(f"{service.api}/tables/{table.id}?lang=sv", table.id)
    stamp = printable(str(said.get("updated") or ""))
    first, last = (str(said.get(name) or "") for name in ("firstPeriod", "lastPeriod"))
    if not stamp or not _YEAR.fullmatch(first) or not _YEAR.fullmatch(last):
        raise _other_form(table, "den säger inte när den ändrades eller vilka år den har")
    return Seen(stamp, range(int(first), int(last) + 1))


def limits(line: Line, service: Service) -> Limits:
    """Return what the server allows."""
    said = line.get_json(f"{service.api}/config", "gränserna för anrop")
    found = [said.get(n) for n in ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")]
    whole = [n for n in found if isinstance(n, int) and n > 0]
    if len(whole) != len(found):
        raise FetchError(
            "Servern säger inte hur mycket den tillåter (config); uppdatera RegSO för Excel."
        )
    return Limits(*whole)


def calls(
    line: Line, service: Service, table: Table, seen: Seen, years: Sequence[int]
) -> Iterator[Call]:
    """Yield the questions that give a table in some years."""
    address = f"{service.api}/tables/{table.id}"
    metadata = line.get_json(f"{address}/metadata?lang=sv", table.id)
    try:
        empty = dataset_of({**metadata, "value": {}}, table.id)
    except FileError as error:
        raise _other_form(table, "dess beskrivning har en annan form") from error
    used = table.used(empty)
    if not used or min(map(len, used.values())) == 0 or _contents(used) < table.contents:
        raise _other_form(table, "innehåll som tillägget använder finns inte kvar")
    region, time = pxweb.region_of(empty).name, pxweb.years_of(empty).name
    held = [year for year in used[time] if int(year) in years]
    described = json_object(json_object(metadata["dimension"])[region])
    lists = _codelists(json_object(described.get("extension")), table)
    for part in _parts(line, service, table, empty, lists, held):
        chosen = {**used, time: part.years}
        if part.total_only:
            chosen = {n: _total(empty, n, c) if n != time else c for n, c in chosen.items()}
        for selection in _split({region: part.regions, **chosen}, line.limits.cells):
            asked = _asked(selection, {region: part.codelist})
            yield Call(
                table.id,
                seen.stamp,
                f"{address}/data?lang=sv&outputFormat=json-stat2",
                {"selection": asked},
                prod(map(len, selection.values())),
                partial(_check, updated=metadata.get("updated")),
            )


def _contents(used: Mapping[str, Sequence[str]]) -> int:
    return next(len(codes_) for name, codes_ in used.items() if name.lower() == "contentscode")


def _codelists(extension: Mapping[str, object], table: Table) -> list[str]:
    """Return the codelists of areas that a table has.

    Raises
    ------
    FetchError
        One is of a vintage that this version does not know, or one that it needs is gone.
    """
    given = extension.get("codelists")
    names = [str(json_object(one).get("id")) for one in given] if isinstance(given, list) else []
    divisions = [name for name in names if _DIVISION.fullmatch(name)]
    known = {**REGSO_LISTS, **DESO_LISTS}
    new = [name for name in divisions if name not in known]
    if new:
        raise FetchError(
            f"{table.id} har en ny indelning ({', '.join(map(printable, new))}) som den här "
            "versionen inte känner; uppdatera RegSO för Excel.",
        )
    gone = REGSO_LISTS.keys() - divisions
    if gone and not (table.indicator and len(gone) < len(REGSO_LISTS)):
        raise _other_form(table, f"indelningen {min(gone)} finns inte kvar")
    return divisions


def _parts(
    line: Line,
    service: Service,
    table: Table,
    empty: Dataset,
    lists: Sequence[str],
    years: Sequence[str],
) -> Iterator[Part]:
    """Yield the regions of a table, each with the years of its vintage."""
    for name in lists:
        is_deso = name in DESO_LISTS
        vintage = {**REGSO_LISTS, **DESO_LISTS}[name]
        own = [year for year in years if vintage_of(int(year)) == vintage]
        if own and (table.with_deso or not is_deso):
            yield Part(name, _regions(line, service, name), own, total_only=is_deso)
    large = [code for code in pxweb.region_of(empty).codes if _LARGE.fullmatch(code)]
    if (table.with_deso or table.indicator) and large and years:
        yield Part("", large, years)


def _regions(line: Line, service: Service, codelist: str) -> list[str]:
    said = line.get_json(f"{service.api}/codeLists/{quote(codelist)}?lang=sv", codelist)
    values = said.get("values")
    found = [str(json_object(v).get("code")) for v in values] if isinstance(values, list) else []
    if not found:
        raise FetchError(f"{codelist} har inga områden; uppdatera RegSO för Excel.")
    return list(dict.fromkeys(found))  # a code that stands twice is answered with error 500


def _total(empty: Dataset, name: str, categories: Sequence[str]) -> Sequence[str]:
    """Return the category of a dimension that is the total of the others, if it has one."""
    labels = next(d.labels for d in empty.dimensions if d.name == name)
    return [c for c in categories if labels[c].lower().startswith("total")] or categories


def _split(
    selection: Mapping[str, Sequence[str]], most: int
) -> Iterator[Mapping[str, Sequence[str]]]:
    """Yield selections of at most `most` cells; the longest dimension is cut, evenly."""
    cells = prod(map(len, selection.values()))
    if cells <= most:
        yield selection
        return
    name = max(selection, key=lambda name: len(selection[name]))
    values = selection[name]
    parts = -(-cells // most)
    size = max(1, min(len(values) - 1, most * len(values) // cells, -(-len(values) // parts)))
    for start in range(0, len(values), size):
        yield from _split({**selection, name: values[start : start + size]}, most)


def _asked(
    selection: Mapping[str, Sequence[str]], codelists: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return a selection as the service takes it."""
    return [
        {
            "variableCode": name,
            "valueCodes": list(values),
            **({"codelist": codelists[name]} if codelists.get(name) else {}),
        }
        for name, values in selection.items()
    ]


def _check(answer: Content, call: Call, *, updated: object) -> None:
    """Refuse an answer with other categories than asked for, or of another revision.

    What is compared is what data and their description say of the revision: the list of tables
    may put it in another way.
    """
    dataset = dataset_of(answer, call.name)
    selection = (call.body or {})["selection"]
    asked = {one["variableCode"]: {*one["valueCodes"]} for one in selection}  # type: ignore[attr-defined]
    if {d.name: {*d.codes} for d in dataset.dimensions} != asked:
        raise FileError(f"{call.name} svarade med annat än det som efterfrågades; hämta igen.")
    if answer.get("updated") != updated:
        raise FileError(f"{call.name} ändrades medan den hämtades; kör kommandot igen.")


def _other_form(table: Table, what: str) -> FetchError:
    return FetchError(
        f"{table.id} ser inte längre ut som den gjorde: {what}; uppdatera RegSO för Excel."
    )
