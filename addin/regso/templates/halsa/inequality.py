"""The indices of inequality over the types 1–5 on Beräkning, crude and standardised."""

from __future__ import annotations

from regso.core.areas.areatypes import TYPES
from regso.templates.halsa.results import RESULTS
from regso.templates.halsa.sums import SHEET, with_limits
from regso.workbook.addresses import Row
from regso.workbook.columns import Given
from regso.workbook.grid import Grid, RowSpill
from regso.workbook.typegrid import of_types

ABSOLUTE, RELATIVE = "SII", "RII"
_INDEX = "0.000"


def _index(rate: str, error: str) -> RowSpill:
    """Return the spill of an index of a rate, with its limits."""
    value, persons, errors = (of_types(RESULTS, name) for name in (rate, "persons", error))
    # A type without events has a rate without error, which no interval can rest on.
    sure = f'IF(COUNTIF({errors},0)>0,"",{errors})'

    def missing(row: Row) -> str:
        if row.key == ABSOLUTE:
            return f"COUNT({value})<{len(TYPES)}"
        # The line passes the mean at the middle: one that is twice as steep ends below 0.
        slope = row.grid[rate, ABSOLUTE]
        mean = f"SUMPRODUCT({value},{persons})/SUM({persons})"
        return f"IF(ISNUMBER({slope}),ABS({slope})>=2*{mean},TRUE)"

    def formula(row: Row) -> str:
        measure = str(row.key).lower()
        return f'IF({missing(row)},"",REGSO_SII({value},{persons},{sure},"{measure}"))'

    return RowSpill(rate, f"{rate}_high", formula)


INEQUALITY = Grid(
    SHEET,
    "B",
    59,
    (
        Given("index", "index", values=str),
        *with_limits("crude", "rått", _INDEX),
        *with_limits("standard", "standard", _INDEX),
    ),
    (ABSOLUTE, RELATIVE),
    (_index("crude", "crude_error"), _index("standard", "error")),
)
