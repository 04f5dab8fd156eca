"""Which cells of a table by områdestyp must be hidden so that no small count can be worked out.

A count of persons n is sensitive when 1 <= n < threshold: a printed numerator or denominator,
and also the difference between them. Zeros are shown, so the reader knows that a hidden count
is at least 1, and a sum at least the number of its parts that are not zero. A pattern is safe
when every sensitive count could still, for all that the reader can see, be any number from
that least one to threshold - 1.

The counts of the table form a network: every count is an arc between two sums (1 + 2, the
total, and numerator + rest = denominator), so bounds on whole numbers follow exactly from
flows (Ahuja, Magnanti and Orlin 1993, Network Flows, ch. 6), starting from the true table.
Patterns are tried from the smallest up, so the first safe one hides the fewest counts, and
among equals the smallest sum of counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

ONE, TWO, THREE, FOUR, FIVE, BOTH, UNKNOWN, TOTAL = ROWS = tuple(range(8))
_PARENT = {ONE: BOTH, TWO: BOTH, BOTH: TOTAL, **dict.fromkeys((THREE, FOUR, FIVE, UNKNOWN), TOTAL)}
_LEAVES = tuple(r for r in ROWS if r not in (BOTH, TOTAL))
_LEAVES_OF = {BOTH: (ONE, TWO), TOTAL: _LEAVES}
_EVENTS, _REST, _TRIALS = "x", "c", "n"

Cell = tuple[str, int]
Node = tuple[str, int]


@dataclass(frozen=True)
class Pattern:
    """The rows (0–7 in the table's order) whose numerator or denominator is hidden."""

    events: frozenset[int]
    trials: frozenset[int]
    everything: bool = False


def _arcs() -> dict[Cell, tuple[Node, Node]]:
    """Return for every count the two sums that it joins."""
    arcs: dict[Cell, tuple[Node, Node]] = {}
    for row in ROWS:
        above: dict[str, Node] = {
            column: (column, _PARENT[row]) if row in _PARENT else ("ground", 0)
            for column in (_EVENTS, _REST, _TRIALS)
        }
        for column in (_EVENTS, _REST):
            below = ("row", row) if row in _LEAVES else (column, row)
            arcs[column, row] = (above[column], below)
        below = ("row", row) if row in _LEAVES else (_TRIALS, row)
        arcs[_TRIALS, row] = (below, above[_TRIALS])
    return arcs


_ARCS = _arcs()


def smallest_safe_pattern(
    events: Sequence[float],
    trials: Sequence[float] | None,
    threshold: float,
    *,
    trials_are_public: bool = False,
) -> Pattern:
    """Return the smallest pattern of hidden counts that is safe.

    Parameters
    ----------
    events : sequence of float, shape (8,), persons
        Numerators of types 1, 2, 3, 4, 5, 1+2, okänd and total.
    trials : sequence of float, shape (8,), persons, or None
        Denominators, each at least its numerator; None when only one column is printed.
    threshold : float
        The lowest count that may be shown.
    trials_are_public : bool
        The denominators are published elsewhere, so hiding them would protect nothing.

    Returns
    -------
    Pattern; with ``everything`` when no pattern is safe while zeros are shown.
    """
    table = _Table(events, trials, threshold, public=trials_are_public)
    if not table.sensitive:
        return Pattern(frozenset(), frozenset())
    for hidden in table.patterns():
        if table.is_safe(hidden):
            return Pattern(
                frozenset(row for column, row in hidden if column == _EVENTS),
                frozenset(row for column, row in hidden if column == _TRIALS),
            )
    hidden_trials = frozenset() if trials is None or trials_are_public else frozenset(ROWS)
    return Pattern(frozenset(ROWS), hidden_trials, everything=True)


class _Table:
    def __init__(
        self,
        events: Sequence[float],
        trials: Sequence[float] | None,
        threshold: float,
        *,
        public: bool,
    ) -> None:
        self.threshold = threshold
        self.public = public
        self.printed = {_EVENTS} if trials is None else {_EVENTS, _TRIALS}
        counts = dict(zip(ROWS, trials if trials is not None else events, strict=True))
        self.value: dict[Cell, float] = {}
        for row in ROWS:
            known = max(counts[row], events[row])
            self.value[_EVENTS, row] = events[row]
            self.value[_TRIALS, row] = known
            self.value[_REST, row] = known - events[row]
        self.sensitive = [cell for cell in self.value if self._is_sensitive(cell)]

    def _is_sensitive(self, cell: Cell) -> bool:
        column, row = cell
        if not 0 < self.value[cell] < self.threshold:
            return False
        if column == _EVENTS:
            return True
        if _TRIALS not in self.printed:
            return False
        if self.public:  # okänd has no denominator, and the published one is no secret
            return column == _REST and row not in (UNKNOWN, TOTAL)
        return True

    def patterns(self) -> Iterator[frozenset[Cell]]:
        """Yield sets of hidden counts: few counts first, then a small sum of counts."""
        own = [
            c for c in self.value if c[0] in self.printed and not (self.public and c[0] == _TRIALS)
        ]
        must = frozenset(c for c in self.sensitive if c in own)
        free = sorted(
            (c for c in own if c not in must and self.value[c] > 0), key=self.value.__getitem__
        )
        for size in range(len(free) + 1):
            extras = list(combinations(free, size))
            extras.sort(key=lambda cells: sum(self.value[c] for c in cells))
            for extra in extras:
                yield must.union(extra)

    def is_safe(self, hidden: frozenset[Cell]) -> bool:
        """Tell whether every sensitive count may be any number up to threshold - 1."""
        room = self._room(hidden)
        return all(
            _can_move(room, cell, up=True, by=self.threshold - 1 - self.value[cell])
            and _can_move(room, cell, up=False, by=self.value[cell] - self._floor(cell))
            for cell in self.sensitive
        )

    def _floor(self, cell: Cell) -> float:
        """Return the least that a count can be when its zeros are known.

        A sum of two hidden counts is at least 2, whatever is hidden.
        """
        column, row = cell
        if column == _REST:
            return 1
        return sum(self.value[column, leaf] > 0 for leaf in _LEAVES_OF.get(row, (row,)))

    def _room(self, hidden: frozenset[Cell]) -> dict[Cell, tuple[float, float]]:
        """Return how far each count can fall and rise, by itself, for what the reader knows."""
        room: dict[Cell, tuple[float, float]] = {}
        for cell, value in self.value.items():
            column, row = cell
            if column in self.printed and cell not in hidden:
                unprinted = self.public and column == _TRIALS and row in (UNKNOWN, TOTAL)
                room[cell] = (value, inf) if unprinted else (0.0, 0.0)
            elif column in self.printed:
                room[cell] = (max(0.0, value - 1), inf)
            else:
                room[cell] = (value, inf)
        return room


def _can_move(room: dict[Cell, tuple[float, float]], cell: Cell, *, up: bool, by: float) -> bool:
    """Tell whether a count can rise (or fall) by an amount while all sums still hold.

    The count's own change must come back through the other counts: a flow between its ends.
    """
    fall, rise = room[cell]
    if by <= 0:
        return True
    if by > (rise if up else fall):
        return False
    left: dict[Node, dict[Node, float]] = {}
    for other, (tail, head) in _ARCS.items():
        if other != cell:
            down, grow = room[other]
            left.setdefault(tail, {})
            left.setdefault(head, {})
            left[tail][head] = left[tail].get(head, 0.0) + grow
            left[head][tail] = left[head].get(tail, 0.0) + down
    tail, head = _ARCS[cell]
    start, goal = (head, tail) if up else (tail, head)
    while by > 0:
        path = _path(left, start, goal)
        if path is None:
            return False
        step = min(by, *(left[a][b] for a, b in path))
        for a, b in path:
            left[a][b] -= step
            left[b][a] = left[b].get(a, 0.0) + step
        by -= step
    return True


def _path(
    left: dict[Node, dict[Node, float]],
    start: Node,
    goal: Node,
) -> list[tuple[Node, Node]] | None:
    """Return the shortest way with room from start to goal."""
    came: dict[Node, Node] = {start: start}
    queue = [start]
    for here in queue:
        for there, room in left[here].items():
            if room > 0 and there not in came:
                came[there] = here
                queue.append(there)
        if goal in came:
            break
    else:
        return None
    path = []
    while goal != start:
        path.append((came[goal], goal))
        goal = came[goal]
    return path
