"""What is left of the example: rows in Indata, and settings and tables beside them.

A template is built with an invented example. While it stands in Indata it may stand beside it
too, so that the example can be read whole. Once most rows are the user's own, nothing that is
made up may stay: the check says Fel, and no copy is made. The workbook carries the example that
it compares with, because it may have been filled anywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from regso.workbook.checks.check import Check
from regso.workbook.declared import Content, Input, SideTable

LEFT = "Exempel kvar"
_THREE_LINES = 44


@dataclass(frozen=True)
class ExampleRows:
    """How the rows of the example in Indata are known; the first two are formulas.

    Attributes
    ----------
    found : str
        How many rows are the example's.
    rows : str
        How many rows there are.
    called : str
        What the rows are called in a verdict.
    label : str
        The label of the check.
    """

    found: str
    rows: str
    called: str
    label: str = "Exempelrader"

    @property
    def are_few(self) -> str:
        """The formula of whether most rows are the user's own."""
        return f"2*({self.found})<{self.rows}"

    def check(self) -> Check:
        """Return the check that finds the rows."""
        return Check(
            self.label,
            self.found,
            f'IF({{value}}=0,"OK: inga exempelrader.",IF({self.are_few},"Fel: {self.called} står '
            f'bland de egna raderna. Ta bort dem ur Indata.","Granska: Indata har '
            f'{self.called}."))',
        )

    def left(self, inputs: Iterable[Input], tables: Iterable[SideTable] = ()) -> Check:
        """Return the check that names what of the example is left beside own rows."""
        found = (
            *(_left_input(item) for item in inputs if item.is_example),
            *(_left_table(table) for table in tables if table.known_by),
        )
        names = "&".join(f'IF({is_left},"; {name}","")' for name, is_left in found)
        return Check(
            LEFT,
            f'IF({self.are_few},MID({names},3,999),"")',
            f'IF({{value}}<>"","Fel: kvar från exemplet: "&{{value}}&". Skriv eget eller töm. Med '
            'regso render: -s NAMN=VÄRDE (utan värde för att tömma) och -d BLAD=FIL.",'
            f'IF({self.are_few},"OK: inget av exemplet är kvar.",'
            '"OK: gäller när Indata har egna rader."))',
            height=_THREE_LINES,
        )


def _left_input(item: Input) -> tuple[str, str]:
    """Return what an input is called, and the formula of whether it is as in the example."""
    return f"{item.label} ({item.name})", f"{item.name}{_equals(item.example)}"


def _left_table(table: SideTable) -> tuple[str, str]:
    """Return what a table is called, and the formula of whether it has a row of the example."""
    cells = f"{table.name}[{table.known_by}]"
    same = (f"SUMPRODUCT(({cells}{_equals(text)})*1)" for text in table.example_texts())
    return f"bladet {table.sheet}", f"{'+'.join(same)}>0"


def _equals(example: Content) -> str:
    if isinstance(example, dt.date):
        return f"=DATE({example.year},{example.month},{example.day})"
    if isinstance(example, str):
        text = example.replace('"', '""')
        return f'&""="{text}"'
    return f"={example}"


REGISTER = ExampleRows(
    'COUNTIF(Indata[kod],"99*")', "COUNTA(Indata[kod])", "exempelrader (påhittade, län 99)"
)
