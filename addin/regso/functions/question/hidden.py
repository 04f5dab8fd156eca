"""What a threshold withholds: by the table of the types, and by the counts of single areas."""

from __future__ import annotations

from collections.abc import Iterable

from regso.core.measures.typetable import ROWS, SHARE, Options, hidden_rows
from regso.functions.arguments.ranges import require_whole
from regso.functions.question.byarea import ByArea
from regso.functions.secret.key import key_for


def refuse_parts_of_persons(found: ByArea, threshold: float | None) -> None:
    """Raise if there is a threshold and a number that is no number of persons.

    Raises
    ------
    DomainError
        A number is not whole; the message names the row.
    """
    if threshold is not None:
        require_whole(found.register.values or (), "taljare")
        require_whole(found.register.denominators or (), "namnare")


def hidden_in_table(found: ByArea, level: float, threshold: float | None) -> set[int | str]:
    """Return the rows of REGSO_TABELL that hide their count or their denominator."""
    options = Options(SHARE, level, threshold, key=key_for(threshold))
    flags = hidden_rows(found.sums.values, found.sums.denominators, options)
    return {kind for kind, *hide in zip(ROWS, *flags, strict=True) if any(hide)}


def has_few(pairs: Iterable[tuple[float, float]], threshold: float | None) -> bool:
    """Tell whether some cases, or some of the other persons, are too few to be shown."""
    if threshold is None:
        return False
    return any(0 < x < threshold or 0 < n - x < threshold for x, n in pairs)
