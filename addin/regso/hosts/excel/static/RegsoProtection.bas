Attribute VB_Name = "RegsoProtection"
Option Explicit
Option Private Module

' Protected sheets are opened while formulas change in them, and closed again as they were.

Private Const WITH_PASSWORD As Long = -2147221503
Private Const FIRST_FLAG As Long = 4

' Each is the sheet, how it is protected, and what may be done in it all the same.
Private mOpened As Collection

' All sheets with formulas of ours, or none: a sheet with a password of its own is an error.
Public Sub RegsoOpenSheets(ByVal sheets As Collection)
    Dim sheet As Object
    Set mOpened = New Collection
    For Each sheet In sheets
        If sheet.ProtectContents Then OpenSheet sheet
    Next sheet
End Sub

Private Sub OpenSheet(ByVal sheet As Object)
    Dim kept As Variant
    kept = Protection(sheet)
    On Error Resume Next
    sheet.Unprotect ""
    On Error GoTo 0
    If sheet.ProtectContents Then
        RegsoCloseSheets
        Err.Raise WITH_PASSWORD, "RegSO", "bladet " & sheet.Name & " är skyddat med lösenord; ta " & _
            "bort skyddet med Granska, Avbryt bladets skydd, och försök igen"
    End If
    mOpened.Add kept
End Sub

' What is opened twice is closed once.
Public Sub RegsoCloseSheets()
    Dim kept As Variant
    If mOpened Is Nothing Then Exit Sub
    For Each kept In mOpened
        Protect kept
    Next kept
    Set mOpened = Nothing
End Sub

Private Function Protection(ByVal sheet As Object) As Variant
    Dim kept(0 To 15) As Variant
    Dim i As Long
    Set kept(0) = sheet
    kept(1) = sheet.ProtectDrawingObjects
    kept(2) = sheet.ProtectScenarios
    For i = FIRST_FLAG - 1 To 15
        kept(i) = False
    Next i
    ' LibreOffice, which runs this in the tests, lacks what follows.
    On Error Resume Next
    kept(3) = sheet.ProtectionMode
    kept(15) = sheet.EnableSelection
    With sheet.Protection
        kept(4) = .AllowFormattingCells
        kept(5) = .AllowFormattingColumns
        kept(6) = .AllowFormattingRows
        kept(7) = .AllowInsertingColumns
        kept(8) = .AllowInsertingRows
        kept(9) = .AllowInsertingHyperlinks
        kept(10) = .AllowDeletingColumns
        kept(11) = .AllowDeletingRows
        kept(12) = .AllowSorting
        kept(13) = .AllowFiltering
        kept(14) = .AllowUsingPivotTables
    End With
    Protection = kept
End Function

Private Sub Protect(ByVal kept As Variant)
    Dim sheet As Object
    Set sheet = kept(0)
    On Error Resume Next
    sheet.Protect "", kept(1), True, kept(2), kept(3), kept(4), kept(5), kept(6), kept(7), _
        kept(8), kept(9), kept(10), kept(11), kept(12), kept(13), kept(14)
    If Not sheet.ProtectContents Then sheet.Protect
    sheet.EnableSelection = kept(15)
End Sub
