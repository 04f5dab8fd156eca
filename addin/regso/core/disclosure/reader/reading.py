"""Everything that a reader can work out: shown, by sums, by shares, and from other tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regso.core.disclosure.reader import links, ratios
from regso.core.disclosure.reader.bounds import Unknowns
from regso.core.disclosure.reader.shown import HIDDEN, At, Finding, How, Shown, number
from regso.core.disclosure.reader.sums import by_label, sums


class Read(NamedTuple):
    """What a reader knows.

    Attributes
    ----------
    findings : list of Finding
    unread : list of str
        Tables with more hidden cells than are solved together: there only what follows step by
        step, a sum with one unknown at a time, is found.
    """

    findings: list[Finding]
    unread: list[str]


def read(tables: Sequence[Shown], threshold: float) -> Read:
    """Return the exact counts from 1 to below a threshold that the tables tell together.

    Parameters
    ----------
    tables : sequence of Shown
        All that is published together.
    threshold : float

    Notes
    -----
    Hidden counts are whole numbers from 0; the sums are those that labels or numbers tell. A
    count is known when the least and the greatest value that the sums admit are the same.
    """
    found = [*_open(tables, threshold), *_rests(tables, threshold)]
    unknowns = Unknowns(_hidden(tables))
    for at, twin in links.links(tables):
        unknowns.join(at, twin, _value(tables, at), _value(tables, twin))
    origins = {
        at: value for i, table in enumerate(tables) for at, value in ratios.derived(i, table)
    }
    for at, value in origins.items():
        unknowns.know(at, value)
    values = {at: _value(tables, at) for table in _places(tables) for at in table}
    equations = [equation for i, table in enumerate(tables) for equation in sums(i, table)]
    solved, unread = unknowns.solve(equations, values)
    for at, value in solved.items():
        if 0 < value < threshold:
            how: How = "share" if at in origins else "sum"
            found.append(_finding(tables, at, value, how))
    seen = {(f.table, f.row, f.column) for f in found}
    found += [f for f in links.totals(tables, threshold) if (f.table, f.row, f.column) not in seen]
    return Read(found, [tables[i].name for i in sorted({at.table for at in unread})])


def _places(tables: Sequence[Shown]) -> Iterator[list[At]]:
    for i, table in enumerate(tables):
        yield [At(i, row, c) for row in range(len(table.rows)) for c in table.counted]


def _hidden(tables: Sequence[Shown]) -> list[At]:
    return [at for places in _places(tables) for at in places if _is_hidden(tables, at)]


def _is_hidden(tables: Sequence[Shown], at: At) -> bool:
    return tables[at.table].values[at.row][at.column] == HIDDEN


def _value(tables: Sequence[Shown], at: At) -> float | None:
    return number(tables[at.table].values[at.row][at.column])


def _open(tables: Sequence[Shown], threshold: float) -> Iterator[Finding]:
    for places in _places(tables):
        for at in places:
            value = _value(tables, at)
            if value is not None and 0 < value < threshold:
                yield _finding(tables, at, int(value), "open")


def _rests(tables: Sequence[Shown], threshold: float) -> Iterator[Finding]:
    """Yield what a total has that its parts lack, where all of them are shown."""
    for i, table in enumerate(tables):
        for total, parts in _said(i, table):
            values = [_value(tables, at) for at in parts]
            whole = _value(tables, total)
            if whole is None or None in values:
                continue
            left = whole - sum(value for value in values if value is not None)
            if 0 < left < threshold:
                yield _finding(tables, total, int(left), "rest")


def _said(i: int, table: Shown) -> Iterator[tuple[At, list[At]]]:
    """Yield the totals that labels tell, also those that the numbers contradict."""
    for total, parts, _ in by_label(table.rows):
        for column in table.counted:
            cells = [At(i, p, column) for p in parts if table.values[p][column] is not None]
            yield At(i, total, column), cells
    counted = table.counted
    for total, parts, _ in by_label([table.columns[c] for c in counted]):
        for row in range(len(table.rows)):
            cells = [
                At(i, row, counted[p]) for p in parts if table.values[row][counted[p]] is not None
            ]
            yield At(i, row, counted[total]), cells


def _finding(tables: Sequence[Shown], at: At, value: int, how: How) -> Finding:
    table = tables[at.table]
    return Finding(table.name, table.rows[at.row], table.columns[at.column], value, how)
