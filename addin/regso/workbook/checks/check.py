"""A row of the check panel on Start."""

from __future__ import annotations

from typing import NamedTuple

# What a check says that fails because another one does.
ANOTHER = "Fel: kan inte räknas. Börja med de andra kontrollerna."


class Check(NamedTuple):
    """A row of the check panel; `{value}` in the status is the cell of the value."""

    label: str
    value: str
    status: str
    if_error: str = ANOTHER
    height: float = 26  # of its row

    def verdict(self, cell: str) -> str:
        """Return the formula of the verdict on the value in a cell."""
        status = self.status.replace("{value}", cell)
        return f'IF(ISERROR({cell}),"{self.if_error}",{status})'
