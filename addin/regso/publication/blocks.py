"""Which counts the functions that make tables print, and which of them are sums of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import isclose
from typing import Final, NamedTuple

from regso.core.disclosure.layout import Layout, counts_of, is_blank, layout_of, text_of, used
from regso.core.disclosure.margins import Sums, margins
from regso.core.disclosure.overtime.audit import Cell
from regso.core.disclosure.stated import AUTO
from regso.errors import RegsoError
from regso.indata import Cell as Value

_EVENTS, _TRIALS, _REST = "antal", "nämnare", "övriga"
_NOT_COMPARED = "ej jämförda"  # the last row of REGSO_UTVECKLING
_MARGINS = 3  # which argument of REGSO_SEKRETESS

Rows = Sequence[Sequence[Value]]
Word = Callable[[int], str]  # an argument of the function that is a text, by its number


class Part(NamedTuple):
    """Counts that belong together: as they are printed, as they are, and their sums."""

    printed: Mapping[Cell, int | None]
    truth: Mapping[Cell, int]
    sums: dict[Cell, tuple[Cell, ...]]


def _by_type(printed: Rows, whole: Rows, _: Word) -> list[Part]:
    """Read REGSO_TABELL: persons or events, and their denominators where those are counts too."""
    measure = _measure(whole)
    try:
        n = _columns(printed, whole, {3: _TRIALS})
    except RegsoError:
        n = Part({}, {}, {})  # published elsewhere: their total is not the sum of the parts
    if measure == "medel":
        return [n] if n.truth else []  # the numerators are kronor
    x = _columns(printed, whole, {2: _EVENTS})
    rows = {row for row, _ in x.truth}
    if rows != {row for row, _ in n.truth}:
        return [x]
    if measure == "tal":
        return [x, n]
    # Numerator + rest = denominator, in every row and for every sum.
    sums = {
        **x.sums,
        **{(row, _TRIALS): ((row, _EVENTS), (row, _REST)) for row in rows},
        **{(t, _REST): tuple((p, _REST) for p, _ in parts) for (t, _), parts in x.sums.items()},
    }
    return [Part({**x.printed, **n.printed}, {**x.truth, **n.truth}, sums)]


def _measure(whole: Rows) -> str:
    """Return what a table by type measures, which its own values tell."""
    for _, _, x, n, value, low, *_ in whole[1:]:
        if isinstance(x, float) and isinstance(n, float) and isinstance(value, float) and x and n:
            if not isinstance(low, float):
                return "medel"
            return "andel" if isclose(value, x / n, rel_tol=1e-9) else "tal"
    return "andel"


def _crosstab(printed: Rows, whole: Rows, _: Word) -> list[Part]:
    """Read REGSO_KORS."""
    return [_columns(printed, whole, {j: text_of(whole[0][j]) for j in range(2, len(whole[0]))})]


def _years(printed: Rows, whole: Rows, _: Word) -> list[Part]:
    """Read REGSO_UTVECKLING, when it has counts: a row per year, which no sum joins."""
    kept = [
        i
        for i, row in enumerate(whole)
        if not i or not (is_blank(row[0]) or text_of(row[0]).startswith(_NOT_COMPARED))
    ]
    names = {j: text_of(whole[0][j]) for j in range(1, len(whole[0]))}
    found = _columns([printed[i] for i in kept], [whole[i] for i in kept], names, across_only=True)
    return [found]


def _protected(printed: Rows, whole: Rows, word: Word) -> list[Part]:
    """Read REGSO_SEKRETESS, with the sums that the formula asked for."""
    height, width = used(whole)
    shown = [row[:width] for row in printed[:height]]
    layout = layout_of([row[:width] for row in whole[:height]])
    return [_part(shown, layout, word(_MARGINS) or AUTO)]


READERS: Final[Mapping[str, Callable[[Rows, Rows, Word], list[Part]]]] = {
    "REGSO_TABELL": _by_type,
    "REGSO_KORS": _crosstab,
    "REGSO_UTVECKLING": _years,
    "REGSO_SEKRETESS": _protected,
}


def _columns(
    printed: Rows, whole: Rows, names: Mapping[int, str], *, across_only: bool = False
) -> Part:
    """Return some columns of a table with a header row, whose first column is the label."""

    def cut(rows: Rows) -> list[list[Value]]:
        return [["", *names.values()], *([text_of(r[0]), *(r[j] for j in names)] for r in rows[1:])]

    return _part(cut(printed), Layout(cut(whole), 1, 1), AUTO, across_only=across_only)


def _part(printed: Rows, layout: Layout, wish: str, *, across_only: bool = False) -> Part:
    counts = counts_of(layout)
    shown = counts_of(Layout(printed, layout.header, layout.labels))
    rows, columns = margins(layout, counts, wish)
    names = _named(layout.row_labels()), _named(layout.column_labels())
    size = range(len(counts)), range(len(counts[0]))
    places = {(i, j): (names[0][i], names[1][j]) for i in size[0] for j in size[1]}
    there = {p: name for p, name in places.items() if counts[p[0]][p[1]] is not None}
    return Part(
        {name: _number(shown[i][j]) for (i, j), name in there.items()},
        {name: n for (i, j), name in there.items() if (n := _number(counts[i][j])) is not None},
        {
            places[total]: tuple(places[part] for part in parts)
            for total, parts in _sums(Sums({}) if across_only else rows, columns, size)
        },
    )


def _sums(
    rows: Sums, columns: Sums, size: tuple[range, range]
) -> list[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Return one sum of every total: along its column's, or else down its row's."""
    along = [
        ((i, total), [(i, part) for part in parts])
        for total, parts in columns.parts.items()
        for i in size[0]
    ]
    down = [
        ((total, j), [(part, j) for part in parts])
        for total, parts in rows.parts.items()
        for j in size[1]
        if j not in columns.parts
    ]
    return along + down


def _named(labels: Sequence[Sequence[str]]) -> list[str]:
    """Return one name per line: its labels, and a number where it has none or another has them."""
    seen: Counter[str] = Counter()
    names = []
    for number, texts in enumerate(labels, 1):
        name = ", ".join(filter(None, texts)) or str(number)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _number(cell: int | str | None) -> int | None:
    return cell if isinstance(cell, int) else None
