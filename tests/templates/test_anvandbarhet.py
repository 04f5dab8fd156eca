"""The template Användbarhet after rendering: its tables, figures, and rules at their limits."""

import csv
import random
import re
from functools import cache
from pathlib import Path

import pytest
from book_helpers import rows, verdicts, without_add_in

from books import book_of
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.anvandbarhet import linked, pictures, report, tables, words
from regso.templates.redovisning.facts import TOOLS, USES

REPORT, TABLES = "Användbarhet", "Tabeller"
HEADERS = ["kod", "taljare", "namnare"]
HANDBOOK = Path(__file__).parents[2] / "docs" / "handbok" / "mallar" / "anvandbarhet.md"
build = cache(build)


def register():
    text = EXAMPLE.with_name("example_register.csv").read_text(encoding="utf-8")
    return [[code or None, float(x), float(n)] for code, x, n in [*csv.reader(text.split())][1:]]


def rendered(own=None, functions=None, **settings):
    data = None if own is None else Data("egna.csv", HEADERS, [list(row) for row in own])
    given = None if functions is None else {**of_registry(), **functions}
    with using(Reference(EXAMPLE)):
        result = render(
            build("anvandbarhet"), data=data, columns={}, settings=settings, functions=given
        )
    return book_of(result.workbook, values=True)


def of_registry():
    return {name: lambda *args, name=name: call(name, args) for name in REGISTRY}


@pytest.fixture(scope="module")
def book():
    return rendered()


def sentences(book):
    cells = [book[REPORT][f"B{6 + i}"].value for i in range(len(words.SENTENCES))]
    assert all(isinstance(cell, str) for cell in cells), cells
    return cells


def area(grid):
    """Return the cells of a grid on its sheet, with its header."""
    return grid.cells(grid.names[0], grid.names[-1], head=True)


def columns(own):
    return [[[cell] for cell in column] for column in zip(*own, strict=True)]


def blank(table):
    return [["" if cell is None else cell for cell in row] for row in table]


def test_the_tables_are_those_of_the_functions(book):
    given = columns(register())
    with using(Reference(EXAMPLE)):
        for grid, name, arguments in (
            (tables.TABLE, "REGSO_TABELL", [*given, 2022, 0.95, 5, "andel"]),
            (tables.TARGETING, "REGSO_TRAFF", [*given, "1+2", 2022, 0.95, 5]),
            (tables.EXPLAINED, "REGSO_FORKLARING", [*given, 2022, 0.95, 5]),
            (tables.UNKNOWN, "REGSO_OKANDGRANS", [*given, 2022, 5]),
            (tables.STABLE, "REGSO_STABILITET", [given[0], 2019, 2022, given[2], 0.95, 5]),
        ):
            given_back = blank(call(name, arguments))
            found = [row[: len(given_back[0])] for row in rows(book[grid.sheet], area(grid))]
            assert found == given_back, name


def test_the_page_says_what_the_example_shows(book):
    assert sentences(book) == [
        "Typ 1–2 pekar ut de berörda. I typ 1–2 bor 21 % av alla och 38 % av de berörda, "
        "1,8 gånger så vanligt som bland alla. De flesta berörda bor ändå utanför.",
        "Av skillnaderna mellan områden ligger 94 % mellan typerna, av dem mellan personer 1,3 %: "
        "typerna beskriver områden väl men säger lite om enskilda personer.",
        "Med lika många personer hade de bästa kommunerna nått 22 % av de berörda och de bästa "
        "RegSO 38 %: typerna är bättre än kommun.",
        "Skillnaden mellan typ 1 och 5 är 9 procentenheter, och mellan 8,3 och 9,4 hur de okända "
        "än fördelas.",
        "95 % av områdena har samma typ 2022 som 2019: få byter typ.",
        "Talen beskriver: de säger inte varför, och inte vad en åtgärd i områdena ger.",
    ]
    figures = {row[0]: row[1:4] for row in rows(book[REPORT], area(report.FIGURES))[1:]}
    traff = rows(book[TABLES], area(tables.TARGETING))[1:4]
    assert figures["Lyft"] == [row[6] for row in traff]
    assert figures["Andel av de berörda som bor där"] == [row[3] for row in traff]


def test_the_pictures_draw_the_tables(book):
    counts = rows(book[TABLES], tables.TABLE.cells("events", "trials", rows=(1, 2, 3, 4, 5)))
    events, trials = zip(*counts, strict=True)
    curve = rows(book[REPORT], area(pictures.CURVE))[1:]
    for point, (x, y) in enumerate(curve):
        assert x == pytest.approx(100 * sum(trials[:point]) / sum(trials))
        assert y == pytest.approx(100 * sum(events[:point]) / sum(events))
    units = rows(book[REPORT], area(pictures.UNITS))[1:]
    assert [row[0] for row in units] == [
        "kommun, som bäst", "områdestyp 1–2", "RegSO, som bäst", "DeSO, som bäst",
    ]  # fmt: skip
    assert units[1][1] == pytest.approx(100 * rows(book[TABLES], area(tables.TARGETING))[1][3])


def of_use(book):
    """Return the figures by number."""
    found = rows(book[linked.SHEET], area(linked.LINKED))
    assert found[0][2:] == ["nr", "visar", "arbetsbok", "blad", "cell", "varde"]
    assert [tuple(row[:2]) for row in found[1:]] == [
        (tool, use) for tool in TOOLS[:3] for use in USES
    ]
    return {row[2]: row[-1] for row in found[1:]}


def test_each_tool_and_use_has_its_figures(book):
    assert of_use(book) == {
        "A1": "områden 96 % (94 till 97), personer 1,3 % (1 till 1,7)",
        "A2": "1,8 (1,6 till 2), andel 10 % (7 till 11)",
        "A3": "RegSO 38 % (33 till 40), kommun 22 % (21 till 23)",
        "A4": "områden 0 av 40, personer utan känd typ 0,3 %",
        "A5": "-0,27 (-0,29 till -0,23), 98 % av RegSO",
        "A6": "9 (8,3 till 9,4) procentenheter, kvot 4,7 (4,2 till 4,9)",
        "A7": "1,8 (1,7 till 2)",
        "A8": "0,95 (0,88 till 1)",
        "A9": "områden 94 % (92 till 96), personer 1,3 % (0,9 till 1,6)",
        "A10": "alla 21 % (20 till 21), berörda 38 % (37 till 39)",
        "A11": "10 % (9 till 10), med okänd 9,6 % till 9,8 %",
        "A12": "områden 95 % (83 till 99), personer 94 % (86 till 100)",
    }


def test_the_cells_of_the_figures_are_those_that_the_sheet_names(book):
    figures = of_use(book)
    for number, _, _, sheet, cell in linked.evidence():
        assert book[sheet][cell].value == figures[number]


# -- the rules at their limits ---------------------------------------------------------------


def answers(name, arguments, cells):
    """Return what a function says, with other values in some cells by row and column."""
    with using(Reference(EXAMPLE)):
        table = [list(row) for row in call(name, arguments)]
    for (row, column), value in cells.items():
        table[row][column] = value
    return table


TRAFF, FORKLARING, OKANDGRANS, STABILITET = (
    f"REGSO_{name}" for name in ("TRAFF", "FORKLARING", "OKANDGRANS", "STABILITET")
)


def told(**changed):
    """Return the sentences when functions answer with other cells; the rest is the example."""
    own = {
        f"REGSO_{name}": lambda *args, name=name, cells=cells: answers(f"REGSO_{name}", args, cells)
        for name, cells in changed.items()
    }
    return sentences(rendered(functions=own))


def lift(value, low, high, sensitivity=0.38):
    return {(1, 6): value, (2, 6): low, (3, 6): high, (1, 3): sensitivity}


@pytest.mark.parametrize(
    ("cells", "starts", "ends"),
    [
        (lift(1.3, 1.1001, 1.5, 0.5), "Typ 1–2 pekar ut", "De flesta berörda bor där."),
        (lift(1.3, 1.1001, 1.5, 0.4999), "Typ 1–2 pekar ut", "bor ändå utanför."),
        (lift(1.3, 1.1, 1.5), "Det är osäkert om", "av de berörda."),
        (lift(1.1, 1.05, 1.2), "Typ 1–2 pekar inte ut", "av de berörda."),
        (lift(0.9, 0.8, 1.0), "Typ 1–2 pekar inte ut", "av de berörda."),
        (lift(0.8999, 0.8, 0.9), "Det är osäkert om", "av de berörda."),
        (lift(0.8, 0.7, 0.8999), "Typ 1–2 pekar åt fel håll", "av de berörda."),
        (lift(1.8, "..", ".."), "I typ 1–2 bor", "osäkerheten kan inte räknas."),
        (lift("..", "..", ".."), "Om typ 1–2 pekar ut de berörda visas inte", "för små."),
        (lift("", "", ""), "Om typ 1–2 pekar ut de berörda går inte", "ingen bor där."),
    ],
)
def test_whether_types_point_out(cells, starts, ends):
    first, second, *_ = told(TRAFF=cells)
    assert first.startswith(starts)
    assert first.endswith(ends)
    is_sure = "pekar ut de berörda. " in first or "fel håll" in first
    assert second.endswith("det räcker inte för att peka ut de berörda.") == (not is_sure)


def variance(areas, persons):
    return {(7, 3): areas, (7, 5): persons}


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (variance(0.5, 0.1), "typerna beskriver områden väl och säger något om enskilda personer."),
        (variance(0.4999, 0.0999), "beskriver områden delvis men säger lite om enskilda personer."),
        (variance(0.25, 0.05), "beskriver områden delvis men säger lite"),
        (variance(0.2499, 0.05), "beskriver områden dåligt och säger lite"),
        (variance("", 0.05), "ligger 5 % mellan typerna; områden kan inte jämföras."),
        (variance("..", 0.05), "visas inte: antalen är för små."),
        (variance("", ""), "Det finns inga skillnader att förklara."),
    ],
)
def test_how_much_types_explain(cells, says):
    assert says in told(FORKLARING=cells)[1]


@pytest.mark.parametrize(
    ("types", "kommun", "says"),
    [
        (0.35, 0.3, "bättre än kommun."),
        (0.3499, 0.3, "ungefär som kommun."),
        (0.2501, 0.3, "ungefär som kommun."),
        (0.25, 0.3, "sämre än kommun."),
        (0.3, "", "koderna är färdiga typer, eller ingen berörs."),
        (0.3, "..", "visas inte: antalen är för små."),
    ],
)
def test_the_unit_beside_kommun(types, kommun, says):
    assert told(TRAFF={(1, 3): types, (4, 3): kommun})[2].endswith(says)


def gap(value, low, high):
    return {(7, 2): value, (7, 5): low, (7, 6): high}


@pytest.mark.parametrize(
    ("cells", "kept", "says", "stays"),
    [
        (gap(2, 0.001, 4), 0.9, "4 hur de okända än fördelas.", ": få byter typ."),
        (gap(2, 0, 4), 0.8999, "den kan byta tecken.", "följ områden och inte typer över tid."),
        (
            gap(-0.04, -4, -0.1),
            1,
            "typ 1 och 5 är 0 procentenheter, och mellan -4 och -0,1 hur de okända än fördelas.",
            ": få byter typ.",
        ),
        (gap(-2, -4, -0.1), 1, "än fördelas.", ": få byter typ."),
        (gap(2, 2, 2), "", "Ingen har okänd områdestyp.", "går inte att säga för dessa år"),
        (gap("", "", ""), "..", "en av typerna är tom.", "går inte att säga för dessa år"),
        (gap(2, "..", ".."), 1, "visas inte: antalen är för små.", ": få byter typ."),
    ],
)
def test_okand_and_stability(cells, kept, says, stays):
    *_, okand, stay, _ = told(OKANDGRANS=cells, STABILITET={(1, 3): kept})
    assert okand.endswith(says)
    assert stays in stay


def test_the_rules_are_those_of_the_handbook():
    page = HANDBOOK.read_text("utf-8").replace("\n", " ")
    for number in (
        f"över {words.LIFT_ABOVE}", f"under {words.LIFT_BELOW}",
        f"minst {words.WELL * 100:g}, minst {words.PARTLY * 100:g}",
        f"minst {words.LITTLE * 100:g} % av skillnaderna mellan personer",
        f"minst {words.ALIKE * 100:g} procentenheter", f"minst {words.FEW_MOVE * 100:g} %",
    ):  # fmt: skip
        assert re.sub(r"(\d)\.(\d)", r"\1,\2", number) in page


# -- laws ------------------------------------------------------------------------------------


def simulated(seed, shares):
    """Return the example's areas with cases drawn by a share for each type."""
    r = random.Random(seed)  # noqa: S311 - the same every time
    with using(Reference(EXAMPLE)):
        codes = [row for row in register() if row[0]]
        [*kinds] = (row[0] for row in call("REGSO_TYP", [[[c] for c, _, _ in codes], 2022]))
    found = []
    for (code, _, n), kind in zip(codes, kinds, strict=True):
        share = shares[kind] if isinstance(kind, (int, float)) else shares[3]
        found.append([code, sum(r.random() < share for _ in range(int(n))), n])
    return found


@pytest.mark.parametrize("seed", range(6))
def test_where_types_explain_nothing_the_page_says_so(seed):
    share = (0.02, 0.1, 0.4)[seed % 3]
    first, second, third, *_ = sentences(
        rendered(simulated(seed, dict.fromkeys(range(1, 6), share)), rubrik="Egen", troskel=1)
    )
    assert first.startswith(("Typ 1–2 pekar inte ut de berörda", "Det är osäkert om typ 1–2"))
    assert second.endswith("det räcker inte för att peka ut de berörda.")
    assert third.endswith(("ungefär som kommun.", "sämre än kommun."))


def test_where_types_explain_much_the_page_says_so():
    shares = {1: 0.6, 2: 0.4, 3: 0.2, 4: 0.1, 5: 0.02}
    first, second, *_ = sentences(rendered(simulated(1, shares), rubrik="Egen"))
    assert first.startswith("Typ 1–2 pekar ut de berörda.")
    assert "typerna beskriver områden väl" in second


# -- disclosure and errors -------------------------------------------------------------------


def test_what_is_hidden_is_in_no_sentence_and_no_picture():
    own = [["9901R001", 3, 400], ["9901R006", 60, 300], ["9901R005", 30, 300],
           ["9901R002", 40, 500], ["9902R004", 70, 400]]  # fmt: skip
    book = rendered(own, rubrik="Egen", indelning="RegSO 2020")
    first, second, third, *_ = sentences(book)
    assert second == "Hur mycket typerna förklarar visas inte: antalen är för små."
    assert third == "Jämförelsen med kommun och RegSO visas inte: antalen är för små."
    assert {cell for row in rows(book[REPORT], area(pictures.CURVE))[1:] for cell in row} == {0}
    bars = rows(book[REPORT], area(pictures.UNITS))[1:]
    assert bars[0][0] == "kommun, som bäst (..)"
    assert bars[0][1] == ""
    assert bars[0][2] > 0
    assert "3" not in re.findall(r"\d+", first)
    figures = of_use(book)
    assert figures["A1"] == figures["A9"] == "områden .., personer .."
    assert figures["A3"] == "RegSO .., kommun .."
    assert figures["A5"].endswith(", .. av RegSO")


def test_ready_types_have_no_areas_and_the_page_says_so():
    own = [[kind, 10 * (6 - kind), 200] for kind in range(1, 6)]
    first, second, third, _, stay, _ = sentences(rendered(own, rubrik="Egen"))
    assert first.endswith("osäkerheten kan inte räknas.")
    assert second.endswith("områden kan inte jämföras.")
    assert third.startswith("Jämförelse med kommun och RegSO saknas")
    assert "går inte att säga" in stay
    figures = of_use(rendered(own, rubrik="Egen"))
    assert figures["A3"] == "RegSO saknas, kommun saknas"
    assert figures["A8"] == "saknas"
    assert figures["A10"].startswith("alla 40 % (")


def test_a_year_of_comparison_after_the_types_is_called_out():
    _, verdict = verdicts(rendered(ar_fore=2023))["Jämförelseår"]
    assert verdict.startswith("Fel: typerna kan inte jämföras. Jämförelseåret ska vara före")


def test_without_the_add_in_nothing_looks_like_an_answer():
    book = rendered(functions=without_add_in())
    cells = [book[REPORT][f"B{6 + i}"].value for i in range(len(words.SENTENCES) - 1)]
    assert set(cells) == {"#NAME?"}


def test_the_page_is_one_page(book):
    assert book[REPORT].print_area.endswith(f"$F${book[REPORT].max_row}")
    assert (book[REPORT].page_setup.fitToHeight, book[REPORT].page_setup.fitToWidth) in {
        (1, 1), (None, None), (1, None), (None, 1),
    }  # fmt: skip
