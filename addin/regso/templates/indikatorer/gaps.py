"""How type 1 and type 5 differ in each indicator."""

from __future__ import annotations

from regso.templates.indikatorer.counts import COUNTRY, SHEET
from regso.templates.indikatorer.fields import NUMBERS
from regso.templates.indikatorer.names import unit
from regso.templates.indikatorer.single import TABLES
from regso.workbook.addresses import Formula
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid

_PARTS = ("value", "low", "high")


def _compared(number: int, formula: str) -> str:
    """Return a formula of values and limits of type 1 and type 5, blank or hidden as they are."""
    one, five = ({part: TABLES[number][part, kind] for part in _PARTS} for kind in (1, 5))
    cells = ",".join((*one.values(), *five.values()))
    ends = (f'{each["value"]}&""=".."' for each in (one, five))
    hidden = f'IF(OR({",".join(ends)}),"..","")'
    text = formula.format(
        difference=f"({one['value']}-{five['value']})",
        below=f"SQRT(({one['value']}-{one['low']})^2+({five['high']}-{five['value']})^2)",
        above=f"SQRT(({one['high']}-{one['value']})^2+({five['value']}-{five['low']})^2)",
    )
    return f"IF(COUNT({cells})={2 * len(_PARTS)},{unit(number)}*({text}),{hidden})"


def _gap(text: str) -> Formula:
    return lambda row: _compared(int(row.key), text)


# Limits recovered from those of each value, as REGSO_GAP has them (Newcombe 1998, Zou and Donner).
GAPS = Grid(
    SHEET,
    "B",
    COUNTRY.last + 4,
    (
        Given("number", "indikator", values=lambda key: key),
        Col("difference", "skillnad", formula=_gap("{difference}")),
        Col("low", "nedre", formula=_gap("{difference}-{below}")),
        Col("high", "övre", formula=_gap("{difference}+{above}")),
    ),
    NUMBERS,
)
