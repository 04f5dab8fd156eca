"""The VBA of the add-in: a function per entry of the registry, and what the wizard shows.

The rest is written by hand, in static/: what a function does with its arguments and its answer,
the buttons, and the one line that starts the bridge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files

from regso import __version__
from regso.functions import Arg, Entry
from regso.hosts.excel import ovba
from regso.hosts.excel.identity import ADAPTER, PROG_ID
from regso.hosts.excel.ovba import Module

PROJECT = "RegSO"
WORKBOOK, SHEET = "ThisWorkbook", "Sheet1"
SERVER = "RegsoServer"
DIALOGS = "RegsoDialog"
_BY_HAND = (
    "RegsoCall",
    "RegsoGiven",
    "RegsoBlocks",
    SERVER,
    "RegsoWizard",
    "RegsoFormulas",
    "RegsoEntering",
    "RegsoProtection",
    "RegsoLinks",
    "RegsoTexts",
    DIALOGS,
    "RegsoRibbon",
)

_LONGEST_HELP = 255  # of a function or an argument, in MacroOptions
_MINUS = str.maketrans("−", "–")  # Windows-1252 has no minus sign of its own
_QUOTES = re.compile('"([^"]*)"')  # straight ones are doubled in VBA, and look like hidden code

_FUNCTION = """\
Public Function {name}({parameters}) As Variant
Attribute {name}.VB_Description = {doc}
Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"
{before}    {name} = RegsoAnswer("{name}", Array({arguments}))
End Function
"""
_ABOUT = """\
Option Explicit
Option Private Module

Public Const RegsoProgId As String = {prog_id}
Public Const RegsoAdapter As String = {adapter}
Public Const RegsoAddInVersion As String = {version}

' False when Excel refuses, as it does for all or for none.
Public Function RegsoDescribeAll() As Boolean
{calls}
    RegsoDescribeAll = True
End Function
"""
_DESCRIBE = """\
    If Not RegsoDescribeOne("{name}", {doc}, Array({arguments})) Then Exit Function"""


def modules(entries: Sequence[Entry]) -> list[Module]:
    """Return all modules of the add-in."""
    static = files("regso.hosts.excel").joinpath("static")

    def by_hand(name: str) -> str:
        return static.joinpath(name).read_bytes().decode("cp1252")

    return [
        ovba.workbook(WORKBOOK, by_hand(f"{WORKBOOK}.cls")),
        ovba.sheet(SHEET),
        ovba.standard("RegsoFunctions", functions(entries)),
        ovba.standard("RegsoAbout", about(entries)),
        *(Module(name, by_hand(f"{name}.bas")) for name in _BY_HAND),
    ]


def functions(entries: Iterable[Entry]) -> str:
    """Return a VBA function for each entry.

    Users can also skip an argument that is required, `=F(A1;;2)`; the bridge gets Empty for it.
    """
    return "\n".join(["Option Explicit\n", *map(_function, entries)])


def about(entries: Iterable[Entry]) -> str:
    """Return the module that says what the add-in is, and describes the functions to Excel."""
    return _ABOUT.format(
        prog_id=_quoted(PROG_ID),
        adapter=_quoted(ADAPTER),
        version=_quoted(__version__),
        calls="\n".join(map(_described, entries)),
    )


def _function(entry: Entry) -> str:
    lines = ["Application.Volatile"] if entry.volatile else []
    lines += [f"If IsMissing({arg.name}) Then {arg.name} = Empty" for arg in entry.args]
    return _FUNCTION.format(
        name=entry.name,
        parameters=", ".join(map(_parameter, entry.args)),
        doc=_help(entry.doc),
        before="".join(f"    {line}\n" for line in lines),
        arguments=", ".join(arg.name for arg in entry.args),
    )


def _parameter(arg: Arg) -> str:
    return f"{'Optional ' if arg.optional else ''}ByVal {arg.name} As Variant"


def _described(entry: Entry) -> str:
    """Return the call that gives the help; a line of VBA has room for one argument or two."""
    arguments = "".join(f" _\n        {_help(arg.doc)}," for arg in entry.args).removesuffix(",")
    return _DESCRIBE.format(name=entry.name, doc=_help(entry.doc), arguments=arguments)


def _help(text: str) -> str:
    if len(text) > _LONGEST_HELP:
        raise ValueError(f"Excel shows at most {_LONGEST_HELP} characters of help: {text!r}")
    return _quoted(_QUOTES.sub(r"”\1”", text.translate(_MINUS)))


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))
