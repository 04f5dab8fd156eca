Attribute VB_Name = "RegsoRibbon"
Option Explicit

' The buttons of the tab RegSO. Each says what it did, or what the user can do.

Private Const FUNCTION_WIZARD As Long = 450

' -- Funktioner ------------------------------------------------------------------------------

' The button's name is the function's. Excel itself asks for the arguments.
Public Sub RegsoInsert(ByVal control As Object)
    Dim cell As Object
    If Not HasWorkbook() Then Exit Sub
    Set cell = MarkedCell()
    If cell Is Nothing Then
        RegsoTell "Markera en tom cell i ett kalkylblad först."
        Exit Sub
    End If
    If cell.Formula <> "" Then
        RegsoTell "Cellen " & cell.Address(False, False) & " har redan ett innehåll. Markera en tom cell först."
        Exit Sub
    End If
    RegsoDescribe
    On Error GoTo Refused
    EnterFormula cell, "=" & control.Id & "()"
    If Application.Dialogs(FUNCTION_WIZARD).Show Then
        cell.Calculate
    Else
        cell.ClearContents
    End If
    Exit Sub
Refused:
    RegsoTell "Formeln gick inte att skriva i cellen (" & Err.Description & ")."
End Sub

Public Sub RegsoRecalculate(ByVal control As Object)
    RegsoReset
    Application.CalculateFull
    If RegsoReason() <> "" Then RegsoTell RegsoReason()
End Sub

' -- Data ------------------------------------------------------------------------------------

' The add-in starts no programs: the update is made where the user sees what is read.
Public Sub RegsoUpdate(ByVal control As Object)
    Dim answer As Variant
    answer = RegsoAnswer("REGSO_VERSION", Array())
    If IsError(answer) Then
        RegsoTell "Bryggan till Python svarar inte. " & RegsoReason()
        Exit Sub
    End If
    RegsoShowLine "Nu används: " & answer & vbNewLine & vbNewLine & _
        "Nya referensdata hämtas från SCB på kommandoraden. Kopiera raden, kör den och klicka sedan " & _
        "på Räkna om.", "regso data update"
End Sub

' -- Arbetsboken -----------------------------------------------------------------------------

' In a copy unless the user asks for this very workbook, because it cannot be undone.
Public Sub RegsoFreeze(ByVal control As Object)
    Dim book As Object
    Dim choice As Long
    Dim wanted As Long
    If Not HasWorkbook() Then Exit Sub
    Set book = ActiveWorkbook
    RegsoCountFormulas book
    wanted = RegsoFound
    If wanted = 0 Then
        RegsoTell "Arbetsboken har inga REGSO-formler."
        Exit Sub
    End If
    choice = RegsoChoose(FreezeQuestion())
    If choice = vbCancel Then Exit Sub
    If choice = vbYes Then
        Set book = CopyOf(book)
        If book Is Nothing Then Exit Sub
    End If
    On Error GoTo Failed
    RegsoFreezeFormulas book
    RegsoTell "REGSO-formler som nu är värden i " & book.Name & ": " & RegsoFound & " av " & _
        wanted & "." & Errors() & _
        vbNewLine & vbNewLine & "Det här är ingen publiceringskopia: indata, dolda blad och " & _
        "dokumentegenskaper är kvar."
    Exit Sub
Failed:
    RegsoTell "Inget är fryst: " & Err.Description & "."
End Sub

Private Function FreezeQuestion() As String
    FreezeQuestion = "REGSO-formler som ersätts av sina värden: " & RegsoFound & "." & Errors() & _
        vbNewLine & vbNewLine & "Ja: i en ny, osparad kopia. Arbetsboken ändras inte." & _
        vbNewLine & "Nej: i den här arbetsboken. Det går inte att ångra."
End Function

' A new workbook with the content of a saved one; no file is made on the way.
Private Function CopyOf(ByVal book As Object) As Object
    If book.Path = "" Or Not book.Saved Then
        RegsoTell "Spara arbetsboken först, så att kopian får med allt."
        Exit Function
    End If
    On Error GoTo Failed
    Set CopyOf = Workbooks.Add(book.FullName)
    Exit Function
Failed:
    RegsoTell "Kopian gick inte att göra (" & Err.Description & "). Spara en egen kopia och välj Nej där."
End Function

Public Sub RegsoRepair(ByVal control As Object)
    If Not HasWorkbook() Then Exit Sub
    RegsoCountFormulas ActiveWorkbook
    If RegsoFound = 0 Then
        RegsoTell "Arbetsboken har inga REGSO-formler i sina celler."
        Exit Sub
    End If
    If Not RegsoAgrees("REGSO-formler som skrivs in på nytt: " & RegsoFound & _
        ". Då hittar de funktionerna i det här tillägget. Det går inte att ångra. Fortsätta?") Then Exit Sub
    On Error GoTo Failed
    RegsoRepairFormulas ActiveWorkbook
    Application.Calculate
    RegsoRecount
    Exit Sub
Failed:
    RegsoTell "Ingen formel är ändrad: " & Err.Description & "."
End Sub

Private Sub RegsoRecount()
    RegsoCountFormulas ActiveWorkbook
    RegsoTell "REGSO-formler i arbetsboken: " & RegsoFound & "." & Errors()
End Sub

' What leaves an agency must also be free of input, hidden sheets, links and authors, inside the
' file. That is work on files, which VBA cannot vouch for; so this button does not pretend.
Public Sub RegsoPublish(ByVal control As Object)
    If Not HasWorkbook() Then Exit Sub
    If ActiveWorkbook.Path = "" Or Not ActiveWorkbook.Saved Then
        RegsoTell "Spara arbetsboken först. Publiceringskopian görs av filen."
        Exit Sub
    End If
    If LCase$(Left$(ActiveWorkbook.Path, 4)) = "http" Then
        RegsoTell "Arbetsboken ligger i OneDrive eller SharePoint. Spara en kopia i en mapp på datorn först."
        Exit Sub
    End If
    RegsoShowLine "En publiceringskopia har bara värden. Indata, dolda blad, länkar, författare och " & _
        "olåsta celler är borta, och diagrammen är omskrivna. Excel kan inte lova det, så kopian " & _
        "görs av filen på kommandoraden." & vbNewLine & vbNewLine & _
        "Kopiera raden, kör den i mappen " & ActiveWorkbook.Path & _
        " och granska kopian innan den lämnas ut.", RegsoPublishLine(ActiveWorkbook.Name)
End Sub

' -- Hjälp -----------------------------------------------------------------------------------

Public Sub RegsoDiagnose(ByVal control As Object)
    Dim report As String
    report = RegsoDiagnosis()
    If RegsoAgrees(Left$(report, 900) & vbNewLine & vbNewLine & "Lägga uppgifterna i en ny arbetsbok, " & _
        "så att de går att kopiera?") Then ShowInWorkbook report
End Sub

Private Sub ShowInWorkbook(ByVal report As String)
    Dim lines As Variant
    Dim i As Long
    Dim sheet As Object
    lines = Split(report, vbNewLine)
    Set sheet = Workbooks.Add().Worksheets(1)
    For i = 0 To UBound(lines)
        sheet.Cells(i + 1, 1).Value2 = RegsoAsTyped(lines(i))
    Next i
End Sub

Public Sub RegsoHelp(ByVal control As Object)
    RegsoTell "Infoga funktion skriver en REGSO-funktion i den markerade cellen och frågar efter argumenten. " & _
        "Samma funktioner finns under Formler, Infoga funktion, kategorin RegSO." & vbNewLine & vbNewLine & _
        "Visar en cell ett felvärde säger =REGSO_FEL() varför. Diagnos säger om bryggan till Python svarar." & _
        vbNewLine & vbNewLine & _
        "Handboken följer med RegSO för Excel. regso functions visar alla funktioner på kommandoraden."
End Sub

' -- what the buttons share ------------------------------------------------------------------

Private Function HasWorkbook() As Boolean
    HasWorkbook = Not (ActiveWorkbook Is Nothing)
    If Not HasWorkbook Then RegsoTell "Det finns ingen arbetsbok att arbeta med."
End Function

Private Function Errors() As String
    If RegsoWithErrors > 0 Then Errors = " Av dem visar ett felvärde: " & RegsoWithErrors & "."
End Function

' A chart has no active cell, which is an error.
Private Function MarkedCell() As Object
    On Error Resume Next
    Set MarkedCell = ActiveCell
End Function

' Formula2 lets a result spill; an Excel without dynamic arrays lacks it.
Private Sub EnterFormula(ByVal cell As Object, ByVal formula As String)
    Dim entered As Boolean
    On Error Resume Next
    cell.Formula2 = formula
    entered = (Err.Number = 0)
    On Error GoTo 0
    If Not entered Then cell.Formula = formula
End Sub
