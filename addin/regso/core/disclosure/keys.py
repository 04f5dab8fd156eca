"""Draws from a secret key: the same for the same place, and unknown without the key.

References
----------
RFC 2104 (1997), HMAC.
"""

from __future__ import annotations

from collections.abc import Mapping

DRAW_BITS = 128
_PRICES = 1000


class Secret(bytes):
    """A key that does not show itself in what is printed or logged."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return what says that there is a key, and nothing of it."""
        return "Secret(...)"


def draw(key: bytes, *parts: object) -> int:
    """Return a number from 0 to 2**128 - 1 that is even over its range for who lacks the key.

    Parameters
    ----------
    key : bytes
        The secret of the agency.
    parts : what the number belongs to; other parts, or the same in another order, give another
    """
    import hashlib  # noqa: PLC0415 - slow to import, and few have a key
    import hmac  # noqa: PLC0415

    message = "\x1f".join(map(repr, parts)).encode()
    return int.from_bytes(hmac.new(key, message, hashlib.sha256).digest()[: DRAW_BITS // 8], "big")


def drawn_prices(
    key: bytes | None, persons: Mapping[int, float], *, by_value: bool = False
) -> dict[int, float]:
    """Return what hiding each count costs where nothing that comes before decides.

    Without a key that is the persons in it. But then a reader who knows the method also knows
    that no smaller count could have been hidden instead. With a key the place of the count
    decides, the same in every table of that shape, so that the choice says nothing of counts;
    by value it only makes the persons up to half as many more or fewer.
    """
    if key is None:
        return dict(persons)
    prices = {cell: 1 + draw(key, "price", cell) % _PRICES for cell in persons}
    if by_value:
        return {c: int(persons[c] * (_PRICES + 2 * p)) // (2 * _PRICES) for c, p in prices.items()}
    return dict(prices)
