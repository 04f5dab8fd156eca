"""The sheet Förval: what the agencies may want to show, and what follows from the choice."""

from __future__ import annotations

from regso.templates.omradestyper.presets import PER_AGENCY, PRESETS
from regso.workbook import inputs, page, theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.checks.check import Check
from regso.workbook.columns import Given
from regso.workbook.declared import Input
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.printed import tallrows

SHEET = "Förval"
_ROWS = {
    f"{agency} {number}": (agency, number, *preset)
    for agency, presets in PRESETS.items()
    for number, preset in enumerate(presets, 1)
}
CHOICE = Input(
    "forval",
    "Förval",
    1,
    "Vilket av myndighetens tre förslag på bladet Förval som rubriken och kontrollen av måttet "
    "utgår från.",
    inputs.between("integer", 1, PER_AGENCY, "Ange 1, 2 eller 3 enligt bladet Förval."),
    "input_year",
    is_example=False,
)


HEADING = Input(
    "rubrik",
    "Rubrik",
    None,
    "Lämna tom för förvalets rubrik. Säg av vilka, så att andelen inte kan misstas för ett annat "
    "mått.",
    inputs.text(110),
    is_example=False,
)


def _is_first(key: Key) -> bool:
    _, number, *_ = _ROWS[str(key)]
    return number == 1


def _edge(key: Key) -> theme.Style:
    return {"top": 1, "top_color": theme.MUTED} if _is_first(key) else {}


def _given(at: int, title: str, width: float) -> Given:
    return Given(title, title, width, style="cell_wrap", values=lambda key: _ROWS[key][at])


_GRID = Grid(
    SHEET,
    "B",
    4,
    (
        Given("myndighet", "myndighet", 21, style="cell_name",
              values=lambda key: _ROWS[key][0] if _is_first(key) else None),
        *(
            _given(at, title, width)
            for at, (title, width) in enumerate(
                (("val", 5), ("rubrik", 35), ("en rad i registret är", 19), ("täljare", 30),
                 ("nämnare", 23), ("mått", 8), ("tänk på", 35)), 1,
            )
        ),
        Given("nyckel", "", 26, style="aside", look={"top": 0}, head="body",
              values=lambda key: key),
    ),
    tuple(_ROWS),
    look=_edge,
    heights=(0, 20, 0),
)  # fmt: skip


def chosen(column: str) -> str:
    """Return the formula of a column's value for the chosen agency and suggestion."""
    return f'INDEX({_GRID[column]},MATCH(myndighet&" "&forval,{_GRID["nyckel"]},0))'


def heading() -> str:
    """Return the formula of the heading: the user's own, or that of what is measured."""
    suggested = f'IF(matt="{inputs.SPREAD}","Fördelning per områdestyp",{chosen("rubrik")})'
    return f'IF(rubrik="",{suggested},rubrik)'


def description() -> str:
    """Return the formula of what the suggestion measures; empty under any other heading."""
    return (
        f'IF(AND(rubrik="",matt<>"{inputs.SPREAD}"),"Täljare: "&{chosen("täljare")}&". Nämnare: "&'
        f'{chosen("nämnare")}&". "&{chosen("tänk på")},"")'
    )


def measure_check() -> Check:
    """Return the check that the measure is that of the suggestion."""
    return Check(
        "Mått",
        "matt",
        f'IF(rubrik<>"","OK: rubriken är din egen.",IF(matt="{inputs.SPREAD}",'
        f'"OK: rubriken säger att det är en fördelning.",IF(matt={chosen("mått")},'
        f'"OK: måttet hör till förvalet.","Fel: förvalet mäts med "&{chosen("mått")}&". Byt mått '
        'eller skriv en egen rubrik.")))',
    )


def _draw(sheet: Sheet) -> None:
    about = (
        "Förslag på vad varje myndighet kan visa per områdestyp. De är mallens, inte myndighetens."
    )
    page.title(sheet, SHEET, about)
    sheet.heights({3: 10})
    _GRID.write(sheet)
    tallrows.heighten(sheet, _GRID)
    sheet.raw.freeze_panes(_GRID.head, 0)
    page.end(sheet, _GRID.letter("tänk på"), _GRID.last)
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.repeat_rows(_GRID.head - 1)


PAGE = Page(SHEET, "help", widths(_GRID, margin=2), _draw, landscape=True)
