"""The user's own shares in Karta: columns, inputs and checks, all silent while Indata is empty."""

from __future__ import annotations

from regso.workbook import inputs
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.declared import Column, Input
from regso.workbook.mapplace import HEADING, LEVEL, LEVELS, SHOWN, VIEWS
from regso.workbook.maps import CLASSES

COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller kommunkod när kartan är per kommun.", True, True),
    Column("taljare", "täljaren, till exempel antal arbetslösa.", True),
    Column(
        "namnare",
        "nämnaren, till exempel folkmängd. Får vara tom när varje rad är en person med 0 eller 1 "
        "i täljaren.",
    ),
)
# Two rows: Calc hands a function a range of one empty cell as the number 0.
EMPTY = ((None, None, None),) * 2
INPUTS = (
    Input(
        SHOWN,
        "Kartan visar",
        VIEWS[0],
        "Gäller när Indata har egna rader; annars visar kartan områdestyper.",
        inputs.one_of(VIEWS),
        is_example=False,
    ),
    Input(
        HEADING,
        "Rubrik",
        None,
        "Vad andelen är, och av vilka, till exempel Andel arbetslösa av befolkningen 16–64 år.",
        inputs.text(110),
        is_example=False,
    ),
    Input(
        LEVEL,
        "Områden",
        LEVELS[0],
        "RegSO eller kommun. Visa inte båda för samma register: skillnaden kan röja det dolda.",
        inputs.one_of(LEVELS),
        is_example=False,
    ),
    *CLASSES,
    inputs.OWN_VINTAGE,
    inputs.THRESHOLD,
)
_NONE = "COUNTA(Indata[kod])=0"
_PAIR = ("taljare", "namnare")


def _of_own(check: Check, *, is_fine: str = "") -> Check:
    """Return a check that waits for own rows, and says OK where a formula is true."""
    status = f'IF({is_fine},"OK: raderna är kommuner.",{check.status})' if is_fine else check.status
    return check._replace(status=f'IF({_NONE},"OK: gäller när Indata har egna rader.",{status})')


CHECKS = (
    _of_own(
        checks.rows_without_type(COLUMNS), is_fine=f'AND({LEVEL}="kommun",{checks.ARE_KOMMUNER})'
    ),
    *map(
        _of_own,
        (
            checks.TOTALS,
            checks.OVERLAPS,
            checks.EXAMPLE_CODES,
            checks.VINTAGE_OF_CODES,
            checks.THRESHOLD,
            checks.numbers(
                # Calc cannot compare two columns that are empty.
                f"IF({_NONE},0,{checks.wrong_numbers(*_PAIR)}+{checks.half_pairs(*_PAIR)}+"
                f"{checks.larger_parts(*_PAIR)})",
                "täljare och nämnare är tal som hör ihop.",
                "text, ett negativt tal, ett tal som saknas eller en täljare som är större än "
                "nämnaren.",
            ),
        ),
    ),
)
SIZES = f'IF({_NONE},"",IF(COUNTA(Indata[namnare])>0,Indata[namnare],Indata[taljare]))'
