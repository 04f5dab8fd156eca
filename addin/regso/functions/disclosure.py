"""Worksheet functions that keep small counts from being worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING, Annotated

from regso.errors import BadValueError, CellError, DomainError, WorksheetError
from regso.functions.arguments.kinds import (
    CellRange,
    Codes,
    CountTable,
    OptionalCount,
    Text,
    Threshold,
    Unit,
)
from regso.functions.arguments.single import one_of
from regso.functions.registry import (
    Cell,
    CellErrorFound,
    Cells,
    Rows,
    Table,
    remembered,
    worksheet,
)
from regso.functions.secret.key import key_if_any, secret_key

if TYPE_CHECKING:
    from regso.core.disclosure.layout import Layout

FAMILY = "Sekretess"

FEWEST, LEAST_VALUE = "minst", "värde"
SHOW, HIDE = "visa", "dölj"
GUARD, IGNORE = "skydda", "bortse"
NEAREST, CONTROLLED, RANDOM = "närmast", "kontrollerad", "slump"

_DEFAULT_THRESHOLD = 5
_DEFAULT_BASE = 5
_EXPOSURES = ("rad", "kolumn", "nedre", "övre", "status")
_NO_LIMIT = "ingen gräns"

Aim = Annotated[str, one_of(FEWEST, LEAST_VALUE)]
Zeros = Annotated[str, one_of(SHOW, HIDE)]
Loners = Annotated[str, one_of(GUARD, IGNORE)]
Method = Annotated[str, one_of(NEAREST, CONTROLLED, RANDOM)]


@worksheet(FAMILY)
def REGSO_SEKRETESS(
    tabell: CountTable,
    troskel: Threshold = None,
    metod: Aim = FEWEST,
    marginaler: Text = None,
    nollor: Zeros = SHOW,
    ensam: Loners = GUARD,
    krav: CellRange = None,
) -> Table:
    """Samma tabell med ".." i varje litet antal och i de celler som annars skulle röja det.

    tabell: antal personer, gärna med rubrikrad, etiketter och summor; tomma kanter räknas inte
    troskel: lägsta antal som får visas, 5 om inget anges
    metod: "minst" (förval) döljer så få celler som möjligt, "värde" så få personer som möjligt
    marginaler: "auto" (förval), "inga" eller till exempel "sista raden;sista kolumnen", "rad 6=1+2"
    nollor: "visa" (förval) eller "dölj", som döljer även 0
    ensam: "skydda" (förval): den som är ensam i en cell får inte kunna räkna ut en annan; "bortse"
    krav: lika stort område som tabellen med "visa", "dölj" eller cellens kostnad, 1 om inget anges
    exempel: =REGSO_SEKRETESS({"typ","kvinnor","män";1,3,12;2,20,14;"totalt",23,26})
    """
    from regso.core.disclosure.layout import HIDDEN, is_blank, layout_of  # noqa: PLC0415
    from regso.core.disclosure.protection import Policy  # noqa: PLC0415
    from regso.core.disclosure.stated import AUTO  # noqa: PLC0415
    from regso.core.disclosure.structure.reading import structure_of  # noqa: PLC0415
    from regso.core.disclosure.suppression import hidden_cells  # noqa: PLC0415

    if all(map(is_blank, tabell.flat())):
        return tabell.map(dict.fromkeys(tabell.flat(), ""))
    layout = layout_of(used_cells(tabell))
    table = structure_of(layout, marginaler or AUTO, zeros_shown=nollor != HIDE)
    policy = Policy(
        int(troskel or _DEFAULT_THRESHOLD),
        hide_zeros=nollor == HIDE,
        by_value=metod == LEAST_VALUE,
        key=key_if_any(),
        guard_loners=ensam == GUARD,
        wishes=_wishes(krav, tabell, layout),
    )
    hidden = hidden_cells(table.counts, table.rows, table.columns, policy)
    hidden |= table.shares_to_hide(hidden)
    width = len(table.counts[0])
    protected = shown(
        layout,
        [
            [HIDDEN if i * width + j in hidden else cell for j, cell in enumerate(row)]
            for i, row in enumerate(layout.body)
        ],
    )
    rows, columns = tabell.shape
    wide = [row + [""] * (columns - len(row)) for row in protected]
    return wide + [[""] * columns for _ in range(rows - len(wide))]


@worksheet(FAMILY)
def REGSO_ROJANDE(
    tabell: CountTable,
    skyddad: CountTable,
    troskel: Threshold = None,
    marginaler: Text = None,
    antal: OptionalCount = None,
) -> Table:
    """Tabell över varje dold cell med de gränser som en läsare kan räkna ut, och om den är röjd.

    tabell: de sanna antalen, med rubrikrad, etiketter och summor som i den skyddade tabellen
    skyddad: tabellen som den publiceras, med ".." i de dolda cellerna
    troskel: lägsta antal som får visas, 5 om inget anges
    marginaler: samma som för REGSO_SEKRETESS; "auto" om inget anges
    antal: rader i svaret, tomma på slutet; utelämnat betyder en per dold cell
    exempel: =REGSO_ROJANDE({"a",3;"b",20;"totalt",23},{"a","..";"b",20;"totalt",23})
    """
    from regso.core.disclosure.auditor.audit import audited  # noqa: PLC0415
    from regso.core.disclosure.auditor.exposure import EXPOSED, OK  # noqa: PLC0415
    from regso.core.disclosure.layout import Layout, layout_of  # noqa: PLC0415
    from regso.core.disclosure.stated import AUTO  # noqa: PLC0415

    if skyddad.shape != tabell.shape:
        raise BadValueError(
            "Den skyddade tabellen är inte lika stor som tabellen; markera samma område i båda."
        )
    layout = layout_of(used_cells(tabell, skyddad))
    published = Layout(used_cells(skyddad, tabell), layout.header, layout.labels)
    limit = int(troskel or _DEFAULT_THRESHOLD)
    found = audited(layout, published, limit, marginaler or AUTO)
    if antal is not None and len(found) > antal:
        raise BadValueError(
            f"{len(found)} celler är dolda men svaret får ha {antal} rader; ange ett större antal."
        )
    rows, columns = _names(layout.row_labels()), _names(layout.column_labels())
    body: Rows = []
    for cell, lower, upper, is_exposed in found:
        i, j = divmod(cell, len(columns))
        most = _NO_LIMIT if upper == inf else upper
        body.append([rows[i], columns[j], lower, most, EXPOSED if is_exposed else OK])
    body += [[""] * len(_EXPOSURES) for _ in range((antal or 0) - len(body))]
    return [[*_EXPOSURES], *body]


@worksheet(FAMILY)
def REGSO_AVRUNDA(tal: Codes, bas: Unit = _DEFAULT_BASE, metod: Method = NEAREST) -> Table:
    """Antal avrundade till en bas: till närmaste, med alla summor kvar, eller slumpmässigt.

    tal: ett antal eller en tabell, gärna med rubrikrad, etiketter och summor
    bas: helt tal, 5 om inget anges
    metod: "närmast" (förval; skyddar ingen), "kontrollerad" (summorna stämmer) eller "slump"
    exempel: =REGSO_AVRUNDA({7;8;12;13},5)
    """
    from regso.core.disclosure import rounding  # noqa: PLC0415
    from regso.core.disclosure.layout import is_blank, layout_of  # noqa: PLC0415

    base = int(bas)
    if base != bas:
        raise DomainError(f"Basen {bas:g} är inte hel; ange ett helt tal, till exempel 5.")
    if all(is_blank(cell) or isinstance(cell, CellError) for cell in tal.flat()):
        return [["" if is_blank(cell) else cell for cell in row] for row in tal.rows]
    layout = layout_of(tal.rows)
    if metod == CONTROLLED:
        return _controlled(layout, base)
    if metod == NEAREST:
        return _each(layout, lambda number, _: rounding.nearest(number, base))
    key = secret_key()
    return _each(layout, lambda number, cell: rounding.keyed(_whole(number), base, key, cell))


def _controlled(layout: Layout, base: int) -> Rows:
    from regso.core.disclosure.layout import HIDDEN  # noqa: PLC0415
    from regso.core.disclosure.rounding import controlled  # noqa: PLC0415
    from regso.core.disclosure.siblings import refuse  # noqa: PLC0415
    from regso.core.disclosure.structure.reading import structure_of  # noqa: PLC0415

    refuse("Tabeller som avrundas med sina summor kvar")
    table = structure_of(layout)
    whole = [[cell if isinstance(cell, int) else None for cell in row] for row in table.counts]
    if any(cell == HIDDEN for row in table.counts for cell in row):
        raise BadValueError(
            'Tabellen har ".." och då kan summorna inte hållas; avrunda före sekretessgranskningen.'
        )
    rounded = controlled(whole, table.rows, table.columns, base)
    return shown(layout, rounded)


def _each(layout: Layout, rounded: Callable[[float, object], float]) -> Rows:
    """Return the table with every number rounded by itself; labels and ".." stay."""
    from regso.core.disclosure.layout import HIDDEN, is_blank  # noqa: PLC0415

    def cell(raw: object, place: object) -> object:
        if is_blank(raw) or raw == HIDDEN or isinstance(raw, CellError):
            return raw
        if isinstance(raw, bool) or not isinstance(raw, (int, float)):
            return remembered(BadValueError("Cellen är inget tal; rätta den.").cell())
        try:
            return rounded(raw, place)
        except WorksheetError as error:
            return remembered(error.cell())

    columns = _places(layout.column_labels())
    return shown(
        layout,
        [
            [cell(raw, (row, column)) for column, raw in zip(columns, cells, strict=True)]
            for row, cells in zip(_places(layout.row_labels()), layout.body, strict=True)
        ],
    )


def _places(labels: list[list[str]]) -> list[object]:
    """Return what each row or column is known by: its labels, and which of those with them it is.

    A row without labels is known by its number, since all without are alike.
    """
    places: list[object] = []
    seen: dict[tuple[str, ...], int] = {}
    for texts in map(tuple, labels):
        seen[texts] = seen.get(texts, 0) + 1
        places.append((texts, seen[texts]))
    return places


def _whole(number: float) -> int:
    if number != number // 1:
        raise DomainError("Talet är inte helt; slumpmässig avrundning tar bara antal.")
    return int(number)


def used_cells(cells: Cells, *others: Cells) -> Sequence[Sequence[Cell]]:
    """Return cells without the rows and columns at the end that are blank in all tables."""
    from regso.core.disclosure.layout import used  # noqa: PLC0415

    heights, widths = zip(*(used(table.rows) for table in (cells, *others)), strict=True)
    return [row[: max(widths)] for row in cells.rows[: max(heights)]]


def _wishes(krav: Cells | None, tabell: Cells, layout: Layout) -> Mapping[int, str | int]:
    """Return what the user asks of each count: that it is shown or hidden, or what hiding costs."""
    if krav is None:
        return {}
    if krav.shape != tabell.shape:
        raise BadValueError(
            "Området krav är inte lika stort som tabellen; markera lika många rader och kolumner."
        )
    height, width = len(layout.rows), len(layout.rows[0])
    body = [row[layout.labels : width] for row in krav.rows[layout.header : height]]
    flat = [cell for row in body for cell in row]
    return {i: wish for i, cell in enumerate(flat) if (wish := _wish(cell)) is not None}


def _wish(cell: Cell) -> str | int | None:
    if isinstance(cell, CellError):
        raise CellErrorFound(cell)
    word = cell.strip().lower() if isinstance(cell, str) else cell
    if word is None or word == "":
        return None
    if word in (SHOW, HIDE):
        return str(word)
    if isinstance(word, (str, bool)) or word < 0 or word != word // 1:
        raise BadValueError(
            f'I krav står {cell}; skriv "{SHOW}", "{HIDE}" eller en kostnad som är ett helt tal, '
            "minst 0."
        )
    return int(word)


def shown(layout: Layout, body: object) -> Rows:
    rows: Rows = layout.with_body(body)  # type: ignore[arg-type,assignment] # cells in, cells out
    return [["" if cell is None else cell for cell in row] for row in rows]


def _names(labels: list[list[str]]) -> list[Cell]:
    """Return a name per row or column: its labels, or its number among the counts."""
    return [", ".join(filter(None, texts)) or i for i, texts in enumerate(labels, 1)]
