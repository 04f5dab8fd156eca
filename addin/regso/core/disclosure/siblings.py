"""A table that is one of several of the same form: one for each unit, and one for all of them.

What such a table hides is settled for all of them together (`joint.units`), because who subtracts
the shown from the sum knows the hidden. Who makes the tables says so with `settling`; what hides
counts asks `settled`, or refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias

from regso.errors import DomainError

if TYPE_CHECKING:
    from regso.core.disclosure.counts import Cell
    from regso.core.disclosure.problem import Problem

Own: TypeAlias = "Callable[[], frozenset[Cell] | None]"
Settle: TypeAlias = "Callable[[Problem, Own], frozenset[Cell] | None]"

_settle: ContextVar[Settle | None] = ContextVar("settle", default=None)


@contextmanager
def settling(settle: Settle) -> Iterator[None]:
    """Let what every table hides be settled by `settle` meanwhile."""
    token = _settle.set(settle)
    try:
        yield
    finally:
        _settle.reset(token)


def are_settled() -> bool:
    """Tell whether tables are settled together with those of other units."""
    return _settle.get() is not None


def settled(problem: Problem, own: Own) -> frozenset[Cell] | None:
    """Return the cells that a table hides: its own choice, or what is settled for all units.

    None where no pattern is safe.
    """
    settle = _settle.get()
    return own() if settle is None else settle(problem, own)


def refuse(what: str) -> None:
    """Raise DomainError if tables are settled together, which `what` cannot be."""
    if are_settled():
        raise DomainError(
            f"{what} går inte att skydda tillsammans med andra enheters; publicera en enhet i "
            "taget av register som inte delar personer, eller utan --per."
        )
