"""Words that limit a whole table, such as "inrikes" in a table of "inrikes kvinnor, inrikes män".

Such a word stands in every label of a side, that of the total too, and the labels without it are
those of other tables. It limits every count of the table, also the total. Where the counts are
the same as those of a table without the word, it says nothing ("antal kvinnor", "antal män").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations

from regso.core.disclosure.joint.linked import Name, NamedTable
from regso.core.disclosure.joint.naming import clashes, named
from regso.core.disclosure.joint.sides import Category, Lines, words_of
from regso.core.disclosure.labels import is_called_total
from regso.core.disclosure.structure.reading import Structure

_ENOUGH = 2  # labels of another table

Both = tuple[Lines, Lines]


def limited(structures: Sequence[Structure], lines: Sequence[Both]) -> list[Both]:
    """Return the lines of tables with the words that limit each table.

    Parameters
    ----------
    structures, lines : of each table
    """
    words = [
        (_words(rows, others), _words(columns, others))
        for (rows, columns), others in zip(lines, _others(lines), strict=True)
    ]
    every = [_limited(both, *own) for both, own in zip(lines, words, strict=True)]
    of = [rows | columns for rows, columns in words]
    bare = [
        table._replace(names=[[_without(name, own) for name in row] for row in table.names])
        for own, table in zip(of, named(structures, every), strict=True)
    ]
    says_nothing = {
        word
        for (t, one), (u, other) in combinations(enumerate(map(_names, bare)), 2)
        if one & other
        for word in of[t] ^ of[u]
    } - {word for t, u in clashes(bare) for word in of[t] ^ of[u]}
    kept = frozenset[str]().union(*of) - says_nothing
    return [
        _limited(both, rows & kept, columns & kept)
        for both, (rows, columns) in zip(lines, words, strict=True)
    ]


def _names(table: NamedTable) -> set[Name]:
    return {name for row in table.names for name in row}


def _without(name: Name, words: frozenset[str]) -> Name:
    return name - words if isinstance(name, frozenset) else name


def _limited(both: Both, rows: frozenset[str], columns: frozenset[str]) -> Both:
    return replace(both[0], limits=rows), replace(both[1], limits=columns)


def _others(lines: Sequence[Both]) -> list[set[Category]]:
    """Return for each table what the labels of the others limit their counts to."""
    own = [{category for side in both for category in side.own} for both in lines]
    return [set().union(*own[:t], *own[t + 1 :]) for t in range(len(own))]


def _words(side: Lines, known: Collection[Category]) -> frozenset[str]:
    """Return the words in every label of a side, if the rest of the labels are known."""
    if side.is_alone:
        return frozenset()
    common = frozenset[str].intersection(*(_of_line(texts) for texts in side.labels))
    bare = replace(side, limits=common)
    parts = [i for i in range(len(side.labels)) if i not in side.totals]
    if not common or not all(_of_line(side.labels[i]) - common for i in parts):
        return frozenset()
    has_total = any(all(map(is_called_total, bare.texts(i))) for i in side.totals)
    has_known = sum(bare.own[i] in known for i in parts) >= _ENOUGH
    return common if has_total or has_known else frozenset()


def _of_line(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))
