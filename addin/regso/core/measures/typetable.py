"""The table by områdestyp: counts, values with intervals, differences, and what must be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from regso.core.areas.areatypes import CHALLENGED, NAMES, TOTAL, TYPES, UNKNOWN
from regso.core.measures.aggregate import BLANK, OKAND
from regso.core.measures.rates import check_counts, rate, wilson
from regso.errors import BadValueError, CellError, WorksheetError

if TYPE_CHECKING:
    from regso.core.disclosure.magnitude import Amount

HIDDEN = ".."
SHARE, RATE, MEAN = "andel", "tal", "medel"
MEASURES = (SHARE, RATE, MEAN)
RATE_PER = 1000
PERCENTAGE_POINTS = 100

ROWS: tuple[int | str, ...] = (*TYPES, CHALLENGED, UNKNOWN, TOTAL)
HEADER = ("typ", "benämning", "antal", "nämnare", "värde", "nedre", "övre", "skillnad mot typ 5")
_LEAF_COUNT = 6
_REFERENCE_ROW = ROWS.index(5)

Shown = float | str | CellError


class Denominators(NamedTuple):
    """The denominators of a table.

    Attributes
    ----------
    by_class : list of float, shape (9,), sums per class as `aggregate.sums` gives them
    total : float or None
        A published total that is used instead of the sum of the parts.
    is_public : bool
        Published elsewhere (a reference population): okänd then has no denominator.
    """

    by_class: list[float]
    total: float | None = None
    is_public: bool = False


@dataclass(frozen=True)
class Options:
    """How the table is made."""

    measure: str = SHARE
    level: float = 0.95
    threshold: float | None = None
    key: bytes | None = None

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise BadValueError(
                f'Måttet "{self.measure}" finns inte; ange "andel", "tal" eller "medel".',
            )


def in_rows(by_class: Sequence[float]) -> list[float]:
    """Return sums for the eight rows of the table from sums per class.

    >>> in_rows([7.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.5, 99.0])
    [1.0, 2.0, 3.0, 4.0, 5.0, 3.0, 7.5, 22.5]
    """
    unknown = by_class[OKAND] + by_class[BLANK]
    leaves = [by_class[t] for t in TYPES]
    return [*leaves, by_class[1] + by_class[2], unknown, fsum([*leaves, unknown])]


def type_table(
    numerators: Sequence[float],
    denominators: Denominators | None,
    options: Options,
    amounts: Sequence[Amount] | None = None,
) -> list[list[Shown]]:
    """Return the eight rows of the table, each with the columns of `HEADER`.

    Parameters
    ----------
    numerators : sequence of float, shape (9,)
        Sums per class (see `aggregate`): persons, events or kronor.
    denominators : Denominators or None
        None: the shares of the numerators' own total, without interval.
    options : Options
    amounts : sequence of Amount, shape (8,), or None
        Who contributes to the numerators of a mean, which a threshold then asks.

    Returns
    -------
    Eight rows: types 1–5, 1+2, okänd, totalt. Shares have unit 1, rates are per 1 000, and
    differences of shares are in percentage points. A value that cannot be computed is empty
    where there is nothing to count, and an error value otherwise. Hidden values are "..".
    """
    events = in_rows(numerators)
    trials = _trials(events, denominators)
    measured = [
        _measured(x, n, options, own=denominators is None)
        for x, n in zip(events, trials, strict=True)
    ]
    hidden_events, hidden_trials = hidden_rows(numerators, denominators, options, amounts)
    rows: list[list[Shown]] = []
    for i, kind in enumerate(ROWS):
        hide = hidden_events[i] or hidden_trials[i]
        values: list[Shown] = [HIDDEN] * 3 if hide else list(measured[i])
        difference = _difference(measured[i], measured[_REFERENCE_ROW], options)
        hide_difference = hide or hidden_events[_REFERENCE_ROW] or hidden_trials[_REFERENCE_ROW]
        trial = trials[i]
        rows.append(
            [
                kind if isinstance(kind, str) else float(kind),
                NAMES[kind],
                HIDDEN if hidden_events[i] else events[i],
                HIDDEN if hidden_trials[i] else "" if trial is None else trial,
                *values,
                # Blank says that nobody is there: only where the row itself shows it.
                HIDDEN if hide_difference and (hide or measured[i][0] != "") else difference,
            ]
        )
    return rows


def _trials(events: list[float], denominators: Denominators | None) -> list[float | None]:
    if denominators is None:
        return [events[-1]] * len(ROWS)
    trials: list[float | None] = [*in_rows(denominators.by_class)]
    if denominators.total is not None:
        trials[-1] = denominators.total
    if denominators.is_public:
        trials[ROWS.index(UNKNOWN)] = None
    return trials


def _measured(
    x: float,
    n: float | None,
    options: Options,
    *,
    own: bool,
) -> tuple[Shown, Shown, Shown]:
    if n is None or (x == 0 and n == 0):
        return "", "", ""
    try:
        if options.measure == MEAN:
            check_counts(0, n)
            return x / n, "", ""
        if own:
            check_counts(x, n)
            return (x / n if options.measure == SHARE else RATE_PER * x / n), "", ""
        if options.measure == SHARE:
            return wilson(x, n, options.level)
        return rate(x, n, RATE_PER, options.level)
    except WorksheetError as error:
        return (error.cell(),) * 3


def _difference(
    row: tuple[Shown, Shown, Shown],
    reference: tuple[Shown, Shown, Shown],
    options: Options,
) -> Shown:
    value, base = row[0], reference[0]
    for side in (value, base):
        if isinstance(side, CellError):
            return side
    if isinstance(value, str) or isinstance(base, str):
        return ""
    unit = PERCENTAGE_POINTS if options.measure == SHARE else 1
    return unit * (value - base)  # type: ignore[operator] # both are float here


def hidden_rows(
    numerators: Sequence[float],
    denominators: Denominators | None,
    options: Options,
    amounts: Sequence[Amount] | None = None,
) -> tuple[list[bool], list[bool]]:
    """Return per row whether its numerator and its denominator are hidden.

    Parameters as `type_table`.
    """
    threshold = options.threshold
    if threshold is None:
        return [False] * len(ROWS), [False] * len(ROWS)
    events = in_rows(numerators)
    from regso.core.disclosure.bytype import smallest_safe_pattern  # noqa: PLC0415 - rarely needed

    def alone(counts: Sequence[float]) -> list[bool]:
        return _flags(smallest_safe_pattern(counts, None, threshold, key=options.key).events)

    filled = [0.0 if n is None else n for n in _trials(events, denominators)]
    if denominators is None:
        pattern = smallest_safe_pattern(
            events, None, threshold, shares_of_total=True, key=options.key
        )
        own = _flags(pattern.events)
        return own, [own[-1]] * len(ROWS)
    if options.measure == SHARE:
        pattern = smallest_safe_pattern(
            events,
            filled,
            threshold,
            trials_are_public=denominators.is_public,
            key=options.key,
        )
        return _flags(pattern.events), _flags(pattern.trials)
    persons = [False] * len(ROWS) if denominators.is_public else alone(filled)
    if options.measure == MEAN:  # kronor are no persons, but go with the persons they are for
        return _hidden_kronor(amounts, persons, threshold), persons
    return alone(events), persons


def _hidden_kronor(
    amounts: Sequence[Amount] | None, with_persons: list[bool], threshold: float
) -> list[bool]:
    """Return per row whether its kronor are hidden: with their persons, or for who contributes."""
    if amounts is None:
        return with_persons
    from regso.core.disclosure.magnitude import Rule, hidden_amounts  # noqa: PLC0415

    given = [i for i, hide in enumerate(with_persons) if hide]
    return _flags(hidden_amounts(amounts, Rule(threshold), given))


def _flags(rows: frozenset[int]) -> list[bool]:
    return [i in rows for i in range(len(ROWS))]
