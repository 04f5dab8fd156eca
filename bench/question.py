"""The functions of the question over registers of growing size, up to 1,000,000 persons.

Each row is a person in a DeSO drawn by chance, one in ten a case; for REGSO_UTJAMNAD it is an area,
of 50 to 3,000 persons. The limits are wide of the goal for one function, because machines are
noisy: a figure over them is to be looked at.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from lookups import codes_for
from measure import VALUE, Result
from regso.functions import call
from regso.store import Reference, using
from regso.store.schema import TYPE

SIZES, QUICK_SIZES, JUDGED_SIZE = (10_000, 100_000, 1_000_000), (1_000, 10_000), 1_000_000
LIMIT_SECONDS = 5
Column = list[list[Any]]
Calls = dict[str, Callable[[], object]]


def run(store: Path, data: str, *, quick: bool) -> Iterator[Result]:
    """Time every function on the same register, the fastest of three rounds."""
    reference = Reference(store)
    codes, year = codes_for("REGSO_FRAN_DESO", reference)
    before = max((y for y in reference.years(TYPE) if y < year), default=None)
    with using(reference):
        for size in QUICK_SIZES if quick else SIZES:
            for name, ask in _calls(codes, size, year, before).items():
                yield Result(
                    "question", f"{name}, {size:,} persons", data, "s",
                    min(_seconds(ask) for _ in range(3)),
                    judged=VALUE, limit=LIMIT_SECONDS if size == JUDGED_SIZE else None,
                )  # fmt: skip


def _calls(codes: list[str], size: int, year: int, before: int | None) -> Calls:
    rng = random.Random(1)  # noqa: S311 - the same rows every time
    where: Column = [[rng.choice(codes)] for _ in range(size)]
    cases: Column = [[float(rng.random() < 1 / 10)] for _ in range(size)]
    register = [where, cases, "rader"]
    calls: dict[str, list[object]] = {
        "REGSO_TRAFF": [*register, None, year],
        "REGSO_FORKLARING": [*register, year],
        "REGSO_OKANDGRANS": [*register, year],
        "REGSO_SPRIDNING": [*register, year],
        "REGSO_JAMFOR": [*register, None, None, None, None, year],
        "REGSO_ENKAT": [where, cases, [[1.0]] * size, None, None, year],
        "REGSO_UTJAMNAD": _areas(rng, size),
        "REGSO_OMRADEN": [*register, None, None, 1000, year, None, 5],
    }
    if before is not None:
        years: Column = [[rng.choice((before, year))] for _ in range(size)]
        calls["REGSO_DEKOMP"] = [where, years, cases, "rader", before, year]
        calls["REGSO_TREND"] = [where, years, cases, "rader", None, None]
        calls["REGSO_STABILITET"] = [where, before, year, "rader"]
    return {name: partial(call, name, arguments) for name, arguments in calls.items()}


def _areas(rng: random.Random, size: int) -> list[object]:
    """Return cases and persons of areas."""
    persons: Column = [[float(rng.randint(50, 3000))] for _ in range(size)]
    return [[[float(int(n * rng.random() / 5))] for [n] in persons], persons]


def _seconds(ask: Callable[[], object]) -> float:
    start = perf_counter()
    ask()
    return perf_counter() - start
