"""The user's register is read with its types, or refused with one sentence."""

import datetime as dt

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_helpers import changed

from regso.errors import CellError, FileError
from regso.indata import Data
from regso.registers import read_data


def csv(folder, text, encoding="utf-8"):
    path = folder / "register.csv"
    path.write_bytes(text.encode(encoding))
    return path


def xlsx(folder, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for i, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Blad{i}")
        for row in rows:
            sheet.append(row)
    path = folder / "register.xlsx"
    book.save(path)
    return path


def column(values):
    return Data("x", ["kod"], [[value] for value in values]).column(0)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_has_headers_and_typed_columns(tmp_path, separator):
    text = "kod,antal,andel\n0114,3,0.5\n1280,,1e-05\n".replace(",", separator)
    data = read_data(csv(tmp_path, text))
    assert data.headers == ["kod", "antal", "andel"]
    assert [data.column(i) for i in range(3)] == [["0114", "1280"], [3, None], [0.5, 1e-05]]


@pytest.mark.parametrize(
    ("texts", "cells"),
    [
        (["1", "-2", " 3.5 ", ""], [1, -2, 3.5, None]),
        (["1280", "0114"], ["1280", "0114"]),
        (["0", "0.5", "-0.5"], [0, 0.5, -0.5]),
        (["1", "saknas", "2.5"], [1, "saknas", 2.5]),
        (["1", "saknas", "0114"], ["1", "saknas", "0114"]),
        (["kvinnor", "män"], ["kvinnor", "män"]),
        (["12E4", "13"], ["12E4", "13"]),
        (["+46", "1"], ["+46", "1"]),
        (["1,5", "2"], ["1,5", "2"]),
        (["1234567890123456", "1"], ["1234567890123456", "1"]),
        (["", " "], [None, None]),
        (["٣"], ["٣"]),
        (["1", "#N/A"], [1, CellError("#N/A")]),
    ],
)
def test_a_column_is_numeric_unless_a_value_has_figures_that_are_no_plain_number(texts, cells):
    assert column(texts) == cells


def test_whole_numbers_are_integers():
    assert [type(cell) for cell in column(["1", "1.0"])] == [int, float]


@given(st.lists(st.integers(-(10**14), 10**14) | st.floats(-1e6, 1e6), min_size=1))
def test_numbers_that_python_writes_read_back_as_they_were(numbers):
    assert column([repr(number) for number in numbers]) == numbers


@given(st.lists(st.from_regex(r"0[0-9]{1,8}", fullmatch=True), min_size=1))
def test_codes_with_a_leading_zero_are_never_numbers(codes):
    assert column(codes) == codes


def test_a_workbook_keeps_its_types(tmp_path):
    rows = [
        ["kod", "dag", "tid", "sant", "text som tal"],
        ["0114", dt.datetime(2024, 1, 1, 12), dt.time(6), True, "3"],  # noqa: DTZ001
        [114, dt.date(2024, 1, 2), dt.timedelta(days=1.5), False, 4.5],
        ["#N/A", None, None, None, None],
    ]
    data = read_data(xlsx(tmp_path, rows))
    assert data.column(0) == ["0114", 114, CellError("#N/A")]
    assert data.column(1) == [45292.5, 45293.0, None]
    assert data.column(2) == [0.25, 1.5, None]
    assert data.column(3) == [True, False, None]
    assert data.column(4) == [3, 4.5, None]


def test_blank_rows_above_and_below_a_workbooks_table_are_left_out(tmp_path):
    rows = [[], [None, None], ["kod", "antal", None], ["a", 1], [], ["b", 2], [None, " "]]
    data = read_data(xlsx(tmp_path, rows))
    assert data.headers == ["kod", "antal"]
    assert data.column(0) == ["a", None, "b"]
    assert data.column(1) == [1, None, 2]


def test_the_sheet_and_row_with_the_wanted_headers_are_used(tmp_path):
    title = [["Registerutdrag 2022"], [], ["Område", "Antal"], ["0114R001", 5]]
    path = xlsx(tmp_path, [["läs mig"]], title)
    data = read_data(path, wanted=["område", " ANTAL "])
    assert (data.headers, data.column(0), data.column(1)) == (
        ["Område", "Antal"],
        ["0114R001"],
        [5],
    )
    assert read_data(path, wanted=["saknas"]).headers == ["Område", "Antal"]


def test_a_workbook_whose_file_states_a_wrong_size_is_read_whole(tmp_path):
    path = xlsx(tmp_path, [["kod", "antal"], ["a", 1]])
    edit = {"xl/worksheets/sheet1.xml": ('<dimension ref="A1:B2"', '<dimension ref="A1"')}
    path.write_bytes(changed(path.read_bytes(), edit))
    assert read_data(path).column(1) == [1]


def test_a_header_is_found_whatever_its_case_blanks_and_form_of_accents():
    data = Data("x", ["", "Antal  A\u030ar"], [])
    assert (data.index(" antal år"), data.index(""), data.index("x")) == (1, None, None)


def test_a_year_as_header_is_its_digits(tmp_path):
    assert read_data(xlsx(tmp_path, [["kod", 2022], ["a", 1]])).index("2022") == 1


def test_two_columns_with_the_same_header_are_refused(tmp_path):
    with pytest.raises(FileError) as error:
        read_data(csv(tmp_path, "kod,Antal, antal\na,1,2\n"))
    assert str(error.value) == (
        'Rubriken "antal" finns två gånger i register.csv; ge kolumnerna olika rubriker.'
    )


def test_columns_without_header_are_allowed_and_never_matched(tmp_path):
    data = read_data(csv(tmp_path, ",,kod\n0,1,0114R001\n"))
    assert data.index("kod") == 2


def test_a_row_outside_the_header_of_a_workbook_is_named(tmp_path):
    rows = [[], ["kod", "antal"], ["a", 1], ["b", 2, "utanför"]]
    with pytest.raises(
        FileError, match=r"Rad 4 i register.xlsx har 3 kolumner men rubrikraden har 2"
    ):
        read_data(xlsx(tmp_path, rows))


@pytest.mark.parametrize(("row", "fields"), [("a", 1), ("a,1,2", 3)])
def test_a_row_of_another_length_in_a_csv_is_named(tmp_path, row, fields):
    with pytest.raises(FileError, match=rf"Rad 3 i register.csv har {fields} fält men .* har 2"):
        read_data(csv(tmp_path, f"kod,antal\nb,1\n{row}\n"))


def test_signs_of_windows_1252_that_no_swedish_text_has_are_read_only_when_asked(tmp_path):
    path = csv(tmp_path, "kod;område\n0114R001;Å‰\n", "cp1252")
    with pytest.raises(FileError, match=r"register.csv är inte UTF-8.*--svensk-csv"):
        read_data(path)
    assert read_data(path, swedish=True).headers == ["kod", "område"]


def test_decimal_comma_is_refused_with_the_remedy_and_read_when_asked(tmp_path):
    path = csv(tmp_path, "kod;antal\n0114R001;1,5\n0114R002;1 000\n")
    with pytest.raises(FileError, match=r"register.csv har decimalkomma.*--svensk-csv"):
        read_data(path)
    assert read_data(path, swedish=True).column(1) == [1.5, 1000]


@pytest.mark.parametrize("name", ["register.xlsx", "register.xlsm", "register.xls"])
def test_a_workbook_that_is_no_zip_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"kod;antal\n")
    with pytest.raises(FileError, match=f"{name} är ingen Excel-arbetsbok"):
        read_data(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [(b'{"a": 1}', "json"), (b"\xef\xbb\xbf [1]", "json"), (b"SQLite format 3\0", "en databas"),
     (b"%PDF-1.7", "en PDF"), (b"<html><table>", "xml eller html")],
)  # fmt: skip
def test_a_file_of_another_kind_is_named_with_the_way(tmp_path, content, what):
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(FileError, match=rf"^r\.csv är {what} och ingen tabell; spara"):
        read_data(tmp_path / "r.csv")


def test_a_workbook_without_values_is_refused(tmp_path):
    with pytest.raises(FileError, match=r"register.xlsx är tom"):
        read_data(xlsx(tmp_path, [[]]))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileError, match=r"saknas.csv går inte att öppna"):
        read_data(tmp_path / "saknas.csv")


def test_the_word_rader_is_no_header_to_look_for(tmp_path):
    """A title above the header is passed over although no header is called rader."""
    book = openpyxl.Workbook()
    for row in (["Register 2022"], ["omrade", "antal"], ["9901R001", 3]):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    found = read_data(tmp_path / "r.xlsx", wanted=["omrade", "Rader"])
    assert found.headers == ["omrade", "antal"]
