"""What the sheet Fördelning reads: the true sums by type, and what of them may be shown.

They stand beside Per enhet, which is never published, because the columns beside a result are.
"""

from __future__ import annotations

from dataclasses import replace

from regso.core.areas.areatypes import TOTAL
from regso.core.measures.typetable import ROWS
from regso.templates.resursfordelning import units
from regso.templates.resursfordelning.units import BESIDE, CLASSES, UNITS
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.inputs import LOWEST_SHOWN


def _table(left: str, arguments: str, about: str) -> Grid:
    """Return a table by type: sum, volume, and the sum per volume."""
    names = ("typ", "label", "sum", "volume", "mean", "low", "high", "difference")
    columns = (
        Col(names[0], style="aside_number", over=about, over_style="aside_title"),
        *(Col(name, style="aside_number") for name in names[1:]),
    )
    formula = f"REGSO_TABELL({UNITS['code']},{arguments})"
    spill = Spill(names[0], names[-1], formula, gives_header=True)
    return Grid(units.SHEET, left, units.HEAD, columns, ROWS, (spill,))


def _mean(left: str, values: str, about: str) -> Grid:
    return _table(left, f'{values},{UNITS["volume"]},ar,,,"medel"', about)


OF_A = _mean("V", UNITS["a"], "A (skrivs inte ut)")
OF_B = _mean("AE", UNITS["b"], "B (skrivs inte ut)")
NUMBER = _table("AN", f"{BESIDE['one']},,ar", "Enheter (skrivs inte ut)")
SAFE = _table("AW", f"{UNITS['volume']},,ar,,{LOWEST_SHOWN}", "Volymer som får visas")


def hides(key: Key) -> str:
    """Return the formula of whether what is known of a type's volume is hidden.

    The pot is known, and with it the total: where the total is hidden, all types are.
    """
    total = f"ISNUMBER({SAFE['sum', TOTAL]})"
    return f"NOT({total})" if key == TOTAL else f"NOT(AND({total},ISNUMBER({SAFE['sum', key]})))"


ANY_HIDDEN = f"COUNT({SAFE['sum']})<{len(ROWS)}"


def _draw(sheet: Sheet) -> None:
    units.draw(sheet)
    for grid in (OF_A, OF_B, NUMBER, SAFE):
        grid.write(sheet)


PAGE = replace(
    units.PAGE,
    widths=widths(UNITS, units.NUMBERS, BESIDE, OF_A, OF_B, NUMBER, SAFE, CLASSES),
    draw=_draw,
)
