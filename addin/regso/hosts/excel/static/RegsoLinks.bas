Attribute VB_Name = "RegsoLinks"
Option Explicit
Option Private Module

' A workbook names our functions through a link to the add-in's file. On another computer, or where
' the add-in was installed for all users, that file stands elsewhere; the link is then turned here.

Private Const EXCEL_LINKS As Long = 1

' How many links were turned. A workbook that cannot be changed is left as it is.
Public Function RegsoHealLinks(ByVal book As Object) As Long
    Dim saved As Boolean
    If Not HasStrayLink(book) Then Exit Function
    saved = book.Saved
    On Error GoTo Done
    RegsoOpenSheets RegsoSheetsOfOurs(book)
    RegsoHealLinks = RegsoTurnLinks(book)
Done:
    RegsoCloseSheets
    On Error Resume Next
    book.Saved = saved
End Function

' The links themselves, once no sheet is protected.
Public Function RegsoTurnLinks(ByVal book As Object) As Long
    Dim link As Variant
    Dim turned As Long
    For Each link In Links(book)
        If RegsoIsStray(link, ThisWorkbook.FullName) Then
            book.ChangeLink link, ThisWorkbook.FullName, EXCEL_LINKS
            turned = turned + 1
        End If
    Next link
    RegsoTurnLinks = turned
End Function

Private Function HasStrayLink(ByVal book As Object) As Boolean
    Dim link As Variant
    For Each link In Links(book)
        If RegsoIsStray(link, ThisWorkbook.FullName) Then HasStrayLink = True
    Next link
End Function

' The same file name in another place.
Public Function RegsoIsStray(ByVal link As String, ByVal ours As String) As Boolean
    If StrComp(link, ours, vbTextCompare) = 0 Then Exit Function
    RegsoIsStray = (StrComp(FileName(link), FileName(ours), vbTextCompare) = 0)
End Function

Private Function FileName(ByVal path As String) As String
    Dim parts As Variant
    parts = Split(Replace(path, "/", "\"), "\")
    If UBound(parts) >= 0 Then FileName = parts(UBound(parts))
End Function

' Excel gives Empty where there are none, and LibreOffice has no links to ask for.
Private Function Links(ByVal book As Object) As Variant
    Links = Array()
    On Error Resume Next
    If IsArray(book.LinkSources(EXCEL_LINKS)) Then Links = book.LinkSources(EXCEL_LINKS)
End Function
