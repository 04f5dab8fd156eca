"""The table of what a bad row does in each function that takes numbers beside each other.

Every cell of it is found by calling the function with such a row, and without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from regso.errors import CellError
from regso.functions import Cell, Rows, call
from regso.store import EXAMPLE, Reference, using

Columns = dict[str, list[Cell]]

KINDS = (
    "tom rad",
    "halvfylld rad",
    "negativt antal",
    "negativt belopp",
    "del större än helhet",
    "text",
)
LEFT_OUT = "utelämnas, rubriken säger hur många"
IGNORED = "finns inte"
COUNTED = "räknas"
THIS_ROW = "{} på raden"


class Probe(NamedTuple):
    """A function with good rows, and what its columns of numbers are.

    Attributes
    ----------
    family : str
        The functions of a family answer alike.
    name : str
    labels : columns that tell of each row what it is, such as codes
    numbers : columns of numbers, by name
    single : more arguments, by their place among all
    merged : whether the numbers are one range
    part : the columns (part, whole) of which the first may not be the larger
    amounts : the columns that may be negative
    """

    family: str
    name: str
    labels: tuple[list[Cell], ...]
    numbers: Columns
    single: tuple[tuple[int, Cell], ...] = ()
    merged: bool = False
    part: tuple[str, str] | None = None
    amounts: tuple[str, ...] = ()

    def run(self, numbers: Columns, rows: slice = slice(None)) -> Rows:
        """Return what the function gives for some of the rows."""
        columns = [column[rows] for column in numbers.values()]
        shown = [[*row] for row in zip(*columns, strict=True)]
        ranges = [shown] if self.merged else [[[c] for c in column] for column in columns]
        arguments: list[object] = [[[c] for c in label[rows]] for label in self.labels]
        arguments += ranges
        for place, cell in self.single:
            arguments.insert(place, cell)
        return call(self.name, arguments)

    def with_last(self, **cells: Cell) -> Columns:
        """Return the columns with other cells in the last row."""
        return {
            name: [*column[:-1], cells.get(name, column[-1])]
            for name, column in self.numbers.items()
        }


_CODES: list[Cell] = [1, 5, 1, 5]
_AREAS: list[Cell] = ["9901R001", "9901R004", "9901R001", "9901R004"]
_PAIR: Columns = {"taljare": [10, 20, 5, 6], "namnare": [100, 200, 50, 60]}
_GROUP: Columns = {"grupp": [10, 40, 5, 6], "total": [100, 200, 50, 60]}
_TABLE, _SINGLE, _PER_ROW = "tabell", "enstaka värde", "per rad"
_SHARE = ("taljare", "namnare")
PROBES = (
    Probe(_TABLE, "REGSO_TABELL", (_CODES,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_GAP", (_CODES,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_TRAFF", (_CODES,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_FORKLARING", (_CODES,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_OKANDGRANS", (_CODES,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_DEKOMP", (_AREAS, [2022, 2022, 2023, 2023]), _PAIR,
          ((4, 2022), (5, 2023)), part=_SHARE),
    Probe(_TABLE, "REGSO_STABILITET", (_AREAS,), {"personer": [10, 20, 5, 6]},
          ((1, 2022), (2, 2023))),
    Probe(_TABLE, "REGSO_SPRIDNING", (_CODES,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_TREND", (_CODES, [2020, 2020, 2021, 2021]), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_OMRADEN", (_AREAS,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_JAMFOR", (_CODES,), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_ENKAT", (_CODES,), {"svar": [1, 0, 1, 0], "vikt": [10, 20, 5, 6]}),
    Probe(_TABLE, "REGSO_UTVECKLING", (_CODES, [2022] * 4), _PAIR, part=_SHARE),
    Probe(_TABLE, "REGSO_KORS", (_CODES, ["a", "b", "a", "b"]), {"varden": [10, 20, 5, 6]}),
    Probe(_SINGLE, "REGSO_SUMMA", (_CODES,), {"varden": [10, 20, 5, 6]}, amounts=("varden",)),
    Probe(
        _SINGLE, "REGSO_PERCENTIL", (_CODES,), {"varden": [10, 20, 5, 6]}, ((2, 0.5),),
        amounts=("varden",),
    ),
    Probe(
        _SINGLE, "REGSO_MEDEL", (_CODES,), {"varden": [10, 20, 5, 6], "vikter": [9, 8, 7, 6]},
        ((2, "alla"),), amounts=("varden",),
    ),
    Probe(_SINGLE, "REGSO_STANDARD", (), {"antal": [10, 20, 5, 6], "befolkning": [100, 200, 50, 60],
                                          "standard": [9, 8, 7, 6]}),
    Probe(_SINGLE, "REGSO_SMR", (), {"antal": [10, 20, 5, 6], "befolkning": [100, 200, 50, 60],
                                     "ref_antal": [90, 80, 70, 60],
                                     "ref_befolkning": [900, 800, 700, 600]}),
    Probe(_SINGLE, "REGSO_SII", (), {"varde": [70, 60, 55, 50], "befolkning": [100, 200, 50, 60]},
          amounts=("varde",)),
    Probe(_SINGLE, "REGSO_OLIKHET", (), {"a": [10, 40, 5, 6], "b": [100, 200, 50, 60]}),
    Probe(_SINGLE, "REGSO_SEGINDEX", (), _GROUP, part=("grupp", "total")),
    Probe(_SINGLE, "REGSO_ISOLERING", (), _GROUP, part=("grupp", "total")),
    Probe(_SINGLE, "REGSO_EXPONERING", (), {"a": [10, 40, 5, 6], "b": [20, 30, 5, 6],
                                            "total": [100, 200, 50, 60]}, part=("a", "total")),
    Probe(_SINGLE, "REGSO_GINI", (), _GROUP, part=("grupp", "total")),
    Probe(_SINGLE, "REGSO_ENTROPI", (), {"a": [10, 40, 5, 6], "b": [20, 30, 5, 6]}, merged=True),
    Probe(_SINGLE, "REGSO_LOKALKVOT", (), {"x": [10, 40, 5, 6], "n": [100, 200, 50, 60]}),
    Probe(_SINGLE, "REGSO_GRANSER", (), {"index": [10, 40, 5, 6], "vikter": [9, 8, 7, 6]}),
    Probe(_SINGLE, "REGSO_FORDELA", (), {"volym": [10, 40, 5, 6], "index": [9, 8, 7, 6]},
          ((0, 1000),)),
    Probe(_PER_ROW, "REGSO_BERAKNA_INDEX", (), {"v1": [10, 40, 5, 6], "v2": [20, 30, 5, 6],
                                                "v3": [9, 8, 7, 6]}),
    Probe(_PER_ROW, "REGSO_ANDEL", (), {"x": [10, 40, 5, 6], "n": [100, 200, 50, 60]},
          part=("x", "n")),
    Probe(_PER_ROW, "REGSO_UTJAMNAD", (), _PAIR, part=_SHARE),
    Probe(_PER_ROW, "REGSO_TAL", (), {"x": [10, 40, 5, 6], "n": [100, 200, 50, 60]}),
    Probe(_PER_ROW, "REGSO_KVOT", (), {"x1": [10, 40, 5, 6], "n1": [100, 200, 50, 60],
                                       "x2": [10, 40, 5, 6], "n2": [100, 200, 50, 60]}),
)  # fmt: skip


def outcome(probe: Probe, kind: str) -> str:
    """Return what a bad last row does in a function, in words; "–" where there is no such row."""
    bad = _bad(probe, kind)
    if bad is None:
        return "–"
    with using(Reference(EXAMPLE)):
        good, found = probe.run(probe.numbers, slice(-1)), probe.run(bad)
    if isinstance(found[0][0], CellError) and len(found) == 1:
        return found[0][0].code
    if probe.family == _PER_ROW or len(found) > len(good):
        last = found[-1][0]
        if isinstance(last, CellError):
            return THIS_ROW.format(last.code)
        return IGNORED if last == "" else COUNTED
    if found == good:
        return IGNORED
    header, *body = found
    return LEFT_OUT if body == good[1:] and "utelämnad" in str(header) else COUNTED


def _bad(probe: Probe, kind: str) -> Columns | None:
    """Return the columns with a bad last row, if such a row can be."""
    names = list(probe.numbers)
    counts = [name for name in names if name not in probe.amounts]
    bad: dict[str, Callable[[], dict[str, Cell] | None]] = {
        "tom rad": lambda: dict.fromkeys(names),
        "halvfylld rad": lambda: {names[-1]: None} if len(names) > 1 else None,
        "negativt antal": lambda: {counts[-1]: -1} if counts else None,
        "negativt belopp": lambda: {probe.amounts[0]: -1} if probe.amounts else None,
        "del större än helhet": lambda: (
            {probe.part[0]: 7, probe.part[1]: 6} if probe.part else None
        ),
        "text": lambda: {names[0]: "fem"},
    }
    cells = bad[kind]()
    return None if cells is None else probe.with_last(**cells)


def rows_markdown() -> str:
    """Return the table of functions and kinds of bad rows."""
    lines = [f"| funktion | {' | '.join(KINDS)} |", "|---|" + "---|" * len(KINDS)]
    for probe in PROBES:
        cells = " | ".join(outcome(probe, kind) for kind in KINDS)
        lines.append(f"| `{probe.name}` | {cells} |")
    return "\n".join(lines)
