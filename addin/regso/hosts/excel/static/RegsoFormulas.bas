Attribute VB_Name = "RegsoFormulas"
Option Explicit
Option Private Module

' The formulas of a workbook that ask for our functions: count, freeze, repair.

Private Const PREFIX As String = "REGSO_"
Private Const LETTERS As String = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
Private Const BETWEEN As String = "=+-*/^&,;(<>{ @:"
Private Const MANUAL As Long = -4135

' What the latest walk through a workbook found.
Public RegsoFound As Long
Public RegsoWithErrors As Long

Private Const COUNT_ONLY As Long = 0
Private Const FREEZE As Long = 1
Private Const REPAIR As Long = 2

Public Sub RegsoCountFormulas(ByVal book As Object)
    WalkSheets book, COUNT_ONLY
End Sub

Public Sub RegsoFreezeFormulas(ByVal book As Object)
    Walk book, FREEZE
End Sub

Public Sub RegsoRepairFormulas(ByVal book As Object)
    Walk book, REPAIR
End Sub

' All formulas or none. Excel neither calculates nor fills columns of tables between the changes.
Private Sub Walk(ByVal book As Object, ByVal task As Long)
    Dim calculation As Long
    Dim fills As Boolean
    Dim number As Long
    Dim reason As String
    calculation = Application.Calculation
    fills = FillsColumns()
    On Error GoTo Failed
    SetAutomatic False, MANUAL, False
    RegsoForgetChanges
    RegsoOpenSheets RegsoSheetsOfOurs(book)
    If task = REPAIR Then RegsoTurnLinks book
    WalkSheets book, task
    If task = FREEZE Then RegsoWriteValues
    RegsoCloseSheets
    SetAutomatic True, calculation, fills
    Exit Sub
Failed:
    number = Err.Number
    reason = Err.Description
    RegsoUndoChanges
    RegsoCloseSheets
    SetAutomatic True, calculation, fills
    Err.Raise number, "RegSO", reason
End Sub

Private Sub SetAutomatic(ByVal showing As Boolean, ByVal calculation As Long, ByVal fills As Boolean)
    Application.ScreenUpdating = showing
    Application.Calculation = calculation
    SetFillsColumns fills
End Sub

Private Function FillsColumns() As Boolean
    On Error Resume Next
    FillsColumns = Application.AutoCorrect.AutoFillFormulasInLists
End Function

Private Sub SetFillsColumns(ByVal fills As Boolean)
    On Error Resume Next
    Application.AutoCorrect.AutoFillFormulasInLists = fills
End Sub

Private Sub WalkSheets(ByVal book As Object, ByVal task As Long)
    Dim sheet As Object
    RegsoFound = 0
    RegsoWithErrors = 0
    For Each sheet In book.Worksheets
        WalkArea sheet.UsedRange, task
    Next sheet
End Sub

' The sheets with formulas of ours.
Public Function RegsoSheetsOfOurs(ByVal book As Object) As Collection
    Dim found As Collection
    Dim sheet As Object
    Set found = New Collection
    For Each sheet In book.Worksheets
        RegsoFound = 0
        WalkArea sheet.UsedRange, COUNT_ONLY
        If RegsoFound > 0 Then found.Add sheet
    Next sheet
    Set RegsoSheetsOfOurs = found
End Function

' All formulas of a sheet are read at once, which is much faster than cell by cell; and the other
' cells of an array are not asked one by one, because it counts once, by its first cell.
Private Sub WalkArea(ByVal area As Object, ByVal task As Long)
    Dim formulas As Variant
    Dim cell As Object
    Dim filled As Object
    Dim r As Long
    Dim c As Long
    Dim i As Long
    Dim j As Long
    formulas = area.Formula
    If Not IsArray(formulas) Then
        If IsOurs(area) Then WalkCell area, task
        Exit Sub
    End If
    For r = LBound(formulas, 1) To UBound(formulas, 1)
        For c = LBound(formulas, 2) To UBound(formulas, 2)
            If InStr(1, formulas(r, c), PREFIX, vbTextCompare) > 0 Then
                Set cell = area.Cells(r - LBound(formulas, 1) + 1, c - LBound(formulas, 2) + 1)
                If IsOurs(cell) Then
                    Set filled = WholeArray(cell)
                    For i = r To LastOf(r + filled.Rows.Count - 1, UBound(formulas, 1))
                        For j = c To LastOf(c + filled.Columns.Count - 1, UBound(formulas, 2))
                            formulas(i, j) = ""
                        Next j
                    Next i
                    WalkCell cell, task
                End If
            End If
        Next c
    Next r
End Sub

' An array may reach beyond what the sheet says that it uses.
Private Function LastOf(ByVal wanted As Long, ByVal there As Long) As Long
    LastOf = wanted
    If there < wanted Then LastOf = there
End Function

Private Sub WalkCell(ByVal cell As Object, ByVal task As Long)
    RegsoFound = RegsoFound + 1
    If IsError(cell.Value2) Then RegsoWithErrors = RegsoWithErrors + 1
    If task = FREEZE Then FreezeCell cell
    If task = REPAIR Then RepairCell cell
End Sub

' An array counts once, by its first cell. A cell that was frozen with its array is no formula.
Private Function IsOurs(ByVal cell As Object) As Boolean
    If Not cell.HasFormula Then Exit Function
    If InStr(1, cell.Formula, PREFIX, vbTextCompare) = 0 Then Exit Function
    IsOurs = (cell.Address = WholeArray(cell).Cells(1, 1).Address)
End Function

' The cells that one formula fills: those of an array, those that it spills over, or one.
Private Function WholeArray(ByVal cell As Object) As Object
    Set WholeArray = cell
    If Spills(cell) Then
        Set WholeArray = cell.SpillParent.SpillingToRange
    Else
        On Error Resume Next
        Set WholeArray = cell.CurrentArray
    End If
End Function

' An Excel without dynamic arrays has no HasSpill.
Private Function Spills(ByVal cell As Object) As Boolean
    On Error Resume Next
    Spills = cell.HasSpill
End Function

' -- freeze ----------------------------------------------------------------------------------

' Values are read before any is written: what depends on a written one would be calculated anew.
Private Sub FreezeCell(ByVal cell As Object)
    Dim filled As Object
    Dim values As Variant
    Dim r As Long
    Dim c As Long
    Set filled = WholeArray(cell)
    values = filled.Value2
    If IsArray(values) Then
        For r = 1 To UBound(values, 1)
            For c = 1 To UBound(values, 2)
                values(r, c) = RegsoAsTyped(values(r, c))
            Next c
        Next r
    Else
        values = RegsoAsTyped(values)
    End If
    RegsoRemember cell, filled, Spills(cell), values
End Sub

' Excel reads what is entered: without the apostrophe the code "0114" would be the number 114.
Public Function RegsoAsTyped(ByVal value As Variant) As Variant
    RegsoAsTyped = value
    If VarType(value) = vbString Then RegsoAsTyped = "'" & value
End Function

' -- repair ----------------------------------------------------------------------------------

' Enter a formula anew, so that Excel looks up our functions in this add-in: one that names them
' elsewhere, or that shows an error value.
Private Sub RepairCell(ByVal cell As Object)
    Dim filled As Object
    Dim kind As Long
    Dim text As String
    Set filled = WholeArray(cell)
    kind = RegsoKind(cell, filled, Spills(cell))
    text = RegsoFormulaOf(cell, kind)
    If RegsoRepaired(text) = text And Not IsError(cell.Value2) Then Exit Sub
    RegsoRemember cell, filled, Spills(cell), Empty
    RegsoEnter cell, filled, kind, RegsoRepaired(text)
End Sub

' A formula without what other hosts and other computers set before the names of our functions:
' _xldudf_, _xll., [1]!, 'C:\mapp\regso.xlam'!. Text in quotation marks is left as it is.
Public Function RegsoRepaired(ByVal formula As String) As String
    Dim made As String
    Dim mark As String
    Dim at As Long
    Dim inText As Boolean
    Dim inName As Boolean
    For at = 1 To Len(formula)
        mark = Mid$(formula, at, 1)
        If mark = """" And Not inName Then inText = Not inText
        If mark = "'" And Not inText Then inName = Not inName
        If Not inText And Not inName Then
            If IsOurName(formula, at) Then made = WithoutOrigin(made)
        End If
        made = made & mark
    Next at
    RegsoRepaired = made
End Function

' One of our names, followed by its parenthesis, begins here.
Private Function IsOurName(ByVal formula As String, ByVal at As Long) As Boolean
    Dim parenthesis As Long
    Dim i As Long
    If UCase$(Mid$(formula, at, Len(PREFIX))) <> PREFIX Then Exit Function
    parenthesis = InStr(at, formula, "(")
    If parenthesis = 0 Then Exit Function
    For i = at To parenthesis - 1
        If InStr(1, LETTERS, Mid$(formula, i, 1), vbTextCompare) = 0 Then Exit Function
    Next i
    IsOurName = True
End Function

' What stands before a name, less what says where the function came from.
Private Function WithoutOrigin(ByVal before As String) As String
    Dim marker As Variant
    For Each marker In Array("_xldudf_", "_xll.")
        If LCase$(Right$(before, Len(marker))) = marker Then
            before = Left$(before, Len(before) - Len(marker))
        End If
    Next marker
    If Right$(before, 2) = "'!" Then
        before = Left$(before, OpeningApostrophe(before) - 1)
    ElseIf Right$(before, 1) = "!" Then
        Do Until InStr(1, BETWEEN, Right$(before, 1)) > 0
            before = Left$(before, Len(before) - 1)
        Loop
    End If
    WithoutOrigin = before
End Function

' Where the quoted name that ends here begins; two apostrophes in it are one of the name's own.
Private Function OpeningApostrophe(ByVal before As String) As Long
    Dim at As Long
    at = Len(before) - 2
    Do While at > 1
        If Mid$(before, at, 1) = "'" Then
            If Mid$(before, at - 1, 1) <> "'" Then Exit Do
            at = at - 1
        End If
        at = at - 1
    Loop
    OpeningApostrophe = at
End Function
