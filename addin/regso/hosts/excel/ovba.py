"""Write a VBA project from source text: the vbaProject.bin of a workbook.

Only sources are stored, and no compiled code: `_VBA_PROJECT` has version 0xFFFF, so Excel compiles
the modules when it loads them (MS-OVBA 2.3.4.1).

References
----------
Microsoft, [MS-OVBA]: Office VBA File Format Structure. Section numbers below are its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regso.hosts.excel.cfb import Tree, compound_file
from regso.hosts.excel.compression import compress

_CODE_PAGE = "cp1252"
_PROJECT_ID = "{A1B6E2D0-7F0C-4C55-8E1B-3D5F2C9E7A10}"
_SEED = 0x1C  # any byte will do; a fixed one gives the same bytes every time
_NO_COMPILED_CODE = b"\xcc\x61\xff\xff\x00\x00\x00"
_OLE = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    r"C:\Windows\System32\stdole2.tlb#OLE Automation"
)

STANDARD, CLASS, DOCUMENT = "Module", "Class", "Document"  # as the PROJECT stream calls them

_WORKBOOK_BASE, _SHEET_BASE = "00020819", "00020820"
_DOCUMENT_HEAD = """\
Attribute VB_Name = "{name}"
Attribute VB_Base = "0{{{base}-0000-0000-C000-000000000046}}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""


@dataclass(frozen=True)
class Module:
    """A module as the editor exports it: its source begins with Attribute VB_Name."""

    name: str
    source: str
    kind: str = STANDARD

    def text(self) -> bytes:
        """Return the source as it is stored; VBA ends its lines with CR LF."""
        lines = self.source.replace("\r\n", "\n").split("\n")
        try:
            return "\r\n".join(lines).encode(_CODE_PAGE)
        except UnicodeEncodeError as error:
            bad = error.object[error.start : error.end]
            raise ValueError(f"{self.name}: VBA source has no {bad!r}") from error


def standard(name: str, code: str) -> Module:
    """Return a standard module with this code."""
    return Module(name, f'Attribute VB_Name = "{name}"\n{code}')


def workbook(name: str, code: str = "") -> Module:
    """Return the module of the workbook itself."""
    return Module(name, _DOCUMENT_HEAD.format(name=name, base=_WORKBOOK_BASE) + code, DOCUMENT)


def sheet(name: str) -> Module:
    """Return the module of a sheet, without code."""
    return Module(name, _DOCUMENT_HEAD.format(name=name, base=_SHEET_BASE), DOCUMENT)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Return the vbaProject.bin (2.2.1) with these modules."""
    streams: dict[str, bytes | Tree] = {"dir": compress(_dir(name, modules))}
    streams["_VBA_PROJECT"] = _NO_COMPILED_CODE
    streams.update({module.name: compress(module.text()) for module in modules})
    return compound_file(
        {"VBA": streams, "PROJECT": _project(name, modules), "PROJECTwm": _names(modules)}
    )


def _dir(name: str, modules: Sequence[Module]) -> bytes:
    """Return the dir stream (2.3.4.2): what the project is, refers to and consists of."""
    information = [
        _record(0x01, _u32(3)),  # Windows, 64 bits: the newer of those that Excel writes
        _record(0x02, _u32(0x409)),  # LCID
        _record(0x14, _u32(0x409)),  # LCIDINVOKE
        _record(0x03, _u16(1252)),  # code page
        _record(0x04, name.encode(_CODE_PAGE)),
        _record(0x05, b"") + _record(0x40, b""),  # doc string
        _record(0x06, b"") + _record(0x3D, b""),  # help files
        _record(0x07, _u32(0)),  # help context
        _record(0x08, _u32(0)),  # library flags
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # version 1.1
        _record(0x0C, b"") + _record(0x3C, b""),  # constants
    ]
    counted = [_record(0x0F, _u16(len(modules))), _record(0x13, _u16(0xFFFF))]
    parts = [*information, _reference("stdole", _OLE), *counted, *map(_module, modules)]
    return b"".join(parts) + _record(0x10, b"")


def _reference(name: str, library: str) -> bytes:
    """Return a reference to a registered type library (2.3.4.2.2.5)."""
    library_id = library.encode(_CODE_PAGE)
    return _twice(0x16, 0x3E, name) + _record(
        0x0D, _u32(len(library_id)) + library_id + _u32(0) + _u16(0)
    )


def _module(module: Module) -> bytes:
    """Return a module record (2.3.4.2.3.2); its source starts at byte 0 of its stream."""
    kind = 0x21 if module.kind == STANDARD else 0x22
    return b"".join(
        [
            _twice(0x19, 0x47, module.name),
            _twice(0x1A, 0x32, module.name),  # stream name
            _record(0x1C, b"") + _record(0x48, b""),  # doc string
            _record(0x31, _u32(0)),  # offset of the source
            _record(0x1E, _u32(0)),  # help context
            _record(0x2C, _u16(0xFFFF)),  # cookie
            _record(kind, b""),
            _record(0x2B, b""),
        ]
    )


def _project(name: str, modules: Iterable[Module]) -> bytes:
    """Return the PROJECT stream (2.3.1); the project is neither locked nor hidden."""
    lines = [f'ID="{_PROJECT_ID}"']
    for module in modules:
        mark = "/&H00000000" if module.kind == DOCUMENT else ""
        lines.append(f"{module.kind}={module.name}{mark}")
    lines += [f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    lines += [f'CMG="{_obscured(bytes(4))}"', f'DPB="{_obscured(bytes(1))}"']
    lines += [f'GC="{_obscured(bytes([0xFF]))}"', "", "[Host Extender Info]"]
    lines += ["&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", "", "[Workspace]"]
    lines += [f"{module.name}=0, 0, 0, 0, C" for module in modules]
    return "".join(f"{line}\r\n" for line in lines).encode(_CODE_PAGE)


def _names(modules: Iterable[Module]) -> bytes:
    """Return the PROJECTwm stream (2.3.3): each name in the code page and in Unicode."""
    pairs = (
        m.name.encode(_CODE_PAGE) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules
    )
    return b"".join(pairs) + b"\0\0"


def _obscured(value: bytes) -> str:
    """Return a value of the PROJECT stream in its obscured form (2.4.3.2)."""
    key = sum(_PROJECT_ID.encode(_CODE_PAGE)) & 0xFF
    written = [_SEED, _SEED ^ 2, _SEED ^ key]
    before, last, last_but_one = key, written[2], written[1]
    padding = [7] * ((_SEED & 6) // 2)
    for byte in [*padding, *_u32(len(value)), *value]:
        made = byte ^ ((last_but_one + before) & 0xFF)
        written.append(made)
        last_but_one, last, before = last, made, byte
    return bytes(written).hex().upper()


def _twice(number: int, unicode_number: int, text: str) -> bytes:
    """Return a text as two records: in the code page, and in Unicode."""
    in_unicode = _record(unicode_number, text.encode("utf-16-le"))
    return _record(number, text.encode(_CODE_PAGE)) + in_unicode


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _u16(value: int) -> bytes:
    return struct.pack("<H", value)


def _u32(value: int) -> bytes:
    return struct.pack("<I", value)
