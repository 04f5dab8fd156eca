"""What the tables of the sheet Beräkning share: rows, columns, and sums of the register by type."""

from __future__ import annotations

from regso.core.areas.areatypes import ALL, TOTAL, UNKNOWN
from regso.core.measures.typetable import ROWS
from regso.workbook.addresses import Formula, Key
from regso.workbook.columns import Col, Given

SHEET = "Beräkning"
BOTH, WOMEN, MEN = SEXES = ("båda", "kvinnor", "män")
KINDS = tuple(kind for kind in ROWS if kind != UNKNOWN)  # the rows of the result
WIDTH = 10.5  # of a column of numbers


def _name(kind: Key) -> Key:
    return kind if kind == TOTAL else f"typ {kind}"


KIND = Given("kind", "områdestyp", 24, values=_name)


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


def summed(values: str, kind: Key) -> str:
    """Return the formula of the sum of values over the rows of a kind."""
    name = ALL if kind == TOTAL else kind
    argument = name if isinstance(name, int) else f'"{name}"'
    return f"REGSO_SUMMA(Indata[kod],{values},{argument},ar)"


def sound(total: str, cells: str) -> str:
    """Return cells, or the error of their total: Calc cannot pass errors inside a range."""
    return f"IF(ISERROR({total}),{total},{cells})"
