"""Call the bridge through COM, in Windows' Python: ``wine_client.py CALLS ANSWERS`` (JSON files).

A call is a name and its arguments, an error value in them ``{"error": code}``, a range rows.
An error value is sent as the int that pywin32 makes of Excel's: as a client pywin32 itself can
send but one VT_ERROR, that of an argument left out.
"""

import json
import sys
from pathlib import Path

import pythoncom
from win32com.client import VARIANT, Dispatch

SCODES = {"#DIV/0!": -2146826281, "#N/A": -2146826246}


def as_excel_sends(arg):
    """Return an argument as pywin32 can send it."""
    if isinstance(arg, dict):
        return SCODES[arg["error"]]
    if isinstance(arg, list):
        return tuple(tuple(map(as_excel_sends, row)) for row in arg)
    return VARIANT(pythoncom.VT_EMPTY, None) if arg is None else arg


def main():
    """Make the calls one after the other on one server."""
    server = Dispatch("RegSO.Brygga")
    calls = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    answers = [
        server.CallUDF("regso_udf", name, tuple(map(as_excel_sends, args))) for name, args in calls
    ]
    Path(sys.argv[2]).write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    main()
