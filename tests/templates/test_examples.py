"""What may be left of the example beside own rows: nothing that is made up, in any template."""

import datetime as dt
import re

import pytest
from book_helpers import verdicts

import own_data
from books import book_of
from regso.errors import FileError
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES, build
from regso.workbook.checks.examples import LEFT

FILLED = [name for name, template in TEMPLATES.items() if template.columns]
MADE_UP = re.compile("exempel|påhitt|^99", re.IGNORECASE)


def made_up(template):
    return [item for item in template.inputs if item.is_example]


def labels(template):
    """Return what the check calls each thing that is made up."""
    tables = (f"bladet {table.sheet}" for table in template.tables if table.known_by)
    return [*(f"{item.label} ({item.name})" for item in made_up(template)), *tables]


GUARDED = [name for name in FILLED if labels(TEMPLATES[name])]


@pytest.fixture(scope="module")
def own_store(tmp_path_factory):
    with using(Reference(own_data.store(tmp_path_factory.mktemp("own")))) as reference:
        yield reference


def checked(name, data=None, tables=None, **settings):
    done = render(build(name), data=data, columns={}, settings=settings, tables=tables)
    return verdicts(book_of(done.workbook, values=True))


def own(name):
    header, rows = own_data.rows(name)
    return Data("egen.csv", header, rows)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_made_up_can_be_no_ones_own(name):
    """A text says that it is an example, an amount is odd, and a day is a Sunday."""
    for item in made_up(TEMPLATES[name]):
        example = item.example
        if isinstance(example, dt.date):
            assert example.isoweekday() == 7, item.name
        elif isinstance(example, int):
            assert len(str(example).rstrip("0")) > 3, item.name
        else:
            assert MADE_UP.search(example), item.name
    for table in TEMPLATES[name].tables:
        assert all(MADE_UP.search(t) for t in (table.known_by and table.example_texts())), name


def labels_on_start(name):
    start = book_of(build(name))["Start"]
    return [cell.value for cell in start["B"]]


def test_only_templates_without_anything_made_up_lack_the_check():
    lacking = {name for name in TEMPLATES if LEFT not in labels_on_start(name)}
    assert lacking == {name for name in TEMPLATES if not labels(TEMPLATES[name])}
    assert lacking == {"omradestyper", "karta", "exempelbok", "uppdragen"}


@pytest.mark.parametrize("name", GUARDED)
def test_own_rows_beside_the_example_name_all_that_is_left(own_store, name):
    value, verdict = checked(name, own(name))[LEFT]
    assert value.split("; ") == labels(TEMPLATES[name])
    assert verdict.startswith(f"Fel: kvar från exemplet: {value}. Skriv eget eller töm. ")


@pytest.mark.parametrize("name", GUARDED)
def test_what_is_emptied_is_not_left(own_store, name):
    template = TEMPLATES[name]
    empty = dict.fromkeys((item.name for item in made_up(template)), "")
    tables = {table.sheet: None for table in template.tables if table.known_by}
    value, verdict = checked(name, own(name), tables, **empty)[LEFT]
    assert (value or "", verdict) == ("", "OK: inget av exemplet är kvar.")


@pytest.mark.parametrize("name", GUARDED)
def test_the_example_itself_may_stand_whole(name):
    with using(Reference(EXAMPLE)):
        assert checked(name)[LEFT][1] == "OK: gäller när Indata har egna rader."


def test_rows_of_the_example_among_own_ones_are_called_out(own_store):
    header, rows = own_data.rows("omradestyper")
    mixed = Data("egen.csv", header, [*rows, ["9901A0010", "1", "2", "", ""]])
    assert checked("omradestyper", mixed)["Exempelrader"] == (
        1,
        "Fel: exempelrader (påhittade, län 99) står bland de egna raderna. Ta bort dem ur Indata.",
    )


@pytest.mark.parametrize("name", FILLED)
def test_data_without_the_columns_that_must_be_there_are_refused(name):
    needed = [column.name for column in TEMPLATES[name].columns if column.required]
    with pytest.raises(FileError) as error:
        render(build(name), data=Data("r.csv", ["x"], []), columns={}, settings={})
    assert f" {', '.join(needed)}, som måste finnas" in str(error.value)


def test_police_areas_can_be_emptied_and_leave_no_trace(own_store):
    found = checked("brott", own("brott"), {"Överlapp": None}, polis1="", polis2="", omrade="01")
    assert found["Fel på bladet Överlapp"] == (0, "OK: koder och andelar går att använda.")


def test_a_kind_of_event_that_no_row_has_is_called_out(own_store):
    value, verdict = checked("brott", own("brott"), brottstyp3="Stöldd")[
        "Brottstyper utan händelser"
    ]
    assert (value, verdict.partition(":")[0]) == (1, "Fel")
