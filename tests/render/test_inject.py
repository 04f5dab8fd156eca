"""Values go into the original package; what is not calculated stays as it is."""

import datetime as dt
import io
import re
import zipfile

import pytest
from render_helpers import (
    FUNCTIONS,
    cell_xml,
    changed,
    data,
    part,
    parts,
    rendered,
    report,
    template,
    values,
)

from books import book_of
from regso.errors import CellError

ROWS = [("0114R001", "1", "10"), ("0180R002", "2", "20"), ("0180R003", "3", "30")]
TABLE = "=REGSO_TABELL(Indata[kod],Indata[taljare])"


def test_a_formula_over_the_table_sees_all_its_rows():
    out = rendered(template(report(TABLE, "A1:B3")), data(*ROWS))
    found = values(out.workbook)
    assert [found[c] for c in ("A1", "B1", "A2", "B2", "B3")] == ["kod", "summa", "alla", 6, 3]
    assert (out.rows, out.formulas, out.problems) == (3, 1, [])


def test_every_part_but_those_that_must_change_is_byte_for_byte_the_same():
    def build(book, start, indata, rapport, text):
        report(TABLE, "A1:B3")(book, start, indata, rapport, text)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Rapport!$B$2:$B$3"})
        rapport.insert_chart("E2", chart)
        rapport.conditional_format("B2:B3", {"type": "data_bar"})

    before = template(build)
    old, new = parts(before), parts(rendered(before, data(*ROWS)).workbook)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {
        "xl/workbook.xml",
        "xl/tables/table1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
    }
    assert "xl/charts/chart1.xml" in old


def test_a_sheet_keeps_all_but_its_calculated_cells():
    def build(book, start, indata, rapport, text):
        bold = book.add_format({"bold": True})
        rapport.write("A1", "rubrik", bold)
        rapport.write_formula("A2", "=1+1", bold, 0)
        rapport.set_column("A:A", 30)
        rapport.freeze_panes(1, 0)

    before = template(build)
    expected = part(before, "xl/worksheets/sheet3.xml").replace("</f><v>0</v>", "</f><v>2</v>")
    after = part(rendered(before).workbook, "xl/worksheets/sheet3.xml")
    assert after.partition("?>")[2].strip() == expected.partition("?>")[2].strip()


def test_the_same_input_gives_the_same_bytes():
    workbook = template(report(TABLE, "A1:B3"))
    first, second = (rendered(workbook, data(*ROWS)) for _ in range(2))
    assert first[:-1] == second[:-1]  # but for the package, which is an object


def test_the_parts_have_the_time_stamps_of_the_template():
    before = template(report(TABLE, "A1:B3"))

    def stamps(workbook):
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            return [(info.filename, info.date_time) for info in archive.infolist()]

    assert stamps(rendered(before, data(*ROWS)).workbook) == stamps(before)
    assert stamps(before)[0][1] < (2000, 1, 1)


def test_a_spill_grows_and_new_rows_take_the_style_of_the_last():
    def build(book, start, indata, rapport, text):
        look = book.add_format({"num_format": "0.0"})
        rapport.write_dynamic_array_formula("A1:A2", "=REGSO_RADER(4)", look, 0)
        rapport.write_blank("A2", None, look)

    before = template(build)
    out = rendered(before).workbook
    style = re.search(r' s="\d+"', cell_xml(before, "A2"))[0]
    assert 'ref="A1:A4"' in cell_xml(out, "A1")
    assert 'cm="1"' in cell_xml(out, "A1")
    assert [values(out)[f"A{r}"] for r in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert style in cell_xml(out, "A4")
    assert '<dimension ref="A1:A4"/>' in part(out, "xl/worksheets/sheet3.xml")


def test_a_spill_shrinks_and_cells_that_it_left_are_blank_with_their_style():
    def build(book, start, indata, rapport, text):
        look = book.add_format({"num_format": "0.0"})
        rapport.write_dynamic_array_formula("A1:A4", "=REGSO_RADER(2)", look, 9)
        for row in (2, 3, 4):
            rapport.write(f"A{row}", 9, look)

    before = template(build)
    out = rendered(before).workbook
    assert 'ref="A1:A2"' in cell_xml(out, "A1")
    assert values(out) == {"A1": 1, "A2": 2}
    assert re.fullmatch(r'<c r="A4" s="\d+"/>', cell_xml(out, "A4"))


def test_a_result_of_one_cell_is_an_array_of_one_cell():
    out = rendered(template(report("=REGSO_RADER(1)", "A1:B9"))).workbook
    assert '<f t="array" ref="A1">' in cell_xml(out, "A1")
    assert values(out) == {"A1": 1}


def test_a_table_that_is_blank_for_now_keeps_its_area():
    """An array in Calc never gets another, and would be cut to one cell when it is back."""
    formula = '=IF(ar=2021,"",REGSO_RADER(3))'
    out = rendered(template(report(formula, "A1:B9")), settings={"ar": 2021}).workbook
    assert '<f t="array" ref="A1:B9">' in cell_xml(out, "A1")
    assert values(out) == {}
    again = rendered(out, settings={"ar": 2022}).workbook
    assert '<f t="array" ref="A1:A3">' in cell_xml(again, "A1")


def test_each_kind_of_value_is_stored_as_excel_stores_it():
    out = rendered(template(report("=REGSO_TREDELAD()", "A1:C2"))).workbook
    assert cell_xml(out, "A1").endswith("<v>1</v></c>")
    assert 't="b"' in cell_xml(out, "A1")
    assert cell_xml(out, "B1") == (
        '<c r="B1" t="inlineStr"><is><t>åäö &amp; &lt;b&gt;</t></is></c>'
    )
    assert cell_xml(out, "C1") == '<c r="C1"><v>0.30000000000000004</v></c>'
    assert cell_xml(out, "A2") == '<c r="A2"><v>1e+300</v></c>'
    assert cell_xml(out, "B2") == '<c r="B2" t="e"><v>#DIV/0!</v></c>'
    assert cell_xml(out, "C2") == '<c r="C2"/>'


def test_text_and_errors_of_ordinary_formulas():
    def build(book, start, indata, rapport, text):
        rapport.write_formula("A1", '="a"&ar', None, "")
        rapport.write_formula("A2", "=1/0", None, 0)
        rapport.write_formula("A3", "=DATE(2024,1,1)+TIME(12,0,0)", None, 0)

    out = rendered(template(build)).workbook
    assert cell_xml(out, "A1") == '<c r="A1" t="str"><f>"a"&amp;ar</f><v>a2022</v></c>'
    assert cell_xml(out, "A2") == '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    assert cell_xml(out, "A3").endswith("<v>45292.5</v></c>")


def test_dates_reach_functions_as_serial_numbers():
    def build(book, start, indata, rapport, text):
        start.write_datetime("B9", dt.date(2024, 1, 1), book.add_format({"num_format": "d/m"}))
        report("=REGSO_ARGUMENT(Start!B9)")(book, start, indata, rapport, text)

    assert values(rendered(template(build)).workbook)["A1"] == "(45292.0,)"


@pytest.mark.parametrize("prefix", ["", "[1]!", "_xldudf_"])
def test_every_storage_form_is_calculated_and_kept(prefix):
    formula = f'={prefix}REGSO_NAMN("[1]!REGSO_")'
    out = rendered(template(report(formula))).workbook
    assert f">{prefix}REGSO_NAMN(" in cell_xml(out, "A1")
    assert values(out)["A1"] == "Namn [1]!REGSO_"


def test_left_out_arguments_reach_functions_as_empty_text():
    out = rendered(template(report("=REGSO_ARGUMENT(1,, {1,2},)"))).workbook
    assert values(out)["A1"] == "(1.0, '', [[1.0, 2.0]], '')"


def test_a_column_of_a_table_can_stand_in_a_defined_name():
    def build(book, start, indata, rapport, text):
        book.define_name("koder", "=Indata[kod]")
        rapport.write_formula("A1", "=ROWS(koder)", None, 0)

    assert values(rendered(template(build), data(*ROWS)).workbook)["A1"] == 3


def test_a_table_that_is_not_filled_keeps_its_rows():
    out = rendered(template(report(TABLE, "A1:B3"), rows=5)).workbook
    assert (values(out)["B2"], values(out)["B3"]) == (5, 5)


def test_a_plain_formula_shows_the_first_value_of_an_array_as_in_excel():
    def build(book, start, indata, rapport, text):
        rapport.write_formula("A1", "=REGSO_RADER(3)", None, 0)
        rapport.write("A2", "upptagen")

    assert values(rendered(template(build)).workbook) == {"A1": 1, "A2": "upptagen"}


def test_a_fixed_array_keeps_its_area_and_is_filled_with_na():
    def build(book, start, indata, rapport, text):
        rapport.write_array_formula("A1:A3", "{=REGSO_RADER(2)}", None, 7)
        rapport.write_array_formula("C1:C2", "{=REGSO_RADER(4)}", None, 7)

    out = rendered(template(build))
    assert values(out.workbook) == {"A1": 1, "A2": 2, "A3": "#N/A", "C1": 1, "C2": 2}
    assert [problem.cell for problem in out.problems] == ["A3"]


def test_copied_formulas_that_share_one_text_are_calculated():
    def build(book, start, indata, rapport, text):
        for row in (1, 2, 3):
            rapport.write(f"B{row}", f"k{row}")
            rapport.write_formula(f"A{row}", f"=DELAD{row}", None, 0)

    shared = '<f t="shared" ref="A1:A3" si="0">REGSO_NAMN(B1)</f>'
    workbook = changed(template(build), {"xl/worksheets/sheet3.xml": ("<f>DELAD1</f>", shared)})
    for row in (2, 3):
        edit = (f"<f>DELAD{row}</f>", '<f t="shared" si="0"/>')
        workbook = changed(workbook, {"xl/worksheets/sheet3.xml": edit})
    found = values(rendered(workbook).workbook)
    assert [found[f"A{row}"] for row in (1, 2, 3)] == ["Namn k1", "Namn k2", "Namn k3"]


def test_stored_values_open_without_being_recalculated():
    xml = part(rendered(template(report(TABLE))).workbook, "xl/workbook.xml")
    assert '<calcPr calcId="191029"/>' in xml


def test_a_newer_calculation_id_is_left_alone():
    newer = changed(
        template(), {"xl/workbook.xml": ('calcId="124519" fullCalcOnLoad="1"', 'calcId="999999"')}
    )
    assert parts(rendered(newer).workbook) == parts(newer)


def test_an_error_cell_is_reported_with_what_the_function_said():
    out = rendered(template(report("=[1]!REGSO_SAKNAS(Indata[kod])")), data(*ROWS))
    assert out.problems == [
        ("Rapport", "A1", "=REGSO_SAKNAS(Indata[kod])", "#N/A", "Koden finns inte.", False),
    ]


def test_an_error_that_the_data_held_is_explained():
    rows = data(("0114R001", CellError("#N/A"), 1), ("0180R002", 1, 1))

    def build(book, start, indata, rapport, text):
        rapport.write_formula("A1", "=SUM(Indata[taljare])", None, 0)
        rapport.write_formula("A2", "=1/0", None, 0)

    problems = rendered(template(build), rows).problems
    assert [(p.cell, p.code, p.explained) for p in problems] == [
        ("A1", "#N/A", True),
        ("A2", "#DIV/0!", False),
    ]


def test_an_error_within_a_spill_is_reported_by_its_cell():
    problems = rendered(template(report("=REGSO_TREDELAD()", "A1:C2"))).problems
    assert [(p.cell, p.code) for p in problems] == [("B2", "#DIV/0!")]


def test_a_spill_that_is_blocked_says_what_to_do():
    def build(book, start, indata, rapport, text):
        report("=REGSO_RADER(3)")(book, start, indata, rapport, text)
        rapport.write("A3", "i vägen")

    out = rendered(template(build))
    assert [(p.cell, p.code) for p in out.problems] == [("A1", "#SPILL!")]
    assert "töm cellerna under och till höger" in out.problems[0].message
    assert values(out.workbook) == {"A1": "#VALUE!", "A3": "i vägen"}


def test_a_spill_that_is_too_large_for_the_engine_says_so():
    out = rendered(template(report("=REGSO_RADER(10001)")))
    assert [(p.cell, p.code) for p in out.problems] == [("A1", "#SPILL!")]
    assert "fler än 10000 celler" in out.problems[0].message


def test_a_circle_and_an_unknown_function_are_explained():
    def build(book, start, indata, rapport, text):
        rapport.write_formula("A1", "=B1", None, 0)
        rapport.write_formula("B1", "=A1", None, 0)
        rapport.write_formula("C1", "=REGSO_FINNS_INTE()", None, 0)

    problems = rendered(template(build)).problems
    assert [(p.cell, p.code) for p in problems] == [
        ("A1", "#VALUE!"),
        ("B1", "#VALUE!"),
        ("C1", "#NAME?"),
    ]
    assert "cirkel" in problems[0].message
    assert "inte finns" in problems[2].message


def test_what_a_cell_showed_before_is_never_shown_again():
    """The engine gets the file with its old results, and takes none of them."""

    def build(book, start, indata, rapport, text):
        for at, formula in enumerate(
            ["=NOSUCH(1)", "=B2", '=INDIRECT("X!A1")', "=Text!Z9", "=1+1"]
        ):
            rapport.write_formula(at, 0, formula, None, 777)
        rapport.write_formula("B2", "=A2", None, 777)

    sheet = book_of(rendered(template(build)).workbook, values=True)["Rapport"]
    assert [cell.value for cell in sheet["A"]] == ["#NAME?", "#VALUE!", "#REF!", 0, 2]


def test_a_bug_in_a_function_is_loud(caplog):
    def broken(*_):
        raise KeyError("bugg")

    functions = {**FUNCTIONS, "REGSO_TRASIG": broken}
    out = rendered(template(report("=REGSO_TRASIG()")), functions=functions)
    assert [(p.code, p.message) for p in out.problems] == [
        ("#VALUE!", "Internt fel i REGSO_TRASIG; se loggen."),
    ]
    assert "KeyError: 'bugg'" in caplog.text


def test_two_sentences_of_one_function_are_not_mixed_up():
    functions = {"REGSO_KOD": lambda kod: [[CellError("#N/A", f"{kod} finns inte.")]]}

    def build(book, start, indata, rapport, text):
        rapport.write_formula("A1", '=REGSO_KOD("a")', None, 0)
        rapport.write_formula("A2", '=REGSO_KOD("b")', None, 0)

    problems = rendered(template(build), functions=functions).problems
    assert [problem.message for problem in problems] == ["", ""]
