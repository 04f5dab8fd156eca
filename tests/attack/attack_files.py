"""Files as an attack makes them: sound ones in län 99, broken in text, in bytes or in parts."""

from __future__ import annotations

import io
import json
import warnings
import zipfile

import openpyxl
from hypothesis import strategies as st

_TYPES = (
    "regsokod,År,Socioekonomiskt_index,omradestyp,andel_forgymnasial\n"
    "9901R001,2022,5.5,4,12.5\n9901R002,2022,45,2,33.1\n9902R001,2024,70,1,\n"
)
_PERSONS = "regsokod,folkmangd_2022,Folkmängd 2023\n9901R001,10,12\n9901R002,250,..\n"
_KEY = (
    "Kommun,Kommunnamn,DeSO_2018,RegSO_2020,RegSOkod_2020\n"
    "9901,Exby,9901A0010,Norra delen,9901R001\n9901,Exby,9901B0020,Södra,9901R002\n"
)
_REGISTER = "kod,taljare,namnare,ar\n9901R001,3,10,2022\n9901A0010,0,1,2022\n9902R001,1,7,2022\n"

_STATISTICS = json.dumps({
    "version": "2.0",
    "class": "dataset",
    "label": "Socioekonomiskt index efter region och år",
    "updated": "2026-06-23T06:00:00Z",
    "extension": {"px": {"tableid": "TAB1"}},
    "id": ["Region", "ContentsCode", "Tid"],
    "size": [2, 2, 2],
    "dimension": {
        "Region": {"category": {"index": ["9901R001", "9901R002"]}},
        "ContentsCode": {
            "category": {
                "index": {"A": 0, "B": 1},
                "label": {"A": "Områdestyp", "B": "Socioekonomiskt index"},
            }
        },
        "Tid": {"category": {"index": ["2022", "2023"], "label": {"2022": "2022"}}},
    },
    "value": [1, 5, None, 30.5, 2, 4, 60, 70.25],
})  # fmt: skip
_BORDER = json.dumps({
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}},
    "features": [{
        "type": "Feature",
        "properties": {"regsokod": "9901R001", "version": "2025_v1"},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[18.0, 60.0], [18.1, 60.0], [18.1, 60.1], [18.0, 60.0]]],
        },
    }],
})  # fmt: skip


class Sound(dict[str, bytes]):
    """Sound files, name -> content, that a report of a fault does not write out."""

    def __repr__(self) -> str:
        return f"Sound({', '.join(self)})"


def workbook(*sheets: str) -> bytes:
    """Return a workbook with a sheet of text cells for each CSV text."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, text in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Blad{number}")
        for line in text.splitlines():
            sheet.append(line.split(","))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


IMPORTED = Sound(
    {
        "typer.csv": _TYPES.encode(),
        "folk.csv": _PERSONS.encode(),
        "nyckel.csv": _KEY.encode("utf-8-sig"),
        "svar.json": _STATISTICS.encode(),
        "granser.geojson": _BORDER.encode(),
        "nyckel.xlsx": workbook("Om filen,x\n", _KEY),
    }
)
REGISTERS = Sound(
    {
        "register.csv": _REGISTER.encode(),
        "svensk.csv": _REGISTER.replace(",", ";").replace("10;", "10,5;").encode("cp1252"),
        "register.xlsx": workbook(_REGISTER, _TYPES),
    }
)

# What stands where a number, a code or a name is expected.
TOKENS = (
    "", "0", "-1", "2.5", "1e300", "1e999", "NaN", "Infinity", "-Infinity", "1_000", "٣٤", "４２",
    "1 000", "1\u00a0000", "0x10", "true", "null", "[]", "{}", "[[[[[[", '"', "'", ";", "\t", "\r",
    "\x00", "\ufeff", "\ud83d", "\u202e", "\u200b", "=1+1", "@x", "[/b]", "\x1b[31m", "9" * 400,
    "x" * 140_000, "9901R001", "9901R001_RegSO2025", "9901A0010", "00", "2022", "6", "101", "..",
)  # fmt: skip
_BYTES = (b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\xc3", b"PK\x05\x06", b"\x80" * 64)

_where = st.floats(0, 1, exclude_max=True)


@st.composite
def broken(draw, sound: dict[str, bytes]):
    """Draw a file of one of the sound kinds: its name, and its content after a few changes."""
    name = draw(st.sampled_from(sorted(sound)))
    content = sound[name]
    for _ in range(draw(st.integers(1, 4))):
        in_parts = zipfile.is_zipfile(io.BytesIO(content)) and draw(st.integers(0, 3))
        content = _part_changed(draw, content) if in_parts else _changed(draw, content)
    return name, content


def _changed(draw, content: bytes) -> bytes:
    """Return bytes with a token or some bytes put in, over, or for the rest."""
    start = int(draw(_where) * (len(content) + 1))
    new = draw(
        st.one_of(
            st.sampled_from(TOKENS).map(lambda text: text.encode("utf-8", "surrogatepass")),
            st.sampled_from(_BYTES),
            st.binary(max_size=8),
        )
    )
    how = draw(st.sampled_from(["field", "insert", "over", "end", "again"]))
    if how == "field":
        start, end = _field(content, start)
        return content[:start] + new + content[end:]
    if how == "again":  # the same part twice: duplicated keys, rows and headers
        end = int(draw(_where) * (len(content) + 1))
        start, end = sorted((start, end))
        return content[:end] + content[start:end] + content[end:]
    rest = {"insert": start, "over": start + len(new), "end": len(content)}[how]
    return content[:start] + new + content[rest:]


def _field(content: bytes, place: int) -> tuple[int, int]:
    """Return where the word at a place starts and ends."""
    around = b',;:[]{}" \n<>=/'
    start = place
    while start > 0 and content[start - 1] not in around:
        start -= 1
    end = start
    while end < len(content) and content[end] not in around:
        end += 1
    return start, end


def _part_changed(draw, content: bytes) -> bytes:
    """Return an archive where one part is changed, away, or there twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # noqa: BLE001 - it is broken already
        return _changed(draw, content)
    if not parts:
        return _changed(draw, content)
    at = int(draw(_where) * len(parts))
    how = draw(st.sampled_from(["change", "change", "change", "away", "twice"]))
    if how == "change":
        parts[at] = parts[at][0], _changed(draw, parts[at][1])
    elif how == "away":
        del parts[at]
    else:
        parts.append(parts[at])
    return _archive(parts)


def _archive(parts: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as archive:
        warnings.simplefilter("ignore")  # a part that is there twice is meant
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
