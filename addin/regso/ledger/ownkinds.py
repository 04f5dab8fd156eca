"""The agency's own kinds of cost: those that have a row in the workbook, and new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from regso.errors import FileError
from regso.ledger.cells import Cells
from regso.templates.uppdraget.kinds import KINDS, OWN
from regso.templates.uppdraget.ledger.sheets import NOT_TAKEN

_AS_NEAR = 0.8  # of difflib: a slip of the pen is as near


@dataclass
class OwnKinds:
    """What a kind of cost may be called.

    Attributes
    ----------
    rows : dict of str to str
        The input of each row of own kinds, and the kind that has it; empty where none has.
    added : dict of str to str
        Those of them that this reading fills in.
    """

    rows: dict[str, str]
    added: dict[str, str] = field(default_factory=dict)

    @property
    def known(self) -> tuple[str, ...]:
        """Every kind there is, and that a row is not taken."""
        return (*KINDS, *filter(None, self.rows.values()), NOT_TAKEN)

    def spelled(self, text: str) -> str:
        """Return a kind as it is spelled in the workbook; empty if it is not known."""
        return next((kind for kind in self.known if kind.casefold() == text.casefold()), "")

    def near(self, text: str) -> str:
        """Return the template's kind that a text is probably meant to be; empty if it is none."""
        return "".join(get_close_matches(text, (*KINDS, NOT_TAKEN), 1, _AS_NEAR))

    def add(self, kind: str) -> None:
        """Give a new kind a row.

        Raises
        ------
        FileError
            Every row is taken.
        """
        free = next((name for name, taken in self.rows.items() if not taken), None)
        if free is None:
            raise FileError(
                f"Arbetsboken rymmer {len(self.rows)} egna kostnadsslag, så {kind} får ingen rad; "
                "ge flera konton samma kostnadsslag på bladet Kontering, eller ta bort ett namn "
                "som inte längre används på bladet Budget.",
            )
        self.rows[free] = self.added[free] = kind


def in_workbook(book: Cells, settings: Mapping[str, str]) -> OwnKinds:
    """Return the own kinds that a workbook has rows for; one from an older version has fewer."""
    rows = [name for name in OWN if book.has(name)]
    return OwnKinds({name: _text(book.named(name, settings)) for name in rows})


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
