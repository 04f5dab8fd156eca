"""What is wrong in the rows of a register that a template is to count, and which rows they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import gt
from typing import TypeGuard

from regso.checking.findings import FAILED, LOOK, Finding, counted, listed
from regso.checking.kinds import SWEREF, WGS84
from regso.checking.repairs import AGE, CODE, SEX
from regso.checking.words import age_of, is_like_name, sex_of
from regso.core.areas import codes
from regso.core.areas.areas import LABEL, Areas
from regso.core.areas.areatypes import TYPES
from regso.errors import BadValueError, CellError
from regso.indata import Cell, Data, header_key, is_plain_number, year

YEAR = "ar"
_TOTALS = frozenset(("totalt", "total", "summa", "samtliga", "alla", "riket", "hela riket", "00"))
_COUNTS = frozenset(
    ("taljare", "namnare", "personer", "antal", "befolkning", "volym", "elever", "behoriga",
     "jamfor", "besok", "kostnad", "index")
)  # fmt: skip
_SIGNED = frozenset(("n", "o", "belopp", "moms"))  # numbers that may be below 0
_HALVES = frozenset(("taljare", "namnare", "befolkning", "volym", "elever", "behoriga", "n", "o"))
_OVER = (("taljare", "namnare"), ("antal", "befolkning"), ("behoriga", "elever"))
_SHOWN = 5
_NAMES = "är det namn på RegSO, skriv dem som SCB gör, eller byt dem mot koder med REGSO_KOD"


class Table:
    """The columns of a register that a template takes, by the template's own names."""

    def __init__(self, data: Data, columns: Mapping[str, str], wanted: Sequence[str]) -> None:
        headers = {header_key(column): header for column, header in columns.items()}
        self.cells: dict[str, list[Cell]] = {}
        self.header: dict[str, str] = {}
        self.first = data.first
        self._lines = data.rows
        for column in wanted:
            at = data.index(headers.get(header_key(column), column))
            if at is not None:
                self.cells[column], self.header[column] = data.column(at), data.headers[at]

    def rows(self, places: Sequence[int]) -> list[int]:
        """Return the numbers in the file of rows, but for those that are blank."""
        return [self.first + i for i in places if any(map(_is_filled, self._lines[i]))]


def _is_filled(cell: object) -> bool:
    return cell is not None and bool(str(cell).strip())


def row_findings(
    table: Table, vintage: Areas | None, others: Sequence[Areas], *, takes_kommun: bool = False
) -> list[Finding]:
    """Return what is wrong in the rows of a register.

    Parameters
    ----------
    table : Table
    vintage : Areas or None
        The areas of the year that is counted; None where each row has its own year.
    others : sequence of Areas
        All areas that are installed.
    takes_kommun : bool
        Whether the template also takes codes of kommuner.
    """
    found = _of_codes(table, vintage, others, takes_kommun=takes_kommun)
    for column in table.cells:
        if column in {SEX, AGE}:
            found += _of_groups(table, column)
        elif column == YEAR:
            found += _of_years(table)
        elif column in _counts(table) | _SIGNED:
            found += _of_numbers(table, column)
    return found + _of_shares(table) + _of_coordinates(table)


def _of_codes(
    table: Table, vintage: Areas | None, others: Sequence[Areas], *, takes_kommun: bool
) -> list[Finding]:
    cells = table.cells.get(CODE)
    if cells is None:
        return []
    header, places, levels = table.header[CODE], _places(cells, vintage, others), Counter[str]()
    for kind, at in places.items():
        levels[kind] = len(at)
    small = levels["regso"] + levels["deso"] + levels["unknown"]
    if levels["kommun"] > small and not takes_kommun:
        return [_only_kommuner(header, levels["kommun"], len(cells))]
    found = []
    if rows := table.rows(places["bad"]):
        shown = dict.fromkeys(codes.masked(cells[i]) for i in places["bad"])
        text = f"{_quoted([*shown])} i {header} är ingen områdeskod"
        named = [i for i in places["bad"] if is_like_name(cells[i])]
        remedy = f"; {_NAMES}" if 2 * len(named) > len(cells) else ""
        found.append(Finding(LOOK, f"{text}, och räknas som okänd{remedy}", rows))
    if rows := table.rows(places["unknown"]):
        shown = dict.fromkeys(str(cells[i]).strip() for i in places["unknown"])
        where = LABEL[vintage.vintage] if vintage else "de inlästa områdena"
        text = f"{listed([*shown][:_SHOWN])} finns inte i {where}"
        found.append(Finding(LOOK, f"{text}, och räknas som okänd", rows))
    if rows := table.rows(places["blank"]):
        found.append(Finding(LOOK, f"{header} är tom, och raden räknas som okänd", rows))
    if rows := table.rows(places["total"]):
        text = "riket och summor avskiljs när delarna finns i registret, och räknas inte två gånger"
        found.append(Finding(LOOK, text, rows))
    return found + _of_levels(table, cells, places, vintage or next(iter(others), None))


def _places(
    cells: Sequence[Cell], vintage: Areas | None, others: Sequence[Areas]
) -> dict[str, list[int]]:
    """Return the rows by what their code is."""
    kinds: dict[object, str] = {}
    places: dict[str, list[int]] = defaultdict(list)
    for i, cell in enumerate(cells):
        key = (type(cell), cell)
        if key not in kinds:
            kinds[key] = _kind(cell, [vintage] if vintage else others)
        places[kinds[key]].append(i)
    return places


def _kind(cell: Cell, areas: Sequence[Areas]) -> str:
    if cell is None or cell == "":
        return "blank"
    if isinstance(cell, str) and cell.strip().casefold() in _TOTALS:
        return "total"
    if not isinstance(cell, bool) and (cell in TYPES or cell in set(map(str, TYPES))):
        return "type"
    try:
        code = codes.read(cell)
    except BadValueError:
        return "bad"
    level = codes.level(code.text)
    if level in {codes.LAN, codes.KOMMUN, codes.RIKET}:
        return level
    fits = any(code.vintage in {None, a.vintage} and a.is_small(code.text) for a in areas)
    return level if fits else "unknown"


def _only_kommuner(header: str, number: int, whole: int) -> Finding:
    return Finding(
        FAILED,
        f"kolumnen {header} har kommunkoder på {number} av {counted(whole, 'rad', 'rader')}, men "
        "områdestyper finns bara för RegSO och DeSO; peka ut en kolumn med RegSO- eller DeSO-kod, "
        "eller använd mallen resursfordelning, som tar kommuner",
    )


def _of_levels(
    table: Table,
    cells: Sequence[Cell],
    places: Mapping[str, Sequence[int]],
    areas: Areas | None,
) -> list[Finding]:
    found = []
    large = sorted([*places["kommun"], *places["lan"], *places["riket"]])
    if large and (places["regso"] or places["deso"]):
        text = "rader för kommun, län eller riket bland områden: de avskiljs som summor när deras "
        found.append(Finding(LOOK, f"{text}delar finns i registret", table.rows(large)))
    is_of_areas = areas is not None and len({*cells}) == len(cells)
    deso, regso = (places["deso"], places["regso"]) if is_of_areas else ((), ())
    inside = {areas.parents.get(codes.compact(cells[i])) for i in deso} if areas else set()
    if twice := [i for i in regso if codes.compact(cells[i]) in inside]:
        text = (
            "RegSO som står tillsammans med sina egna DeSO räknas två gånger; behåll den ena nivån"
        )
        found.append(Finding(FAILED, text, table.rows(twice)))
    return found


def _of_groups(table: Table, column: str) -> list[Finding]:
    known = sex_of if column == SEX else age_of
    cells, header = table.cells[column], table.header[column]
    places = [i for i, cell in enumerate(cells) if cell is None or known(cell) is None]
    rows = table.rows(places)
    what = "kön" if column == SEX else "åldersgrupp"
    return [Finding(LOOK, f"{header} är tom eller inget {what}", rows)] if rows else []


def _of_years(table: Table) -> list[Finding]:
    cells, header = table.cells[YEAR], table.header[YEAR]
    wrong = [i for i, cell in enumerate(cells) if not _is_year(year(cell))]
    rows = table.rows(wrong)
    return [Finding(FAILED, f"{header} är varken år eller datum", rows)] if rows else []


def _is_year(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and 1900 <= cell <= 2100  # noqa: PLR2004 - years


def _counts(table: Table) -> frozenset[str]:
    """Return the columns of counts; in a register of pupils those of a group are counted too."""
    return _COUNTS | {"grupp"} if "elever" in table.cells else _COUNTS


def _of_numbers(table: Table, column: str) -> list[Finding]:
    cells, header = table.cells[column], table.header[column]
    if _are_numbers(cells) and min(cells, default=0) >= 0:  # as nearly all columns are
        return []
    found = []
    errors = table.rows([i for i, cell in enumerate(cells) if isinstance(cell, CellError)])
    if errors:
        found.append(Finding(FAILED, f"{header} har felvärden", errors))
    texts = [i for i, c in enumerate(cells) if isinstance(c, str) and not is_plain_number(c)]
    if rows := table.rows(texts):
        shown = dict.fromkeys(codes.masked(cells[i]) for i in texts)
        found.append(Finding(FAILED, f"{_quoted([*shown])} i {header} är inget tal", rows))
    below = [i for i, cell in enumerate(cells) if isinstance(cell, (int, float)) and cell < 0]
    if (rows := table.rows(below)) and column in _counts(table):
        found.append(Finding(LOOK, f"{header} är mindre än 0", rows))
    empty = [i for i, cell in enumerate(cells) if cell is None]
    if (rows := table.rows(empty)) and len(empty) < len(cells) and column in _HALVES:
        found.append(Finding(LOOK, f"{header} är tom, och raden är halvfylld", rows))
    return found


def _of_shares(table: Table) -> list[Finding]:
    found = []
    for part, whole in _OVER:
        if part not in table.cells or whole not in table.cells:
            continue
        parts, wholes = table.cells[part], table.cells[whole]
        if _are_numbers(parts) and _are_numbers(wholes) and not any(map(gt, parts, wholes)):
            continue  # as nearly all columns are
        pairs = zip(parts, wholes, strict=True)
        over = [i for i, (a, b) in enumerate(pairs) if _is_number(a) and _is_number(b) and a > b]
        if rows := table.rows(over):
            heads = f"{table.header[part]} är större än {table.header[whole]}"
            found.append(Finding(LOOK, f"{heads}; rätt för ett tal, men inte för en andel", rows))
    return found


def _quoted(texts: Sequence[str]) -> str:
    return listed([f'"{text}"' for text in texts[:_SHOWN]])


def _are_numbers(cells: Sequence[Cell]) -> TypeGuard[Sequence[float]]:
    """Tell whether all are numbers, in a tenth of the time that it takes to ask each."""
    return {*map(type, cells)} <= {int, float}


def _is_number(cell: Cell) -> TypeGuard[float]:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _of_coordinates(table: Table) -> list[Finding]:
    if "n" not in table.cells or "o" not in table.cells:
        return []
    pairs = [(a, b) for a, b in zip(table.cells["n"], table.cells["o"], strict=True)
             if isinstance(a, (int, float)) and isinstance(b, (int, float))]  # fmt: skip
    small = sum(abs(a) <= 90 for a, _ in pairs)  # noqa: PLR2004 - degrees
    if pairs and 0 < small < len(pairs):
        text = f"koordinaterna är blandade: {small} i grader ({WGS84}) och de andra i meter"
        return [Finding(FAILED, f"{text} ({SWEREF})")]
    return []
