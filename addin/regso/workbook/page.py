"""A sheet as a template declares it, and what the printed pages have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from regso.workbook.book import Book, Sheet
from regso.workbook.use import Use

ROW_PIXELS = 21
_ROW_POINTS = 0.75 * ROW_PIXELS
_GAP = 8
_AS_IT_IS, _WITH_ROWS = 2, 4  # XlsxWriter's words for how an object moves with its cells

Line = tuple[str, str, float]  # formula, style, height
Note = tuple[str, float]  # formula, height


@dataclass(frozen=True)
class Page:
    """A sheet of a template.

    Attributes
    ----------
    name : str
    use : str
        What the sheet is for, which decides whether it is printed and published.
    widths : sequence of float
        Of its columns, in characters.
    draw : callable
        Writes the sheet.
    landscape, protected : bool
        How it is printed, and whether only inputs can be changed.
    """

    name: str
    use: Use
    widths: Sequence[float]
    draw: Callable[[Sheet], None]
    landscape: bool = False
    protected: bool = True

    def write(self, book: Book) -> None:
        """Add the sheet to a book."""
        options = {"landscape": self.landscape, "protected": self.protected}
        self.draw(book.sheet(self.name, self.widths, use=self.use, **options))


def lines(sheet: Sheet, right: str, texts: Iterable[Line], top: int = 1) -> None:
    """Write formulas below each other from a row on, each across the columns B to the last."""
    for row, (formula, style, height) in enumerate(texts, top):
        sheet.across("B", right, row, formula, style)
        sheet.heights({row: height})


def title(sheet: Sheet, text: str, lead: str) -> None:
    """Write the two lines above a sheet that is no report: its title and what it is for."""
    sheet.put("B1", text, "title")
    sheet.put("B2", lead, "lead")
    sheet.heights({1: 32, 2: 20})


def chart(  # noqa: PLR0913 - a place has four sides
    sheet: Sheet, left: str, top: int, rows: int, drawn: object, about: str, *, sized: bool = False
) -> None:
    """Place a chart over rows that are made as high as it is; `about` is for screen readers.

    One that is `sized` follows its rows: it is hidden with them, and as high as those that are not.
    """
    options = {"object_position": _WITH_ROWS if sized else _AS_IT_IS, "description": about}
    sheet.raw.insert_chart(f"{left}{top}", drawn, options)
    sheet.heights(dict.fromkeys(range(top, top + rows), _ROW_POINTS))


def notes(sheet: Sheet, right: str, top: int, texts: Sequence[Note]) -> None:
    """Write notes below a gap in a row, and end the printed page after them."""
    sheet.heights({top: _GAP})
    lines(sheet, right, [(formula, "note", height) for formula, height in texts], top + 1)


def end(sheet: Sheet, right: str, last: int, *, select: str = "B1") -> None:
    """Print the columns A to the last one, down to a row, on one page."""
    sheet.raw.print_area(f"A1:{right}{last}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(select)
