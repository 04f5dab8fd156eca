"""regso.xlam runs: its VBA is compiled and called from cells, by LibreOffice.

Excel is not here, and the bridge is a COM server, so a VBA class stands in for the server object.
All other modules are those of the add-in. What only Excel has is not tried: the ribbon, the
function wizard, spilled ranges, and an argument that is skipped between two others (0 in Calc).
"""

import dataclasses
import io
import zipfile
from xml.sax.saxutils import escape

import pytest
import soffice

from regso.functions import REGISTRY
from regso.hosts.excel import build, ovba, vba

LOADING = {"FilterName": "Calc MS Excel 2007 VBA XML", "MacroExecutionMode": 4}
# Calc shows an error value of VBA as its text, and Excel as the error value with that number.
CODES = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029,
    "#NUM!": 2036, "#N/A": 2042,
}  # fmt: skip
NA, VALUE, DIV = (f"Error {CODES[code]}" for code in ("#N/A", "#VALUE!", "#DIV/0!"))

STAND_IN = """\
Attribute VB_Name = "StandIn"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Option Explicit

' What the bridge would answer, by the name of the function.
Public Function CallUDF(ByVal adapter As String, ByVal functionName As String, _
        ByVal given As Variant) As Variant
    Dim table(0 To 1, 0 To 2) As Variant
    Select Case functionName
        Case "REGSO_NAMN", "REGSO_BEFOLKNING", "REGSO_FEL", "REGSO_SUMMA"
            CallUDF = adapter & " " & functionName & Described(given)
        Case "REGSO_TYP"
            CallUDF = Join(Array("", "n1", Chr(31) & "#N/A", "", "-9007199254740991"), Chr(11))
        Case "REGSO_TYPNAMN"
            CallUDF = Chr(31) & given(0)
        Case "REGSO_LAN"
            CallUDF = given(0)
        Case "REGSO_KOMMUN"
            CallUDF = Array(Array(given(0))(0))
        Case "REGSO_ANDEL"
            CallUDF = Array(0.25, Chr(31) & "#N/A", "Örebro")
        Case "REGSO_LISTA"
            table(0, 0) = "kod": table(0, 1) = Null: table(0, 2) = String(256, "x")
            table(1, 0) = 2.5: table(1, 1) = Chr(31) & "#DIV/0!": table(1, 2) = String(255, "y")
            CallUDF = table
        Case "REGSO_KALLA"
            CallUDF = String(300, "z")
        Case "REGSO_VERSION"
            If Starts < 3 Then Err.Raise 462, "StandIn", "The remote server machine does not exist"
            CallUDF = "start " & Starts
        Case "REGSO_SOK"
            Err.Raise 1001, "StandIn", "en bugg"
        Case "REGSO_DIAGNOS"
            table(0, 0) = "Python": table(0, 2) = "3.13"
            table(1, 0) = "Referensdata": table(1, 2) = "exempel"
            CallUDF = table
    End Select
End Function

Private Function Described(ByVal given As Variant) As String
    Dim i As Long, r As Long, c As Long, text As String
    For i = LBound(given) To UBound(given)
        text = text & "|"
        If IsArray(given(i)) Then
            text = text & LBound(given(i), 1) & ".." & UBound(given(i), 1) & "x" & _
                LBound(given(i), 2) & ".." & UBound(given(i), 2) & ":"
            For r = LBound(given(i), 1) To UBound(given(i), 1)
                For c = LBound(given(i), 2) To UBound(given(i), 2)
                    text = text & OfCell(given(i)(r, c)) & ";"
                Next c
            Next r
        Else
            text = text & OfCell(given(i))
        End If
    Next i
    Described = text
End Function

Private Function OfCell(ByVal value As Variant) As String
    If IsEmpty(value) Then
        OfCell = "tom"
    ElseIf IsError(value) Then
        OfCell = "fel"
    Else
        OfCell = VarType(value) & " " & value
    End If
End Function
"""
# A range as Excel has it before it has calculated: A1:A2, where A2 has a formula and no value.
EARLY = """\
Attribute VB_Name = "Early"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Option Explicit
Public Calculated As Long
Public Row As Long
Private mCell As Boolean

Public Property Get Areas() As Object
    Set Areas = ThisWorkbook.Worksheets(1).Range("A1:A2").Areas
End Property
Public Property Get Rows() As Object
    Set Rows = ThisWorkbook.Worksheets(1).Range("A1:A2").Rows
End Property
Public Property Get Parent() As Object
    Set Parent = ThisWorkbook.Worksheets(1)
End Property
Public Property Get Value2() As Variant
    Dim found(1 To 2, 1 To 1) As Variant
    found(1, 1) = "x"
    If Calculated = 1 Then found(2, 1) = "y"
    Value2 = found
End Property
Public Property Get HasFormula() As Variant
    HasFormula = Null
End Property
Public Function Cells(ByVal r As Long, ByVal c As Long) As Object
    Set Cells = ThisWorkbook.Worksheets(1).Range("J1")
End Function
"""
PRESENT = """\
Option Explicit
Option Private Module
Public Starts As Long
Public Function RegsoNewServer() As Object
    Starts = Starts + 1
    Set RegsoNewServer = New StandIn
End Function
"""
ABSENT = """\
Option Explicit
Option Private Module
Public Starts As Long
Public Function RegsoNewServer() As Object
    Starts = Starts + 1
    Err.Raise 429, "VBA", "ActiveX component can't create object"
End Function
"""
# Remembers what the user is told and asked, and answers as the test says.
DIALOGS = """\
Option Explicit
Option Private Module
Public Said As String
Public Choice As Long
Public Sub RegsoTell(ByVal message As String)
    Said = Said & message
End Sub
Public Function RegsoAgrees(ByVal question As String) As Boolean
    Said = Said & question & " -> "
    RegsoAgrees = (Choice = vbYes)
End Function
Public Function RegsoChoose(ByVal question As String) As Long
    Said = Said & question & " -> "
    RegsoChoose = Choice
End Function
Public Sub RegsoShowLine(ByVal message As String, ByVal text As String)
    Said = Said & message & " -> " & text
End Sub
"""
# Lets cells ask what is private to the add-in; the argument is there for the order of calculation.
WINDOW = """\
Option Explicit
Public NewButton As Boolean
Public Function T_REASON(ByVal after As Variant) As String
    T_REASON = RegsoReason()
End Function
Public Function T_EARLY(ByVal calculated As Long) As Variant
    Dim area As Early
    Set area = New Early
    area.Row = 1
    area.Calculated = calculated
    T_EARLY = RegsoAnswer("REGSO_NAMN", Array(area))
    If IsError(T_EARLY) Then T_EARLY = CStr(T_EARLY)
End Function
Public Function T_WIZARD(ByVal up As Long) As Variant
    NewButton = True
    RegsoWatchWizard
    NewButton = (up = 0)
    T_WIZARD = RegsoAnswer("REGSO_NAMN", Array("9901"))
    If IsError(T_WIZARD) Then T_WIZARD = CStr(T_WIZARD)
    NewButton = True
End Function
Public Function T_ERROR(ByVal code As String) As Long
    Dim answer As Variant
    answer = REGSO_TYPNAMN(code)
    If IsError(answer) Then T_ERROR = Val(Mid(CStr(answer), 7))
End Function
Public Function T_JOINED(ByVal one As Variant, ByVal other As Variant) As String
    Dim answer As Variant
    answer = REGSO_NAMN(Application.Union(one, other))
    If IsError(answer) Then T_JOINED = RegsoReason() Else T_JOINED = answer
End Function
Public Function FREEZE_ALL() As String
    RegsoFreezeFormulas ThisWorkbook
    FREEZE_ALL = CStr(RegsoFound)
End Function
Public Function REPAIR_ALL() As String
    RegsoRepairFormulas ThisWorkbook
    REPAIR_ALL = CStr(RegsoFound)
End Function
Public Function COUNT_ALL() As String
    RegsoCountFormulas ThisWorkbook
    COUNT_ALL = CStr(RegsoFound)
End Function
Public Function PRESS(ByVal button As String, ByVal answer As Long) As String
    Said = ""
    Choice = answer
    Select Case button
        Case "Frys"
            RegsoFreeze Nothing
        Case "Reparera"
            RegsoRepair Nothing
        Case "Publicera"
            RegsoPublish Nothing
        Case "Uppdatera"
            RegsoUpdate Nothing
        Case "Diagnos"
            RegsoDiagnose Nothing
        Case "Hjalp"
            RegsoHelp Nothing
    End Select
    PRESS = Said
End Function
Public Function T_STARTS(ByVal after As Variant) As Long
    T_STARTS = Starts
End Function
Public Function T_REPAIRED(ByVal formula As String) As String
    T_REPAIRED = RegsoRepaired(formula)
End Function
Public Function T_DIAGNOSIS(ByVal after As Variant) As String
    T_DIAGNOSIS = RegsoDiagnosis()
End Function
Public Function T_PUBLISH(ByVal file As String) As String
    T_PUBLISH = RegsoPublishLine(file)
End Function
Public Function FREEZE_NOTHING() As String
    On Error GoTo Failed
    RegsoFreezeFormulas Nothing
Failed:
    FREEZE_NOTHING = Err.Number & " " & Application.Calculation
End Function
Public Function PROTECT(ByVal password As String) As String
    ThisWorkbook.Worksheets(1).Protect password
End Function
Public Function FREEZE_OR_REASON() As String
    On Error GoTo Failed
    RegsoFreezeFormulas ThisWorkbook
    Exit Function
Failed:
    FREEZE_OR_REASON = Err.Description
End Function
Public Function PROTECTED() As String
    Dim sheet As Object
    For Each sheet In ThisWorkbook.Worksheets
        If sheet.ProtectContents Then PROTECTED = PROTECTED & sheet.Name & ";"
    Next sheet
End Function
Public Function T_STRAY(ByVal link As String, ByVal ours As String) As Boolean
    T_STRAY = RegsoIsStray(link, ours)
End Function
' The short form of a formula, and then each part that it has a name for.
Public Function T_SHORT(ByVal formula As String) As String
    Dim parts As Collection
    Dim part As Variant
    Set parts = New Collection
    T_SHORT = RegsoShortened(formula, parts)
    For Each part In parts
        T_SHORT = T_SHORT & vbLf & part
    Next part
End Function
"""


@pytest.fixture(scope="module")
def calc():
    soffice.required()
    with soffice.calc() as running:
        yield running


@pytest.fixture
def run(calc, tmp_path):
    """Give the values of a sheet in the add-in with these cells: constants or formulas."""

    def values(cells, server=PRESENT):
        with opened(calc, tmp_path, cells, server) as book:
            return book.cells(vba.SHEET)

    return values


def opened(calc, folder, cells, server=PRESENT):
    """Open the add-in with these cells; each formula is calculated once."""
    path = folder / "regso.xlam"
    path.write_bytes(with_cells(add_in_with(server), cells))
    return calc.open(path, anew=False, **LOADING)


def add_in_with(server):
    """Return the add-in with a stand-in for the server."""
    replaced = (vba.SERVER, vba.DIALOGS)
    button = "Application.CommandBars.FindControl(Id:=NEW_WORKBOOK).Enabled"
    kept = [
        dataclasses.replace(m, source=m.source.replace(button, "NewButton"))
        for m in vba.modules(list(REGISTRY.values()))
        if m.name not in replaced
    ]
    added = [
        ovba.standard(vba.SERVER, server),
        ovba.standard(vba.DIALOGS, DIALOGS),
        ovba.Module("StandIn", STAND_IN, ovba.CLASS),
        ovba.Module("Early", EARLY, ovba.CLASS),
        ovba.standard("Fonster", WINDOW),
    ]
    return build.package([*kept, *added], "<customUI/>")


def with_cells(package, cells):
    """Return the package with these cells in its sheet; (formula, range) is an array formula."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<sheetData/>" in part
                part = part.replace(b"<sheetData/>", sheet_data(cells).encode())
            new.writestr(name, part)
    return made.getvalue()


def sheet_data(cells):
    rows = {}
    for address, content in cells.items():
        rows.setdefault(int(address.lstrip("ABCDEFGHIJ")), []).append((address, content))
    text = "".join(
        f'<row r="{number}">{"".join(cell(*one) for one in sorted(rows[number]))}</row>'
        for number in sorted(rows)
    )
    return f"<sheetData>{text}</sheetData>"


def cell(address, content):
    if isinstance(content, tuple):
        formula, reach = content
        return f'<c r="{address}"><f t="array" ref="{reach}">{escape(formula[1:])}</f></c>'
    if isinstance(content, str) and content.startswith("="):
        return f'<c r="{address}"><f>{escape(content[1:])}</f></c>'
    if isinstance(content, str):
        return f'<c r="{address}" t="inlineStr"><is><t>{escape(content)}</t></is></c>'
    return f'<c r="{address}"><v>{content}</v></c>'


def test_ranges_arrive_as_rows_and_what_is_left_out_is_empty(run):
    """The stand-in tells VarType, where 5 is a float and 8 is text, and the bounds of arrays."""
    found = run(
        {
            "A1": "9901", "A2": 2022.5, "B1": "x",
            "D1": "=REGSO_NAMN(A1:A3)",
            "D2": "=REGSO_NAMN(A1,2022)",
            "D3": "=REGSO_NAMN(A1:B2)",
            "D4": '=REGSO_BEFOLKNING("99",2022)',
            "D5": "=REGSO_NAMN(A3)",
            "D6": "=REGSO_FEL()",
            "D7": "=REGSO_NAMN(DATE(2022,12,31))",
        }
    )  # fmt: skip
    assert found["D1"] == "regso_udf REGSO_NAMN|1..3x1..1:8 9901;5 2022.5;tom;|tom"
    assert found["D2"] == "regso_udf REGSO_NAMN|8 9901|5 2022"
    assert found["D3"] == "regso_udf REGSO_NAMN|1..2x1..2:8 9901;8 x;5 2022.5;tom;|tom"
    assert found["D4"] == "regso_udf REGSO_BEFOLKNING|8 99|5 2022|tom|tom"
    assert found["D5"] == "regso_udf REGSO_NAMN|tom|tom"
    assert found["D6"] == "regso_udf REGSO_FEL"
    assert found["D7"] == "regso_udf REGSO_NAMN|5 44926|tom"


def test_a_whole_column_ends_where_the_last_of_them_ends(run):
    """Also where the answer itself lies below, or another column of the sheet is longer."""
    found = run(
        {
            "A1": "9901", "A3": "9902", "B1": 1, "B2": 2, "C7": "lång",
            "E2": "=REGSO_NAMN(A1:A1048576)",
            "E3": "=REGSO_NAMN(A2:A1048576,B2:B1048576)",
            "E4": "=REGSO_NAMN(H1:H1048576)",
            "E5": "=REGSO_NAMN(A1:A4)",
        }
    )  # fmt: skip
    assert found["E2"] == "regso_udf REGSO_NAMN|1..3x1..1:8 9901;tom;8 9902;|tom"
    assert found["E3"] == "regso_udf REGSO_NAMN|1..2x1..1:tom;8 9902;|1..2x1..1:5 2;tom;"
    assert found["E4"] == "regso_udf REGSO_NAMN|tom|tom"
    assert found["E5"] == "regso_udf REGSO_NAMN|1..4x1..1:8 9901;tom;8 9902;tom;|tom"


def test_a_long_column_of_texts_travels_as_one_text(run):
    """The stand-in answers with what it was given; from 100 rows on it is given a packed column."""
    cells = {f"A{i}": f"9901R{i:03}" for i in range(1, 151) if i != 7}
    cells |= {f"B{i}": f"rad {i}" for i in range(1, 151) if i != 9} | {"B9": 9.5}
    found = run(
        cells
        | {
            "C1": ("=REGSO_LAN(A1:A150)", "C1:C150"),
            "D1": ("=REGSO_LAN(B1:B150)", "D1:D150"),
            "E1": "=LEN(REGSO_NAMN(A1:A150))",
            "E2": "=LEN(REGSO_NAMN(A1:A99))",
            "F1": ('=REGSO_TYP("x")', "F1:F4"),
        }
    )
    assert [found[f"C{i}"] for i in (1, 7, 8, 150)] == ["9901R001", "\x0c", "9901R008", "9901R150"]
    assert [found[f"D{i}"] for i in (1, 9, 150)] == ["rad 1", 9.5, "rad 150"]
    assert found["E1"] == len("regso_udf REGSO_NAMN|8 |tom") + 2 + 149 * 8 + 1 + 149
    assert found["E2"] == len("regso_udf REGSO_NAMN|1..99x1..1:|tom") + 98 * 11 + 4
    assert [found[f"F{i}"] for i in (1, 2, 3, 4)] == [1.0, NA, "", -9007199254740991.0]


def test_a_function_is_not_asked_before_what_it_is_given_is_calculated(run):
    """Calc calculates first, so VBA asks with what Excel has then: a formula without a value."""
    found = run({"J1": "=1", "B1": "=T_EARLY(0)", "B2": "=T_EARLY(1)", "B3": "=T_REASON(B1)"})
    assert found["B1"] == "Error 2042"
    assert found["B2"].startswith("regso_udf REGSO_NAMN|1..2x1..1:")
    assert found["B3"] == ""


def test_a_function_is_not_asked_while_the_wizard_is_up(run):
    assert run({"A1": "=T_WIZARD(1)"})["A1"] == "Error 2042"
    assert run({"A1": "=T_WIZARD(0)"})["A1"].startswith("regso_udf REGSO_NAMN|")


def test_error_values_come_out_as_error_values(run):
    cells = {f"A{i}": f'=T_ERROR("{code}")' for i, code in enumerate(CODES, 1)}
    found = run(cells | {"A9": '=T_ERROR("#SPILL!")', "B1": '=REGSO_TYPNAMN("#N/A")'})
    assert [found[f"A{i}"] for i in range(1, len(CODES) + 1)] == list(CODES.values())
    assert found["A9"] == CODES["#VALUE!"]
    assert found["B1"] == NA


def test_text_that_looks_like_an_error_value_is_text(run):
    assert run({"A1": '=REGSO_LAN("#N/A")'})["A1"] == "#N/A"


def test_nothing_is_an_empty_text_and_one_cell_is_a_scalar(run):
    found = run(
        {"A1": "=REGSO_LAN(J9)", "A2": '=REGSO_KOMMUN("x")', "A3": "=ISTEXT(REGSO_LAN(J9))"}
    )
    assert found["A1"] == ""
    assert found["A2"] == "x"
    assert found["A3"] == 1.0


def test_a_result_of_one_row_fills_a_row(run):
    found = run({"A1": ("=REGSO_ANDEL(65,100)", "A1:C1")})
    assert [found[a] for a in ("A1", "B1", "C1")] == [0.25, NA, "Örebro"]


def test_a_table_has_error_values_and_texts_that_excel_can_hold(run):
    """Excel makes a text of 256 characters in an array #VALUE!, but not one in a single cell."""
    found = run({"A1": ('=REGSO_LISTA("99")', "A1:C2"), "A4": "=REGSO_KALLA()"})
    assert [found[a] for a in ("A1", "B1", "A2", "B2")] == ["kod", "", 2.5, DIV]
    assert found["C1"] == "x" * 254 + "…"
    assert found["C2"] == "y" * 255
    assert found["A4"] == "z" * 300


def test_a_server_that_has_ended_is_started_once_more(run):
    """It ends at its first two questions: the first cell gives up, the second has its answer."""
    found = run(
        {
            "A1": "=REGSO_VERSION()",
            "A2": '=IF(A1=0,"",REGSO_VERSION())',
            "A3": '=REGSO_LAN(A2)&" "&T_STARTS(A2)',
        }
    )
    assert found["A1"] == VALUE
    assert found["A2"] == "start 3"
    assert found["A3"] == "start 3 3"


def test_a_bug_in_the_bridge_is_a_value_error_with_its_reason(run):
    found = run({"A1": '=REGSO_SOK("x")', "A2": "=T_REASON(A1)"})
    assert found["A1"] == VALUE
    assert "REGSO_SOK" in found["A2"]
    assert "en bugg" in found["A2"]
    assert "regso excel doctor" in found["A2"]


def test_without_a_bridge_every_cell_is_na_and_it_is_tried_once(run):
    cells = {f"A{i}": '=REGSO_NAMN("99")' for i in range(1, 9)}
    found = run(cells | {"B1": "=T_STARTS(A1&A8)", "B2": "=T_REASON(A1&A8)"}, ABSENT)
    assert [found[a] for a in cells] == [NA] * 8
    assert found["B1"] == 1.0
    assert "inte installerad" in found["B2"]
    assert "regso excel install" in found["B2"]


def test_several_ranges_in_one_argument_are_refused(run):
    """Calc refuses them itself in a cell, so VBA joins them."""
    found = run({"A1": 1, "A3": 2, "C1": "=T_JOINED(A1,A3)"})
    assert found["C1"] == "Ett argument är flera områden. Ange ett sammanhängande område."


@pytest.mark.parametrize(
    ("stored", "repaired"),
    [
        ("=_xldudf_REGSO_TYP(A2)", "=REGSO_TYP(A2)"),
        ("=[1]!REGSO_TYP(A2)", "=REGSO_TYP(A2)"),
        ("=regso.xlam!REGSO_TYP(A2)+1", "=REGSO_TYP(A2)+1"),
        (r"='C:\Program\X\regso.xlam'!REGSO_TYP(A2)", "=REGSO_TYP(A2)"),
        ("=1+'https://x.se/a''b/regso.xlam'!REGSO_TYP(A2)", "=1+REGSO_TYP(A2)"),
        ("=_xll.REGSO_TYP(A2)", "=REGSO_TYP(A2)"),
        (
            "=IF(A1=\"it's\",[2]!REGSO_TYP(Blad1!A2),@_xldudf_regso_namn('Blad 2'!A2))",
            "=IF(A1=\"it's\",REGSO_TYP(Blad1!A2),@regso_namn('Blad 2'!A2))",
        ),
        ('="[1]!REGSO_TYP("&A1', '="[1]!REGSO_TYP("&A1'),
        ("='[1]!REGSO_TYP('!A1", "='[1]!REGSO_TYP('!A1"),
        ("=Blad1!REGSO_KOLUMN+SUM(A1)", "=Blad1!REGSO_KOLUMN+SUM(A1)"),
        ("=REGSO_TYP(A2)", "=REGSO_TYP(A2)"),
        ('={1,2}*[1]!REGSO_TYP({"a";"b"})', '={1,2}*REGSO_TYP({"a";"b"})'),
    ],
)
def test_a_formula_is_repaired(run, stored, repaired):
    assert (
        run({"A1": stored.replace("=", "\u2063", 1), "B1": '=T_REPAIRED("="&MID(A1,2,999))'})["B1"]
        == repaired
    )


def test_the_diagnosis_lists_what_the_bridge_says(run):
    found = run({"A1": "=T_DIAGNOSIS(1)"})["A1"].splitlines()
    assert found[0].startswith("Tillägg: ")
    assert found[2:] == [
        "Brygga: svarar", "Senaste fel: inget", "Python: 3.13", "Referensdata: exempel",
    ]  # fmt: skip


def test_the_diagnosis_without_a_bridge_says_what_to_do(run):
    found = run({"A1": "=T_DIAGNOSIS(1)"}, ABSENT)["A1"].splitlines()
    assert found[2] == "Brygga: svarar inte"
    assert "regso excel install" in found[3]


def test_the_publishing_line_keeps_the_dots_of_a_name(run):
    found = run({"A1": '=T_PUBLISH("Min bok.v2.xlsm")'})
    assert found["A1"] == 'regso publish "Min bok.v2.xlsm" -o "Min bok.v2-publicering.xlsx"'


FORMULAS = {
    "A1": "=REGSO_NAMN(C1)",
    "B2": '=REGSO_LAN("0114")',
    "C3": "=1+1",
    "D4": ("=REGSO_ANDEL(65,100)", "D4:F4"),
    "H6": "REGSO_NAMN(A1) är text",
}


def test_the_formulas_of_ours_are_counted_each_array_once(calc, tmp_path):
    with opened(calc, tmp_path, FORMULAS) as book:
        assert book.macro("RegSO.Fonster.COUNT_ALL") == "3"
        assert len(book.formulas(vba.SHEET)) == 6  # Calc lists every cell of an array


def test_freezing_leaves_values_codes_as_text_and_the_other_formulas(calc, tmp_path):
    with opened(calc, tmp_path, FORMULAS) as book:
        before = book.cells(vba.SHEET)
        assert book.macro("RegSO.Fonster.FREEZE_ALL") == "3"
        assert book.formulas(vba.SHEET) == {"C3": "=1+1"}
        assert book.cells(vba.SHEET) == before
        assert before["B2"] == "0114"


def test_repairing_leaves_right_formulas_and_their_values_as_they_are(calc, tmp_path):
    with opened(calc, tmp_path, FORMULAS) as book:
        before = book.cells(vba.SHEET), book.formulas(vba.SHEET)
        assert book.macro("RegSO.Fonster.REPAIR_ALL") == "3"
        after = book.cells(vba.SHEET), book.formulas(vba.SHEET)
    assert after[1] == before[1]
    del before[0]["E4"], after[0]["E4"]  # Calc gives a new array's error value as its neighbour
    assert after[0] == before[0]


def test_a_protected_sheet_is_opened_for_the_change_and_protected_again(calc, tmp_path):
    with opened(calc, tmp_path, FORMULAS) as book:
        book.macro("RegSO.Fonster.PROTECT", "")
        before = book.cells(vba.SHEET)
        assert book.macro("RegSO.Fonster.FREEZE_ALL") == "3"
        assert book.formulas(vba.SHEET) == {"C3": "=1+1"}
        assert book.cells(vba.SHEET) == before
        assert book.macro("RegSO.Fonster.PROTECTED") == f"{vba.SHEET};"


def test_a_sheet_with_a_password_stops_the_whole_and_is_named(calc, tmp_path):
    with opened(calc, tmp_path, FORMULAS) as book:
        book.macro("RegSO.Fonster.PROTECT", "hemligt")
        before = book.formulas(vba.SHEET)
        reason = book.macro("RegSO.Fonster.FREEZE_OR_REASON")
        assert reason.startswith(f"bladet {vba.SHEET} är skyddat med lösenord; ta bort skyddet")
        assert book.formulas(vba.SHEET) == before
        said = book.macro("RegSO.Fonster.PRESS", "Frys", NO)
        assert f"Inget är fryst: bladet {vba.SHEET} är skyddat" in said
        assert book.macro("RegSO.Fonster.PROTECTED") == f"{vba.SHEET};"


def test_a_long_array_formula_is_entered_in_parts_that_excel_takes(run):
    part = "SUM(IF(ISNUMBER(A1:A9),ROUND(A1:A9*100,2),0))"
    long = "=" + "+".join(f"IFERROR({part}/{n},REGSO_ANDEL(B1:B9,{n}))" for n in range(1, 9))
    short, *parts = run(
        {"A1": long.replace("=", "\u2063", 1), "B1": '=T_SHORT("="&MID(A1,2,999))'}
    )["B1"].splitlines()
    assert len(long) > 500
    assert len(short) <= 255
    assert max(map(len, parts)) <= 255
    for number in range(len(parts), 0, -1):
        assert short.count(f"RegsoPart{number}_") == 1
        short = short.replace(f"RegsoPart{number}_", parts[number - 1])
    assert short == long


@pytest.mark.parametrize(
    ("link", "is_stray"),
    [
        (r"C:\Users\kim\AppData\Roaming\Microsoft\Excel\XLSTART\regso.xlam", True),
        (r"\\server\delat\RegSO.xlam", True),
        ("https://a.se/regso.xlam", True),
        (r"C:\PROGRAM\regso.xlam", False),
        (r"C:\Program\annan.xlam", False),
        (r"C:\Program\regso.xlam.xlsx", False),
    ],
)
def test_a_link_to_the_add_in_in_another_place_is_stray(run, link, is_stray):
    found = run({"A1": link, "B1": r'=T_STRAY(A1,"C:\Program\regso.xlam")'})
    assert found["B1"] == float(is_stray)


def test_without_the_stand_in_a_cell_says_that_there_is_no_bridge(calc, tmp_path):
    """The add-in as it is built: there is no RegSO.Brygga on this machine."""
    path = tmp_path / "regso.xlam"
    path.write_bytes(with_cells(build.add_in(), {"A1": "=REGSO_VERSION()"}))
    with calc.open(path, anew=False, **LOADING) as book:
        assert book.cells(vba.SHEET) == {"A1": NA}


# -- the buttons ----------------------------------------------------------------------------------

YES, NO, CANCEL = 6, 7, 2


def test_freezing_asks_first_and_no_means_this_workbook(calc, tmp_path):
    with opened(calc, tmp_path, FORMULAS) as book:
        said = book.macro("RegSO.Fonster.PRESS", "Frys", CANCEL)
        assert said.startswith("REGSO-formler som ersätts av sina värden: 3.")
        assert "Det går inte att ångra." in said
        assert len(book.formulas(vba.SHEET)) == 6
        _, _, said = book.macro("RegSO.Fonster.PRESS", "Frys", NO).partition(" -> ")
        assert said.startswith("REGSO-formler som nu är värden i regso.xlam: 3 av 3.")
        assert "Det här är ingen publiceringskopia" in said
        assert book.formulas(vba.SHEET) == {"C3": "=1+1"}
        said = book.macro("RegSO.Fonster.PRESS", "Frys", NO)
        assert said == "Arbetsboken har inga REGSO-formler."


def test_freezing_a_copy_leaves_the_workbook_as_it_is(calc, tmp_path):
    """Calc makes the new workbook but does not put the file's content in it, as Excel does."""
    with opened(calc, tmp_path, FORMULAS) as book:
        before = book.cells(vba.SHEET), book.formulas(vba.SHEET)
        said = book.macro("RegSO.Fonster.PRESS", "Frys", YES)
        assert " av 3. " in said.replace("\n", " ").replace("\r", " ")
        assert "regso.xlam" not in said
        assert (book.cells(vba.SHEET), book.formulas(vba.SHEET)) == before


def test_what_fails_while_freezing_is_told_and_calculation_goes_on_as_before(calc, tmp_path):
    with opened(calc, tmp_path, FORMULAS) as book:
        said = book.macro("RegSO.Fonster.FREEZE_NOTHING")
        assert said.endswith("-4105")
        assert not said.startswith("0 ")


def test_repairing_asks_first_and_says_how_many_there_are(calc, tmp_path):
    with opened(calc, tmp_path, {"A1": "=REGSO_LAN(1)"}) as book:
        question = book.macro("RegSO.Fonster.PRESS", "Reparera", NO)
        assert question.startswith("REGSO-formler som skrivs in på nytt: 1.")
        said = book.macro("RegSO.Fonster.PRESS", "Reparera", YES)
        assert said == question + "REGSO-formler i arbetsboken: 1."


def test_the_publishing_button_gives_the_command_and_promises_nothing(calc, tmp_path):
    with opened(calc, tmp_path, {}) as book:
        said = book.macro("RegSO.Fonster.PRESS", "Publicera", NO)
    assert "Excel kan inte lova det" in said
    assert f"i mappen {tmp_path}" in said
    line = 'regso publish "regso.xlam" -o "regso-publicering.xlsx"'
    assert said.endswith(f" -> {line}")


def test_the_update_button_says_what_is_used_and_gives_the_command(calc, tmp_path):
    with opened(calc, tmp_path, {}) as book:
        said = book.macro("RegSO.Fonster.PRESS", "Uppdatera", NO)  # the stand-in ends twice
        assert said.startswith("Bryggan till Python svarar inte. REGSO_VERSION")
        said = book.macro("RegSO.Fonster.PRESS", "Uppdatera", NO)
        assert said.startswith("Nu används: start 3")
        assert said.endswith(" -> regso data update")
    with opened(calc, tmp_path, {}, ABSENT) as book:
        said = book.macro("RegSO.Fonster.PRESS", "Uppdatera", NO)
        assert said.startswith("Bryggan till Python svarar inte.")
        assert said.endswith("Kör regso excel install och klicka sedan på Räkna om.")


def test_the_diagnosis_button_asks_whether_to_copy(calc, tmp_path):
    with opened(calc, tmp_path, {}) as book:
        said = book.macro("RegSO.Fonster.PRESS", "Diagnos", NO)
        assert "Referensdata: exempel" in said
        assert "ny arbetsbok" in said


def test_the_help_button_names_what_shows_why(calc, tmp_path):
    with opened(calc, tmp_path, {}) as book:
        assert "=REGSO_FEL()" in book.macro("RegSO.Fonster.PRESS", "Hjalp", NO)
