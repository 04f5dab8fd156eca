"""How a bench measures: product and peer in turn, in one process, and the best of several."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

RATIO, DIFFERENCE, VALUE = "ratio", "difference", "value"


@dataclass(frozen=True)
class Result:
    """One measured case.

    Attributes
    ----------
    bench, case, data : what was measured, and on which reference data
    product, peer : the best of several rounds, in `unit`; no peer where a limit is absolute
    peer_name : what the peer does
    judged : "ratio" (product / peer), "difference" (product - peer) or "value" (product)
    limit : the highest figure that is wanted, in the terms of `judged`; None only reports
    skipped : why nothing was measured
    """

    bench: str
    case: str
    data: str = ""
    unit: str = "ms"
    product: float | None = None
    peer: float | None = None
    peer_name: str = ""
    judged: str = RATIO
    limit: float | None = None
    skipped: str = ""

    @property
    def figure(self) -> float | None:
        """The figure that the limit is about."""
        if self.product is None:
            return None
        if self.judged == VALUE or self.peer is None:
            return self.product
        return self.product / self.peer if self.judged == RATIO else self.product - self.peer

    @property
    def verdict(self) -> str:
        """Within the limit, over it, or only reported."""
        if self.skipped:
            return f"skipped: {self.skipped}"
        if self.limit is None or self.figure is None:
            return ""
        return "ok" if self.figure <= self.limit else "OVER"

    def as_json(self) -> dict[str, Any]:
        """Return the result as it is written to the results file."""
        return {**asdict(self), "figure": self.figure, "verdict": self.verdict}


def in_turn(
    product: Callable[[], object],
    peer: Callable[[], object],
    rounds: int,
    prepare: Callable[[], object] = lambda: None,
) -> tuple[float, float]:
    """Return the best time of product and of peer in milliseconds.

    They take turns, so that a slow moment of the machine meets both. `prepare` runs before
    each call of the product and is not timed. Garbage is collected before each call and not
    during it: the walk over the whole heap would hide the difference between the two.
    """
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for i, (ready, run) in enumerate(((prepare, product), (_nothing, peer))):
            ready()
            best[i] = min(best[i], _milliseconds(run))
    return best[0], best[1]


def _milliseconds(run: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = perf_counter()
        kept = run()  # freed after the clock has stopped
        spent = perf_counter() - start
        del kept
    finally:
        gc.enable()
    return 1000 * spent


def _nothing() -> None:
    pass
