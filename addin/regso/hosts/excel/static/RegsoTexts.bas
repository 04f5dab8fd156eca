Attribute VB_Name = "RegsoTexts"
Option Explicit
Option Private Module

' What the buttons show that is more than a sentence.

' One line per fact. The latest reason is read first, because asking again may clear it.
Public Function RegsoDiagnosis() As String
    Dim reason As String
    Dim report As String
    Dim facts As Variant
    Dim r As Long
    reason = RegsoReason()
    RegsoReset
    facts = RegsoAnswer("REGSO_DIAGNOS", Array())
    If RegsoReason() <> "" Then reason = RegsoReason()
    If reason = "" Then reason = "inget"
    report = "Tillägg: " & RegsoAddInVersion & " (" & ThisWorkbook.FullName & ")" & vbNewLine & _
        "Excel: " & Application.Version & ", " & Application.OperatingSystem & vbNewLine & _
        "Brygga: " & IIf(RegsoConnected(), "svarar", "svarar inte") & vbNewLine & _
        "Senaste fel: " & reason
    If IsArray(facts) Then
        For r = LBound(facts, 1) To UBound(facts, 1)
            report = report & vbNewLine & CStr(facts(r, LBound(facts, 2))) & ": " & _
                CStr(facts(r, UBound(facts, 2)))
        Next r
    End If
    RegsoDiagnosis = report
End Function

' What the user enters to get the copy that may leave the agency.
Public Function RegsoPublishLine(ByVal file As String) As String
    RegsoPublishLine = "regso publish """ & file & """ -o """ & _
        Left$(file, InStrRev(file, ".") - 1) & "-publicering.xlsx"""
End Function
