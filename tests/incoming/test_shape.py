"""The table in a sheet or a CSV is found among titles, header rows, merged cells and notes."""

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import FileError
from regso.incoming.shape import shaped
from regso.registers import read_data

CODES = ["9901R001", "9901R002", "9902R001"]
PLAIN = [["kod", "antal"], *([code, n] for n, code in enumerate(CODES, 1))]
NAMES = st.text("abcdefghåäö", min_size=1, max_size=8)


def found(rows):
    """Return headers and body of the table in rows."""
    table = shaped(rows)
    return table.headers, table.rows(rows)


@pytest.mark.parametrize(
    "above",
    [
        [["Ärenden per område 2022"]],
        [["Ärenden"], [], ["Uttag ur Diariet 2024-01-12"]],
        [["Enhet:", "Norr"], ["Uttaget:", "2024-01-12"], []],
        [[None, None], ["Rapport 7", None], [None, None]],
        [["Uttag", "2024-01-12"], []],
    ],
)
def test_titles_and_facts_above_a_table_are_no_header(above):
    assert found([*above, *PLAIN]) == (PLAIN[0], PLAIN[1:])
    assert "över tabellen är inte med" in shaped([*above, *PLAIN]).note


@pytest.mark.parametrize(
    "below",
    [
        [[], ["Källa: eget register"]],
        [["Källa: eget register"]],
        [[], ["Not 1"], [], ["Senaste uppdatering:"], ["2024-01-12"]],
        [["* Uppgifterna är preliminära"]],
    ],
)
def test_notes_below_a_table_are_no_rows(below):
    assert found([*PLAIN, *below]) == (PLAIN[0], PLAIN[1:])
    assert "noterna från rad" in shaped([*PLAIN, *below]).note


@pytest.mark.parametrize("last", [["9902R002"], ["okänd"], ["9902R002", None], ["Summa", 6]])
def test_a_last_row_that_may_be_one_of_the_table_stays(last):
    assert found([*PLAIN, last])[1] == [*PLAIN[1:], last]


@pytest.mark.parametrize(
    ("header", "titles"),
    [
        ([["kod", "2022", None, "2023", None], [None, "män", "kvinnor", "män", "kvinnor"]],
         ["kod", "2022 män", "2022 kvinnor", "2023 män", "2023 kvinnor"]),
        ([[None, "Antal", None, "Andel", None], ["kod", "män", "kvinnor", "män", "kvinnor"]],
         ["kod", "Antal män", "Antal kvinnor", "Andel män", "Andel kvinnor"]),
        ([["kod", "Inskrivna", None, None, None], [None, "2022", None, "2023", None],
          [None, "män", "kvinnor", "män", "kvinnor"]],
         ["kod", "Inskrivna 2022 män", "Inskrivna 2022 kvinnor", "Inskrivna 2023 män",
          "Inskrivna 2023 kvinnor"]),
    ],
)  # fmt: skip
def test_a_header_of_several_rows_gives_each_column_all_its_titles(header, titles):
    rows = [[code, 1, 2, 3, 4] for code in CODES]
    assert found([["Titel"], [], *header, *rows]) == (titles, rows)
    assert found([*header, *rows]) == (titles, rows)


def test_merged_regions_stand_on_each_of_their_rows():
    rows = [
        ["Folkmängd efter region, kön och år"], [], [None, None, "2023", "2024"],
        ["9901R001", "män", 1, 2], [None, "kvinnor", 3, 4],
        ["9901R002", "män", 5, 6], [None, "kvinnor", 7, 8],
    ]  # fmt: skip
    headers, body = found(rows)
    assert headers == ["region", "kön", "2023", "2024"]
    assert [row[0] for row in body] == ["9901R001", "9901R001", "9901R002", "9901R002"]


def test_a_blank_code_under_a_header_of_its_own_is_never_filled():
    rows = [["kod", "kön", "antal"], ["9901R001", "män", 1], [None, "kvinnor", 2]]
    assert found(rows)[1][1][0] is None


@given(
    st.lists(NAMES, min_size=2, max_size=6, unique_by=str.casefold),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=8),
)
def test_a_table_alone_is_read_as_it_is(headers, numbers):
    rows = [["9901R001", *[n] * (len(headers) - 1)] for n in numbers]
    assert found([headers, *rows]) == (headers, rows)
    assert shaped([headers, *rows]).note == ""


@given(st.lists(NAMES, min_size=2, max_size=5, unique_by=str.casefold), st.integers(1, 5))
def test_rows_of_words_alone_have_one_header(headers, count):
    rows = [[*headers[1:], "x"]] * count
    assert found([headers, *rows]) == (headers, rows)


def as_csv(rows, folder, encoding):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    path = folder / "r.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(rows, folder):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "r.xlsx"
    book.save(path)
    return path


MESSY = [["Ärenden 2022"], [], ["Område", "Antal"], *PLAIN[1:], [], ["Källa: Påhittat register"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_with_titles_and_notes_is_a_register(tmp_path, encoding):
    data = read_data(as_csv(MESSY, tmp_path, encoding))
    assert (data.headers, data.column(0), data.column(1)) == (MESSY[2], CODES, [1, 2, 3])
    assert data.first == 4
    assert data.note == "r.csv: rad 1–2 över tabellen är inte med; noterna från rad 8 är inte med."


def test_a_title_with_commas_does_not_decide_the_separator(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("Antal, efter kod, kön, år\n\nkod;antal\n9901R001;1\n9901R002;2\n", "utf-8")
    assert read_data(path).headers == ["kod", "antal"]


def test_lines_that_end_twice_are_no_blank_rows(tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(b"kod;antal\r\r\n9901R001;1\r\r\n9901R002;2\r\r\n")
    assert len(read_data(path).rows) == 2


def ods(rows):
    """Return an OpenDocument spreadsheet with the XML of some rows."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    body = (
        f'<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest xmlns="{office}:manifest:1.0"/>')
        archive.writestr("content.xml", body)
    return out.getvalue()


CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def test_an_ods_that_repeats_its_cells_is_read(tmp_path):
    pytest.importorskip("python_calamine")
    twice = ' table:number-columns-repeated="2"'
    head = CELL.format("", "kod") + CELL.format("", "a") + CELL.format("", "b")
    row = CELL.format("", "9901R001") + CELL.format(twice, "x")
    rows = f"<table:table-row>{head}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="3">{row}</table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    rows += 'table:number-columns-repeated="16384"/></table:table-row>'
    (tmp_path / "r.ods").write_bytes(ods(rows))
    assert read_data(tmp_path / "r.ods").rows == [["9901R001", "x", "x"]] * 3


def test_an_ods_that_repeats_more_cells_than_fit_is_refused_before_it_is_read(tmp_path):
    cells = CELL.format(' table:number-columns-repeated="16384"', "x")
    row = f'<table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row>'
    (tmp_path / "r.ods").write_bytes(ods(row))
    with pytest.raises(FileError, match=r"^r\.ods har fler än 20 miljoner celler"):
        read_data(tmp_path / "r.ods")


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
@given(rest=st.binary(max_size=600))
def test_damage_in_an_old_workbook_is_one_sentence(tmp_path_factory, start, rest):
    pytest.importorskip("python_calamine")
    path = tmp_path_factory.mktemp("xls") / "r.xls"
    path.write_bytes(start + rest)
    with pytest.raises(FileError, match=r"^r\.xls går inte att läsa som kalkylblad"):
        read_data(path)
