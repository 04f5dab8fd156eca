Attribute VB_Name = "RegsoDialog"
Option Explicit
Option Private Module

' All that the buttons ask and tell the user.

Private Const TITLE As String = "RegSO"

Public Sub RegsoTell(ByVal message As String)
    MsgBox message, vbInformation, TITLE
End Sub

Public Function RegsoAgrees(ByVal question As String) As Boolean
    RegsoAgrees = (MsgBox(question, vbYesNo + vbQuestion, TITLE) = vbYes)
End Function

' vbYes, vbNo or vbCancel.
Public Function RegsoChoose(ByVal question As String) As Long
    RegsoChoose = MsgBox(question, vbYesNoCancel + vbQuestion, TITLE)
End Function

' A line that the user can copy.
Public Sub RegsoShowLine(ByVal message As String, ByVal text As String)
    InputBox message, TITLE, text
End Sub
