"""The cases whose answers R has given: 200 drawn, always the same, and 20 hard ones.

``python cases.py DIR`` writes them for R, and ``Rscript recorded.R DIR`` writes the answers beside
this file.
"""

import csv
import sys
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
DRAWN, HARD = 200, 20


def areas(number):
    """Return cases and persons of the areas of a case."""
    random = Random(f"areas {number}")  # noqa: S311 - no secret
    if number >= DRAWN:
        return _hard_areas()[number - DRAWN]
    common = random.uniform(0.02, 0.6)
    found = []
    for _ in range(random.randrange(2, 12)):
        n = random.randrange(2, 10 ** random.randrange(2, 5))
        share = min(1, max(0, random.gauss(common, random.choice([0.01, 0.1]))))
        found.append((round(share * n), n))
    return found


def _hard_areas():
    return [
        [(0, 1), (1, 1)],
        [(0, 2), (2, 2), (1, 2)],
        [(0, 9), (0, 9), (9, 9)],
        [(1, 1), (0, 10**6)],
        [(10**6, 10**6), (0, 1)],
        [(1, 10**7), (5, 10**7), (90, 10**7)],
        [(1, 3)] * 4,
        [(10, 100)] * 5,
        [(10, 100), (11, 100), (9, 100)],
        [(0, 5), (1, 5), (0, 5), (0, 5)],
        [(499_999, 10**6), (500_001, 10**6), (3, 5)],
        [(1, 2), (10, 2000), (900, 1000)],
        [(0, 3), (3, 1000)],
        [(3, 3), (997, 1000)],
        [(1, 1), (0, 1), (1, 1), (0, 1), (1, 1), (400, 900)],
        [(7, 11), (13, 17), (19, 23), (29, 31), (37, 41)],
        [(1, 10), (10, 100), (100, 1000), (1000, 10_000)],
        [(2, 10), (10, 100), (100, 1000), (1000, 10_000)],
        [(0, 1), (0, 1), (1, 1000), (999, 1000)],
        [(5, 10), (0, 10), (10, 10), (5, 10), (5, 10)],
    ]


def survey(number):
    """Return the persons of a case: type, answer, weight, stratum and cluster."""
    random = Random(f"survey {number}")  # noqa: S311 - no secret
    if number >= DRAWN:
        return _hard_surveys()[number - DRAWN]
    strata, clusters = random.randrange(1, 5), random.randrange(2, 7)
    alone = number % 3 == 0  # drawn one by one
    share = random.uniform(0.05, 0.95)
    found = []
    for i in range(random.randrange(12, 60)):
        stratum, cluster = random.randrange(strata), i if alone else random.randrange(clusters)
        kind = 1 + (stratum + cluster) % 5 if random.random() < 0.7 else random.randrange(1, 6)
        yes = int(random.random() < share)
        found.append(
            (kind, yes, round(random.uniform(1, 300), random.choice([0, 2])), stratum, cluster)
        )
    return found


def _hard_surveys():
    one = [(1, 1, 10, 0, 0), (1, 0, 20, 0, 1)]
    return [
        one,
        [*one, (5, 1, 30, 1, 0)],  # a stratum with one unit
        [(1, 1, 10, 0, 0), (1, 0, 20, 1, 0)],  # only such strata
        [*one, (2, 1, 30, 0, 0), (2, 0, 5, 0, 1)],  # clusters over types
        [(1, 1, 1e-3, 0, 0), (1, 0, 1e6, 0, 1), (1, 1, 2, 0, 2)],
        [(k, k % 2, 10, 0, k) for k in range(1, 6)],
        [(1, int(i == 0), 10, 0, i) for i in range(1000)],
        [(1, int(i > 0), 10, 0, i) for i in range(1000)],
        [(1, i % 2, 10, 0, i // 2) for i in range(40)],  # clusters that do not differ
        [(1, (i // 20) % 2, 10, 0, i // 20) for i in range(80)],  # clusters that are all alike
        [(1, i % 2, 10, i % 3, i) for i in range(9)],
        [(1 + i % 2, i // 2 % 2, 1 + i, i % 4, i % 8) for i in range(32)],
        [(2, int(i < 3), 7, 0, i % 2) for i in range(10)],
        [(1, i % 2, 10**7, 0, i) for i in range(6)],
        [(1, i % 2, 0.01, 0, i) for i in range(6)],
        [(1, i % 2, 10, i, 0) for i in range(4)] + [(1, 1, 10, 0, 1)],
        [(5, int(i % 5 == 0), 3 + i % 7, i % 2, i % 10) for i in range(100)],
        [(1, int(i % 50 == 0), 3 + i % 7, i % 2, i % 25) for i in range(100)],
        [(1 + i % 5, int(i % 3 == 0), 1, 0, i % 3) for i in range(60)],
        [(1, i % 2, 5, 0, 0) for i in range(8)] + [(2, 1, 5, 0, 1), (2, 0, 4, 0, 1)],
    ]


def write(folder):
    """Write the cases for R."""
    numbers = range(DRAWN + HARD)
    for name, head, case in (
        ("areas", ["x", "n"], areas),
        ("survey", ["kind", "yes", "weight", "stratum", "cluster"], survey),
    ):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["case", *head])
            rows.writerows((i, *row) for i in numbers for row in case(i))


def answers(name):
    """Return the rows that R has written, by case."""
    with (HERE / f"{name}.csv").open() as file:
        found = {}
        for row in csv.DictReader(file):
            found.setdefault(int(row["case"]), []).append(row)
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]))
