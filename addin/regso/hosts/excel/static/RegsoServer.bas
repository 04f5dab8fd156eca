Attribute VB_Name = "RegsoServer"
Option Explicit
Option Private Module

' The bridge: a program of the user's own, started by COM and not by Excel.
Public Function RegsoNewServer() As Object
    Set RegsoNewServer = CreateObject(RegsoProgId)
End Function
