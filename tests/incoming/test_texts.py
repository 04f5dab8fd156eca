"""Text, CSV and JSON are what every reader takes them for, or refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.errors import FileError
from regso.incoming import jsonfiles, tables
from regso.incoming.jsonfiles import parse_json
from regso.incoming.texts import printable

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(st.text(st.characters(categories=None)))
def test_what_is_shown_is_one_line_that_a_terminal_cannot_obey(text):
    shown = printable(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert len(shown.splitlines()) <= 1
    shown.encode()


def test_letters_marks_and_emoji_are_shown_as_they_are():
    assert printable("Ångström, Łódź – 5 § 👩‍👧") == "Ångström, Łódź – 5 § 👩‍👧"


def test_colours_titles_and_turned_text_are_not_obeyed():
    assert printable("a\x1b[31mb\x9b2Jc\u202ed\x07\r\ne") == "a[31mb2Jcd  e"


@pytest.mark.slow
@settings(max_examples=30)
@given(st.dictionaries(st.text(), JSON))
def test_an_object_is_read_as_json_says(data):
    assert parse_json(json.dumps(data), "a.json") == data


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": NaN}', "är trasig JSON: NaN är inget tal"),
        ('{"a": [1, -Infinity]}', "är trasig JSON: -Infinity är inget tal"),
        ('{"a": {"b": 1, "c": 2, "b": 3}}', 'är trasig JSON: namnet "b" står två gånger i samma'),
        ('{"a": "\\ud83d"}', "är trasig JSON: en text har ett halvt tecken"),
        ('{"a": ' + "9" * 5000 + "}", "har ett tal som är för långt"),
        ('{"a": ' + "[" * 100_000, "är för djupt nästlad eller för stor att läsa"),
        ('{"a": ' + '{"a":' * 100_000, "är för djupt nästlad eller för stor att läsa"),
        ('{"a"', "är trasig JSON (rad 1, tecken 5)"),
    ],
)
def test_what_readers_of_json_differ_on_is_refused(text, says):
    with pytest.raises(FileError) as error:
        parse_json(text, "a.json")
    assert str(error.value).startswith(f"a.json {says}")
    assert str(error.value).endswith("; hämta filen igen.")


def test_whole_characters_in_two_halves_are_read():
    assert parse_json('{"a": "\\ud83d\\ude00"}', "a.json") == {"a": "😀"}


def test_more_objects_than_fit_are_refused(monkeypatch):
    monkeypatch.setattr(jsonfiles, "MOST_CONTAINERS", 3)
    parse_json('{"a": [[1]]}', "a.json")
    with pytest.raises(FileError, match=r"^a\.json har fler delar än som kan läsas;"):
        parse_json('{"a": [[[1]]]}', "a.json")


def test_more_cells_than_fit_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_CELLS", 4)
    with pytest.raises(FileError, match=r"^a\.csv har fler än .* celler, mer än som kan läsas;"):
        tables.parse_csv("a,b\n1,2\n3,4\n", "a.csv")


def test_a_field_beyond_the_limit_of_the_reader_is_refused_with_its_row():
    with pytest.raises(FileError, match=r"^Rad 2 i a\.csv går inte att läsa som CSV"):
        tables.parse_csv(f"a,b\n1,{'x' * 200_000}\n", "a.csv")
    assert tables.fields(f"a,{'x' * 200_000}") == []


@pytest.mark.parametrize("text", ["a,b\r1,2\r", "a,b\r\n1,2\r\n", "a,b\n1,2", 'a,b\n1,"2"\n'])
def test_every_way_to_end_a_line_is_read(text):
    assert tables.parse_csv(text, "a.csv") == (["a", "b"], [["1", "2"]])


def test_a_line_within_quotation_marks_stays_in_its_field():
    rows = tables.parse_csv('a,b\n1,"x\u2028y\r\nz"\n', "a.csv")[1]
    assert rows == [["1", "x\u2028y\r\nz"]]
