"""Which rows are hidden where a value per row tells a row's share of a column of counts."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from regso.errors import BadValueError
from regso.functions.arguments.ranges import Numbers
from regso.functions.secret.key import key_if_any


def hidden_rows(numbers: Numbers, threshold: float | None) -> set[int]:
    """Return the rows that REGSO_SEKRETESS hides in a column with its sum; all if it is the sum.

    Shares add up to 1, so that they tell the sum of what is hidden, and with one count the whole.
    """
    if threshold is None:
        return set()
    from regso.core.disclosure.margins import Sums  # noqa: PLC0415 - only with a threshold
    from regso.core.disclosure.protection import Policy  # noqa: PLC0415
    from regso.core.disclosure.suppression import hidden_cells  # noqa: PLC0415

    counts = [value or 0.0 for value in numbers.values]
    refuse_parts([counts])
    total = len(counts)
    table = [[int(count)] for count in (*counts, fsum(counts))]
    policy = Policy(int(threshold), key=key_if_any(), guard_loners=True)
    hidden = hidden_cells(table, Sums({total: tuple(range(total))}), Sums({}), policy)
    return set(range(total)) if total in hidden else set(hidden)


def refuse_parts(columns: Sequence[Sequence[float]]) -> None:
    """Raise BadValueError if a count is not whole."""
    if any(count != count // 1 for column in columns for count in column):
        raise BadValueError("Med en tröskel ska antalen vara hela tal; kontrollera områdena.")
