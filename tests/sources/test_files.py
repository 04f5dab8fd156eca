"""Text, CSV and Excel files are read as they are meant, or refused with one sentence."""

import pytest

from regso.errors import FileError
from regso.incoming.texts import read_text
from regso.incoming.workbooks import opened
from regso.registers import read_data


def read_csv(path, swedish=False):
    data = read_data(path, swedish=swedish)
    return data.headers, data.rows


def test_a_csv_with_a_byte_order_mark_has_clean_titles(make):
    path = make("a.csv", b"\xef\xbb\xbfkod,v\xc3\xa4rde\r\n01,2\r\n")
    assert read_csv(path) == (["kod", "värde"], [["01", "2"]])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_most_common_one_in_the_header(make, separator):
    path = make("a.csv", f"kod{separator}v\n01{separator}2.5\n")
    assert read_csv(path) == (["kod", "v"], [["01", "2.5"]])


def test_blank_lines_keep_their_place_so_that_row_numbers_are_right(make):
    assert read_csv(make("a.csv", "a,b\n1,2\n\n3,4\n\n\n"))[1] == [["1", "2"], ["", ""], ["3", "4"]]


def test_a_row_of_another_length_is_named_by_its_line(make):
    with pytest.raises(FileError, match=r"^Rad 5 i a\.csv har 3 fält men rubrikraden har 2;"):
        read_csv(make("a.csv", "\n\na,b\n1,2\n1,2,3\n"))


def test_an_open_quotation_mark_is_refused(make):
    with pytest.raises(FileError, match=r"i a\.csv går inte att läsa som CSV"):
        read_csv(make("a.csv", 'a,b\n"1,2\n'))


def test_swedish_windows_1252_is_read_and_other_encodings_are_refused_with_the_remedy(make):
    assert read_csv(make("a.csv", "kod;värde\n".encode("cp1252")))[0] == ["kod", "värde"]
    for encoding in ("mac-roman", "cp850"):
        with pytest.raises(FileError, match=r"^a\.csv är inte UTF-8; spara .* --svensk-csv\.$"):
            read_csv(make("a.csv", "kod;värde\n".encode(encoding)))


def test_decimal_comma_is_refused_with_its_row(make):
    with pytest.raises(
        FileError, match=r"^a\.csv har decimalkomma \(1,5 på rad 3\); .*--svensk-csv"
    ):
        read_csv(make("a.csv", "kod;x\n01;2\n02;1,5\n"))


def test_a_swedish_csv_gives_decimal_points_and_right_letters(make):
    path = make("a.csv", "kod;åtal\n01;-1 234,5\n02;12 000\n03;a,b\n".encode("cp1252"))
    expected = (["kod", "åtal"], [["01", "-1234.5"], ["02", "12000"], ["03", "a,b"]])
    assert read_csv(path, swedish=True) == expected


def test_utf8_stays_utf8_also_as_swedish_csv(make):
    assert read_csv(make("a.csv", "kod;åtal\n01;1,5\n"), swedish=True)[0] == ["kod", "åtal"]


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(make, content):
    with pytest.raises(FileError, match=r"^a\.csv är tom;"):
        read_text(make("a.csv", content))


@pytest.mark.parametrize("swedish", [True, False])
def test_utf16_is_refused(make, swedish):
    with pytest.raises(FileError, match=r"^a\.csv är (inte UTF-8|ingen textfil); spara"):
        read_text(make("a.csv", "kod,x\n".encode("utf-16")), swedish=swedish)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileError, match=r"^a\.csv går inte att öppna \("):
        read_text(tmp_path / "a.csv")


def test_a_workbook_that_is_no_zip_is_refused(make):
    with pytest.raises(FileError, match=r"^a\.xlsx är ingen Excel-arbetsbok"):
        opened(make("a.xlsx", "kod,x\n")).__enter__()
