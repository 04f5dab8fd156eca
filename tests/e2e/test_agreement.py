"""Two spreadsheet engines and Python agree on every cell of every template.

`regso render` fills a template with formualizer; Calc with our extension then calculates the
file from scratch. The cells of the two are compared, and what is one call of ours with Python.
"""

import itertools
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

import direct
import pytest
import soffice
from agreement import Difference, Formula, Stored, same
from click.testing import CliRunner

from draws import more, rest
from regso.cli import cli
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.templates.halsa.inequality import INEQUALITY
from regso.templates.halsa.results import RESULTS
from regso.xlsx.cells import Area, q, serialize, write_value
from regso.xlsx.package import Package

# The real job: unemployment 2022 by DeSO 2018, as far as a template has these columns.
REGISTER = "deso2018_stats_2022.csv"
HEADERS = {
    "kod": "deso2018",
    "taljare": "arbetslosa_16_64_2022",
    "i1": "arbetslosa_16_64_2022",
    "namnare": "totalt_16_64_2022",
}
# The real points, one in each RegSO of Göteborgsregionen and Karlstad, whose types are stored.
POINTS = "regso2025_points.csv"
POINT_HEADERS = {"n": "sweref99tm_n", "o": "sweref99tm_e", "brottstyp": "regsokod"}
POINT_SETTINGS = {"omrade": "1780", "ar": 2024, "bef_ar": 2025, "polis1": "x", "polis2": "x"}
# Offices in Dalarna, whose borders of RegSO 2020 are stored.
OFFICES = (("kontor", "n", "o"), ("Norra", "60.6065", "15.6355"), ("Södra", "60.4858", "15.4371"))
CANARY = "REGSO_VERSION"


def regso(data, *arguments):
    """Run a command with a folder of reference data."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments], env={"REGSO_DATA": str(data)})
    assert result.exit_code == 0, result.output


class World(NamedTuple):
    """Reference data, a Calc that reads them, and the workbooks rendered with them."""

    name: str
    data: Path
    calc: soffice.Calc
    real: Path | None

    def book(self, name):
        """Return the workbook of a template, rendered the first time; skip where there is none."""
        path = self.data.parent / f"{name}.xlsx"
        if not path.exists():
            regso(self.data, "render", name, "-p", "calc", *self._job(name), "-o", path)
        return path

    def _job(self, name):
        if self.real is None:
            return []
        if not TEMPLATES[name].columns:  # it asks for areas that only the example has
            pytest.skip(f"{name} has no table to fill with real data")
        return _real_job(TEMPLATES[name], self.real, self.data.parent)

    def stored(self, name):
        """Return what the workbook of a template holds."""
        return _stored(self.book(name))

    def recalculated(self, path):
        """Return all cells by sheet, as Calc calculates them from scratch."""
        with self.calc.open(path) as book:
            return {sheet: book.cells(sheet) for sheet in book.sheets}


_stored = cache(Stored)


@pytest.fixture(scope="module")
def extension(tmp_path_factory):
    soffice.required()
    folder = tmp_path_factory.mktemp("extension")
    regso(folder, "calc", "build", "-o", folder)
    [built] = folder.glob("*.oxt")
    return built


@pytest.fixture(scope="module")
def worlds(extension, tmp_path_factory):
    """Give a function that makes a world the first time that it is asked for."""
    with ExitStack() as stack:

        @cache
        def world(name, real):
            data = tmp_path_factory.mktemp(name) / "data"
            if real is not None:
                regso(data, "data", "import", real)
            calc = stack.enter_context(soffice.calc(extension, {"REGSO_DATA": str(data)}))
            return World(name, data, calc, real)

        yield world


@pytest.fixture
def world(request, worlds):
    """Give each world, with its reference data in force here too."""
    real = request.getfixturevalue("real_data") if request.param == "real" else None
    found = worlds(request.param, real)
    with using(Reference(EXAMPLE if real is None else found.data / "regso.sqlite")):
        yield found


@pytest.fixture
def fiction(worlds):
    """Give the world of the fictional example alone."""
    with using(Reference(EXAMPLE)):
        yield worlds("example", None)


def _real_job(template, real, folder):
    columns = {column.name: column.required for column in template.columns}
    if set(POINT_HEADERS) <= set(columns):
        return [
            "-d",
            real / POINTS,
            *(part for pair in POINT_HEADERS.items() for part in ("-c", "=".join(pair))),
            *(part for name, value in POINT_SETTINGS.items() for part in ("-s", f"{name}={value}")),
        ]
    if set(OFFICES[0]) <= set(columns):
        offices = folder / "kontor.csv"
        offices.write_text("\n".join(",".join(row) for row in OFFICES) + "\n", encoding="utf-8")
        return ["-d", offices, "-s", "system=WGS84", "-s", "ar=2022", "-s", "utan="]
    if any(needed and name not in HEADERS for name, needed in columns.items()):
        return []  # nothing of the real data fits: the example's rows with real reference data
    pairs = [f"{name}={header}" for name, header in HEADERS.items() if name in columns]
    options = [option for pair in pairs for option in ("-c", pair)]
    year = ["-s", "ar=2022"] if "ar" in template.settings else []
    before = ["-s", "ar_fore=2020"] if "ar_fore" in template.settings else []
    # The built area is one that only the example has.
    area = ["-s", "omrade=0180"] if template.settings.get("omrade") == "99" else []
    return ["-d", real / REGISTER, *options, *year, *before, *area]


def differences(stored, calculated):
    """Return every cell that differs, on all sheets of both."""
    sheets = dict.fromkeys([*stored.values, *calculated])
    return [d for sheet in sheets for d in stored.differences(sheet, calculated.get(sheet, {}))]


def variants(template, most):
    """Yield settings that take every list from its first choice to its last, and much is hidden.

    A list of up to so many choices goes through all of them; Calc opens each of the workbooks.
    The agency is a name in texts alone.
    """
    sources = {i.name: i.rule.get("source") for i in template.inputs}
    lists = {name: choices for name, choices in sources.items() if isinstance(choices, list)}
    longest = [len(choices) for name, choices in lists.items() if name != "myndighet"]
    turns = min(max(longest, default=len(lists)), most)
    for turn in range(turns):
        settings = {name: chosen(choices, turn, turns) for name, choices in lists.items()}
        if "troskel" in template.settings:
            settings["troskel"] = 1000 if turn % 2 else 1
        yield settings
    if "ar" in template.settings:
        yield {"ar": 2100}  # no data: errors everywhere, the same in both


def chosen(choices, turn, turns):
    """Return the choice of a turn: one after the other, or evenly over what has more."""
    if len(choices) <= turns:
        return choices[turn % len(choices)]
    return choices[round(turn * (len(choices) - 1) / max(turns - 1, 1))]


def test_lists_are_taken_through_their_choices():
    assert [chosen("abcd", turn, 4) for turn in range(4)] == [*"abcd"]
    assert [chosen("ab", turn, 4) for turn in range(4)] == [*"abab"]
    assert [chosen("abcdefgh", turn, 4) for turn in range(4)] == [*"acfh"]


# Real data of each kind: a register by area, points, borders, and the areas of a whole kommun.
in_worlds = pytest.mark.parametrize(
    ("world", "name"),
    rest(
        [*itertools.product(("example", "real"), TEMPLATES)],
        *itertools.product(["example"], TEMPLATES),
        *itertools.product(["real"], ("omradestyper", "brott", "servicenat", "resursfordelning")),
    ),
    indirect=["world"],
)


@in_worlds
def test_calc_and_the_renderer_agree_on_every_cell(world, name):
    stored = world.stored(name)
    calculated = world.recalculated(world.book(name))
    assert any(stored.filled(sheet) for sheet in stored.values)
    assert list(calculated) == list(stored.values)
    assert differences(stored, calculated) == []


@pytest.mark.parametrize("most", [2, *more(4)])
@pytest.mark.parametrize("name", TEMPLATES)
def test_they_agree_whatever_the_settings_are(fiction, name, most, tmp_path):
    path, built = tmp_path / "variant.xlsx", TEMPLATES[name].build()
    for settings in variants(TEMPLATES[name], most):
        book = render(built, data=None, columns={}, settings=settings)
        path.write_bytes(book.workbook)
        assert differences(Stored(path), fiction.recalculated(path)) == [], settings


@pytest.mark.parametrize("name", ["omradestyper", "ar_mot_ar"])
@pytest.mark.parametrize("numbers", [["1", "0", "1"], ["7", "5", "2"]], ids=["persons", "counts"])
def test_they_agree_whatever_the_values_are_divided_by(fiction, name, numbers, tmp_path):
    rows = [["9901A0010", "2022", number] for number in [*numbers, ""]]
    data = Data("rader.csv", ["kod", "ar", "taljare"], rows)
    book = render(TEMPLATES[name].build(), data=data, columns={}, settings={"troskel": 1})
    path = tmp_path / "rader.xlsx"
    path.write_bytes(book.workbook)
    assert differences(Stored(path), fiction.recalculated(path)) == []


@in_worlds
def test_no_cell_of_a_filled_template_is_an_error(world, name):
    stored = world.stored(name)
    errors = {
        (sheet, address): str(value)
        for sheet, values in stored.values.items()
        for address, value in values.items()
        if isinstance(value, CellError)
    }
    assert errors == {}


@in_worlds
def test_cells_that_are_one_call_of_ours_agree_with_python(world, name):
    stored, found, unread = world.stored(name), [], {}
    used, checked = set(), set()
    for sheet, formulas in stored.formulas.items():
        for address, formula in formulas.items():
            function = direct.lone_call(formula)
            if function is None:
                continue
            used.add(function)
            try:
                rows = direct.value(stored, sheet, formula)
            except direct.UnknownPartError as part:
                unread[f"{sheet}!{address}"] = str(part)
                continue
            checked.add(function)
            found += _against(stored, sheet, formula, rows)
    assert found == []
    assert used == checked, f"teach direct.py to read {unread}"
    assert CANARY in checked


def _against(stored, sheet, formula, rows):
    height, width = len(rows), len(rows[0])
    top, left, bottom, right = formula.area
    assert (bottom - top + 1, right - left + 1) == (height, width), formula
    for place in formula.area.places():
        kept, value = (
            stored.values[sheet].get(str(place)),
            rows[place.row - top][place.column - left],
        )
        if not same(kept, value):
            yield Difference(sheet, str(place), formula.text, kept, value)


@pytest.mark.parametrize("world", ["example", "real"], indirect=True)
def test_calc_runs_the_same_functions_on_the_same_reference_data(world):
    """The canary: version of the package and revision of the data."""
    assert world.calc.formula(f"{CANARY}()") == call(CANARY, [])[0][0]
    assert ("påhittade" in call(CANARY, [])[0][0]) == (world.name == "example")


# -- the check itself can fail ---------------------------------------------------------------


def tampered(path, sheet, address, value, out):
    """Write a workbook again with another stored value in one cell; its formula stays."""
    package = Package(path.read_bytes())
    part = package.sheets[sheet]
    [cell] = [c for c in package.change(part).iter(q("c")) if c.get("r") == address]
    write_value(cell, value)
    out.write_bytes(package.write({part: serialize(package.tree(part))}))
    return out


@pytest.fixture
def book(fiction):
    return fiction.book("omradestyper")


@pytest.mark.parametrize(
    ("sheet", "address", "change"),
    [
        ("Områdestyper", "G7", lambda share: share * (1 + 2e-8)),  # in the middle of a spill
        ("Områdestyper", "E7", lambda count: count + 1),
        ("Områdestyper", "D8", lambda name: name + " "),
        ("Områdestyper", "C5", lambda _: CellError("#N/A")),  # the first cell of a spill
        ("Områdestyper", "G8", lambda _: None),
        ("Start", "D34", lambda verdict: verdict.swapcase()),  # a formula of Excel's alone
    ],
)
def test_one_stored_value_that_is_wrong_is_reported_and_nothing_else(
    fiction, book, tmp_path, sheet, address, change
):
    wrong = change(_stored(book).values[sheet][address])
    path = tampered(book, sheet, address, wrong, tmp_path / "fel.xlsx")
    stored, calculated = Stored(path), fiction.recalculated(path)
    found = differences(stored, calculated)
    assert [(d.sheet, d.cell) for d in found] == [(sheet, address)]
    assert same(found[0].stored, wrong)
    assert not same(found[0].calculated, wrong)


def test_one_input_that_is_wrong_is_reported_in_every_cell_that_it_decides(fiction, book, tmp_path):
    count = _stored(book).values["Indata"]["B9"]
    path = tampered(book, "Indata", "B9", count + 1, tmp_path / "fel.xlsx")
    found = {(d.sheet, d.cell) for d in differences(Stored(path), fiction.recalculated(path))}
    assert {("Områdestyper", "E13"), ("Områdestyper", "G13")} < found


def test_a_table_that_was_blank_is_whole_when_it_comes_back(fiction):
    """Arrays in Calc keep their size: the index has cells for its limits while it has no value."""
    index = [INEQUALITY.cell(f"standard{end}", "SII") for end in ("_low", "", "_high")]
    hidden, error = RESULTS.cell("standard", 2), RESULTS.cell("error", 2)
    with fiction.calc.open(fiction.book("halsa")) as book:
        before = book.cells(RESULTS.sheet)
        assert [before.get(cell, "") for cell in (hidden, *index)] == ["..", "", "", ""]
        book.put(RESULTS.sheet, hidden, "300")
        book.put(RESULTS.sheet, error, "10")
        low, value, high = (book.cells(RESULTS.sheet)[cell] for cell in index)
    assert low < value < high < 0


def test_groups_that_have_no_room_in_calc_are_called_out(fiction):
    """The table is as long as its result, which an array in Calc never gets to be."""
    name, column = "omradestyper", ("indata", "grupp")
    sheet, area = fiction.stored(name).tables[column]
    with fiction.calc.open(fiction.book(name)) as book:
        for row, place in enumerate(area.places()):
            book.put(sheet, str(place), "ab"[row % 2])
        said = [str(value) for value in book.cells("Start").values()]
    assert any(text.startswith("Fel: tabellen på bladet Grupper saknar rader. ") for text in said)
    assert not any(text.startswith("OK: grupperna står på bladet Grupper") for text in said)


def test_without_the_extension_every_cell_of_ours_is_reported(book):
    stored = _stored(book)
    with soffice.calc() as bare, bare.open(book) as opened:
        found = differences(stored, {sheet: opened.cells(sheet) for sheet in opened.sheets})
    ours = {
        (sheet, address)
        for sheet in stored.formulas
        for address, text in stored.filled(sheet).items()
        if any(name in text for name in REGISTRY) and stored.values[sheet].get(address) is not None
    }
    assert ours
    assert ours <= {(d.sheet, d.cell) for d in found}


@pytest.mark.parametrize(
    ("stored", "calculated", "agree"),
    [
        (1.0, 1.0 + 1e-10, True),
        (1.0, 1.0 + 2e-9, False),
        (1e6, 1e6 + 5e-7, True),
        (1e6, 1e6 + 2e-6, False),
        (0, 1e-9, True),
        (0, -2e-9, False),
        (True, 1.0, True),
        (None, "", True),
        (None, 0.0, False),
        ("", 0.0, False),
        ("1", 1.0, False),
        ("å", "å", True),
        ("å", "Å", False),
        ("a", "a ", False),
        (CellError("#N/A"), CellError("#N/A"), True),
        (CellError("#N/A"), CellError("#VALUE!"), False),
        (CellError("#N/A"), "#N/A", False),
        (float("nan"), float("nan"), False),
    ],
)
def test_what_counts_as_the_same(stored, calculated, agree):
    assert same(stored, calculated) is agree


@pytest.mark.usefixtures("example")
def test_direct_calls_read_arguments_as_excel_does(tmp_path):
    """Empty, left out, conditional and error arguments, against calls written out here."""
    path = tmp_path / "a.xlsx"
    with using(Reference(EXAMPLE)):
        regso(tmp_path / "none", "render", "omradestyper", "-p", "calc", "-o", path)
    stored = Stored(path)
    codes = stored.rows(*stored.tables["indata", "kod"])
    for text, arguments in {
        "REGSO_TYP(Indata[kod],ar)": [codes, 2022],
        "REGSO_TYP(Indata!A9:A11,)": [codes[:3], None],
        "REGSO_TYP(Start!$Z$99)": [None],
        'REGSO_NAMN(IF(ar="x","9901",IF(troskel>=1,"9901R001",NA())))': ["9901R001"],
        "REGSO_NAMN(IF(troskel<1,1,NA()))": [CellError("#N/A")],
        "REGSO_NAMN(IF(COUNTA(Indata[kod])=0,1,Indata[kod]))": [codes],
        "REGSO_NAMN(#N/A)": [CellError("#N/A")],
    }.items():
        name = text.partition("(")[0]
        formula = Formula(text, Area(1, 1, 1, 1))
        assert direct.lone_call(formula) == name
        assert direct.value(stored, "Start", formula) == call(name, arguments)
    with pytest.raises(direct.UnknownPartError):
        direct.value(stored, "Start", Formula("REGSO_NAMN(MID(1))", Area(1, 1, 1, 1)))
