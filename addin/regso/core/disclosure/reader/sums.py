"""Sums within a table: what its labels say, and what its numbers say in every complete line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Final

from regso.core.disclosure.reader.shown import At, Shown, Sum, Value, number

_TOTAL: Final = re.compile(
    r"(i )?(totalt|total|summa|samtliga|alla|hela|riket|båda( könen)?|tillsammans)\b", re.IGNORECASE
)
_JOINED: Final = re.compile(r"\s*(?:\+|\boch\b|–|(?<=\d)-(?=\d))\s*")
_ALL_PAIRS = 40  # lines; with more, only runs of lines that stand together are tried
_BEYOND_CHANCE = 20  # how many times likelier than all that was tried
_ENOUGH = 2  # complete lines, before numbers alone say anything

Line = tuple[int, tuple[int, ...], bool]  # the line of the sum, those of its parts, by label


def is_total(label: str) -> bool:
    """Tell whether a label says that its line is the sum of the others."""
    return _TOTAL.match(label.strip()) is not None


def sums(number_of: int, table: Shown) -> Iterator[Sum]:
    """Yield the sums of a table's cells, down its columns of counts and along its rows."""
    counted = table.counted
    down = [[row[c] for c in counted] for row in table.values]
    for total, parts, labelled in lines(table.rows, down):
        for column in counted:
            yield from _sum(
                At(number_of, total, column),
                [At(number_of, part, column) for part in parts],
                table,
                labelled,
            )
    along = [[row[c] for row in table.values] for c in counted]
    for total, parts, labelled in lines([table.columns[c] for c in counted], along):
        for row in range(len(table.rows)):
            yield from _sum(
                At(number_of, row, counted[total]),
                [At(number_of, row, counted[part]) for part in parts],
                table,
                labelled,
            )


def _sum(total: At, parts: Iterable[At], table: Shown, labelled: bool) -> Iterator[Sum]:
    there = tuple(at for at in parts if table.values[at.row][at.column] is not None)
    if table.values[total.row][total.column] is not None and there:
        yield Sum(total, there, labelled)


def lines(labels: Sequence[str], values: Sequence[Sequence[Value]]) -> Iterator[Line]:
    """Yield which lines are sums of which others.

    Parameters
    ----------
    labels : sequence of str, shape (n,)
    values : sequence of sequences of Value, shape (n, m)
        A sum holds in every place where all its lines have numbers.
    """
    said = list(by_label(labels))
    found = [line for line in said if _agreements(line, values) is not None]
    yield from found
    known = {(total, parts) for total, parts, _ in found}
    tried = [line for line in _candidates(labels, said) if line[:2] not in known]
    least = _BEYOND_CHANCE * max(1, len(tried))
    for line in tried:
        agreed = _agreements(line, values)
        if agreed and len(agreed) >= _ENOUGH and prod(agreed) >= least:
            yield line


def by_label(labels: Sequence[str]) -> Iterator[Line]:
    """Yield the sums that labels tell: a total of the lines, and 1+2 of 1 and 2."""
    plain = [label.strip().casefold() for label in labels]
    joined = {i: found for i, label in enumerate(plain) if (found := _joined(label, plain))}
    totals = [i for i, label in enumerate(plain) if is_total(label)]
    for i, parts in joined.items():
        yield i, parts, True
    for i in totals:
        rest = tuple(k for k in range(len(plain)) if k not in joined and k not in totals)
        if len(rest) > 1:
            yield i, rest, True


def _joined(label: str, labels: Sequence[str]) -> tuple[int, ...]:
    """Return the lines that a label joins, such as 1 and 2 of 1+2, if they are all there."""
    stem, numbers = "", label
    found = re.fullmatch(r"(\D*?)\s*(\d.*)", label)
    if found:
        stem, numbers = found[1], found[2]
    names = [name for name in _JOINED.split(numbers) if name]
    if len(names) < _ENOUGH:
        return ()
    wanted = [f"{stem} {name}".strip() if name.isdigit() else name for name in names]
    at = [labels.index(name) for name in wanted if name in labels]
    return tuple(at) if len(at) == len(names) else ()


def _candidates(labels: Sequence[str], said: Sequence[Line]) -> Iterator[Line]:
    """Yield what may be a sum: of lines beside it, of any that stand together, or of two."""
    n = len(labels)
    sums_said = {total for total, _, _ in said}
    for i in range(n):
        base = tuple(k for k in range(n) if k != i and k not in sums_said)
        if len(base) > 1:
            yield i, base, False
        for end in range(i + 3, n + 1):
            yield i, tuple(range(i + 1, end)), False
        for start in range(i - 1):
            yield i, tuple(range(start, i)), False
        if n <= _ALL_PAIRS:
            rest = [k for k in range(n) if k != i]
            yield from ((i, (a, b), False) for a in rest for b in rest if a < b and b - a > 1)
            yield from (
                (i, (a, a + 1), False) for a in range(n - 1) if i not in (a - 1, a, a + 1, a + 2)
            )


def _agreements(line: Line, values: Sequence[Sequence[Value]]) -> list[float] | None:
    """Return the totals of complete places where a sum holds; None if it fails in one."""
    total, parts, _ = line
    agreed = []
    for place, value in enumerate(values[total]):
        there = [number(values[part][place]) for part in parts if values[part][place] is not None]
        whole = number(value)
        if whole is None or not there or any(part is None for part in there):
            continue
        if whole != sum(part for part in there if part is not None):
            return None
        if sum(1 for part in there if part) > 1:
            agreed.append(max(2.0, whole))
    return agreed
