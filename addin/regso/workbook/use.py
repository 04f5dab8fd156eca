"""What a sheet is for: one fact of each sheet, stored in the file.

The fact is a name that is local to the sheet, because such a name stays with the sheet when it is
renamed, and when Excel or Calc saves the file. Everything that prints, publishes or reports asks
`regso.render.uses` for it.
"""

from __future__ import annotations

from typing import Final, Literal

Use = Literal["result", "check", "work", "input", "help"]

NAME: Final = "bladtyp"
# Two more of that kind, of a sheet with a table: the start of one that says what a column is that
# data lack, and one that says which columns they must have.
ABSENT: Final = "saknad_"
REQUIRED: Final = "obligatoriska"
# Users see the words in Excel's name manager.
WORDS: Final[dict[Use, str]] = {
    "result": "resultat",  # printed, published, read by the report
    "check": "kontroll",  # printed
    "work": "arbete",  # true counts, or a row per person or unit
    "input": "indata",
    "help": "hjälp",
}
