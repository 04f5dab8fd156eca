"""What the tables of the sheet Beräkning share: rows, columns, and sums of the register."""

from __future__ import annotations

from regso.core.areas.areatypes import TOTAL, UNKNOWN
from regso.core.measures.typetable import ROWS
from regso.workbook.addresses import Formula, Key
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Spill

SHEET = "Beräkning"
BOTH, WOMEN, MEN = SEXES = ("båda", "kvinnor", "män")
KINDS = tuple(kind for kind in ROWS if kind != UNKNOWN)  # the rows of the result
WIDTH = 10.5  # of a column of numbers


def _name(kind: Key) -> Key:
    return kind if kind == TOTAL else f"typ {kind}"


KIND = Given("kind", "områdestyp", 24, values=_name)
SPILLED = (Col("kind", width=KIND.width), Col("label", width=WIDTH))  # what REGSO_KORS begins with


def count(name: str, title: str, formula: Formula = "") -> Col:
    """Return a column of counts."""
    return Col(name, title, WIDTH, formula, "cell_count")


def with_limits(name: str, title: str, number_format: str) -> tuple[Col, ...]:
    """Return the columns of a value and its limits, which a spill fills."""
    titles = {name: title, f"{name}_low": "nedre", f"{name}_high": "övre"}
    look = {"num_format": number_format}
    return tuple(
        Col(each, text, WIDTH, style="cell_rate", look=look) for each, text in titles.items()
    )


def by_category(category: str, values: str, wanted: str) -> Spill:
    """Return the spill of the sums of values by type and category, from the column typ on.

    Every category is counted in one reading of the register.
    """
    call = f"REGSO_KORS(Indata[kod],Indata[{category}],{values},ar,,{wanted})"
    return Spill("kind", "total", call, gives_header=True)


def sound(total: str, cells: str) -> str:
    """Return cells, or the error of their total: Calc cannot pass errors inside a range."""
    return f"IF(ISERROR({total}),{total},{cells})"
