"""Calculating one of several workbooks of the same template, whose tables are settled together.

Each call of our functions says where its formula stands, so that the table that a formula makes in
one unit's workbook is known in the others'.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from regso.core.disclosure import siblings
from regso.core.disclosure.counts import Cell
from regso.core.disclosure.joint.units import Posed, hidden_in_units, posed
from regso.core.disclosure.problem import Problem
from regso.errors import BadValueError, DomainError, FileError
from regso.indata import Cell as Value
from regso.render.engine import Function

Asked = Mapping[str, Sequence[Posed]]
"""What the tables of each formula, by its place, must not reveal, in the order they were made."""
Settled = Mapping[str, Sequence[frozenset[Cell]]]


class Placed:
    """Our functions as the workbook of one unit calls them, with the place of the formula first.

    Parameters
    ----------
    functions : mapping
        The functions by name, without the place.
    settled : mapping or None
        What each formula's tables hide; None lets each table hide what it would by itself.
    """

    def __init__(self, functions: Mapping[str, Function], settled: Settled | None = None) -> None:
        self.asked: dict[str, list[Posed]] = {}
        self.functions = {name: partial(self._call, f) for name, f in functions.items()}
        self._settled = settled

    def _call(self, function: Function, place: str, *arguments: Value) -> list[list[Value]]:
        with siblings.settling(partial(self._settle, place)):
            return function(*arguments)

    def _settle(
        self, place: str, problem: Problem, own: Callable[[], frozenset[Cell] | None]
    ) -> frozenset[Cell] | None:
        made = self.asked.setdefault(place, [])
        if self._settled is None:
            made.append(posed(problem, own()))
            return made[-1].hidden
        known = self._settled.get(place, ())
        if len(made) >= len(known):
            raise DomainError(f"Formeln i {place} räknas inte lika varje gång; gör om mallen.")
        made.append(posed(problem, known[len(made)]))
        return made[-1].hidden


def settled(asked: Sequence[tuple[str, Asked]]) -> list[Settled]:
    """Return what the tables of each workbook hide.

    Parameters
    ----------
    asked : sequence of (name, Asked)
        Of every unit, and last of all of them together.

    Raises
    ------
    FileError
        A formula makes a table in one workbook and not in another, or the tables of a formula
        cannot be protected together.
    """
    found: list[dict[str, list[frozenset[Cell]]]] = [{} for _ in asked]
    for place in sorted({place for _, tables in asked for place in tables}):
        made = [tables.get(place, ()) for _, tables in asked]
        most = max(map(len, made))
        lacking = [
            name for (name, _), tables in zip(asked, made, strict=True) if len(tables) < most
        ]
        if lacking:
            raise FileError(
                f"Tabellen i {place} görs inte för {lacking[0]}, så tabellerna går inte att skydda "
                "tillsammans; publicera utan --per, eller utelämna den enhetens rader."
            )
        for tables in zip(*made, strict=True):
            try:
                patterns = hidden_in_units(tables[:-1], tables[-1])
            except (BadValueError, DomainError) as error:
                raise FileError(f"Tabellen i {place}: {error}") from error
            for own, pattern in zip(found, patterns, strict=True):
                own.setdefault(place, []).append(pattern)
    return [*found]
