"""What the formulas of a template may hold: in every host, without hiding an error."""

import io
import re
import zipfile

import pytest
from lxml import etree

from regso.functions import REGISTRY, call, matching, quality
from regso.templates.omradestyper.template import FORMULA
from regso.workbook import functionlist

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Functions of Excel 2016 and older, which need no prefix in the file.
PLAIN = {"AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "INDEX", "INT", "ISERROR",
         "ISNUMBER", "ISTEXT", "LEFT", "LEN", "MATCH", "MAX", "MOD", "NA", "NOT", "OR", "RIGHT",
         "ROUND", "SEARCH", "SUMPRODUCT"}  # fmt: skip
IN_RULES = {"ABS", "AND", "ISNUMBER", "LEFT", "N"}


@pytest.fixture(scope="module")
def cells(built):
    """Every formula cell: sheet part, cell, and the formula element with its cell."""
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        parts = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        sheets = {part: etree.fromstring(package.read(part)) for part in sorted(parts)}
    return [
        (part, cell, cell.find(f"{MAIN}f"))
        for part, sheet in sheets.items()
        for cell in sheet.iter(f"{MAIN}c")
        if cell.find(f"{MAIN}f") is not None
    ]


def _without_texts(formula):
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


def _functions(formula):
    return set(re.findall(r"[A-Z][A-Z0-9_.]*(?=\()", _without_texts(formula)))


def _calls(formula):
    """Yield name and number of arguments of every REGSO call in a formula."""
    plain = _without_texts(formula)
    for found in re.finditer(r"(REGSO_\w+)\(", plain):
        depth, commas, at = 1, 0, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(plain[at], 0)
            commas += plain[at] == "," and depth == 1
            at += 1
        yield found[1], commas + 1 if plain[found.end()] != ")" else 0


def test_a_formula_uses_functions_of_excel_2016_and_the_registry_only(cells):
    used = set().union(*(_functions(f.text) for _, _, f in cells))
    assert used - set(REGISTRY) == PLAIN


def test_every_call_has_a_legal_number_of_arguments(cells):
    calls = [c for _, _, f in cells for c in _calls(f.text)]
    assert {name for name, _ in calls} == {
        "REGSO_TABELL", "REGSO_GRUPPER", "REGSO_OMRADEN", "REGSO_MATCHNING", "REGSO_KALLA",
        "REGSO_VERSION", "REGSO_SLUTSATS",
    }  # fmt: skip
    for name, given in calls:
        args = REGISTRY[name].args
        assert sum(not a.optional for a in args) <= given <= len(args), name


def test_references_to_the_table_are_whole_columns_and_no_spill_operator_is_used(cells):
    for _, _, formula in cells:
        plain = _without_texts(formula.text)
        assert set(re.findall(r"\[.*?\]", plain)) <= {
            "[kod]", "[taljare]", "[namnare]", "[personer]", "[grupp]",
        }  # fmt: skip
        assert "#" not in plain
        assert "@" not in plain


def test_the_rules_for_formats_use_old_functions_too(book):
    rules = [
        formula
        for sheet in book
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
        for formula in rule.formula
    ]
    assert set().union(*map(_functions, rules)) == IN_RULES


def test_the_table_is_computed_from_the_inputs_by_name():
    table = (
        'REGSO_TABELL(Indata[kod],IF(COUNTA(Indata[taljare])=0,"",Indata[taljare]),'
        'IF(Områdestyper!$N$2="kolumnen namnare",Indata[namnare],'
        'IF(Områdestyper!$N$2="antal rader",IF(Indata[taljare]="","",1),"")),'
        'ar,konf,IF(troskel>=1,troskel,NA()),IF(matt="fördelning","andel",matt),,'
        'IF(COUNTA(Indata[personer])=0,"",Indata[personer]))'
    )
    assert (
        'IF(Områdestyper!$N$2="saknas",IF({0,0,0,1,1,1,1,1}*{0;1;1;1;1;1;1;1;1},"",'
        f"{table}),{table})"
    ) == FORMULA


@pytest.mark.usefixtures("example")
def test_the_rows_that_formulas_point_at_are_where_the_functions_put_them():
    matched = call("REGSO_MATCHNING", [[["9901A0010"]], 2022])
    assert [row[0] for row in matched[1:]] == list(matching.ROWS)
    assert [row[0] for row in call("REGSO_KALLA", ["typ", 2022])[1:]] == list(quality.ROWS)


@pytest.mark.usefixtures("example")
def test_each_spill_has_room_for_exactly_its_result(cells):
    """But the groups: their first row has the look of those that a rendering adds below."""
    spills = {
        re.search(r"REGSO_\w+", f.text)[0] + f.get("ref")
        for _, _, f in cells
        if ":" in f.get("ref", "")
    }
    assert spills == {"REGSO_TABELLC5:J13", "REGSO_OMRADENC5:P85", "REGSO_MATCHNINGB5:C27",
                      "REGSO_KALLAB5:C23", "REGSO_GRUPPERC8:J9"}  # fmt: skip


def test_the_list_of_functions_is_what_the_registry_says():
    kept = functionlist.LIST.read_text(encoding="utf-8")
    assert kept == functionlist.listed(), "run: python addin/start.py build"


def test_the_sheet_funktioner_has_every_function_of_the_registry(book):
    shown = [row[1].value for row in book["Funktioner"].iter_rows(min_row=5)]
    assert [s for s in shown if s and s.startswith("REGSO_")] == [
        entry.signature() for entry in REGISTRY.values()
    ]
