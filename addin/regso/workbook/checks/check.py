"""A row of the check panel on Start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# What a check says that fails because another one does.
ANOTHER = "Fel: kan inte räknas. Börja med de andra kontrollerna."


class Check(NamedTuple):
    """A row of the check panel.

    `{value}` in the status is the cell of the value; `{edits}` in the value is a number that is
    counted anew at every edit of what the user fills in, so that the value is asked for again.
    """

    label: str
    value: str
    status: str
    if_error: str = ANOTHER
    height: float = 26  # of its row

    def asked(self, fields: Sequence[str]) -> str:
        """Return the formula of the value; `fields` are the references that the user fills in."""
        return self.value.replace("{edits}", f"COUNTA({','.join(fields)})" if fields else "0")

    def verdict(self, cell: str) -> str:
        """Return the formula of the verdict on the value in a cell."""
        status = self.status.replace("{value}", cell)
        return f'IF(ISERROR({cell}),"{self.if_error}",{status})'
