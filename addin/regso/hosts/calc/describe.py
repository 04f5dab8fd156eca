"""What Calc reads about the functions: their types (IDL), and their names and help (.xcu)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape

from regso.functions import Arg, Entry
from regso.hosts.calc.signature import argument_types, result_type
from regso.hosts.english import english

_SERVICE = "se.regso.Regso"
_XCU = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" oor:name="CalcAddIns" \
oor:package="org.openoffice.Office">
<node oor:name="AddInInfo"><node oor:name="{service}" oor:op="replace">
<node oor:name="AddInFunctions">
{functions}
</node>
</node></node>
</oor:component-data>
"""


class Text(NamedTuple):
    """A text in the two languages of the extension."""

    swedish: str
    english: str


def idl(entries: Iterable[Entry]) -> str:
    """Return the interface that the component implements, as LibreOffice compiles it."""
    methods = "\n".join(f"  {result_type(e)} {e.name}({_parameters(e)});" for e in entries)
    return f"module se {{ module regso {{ interface XRegso {{\n{methods}\n}}; }}; }};\n"


def xcu(entries: Iterable[Entry]) -> str:
    """Return the names and the help of the functions, as the function wizard reads them.

    CompatibilityName is what makes a plain ``REGSO_NAMN(A2)`` in an .xlsx file known.
    """
    return _XCU.format(service=_SERVICE, functions="\n".join(map(_function, entries)))


def _parameters(entry: Entry) -> str:
    typed = zip(argument_types(entry), entry.args, strict=True)
    return ", ".join(f"[in] {kind} {_identifier(arg)}" for kind, arg in typed)


def _identifier(arg: Arg) -> str:
    """Return the name of an argument as IDL allows it: no underscores among small letters."""
    return arg.name.replace("_", "")


def _function(entry: Entry) -> str:
    about = Text(entry.doc, english().about(entry))
    inner = (
        _property("DisplayName", Text(entry.name, entry.name))
        + _property("Description", about)
        + '<prop oor:name="Category"><value>Add-In</value></prop>'
        + f'<prop oor:name="CompatibilityName"><value xml:lang="en">{entry.name}</value></prop>'
        + f'<node oor:name="Parameters">{"".join(map(_argument, entry.args))}</node>'
    )
    return _node(entry.name, inner)


def _argument(arg: Arg) -> str:
    name, about = english().of(arg)
    inner = _property("DisplayName", Text(arg.name, name))
    return _node(_identifier(arg), inner + _property("Description", Text(arg.doc, about)))


def _node(name: str, inner: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{inner}</node>'


def _property(name: str, text: Text) -> str:
    values = f'<value xml:lang="en">{escape(text.english)}</value>'
    values += f'<value xml:lang="sv">{escape(text.swedish)}</value>'
    return f'<prop oor:name="{name}">{values}</prop>'
