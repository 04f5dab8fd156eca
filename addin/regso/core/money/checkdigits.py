"""The check digit of identifiers (ISO/IEC 7812-1, annex B), also known as Luhn's."""

from __future__ import annotations


def checksum(digits: str) -> int:
    """Return the sum whose last digit is 0: every second digit from the right is doubled.

    >>> checksum("2021000837") % 10
    0
    """
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return sum(map(int, digits[::-2])) + sum(doubled)
