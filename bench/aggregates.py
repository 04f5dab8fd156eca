"""REGSO_TABELL over 1,000 to 1,000,000 rows, against pandas merge + groupby from the same rows.

The limit, faster than pandas, is for 1,000,000 rows. Pandas has the types as a ready frame and
makes only the sums; the product also makes shares, intervals and the other columns.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from lookups import codes_for
from measure import Result, in_turn
from regso.core.areas.areas import vintage_of
from regso.functions import Rows, call
from regso.store import Reference, using
from regso.store.schema import TYPE

SIZES, QUICK_SIZES, JUDGED_SIZE = (1_000, 10_000, 100_000, 1_000_000), (1_000, 10_000), 1_000_000
LIMIT = 1.0


class Register(NamedTuple):
    """Three columns as a host hands them over: rows of one cell."""

    codes: list[list[Any]]
    events: list[list[Any]]
    trials: list[list[Any]]


def run(store: Path, data: str, *, quick: bool) -> Iterator[Result]:
    """Time the table by type of registers of growing size, coded by DeSO."""
    reference = Reference(store)
    codes, year = codes_for("REGSO_FRAN_DESO", reference)
    types = _types(reference, year)
    with using(reference):
        for size in QUICK_SIZES if quick else SIZES:
            register = _register(codes, size)
            product = partial(call, "REGSO_TABELL", [*register, year])
            peer = partial(_with_pandas, types, register)
            _check_equal(product(), peer())
            best = in_turn(product, peer, 3 if quick or size == JUDGED_SIZE else 7)
            yield Result(
                "table by type",
                f"REGSO_TABELL, {size:,} rows",
                data,
                product=best[0],
                peer=best[1],
                peer_name="pandas merge + groupby",
                limit=LIMIT if size == JUDGED_SIZE else None,
            )


def _register(codes: list[str], size: int) -> Register:
    rng = random.Random(1)  # noqa: S311 - the same rows every time
    trials = [float(rng.randrange(50, 100)) for _ in range(size)]
    return Register(
        [[rng.choice(codes)] for _ in range(size)],
        [[float(rng.randrange(int(n)))] for n in trials],
        [[n] for n in trials],
    )


def _types(reference: Reference, year: int) -> pd.DataFrame:
    by_regso = reference.values(TYPE, year)
    parents = reference.areas(vintage_of(year)).parents
    known = [(deso, by_regso[regso]) for deso, regso in parents.items() if regso in by_regso]
    return pd.DataFrame(known, columns=["kod", "typ"])


def _with_pandas(types: pd.DataFrame, register: Register) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "kod": [code for [code] in register.codes],
            "taljare": [x for [x] in register.events],
            "namnare": [n for [n] in register.trials],
        }
    )
    return frame.merge(types, on="kod", how="left").groupby("typ")[["taljare", "namnare"]].sum()


def _check_equal(table: Rows, sums: pd.DataFrame) -> None:
    """Raise unless product and peer have the same sums: a wrong answer is not a fast one."""
    ours = {row[0]: (row[2], row[3]) for row in table[1:6] if row[3]}
    theirs = {kind: (x, n) for kind, x, n in sums.itertuples()}
    if ours != theirs:
        raise AssertionError(f"{ours} is not {theirs}")
