"""What SCB's list of historical changes says about a RegSO."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_RENAMED_ONLY = "namnändrad"
_WATER_ONLY = "territorialvatt"
BORDER_BREAK = "2025-01-01"


def border_changed(changes: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the RegSO codes whose land border changed with RegSO 2025.

    Parameters
    ----------
    changes : iterable of (code_from, code_to, kind, date, ...)
        Rows in the publisher's words; a change of name alone or of territorial water alone
        does not count.

    >>> sorted(border_changed([("1", "2", "Ger del/delar till befintlig", "2025-01-01")]))
    ['1', '2']
    """
    found: set[str] = set()
    for code_from, code_to, kind, date, *_ in changes:
        words = kind.lower()
        if (
            date == BORDER_BREAK
            and not words.startswith(_RENAMED_ONLY)
            and _WATER_ONLY not in words
        ):
            found.update(code for code in (code_from, code_to) if code)
    return frozenset(found)
