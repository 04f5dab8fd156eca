Attribute VB_Name = "RegsoBlocks"
Option Explicit
Option Private Module

' A column of texts goes to the bridge and comes back as one text, which is many times faster than
' one value at a time. Its cells are parted by vertical tabs, and a form feed is an empty cell:
' marks that no cell of a file can hold.

Private Const FIRST_TEXT As Long = 32
Private Const FEWEST As Long = 100

' The column as one text; other values as they are.
Public Function RegsoPacked(ByRef values As Variant) As Variant
    Dim texts() As String
    Dim joined As String
    Dim r As Long
    Dim c As Long
    RegsoPacked = values
    If Not IsColumn(values) Then Exit Function
    c = LBound(values, 2)
    ReDim texts(LBound(values, 1) To UBound(values, 1))
    For r = LBound(values, 1) To UBound(values, 1)
        Select Case VarType(values(r, c))
            Case vbString
                texts(r) = values(r, c)
            Case vbEmpty
                texts(r) = vbFormFeed
            Case Else
                Exit Function
        End Select
    Next r
    joined = Join(texts, vbVerticalTab)
    ' A cell that holds the mark itself would be two.
    If Len(joined) - Len(Replace(joined, vbVerticalTab, "")) > UBound(texts) - LBound(texts) Then Exit Function
    RegsoPacked = vbVerticalTab & "t" & joined
End Function

Private Function IsColumn(ByRef values As Variant) As Boolean
    If Not IsArray(values) Then Exit Function
    If UBound(values, 2) > LBound(values, 2) Then Exit Function
    IsColumn = (UBound(values, 1) - LBound(values, 1) >= FEWEST - 1)
End Function

Public Function RegsoIsPacked(ByRef answer As Variant) As Boolean
    If VarType(answer) <> vbString Then Exit Function
    If Len(answer) > 1 Then RegsoIsPacked = (Left$(answer, 1) = vbVerticalTab)
End Function

' The rows of a packed column: texts, or numbers where there are no texts but error values.
Public Function RegsoUnpacked(ByRef answer As Variant) As Variant
    Dim cells As Variant
    Dim rows() As Variant
    Dim numbers As Boolean
    Dim i As Long
    numbers = (Mid$(answer, 2, 1) = "n")
    cells = Split(Mid$(answer, 3), vbVerticalTab)
    ReDim rows(1 To UBound(cells) + 1, 1 To 1)
    For i = 0 To UBound(cells)
        rows(i + 1, 1) = cells(i)
        If numbers And Len(cells(i)) > 0 Then
            If AscW(cells(i)) >= FIRST_TEXT Then rows(i + 1, 1) = CDbl(cells(i))
        End If
    Next i
    RegsoUnpacked = rows
End Function
