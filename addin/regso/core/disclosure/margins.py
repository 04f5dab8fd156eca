"""Which rows or columns ("lines") of a table are sums of others.

A margin is taken only when it adds up exactly in every row and column where all is shown. A
line that is called a total but is no sum is refused: to guess would leave a way to work out
what is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regso.core.disclosure.labels import Labels
from regso.core.disclosure.layout import HIDDEN, Layout
from regso.core.disclosure.relations import Line, Relation, Span, empty_lines, holds
from regso.core.disclosure.stated import AUTO, COLUMN, ROW, Asked, asked_of
from regso.errors import BadValueError

Found = tuple[Sequence[Relation], Sequence[Relation]]


class Sums(NamedTuple):
    """The sums along one side of a table.

    Attributes
    ----------
    parts : dict of int to tuple of int
        For each margin the lines that it sums. In a tree these are its nearest parts, which may
        be margins; otherwise they are all the lines without parts under it.
    is_tree : bool
        Each line is a part of at most one margin, and there are no others.
    others : tuple of Relation
        Further relations, such as a second way to sum a margin.
    """

    parts: dict[int, tuple[int, ...]]
    is_tree: bool = True
    others: tuple[Relation, ...] = ()

    @property
    def is_flat(self) -> bool:
        """Each line is in at most one sum, as a part or as the sum."""
        used = [*self.parts, *(p for parts in self.parts.values() for p in parts)]
        return len(used) == len(set(used)) and not self.others

    def relations(self) -> list[Relation]:
        """Return every margin with its parts, and the others."""
        return [*(Relation((t,), parts) for t, parts in self.parts.items()), *self.others]

    def leaves(self, line: int) -> set[int]:
        """Return the lines without parts that a line sums; a line without parts is its own."""
        if line not in self.parts:
            return {line}
        return set().union(*(self.leaves(p) for p in self.parts[line]))


def margins(
    layout: Layout,
    counts: Sequence[Line],
    wish: str = AUTO,
    found: Found = ((), ()),
) -> tuple[Sums, Sums]:
    """Return the sums down the rows and along the columns.

    Parameters
    ----------
    layout : Layout
        Gives the labels.
    counts : rows of int, ".." or None
    wish : str
        "auto", "inga", or places separated by ";": "sista raden", "första kolumnen", "rad 6",
        "rad 6=1+2", "kolumn 4=1-3". Rows and columns of counts are numbered from 1.
    found : relations between rows, and between columns
        Found in the numbers, whatever the labels say. They are added to what the labels tell, and
        used where a total does not add up without them.

    Raises
    ------
    BadValueError
        The wish is not understood, or a margin does not add up.
    """
    automatic, asked = asked_of(wish, len(counts), len(counts[0]))
    columns = list(zip(*counts, strict=True))
    return (
        _Side(ROW, counts, layout.row_labels()).sums(asked[ROW], found[0], automatic=automatic),
        _Side(COLUMN, columns, layout.column_labels()).sums(
            asked[COLUMN], found[1], automatic=automatic
        ),
    )


class _Side:
    """The rows, or the columns, of a table."""

    def __init__(self, name: str, lines: Sequence[Line], labels: list[list[str]]) -> None:
        self.name, self.lines, self.labels = name, lines, labels

    def sums(self, asked: Asked, found: Sequence[Relation], *, automatic: bool) -> Sums:
        """Return the sums that are asked for, and when `automatic` those that labels tell."""
        is_alone = len(self.lines) == 1  # it has no parts, whatever it is called
        named = Labels(self.labels, self._adds_up).named() if automatic and not is_alone else {}
        single = {r.left[0]: r.right for r in reversed(found) if len(r.left) == 1}
        try:
            under = self._under(asked, named, automatic=automatic)
        except BadValueError:
            if single.keys() <= asked.keys():
                raise
            told = {line: parts for line, parts in named.items() if parts}
            under = self._under(asked, {**named, **single, **told}, automatic=automatic)
        under, others = _sound(under)
        others += self._add(under, others, found)
        sums = _sums({line: _expanded(line, under) for line in under})
        if not others:
            return sums
        leaves = {line: tuple(sorted(sums.leaves(line))) for line in sums.parts}
        return Sums(leaves, is_tree=False, others=tuple(others))

    def _under(self, asked: Asked, named: Asked, *, automatic: bool) -> dict[int, frozenset[int]]:
        """Return the parts of each total, found where they are not given."""
        totals = set(asked) | set(named)
        leaves = [i for i in range(len(self.lines)) if i not in totals]
        under: dict[int, frozenset[int]] = {}
        for line in sorted(totals):
            given = asked.get(line) or named.get(line)
            options = iter([given]) if given else self._options(line, leaves, totals)
            parts = next((p for p in options if p and self._adds_up(line, p)), None)
            if parts is None:
                raise BadValueError(self._refusal(line))
            under[line] = frozenset(parts)
            if line in _below(line, under):
                raise BadValueError(self._refusal(line))
        if automatic and not any(set(leaves) == parts for parts in under.values()):
            self._add_grand_total(under, leaves)
        return under

    def _add(
        self, under: dict[int, frozenset[int]], known: Sequence[Relation], found: Sequence[Relation]
    ) -> list[Relation]:
        """Add what was found in numbers to the totals, and return what is no tree with them.

        A sum that is one of the totals but for lines without a number says nothing new; taken in,
        it would say that what is hidden in those lines is 0.
        """
        span = Span()
        empty = empty_lines(self.lines)
        told = [Relation((line,), tuple(parts)) for line, parts in under.items()]
        for relation in (*told, *known):
            span.add(relation.without(empty))
        others = []
        for relation in found:
            if not holds(self.lines, relation) or not span.add(relation.without(empty)):
                continue
            more = {**under, relation.left[0]: frozenset(relation.right)}
            if len(relation.left) == 1 and relation.left[0] not in under and _is_sound(more):
                under.update(more)
            else:
                others.append(relation)
        return others

    def _options(self, line: int, leaves: list[int], totals: set[int]) -> Iterator[tuple[int, ...]]:
        """Yield what a total may sum: all, the block before or after it, all before or after."""
        before = [i for i in leaves if i < line]
        after = [i for i in leaves if i > line]
        previous = max((t for t in totals if t < line), default=-1)
        following = min((t for t in totals if t > line), default=len(self.lines))
        yield tuple(leaves)
        yield tuple(i for i in before if i > previous)
        yield tuple(i for i in after if i < following)
        yield tuple(before)
        yield tuple(after)

    def _adds_up(self, line: int, parts: Sequence[int]) -> bool:
        """Tell whether a line is the sum of its parts wherever all of them are shown."""
        if line in parts:
            return False
        for j, total in enumerate(self.lines[line]):
            values = [self.lines[p][j] for p in parts]
            shown = sum(v for v in values if isinstance(v, int))
            if total == HIDDEN:
                continue
            known = total if isinstance(total, int) else 0
            if known < shown or (known > shown and HIDDEN not in values):
                return False
        return True

    def _add_grand_total(self, under: dict[int, frozenset[int]], leaves: list[int]) -> None:
        """Take the last or first line as the sum of all when it adds up, whatever its label."""
        for line in (len(self.lines) - 1, 0):
            parts = [i for i in leaves if i != line]
            if line in under or sum(map(self._has_count, parts)) < 2:  # noqa: PLR2004 - a sum has two
                continue
            if self._adds_up(line, parts) and self._is_proven(line, parts):
                under[line] = frozenset(parts)
                return

    def _has_count(self, line: int) -> bool:
        return any(isinstance(v, int) and v > 0 for v in self.lines[line])

    def _is_proven(self, line: int, parts: list[int]) -> bool:
        return any(
            isinstance(total, int) and total > 0 and all(self.lines[p][j] != HIDDEN for p in parts)
            for j, total in enumerate(self.lines[line])
        )

    def _refusal(self, line: int) -> str:
        text = next((label for label in self.labels[line] if label), "")
        called = f' ("{text}")' if text else ""
        which = "Raden" if self.name == ROW else "Kolumnen"
        return (
            f"{which} med nummer {line + 1}{called} är inte summan av de andra; rätta tabellen, "
            f'eller ange marginaler, till exempel "{self.name} {line + 1}=1+2" eller "inga".'
        )


def _below(line: int, under: dict[int, frozenset[int]]) -> set[int]:
    """Return every line that a margin sums, through other margins too."""
    found: set[int] = set()
    waiting = [line]
    while waiting:
        new = under.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return found


def _sound(under: dict[int, frozenset[int]]) -> tuple[dict[int, frozenset[int]], list[Relation]]:
    """Return the margins that no line is summed twice by, and the others as they are given."""
    kept: dict[int, frozenset[int]] = {}
    others = []
    for line, parts in under.items():
        if _is_sound({**kept, line: parts}):
            kept[line] = parts
        else:
            others.append(Relation((line,), tuple(sorted(parts))))
    return kept, others


def _is_sound(under: dict[int, frozenset[int]]) -> bool:
    """Tell whether no margin sums itself, or a line twice through other margins."""
    if any(line in _below(line, under) for line in under):
        return False
    for line in under:
        leaves, waiting = [], [line]
        while waiting:
            part = waiting.pop()
            if part in under:
                waiting += under[part]
            else:
                leaves.append(part)
        if len(leaves) > len(set(leaves)):
            return False
    return True


def _expanded(line: int, under: dict[int, frozenset[int]]) -> frozenset[int]:
    """Return the lines without parts under a margin."""
    return frozenset(part for part in _below(line, under) if part not in under)


def _sums(leaves: dict[int, frozenset[int]]) -> Sums:
    """Return the tree of the margins, or sums of leaves where margins overlap."""
    order = sorted(leaves, key=lambda line: (len(leaves[line]), line))
    disjoint_or_inside = all(
        leaves[a] <= leaves[b] or not leaves[a] & leaves[b]
        for n, a in enumerate(order)
        for b in order[n + 1 :]
    )
    if not disjoint_or_inside:
        return Sums({line: tuple(sorted(leaves[line])) for line in order}, is_tree=False)
    top: dict[int, int] = {}  # the outermost margin so far over each leaf
    parts: dict[int, tuple[int, ...]] = {}
    for line in order:
        parts[line] = tuple(sorted({top.get(leaf, leaf) for leaf in leaves[line]}))
        top.update(dict.fromkeys(leaves[line], line))
    return Sums(parts)
