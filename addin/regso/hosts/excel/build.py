"""Build regso.xlam: the same bytes from the same registry, on every system."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from regso import __version__
from regso.functions import REGISTRY, Entry
from regso.hosts.excel import ribbon, vba
from regso.hosts.excel.ovba import Module, vba_project
from regso.xlsx.archive import FIRST_MOMENT, READABLE, pack, unpack

_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADD_IN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON = "customUI/customUI14.xml"
_RIBBON_LINK = (
    '<Relationship Id="rIdRibbon" Target="customUI/customUI14.xml" '
    'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
)


def add_in(entries: Sequence[Entry] = tuple(REGISTRY.values())) -> bytes:
    """Return the add-in for desktop Excel with the functions of the registry."""
    return package(vba.modules(entries), ribbon.custom_ui(entries))


def package(modules: Sequence[Module], custom_ui: str) -> bytes:
    """Return an add-in with these VBA modules and this part for the ribbon."""
    parts = unpack(_workbook(vba_project(vba.PROJECT, modules)))
    parts["[Content_Types].xml"] = _changed(parts["[Content_Types].xml"], _WORKBOOK, _ADD_IN)
    end = "</Relationships>"
    parts["_rels/.rels"] = _changed(parts["_rels/.rels"], end, _RIBBON_LINK + end)
    parts[_RIBBON] = custom_ui.encode()
    return pack(parts, mode=READABLE)


def _workbook(project: bytes) -> bytes:
    """Return a workbook of one empty sheet with the project; Excel hides it in an add-in."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": "RegSO för Excel",
                "comments": f"Kalkylbladsfunktioner per områdestyp, version {__version__}.",
                "created": dt.datetime(*FIRST_MOMENT[:3], tzinfo=dt.UTC),
            }
        )
        book.add_vba_project(io.BytesIO(project), is_stream=True)
        book.set_vba_name(vba.WORKBOOK)
        book.add_worksheet(vba.SHEET).set_vba_name(vba.SHEET)
    return written.getvalue()


def _changed(part: bytes, old: str, new: str) -> bytes:
    if part.count(old.encode()) != 1:
        raise ValueError(f"{old} is not once in what XlsxWriter wrote")
    return part.replace(old.encode(), new.encode())
