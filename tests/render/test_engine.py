"""The engine evaluates single formulas with our functions in them."""

from unittest.mock import ANY

import pytest
from render_helpers import FUNCTIONS, data, rendered, template

from regso.errors import CellError, FileError, RegsoError
from regso.render import FormulaError, engine, evaluate_formula, largest, registry_functions


@pytest.mark.parametrize(
    ("formula", "rows"),
    [
        ("=SUM(1;2)", [[3]]),
        ("1+1", [[2]]),
        ('=REGSO_NAMN("a;b")&"!"', [["Namn a;b!"]]),
        ("=REGSO_RADER(3)", [[1], [2], [3]]),
        ('=IF(TRUE;REGSO_TABELL({"a";"b"};{1;2}))', [["kod", "summa"], ["alla", 3], ["rader", 2]]),
        ("=REGSO_ARGUMENT(1;;{1,2;3,4};)", [["(1.0, '', [[1.0, 2.0], [3.0, 4.0]], '')"]]),
        ("=REGSO_ARGUMENT(1/0)", [["(#DIV/0!,)"]]),
        ("=REGSO_ARGUMENT(Z9;TRUE)", [["(None, True)"]]),
        ("=DATE(2024;1;1)", [[45292]]),
        ("=#N/A", [[CellError("#N/A")]]),
        ("=[1]!REGSO_NAMN(1)", [["Namn 1.0"]]),
    ],
)
def test_a_formula_gives_rows(formula, rows):
    assert evaluate_formula(formula, FUNCTIONS) == rows


def test_an_empty_cell_of_a_result_is_empty_text():
    assert evaluate_formula("=REGSO_TOM()", {"REGSO_TOM": lambda: [[None, 1]]}) == [["", 1]]


def test_an_error_value_carries_its_sentence():
    [[error]] = evaluate_formula("=REGSO_SAKNAS(1)", FUNCTIONS)
    assert (error.code, error.message) == ("#N/A", "Koden finns inte.")


def test_an_error_value_inside_a_range_stays_in_its_cell():
    def each(cells):
        return [[cell if isinstance(cell, CellError) else "ok" for cell in row] for row in cells]

    assert evaluate_formula("=REGSO_VAR({1;#N/A})", {"REGSO_VAR": each}) == [
        ["ok"],
        [CellError("#N/A")],
    ]


def test_an_unknown_function_is_explained():
    [[error]] = evaluate_formula("=REGSO_FINNS_INTE(1)", FUNCTIONS)
    assert (error.code, error.message) == (
        "#NAME?",
        "Formeln har en funktion eller ett namn som inte finns.",
    )


def test_more_than_10_000_cells_are_too_many_for_the_engine():
    assert len(evaluate_formula("=REGSO_RADER(10000)", FUNCTIONS)) == 10_000
    [[error]] = evaluate_formula("=REGSO_RADER(10001)", FUNCTIONS)
    assert error.code == "#SPILL!"


@pytest.mark.parametrize(
    "formula", ["=1+", "=SUM(1", '="abc', "=)", "=", "=1,5", "={1,2;3}", "=1 2"]
)
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(FormulaError, match="går inte att tolka") as error:
        evaluate_formula(formula, FUNCTIONS)
    assert isinstance(error.value, RegsoError)


def test_a_formula_that_is_too_long_for_the_engine_says_so():
    with pytest.raises(FormulaError, match="har 70008 tecken"):
        evaluate_formula(f'=LEN("{"x" * 70_000}")', FUNCTIONS)


def test_too_many_arguments_are_an_error_value_and_no_bug(example, caplog):
    [[error]] = evaluate_formula("=REGSO_FEL(1)", registry_functions())
    assert (error.code, error.message) == (
        "#VALUE!",
        "REGSO_FEL tar högst 0 argument men fick 1.",
    )
    assert caplog.text == ""


def test_the_registry_is_what_formulas_call(example):
    functions = registry_functions()
    code = next(iter(sorted(example.areas(2020).regso)))
    assert evaluate_formula(f'=REGSO_NAMN("{code}";2022)', functions) == [
        [example.areas(2020).name_of(code)],
    ]
    assert evaluate_formula('=REGSO_NAMN("")', functions) == [[""]]


@pytest.mark.parametrize("formula", ["='[bok.xlsx]Blad1'!A1", "=Finnsinte!A1+1"])
def test_a_reference_out_of_the_formula_is_an_error_value(formula):
    [[error]] = evaluate_formula(formula, FUNCTIONS)
    assert isinstance(error, CellError)


def test_a_text_is_as_long_as_a_cell_takes():
    assert evaluate_formula('=REPT("x";32767)', {}) == [["x" * 32_767]]
    assert evaluate_formula('=REPT("x";32768)', {}) == [[CellError("#VALUE!", ANY)]]


def test_a_workbook_that_is_too_large_says_so_before_the_work(monkeypatch):
    monkeypatch.setattr(largest, "_LARGEST", 1_000)
    with pytest.raises(FileError, match="summera registret"):
        engine.Recalculated(b"0" * 1_001, {})


def test_a_register_that_is_too_large_is_refused_before_anything_is_calculated(monkeypatch, mocker):
    monkeypatch.setattr(largest, "_LARGEST", 20_000)
    started = mocker.spy(engine, "_loaded")
    rows = [("0114R001", str(i), "10") for i in range(1_000)]
    with pytest.raises(FileError, match=r"högst 0 MB \(omkring \d+ rader som de här\) kan räknas"):
        rendered(template(rows=1), data(*rows))
    started.assert_not_called()


def test_a_full_disk_is_no_damaged_workbook(mocker):
    full = OSError("load failed: I/O error: formula replay spool I/O failure (FileTooLarge)")
    mocker.patch("formualizer.Workbook").from_bytes.side_effect = full
    with pytest.raises(FileError, match="gör plats på disken"):
        engine.Recalculated(b"", {})


def test_a_damaged_workbook_says_what_to_do():
    with pytest.raises(FileError, match="spara den på nytt"):
        engine.Recalculated(b"PK\x03\x04 men inte mer", {})


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=SUBSTITUTE(REPT("a";32000);"a";REPT("b";32000))', CellError("#VALUE!", ANY)),
        ('=REPT("x";1e9)', CellError("#VALUE!", ANY)),
        ('=SUBSTITUTE("a,b,c";",";"-";2)', "a,b-c"),
        ('=SUBSTITUTE("a,b,c";",";"-")', "a-b-c"),
        ('=REPT("ab";2)&SUBSTITUTE(123;2;"x")', "abab1x3"),
        ("=REPT(1/0;2)", CellError("#DIV/0!", ANY)),
        ('=REPT("x";-1)', CellError("#VALUE!", ANY)),
    ],
)  # fmt: skip
def test_texts_grow_as_in_excel_and_no_further(formula, value):
    assert evaluate_formula(formula, {}) == [[value]]


def test_ranges_of_texts_grow_cell_by_cell():
    assert evaluate_formula('=SUBSTITUTE({"aa";"ba"};"a";"x")', {}) == [["xx"], ["bx"]]
