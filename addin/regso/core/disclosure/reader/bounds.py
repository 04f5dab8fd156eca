"""The hidden counts as unknowns: which of them the sums leave one value alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regso.core.disclosure.reader.shown import At, Sum

_TOGETHER = 120  # unknowns that are solved together
_SECONDS = 5.0  # for one whole-number program
_WHOLE = 1e-6

_Equation = tuple[dict[At, int], float, bool]  # coefficients, right-hand side, by label


class Unknowns:
    """Hidden counts, those that are one joined, and what is known of them.

    Parameters
    ----------
    hidden : iterable of At
    """

    def __init__(self, hidden: Iterable[At]) -> None:
        self._of = {at: at for at in hidden}
        self._known: dict[At, int] = {}

    def _root(self, at: At) -> At:
        while self._of[at] != at:
            at = self._of[at]
        return at

    def join(self, one: At, other: At, first: float | None, second: float | None) -> None:
        """Take two cells for one count: unknown in both, or known where it is shown."""
        if one in self._of and other in self._of:
            self._of[self._root(one)] = self._root(other)
        elif one in self._of and second is not None:
            self.know(one, round(second))
        elif other in self._of and first is not None:
            self.know(other, round(first))

    def know(self, at: At, value: int) -> None:
        """Take a hidden count as known."""
        if at in self._of:
            self._known.setdefault(self._root(at), value)

    def solve(
        self, sums: Iterable[Sum], values: Mapping[At, float | None]
    ) -> tuple[dict[At, int], set[At]]:
        """Return the hidden counts that are known exactly, and those that were not examined."""
        equations = [self._equation(one, values) for one in sums]
        self._step_by_step(equations)
        found, unread = dict(self._known), set[At]()
        for group in _groups(equations, self._known):
            unknowns = sorted({at for terms, _, _ in group for at in terms})
            if len(unknowns) > _TOGETHER:
                unread.update(unknowns)
                continue
            fixed = _fixed(group, unknowns)
            if fixed is None:  # what numbers alone told is not true of all of them
                fixed = _fixed([one for one in group if one[2]], unknowns) or {}
            found.update(fixed)
        return {at: found[self._root(at)] for at in self._of if self._root(at) in found}, unread

    def _equation(self, one: Sum, values: Mapping[At, float | None]) -> _Equation:
        terms: dict[At, int] = {}
        right = 0.0
        for at, sign in ((one.total, 1), *((part, -1) for part in one.parts)):
            if at in self._of:
                root = self._root(at)
                terms[root] = terms.get(root, 0) + sign
            else:
                right -= sign * (values[at] or 0)
        return {at: sign for at, sign in terms.items() if sign}, right, one.is_labelled

    def _step_by_step(self, equations: list[_Equation]) -> None:
        """Solve sums with one unknown, and put it into the others, until none is left."""
        waiting = True
        while waiting:
            waiting = False
            for number, (terms, right, labelled) in enumerate(equations):
                known = {root: terms.pop(root) for root in [*terms] if root in self._known}
                left = right - sum(sign * self._known[root] for root, sign in known.items())
                equations[number] = (terms, left, labelled)
                if len(terms) == 1:
                    [(root, sign)] = terms.items()
                    value = left / sign
                    if value >= 0 and value == int(value):
                        self._known.setdefault(root, int(value))
                        waiting = True
                    else:
                        terms.clear()


def _groups(equations: Iterable[_Equation], known: Mapping[At, int]) -> list[list[_Equation]]:
    """Return the equations in groups that share no unknown."""
    of: dict[At, int] = {}
    groups: dict[int, list[_Equation]] = {}
    for number, equation in enumerate(equations):
        terms = equation[0]
        if not terms or all(at in known for at in terms):
            continue
        mine = [equation]
        for other in {of[at] for at in terms if at in of}:
            mine = groups.pop(other) + mine
        groups[number] = mine
        for old, _, _ in mine:
            of.update(dict.fromkeys(old, number))
    return list(groups.values())


def _fixed(equations: Sequence[_Equation], unknowns: Sequence[At]) -> dict[At, int] | None:
    """Return the unknowns with one whole value from 0 on; None if there is no solution."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to import
    from scipy.sparse import lil_array  # noqa: PLC0415

    place = {at: i for i, at in enumerate(unknowns)}
    matrix = lil_array((max(1, len(equations)), len(unknowns)))
    for row, (terms, _, _) in enumerate(equations):
        for at, sign in terms.items():
            matrix[row, place[at]] = sign
    right = [side for _, side, _ in equations] or [0.0]
    rules = LinearConstraint(matrix.tocsr(), right, right)

    def extreme(at: int, sign: int) -> list[int] | None:
        costs = [0.0] * len(unknowns)
        costs[at] = sign
        solved = milp(
            costs, integrality=[1] * len(unknowns), bounds=Bounds(0), constraints=rules,
            options={"time_limit": _SECONDS},
        )  # fmt: skip
        return None if solved.x is None else [round(x) for x in solved.x]

    first = extreme(0, 0)
    if first is None:
        return None
    seen = [{value} for value in first]
    for number in range(len(unknowns)):
        for sign in (1, -1):
            if len(seen[number]) > 1:
                break
            other = extreme(number, sign)
            if other is None:  # not bounded above, or not found in time
                seen[number].add(-1)
            else:
                for values, value in zip(seen, other, strict=True):
                    values.add(value)
    return {at: min(values) for at, values in zip(unknowns, seen, strict=True) if len(values) == 1}
