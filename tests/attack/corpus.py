"""What once broke something, kept: the name of the attack and its input."""

import json
from collections.abc import Iterator

import pytest
from attack_files import IMPORTED, REGISTERS, workbook

_STATISTICS = json.loads(IMPORTED["svar.json"])
_BORDER = json.loads(IMPORTED["granser.geojson"])
_CODES = [["9901R001"], ["9901R002"], ["9902R001"]]


def _found() -> Iterator[tuple[str, str, object]]:
    """Yield the attack, what it was, and its input."""
    yield from _functions()
    yield from _formulas()
    yield from (("regso data import", what, ("a.csv", text)) for what, text in _tables())
    yield from (("regso data import", what, ("a.json", text)) for what, text in _answers())
    yield from (("the register", what, file) for what, file in _registers())


def _functions() -> Iterator[tuple[str, str, object]]:
    counts = [[7399001.0], [7075733.0], [7311603.0]]
    for threshold in (5.0, 1e6, 1e16):
        groups = [["a"], ["b"], ["c"]]
        yield "REGSO_KORS", f"threshold {threshold}", [_CODES, groups, counts, None, threshold]
    yield "REGSO_ENTROPI", "a share that is too small for a number", [[[0, 2, 5e-324]], None]
    column, none = [[0], [0], [1], [-1.0], [None], [None], [0.5]], [[0]] * 7
    yield "REGSO_ROJANDE", "a share below nothing", [column, none, None, None, None]
    smallest = [[[1, 2, 5e-324]], [[0, 0, 0]], 0, None, 0]
    yield "REGSO_ROJANDE", "a quotient that is too small for a number", smallest
    yield "REGSO_TABELLER", "threshold 9901", [_CODES, [[25], [10], [8]], "9901", _CODES, _CODES]
    long = [["x" * 32_767], ["b"], ["c"]]
    yield "REGSO_KORS", "a name as long as a cell", [_CODES, long, counts, None, 5.0]
    nowhere = [5.0, 5.0, None, None, "x" * 40_000]
    yield "REGSO_FRAN_KOORD", "a text in its place that no cell holds", nowhere
    yield "REGSO_AVRUNDA", "a label that no cell holds", [[["a", "x" * 40_000], ["b", 7]]]
    known = [[["1780R005"]], 8623335750548334.0, None, None, 2020, 9, None]
    yield "REGSO_MEDEL", "one amount that floats hold to a whole number alone", known
    yield "REGSO_SUMMA", "infinite sum", [_CODES, [[1e308]] * 3, "alla"]


def _formulas() -> Iterator[tuple[str, str, object]]:
    yield "regso eval", "too many arguments", '=REGSO_TYP("9901R001";2022;2022;1;2;3)'
    yield "regso eval", "half a character", '="\ud800"'
    yield "regso eval", "half a character for us", '=REGSO_NAMN("\udc80")'
    yield "regso eval", "another book", "='[x]Blad1'!A1"
    yield "regso eval", "a gigabyte", '=SUBSTITUTE(REPT("a";32000);"a";REPT("b";32000))'


def _tables() -> Iterator[tuple[str, bytes]]:
    for number in ("1_000", "٣٤", "４２", "1e300", "2.5", "nan", "-1"):
        yield f"persons {number}", f"regsokod,folkmangd_2023\n9901R001,{number}\n".encode()
    yield "a long header", b"regsokod,folkmangd_2023," + b"x" * 200_000 + b"\n9901R001,1\n"
    yield "no header", b"\x00\x00\x00\x00"
    yield "half a character", "regsokod,År\n9901R001,5 Å".encode()[:-1]


def _answers() -> Iterator[tuple[str, bytes]]:
    first = [2, 4, 60, 70.25]
    for value in ("Infinity", "-1", "2.5", "1e999", "9" * 5_000, "true", '"x"', "[1]"):
        text = json.dumps(_STATISTICS | {"value": [0, *_STATISTICS["value"][1:]]})
        yield f"the value {value[:9]}", text.replace('"value": [0', f'"value": [{value}').encode()
    yield "nested", b'{"class":"dataset","label":' + b"[" * 100_000
    yield "status as a list", json.dumps(_STATISTICS | {"status": [None, "."]}).encode()
    yield "markup", json.dumps(_STATISTICS | {"label": "Områdestyp[/b]"}).encode()
    yield "an escape", json.dumps(_STATISTICS | {"label": "Områdestyp\x1b[2J"}).encode()
    yield "half a pair", json.dumps(_STATISTICS | {"label": "Områdestyp\ud83d"}).encode()
    yield "the same key twice", json.dumps(_STATISTICS)[:-1].encode() + b',"value":[1]}'
    yield "too few values", json.dumps(_STATISTICS | {"value": first}).encode()
    collision = json.loads(json.dumps(_STATISTICS))
    collision["dimension"]["ContentsCode"]["category"]["index"] = {"A": 0, "B": 0}
    yield "two at one place", json.dumps(collision).encode()
    endless = {"type": "name", "properties": {"name": "x" * 400_000 + "!"}}
    yield "a system without end", json.dumps(_BORDER | {"crs": endless}).encode()
    for crs in ({"properties": None}, None, [], {"properties": {"name": 5}}):
        yield f"system {crs}", json.dumps(_BORDER | {"crs": crs}).encode()


def _registers() -> Iterator[tuple[str, tuple[str, bytes]]]:
    sound = REGISTERS["register.xlsx"]
    yield "half a workbook", ("a.xlsx", sound[: len(sound) // 2])
    yield "a workbook without parts", ("a.xlsx", b"PK\x05\x06" + b"\x00" * 18)
    yield "encrypted", ("a.xlsx", sound.replace(b"\x14\x00\x00\x00\x08", b"\x14\x00\x01\x00\x08"))
    yield "an old workbook", ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    yield "an empty sheet", ("a.xlsx", workbook("\n"))
    yield "nothing in quotation marks", ("a.csv", b'""')
    yield "blank for long, then a row", ("a.csv", b" ,\n" * 200 + b"kod,taljare\n9901R001,1\n")
    yield "one long cell", ("a.csv", b"kod,taljare\n" + b"9" * 140_000 + b",1\n")


FOUND = [pytest.param(name, value, id=f"{name}: {what}") for name, what, value in _found()]
