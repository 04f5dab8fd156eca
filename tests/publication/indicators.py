"""An attacker of copies of Indikatorer: it shares nothing with the product but the handbook.

It reads the pages with openpyxl: counts and persons of everyone, and shares and rates of groups,
from which it takes the fraction that each can only be. Sums over types and over the groups of a
breakdown bind them all. A count is found when whole numbers admit no other.
"""

import functools
import random
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from books import book_of

BASE = ("1", "2", "3", "4", "5", "okänd")
SHOWN = ("1", "2", "3", "4", "5", "1+2", "totalt")
ALL = "alla"
PERSONS, REST = "personer", "övriga"
RATE = "tal"
BREAKDOWNS = (("kvinnor", "män"), ("norr", "söder", "öster"))
GROUPS = sum(BREAKDOWNS, ())
_TRIES = 6


def register(seed, codes):
    """Return header and rows of a register of persons, few in some groups."""
    r = random.Random(f"indikatorer{seed}")  # noqa: S311
    here = r.sample(codes, r.randint(3, 10))
    shares = [r.choice((0.05, 0.3, 0.5, 0.9, 0.98)) for _ in range(2)]
    rows = [
        [
            r.choice([*here, "okänd"]), r.choice(BREAKDOWNS[0]),
            r.choice(("norr", "norr", *BREAKDOWNS[1])),
            *(int(r.random() < share) for share in shares), r.choice((0, 0, 0, 1, 3)),
        ]
        for _ in range(r.randint(60, 600))
    ]  # fmt: skip
    return ["kod", "grupp1", "grupp2", "i1", "i2", "i3"], rows


def attack(copy, measures, kind, threshold=5):
    """Return the small counts that a copy tells.

    `measures` are those of its indicators, andel or tal, and `kind` is the one of Grupper.
    """
    told, ratios = _read(copy, measures, kind)
    most = int(max(told.values(), default=0)) + 2_000
    names = [i for i, _ in enumerate(measures)]
    keys = [(what, group, of) for what in (PERSONS, *names, *((REST, i) for i in names))
            for group in (ALL, *GROUPS) for of in (*BASE, "1+2", "totalt")]  # fmt: skip
    problem = _Problem(keys, most)
    for what, group, _ in {(w, g, 0) for w, g, _ in keys}:
        problem.sum_of((what, group, "totalt"), [(what, group, of) for of in BASE])
        problem.sum_of((what, group, "1+2"), [(what, group, of) for of in ("1", "2")])
    for what, of in {(w, k) for w, _, k in keys}:
        for groups in BREAKDOWNS:
            problem.sum_of((what, ALL, of), [(what, group, of) for group in groups])
    for i, measure in enumerate(measures):
        for group, of in {(g, k) for _, g, k in keys}:
            if measure == RATE:
                problem.know(((REST, i), group, of), 0)
            else:
                rest = [(i, group, of), ((REST, i), group, of)]
                problem.sum_of((PERSONS, group, of), rest)
    for key, value in told.items():
        problem.know(key, value)
    for (i, group, of), value in ratios.items():
        problem.ratio((i, group, of), (PERSONS, group, of), value, most)
    return problem.exact(threshold)


class _Problem:
    def __init__(self, keys, most):
        self.at = {key: place for place, key in enumerate(keys)}
        self.low, self.high = np.zeros(len(keys)), np.full(len(keys), float(most))
        self.lines = []

    def sum_of(self, total, parts):
        self.lines.append({self.at[total]: -1} | {self.at[part]: 1 for part in parts})

    def know(self, key, value):
        self.low[self.at[key]] = self.high[self.at[key]] = value

    def ratio(self, part, whole, value, most):
        if value is None:  # nobody
            self.know(whole, 0)
            return
        fraction = Fraction(value).limit_denominator(most)
        assert abs(float(fraction) - value) < 1e-9, value
        self.low[self.at[whole]] = max(1, self.low[self.at[whole]])
        over, under = fraction.as_integer_ratio()
        self.lines.append({self.at[part]: under, self.at[whole]: -over})

    def exact(self, threshold):
        """Return the unknowns that all solutions agree are from 1 to below the threshold."""
        r = np.random.default_rng(1)
        first = self._solve(np.zeros(len(self.at)))
        same = (first > 0) & (first < threshold)
        for _ in range(_TRIES):
            same &= self._solve(r.choice((-1.0, 1.0), len(first))) == first
        told = self.low == self.high
        return {key: int(first[place]) for key, place in self.at.items()
                if same[place] and (told[place] or self._is_one(place))}  # fmt: skip

    def _is_one(self, place):
        goal = np.zeros(len(self.at))
        goal[place] = 1
        return len({self._solve(sign * goal)[place] for sign in (1, -1)}) == 1

    def _solve(self, goal):
        solved = milp(goal, integrality=1, bounds=Bounds(self.low, self.high),
                      constraints=LinearConstraint(self._matrix, 0, 0))  # fmt: skip
        assert solved.status == 0, solved.message
        return np.round(solved.x)

    @functools.cached_property
    def _matrix(self):
        """Every line of whole numbers, which sums to nothing."""
        found = lil_array((len(self.lines), len(self.at)))
        for n, line in enumerate(self.lines):
            for place, times in line.items():
                found[n, place] = times
        return found.tocsr()


def _read(copy, measures, kind):
    """Return the counts that are shown of everyone, and the ratios of groups, None of nobody."""
    book = book_of(copy, values=True)
    told, ratios, page, heads = {}, {}, -1, {}
    for row in book["Indikator"].iter_rows(values_only=True):
        cells = [str(value).removesuffix(".0") for value in row]
        if "nämnare" in cells or "grupp" in cells:
            heads = {head: at for at, head in enumerate(cells)}
            page += "nämnare" in heads
        elif cells[heads.get("typ", 0)] in (*BASE, "1+2", "totalt"):
            for what, head in ((page, "antal"), (PERSONS, "nämnare")):
                told[what, ALL, cells[heads["typ"]]] = row[heads[head]]
        elif cells[heads.get("grupp", 0)] in GROUPS:
            for of in SHOWN:
                value = row[heads[of if of == "totalt" else f"typ {of}"]]
                times = 1000 if measures[page] == RATE else 1
                ratios[page, cells[heads["grupp"]], of] = _ratio(value, times)
    ratios |= _grouped(book["Grupper"], measures, kind)
    return _shown(told), _shown(ratios)


def _grouped(sheet, measures, kind):
    """Return the ratios of the sheet that has all indicators by group, of one kind."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if "indikator" in row)
    return {
        (i, group, kind): _ratio(row[rows[top].index(group)], 1000 if measure == RATE else 100)
        for i, (measure, row) in enumerate(zip(measures, rows[top + 1 :], strict=False))
        for group in (ALL, *GROUPS)
    }


def _ratio(value, times):
    """Return a ratio, None of nobody, or the dots of what is hidden."""
    if value == ".":
        return None
    return value if value == ".." else value / times


def _shown(found):
    return {key: value for key, value in found.items() if value != ".."}
