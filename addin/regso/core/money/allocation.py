"""A pot of money divided so that the shares sum to it, to the krona.

All arithmetic is on whole numbers, so the result is right for any pot and any weights.
"""

from __future__ import annotations

from collections.abc import Sequence

from regso.core.exact import scaled
from regso.errors import DomainError, EmptyError

LARGEST_POT = 10**15  # cells hold whole kronor exactly up to 15 digits


def allocate(
    pot: float,
    volumes: Sequence[float],
    index: Sequence[float] | None = None,
    base_share: float = 0.0,
    unit: float = 1,
) -> list[float]:
    """Return shares of a pot in whole units that sum to it, by the largest remainder.

    Parameters
    ----------
    pot : float, kronor, a multiple of `unit`, 0 to `LARGEST_POT`
    volumes : sequence of float, shape (n,), such as pupils, >= 0
    index : sequence of float, shape (n,), optional
        Weight per unit of volume, >= 0; 1 when left out.
    base_share : float, in [0, 1]
        The share of the pot that goes by volume alone; the rest goes by volume × index.
    unit : float, kronor, a whole number >= 1

    Returns
    -------
    list of float, shape (n,), kronor. Each is the exact share rounded down or up to the unit:
    up for the largest remainders, and among equal remainders for the earlier rows. So a larger
    exact share never gets less, and a share of 0 gets 0.

    Raises
    ------
    DomainError
        A number is negative, the pot is not a multiple of the unit or is too large, or the
        base share is outside 0–1.
    EmptyError
        Nothing has a weight.

    References
    ----------
    Balinski and Young (2001), Fair Representation, 2nd ed., Brookings, ch. 3 (Hamilton).

    >>> allocate(100, [1, 1, 1])
    [34.0, 33.0, 33.0]
    """
    units, step = _units(pot, unit)
    weights = _weights(volumes, index, base_share)
    total = sum(weights)
    if total == 0:
        raise EmptyError("Ingen rad har någon vikt; ange volym och index större än 0.")
    shares = [divmod(units * weight, total) for weight in weights]
    left = units - sum(whole for whole, _ in shares)
    by_remainder = sorted(range(len(shares)), key=lambda i: -shares[i][1])
    upwards = frozenset(by_remainder[:left])
    return [float((whole + (i in upwards)) * step) for i, (whole, _) in enumerate(shares)]


def _units(pot: float, unit: float) -> tuple[int, int]:
    if unit < 1 or unit != unit // 1:
        raise DomainError(f"Enheten {unit:g} ska vara hela kronor, till exempel 1, 100 eller 1000.")
    if not 0 <= pot <= LARGEST_POT or pot % unit:
        raise DomainError(
            f"Potten {pot:.15g} ska vara minst 0 och en multipel av enheten {unit:g} kr; "
            "avrunda potten eller välj en mindre enhet."
        )
    return int(pot) // int(unit), int(unit)


def _weights(
    volumes: Sequence[float], index: Sequence[float] | None, base_share: float
) -> list[int]:
    """Return whole numbers in exact proportion to the shares."""
    if min((*volumes, *(index or ())), default=0.0) < 0:
        raise DomainError("En volym eller ett index är negativt; ange tal som är minst 0.")
    if not 0 <= base_share <= 1:
        raise DomainError(
            f"Grundandelen {base_share:g} ligger inte mellan 0 och 1; ange till exempel 0,81."
        )
    plain, _ = scaled(volumes)
    if index is None or base_share == 1:
        return plain
    by_index = [v * x for v, x in zip(plain, scaled(index)[0], strict=True)]
    [base, whole], _ = scaled((base_share, 1.0))
    if base == 0:
        return by_index
    plain_sum, index_sum = sum(plain), sum(by_index)
    if index_sum == 0:
        return []
    rest = whole - base
    return [
        base * v * index_sum + rest * w * plain_sum for v, w in zip(plain, by_index, strict=True)
    ]
