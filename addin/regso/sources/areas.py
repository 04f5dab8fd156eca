"""Readers of area lists, key files and the list of changes of RegSO."""

from __future__ import annotations

from collections.abc import Iterable

from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL, VINTAGES
from regso.errors import FileError
from regso.sources.content import FileTable
from regso.sources.layout import RIKET, FileLayout, area_rows, layout_of
from regso.sources.reading import Reading, clean_name, code_in, date_in, stated_vintage, unique
from regso.store import current
from regso.store.schema import ANY_VINTAGE, Area, Change, Row

# The one code that each vintage has alone; all the others exist in both.
_ONLY_IN = {"2584R001": 2020, "2523R011": 2025}

_CHANGE_COLUMNS = ("franregso", "tillregso", "forandring", "datum", "namnfore", "namnefter")


def is_key(columns: frozenset[str]) -> bool:
    """Tell whether columns are those of a key from DeSO to RegSO of one vintage, said or not."""
    layout = layout_of(columns)
    is_one = layout.vintage is not None and layout.deso[-4:].isdigit()
    return bool(layout.deso and layout.regso) and (is_one or not layout.vintages)


def read_key(table: FileTable) -> Reading:
    """Read a key from DeSO to RegSO; the names in it fill gaps, but for the publisher's own."""
    layout = layout_of(table.columns)
    vintage = layout.vintage or _vintage_of_key(table, layout)
    rows = unique(area_rows(table, layout, vintage), table.name)
    _check_key(rows, table)
    levels = {codes.DESO, codes.REGSO} if layout.official else {codes.DESO}
    used = layout.used | {"belagg"}
    return Reading(
        f"Nyckel {LEVEL_LABEL[vintage, codes.DESO]}–{LEVEL_LABEL[vintage, codes.REGSO]}",
        [r for r in rows if _level(r) in levels],
        [*(r for r in rows if _level(r) not in levels), RIKET],
        unused_titles(table, used),
        note=_evidence(table),
    )


def is_regso_list(columns: frozenset[str]) -> bool:
    """Tell whether columns are those of a list of RegSO, with its kommun and nothing of a year."""
    layout = layout_of(columns)
    others = columns - layout.used
    return (
        bool(layout.regso and layout.regso_name and layout.kommun_name)
        and not layout.deso
        and not any(c[-4:].isdigit() and not c.startswith("regsonamn") for c in others)
        and "ar" not in others
    )


def read_regso_list(table: FileTable) -> Reading:
    """Read a list of RegSO with names."""
    layout = layout_of(table.columns)
    vintage = _vintage_of_list(table, layout)
    rows = unique(area_rows(table, layout, vintage), table.name)
    return Reading(
        f"{LEVEL_LABEL[vintage, codes.REGSO]}: koder och namn",
        [r for r in rows if _level(r) == codes.REGSO],
        [*(r for r in rows if _level(r) != codes.REGSO), RIKET],
        unused_titles(table, layout.used),
    )


def is_kommun_list(columns: frozenset[str]) -> bool:
    """Tell whether columns are those of a list of kommuner or of län."""
    layout = layout_of(columns)
    named = (layout.kommun and layout.kommun_name) or (layout.lan and layout.lan_name)
    return bool(named) and not any("regso" in c or "deso" in c or c == "ar" for c in columns)


def read_kommun_list(table: FileTable) -> Reading:
    """Read a list of kommuner or of län."""
    layout = layout_of(table.columns)
    rows = unique(area_rows(table, layout, ANY_VINTAGE), table.name)
    title = "Kommuner och län" if layout.kommun else "Län"
    return Reading(title, rows, [RIKET], unused_titles(table, layout.used))


def is_changes(columns: frozenset[str]) -> bool:
    """Tell whether columns are those of the list of changes of RegSO."""
    return columns >= set(_CHANGE_COLUMNS)


def read_changes(table: FileTable) -> Reading:
    """Read the list of changes of RegSO codes, names and borders."""
    at = [table.columns.index(name) for name in _CHANGE_COLUMNS]
    before, after, kind, date, name_before, name_after = at
    rows = unique(
        (
            (
                number,
                Change(
                    code_in(table, number, before, row[before], codes.REGSO),
                    code_in(table, number, after, row[after], codes.REGSO),
                    clean_name(row[kind]),
                    date_in(table, number, date, row[date]),
                    clean_name(row[name_before]),
                    clean_name(row[name_after]),
                ),
            )
            for number, row in table.rows
        ),
        table.name,
    )
    unused = unused_titles(table, frozenset(_CHANGE_COLUMNS))
    return Reading("Historiska förändringar i RegSO", rows, unused=unused)


def unused_titles(table: FileTable, used: frozenset[str]) -> list[str]:
    """Return the titles of the columns that a reader did not use."""
    pairs = zip(table.titles, table.columns, strict=True)
    return [title for title, column in pairs if column and column not in used]


def _level(row: Row) -> str:
    return codes.level(row.code) if isinstance(row, Area) else ""


def _check_key(rows: list[Row], table: FileTable) -> None:
    for row in rows:
        if isinstance(row, Area) and _level(row) == codes.DESO and row.parent[:4] != row.code[:4]:
            raise FileError(
                f"{table.name} lägger {row.code} i {row.parent}, som ligger i en annan kommun; "
                "rätta raden och importera igen.",
            )


def _evidence(table: FileTable) -> str:
    """Return a note for a key that says, per row, what it was reconstructed from."""
    if "belagg" not in table.columns:
        return ""
    return (
        "Rekonstruerad nyckel: inte SCB:s egen fil, kolumnen belagg säger vad varje rad bygger på. "
        "Ersätt den med SCB:s nyckelfil."
    )


def _vintage_of_list(table: FileTable, layout: FileLayout) -> int:
    """Return the vintage of a list of RegSO: from its titles, its spelling or its codes."""
    if layout.vintage is not None:
        return layout.vintage
    spelled = [table.columns.index(c) for c in (layout.spelling, layout.regso) if c]
    for _, row in table.rows:
        for column in spelled:
            vintage = stated_vintage(row[column])
            if vintage is not None:
                return vintage
    at = table.columns.index(layout.regso)
    return vintage_by_codes((row[at] for _, row in table.rows), table.name, table.vintage)


def _vintage_of_key(table: FileTable, layout: FileLayout) -> int:
    """Return the vintage of a key whose titles name none: from the codes of its DeSO."""
    at = table.columns.index(layout.deso)
    return vintage_by_codes((row[at] for _, row in table.rows), table.name, table.vintage)


def vintage_by_codes(cells: Iterable[str], name: str, said: int | None) -> int:
    """Return the vintage that a set of codes belongs to.

    Parameters
    ----------
    cells : iterable of str
        Codes of RegSO or DeSO; others are passed over.
    name : str
        The file, for the message.
    said : int or None
        The vintage that the user says; it decides.

    Raises
    ------
    FileError
        The codes may be of both vintages, and nobody says which.
    """
    if said is not None:
        return said
    found = {codes.compact(cell) for cell in cells if codes.is_valid(cell)}
    only = {_ONLY_IN[code] for code in found & _ONLY_IN.keys()}
    if len(only) == 1:
        return only.pop()
    small = {code for code in found if codes.level(code) in {codes.REGSO, codes.DESO}}
    reference = current()
    fits = [] if reference.is_example else [
        v for v in VINTAGES if small and all(map(reference.areas(v).is_small, small))
    ]  # fmt: skip
    if len(fits) != 1:
        raise FileError(
            f"{name} säger inte om koderna gäller RegSO 2020/DeSO 2018 eller RegSO 2025/DeSO 2025, "
            "och de finns i båda; lägg till --vintage 2020 eller --vintage 2025.",
        )
    return fits[0]
