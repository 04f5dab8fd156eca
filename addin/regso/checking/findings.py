"""Sentences about a register: what was done, what to look at and what is wrong, on which rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

FAILED, LOOK, DONE = "Fel", "Granska", "Gjort"
_ORDER: Final = (FAILED, LOOK, DONE)
_SHOWN = 10


class Finding(NamedTuple):
    """A sentence about some rows; `level` is FAILED, LOOK or DONE."""

    level: str
    text: str
    rows: Sequence[int] = ()

    @property
    def sentence(self) -> str:
        """The sentence with its level first and its rows last."""
        rows = f" ({row_list(self.rows)})" if self.rows else ""
        return f"{self.level}: {self.text}{rows}."


def failures_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with what is wrong first, and else in their order."""
    return sorted(findings, key=lambda finding: _ORDER.index(finding.level))


def row_list(rows: Sequence[int]) -> str:
    """Return rows in words.

    >>> row_list([4]), row_list([4, 5, 6, 9])
    ('rad 4', 'rad 4–6 och 9')
    """
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], row]
        else:
            runs.append([row])
    texts = ["–".join(map(str, run)) for run in runs[:_SHOWN]]
    more = len(rows) - sum(run[-1] - run[0] + 1 for run in runs[:_SHOWN])
    if more:
        return f"rad {', '.join(texts)} och {more} rader till"
    return f"rad {listed(texts)}"


def listed(texts: Sequence[str]) -> str:
    """Return texts with commas and "och" between.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b och c')
    """
    return " och ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


def counted(number: int, one: str, many: str) -> str:
    r"""Return a number of things in words.

    >>> counted(1, "rad", "rader"), counted(1200, "rad", "rader")
    ('1 rad', '1\xa0200 rader')
    """
    return f"{number:,} {one if number == 1 else many}".replace(",", "\u00a0")
