"""REGSO_TABELL on a sheet of its own: title, table, chart of the five types, and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from regso.core.measures.typetable import MEAN, RATE, ROWS, SHARE
from regso.workbook import page, theme
from regso.workbook.book import Sheet
from regso.workbook.charts import typebars
from regso.workbook.charts.typebars import ChartPlace
from regso.workbook.columns import Col, edge
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.inputs import SPREAD
from regso.workbook.notes import Notes
from regso.workbook.page import Page
from regso.workbook.reference import types_of_the_year
from regso.workbook.typegrid import CENTRED, LEVEL, MARK, of_types, type_grid

HEAD = 5  # the header row of the table
_RIGHT, _DATA = "K", "M"  # the last column of the page, and the first one of what the chart draws
_CHART_ROWS = 12
CHART = ChartPlace(HEAD + len(ROWS) + 3, _CHART_ROWS, 1000, _RIGHT)
_NOTES = CHART.top + CHART.rows
HIDDEN_NOTE = (
    'IF(troskel>1,".. och ▨ = uppgiften visas inte: antalet är 1–"&troskel-1&", eller så skulle '
    'ett sådant antal gå att räkna ut. Tröskeln är "&troskel&".",IF(troskel=1,"Inga antal är '
    'dolda: tröskeln är 1.","Tröskeln saknas: ange den på bladet Start."))'
)
INTERVAL_NOTE = (
    '"Intervallet beskriver slumpmässig variation. Det gäller inte viktade urvalsundersökningar."'
)
ALT_TEXT = (
    "Värdet per områdestyp 1–5 som liggande staplar med intervall; samma tal står i tabellen "
    "ovanför."
)


@dataclass(frozen=True)
class Measure:
    """What REGSO_TABELL measures: one of its measures, or what the input `matt` says."""

    name: str = ""

    def choose(self, share: str, rate: str, mean: str, spread: str = "") -> str:
        """Return the formula for the measure, from one for each; `spread` may be as `share`."""
        if self.name:
            return {SHARE: share, RATE: rate, MEAN: mean}[self.name]
        if spread:
            share = f'IF(matt="{SPREAD}",{spread},{share})'
        return f'IF(matt="{RATE}",{rate},IF(matt="{MEAN}",{mean},{share}))'

    def unit(self) -> str:
        """Return the formula of what a value is multiplied by in a chart."""
        return self.choose("100", "1", "1")


@dataclass(frozen=True)
class TypeTable:
    """A page with the table that a formula with REGSO_TABELL gives, its chart and its notes.

    Attributes
    ----------
    sheet, formula : str
    heading, subtitle : str
        Formulas; year and vintage of the types follow the subtitle.
    measure : Measure
    notes : sequence of str
        Formulas of notes before those that every table has, and after them.
    facts : Facts or None
        What the formulas read beside the page.
    """

    sheet: str
    formula: str
    heading: str
    subtitle: str
    measure: Measure = field(default_factory=Measure)
    notes: Sequence[str] = ()
    last_notes: Sequence[str] = ()
    facts: Facts | None = None

    @cached_property
    def grid(self) -> Grid:
        """The table."""
        value = self.measure.choose('"andel"', '"per 1 000"', '"medel"', '"andel av alla"')
        difference = self.measure.choose('"procentenheter"', '"per 1 000"', '""')
        level = self.measure.choose(LEVEL, LEVEL, '""', '""')
        columns = (
            MARK,
            Col("typ", width=8, look={**CENTRED, "bold": True}, head_look=CENTRED),
            Col("label", width=53),
            Col("events", width=12, style="cell_count"),
            Col("trials", width=12, style="cell_count"),
            Col("value", width=10.5, style="cell_value", over=f"={value}"),
            Col("low", width=10.5, style="cell_value", over=f"={level}"),
            Col("high", width=10.5, style="cell_value", over=""),
            Col("difference", width=19, style="cell_points", over=f"={difference}"),
            edge(),
        )
        spill = Spill("typ", "difference", self.formula, gives_header=True)
        return type_grid(self.sheet, HEAD, columns, spills=(spill,))

    @cached_property
    def bars(self) -> Grid:
        """What the chart draws."""
        return typebars.bars(self.grid, _DATA, self.measure.unit())

    @cached_property
    def all_notes(self) -> Notes:
        """The notes: what the measure is, and what is hidden; the others stand on Källa."""
        interval, unknown = notes_of(self.measure)
        first, *others = (*self.notes, interval)
        if self.notes:  # a note of the template's own may be empty
            first = f'IF({first}="",{interval},{first})'
        return Notes((first, HIDDEN_NOTE), (*others, unknown, *self.last_notes))

    @property
    def page(self) -> Page:
        """The sheet."""
        return Page(
            self.sheet, "result", widths(self.grid, self.bars, gap=5), self._draw, landscape=True
        )

    def _draw(self, sheet: Sheet) -> None:
        title(sheet, _RIGHT, self.heading, self.subtitle)
        if self.facts is not None:
            self.facts.write(sheet)
        self.grid.write(sheet)
        for cells, condition, number_format in _number_rules(self.grid, self.measure):
            sheet.rule(cells, condition, {"num_format": number_format})
        heading = self.measure.choose(
            f'"Andel i procent per områdestyp"&{_WITH_LEVEL}',
            f'"Per 1 000 per områdestyp"&{_WITH_LEVEL}',
            '"Medelvärde per områdestyp"',
            '"Fördelning i procent per områdestyp"',
        )
        chart(sheet, self.grid, self.bars, self.measure, heading)
        end(sheet, _RIGHT, self.all_notes)


_WITH_LEVEL = f'", med "&{LEVEL}'


def title(sheet: Sheet, right: str, heading: str, subtitle: str) -> None:
    """Write the two lines above the table, both formulas."""
    lead = types_of_the_year(subtitle)
    page.lines(sheet, right, [(heading, "report_title", 30), (lead, "lead", 20)])
    sheet.heights({3: 8})


def chart(
    sheet: Sheet, grid: Grid, data: Grid, measure: Measure, heading: str, told: str = ""
) -> None:
    """Write what the chart draws, its heading, a sentence and the chart, below a page's table."""
    # Upper limits are in the chart's unit when it is 1.
    reach = of_types(grid, "high") if measure.name == RATE else ""
    told = told or typebars.sentence(grid, measure.choose('"andel"', '"tal"', '"medel"'))
    typebars.draw(sheet, data, CHART, heading, ALT_TEXT, reach=reach, told=told)


def end(sheet: Sheet, right: str, notes: Notes) -> None:
    """Write notes below the chart, and end the page."""
    page.end(sheet, right, notes.write(sheet, right, _NOTES))


def notes_of(measure: Measure) -> tuple[str, str]:
    """Return the notes that a table of a measure needs: on its interval, and on okänd."""
    difference = measure.choose(
        '"Skillnaden är i procentenheter."', '"Skillnaden är per 1 000."', '""'
    )
    return (
        measure.choose(
            INTERVAL_NOTE,
            INTERVAL_NOTE,
            '"Medelvärden visas utan intervall. Belopp visas inte när färre än tröskeln står '
            'bakom dem eller en står för det mesta, och inte det som röjer dem."',
            '"Nämnaren är alla i täljaren. Fördelningen visar inte hur vanligt något är."',
        ),
        '"Okänd = koden saknas, är felaktig eller finns inte i årets indelning; ingår i totalt. "&'
        + difference,
    )


def _number_rules(grid: Grid, measure: Measure) -> Iterator[tuple[str, str, str]]:
    """Yield cells, condition and number format for the measures other than andel."""
    is_mean = measure.choose("FALSE", "FALSE", "TRUE") if measure.name else f'matt="{MEAN}"'
    is_rate = measure.choose("FALSE", "TRUE", "FALSE") if measure.name else f'matt="{RATE}"'
    for cells, rate, mean, many in (
        (grid.cells("value", "high"), theme.RATE, theme.MEAN, theme.COUNT),
        (grid.cells("difference"), theme.POINTS, theme.MEAN_POINTS, theme.COUNT_POINTS),
    ):
        first = cells.partition(":")[0]
        yield cells, f"AND({is_mean},ISNUMBER({first}),ABS(N({first}))>=100)", many
        yield cells, is_mean, mean  # the first rule that holds decides
        yield cells, is_rate, rate
