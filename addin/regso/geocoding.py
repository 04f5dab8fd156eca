"""A file with positions becomes the same file with the RegSO of each row.

Which columns hold the positions is told by their headers, and which system they are in by the
numbers: those of Sweden overlap in no two systems, nor with the axes swapped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from regso.core.areas.areas import LABEL, vintage_of
from regso.errors import CellError, FileError
from regso.functions import call
from regso.indata import Cell, Data

ADDED: Final = ("regsokod", "regsonamn", "områdestyp", "matchning")
MATCH: Final = "träff"
_PART: Final = 50_000  # rows at a time
# Headers that name north and east; those of the last two say nothing of which is which.
_NAMED: Final = (
    ("n", "e"), ("n", "o"), ("n", "ö"), ("nord", "ost"), ("norr", "öster"), ("north", "east"),
    ("northing", "easting"), ("lat", "lon"), ("lat", "long"), ("lat", "lng"),
    ("latitud", "longitud"), ("latitude", "longitude"), ("n_koord", "e_koord"),
)  # fmt: skip
_EITHER: Final = (("x", "y"), ("x_koord", "y_koord"), ("xkoord", "ykoord"))
_SYSTEMS: Final = ("SWEREF99TM", "WGS84", "RT90")
_FORM: Final = "-c n=KOLUMN och -c o=KOLUMN"

Watched = Callable[[Sequence[range]], Iterator[range]]


@dataclass(frozen=True)
class Geocoded:
    """A file with the area of each row.

    Attributes
    ----------
    headers, rows : those of the file, and ADDED
    north, east : the headers of the positions
    system : str
    vintage : str, as people call it
    counts : Counter of what the column matchning says
    areas : how many RegSO have a row
    """

    headers: list[str]
    rows: list[list[object]]
    north: str
    east: str
    system: str
    vintage: str
    counts: Counter[str]
    areas: int


def geocode(
    data: Data,
    named: Mapping[str, str],
    system: str | None,
    year: int | None,
    watched: Watched = iter,
) -> Geocoded:
    """Return a file with the RegSO, its name and type, and how the row was matched.

    Parameters
    ----------
    data : Data
    named : mapping of "n" and "o" to headers; empty: the headers tell
    system : str or None; None: the numbers tell
    year : int or None
        Decides the vintage and the types; None: the year of every call without one.
    watched : function
        Yields the parts of the rows, and may show how far it has come.

    Raises
    ------
    FileError
        There are no such columns, or no system in which the positions are in Sweden.
    """
    _refuse(data)
    at, system = _told(data, _pairs(data, named), system)
    when = year if year is not None else _default_year()
    north, east = (data.column(i) for i in at)
    rows: list[list[object]] = []
    starts = range(0, len(data.rows), _PART)
    for part in watched([range(s, min(s + _PART, len(data.rows))) for s in starts]):
        some = slice(part.start, part.stop)
        found = _answers(north[some], east[some], system, when)
        rows += [[*data.rows[i], *answer] for i, answer in zip(part, found, strict=True)]
    north_title, east_title = (data.headers[i] for i in at)
    return Geocoded(
        headers=[*data.headers, *ADDED],
        rows=rows,
        north=north_title,
        east=east_title,
        system=system,
        vintage=LABEL[vintage_of(when)],
        counts=Counter(str(row[-1]) or "tom" for row in rows),
        areas=len({row[-len(ADDED)] for row in rows} - {""}),
    )


def _answers(
    north: Sequence[Cell], east: Sequence[Cell], system: str, year: int
) -> Iterator[tuple[object, ...]]:
    """Yield code, name, type and match of each position; a row that is not placed says why."""
    cells = [[[cell] for cell in axis] for axis in (north, east)]
    codes = _asked("REGSO_FRAN_KOORD", len(north), *cells, system, year)
    known = sorted({code for code in codes if isinstance(code, str) and code})
    facts: dict[str, tuple[object, object]] = {}
    if known:
        told = (
            _asked(name, len(known), [[code] for code in known], year)
            for name in ("REGSO_NAMN", "REGSO_TYP")
        )
        facts = dict(zip(known, zip(*told, strict=True), strict=True))
    for code in codes:
        if isinstance(code, CellError):
            yield "", "", "", code.message or code.code
        elif not code:
            yield "", "", "", ""
        else:
            name, kind = ("" if isinstance(f, CellError) else f for f in facts[str(code)])
            yield code, name, kind, MATCH


def _asked(function: str, number: int, *arguments: object) -> list[object]:
    """Return the answers of a worksheet function; one error for all rows is each row's."""
    rows = call(function, [*arguments])
    return [rows[i if len(rows) == number else 0][0] for i in range(number)]


def _refuse(data: Data) -> None:
    taken = next((title for title in ADDED if data.index(title) is not None), None)
    if taken:
        raise FileError(f'{data.name} har redan kolumnen "{taken}"; döp om eller ta bort den.')
    if not data.rows:
        raise FileError(f"{data.name} har inga rader under rubriken.")


def _default_year() -> int:
    cell = call("REGSO_AR", [])[0][0]
    if not isinstance(cell, (int, float)):
        raise FileError(cell.message if isinstance(cell, CellError) else str(cell))
    return int(cell)


def _pairs(data: Data, named: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the positions of the columns for north and east; two pairs where it may be either."""
    if named:
        if set(named) != {"n", "o"}:
            raise FileError(f"Ange båda kolumnerna: {_FORM}.")
        return [(_column(data, named["n"]), _column(data, named["o"]))]
    for names, both in ((_NAMED, False), (_EITHER, True)):
        for north, east in names:
            at = (data.index(north), data.index(east))
            if at[0] is not None and at[1] is not None:
                pair = (at[0], at[1])
                return [pair, pair[::-1]] if both else [pair]
    raise FileError(
        f"{data.name} har inga kolumner som heter n och o, lat och lon eller x och y; ange vilka "
        f"det är med {_FORM}.",
    )


def _column(data: Data, header: str) -> int:
    at = data.index(header)
    if at is None:
        raise FileError(
            f'Kolumnen "{header}" finns inte i {data.name}; där finns '
            f"{', '.join(filter(None, data.headers))}.",
        )
    return at


def _told(
    data: Data, pairs: Sequence[tuple[int, int]], system: str | None
) -> tuple[tuple[int, int], str]:
    """Return the columns and the system in which most positions are in Sweden."""
    from regso.core.places.projection import SYSTEMS, system_named  # noqa: PLC0415 - heavy

    systems = [SYSTEMS[name] for name in _SYSTEMS] if system is None else [system_named(system)]
    found: Counter[tuple[tuple[int, int], str]] = Counter()
    for pair in pairs:
        north, east = (data.column(i) for i in pair)
        for n, e in zip(north, east, strict=True):
            if isinstance(n, (int, float)) and isinstance(e, (int, float)):
                found.update((pair, one.name) for one in systems if one.sweden.holds(n, e))
    if found:
        return found.most_common(1)[0][0]
    if system is not None:  # each row says what is wrong with it
        return pairs[0], systems[0].name
    titles = " och ".join(data.headers[i] for i in pairs[0])
    raise FileError(
        f"Kolumnerna {titles} i {data.name} har inga punkter i Sverige i {', '.join(_SYSTEMS)}; "
        f"ange rätt kolumner med {_FORM} (norr först), och --svensk-csv om talen har decimalkomma.",
    )
