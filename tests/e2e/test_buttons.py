"""Frys värden and Reparera formler are pressed in every template that users open.

The VBA of the add-in is put into the template itself, and LibreOffice runs it, with our extension
for Calc to answer: every formula of ours is counted, frozen or entered anew, whatever sheet is
protected, and all values stay.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
import soffice
from test_xlam_in_calc import DIALOGS, LOADING, NO, YES

from draws import rest
from regso.errors import CellError
from regso.functions import REGISTRY
from regso.hosts.calc.build import extension
from regso.hosts.excel import ovba, vba
from regso.xlsx.package import WORKBOOK, Package

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks" / "calc"
TEMPLATES = sorted(path.stem for path in WORKBOOKS.glob("*.xlsx"))
FORMULA = re.compile(r"<f[ >][^<]*REGSO_[^<]*</f>")
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PROJECT = (
    "application/vnd.ms-office.vbaProject",
    "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
)
ABSENT = """\
Option Explicit
Option Private Module
Public Function RegsoNewServer() As Object
    Err.Raise 429, "VBA", "no server"
End Function
"""
BUTTONS = """\
Option Explicit
Public Function PRESS(ByVal button As String, ByVal answer As Long) As String
    Said = ""
    Choice = answer
    If button = "Frys" Then
        RegsoFreeze Nothing
    Else
        RegsoRepair Nothing
    End If
    PRESS = Said
End Function
Public Function PROTECTED() As String
    Dim sheet As Object
    For Each sheet In ActiveWorkbook.Worksheets
        If sheet.ProtectContents Then PROTECTED = PROTECTED & sheet.Name & ";"
    Next sheet
End Function
"""


@pytest.fixture(scope="module")
def calc(tmp_path_factory):
    """Give a Calc where our own extension answers, with the example."""
    soffice.required()
    folder = tmp_path_factory.mktemp("extension")
    path = folder / "regso.oxt"
    path.write_bytes(extension())
    with soffice.calc(path, {"REGSO_DATA": str(folder / "data")}) as running:
        yield running


class Pressed(NamedTuple):
    """A template in Calc with the buttons in it, and what it was before any was pressed."""

    book: soffice.Book
    found: int
    protected: str
    values: dict
    formulas: dict


# The largest has the formulas of the others, and is in Calc as long as five of them.
@pytest.fixture(
    scope="module", params=rest(TEMPLATES, *(t for t in TEMPLATES if t != "indikatorer"))
)
def template(request, calc, tmp_path_factory):
    """Give a template, opened once: its formulas are entered anew before they are frozen."""
    package = Package((WORKBOOKS / f"{request.param}.xlsx").read_bytes())
    sheets = {name: package.parts[part].decode() for name, part in package.sheets.items()}
    found = sum(len(FORMULA.findall(sheet)) for sheet in sheets.values())
    protected = "".join(f"{name};" for name, sheet in sheets.items() if "<sheetProtection" in sheet)
    path = tmp_path_factory.mktemp(request.param) / "mall.xlsm"
    path.write_bytes(with_buttons(package))
    with calc.open(path, **LOADING) as book:
        yield Pressed(book, found, protected, *state(book))


def with_buttons(package):
    kept = [
        m
        for m in vba.modules(list(REGISTRY.values()))
        if m.name not in ("RegsoFunctions", vba.SERVER, vba.DIALOGS, vba.WORKBOOK, vba.SHEET)
    ]
    added = [
        ovba.workbook(vba.WORKBOOK, "Option Explicit\n"),
        ovba.standard(vba.SERVER, ABSENT),
        ovba.standard(vba.DIALOGS, DIALOGS),
        ovba.standard("Knappar", BUTTONS),
    ]
    package.add("xl/vbaProject.bin", ovba.vba_project(vba.PROJECT, [*added, *kept]), PROJECT[0])
    package.relate(WORKBOOK, "rIdVba", PROJECT[1], "vbaProject.bin")
    types = package.change("[Content_Types].xml")
    for one in types:
        if one.get("PartName") == "/xl/workbook.xml":
            one.set("ContentType", MACROS)
    return package.write({})


def state(book):
    """Return the values, but for empty texts, and the formulas of all sheets."""
    return (
        {
            name: {at: value for at, value in book.cells(name).items() if value != ""}
            for name in book.sheets
        },
        {name: book.formulas(name) for name in book.sheets},
    )


def ours(formulas):
    return [
        (sheet, at, formula)
        for sheet, cells in formulas.items()
        for at, formula in cells.items()
        if "REGSO_" in formula.upper()
    ]


def frozen_by_excel_alone(values, formulas):
    """Return our arrays that Calc may not write over: with an error value or an empty cell."""
    shown = {}
    for sheet, at, formula in ours(formulas):
        shown.setdefault((sheet, formula), []).append(values[sheet].get(at))
    return {
        one
        for one, cells in shown.items()
        if any(value is None or isinstance(value, CellError) for value in cells)
    }


def changed(before, after):
    """Yield the cells whose values differ; in Calc a frozen empty text is 0 for who reads it."""
    for sheet, cells in before.items():
        for at in cells.keys() | after[sheet].keys():
            old, new = cells.get(at), after[sheet].get(at)
            is_same = old == new or (old is None and new == 0)
            if not is_same and not (
                isinstance(old, float) and new == pytest.approx(old, rel=1e-12)
            ):
                yield sheet, at, old, new


def test_every_formula_is_entered_anew_as_it_was(template):
    said = template.book.macro("RegSO.Knappar.PRESS", "Reparera", YES)
    assert f"REGSO-formler i arbetsboken: {template.found}." in said
    assert state(template.book)[1] == template.formulas
    assert template.book.macro("RegSO.Knappar.PROTECTED") == template.protected


def test_every_formula_is_frozen_and_every_sheet_is_protected_as_before(template):
    book, found, protected, values, formulas = template
    assert found
    assert len(ours(formulas)) >= found
    said = book.macro("RegSO.Knappar.PRESS", "Frys", NO)
    assert f"REGSO-formler som nu är värden i mall.xlsm: {found} av {found}." in said
    after, left = state(book)
    assert {(s, f) for s, _, f in ours(left)} <= frozen_by_excel_alone(values, formulas)
    assert list(changed(values, after)) == []
    assert book.macro("RegSO.Knappar.PROTECTED") == protected
