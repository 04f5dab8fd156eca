"""Everything that a reader can work out: shown, by sums, by shares, and from other tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from regso.core.disclosure.reader import links, ratios
from regso.core.disclosure.reader.bounds import Unknowns
from regso.core.disclosure.reader.parts import Part, found_parts
from regso.core.disclosure.reader.shown import HIDDEN, At, Finding, How, Shown, Sum, number
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
    count is known when the least and the greatest value that the sums admit are the same. So is
    what a table leaves of one that it is part of.
    """
    found = [*_open(tables, threshold), *_rests(tables, threshold)]
    left = {At(len(tables), n, 0): part for n, part in enumerate(found_parts(tables))}
    relations = _relations(tables)
    solved, unread = _solved(tables, relations, {})
    if left:
        more, far = _solved(tables, relations, left)
        solved, unread = more | solved, unread | far
    for at, value in solved.items():
        if 0 < value < threshold and at not in left:
            how: How = "share" if at in relations.shares else "sum"
            found.append(_finding(tables, at, value, how))
    found += _left(tables, left, solved, threshold)
    seen = {(f.table, f.row, f.column) for f in found}
    found += [f for f in links.totals(tables, threshold) if (f.table, f.row, f.column) not in seen]
    names = {tables[at.table].name: None for at in sorted(unread - left.keys())}
    return Read(found, [*names])


class _Relations(NamedTuple):
    """What binds the counts of tables: the same counts, counts by shares, and sums."""

    twins: list[tuple[At, At]]
    shares: dict[At, int]
    sums: list[Sum]


def _relations(tables: Sequence[Shown]) -> _Relations:
    each = [*enumerate(tables)]
    shares = {at: value for i, table in each for at, value in ratios.derived(i, table)}
    found = [equation for i, table in each for equation in sums(i, table)]
    return _Relations([*links.links(tables)], shares, found)


def _solved(
    tables: Sequence[Shown], relations: _Relations, left: Mapping[At, Part]
) -> tuple[dict[At, int], set[At]]:
    """Return the hidden counts that are known, and those not examined.

    What parts leave of their wholes are hidden counts besides.
    """
    unknowns = Unknowns([*_hidden(tables), *left])
    for at, twin in relations.twins:
        unknowns.join(at, twin, _value(tables, at), _value(tables, twin))
    for at, value in relations.shares.items():
        unknowns.know(at, value)
    values = {at: _value(tables, at) for table in _places(tables) for at in table}
    rests = [Sum(part.whole, (part.part, at)) for at, part in left.items()]
    return unknowns.solve([*relations.sums, *rests], values)


def _left(
    tables: Sequence[Shown],
    left: Mapping[At, Part],
    solved: Mapping[At, int],
    threshold: float,
) -> Iterator[Finding]:
    """Yield what a part leaves of its whole, where it is known and small."""
    for at, (whole, part) in left.items():
        if 0 < solved.get(at, 0) < threshold:
            found = _finding(tables, part, solved[at], "part")
            yield found._replace(other=tables[whole.table].name)


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
