"""Values beside a page that its formulas read; they are not printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from regso.workbook.book import Sheet
from regso.workbook.formulas import quoted

TITLE = "Underlag (skrivs inte ut)"


@dataclass(frozen=True)
class Facts:
    """Formulas below each other, each with its name in a column to the left.

    Attributes
    ----------
    sheet : str
    names, values : str
        The letters of the two columns.
    top : int
        The row of the title, above the first one.
    formulas : mapping of str to str or callable
        Formulas by name; a callable makes one that reads the others.
    title : str
    style : str
        Of the values.
    """

    sheet: str
    names: str
    values: str
    top: int
    formulas: Mapping[str, str | Callable[[Facts], str]]
    title: str = TITLE
    style: str = "aside"

    def cell(self, name: str) -> str:
        """Return where a value is written, without sheet."""
        return f"{self.values}{self._row(name)}"

    def __getitem__(self, name: str) -> str:
        """Return the absolute address of a value."""
        return f"{quoted(self.sheet)}!${self.values}${self._row(name)}"

    def _row(self, name: str) -> int:
        return self.top + 1 + list(self.formulas).index(name)

    def write(self, sheet: Sheet) -> None:
        """Write the title, the names and the formulas."""
        if self.title:
            sheet.put(f"{self.names}{self.top}", self.title, "aside", bold=True)
        for name, formula in self.formulas.items():
            sheet.put(f"{self.names}{self._row(name)}", name, "aside")
            found = formula(self) if callable(formula) else formula
            sheet.formula(self.cell(name), found, self.style)
