"""The columns of a source, and what each holds, whichever engine reads it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from regso.errors import FileError
from regso.indata import header_key

WHOLE, EXACT, FLOAT, TEXT, BIT, DAY, OTHER = (
    "heltal", "decimaltal", "flyttal", "text", "ja eller nej", "datum", "annat"
)  # fmt: skip
NUMBERS: Final = frozenset((WHOLE, EXACT, FLOAT))
_SHOWN = 12


@dataclass(frozen=True)
class Columns:
    """What a source holds.

    Attributes
    ----------
    source : str
        What it is called in messages.
    kinds : mapping
        Column to what it holds.
    swedish : bool
        Whether its texts may have decimal comma.
    """

    source: str
    kinds: Mapping[str, str]
    swedish: bool = False

    def named(self, header: str) -> str:
        """Return the column with a header, whatever its case and blanks.

        Raises
        ------
        FileError
            There is none, or there are two.
        """
        if header in self.kinds:
            return header
        found = [name for name in self.kinds if header_key(name) == header_key(header)]
        if len(found) == 1:
            return found[0]
        if found:
            raise FileError(
                f"Kolumnerna {' och '.join(found)} i {self.source} heter nästan lika; skriv "
                f'"{header}" precis som i källan.',
            )
        raise FileError(
            f'Kolumnen "{header}" finns inte i {self.source}; {self._nearest(header)}där finns '
            f"{', '.join([*self.kinds][:_SHOWN])}{' med flera' * (len(self.kinds) > _SHOWN)}.",
        )

    def _nearest(self, header: str) -> str:
        near = difflib.get_close_matches(header, [*self.kinds], 1)
        return f"menade ni {near[0]}? " if near else ""
