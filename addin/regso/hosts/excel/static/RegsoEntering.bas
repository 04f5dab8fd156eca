Attribute VB_Name = "RegsoEntering"
Option Explicit
Option Private Module

' Formulas are entered as what they are, and what was changed can be changed back.

Public Const RegsoPlain As Long = 0
Public Const RegsoArray As Long = 1
Public Const RegsoDynamic As Long = 2

' Excel takes no longer formula for an array, nor a longer text instead of another.
Private Const MOST As Long = 255
Private Const PLACE As String = "RegsoPart"
Private Const PART_OF_CELL As Long = 2
Private Const NAMING As String = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."

' Each is a cell, the range that it fills, the kind of its formula, the formula, and new values.
Private mChanged As Collection

Public Sub RegsoForgetChanges()
    Set mChanged = New Collection
End Sub

Public Sub RegsoRemember(ByVal cell As Object, ByVal filled As Object, ByVal spills As Boolean, _
        ByVal values As Variant)
    Dim kind As Long
    kind = RegsoKind(cell, filled, spills)
    mChanged.Add Array(cell, filled, kind, RegsoFormulaOf(cell, kind), values)
End Sub

Public Sub RegsoWriteValues()
    Dim change As Variant
    For Each change In mChanged
        change(1).Value2 = change(4)
    Next change
End Sub

' The latest first, so that every cell ends with what it had first.
Public Sub RegsoUndoChanges()
    Dim i As Long
    If mChanged Is Nothing Then Exit Sub
    On Error Resume Next
    For i = mChanged.Count To 1 Step -1
        mChanged(i)(1).ClearContents
        RegsoEnter mChanged(i)(0), mChanged(i)(1), mChanged(i)(2), mChanged(i)(3)
    Next i
    Set mChanged = Nothing
End Sub

' What a cell has: a formula, one of an array (also of one cell), or one that may spill.
Public Function RegsoKind(ByVal cell As Object, ByVal filled As Object, ByVal spills As Boolean) As Long
    RegsoKind = RegsoPlain
    If spills Then
        RegsoKind = RegsoDynamic
    ElseIf IsArrayFormula(cell, filled) Then
        RegsoKind = RegsoArray
    ElseIf DynamicFormula(cell) <> "" Then
        RegsoKind = RegsoDynamic
    End If
End Function

Private Function IsArrayFormula(ByVal cell As Object, ByVal filled As Object) As Boolean
    IsArrayFormula = (filled.Cells.Count > 1)
    On Error Resume Next
    If cell.HasArray = True Then IsArrayFormula = True
End Function

' An Excel without dynamic arrays has no Formula2.
Private Function DynamicFormula(ByVal cell As Object) As String
    On Error Resume Next
    DynamicFormula = cell.Formula2
End Function

' LibreOffice gives the formula of an array in braces, and Excel as it is entered.
Public Function RegsoFormulaOf(ByVal cell As Object, ByVal kind As Long) As String
    Dim text As String
    If kind = RegsoDynamic Then
        text = cell.Formula2
    Else
        text = cell.Formula
    End If
    If Left$(text, 3) = "={=" Then text = Mid$(text, 3, Len(text) - 3)
    RegsoFormulaOf = text
End Function

Public Sub RegsoEnter(ByVal cell As Object, ByVal filled As Object, ByVal kind As Long, _
        ByVal formula As String)
    Select Case kind
        Case RegsoArray
            EnterArray cell, filled, formula
        Case RegsoDynamic
            cell.Formula2 = formula
        Case Else
            cell.Formula = formula
    End Select
End Sub

' A long formula is entered with short names for its longest parts, which they then give way to.
Private Sub EnterArray(ByVal cell As Object, ByVal filled As Object, ByVal formula As String)
    Dim parts As Collection
    Dim short As String
    Dim i As Long
    If Entered(filled, formula) Then Exit Sub
    Set parts = New Collection
    short = RegsoShortened(formula, parts)
    filled.FormulaArray = short
    For i = parts.Count To 1 Step -1
        filled.Replace PLACE & i & "_", parts(i), PART_OF_CELL
    Next i
    If Len(RegsoFormulaOf(cell, RegsoArray)) < Len(formula) Then
        Err.Raise -2147221502, "RegSO", "formeln i " & cell.Address(False, False) & _
            " på bladet " & cell.Parent.Name & " är för lång att skriva in på nytt"
    End If
End Sub

Private Function Entered(ByVal filled As Object, ByVal formula As String) As Boolean
    On Error Resume Next
    filled.FormulaArray = formula
    Entered = (Err.Number = 0)
End Function

' A formula of at most 255 characters, and the parts that short names stand for in it.
' A part may have the short name of an earlier one, so the last gets its place back first.
Public Function RegsoShortened(ByVal formula As String, ByVal parts As Collection) As String
    Dim short As String
    Dim part As String
    short = formula
    Do While Len(short) > MOST
        part = LongestCall(short)
        If part = "" Then Exit Do
        parts.Add part
        short = Replace(short, part, PLACE & parts.Count & "_", 1, 1)
    Loop
    RegsoShortened = short
End Function

' The longest use of a function that Excel takes as one text, with its name.
Private Function LongestCall(ByVal formula As String) As String
    Dim starts(0 To 100) As Long
    Dim depth As Long
    Dim at As Long
    Dim size As Long
    Dim quote As String
    Dim mark As String
    Dim longest As String
    For at = 1 To Len(formula)
        mark = Mid$(formula, at, 1)
        If quote <> "" Then
            If mark = quote Then quote = ""
        ElseIf mark = """" Or mark = "'" Then
            quote = mark
        ElseIf mark = "(" Then
            depth = depth + 1
            starts(depth) = NameStart(formula, at)
        ElseIf mark = ")" Then
            size = at - starts(depth) + 1
            If size <= MOST And size > Len(longest) And size > Len(PLACE) + 4 Then
                longest = Mid$(formula, starts(depth), size)
            End If
            depth = depth - 1
        End If
    Next at
    LongestCall = longest
End Function

Private Function NameStart(ByVal formula As String, ByVal parenthesis As Long) As Long
    Dim at As Long
    at = parenthesis
    Do While at > 1
        If InStr(1, NAMING, Mid$(formula, at - 1, 1), vbTextCompare) = 0 Then Exit Do
        at = at - 1
    Loop
    NameStart = at
End Function
