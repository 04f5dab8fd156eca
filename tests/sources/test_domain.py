"""A value of reference data is written one way and lies in its domain, whoever reads it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pxweb_answers import INDEX, PERSONS, POPULATION, TYPES, dataset, same

from regso.errors import FileError
from regso.sources.domain import MOST_PERSONS, fault, number_of
from regso.store import schema

# What Python's float() takes and no other program need take for the same number.
OTHER_SPELLINGS = ["1_000", "٣٤", "１２", "1e300", "1e-300", "inf", "nan", "+5", "05", ".5", "5.",
                   "1 000", "1 000", "0x10", "²", "1,5"]  # fmt: skip


@given(st.integers(0, 10**15) | st.floats(0, 1e15, allow_subnormal=False).filter(
    lambda v: not 0 < v < 1e-40
))  # fmt: skip
def test_what_a_program_writes_is_the_number_it_was(value):
    assert number_of(repr(value)) == value


@given(st.text(st.characters(categories=["N", "P", "S", "L"])))
def test_a_number_has_the_figures_0_to_9_and_nothing_that_python_alone_reads(text):
    if number_of(text) is not None:
        assert set(text) <= set("0123456789.eE+-")


@pytest.mark.parametrize("text", OTHER_SPELLINGS)
def test_another_spelling_is_no_number(text):
    assert number_of(text) is None


@pytest.mark.parametrize("cell", [c for c in OTHER_SPELLINGS if "," not in c])
def test_it_is_refused_in_a_table_with_its_place(read, cell):
    with pytest.raises(FileError) as error:
        read("f.csv", f"regsokod,folkmangd_2023\n9901R001,5\n9901R002,{cell}\n")
    says = str(error.value)
    assert says.startswith("Rad 3 i f.csv, kolumnen folkmangd_2023: ")
    assert says.endswith(" är inget tal med decimalpunkt; rätta cellen och importera igen.")


def test_the_value_is_shown_unless_it_may_be_of_a_person(read):
    for cell, shown in (("1_000", "1_000"), ("19850101-1234", "99999999-9999"), ("Eva", "XXX")):
        with pytest.raises(FileError, match=f': "{shown}" är inget tal'):
            read("f.csv", f"regsokod,folkmangd_2023\n9901R001,{cell}\n")


WRONG = [
    (schema.POPULATION, 2.5, "2.5 är inget helt antal personer"),
    (schema.POPULATION, -1, "-1 är inte ett tal från 0 och uppåt"),
    (schema.POPULATION, MOST_PERSONS + 1, "100000001 är fler personer än det finns"),
    (schema.TYPE, 0, "0 är ingen områdestyp 1–5"),
    (schema.TYPE, 6, "6 är ingen områdestyp 1–5"),
    (schema.TYPE, 1.5, "1.5 är ingen områdestyp 1–5"),
    (schema.INDEX, 100.01, "100.01 är mer än 100 procent"),
    (schema.INDEX, -0.5, "-0.5 är inte ett tal från 0 och uppåt"),
    (schema.LOW_STANDARD, 101, "101 är mer än 100 procent"),
]
RIGHT = [(schema.POPULATION, 0), (schema.POPULATION, 12.0), (schema.TYPE, 1), (schema.TYPE, 5.0),
         (schema.INDEX, 0), (schema.INDEX, 100), (schema.ASSISTANCE, 12.34)]  # fmt: skip


@pytest.mark.parametrize(("subject", "value", "says"), WRONG)
def test_a_value_outside_its_domain_is_told(subject, value, says):
    assert fault(subject, value) == says


@pytest.mark.parametrize(("subject", "value"), RIGHT)
def test_a_value_at_the_edge_of_its_domain_is_right(subject, value):
    assert fault(subject, value) == ""


@pytest.mark.parametrize(
    ("contents", "label", "value", "says"),
    [
        (PERSONS, POPULATION, 2.5, r"9901R001 2023, totalt, totalt: 2\.5 är inget helt antal"),
        (PERSONS, POPULATION, -5, "9901R001 2023, totalt, totalt: -5 är inte ett tal från 0"),
        (PERSONS, POPULATION, 1e9, "1000000000 är fler personer än det finns"),
        (INDEX, "Socioekonomiskt index", -1, "9901R001 2023, index: -1 är inte ett tal"),
        (INDEX, "Socioekonomiskt index", 101, "9901R001 2023, index: 101 är mer än 100 procent"),
        (TYPES, "Socioekonomiskt index", 0, "9901R001 2023, typ: 0 är ingen områdestyp"),
        (INDEX, "Socioekonomiskt index", 10**400, r"värdet 1000.*… \(9901R001, .*\) är för stort"),
        (INDEX, "Socioekonomiskt index", True, r"värdet True \(9901R001, .*\) är inget tal"),
        (INDEX, "Socioekonomiskt index", [1], r"värdet \[1\] \(9901R001, .*\) är inget tal"),
    ],
)
def test_it_is_refused_in_an_answer_with_its_place(read, contents, label, value, says):
    dimensions = {"Region": same("9901R001"), "ContentsCode": contents, "Tid": same("2023")}
    with pytest.raises(FileError, match=rf"^a\.json.*{says}.*; hämta filen igen\.$"):
        read("a.json", dataset(dimensions, [value], label=label))


def test_infinity_is_no_number(read):
    text = dataset({"Region": same("9901R001"), "ContentsCode": INDEX, "Tid": same("2023")}, [7])
    with pytest.raises(FileError, match=r"^a\.json är trasig JSON: Infinity är inget tal;"):
        read("a.json", text.replace("[7]", "[Infinity]"))


def answer(change):
    """Return an answer of two areas, changed by a function."""
    two = same("9901R001", "9901R002")
    dimensions = {"Region": two, "ContentsCode": TYPES, "Tid": same("2022")}
    data = json.loads(dataset(dimensions, [1, 2]))
    change(data)
    return json.dumps(data)


def index(**places):
    return lambda data: data["dimension"]["Region"]["category"].update(index=places)


SHAPES = {
    "colliding places": (index(**{"9901R001": 0, "9901R002": 0}), "står inte var för sig från 0"),
    "a negative place": (index(**{"9901R001": -1, "9901R002": 0}), "står inte var för sig från 0"),
    "a place between": (index(**{"9901R001": 0, "9901R002": 0.5}), "står inte var för sig från 0"),
    "a place beyond": (index(**{"9901R001": 0, "9901R002": 7}), "står inte var för sig från 0"),
    "a category twice": (
        lambda data: data["dimension"]["Region"]["category"].update(index=["9901R001"] * 2),
        "en kategori i Region står två gånger",
    ),
    "signs in lists": (lambda data: data.update(status=[[], []]), "är ingen text"),
    "signs of another number": (lambda data: data.update(status=[".."]), "har 1 tecken i stället"),
    "signs as a number": (lambda data: data.update(status=7), "tecken är varken en lista eller"),
    "a value beyond": (lambda data: data.update(value={"2": 1}), "en cell 2, som inte finns"),
    "a value at a place that is none": (lambda data: data.update(value={"٠": 1}), "har en cell ٠"),
    "one value for all": (lambda data: data.update(value=3), "värden är varken en lista eller"),
    "no px": (lambda data: data.update(extension={"px": None}), "saknas eller har fel form"),
    "dimensions as text": (lambda data: data.update(id="Region"), "saknas eller har fel form"),
    "sizes as texts": (lambda data: data.update(size=["2", "1", "1"]), "storleken stämmer inte"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "says"), SHAPES.values(), ids=SHAPES)
def test_an_answer_that_may_be_read_in_two_ways_is_refused(read, change, says):
    with pytest.raises(FileError, match=rf"^a\.json är ett skadat json-stat-svar: .*{says}"):
        read("a.json", answer(change))


def test_no_name_stands_twice(read):
    text = answer(lambda _: None).replace('"value":', '"value": [5, 5], "value":')
    with pytest.raises(FileError, match=r'^a\.json är trasig JSON: namnet "value" står två gånger'):
        read("a.json", text)


def test_labels_are_kept_without_what_a_terminal_obeys(read):
    text = answer(lambda data: data.update(label="Socioekonomiskt index\x1b[2J [/b]\u202e"))
    (rows,) = read("a.json", text).row_sets
    assert rows.source.title == "Socioekonomiskt index[2J [/b]"


def test_names_of_areas_are_kept_without_what_a_terminal_obeys(read):
    text = "regsokod_2025,regsonamn,kommun\n9901R001,\x7fNorra\x1b[31m,Exby\n"
    assert read("l.csv", text).row_sets[0].rows[0].name == "Norra[31m"


@pytest.mark.parametrize("date", ["20240101", "2024-W01-1", "２０２４-01-01"])
def test_a_date_is_written_one_way(read, date):
    header = "Från RegSO,Till RegSO,Förändring,Datum,Namn före,Namn efter\n"
    with pytest.raises(FileError, match=r"^Rad 2 i c\.csv, kolumnen Datum: .* är inget datum"):
        read("c.csv", f"{header}9901R001,9901R002,delad,{date},A,B\n")
