"""What a threshold withholds: by the table of the types, and by the counts of single areas."""

from __future__ import annotations

from collections.abc import Iterable

from regso.core.disclosure.joint.nested import is_small
from regso.core.disclosure.siblings import are_settled
from regso.core.measures.typetable import ROWS, SHARE, Options, hidden_rows
from regso.functions.arguments.ranges import require_whole
from regso.functions.question.byarea import ByArea
from regso.functions.register import Register, RegisterSums
from regso.functions.secret.key import key_for


def refuse_parts_of_persons(register: Register, threshold: float | None) -> None:
    """Raise if there is a threshold and a number that is no number of persons.

    Raises
    ------
    DomainError
        A number is not whole; the message names the row.
    """
    if threshold is not None:
        require_whole(register.values or (), "taljare")
        require_whole(register.denominators or (), "namnare")


def hidden_in_table(found: ByArea, level: float, threshold: float | None) -> set[int | str]:
    """Return the rows of REGSO_TABELL that hide their count or their denominator."""
    return hidden_in_sums(found.sums, threshold, level)


def hidden_in_sums(
    sums: RegisterSums, threshold: float | None, level: float = 0.95, measure: str = SHARE
) -> set[int | str]:
    """Return the rows of the table of some sums that hide their count or their denominator."""
    options = Options(measure, level, threshold, key=key_for(threshold))
    flags = hidden_rows(sums.values, sums.denominators, options)
    return {kind for kind, *hide in zip(ROWS, *flags, strict=True) if any(hide)}


def has_few(pairs: Iterable[tuple[float, float]], threshold: float | None) -> bool:
    """Tell whether some cases, or some of the other persons, are too few to be shown.

    So are all where tables are settled together with those of other units, which say more.
    """
    if threshold is None:
        return False
    return are_settled() or any(is_small(pair, threshold) for pair in pairs)
