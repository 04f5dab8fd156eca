"""The scan of templates finds each thing that a spreadsheet would trip over."""

import pytest
import scan
from render_helpers import report, template

from regso.templates import TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_calculated_by_all_spreadsheets(name):
    assert scan.scan(TEMPLATES[name].build()) == []


@pytest.mark.parametrize(
    "formula",
    [
        'IF(ar="x",SUM(Indata[taljare]),REGSO_NAMN(A1))',
        "_xlfn.STDEV.S(Indata[taljare])",
        "SUM(Indata[[kod]:[taljare]])",
        '"text with OFFSET(, [@kod], A1# and @"&A1',
        "[1]!REGSO_NAMN(Rapport!$A$1)",
        "_xldudf_REGSO_NAMN('Blad [1]'!A1)",
        "IF(A1=#N/A,1,2)",
    ],
)
def test_what_all_spreadsheets_know_is_let_through(formula):
    assert scan.scan(template(report(f"={formula}"))) == []


@pytest.mark.parametrize(
    ("formula", "what"),
    [
        ("_xlfn.XLOOKUP(1,A1,B1)", "_xlfn.XLOOKUP is no function of Excel 2016 or the registry"),
        ("_xlfn.LET(_xlpm.x,1,_xlpm.x)", "_xlfn.LET is no function of Excel 2016 or the registry"),
        ("REGSO_FINNSINTE(A1)", "REGSO_FINNSINTE is no function of Excel 2016 or the registry"),
        ("SUMMA(A1)", "SUMMA is no function of Excel 2016 or the registry"),
        ("STDEV.S(A1:A3)", "STDEV.S lacks the prefix _xlfn."),
        ("_xlfn.SUM(A1:A3)", "_xlfn.SUM is written otherwise: SUM"),
        ("regso_namn(A1)", "regso_namn is written otherwise: REGSO_NAMN"),
        ("SUM(OFFSET(A1,1,1))", "OFFSET is volatile"),
        ("TODAY()", "TODAY is volatile"),
        ("REGSO_FEL()", "REGSO_FEL is volatile"),
        ("Indata[@kod]", "the reference [@kod] is not Tabell[kolumn]"),
        ("Indata[[#This Row],[kod]]", "the reference [[#This Row],[kod]] is not Tabell[kolumn]"),
        ("Indata[#All]", "the reference [#All] is not Tabell[kolumn]"),
        ("SUM(Indata[[kod]:[sista]])", "there is no Indata[[kod]:[sista]]"),
        ("SUM(Indata[[#All],[kod]:[kod]])",
         "the reference [[#All],[kod]:[kod]] is not Tabell[kolumn]"),
        ("[kod]", "the reference [kod] is not Tabell[kolumn]"),
        ("SUM([2]Blad!A1)", "the reference [2] is not Tabell[kolumn]"),
        ("SUM(Indata[finnsinte])", "there is no Indata[finnsinte]"),
        ("SUM(Utdata[kod])", "there is no Utdata[kod]"),
        ("SUM(A1#)", "the operator #"),
        ("@A1:A3", "the operator @"),
    ],
)  # fmt: skip
def test_each_thing_that_one_of_them_lacks_is_found(formula, what):
    assert what in list(
        scan.findings(formula, lambda table, column: (table, column) == ("Indata", "kod"))
    )


def test_a_finding_says_where_it_is():
    [found] = scan.scan(template(report("=SUMMA(1)", "B2:B2")))
    assert found.where == "Rapport!B2"


def test_rules_and_names_are_scanned_too():
    def build(book, start, indata, rapport, text):
        rapport.conditional_format("A1:A3", {"type": "formula", "criteria": "=SUMMA(A1)>0"})
        rapport.data_validation("C1", {"validate": "custom", "value": "=ÄR(C1)"})
        book.define_name("sista", "=OFFSET(Rapport!$A$1,1,0)")

    assert {(f.where, f.what.partition(" ")[0]) for f in scan.scan(template(build))} == {
        ("Rapport!A1:A3", "SUMMA"), ("Rapport!C1", "ÄR"), ("sista", "OFFSET"),
    }  # fmt: skip
