"""Random sets of two to five tables with sums, differences and complements between them.

``python tests/published_sets.py --sets 2000`` protects so many as REGSO_SEKRETESS_FLERA does, and
prints how many small counts a reader of all the tables works out exactly. The sets follow from the
seed.

The attacker is written from the definition and shares nothing with the product. It knows the
finest cells of the register, of which every printed count is a sum, all that is printed, and that
a hidden count is not 0 because zeros are shown. Whole-number programs (SciPy's milp) tell the
least and the most that each hidden small count can be; it also tries the small counts that no
table has, but which are what a table of all leaves beside one of inrikes or utrikes.
"""

import argparse
import random
import sys
from collections import Counter
from itertools import permutations
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "addin"))

from regso.functions import call, last_error

THRESHOLD = 5
FAR = 100_000
MOST_TABLES = 5
WORDS = {
    "typ": (["typ 1", "typ 2", "typ 3", "typ 4"], ["A", "B", "C", "D"]),
    "kön": (["kvinnor", "män"], ["flickor", "pojkar"]),
    "ålder": (["0-19 år", "20-64 år", "65 år och äldre"], ["barn", "vuxna", "gamla"]),
    "kommun": (["Alby", "Boda", "Celle", "Dala", "Eke", "Fors"], [f"K{n}" for n in range(6)]),
}  # fmt: skip
LAN = (["Nordlän", "Sydlän"], ["Övre", "Nedre"])
HALVES = [[0, 1, 2], [3, 4, 5]]  # the kommuner of each län
PEOPLE = ["", "utrikes ", "inrikes "]  # all, and two parts of them


class Lines(NamedTuple):
    """The rows or the columns of a table: labels, and which values of an attribute each counts."""

    attribute: str
    labels: list
    values: list


class PublishedSet(NamedTuple):
    """The finest counts, and tables: cells as in a sheet, and the finest counts behind each."""

    cells: dict
    sheets: list
    groups: list


def published_set(seed):
    """Return a register, and two to five tables of it that no ring links."""
    r = random.Random(seed)  # noqa: S311 - invented registers
    used = r.sample(list(WORDS), 3)
    sizes = [len(WORDS[name][0]) for name in used]
    scale = [r.choice([0.5, 2, 8, 30]) for _ in range(sizes[0])]
    cells = {at: int(r.expovariate(1 / scale[at[0]])) for at in np.ndindex(*sizes, len(PEOPLE) - 1)}
    pairs = [tuple(r.sample(used[:2], 2)), tuple(r.sample(used[1:], 2))]
    same_words = r.random() < 0.6
    sheets, groups = [], []
    for _ in range(r.randint(2, MOST_TABLES)):
        people = r.choice([0, 0, 1, 2])
        pair = r.choice(pairs)
        style = 0 if same_words else r.randint(0, 1)
        says = people if r.random() < 0.5 else 0
        rows, columns = (_lines(r, name, style) for name in pair)
        rows = rows._replace(labels=[PEOPLE[says] + label for label in rows.labels])
        group = [
            [_group(cells, used, people, (rows.attribute, a), (columns.attribute, b))
             for b in columns.values] for a in rows.values
        ]  # fmt: skip
        sheet = [[rows.attribute, *columns.labels]] + [
            [label, *(sum(cells[c] for c in each) for each in line)]
            for label, line in zip(rows.labels, group, strict=True)
        ]
        if r.random() < 0.3:
            sheet = [list(line) for line in zip(*sheet, strict=True)]
            group = [list(line) for line in zip(*group, strict=True)]
        sheets.append(sheet)
        groups.append(group)
    return PublishedSet(cells, sheets, groups)


def _lines(r, name, style):
    words, values = WORDS[name][style], [[k] for k in range(len(WORDS[name][0]))]
    if name == "kommun" and r.random() < 0.6:
        lan = [(LAN[style][k], HALVES[k]) for k in range(2)]
        own = list(zip(words, values, strict=True))
        lines = lan if r.random() < 0.5 else [lan[0], *own[:3], lan[1], *own[3:]]
        words, values = (list(each) for each in zip(*lines, strict=True))
    order = list(range(len(words)))
    if r.random() < 0.2:
        r.shuffle(order)
    labels, lines = [words[k] for k in order], [set(values[k]) for k in order]
    if r.random() < 0.7:
        at = r.choice([0, len(lines)])
        labels.insert(at, "totalt")
        lines.insert(at, set(range(len(WORDS[name][0]))))
    return Lines(name, labels, lines)


def _group(cells, used, people, *limits):
    """Return the finest counts that a printed count sums."""
    at = [(used.index(name), values) for name, values in limits]
    return frozenset(
        c for c in cells
        if (not people or c[-1] == people - 1) and all(c[k] in values for k, values in at)
    )  # fmt: skip


def protected(sheets, *more):
    """Return the tables as FLERA gives them, or None where it refuses."""
    given = [*sheets, *[None] * (MOST_TABLES - len(sheets)), *more]
    answer = call("REGSO_SEKRETESS_FLERA", [THRESHOLD, *given])
    if len(answer) == 1:
        return None
    found, at = [], 0
    for sheet in sheets:
        found.append([row[: len(sheet[0])] for row in answer[at : at + len(sheet)]])
        at += len(sheet) + 1
    return found


def printed(tables, groups):
    """Return what is printed for each group: a number, or None where it is hidden everywhere."""
    known = {}
    for table, group in zip(tables, groups, strict=True):
        for row, line in zip(table[1:], group, strict=True):
            for cell, each in zip(row[1:], line, strict=True):
                number = None if cell == ".." else int(cell)
                known[each] = known[each] if known.get(each) is not None else number
    return known


def exactly_known(cells, known):
    """Return the small counts, and those of them that can be but one for a reader of all tables."""
    return _exact(cells, known, known)


def exact_rests(cells, known):
    """Return the small counts that no table has, all less one of two parts, and the exact ones."""
    rests = {
        whole - part: None
        for whole, part in permutations(known, 2)
        if part < whole
        and {c[-1] for c in whole - part}.isdisjoint(c[-1] for c in part)
        and whole - part not in known
    }
    return _exact(cells, known, rests)


def _exact(cells, known, groups):
    atoms = list(cells)
    at = {atom: n for n, atom in enumerate(atoms)}

    def rows(groups):
        matrix = np.zeros((len(groups), len(atoms)))
        for i, group in enumerate(groups):
            matrix[i, [at[atom] for atom in group]] = 1
        return matrix

    low = [1 if number is None else number for number in known.values()]
    high = [FAR if number is None else number for number in known.values()]
    rules = LinearConstraint(rows(known), low, high)
    small = {g: n for g in groups if 0 < (n := sum(cells[a] for a in g)) < THRESHOLD}
    exact = [
        group for row, group in zip(rows(small), small, strict=True)
        if known.get(group) is not None or _is_fixed(row, rules, small[group])
    ]  # fmt: skip
    return small, exact


def _is_fixed(row, rules, true):
    for sign in (1, -1):
        solved = milp(
            sign * row, integrality=1, bounds=Bounds(0, FAR), constraints=rules,
            options={"mip_rel_gap": 0.0},
        )  # fmt: skip
        if solved.x is not None and round(row @ np.rint(solved.x)) != true:
            return False
    return True


def main():
    """Try many sets and print what was found."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--sets", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--first", type=int, default=0, help="the number of the first set")
    args = parser.parse_args()
    totals, refusals, slowest = Counter(), Counter(), 0.0
    for number in range(args.first, args.first + args.sets):
        found = published_set(args.seed * 1_000_000 + number)
        if number and number % 20 == 0:
            sys.stdout.write(f"{number}: {dict(totals)}, refused {sum(refusals.values())}\n")
            sys.stdout.flush()
        start = perf_counter()
        tables = protected(found.sheets)
        slowest = max(slowest, perf_counter() - start)
        if tables is None:
            refusals[last_error()[:60]] += 1
            continue
        known = printed(tables, found.groups)
        small, exact = exactly_known(found.cells, known)
        alone = [call("REGSO_SEKRETESS", [sheet, THRESHOLD]) for sheet in found.sheets]
        if any(len(table) == 1 for table in alone):  # one alone may be refused, for a sum by chance
            totals["alone refused"] += 1
            alone = tables
        rests, exact_of_rests = exact_rests(found.cells, known)
        totals.update(
            rests=len(rests), exact_rests=len(exact_of_rests),
            sets=1, tables=len(tables), small=len(small), exact=len(exact),
            hidden=sum(value is None for value in known.values()), counts=len(known),
            apart=len(exactly_known(found.cells, printed(alone, found.groups))[1]),
        )  # fmt: skip
        if exact:
            sys.stdout.write(f"seed {number}: {len(exact)} exact\n")
    sys.stdout.write(f"{dict(totals)}\nrefused: {dict(refusals)}\nslowest: {slowest:.1f} s\n")
    return 1 if totals["exact"] else 0


if __name__ == "__main__":
    sys.exit(main())
