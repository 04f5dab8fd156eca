"""A table that is part of another, such as inrikes per kommun of all per kommun.

What is left, utrikes per kommun, stands nowhere, but it is a count: never below 0, and who knows it
knows as much as if it were printed. Words in every label say that a table is part of another: the
part has all that the whole has, and more. Numbers may only deny it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Final, NamedTuple

from regso.core.disclosure.reader.shown import At, Shown, number

_EVERYONE: Final = frozenset({"alla", "samtliga", "totalt", "total", "summa", "hela", "antal"})
_PUNCTUATION: Final = ",;:()"
_FEWEST = 3  # counts that are shown in both tables

Words = frozenset[str]


class Part(NamedTuple):
    """A cell, and one that is part of it."""

    whole: At
    part: At


class _Limits(NamedTuple):
    """The words in all labels of a side, and what each label has besides."""

    words: Words
    own: list[Words]


def found_parts(tables: Sequence[Shown]) -> Iterator[Part]:
    """Yield the cells of each table that is part of another, with those that they are part of."""
    named = [_named(i, table) for i, table in enumerate(tables)]
    for (of_all, whole), (of_some, part) in permutations(named, 2):
        common = [Part(whole[key], at) for key, at in part.items() if key in whole]
        if of_all < of_some and _may_be(tables, common):
            yield from common


def _named(i: int, table: Shown) -> tuple[Words, dict[frozenset[Words], At]]:
    """Return the words that limit a table, and its cells by those that limit each besides."""
    counted = table.counted
    rows, heads = _limits(table.rows), _limits([table.columns[c] for c in counted])
    found = [
        (frozenset({row, head}), At(i, n, c))
        for n, row in enumerate(rows.own)
        for head, c in zip(heads.own, counted, strict=True)
    ]
    times = Counter(key for key, _ in found)
    limits = frozenset(word for word in rows.words | heads.words if word.isalpha())
    return limits, {key: at for key, at in found if times[key] == 1}


def _limits(labels: Sequence[str]) -> _Limits:
    """Return the words of labels; those of a total need not have the words of the others."""
    split = ([w.strip(_PUNCTUATION) for w in label.casefold().split()] for label in labels)
    each = [frozenset(words) - _EVERYONE for words in split]
    limited = [words for words in each if words]
    common = frozenset[str].intersection(*limited) if limited else frozenset[str]()
    return _Limits(common, [words - common for words in each])


def _may_be(tables: Sequence[Shown], cells: Sequence[Part]) -> bool:
    """Tell whether what may be a part is nowhere larger, and somewhere smaller."""
    pairs = [
        (number(tables[whole.table].values[whole.row][whole.column]),
         number(tables[part.table].values[part.row][part.column]))
        for whole, part in cells
    ]  # fmt: skip
    both = [(x, y) for x, y in pairs if x is not None and y is not None]
    return len(both) >= _FEWEST and all(x >= y for x, y in both) and any(x > y for x, y in both)
