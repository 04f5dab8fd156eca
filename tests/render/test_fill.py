"""The input table is filled, grown and shrunk, and keeps its formats."""

import datetime as dt
import io
import re
import zipfile

import pytest
from render_helpers import cell_xml, changed, data, part, parts, rendered, report, template, values

from regso.errors import CellError, FileError
from regso.xlsx.body import Body
from regso.xlsx.cells import Area

ROWS = [("0114R001", "1", "10"), ("0180R002", "2", "20"), ("0180R003", "3", "30")]


def test_the_table_grows_to_the_rows_of_the_data():
    out = rendered(template(rows=1), data(*ROWS)).workbook
    assert 'ref="A3:C6"' in part(out, "xl/tables/table1.xml")
    assert '<autoFilter ref="A3:C6"/>' in part(out, "xl/tables/table1.xml")
    assert '<dimension ref="A3:C6"/>' in part(out, "xl/worksheets/sheet2.xml")
    assert [values(out, "Indata")[f"A{r}"] for r in (4, 5, 6)] == [row[0] for row in ROWS]
    assert [values(out, "Indata")[f"B{r}"] for r in (4, 5, 6)] == [1, 2, 3]


def test_the_table_shrinks_and_old_rows_are_gone():
    out = rendered(template(rows=9), data(ROWS[0])).workbook
    assert 'ref="A3:C4"' in part(out, "xl/tables/table1.xml")
    assert '<dimension ref="A3:C4"/>' in part(out, "xl/worksheets/sheet2.xml")
    assert re.findall(r'<row r="(\d+)"', part(out, "xl/worksheets/sheet2.xml")) == ["3", "4"]


def test_a_table_without_data_keeps_one_blank_row():
    out = rendered(template(rows=3), data()).workbook
    assert 'ref="A3:C4"' in part(out, "xl/tables/table1.xml")
    assert list(values(out, "Indata")) == ["A3", "B3", "C3"]


def test_new_rows_have_the_formats_of_the_first_row():
    before = template(rows=1)
    out = rendered(before, data(*ROWS)).workbook
    style = re.search(r' s="\d+"', cell_xml(before, "A4", 2))[0]
    assert style in cell_xml(out, "A6", 2)
    assert " s=" not in cell_xml(out, "C6", 2)


def test_a_column_format_is_used_and_rules_grow_where_the_first_row_has_no_cells():
    def build(book, start, indata, *_):
        indata.set_column("E:E", 10, book.add_format({"num_format": "@"}))
        indata.add_table("E3:E4", {"name": "Annan", "columns": [{"header": "kod"}]})
        for cells in ("A4", "E4"):
            indata.data_validation(cells, {"validate": "length", "criteria": ">", "value": 1})

    swap = changed(
        template(build),
        {
            "xl/tables/table1.xml": ('displayName="Indata"', 'displayName="Gammal"'),
            "xl/tables/table2.xml": ('displayName="Annan"', 'displayName="Indata"'),
        },
    )
    out = rendered(swap, data(*ROWS)).workbook
    style = re.search(
        r'<col min="5" max="5" [^>]*style="(\d+)"', part(swap, "xl/worksheets/sheet2.xml")
    )
    assert f' s="{style[1]}"' in cell_xml(out, "E6", 2)
    rules = re.findall(r'sqref="([^"]*)"', part(out, "xl/worksheets/sheet2.xml"))
    assert rules == ["A4", "E4:E6"]


def test_row_height_is_copied_and_hidden_rows_are_not():
    def build(book, start, indata, *_):
        indata.set_row(3, 30, None, {"hidden": True})

    out = rendered(template(build), data(*ROWS)).workbook
    assert '<row r="6" ht="30" customHeight="1">' in part(out, "xl/worksheets/sheet2.xml")
    assert "hidden" not in part(out, "xl/worksheets/sheet2.xml")


def test_cells_beside_the_table_stay_in_their_columns():
    def build(book, start, indata, *_):
        indata.write("E4", "bredvid")
        indata.write("E8", "nedanför")
        indata.write_formula("F5", "=ROWS(Indata[kod])", None, 0)

    out = rendered(template(build), data(*ROWS)).workbook
    found = values(out, "Indata")
    assert (found["E4"], found["E8"], found["F5"]) == ("bredvid", "nedanför", 3)
    assert found["A6"] == "0180R003"
    references = re.findall(r'<c r="([A-Z]+)(\d+)"', part(out, "xl/worksheets/sheet2.xml"))
    order = [(int(row), column) for column, row in references]
    assert order == sorted(order)


def test_rules_and_conditional_formats_follow_the_table():
    def build(book, start, indata, *_):
        indata.data_validation("B4:B5", {"validate": "decimal", "criteria": ">=", "value": 0})
        indata.data_validation("C4:C1000", {"validate": "decimal", "criteria": ">", "value": 0})
        indata.conditional_format(
            "A4:C5", {"type": "blanks", "format": book.add_format({"bold": 1})}
        )
        indata.conditional_format(
            "G4:G5", {"type": "blanks", "format": book.add_format({"bold": 1})}
        )

    xml = part(rendered(template(build), data(*ROWS)).workbook, "xl/worksheets/sheet2.xml")
    assert re.findall(r'sqref="([^"]*)"', xml) == ["A4:C6", "G4:G5", "B4:B6", "C4:C1000"]


def test_newer_rules_in_the_extension_list_follow_the_table_too():
    def build(book, start, indata, *_):
        indata.conditional_format("B4:B5", {"type": "data_bar", "data_bar_2010": True})

    xml = part(rendered(template(build), data(*ROWS)).workbook, "xl/worksheets/sheet2.xml")
    assert "<xm:sqref>B4:B6</xm:sqref>" in xml


def test_a_filter_on_the_old_rows_is_dropped():
    filtered = changed(
        template(),
        {
            "xl/tables/table1.xml": (
                '<autoFilter ref="A3:C5"/>',
                '<autoFilter ref="A3:C5"><filterColumn colId="0"><filters><filter val="x"/>'
                '</filters></filterColumn></autoFilter><sortState ref="A4:C5"/>',
            ),
        },
    )
    xml = part(rendered(filtered, data(*ROWS)).workbook, "xl/tables/table1.xml")
    assert '<autoFilter ref="A3:C6"/><tableColumns' in xml


def test_text_below_the_table_is_not_written_over():
    def build(book, start, indata, *_):
        indata.write("B7", "Summa")

    message = "Cell B7 under indatatabellen i mallen är inte tom"
    with pytest.raises(FileError, match=message):
        rendered(template(build), data(*ROWS, ROWS[0]))
    assert values(rendered(template(build), data(*ROWS)).workbook, "Indata")["B7"] == "Summa"


def test_columns_match_by_name_whatever_their_order_case_and_blanks():
    rows = data(("30", "x", " 0114R001", "4"), headers=("NAMNARE", "annat", "Kod ", "Taljare"))
    found = values(rendered(template(), rows).workbook, "Indata")
    assert (found["A4"], found["B4"], found["C4"]) == (" 0114R001", 4, 30)


def test_a_mapped_header_wins_over_the_name():
    rows = data(("0114R001", "0114C1010", "1"), headers=("kod", "DeSO", "antal"))
    out = rendered(template(), rows, {"kod": "deso", "Taljare": "Antal"}).workbook
    assert (values(out, "Indata")["A4"], values(out, "Indata")["B4"]) == ("0114C1010", 1)


def test_columns_that_the_template_lacks_are_never_copied():
    rows = data(("0114R001", "19121212-1212"), headers=("kod", "personnummer"))
    out = rendered(template(), rows).workbook
    assert not any(b"1212" in content for content in parts(out).values())
    assert "B4" not in values(out, "Indata")


def test_a_mapped_header_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(FileError) as error:
        rendered(template(), data(ROWS[0]), {"taljare": "antal"})
    assert str(error.value) == (
        'Rubriken "antal" finns inte i register.csv; där finns kod, taljare, namnare.'
    )


def test_a_column_that_the_table_lacks_is_named():
    with pytest.raises(FileError, match='ingen kolumn "belopp"; den har kod, taljare, namnare'):
        rendered(template(), data(ROWS[0]), {"belopp": "taljare"})


def test_data_without_codes_are_refused():
    says = r"saknar kolumnen kod, som måste finnas; .* -c kod=RUBRIK, .* rubrikerna deso, antal\."
    with pytest.raises(FileError, match=says):
        rendered(template(), data(("0114C1010", "1"), headers=("deso", "antal")))


def test_the_columns_that_the_workbook_says_are_needed_are_all_named():
    needed = template(lambda book, *_: book.define_name("Indata!obligatoriska", '="kod;namnare"'))
    with pytest.raises(
        FileError, match=r"^register\.csv saknar kolumnerna kod, namnare, som måste"
    ):
        rendered(needed, data(("1",), headers=("taljare",)))
    rendered(
        needed, data(("9901A0010", "1"), headers=("deso", "N")), {"kod": "deso", "namnare": "N"}
    )


def beside(book, start, indata, rapport, text):
    """Add a table of two rows to the sheet Text, and a formula that reads it."""
    columns = [{"header": "namn"}, {"header": "andel"}]
    rows = [["a", 0.5], ["b", 0.25]]
    text.add_table("A3:B5", {"name": "Sida", "columns": columns, "data": rows})
    rapport.write_formula("A1", "SUM(Sida[andel])")
    rapport.write_formula("A2", 'COUNTIF(Sida[namn],"?*")')


def test_a_table_beside_the_input_is_filled_by_the_name_of_its_sheet():
    rows = data(("0.5", "c"), ("1", "d"), ("2", "e"), headers=("Andel", "namn"))
    done = rendered(template(beside), tables={"text": rows}).workbook
    assert (values(done)["A1"], values(done)["A2"]) == (3.5, 3)
    assert [values(done, "Text")[cell] for cell in ("A4", "B4", "A6", "B6")] == ["c", 0.5, "e", 2]
    assert values(done, "Indata")["A4"] == "9901A0010"


@pytest.mark.parametrize("rows", [None, data(headers=("namn", "andel"))])
def test_a_table_beside_the_input_is_emptied_by_no_file_and_by_a_header_alone(rows):
    done = rendered(template(beside), data(ROWS[0]), tables={"Text": rows}).workbook
    assert (values(done)["A1"], values(done)["A2"]) == (0, 0)
    assert "A4" not in values(done, "Text")


@pytest.mark.parametrize("sheet", ["Rapport", "Indata", ""])
def test_a_sheet_without_a_table_of_its_own_is_named_with_those_that_have_one(sheet):
    with pytest.raises(FileError, match=f'ingen egen tabell på bladet "{sheet}"; den har Text'):
        rendered(template(beside), tables={sheet: None})


def test_codes_keep_leading_zeros_and_numbers_are_numbers():
    rows = data(("0114", "1.5", "-3"), ("1280", "", "1e+20"))
    out = rendered(template(), rows).workbook
    found = values(out, "Indata")
    assert [found[f"A{r}"] for r in (4, 5)] == ["0114", "1280"]
    assert (found["B4"], found.get("B5"), found["C4"], found["C5"]) == (1.5, None, -3, 1e20)
    assert "<v>1.5</v>" in cell_xml(out, "B4", 2)


@pytest.mark.parametrize("text", ["=1+1", "+1", '=HYPERLINK("http://x")', "@SUM(A1)"])
def test_text_that_looks_like_a_formula_is_text(text):
    out = rendered(template(report("=REGSO_NAMN(Indata!A4)")), data((text, "1", "1"))).workbook
    assert "<f" not in cell_xml(out, "A4", 2)
    assert 't="inlineStr"' in cell_xml(out, "A4", 2)
    assert values(out)["A1"] == f"Namn {text}"


def test_marks_and_control_characters_survive_as_excel_writes_them():
    rows = data((" <a> & \x0b _x0041_ ", True, CellError("#N/A")))
    out = rendered(template(), rows).workbook
    assert '<t xml:space="preserve"> &lt;a&gt; &amp; _x000B_ _x005F_x0041_ </t>' in cell_xml(
        out, "A4", 2
    )
    assert 't="b"><v>1</v>' in cell_xml(out, "B4", 2)
    assert 't="e"><v>#N/A</v>' in cell_xml(out, "C4", 2)


def test_a_template_without_the_input_table_is_refused_when_there_are_data():
    other = changed(
        template(), {"xl/tables/table1.xml": ('displayName="Indata"', 'displayName="T"')}
    )
    assert rendered(other).rows == 0
    with pytest.raises(FileError, match='ingen tabell som heter "Indata"'):
        rendered(other, data(ROWS[0]))


def test_a_table_with_a_total_row_is_refused():
    other = changed(
        template(), {"xl/tables/table1.xml": ('totalsRowShown="0"', 'totalsRowCount="1"')}
    )
    with pytest.raises(FileError, match="ingen summarad"):
        rendered(other, data(ROWS[0]))


@pytest.mark.slow
def test_more_rows_than_a_sheet_has_are_refused():
    with pytest.raises(FileError, match="1048577 rader men ett blad rymmer 1048573"):
        rendered(template(), data(*[("0114R001", "1", "1")] * 1_048_577))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"kod;antal\n", b"\xd0\xcf\x11\xe0"])
def test_bytes_that_are_no_workbook_are_refused(content):
    with pytest.raises(FileError, match="Mallen är ingen Excel-arbetsbok"):
        rendered(content)


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", parts(template())["xl/workbook.xml"])
    with pytest.raises(FileError, match="Mallen är ingen Excel-arbetsbok"):
        rendered(out.getvalue())


def with_a_day_column(book, start, indata, *_):
    limits = {"minimum": dt.date(2000, 1, 1), "maximum": dt.date(2100, 1, 1)}
    rule = {"validate": "date", "criteria": "between", **limits}
    indata.data_validation("B4:B1048576", rule)


def test_an_iso_date_is_a_date_in_a_column_for_dates_and_a_text_elsewhere():
    """Excel: 2022-09-15 is day 44819; what is no ISO date stays as it is."""
    rows = [
        ("2022-09-15", "2022-09-15", "2022-09-15"),
        ("x", " 2022-09-16", "1"),
        ("x", "snart", "1"),
    ]
    out = rendered(template(with_a_day_column), data(*rows)).workbook
    found = values(out, "Indata")
    assert [found[f"B{r}"] for r in (4, 5, 6)] == [44819, 44820, "snart"]
    assert (found["A4"], found["C4"]) == ("2022-09-15", "2022-09-15")


def test_a_date_in_the_data_that_does_not_exist_is_refused():
    with pytest.raises(FileError, match="Datumet 2022-09-31 finns inte i kalendern"):
        rendered(template(with_a_day_column), data(("x", "2022-09-31", "1")))


def test_the_word_rader_is_1_on_every_row_unless_the_data_have_such_a_header():
    rows = [("0114R001", "7"), ("0180R002", "8")]
    plain = data(*rows, headers=("kod", "antal"))
    named = data(*rows, headers=("kod", "rader"))
    for register, expected in ((plain, [1, 1]), (named, [7, 8])):
        out = rendered(template(), register, {"taljare": "Rader"}).workbook
        assert [values(out, "Indata")[cell] for cell in ("B4", "B5")] == expected


def test_codes_cannot_be_1_per_row():
    with pytest.raises(FileError, match='Rubriken "rader" finns inte'):
        rendered(template(), data(ROWS[0]), {"kod": "rader"})


def with_an_absent_column(book, *_):
    book.define_name("Indata!saknad_taljare", "=1")


def test_a_column_that_the_data_lack_is_what_the_template_says_of_it():
    lacking = data(("0114R001",), ("",), ("0180R002",), headers=("kod",))
    out = rendered(template(with_an_absent_column), lacking)
    found = values(out.workbook, "Indata")
    assert [found.get(f"{c}{r}") for c in "BC" for r in (4, 5)] == [1, 1, None, None]
    assert out.rows == 2
    present = rendered(template(with_an_absent_column), data(ROWS[1])).workbook
    assert values(present, "Indata")["B4"] == 2


def test_rows_that_are_blank_in_every_column_are_skipped():
    blanks = [("", " ", None, ""), ("", "", "", "")]
    kept = [("0114R001", "1", "2", "x"), ("", "", "", "bara en anteckning")]
    register = data(kept[0], *blanks, kept[1], headers=("kod", "taljare", "namnare", "not"))
    out = rendered(template(), register).workbook
    assert 'ref="A3:C5"' in part(out, "xl/tables/table1.xml")


def with_a_year_column(book, start, indata, *_):
    rule = {"validate": "integer", "criteria": "between", "minimum": 2011, "maximum": 2100}
    indata.data_validation("B4:B1048576", rule)


def test_a_date_is_its_year_in_a_column_for_years_and_stays_elsewhere():
    dates = ["2022-04-14", dt.datetime(2023, 6, 1), "2024", "okänt"]  # noqa: DTZ001 - of a cell
    register = data(*[("x", date, date) for date in dates])
    found = values(rendered(template(with_a_year_column), register).workbook, "Indata")
    assert [found[f"B{r}"] for r in range(4, 8)] == [2022, 2023, 2024, "okänt"]
    assert [found[f"C{r}"] for r in range(4, 8)] == ["2022-04-14", 45078, "2024", "okänt"]


def test_the_size_of_rows_is_known_before_they_are_written():
    values = [["0114R001", None, "å<"] * 40, [1, 2.5, None] * 40, [None] * 120]
    for styles in (["", "", ""], [' s="3"', "", ' s="4"']):
        body = Body.of(Area(8, 1, 127, 3), values, styles, ' ht="15"')
        written = body._written(8, 128)
        assert 0.95 * len(written) < body.size() <= len(written)
