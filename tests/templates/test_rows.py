"""What the rows of Indata are: persons, events, areas, or of another kind than the template needs.

All rows are invented, in Exempellän (99).
"""

from functools import cache

import pytest
from book_helpers import rows, verdicts, with_cells

from books import book_of
from regso.core.places.projection import SYSTEMS
from regso.functions import call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.workbook.checks.coordinates import BOUNDS

TYPE_2, TYPE_3 = "9903C1010", "9901A0010"  # DeSO 2018, of these types in 2022
INSIDE = (6_820_500.0, 700_500.0)  # in RegSO 9901R001
INSIDE_RT90 = (6_821_000.0, 1_610_000.0)
build = cache(build)


def filled(name, headers, table, columns=None, **settings):
    """Return the values of a template with rows of its own."""
    data = Data("egna.csv", headers, table)
    with using(Reference(EXAMPLE)):
        done = render(build(name), data=data, columns=columns or {}, settings=settings)
    return book_of(done.workbook, values=True)


def verdict(book, label):
    return verdicts(book)[label][1]


def by_type(book):
    """Return antal, nämnare and värde of each row of the report Områdestyper."""
    return {row[0]: row[2:5] for row in rows(book["Områdestyper"], "C6:J13")}


def people(numbers, codes=(TYPE_2, TYPE_3)):
    return [[code, number] for code, number in zip(codes * len(numbers), numbers, strict=False)]


# -- the denominator ------------------------------------------------------------------------------

PERSONS = [[TYPE_3, 1], [TYPE_3, 0], [TYPE_3, 0], [TYPE_2, 1], ["", 1], ["9901A9999", 0]]


@pytest.mark.parametrize(("measure", "unit"), [("andel", 1), ("tal", 1000)])
def test_persons_with_0_or_1_are_their_own_denominator(measure, unit):
    book = filled("omradestyper", ["kod", "taljare"], PERSONS, matt=measure, troskel=1)
    found = by_type(book)
    assert found[3] == [1, 3, pytest.approx(unit / 3)]
    assert found["okänd"] == [1, 2, unit / 2]
    assert found["totalt"] == [3, 6, unit / 2]
    assert "nämnare: antal rader" in book["Områdestyper"]["B2"].value
    assert verdict(book, "Nämnare") == "OK: nämnaren är antal rader."


def test_a_mean_without_denominator_is_per_row_that_has_a_value():
    table = [[TYPE_3, 700], [TYPE_3, 200], [TYPE_3, None], [TYPE_2, 684], ["", 30]]
    book = filled("omradestyper", ["kod", "taljare"], table, matt="medel", troskel=1)
    assert by_type(book)[3] == [900, 2, 450]
    assert by_type(book)["totalt"] == [1614, 4, 403.5]
    assert "nämnare: antal rader" in book["Områdestyper"]["B2"].value


@pytest.mark.parametrize("measure", ["andel", "tal"])
@pytest.mark.parametrize("numbers", [[7, 5, 12], [1, 1, 1]], ids=["counts", "nothing but 1"])
def test_counts_without_denominator_are_shown_but_no_value(measure, numbers):
    book = filled("omradestyper", ["kod", "taljare"], people(numbers), matt=measure, troskel=1)
    assert by_type(book)["totalt"] == [sum(numbers), "", ""]
    assert {cell for row in rows(book["Områdestyper"], "F6:J13") for cell in row} == {""}
    assert "inget värde: nämnare saknas" in book["Områdestyper"]["B2"].value
    assert verdict(book, "Nämnare").startswith(f"Fel: {measure} går inte att räkna utan nämnare")


def test_the_template_and_its_check_agree_when_a_denominator_is_given():
    book = filled("omradestyper", ["kod", "taljare", "namnare"], [[TYPE_3, 20, 80]], troskel=1)
    assert by_type(book)[3] == [20, 80, 0.25]
    assert verdict(book, "Nämnare") == "OK: nämnaren är kolumnen namnare."


def test_a_distribution_is_a_choice_of_its_own_and_says_so():
    settings = {"matt": "fördelning", "troskel": 1}
    book = filled("omradestyper", ["kod", "taljare"], people([6, 2]), **settings)
    sheet = book["Områdestyper"]
    assert by_type(book)[2] == [6, 8, 0.75]
    assert [sheet[c].value for c in ("B1", "G4", "H4", "B15", "B16", "B29")] == [
        "Fördelning per områdestyp", "andel av alla", None,
        "Värdet är lika stort i områdestyp 1 och områdestyp 5 (0,0 %).",
        "Fördelning i procent per områdestyp",
        "Nämnaren är alla i täljaren. Fördelningen visar inte hur vanligt något är.",
    ]  # fmt: skip
    assert verdict(book, "Mått").startswith("OK")


def test_persons_year_by_year_are_shares_of_their_rows():
    table = [[TYPE_3, 2022, 1], [TYPE_3, 2022, 0], [TYPE_3, 2023, 0], [TYPE_3, 2023, 1]]
    book = filled("ar_mot_ar", ["kod", "ar", "taljare"], table, troskel=1)
    assert [row[-1] for row in rows(book["År mot år"], "B33:J34")] == [0.5, 0.5]
    assert book["År mot år"]["B2"].value.endswith("nämnare: antal rader")
    assert book["År mot år"]["B4"].value == "Andel i procent per områdestyp"


def test_counts_year_by_year_are_not_called_shares():
    table = [[TYPE_3, 2022, 12], [TYPE_3, 2023, 13]]
    shares = filled("ar_mot_ar", ["kod", "ar", "taljare"], table, rubrik="Andel nyinskrivna")
    counts = filled("ar_mot_ar", ["kod", "ar", "taljare"], table, rubrik="Antal nyinskrivna")
    assert verdict(shares, "Nämnare").startswith("Fel: utan nämnare visas antal")
    assert verdict(counts, "Nämnare").startswith("OK")


# -- rows -----------------------------------------------------------------------------------------


def test_every_row_with_data_counts_and_one_without_code_is_unknown():
    """10,950 events of which 1,825 have no code."""
    table = [[f"h{i}", "" if i % 6 == 0 else TYPE_3] for i in range(10_950)]
    book = filled("omradestyper", ["handelse", "deso"], table, {"kod": "deso"}, matt="fördelning")
    assert by_type(book)["okänd"][0] == 1825
    assert by_type(book)["totalt"][0] == 10_950
    assert by_type(book)[3][2] == pytest.approx((10_950 - 1825) / 10_950)
    assert verdict(book, "Rader utan områdestyp").startswith("Granska: raderna redovisas som okänd")


def test_blank_lines_of_the_data_are_no_rows():
    table = [["a", TYPE_3], ["", ""], ["b", " "], [None, None], ["c", TYPE_3]]
    book = filled("omradestyper", ["x", "kod"], table, matt="fördelning", troskel=1)
    assert by_type(book)["totalt"][0] == 3
    assert book["Indata"].tables["Indata"].ref == "A8:E11"


@pytest.mark.parametrize("column", ["namnare", "taljare"])
def test_the_word_rader_in_place_of_a_header_is_1_on_every_row(column):
    headers = ["kod", "namnare" if column == "taljare" else "taljare"]
    book = filled("omradestyper", headers, people([4, 6]), {column: "Rader"}, matt="tal", troskel=1)
    assert by_type(book)["totalt"][:2] == ([2, 10] if column == "taljare" else [10, 2])


def test_a_row_that_is_blank_throughout_is_not_called_unknown():
    """The user has emptied the cells of two rows of the table, and the code of a third."""
    values = {f"{c}{r}": None for r in (9, 10) for c in "ABC"} | {"A11": None}
    with using(Reference(EXAMPLE)):
        emptied = with_cells(build("omradestyper"), "Indata", values)
        done = render(emptied, data=None, columns={}, settings={})
    book = book_of(done.workbook, values=True)
    found, sentence = verdicts(book)["Rader utan områdestyp"]
    assert found == 3  # the example has two, and now one more
    assert sentence == (
        "Granska: raderna redovisas som okänd. Se bladet Matchning. "
        "Tomma rader: 2, som inte räknas."
    )
    assert book["Matchning"]["B3"].value.startswith("Granska: 3 av 100 rader")


# -- codes of another kind ------------------------------------------------------------------------

# For each template with codes: its headers and the rest of a row that is fine.
REST = {
    "omradestyper": (["kod", "taljare", "namnare"], [20, 100]),
    "ar_mot_ar": (["kod", "ar", "taljare", "namnare"], [2022, 20, 100]),
    "anvandbarhet": (["kod", "taljare", "namnare"], [20, 100]),
    "skola": (["kod", "elever", "behoriga", "grupp", "jamfor"], [50, 40, 10, 20]),
    "halsa": (["kod", "kon", "alder", "antal", "befolkning"], ["män", "0-4", 9, 300]),
}
LABEL = {"ar_mot_ar": "År med okänd områdestyp"}
OTHER = [
    (["0114", "115", "0117"], "Fel: kolumnen kod har kommunkoder"),
    (["9901", "9902", "9903"], "Fel: kolumnen kod har kommunkoder"),
    (["Påhittstad (Sagobacken)", "Låtsasbo (Ekorrdalen)"], "Fel: kolumnen kod har annat än"),
    (["9901A9999", "9902A9999"], "Fel: nästan inga koder finns i årets indelning"),
]


@pytest.mark.parametrize("name", REST)
@pytest.mark.parametrize(("codes", "sentence"), OTHER)
def test_codes_of_another_kind_are_called_out_with_what_to_do(name, codes, sentence):
    headers, rest = REST[name]
    book = filled(name, headers, [[code, *rest] for code in codes])
    assert verdict(book, LABEL.get(name, "Rader utan områdestyp")).startswith(sentence)
    assert book["Matchning"]["B3"].value.startswith(sentence)


def test_a_name_leads_on_to_the_function_that_gives_its_code():
    book = filled("omradestyper", ["kod", "taljare"], [["Påhittstad (Sagobacken)", 12]])
    assert "=REGSO_KOD(namn;kommun)" in verdict(book, "Rader utan områdestyp")


def test_one_code_in_ten_is_enough_to_be_of_the_right_kind():
    table = [[TYPE_3, 1], *[["9901A9999", 0]] * 9]
    book = filled("omradestyper", ["kod", "taljare"], table)
    assert verdict(book, "Rader utan områdestyp").startswith("Granska")


UNITS = ["enhet", "kod", "volym", "index"]


@pytest.mark.parametrize("codes", [["9901", "9902"], ["0114", "115"], ["", ""]])
def test_kommuner_and_units_without_code_get_their_money_and_no_table_of_zeros(codes):
    table = [["A", codes[0], 100, 110], ["B", codes[1], 300, 90]]
    book = filled("resursfordelning", UNITS, table, pott=4000)
    sheet = book["Fördelning"]
    assert [row[0] for row in rows(book["Per enhet"], "G7:G8")] == [1000, 3000]
    assert {cell for row in rows(sheet, "E9:L14") for cell in row} == {""}
    assert rows(sheet, "E16:G16") == [[2, 400, 4000]]
    assert verdict(book, "Områdestyperna minus potten").startswith("OK")
    assert verdict(book, "Rader utan områdestyp").startswith("Granska: enheterna är kommuner")
    assert book["Matchning"]["B3"].value == verdict(book, "Rader utan områdestyp")


def test_units_with_codes_that_mean_nothing_are_refused():
    table = [["A", "9901A9999", 100, 110], ["B", "9901A9998", 300, 90]]
    book = filled("resursfordelning", UNITS, table)
    assert verdict(book, "Rader utan områdestyp").startswith("Fel: nästan inga koder")


# -- years ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["2022-04-14", "2022-04", 44665.0, 2022, "2022"])
def test_a_date_in_the_column_of_years_is_its_year(when):
    table = [[TYPE_3, when, 12, 40], [TYPE_3, "2023-01-31", 20, 40]]
    book = filled("ar_mot_ar", ["kod", "datum", "taljare", "namnare"], table, {"ar": "datum"})
    assert [row[0] for row in rows(book["År mot år"], "B33:B35")] == [2022, 2023, ""]
    assert verdict(book, "År i tabellen").startswith("OK")


def test_a_date_that_was_pasted_into_the_column_of_years_is_called_out():
    with using(Reference(EXAMPLE)):
        dated = with_cells(build("ar_mot_ar"), "Indata", {"B8": 44665})
        done = render(dated, data=None, columns={}, settings={})
    book = book_of(done.workbook, values=True)
    assert verdict(book, "År i tabellen").startswith("Fel:")
    assert "årtal: inte datum" in verdict(book, "År i tabellen")


# -- coordinates ----------------------------------------------------------------------------------


def test_the_bounds_are_those_of_the_systems():
    assert {name: tuple(system.sweden) for name, system in SYSTEMS.items()} == BOUNDS


OFFICES = ["kontor", "n", "o"]
EVENTS = ["n", "o", "brottstyp"]
PLACES = [
    ((59.3, 18.0), "SWEREF99TM", "Fel: koordinaterna är WGS84 men det valda systemet är SWEREF"),
    (INSIDE_RT90, "SWEREF99TM", "Fel: koordinaterna är RT90"),
    (INSIDE, "WGS84", "Fel: koordinaterna är SWEREF99TM men det valda systemet är WGS84. Byt"),
    (INSIDE[::-1], "SWEREF99TM", "Fel: n och o är omkastade"),
    ((1, 2), "SWEREF99TM", "Fel: koordinaterna ligger inte i Sverige i något av systemen"),
    (("x", "y"), "SWEREF99TM", "Fel: kolumnerna n och o har inga tal"),
    (INSIDE, "SWEREF99TM", "OK"),
]


@pytest.mark.parametrize("name", ["brott", "servicenat"])
@pytest.mark.parametrize(("place", "system", "sentence"), PLACES)
def test_the_system_that_fits_is_named(name, place, system, sentence):
    row = {"brott": [*place, "Stöld"], "servicenat": ["Kontor 1", *place]}[name]
    headers = {"brott": EVENTS, "servicenat": OFFICES}[name]
    book = filled(name, headers, [row] * 3, system=system)
    assert verdict(book, "Koordinaternas system").startswith(sentence)


def test_events_of_which_hardly_any_is_in_an_area_are_refused():
    """As 40 of 20,000 that by chance had coordinates of the chosen system."""
    table = [[59.3, 18.0, "Stöld"]] * 499 + [[*INSIDE, "Stöld"]]
    book = filled("brott", EVENTS, table)
    assert verdict(book, "Rader utanför alla RegSO").startswith("Fel: nästan inga händelser")
    assert book["Matchning"]["B3"].value.startswith("Fel: nästan inga händelser")


def test_events_of_which_none_is_in_the_chosen_area_give_no_table_of_zeros():
    table = [[*INSIDE, "Stöld"], [6_653_000.0, 262_000.0, "Stöld"]]  # one elsewhere, one in Norway
    book = filled("brott", EVENTS, table, omrade="9904")
    assert verdict(book, "Händelser").startswith("Fel: ingen händelse i området")


@pytest.mark.usefixtures("example")
def test_the_codes_of_this_file_have_the_types_that_it_says():
    assert call("REGSO_TYP", [[[TYPE_2], [TYPE_3]], 2022]) == [[2], [3]]
