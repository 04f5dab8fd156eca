"""Whether a share is reliable enough to be read by itself."""

from __future__ import annotations

from typing import Final

from regso.core.measures.rates import wilson

FEW_PERSONS: Final = 30
_NARROW, _WIDE = 0.05, 0.30  # of the interval, as a share
_RELATIVE = 1.3  # of the share


def is_reliable(events: float, trials: float, level: float = 0.95) -> bool:
    """Tell whether a share is reliable: enough persons, and an interval that is not too wide.

    It has at least 30 persons, and an interval that is at most 5 percentage points wide, or under
    30 percentage points and at most 1.3 times the share.

    Parameters
    ----------
    events, trials : float, counts
        ``0 <= events <= trials``, ``trials > 0``.
    level : float, in (0, 1)
        Of the interval, which is Wilson's.

    Raises
    ------
    DomainError
        They are no share.

    References
    ----------
    Parker et al. (2017), National Center for Health Statistics Data Presentation Standards for
    Proportions, Vital and Health Statistics 2(175); the limits are theirs, with the interval of
    Clopper and Pearson.

    >>> is_reliable(20, 400), is_reliable(5, 1000), is_reliable(6, 400)
    (True, True, True)
    >>> is_reliable(12, 25), is_reliable(6, 100)
    (False, False)
    """
    share, low, high = wilson(events, trials, level)
    width = high - low
    if trials < FEW_PERSONS or width >= _WIDE:
        return False
    return width <= _NARROW or width <= _RELATIVE * share
