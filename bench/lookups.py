"""One range call of 100,000 codes: at most 3 times a bare dictionary over the same rows."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

from measure import Result, in_turn
from regso.core.areas.areas import vintage_of
from regso.functions import call
from regso.store import Reference, using
from regso.store.schema import INDEX, TYPE

ROWS, LIMIT = 100_000, 3.0
FUNCTIONS = ("REGSO_NAMN", "REGSO_TYP", "REGSO_INDEX", "REGSO_FRAN_DESO")


def run(store: Path, data: str, *, quick: bool) -> Iterator[Result]:
    """Time each function with nothing read yet, and again with its table in memory."""
    for name in FUNCTIONS:
        codes, year = codes_for(name, Reference(store))
        rng = random.Random(1)  # noqa: S311 - the same rows every time
        rows = [[rng.choice(codes)] for _ in range(ROWS)]
        for state in ("first call", "warm"):
            yield _measured(name, state, rows, year, store, data, rounds=3 if quick else 15)


def codes_for(name: str, reference: Reference) -> tuple[list[str], int]:
    """Return the codes that a function has values for, and the year."""
    subject = INDEX if name == "REGSO_INDEX" else TYPE
    year = reference.default_year
    if name == "REGSO_FRAN_DESO":
        return sorted(reference.areas(vintage_of(year)).parents), year
    return sorted(reference.values(subject, year)), year


def _measured(  # noqa: PLR0913 - a case of the bench is its arguments
    name: str, state: str, rows: list[list[str]], year: int, store: Path, data: str, *, rounds: int
) -> Result:
    with contextlib.ExitStack() as stack:
        stack.enter_context(using(Reference(store)))
        answers = call(name, [rows, year])
        table = {code: answer for [code], [answer] in zip(rows, answers, strict=True)}

        def forget() -> None:
            if state == "first call":
                stack.enter_context(using(Reference(store)))

        product, peer = in_turn(
            lambda: call(name, [rows, year]),
            lambda: [[table[code]] for [code] in rows],
            rounds,
            prepare=forget,
        )
    return Result(
        "lookup",
        f"{name}, {ROWS:,} codes, {state}",
        data,
        product=product,
        peer=peer,
        peer_name="[[t[c]] for [c] in rows]",
        limit=LIMIT,
    )
