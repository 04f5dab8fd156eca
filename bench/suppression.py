"""REGSO_SEKRETESS on 200 random tables, against the usual rule of two in every row and column.

The baseline hides, in every row and column with one hidden count, the smallest other one, and
when the audit still fails it hides the smallest further count beside each one that is exposed,
until the audit holds. Both end safe by the same audit. The last cases are as large as tables get.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from time import perf_counter

from measure import VALUE, Result
from regso.core.disclosure.counts import Cell
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Problem
from regso.core.disclosure.protection import Policy, problem_of
from regso.core.disclosure.suppression import hidden_cells

Table = list[list[int]]

_SEED = 2022
_TABLES, _QUICK_TABLES = 200, 20
_ROWS, _COLUMNS = (4, 12), (3, 8)
_LARGE = (289, 7)  # with totals 290 x 8
_LIMIT_SECONDS = 5


def run(*, quick: bool) -> Iterator[Result]:
    """Yield cells and persons hidden, next to the baseline, and the time of large tables."""
    rng = random.Random(_SEED)  # noqa: S311 - tables, not secrets
    count = _QUICK_TABLES if quick else _TABLES
    ours, theirs = [0.0] * 3, [0.0] * 3
    slowest = 0.0
    for _ in range(count):
        table, rows, columns = _random_table(rng, rng.randint(*_ROWS), rng.randint(*_COLUMNS))
        start = perf_counter()
        hidden = hidden_cells(table, rows, columns, Policy())
        slowest = max(slowest, perf_counter() - start)
        problem = problem_of(table, rows, columns, Policy())
        _add(ours, problem, hidden)
        _add(theirs, problem, baseline(problem))
    for i, what in enumerate(("cells hidden", "of them secondary", "persons hidden")):
        yield Result(
            "suppression",
            f"{count} tables: {what}",
            "random",
            "",
            ours[i],
            theirs[i],
            "two per row and column until safe",
            limit=1,
        )
    yield _seconds(f"slowest of {count} tables", slowest)
    yield _seconds("290 x 8, totals", _timed(*_random_table(rng, *_LARGE, small=0.12)))
    yield _seconds("290 x 8, län and 1+2", _timed(*_nested_table(rng)))


def baseline(problem: Problem) -> frozenset[Cell]:
    """Return the counts that the usual rule hides, made safe by repeating it."""
    value = problem.counts.value
    lines = [set(signs) for signs in problem.counts.balances()]
    hidden = set(problem.given)
    waiting = True
    while waiting:
        waiting = False
        for line in lines:
            if len(line & hidden) == 1:
                waiting |= _hide_smallest(problem, hidden, line, value)
        if not waiting:
            exposed = {n.cell for n in problem.needs if problem.attack.move(n, hidden) is None}
            for cell in sorted(exposed):
                for line in lines:
                    if cell in line:
                        waiting |= _hide_smallest(problem, hidden, line, value)
            if exposed and not waiting:  # the lines are used up: take any
                waiting = _hide_smallest(problem, hidden, set(problem.free), value)
    return frozenset(hidden)


def _hide_smallest(
    problem: Problem, hidden: set[Cell], line: set[Cell], value: Sequence[float]
) -> bool:
    left = (line & set(problem.free)) - hidden
    if left:
        hidden.add(min(left, key=lambda c: (value[c], c)))
    return bool(left)


def _add(sums: list[float], problem: Problem, hidden: frozenset[Cell]) -> None:
    if not problem.is_safe(hidden):
        raise AssertionError("a pattern that is compared is not safe")
    sums[0] += len(hidden)
    sums[1] += len(hidden - problem.given)
    sums[2] += sum(problem.counts.value[c] for c in hidden)


def _seconds(case: str, spent: float) -> Result:
    return Result("suppression", case, "random", "s", spent, judged=VALUE, limit=_LIMIT_SECONDS)


def _timed(table: Table, rows: Sums, columns: Sums) -> float:
    start = perf_counter()
    hidden_cells(table, rows, columns, Policy())
    return perf_counter() - start


def _count(rng: random.Random, small: float) -> int:
    return rng.randint(0, 6) if rng.random() < small else int(5 + rng.expovariate(1 / 60))


def _random_table(
    rng: random.Random, height: int, width: int, small: float = 0.2
) -> tuple[Table, Sums, Sums]:
    """Return counts with totals; every third table has 1+2 as well."""
    inner = [[_count(rng, small) for _ in range(width)] for _ in range(height)]
    parts: dict[int, tuple[int, ...]] = {height: tuple(range(height))}
    if rng.random() < 1 / 3:
        inner.append([a + b for a, b in zip(inner[0], inner[1], strict=True)])
        parts = {height: (0, 1), height + 1: (*range(2, height), height)}
        last = [sum(row[j] for row in inner[:height]) for j in range(width)]
    else:
        last = [sum(column) for column in zip(*inner, strict=True)]
    table = [[*row, sum(row)] for row in [*inner, last]]
    return table, Sums(parts), Sums({width: tuple(range(width))})


def _nested_table(rng: random.Random) -> tuple[Table, Sums, Sums]:
    """Return kommuner with sums per län and riket, by type with 1+2 and totals."""
    parts: dict[int, tuple[int, ...]] = {}
    body: Table = []
    for _ in range(21):
        start = len(body)
        body += [[_count(rng, 0.1) for _ in range(6)] for _ in range(13)]
        parts[len(body)] = tuple(range(start, len(body)))
        body.append([sum(column) for column in zip(*body[start:], strict=True)])
    parts[len(body)] = tuple(parts)
    body.append([sum(body[i][j] for i in parts[len(body)]) for j in range(6)])
    table = [[*row[:5], row[0] + row[1], row[5], sum(row)] for row in body]
    return table, Sums(parts), Sums({5: (0, 1), 7: (2, 3, 4, 5, 6)})
