Attribute VB_Name = "RegsoCall"
Option Explicit
Option Private Module

' From a cell to the bridge and back. One server object serves all workbooks of this Excel.
' What a cell shows when there is no answer: #N/A without a bridge, #VALUE! when it fails twice.

Private Const ATTEMPTS As Long = 2
Private Const REST_SECONDS As Long = 60
Private Const MARK As Long = 31
Private Const LONGEST_IN_TABLE As Long = 255

Private Const ERR_NULL As Long = 2000
Private Const ERR_DIV0 As Long = 2007
Private Const ERR_VALUE As Long = 2015
Private Const ERR_REF As Long = 2023
Private Const ERR_NAME As Long = 2029
Private Const ERR_NUM As Long = 2036
Private Const ERR_NA As Long = 2042

Private Const CANNOT_START As Long = 429
Private Const NO_ANSWER As Long = -2146959355

Private mServer As Object
Private mReason As String
Private mRestUntil As Double

' The answer to a worksheet function, as Excel shows it.
Public Function RegsoAnswer(ByVal functionName As String, ByVal given As Variant) As Variant
    Dim values As Variant
    Dim answer As Variant
    Dim attempt As Long
    ' An error value, and no text, so that a cell that keeps it cannot be taken for an answer.
    If RegsoWizardIsUp() Then
        RegsoAnswer = CVErr(ERR_NA)
        Exit Function
    End If
    Select Case RegsoTake(given, values)
        Case RegsoNotYet
            RegsoAnswer = CVErr(ERR_NA)
            Exit Function
        Case RegsoManyAreas
            mReason = "Ett argument är flera områden. Ange ett sammanhängande område."
            RegsoAnswer = CVErr(ERR_VALUE)
            Exit Function
    End Select
    For attempt = 1 To ATTEMPTS
        If Not RegsoConnected() Then
            RegsoAnswer = CVErr(ERR_NA)
            Exit Function
        End If
        If Answered(functionName, values, answer) Then
            RegsoAnswer = Shown(answer)
            Exit Function
        End If
    Next attempt
    RegsoAnswer = CVErr(ERR_VALUE)
End Function

' Why the last cell without an answer has none; empty when nothing has failed.
Public Function RegsoReason() As String
    RegsoReason = mReason
End Function

' Forget the server and the last failure, so that the next question starts the bridge anew.
Public Sub RegsoReset()
    Set mServer = Nothing
    mReason = ""
    mRestUntil = 0
End Sub

' A start that fails may take minutes, so thousands of cells must not all try it.
Public Function RegsoConnected() As Boolean
    On Error GoTo Failed
    If mServer Is Nothing Then
        If CDbl(Now) < mRestUntil Then Exit Function
        Set mServer = RegsoNewServer()
    End If
    RegsoConnected = True
    Exit Function
Failed:
    mReason = StartFailure(Err.Number, Err.Description)
    mRestUntil = CDbl(Now) + REST_SECONDS / 86400
    Set mServer = Nothing
End Function

Private Function StartFailure(ByVal number As Long, ByVal text As String) As String
    Select Case number
        Case CANNOT_START
            StartFailure = "Bryggan till Python är inte installerad för dig på den här datorn. " & _
                "Kör regso excel install och klicka sedan på Räkna om."
        Case NO_ANSWER
            StartFailure = "Bryggan till Python startade men svarade inte. " & _
                "Kör regso excel doctor, som säger varför."
        Case Else
            StartFailure = "Bryggan till Python gick inte att starta (" & number & ": " & text & "). " & _
                "Kör regso excel doctor, som säger varför."
    End Select
End Function

' A server that fails is dropped: it may have ended, and the next attempt starts another.
Private Function Answered(ByVal functionName As String, ByRef values As Variant, _
        ByRef answer As Variant) As Boolean
    On Error GoTo Failed
    answer = mServer.CallUDF(RegsoAdapter, functionName, (values))
    Answered = True
    Exit Function
Failed:
    mReason = functionName & ": bryggan till Python svarade med ett fel (" & Err.Number & ": " & _
        Err.Description & "). Klicka på Räkna om; hjälper inte det, kör regso excel doctor."
    Set mServer = Nothing
End Function

' -- out: error values, and what a cell cannot hold ------------------------------------------

Private Function Shown(ByRef answer As Variant) As Variant
    Dim table As Variant
    Dim r As Long
    Dim c As Long
    If RegsoIsPacked(answer) Then answer = RegsoUnpacked(answer)
    If Not IsArray(answer) Then
        Shown = CellOf(answer)
        Exit Function
    End If
    If RegsoHasRows(answer) Then
        table = answer
    Else
        table = RegsoOneRow(answer)
    End If
    If UBound(table, 1) = LBound(table, 1) And UBound(table, 2) = LBound(table, 2) Then
        Shown = CellOf(table(LBound(table, 1), LBound(table, 2)))
        Exit Function
    End If
    For r = LBound(table, 1) To UBound(table, 1)
        For c = LBound(table, 2) To UBound(table, 2)
            Select Case VarType(table(r, c))
                Case vbString
                    table(r, c) = Shortened(CellOf(table(r, c)))
                Case vbEmpty, vbNull
                    table(r, c) = ""
            End Select
        Next c
    Next r
    Shown = table
End Function

Private Function CellOf(ByVal value As Variant) As Variant
    CellOf = value
    Select Case VarType(value)
        Case vbEmpty, vbNull
            CellOf = ""
        Case vbString
            If Len(value) > 1 Then
                If AscW(value) = MARK Then CellOf = ErrorOf(Mid$(value, 2))
            End If
    End Select
End Function

' Excel makes a longer text in an array #VALUE!.
Private Function Shortened(ByVal cell As Variant) As Variant
    Shortened = cell
    If VarType(cell) <> vbString Then Exit Function
    If Len(cell) > LONGEST_IN_TABLE Then Shortened = Left$(cell, LONGEST_IN_TABLE - 1) & "…"
End Function

Private Function ErrorOf(ByVal code As String) As Variant
    Select Case code
        Case "#NULL!"
            ErrorOf = CVErr(ERR_NULL)
        Case "#DIV/0!"
            ErrorOf = CVErr(ERR_DIV0)
        Case "#REF!"
            ErrorOf = CVErr(ERR_REF)
        Case "#NAME?"
            ErrorOf = CVErr(ERR_NAME)
        Case "#NUM!"
            ErrorOf = CVErr(ERR_NUM)
        Case "#N/A"
            ErrorOf = CVErr(ERR_NA)
        Case Else
            ErrorOf = CVErr(ERR_VALUE)
    End Select
End Function
