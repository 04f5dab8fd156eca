Attribute VB_Name = "RegsoGiven"
Option Explicit
Option Private Module

' What a cell gives a function: ranges become their values, in rows.

Public Const RegsoTaken As Long = 0
Public Const RegsoNotYet As Long = 1
Public Const RegsoManyAreas As Long = 2

' The values of what is given, if it can be taken: a range of several areas cannot, and neither can
' cells that Excel has not calculated yet, for it then asks once more.
Public Function RegsoTake(ByVal given As Variant, ByRef values As Variant) As Long
    Dim taken() As Variant
    Dim one As Variant
    Dim i As Long
    Dim last As Long
    If UBound(given) < LBound(given) Then
        values = given
        Exit Function
    End If
    ReDim taken(0 To UBound(given) - LBound(given))
    last = LastRow(given)
    For i = 0 To UBound(taken)
        If IsObject(given(LBound(given) + i)) Then
            RegsoTake = TakeRange(given(LBound(given) + i), last, one)
            If RegsoTake <> RegsoTaken Then Exit Function
        Else
            one = given(LBound(given) + i)
        End If
        ' Excel gives a constant of one row, {1,2}, as an array of one dimension.
        If IsArray(one) Then
            If Not RegsoHasRows(one) Then one = RegsoOneRow(one)
        End If
        taken(i) = RegsoPacked(one)
    Next i
    values = taken
End Function

Private Function TakeRange(ByVal area As Object, ByVal last As Long, ByRef values As Variant) As Long
    Dim cut As Object
    If area.Areas.Count > 1 Then
        TakeRange = RegsoManyAreas
        Exit Function
    End If
    Set cut = area
    If ReachesBottom(area) Then Set cut = area.Resize(last - area.Row + 1)
    values = cut.Value2
    If HasUncalculated(cut, values) Then TakeRange = RegsoNotYet
End Function

' -- whole columns: what lies below the last filled row of all of them is left out ------------------

Private Function LastRow(ByVal given As Variant) As Long
    Dim i As Long
    Dim row As Long
    For i = LBound(given) To UBound(given)
        If IsObject(given(i)) Then
            If ReachesBottom(given(i)) Then
                row = LastFilled(given(i))
                If row > LastRow Then LastRow = row
            End If
        End If
    Next i
End Function

Private Function ReachesBottom(ByVal area As Object) As Boolean
    ReachesBottom = (area.Row + area.Rows.Count > area.Parent.Rows.Count)
End Function

' The sheet's last used row would not do: the answer of this very function may be what fills it.
Private Function LastFilled(ByVal area As Object) As Long
    Dim used As Object
    Dim cells As Variant
    Dim r As Long
    Dim c As Long
    LastFilled = area.Row
    Set used = area.Parent.UsedRange
    If used.Row + used.Rows.Count - 1 <= area.Row Then Exit Function
    cells = area.Resize(used.Row + used.Rows.Count - area.Row).Value2
    For r = UBound(cells, 1) To 1 Step -1
        For c = 1 To UBound(cells, 2)
            If Not IsEmpty(cells(r, c)) Then
                LastFilled = area.Row + r - 1
                Exit Function
            End If
        Next c
    Next r
End Function

' -- uncalculated cells are empty and have a formula -------------------------------------------------

Private Function HasUncalculated(ByVal area As Object, ByRef values As Variant) As Boolean
    Dim r As Long
    Dim c As Long
    If Not IsArray(values) Then
        If IsEmpty(values) Then HasUncalculated = area.HasFormula
        Exit Function
    End If
    If Not MayHaveFormulas(area) Then Exit Function
    For r = LBound(values, 1) To UBound(values, 1)
        For c = LBound(values, 2) To UBound(values, 2)
            If IsEmpty(values(r, c)) Then
                If area.Cells(r, c).HasFormula Then
                    HasUncalculated = True
                    Exit Function
                End If
            End If
        Next c
    Next r
End Function

' Excel says Null where some cells have formulas.
Private Function MayHaveFormulas(ByVal area As Object) As Boolean
    Dim some As Variant
    some = area.HasFormula
    MayHaveFormulas = True
    If VarType(some) = vbBoolean Then MayHaveFormulas = some
End Function

' -- arrays --------------------------------------------------------------------------------------

Public Function RegsoHasRows(ByRef values As Variant) As Boolean
    Dim last As Long
    On Error GoTo OneDimension
    last = UBound(values, 2)
    RegsoHasRows = True
OneDimension:
End Function

Public Function RegsoOneRow(ByRef values As Variant) As Variant
    Dim made() As Variant
    Dim i As Long
    Dim width As Long
    width = UBound(values) - LBound(values) + 1
    ReDim made(1 To 1, 1 To width)
    For i = 1 To width
        made(1, i) = values(LBound(values) + i - 1)
    Next i
    RegsoOneRow = made
End Function
