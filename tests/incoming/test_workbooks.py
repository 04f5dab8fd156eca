"""Workbooks are read for the sheets that can be seen, and whatever is in them is one sentence."""

import datetime as dt
import io
import re
import warnings
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.errors import FileError
from regso.incoming import workbooks
from regso.incoming.reading import reading
from regso.registers import read_data
from regso.sources.registry import Found, read_file

DAY = dt.date(2026, 1, 1)
HEADER = ["kod", "antal"]
SHEET = "xl/worksheets/sheet1.xml"


def book(*sheets):
    """Return a workbook of sheets: title, state and rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, state, rows in sheets:
        sheet = made.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def edited(content, part, edit):
    """Return a workbook with one part changed by a function; None removes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name) if name != part else edit(old.read(name))
            if text is not None:
                new.writestr(name, text)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    def one(content, wanted=()):
        (tmp_path / "r.xlsx").write_bytes(content)
        return read_data(tmp_path / "r.xlsx", wanted=wanted)

    return one


PLAIN = book(("Blad", "visible", [HEADER, ["9901R001", 1], ["9901R002", 2]]))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_that_is_said(read, state):
    data = read(
        book(
            ("Gammal", state, [HEADER, ["9901R009", 9]]),
            ("Data", "visible", [HEADER, ["9901R001", 1]]),
        )
    )
    assert data.column(0) == ["9901R001"]
    assert data.note == "r.xlsx: bladet Data är läst, men inte Gammal (dolt)."


def test_of_several_sheets_the_first_is_read_and_the_others_are_named(read):
    sheets = [(title, "visible", [HEADER, [title, 1]]) for title in ("Ett", "Två", "Tre")]
    data = read(book(*sheets, ("Tomt", "visible", [])))
    assert data.column(0) == ["Ett"]
    assert data.note == "r.xlsx: bladet Ett är läst, men inte Två, Tre."


def test_nothing_is_said_where_only_one_sheet_could_be_meant(read):
    assert read(PLAIN).note == ""
    other = ("Läs mig", "visible", [["Hej"]])
    assert read(book(other, ("Data", "visible", [HEADER, ["a", 1]])), wanted=["KOD"]).note == ""


def test_a_table_on_a_hidden_sheet_alone_is_refused(read):
    says = "r.xlsx har sin tabell på bladet Data, som är dolt; visa bladet i Excel, se att det är "
    with pytest.raises(FileError) as error:
        read(book(("Tomt", "visible", []), ("Data", "hidden", [HEADER, ["a", 1]])))
    assert str(error.value) == f"{says}rätt och spara filen."
    with pytest.raises(FileError, match="som är dolt"):
        read(book(("A", "visible", [["x"]]), ("B", "hidden", [HEADER])), wanted=HEADER)


def test_reference_data_are_not_read_from_a_hidden_sheet(tmp_path):
    header, path = ["regsokod", "ar", "omradestyp"], tmp_path / "t.xlsx"
    sheets = [
        ("Utkast", "hidden", [header, ["9901R001", 2022, 5]]),
        ("Typer", "visible", [["Rubrik"], header, ["9901R001", 2022, 1]]),
    ]
    path.write_bytes(book(*sheets))
    outcome = read_file(Found(path, named=True), DAY)
    assert [row.value for row in outcome.row_sets[0].rows] == [1.0]
    assert outcome.sheet == "t.xlsx: bladet Typer är läst, men inte Utkast (dolt)."


DAMAGES = {
    "a sheet cut short": (SHEET, lambda xml: xml[: len(xml) // 2]),
    "an empty sheet": (SHEET, lambda _: b""),
    "no book": ("xl/workbook.xml", lambda _: None),
    "a number that is none": (SHEET, lambda xml: xml.replace(b"<v>1</v>", b"<v>1 000</v>")),
    "a place that is none": (SHEET, lambda xml: xml.replace(b'r="B2"', b'r="B2@"')),
    "a row far below": (SHEET, lambda xml: re.sub(rb'r="([AB]?)3"', rb'r="\g<1>999999999"', xml)),
    "a text that is not there": (SHEET, lambda xml: xml.replace(b'"n"><v>2<', b'"s"><v>77<')),
    "an unknown letter": (SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>\xff")),
    "a loop of names": (
        SHEET,
        lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "&a;">]><worksheet', 1)
        .replace(b"<v>1</v>", b"<v>&a;</v>"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("part", "edit"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_workbook_is_one_sentence(read, part, edit):
    damaged = edited(PLAIN, part, edit)
    parts = [zipfile.ZipFile(io.BytesIO(content)) for content in (PLAIN, damaged)]
    assert part not in parts[1].namelist() or parts[0].read(part) != parts[1].read(part)
    with pytest.raises(FileError, match=r"^r\.xlsx är ingen Excel-arbetsbok \(\.xlsx\); öppna"):
        read(damaged)


def test_a_workbook_whose_only_sheet_is_gone_is_empty(read):
    with pytest.raises(FileError, match=r"^r\.xlsx är tom; spara registret med en rubrikrad"):
        read(edited(PLAIN, SHEET, lambda _: None))


def test_a_reader_without_memory_says_so(read, mocker):
    mocker.patch("openpyxl.load_workbook", side_effect=MemoryError)
    with pytest.raises(FileError, match=r"^r\.xlsx ryms inte i datorns minne; ta bort"):
        read(PLAIN)


def test_a_date_outside_the_calendar_is_no_noise_on_the_screen(read):
    made = openpyxl.Workbook()
    made.active.append(HEADER)
    made.active.append(["a", 1e9])
    made.active["B2"].number_format = "yyyy-mm-dd"
    out = io.BytesIO()
    made.save(out)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        read(out.getvalue())
    assert said == []


def test_more_cells_than_fit_are_refused(read, monkeypatch):
    monkeypatch.setattr("regso.incoming.tables.MOST_CELLS", 5)
    with pytest.raises(FileError, match=r"^r\.xlsx har fler än .* celler"):
        read(PLAIN)


def test_a_bug_of_ours_beside_the_reading_stays_loud(tmp_path):
    (tmp_path / "r.xlsx").write_bytes(PLAIN)
    with workbooks.opened(tmp_path / "r.xlsx") as sheets:
        rows = sheets[0].rows()
        with pytest.raises(ZeroDivisionError):
            [1 // 0 for _ in rows]
    with pytest.raises(ZeroDivisionError), workbooks.opened(tmp_path / "r.xlsx"):
        1 // 0  # noqa: B018


def test_a_sentence_of_our_own_passes_through_as_it_is():
    with pytest.raises(FileError, match=r"^Vår egen\.$"), reading("a.xlsx"):
        raise FileError("Vår egen.")


@settings(max_examples=60)
@given(st.data())
def test_a_workbook_with_any_part_changed_is_read_or_refused_in_one_sentence(
    tmp_path_factory, data
):
    path = tmp_path_factory.mktemp("law") / "r.xlsx"
    names = zipfile.ZipFile(io.BytesIO(PLAIN)).namelist()

    def edit(content):
        at = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(at, min(len(content), at + 60)))
        return content[:at] + data.draw(st.binary(max_size=20)) + content[end:]

    path.write_bytes(edited(PLAIN, data.draw(st.sampled_from(names)), edit))
    try:
        found = read_data(path)
        for i in range(len(found.headers)):
            found.column(i)
    except FileError as error:
        sentence = str(error)
        assert "r.xlsx" in sentence
