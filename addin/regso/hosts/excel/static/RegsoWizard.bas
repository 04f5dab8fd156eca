Attribute VB_Name = "RegsoWizard"
Option Explicit
Option Private Module

' What the function wizard shows: our category, and the help of each function and argument.

Private Const CATEGORY As String = "RegSO"
Private Const TRIES As Long = 5
Private Const SECONDS_BETWEEN As Long = 5
Private Const NEW_WORKBOOK As Long = 2520

Private mTries As Long
Private mDone As Boolean
Private mCanTell As Boolean

' Excel can refuse, above all when no workbook is shown; so it is tried again, at the latest by the
' first button that inserts a function. Until then the wizard has the functions and what each does.
Public Sub RegsoDescribe()
    On Error Resume Next
    If mDone Then Exit Sub
    mDone = RegsoDescribeAll()
    If Not mDone Then mDone = DescribedWhileShown()
    mTries = mTries + 1
    If Not mDone And mTries < TRIES Then
        Application.OnTime Now + TimeSerial(0, 0, SECONDS_BETWEEN), _
            "'" & ThisWorkbook.Name & "'!RegsoDescribe"
    End If
    ThisWorkbook.Saved = True
End Sub

' Some versions of Excel refuse for a hidden workbook ("Cannot edit a macro on a hidden workbook").
Private Function DescribedWhileShown() As Boolean
    On Error Resume Next
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    DescribedWhileShown = RegsoDescribeAll()
    ThisWorkbook.IsAddin = True
    Application.ScreenUpdating = True
End Function

' Tell Excel about one function; False when it refuses.
Public Function RegsoDescribeOne(ByVal functionName As String, ByVal about As String, _
        ByVal arguments As Variant) As Boolean
    On Error GoTo Refused
    If UBound(arguments) < 0 Then
        Application.MacroOptions Macro:=functionName, Description:=about, Category:=CATEGORY
    Else
        Application.MacroOptions Macro:=functionName, Description:=about, Category:=CATEGORY, _
            ArgumentDescriptions:=arguments
    End If
    RegsoDescribeOne = True
Refused:
End Function

' -- is it up? -------------------------------------------------------------------------------

' While it is up Excel asks a function at every key, with half an argument. The button for a new
' workbook is off then. Where it is off already when the add-in starts, it tells nothing.
Public Sub RegsoWatchWizard()
    mCanTell = ButtonIsOn()
End Sub

Public Function RegsoWizardIsUp() As Boolean
    If mCanTell Then RegsoWizardIsUp = Not ButtonIsOn()
End Function

Private Function ButtonIsOn() As Boolean
    On Error Resume Next
    ButtonIsOn = Application.CommandBars.FindControl(Id:=NEW_WORKBOOK).Enabled
End Function
