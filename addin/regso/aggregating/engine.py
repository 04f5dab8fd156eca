"""What engines have in common: a statement is run beside, so that one may watch and stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final, Protocol

from regso.aggregating.columns import Columns
from regso.aggregating.sql import Dialect, Expr, Statement
from regso.errors import FileError

Rows = list[tuple[Any, ...]]
Watch = Callable[[float], None]
MOST_GROUPS: Final = 5_000_000
_MOMENT: Final = 0.1  # seconds


class Engine(Protocol):
    """What reads a source and groups it.

    Attributes
    ----------
    dialect : Dialect
    columns : Columns
    source : Expr
        The table, or the function that reads files.
    """

    dialect: Dialect
    columns: Columns
    source: Expr

    def rows(self, statement: Statement) -> Rows:
        """Return what a statement answers."""

    def plan(self, statement: Statement) -> str:
        """Return how the statement would be run, in the engine's own words."""

    def progress(self) -> float:
        """Return how much is done, 0–1; less than 0 where it is not known."""

    def facts(self) -> dict[str, str]:
        """Return what the engine knows of where the rows come from."""

    def close(self) -> None:
        """Let go of the source."""


def run(engine: Engine, statement: Statement, watch: Watch | None = None) -> Rows:
    """Return what a statement answers, and tell meanwhile how far it has come.

    The statement has a thread of its own: a signal that stops the command is then taken at once,
    and not when the statement is done.
    """
    answer: list[Rows] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            answer.append(engine.rows(statement))
        except BaseException as error:  # noqa: BLE001 - raised again below
            failure.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_MOMENT)
        if watch is not None:
            watch(engine.progress())
    if failure:
        raise failure[0]
    return answer[0]


def refuse_too_many(rows: Rows) -> None:
    """Raise FileError if there are more groups than a result may have."""
    if len(rows) > MOST_GROUPS:
        raise FileError(
            f"Grupperna är fler än {MOST_GROUPS // 1_000_000} miljoner; utelämna en --group, eller "
            "ta en del av raderna med --where.",
        )
