"""Two PDFs of one workbook are the same bytes, whenever they were made."""

import io
import struct
import zlib

import pypdf
import pytest

from regso.render.samebytes import without_moment

CREATED = "<xmp:CreateDate>2026-01-02T03:04:05Z</xmp:CreateDate>"
WRITTEN = (2026, 11, 29, 1, 47, 26)


def pdf(moment="20261129014726Z'", identity="0C3DD1AE5DC9DD95F64E90BF62FD117B", **other):
    """Return a PDF of a blank page as LibreOffice writes one, made at a moment."""
    profile = bytearray(range(128)) * 3
    profile[24:36] = struct.pack(">6H", *other.get("profile", WRITTEN))
    stream = zlib.compress(bytes(profile), 1)
    xmp = other.get("created", CREATED).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Title<%s>>>" % other.get("title", b"FEFF"),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(xmp), xmp),
        b"<</N 3/Length 7 0 R/Filter/FlateDecode>>\nstream\n%s\nendstream" % stream,
        b"%d" % len(stream),
        f"<</Author<FEFF>/CreationDate(D:{moment})>>".encode(),
    ]
    text, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    mark = identity.encode()
    return text + (
        b"xref\n0 9\n0000000000 65535 f \n%strailer\n<</Size 9/Root 1 0 R\n/Info 8 0 R\n"
        b"/ID [ <%s>\n<%s> ]\n/DocChecksum /%s\n>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, mark, mark, mark[::-1], len(text))
    )


def test_the_moment_and_what_is_made_of_it_are_gone():
    first = without_moment(pdf())
    later = pdf("20270101120000+01'00'", "F" * 32, profile=(2027, 1, 1, 12, 0, 0))
    assert first == without_moment(later) == without_moment(first)
    assert b"/CreationDate(D:20260102030405Z)" in first
    assert b"0C3DD1AE" not in first


def test_the_objects_are_where_the_table_says():
    reader = pypdf.PdfReader(io.BytesIO(without_moment(pdf())), strict=True)
    assert len(reader.pages) == 1
    assert reader.metadata.creation_date.isoformat() == "2026-01-02T03:04:05+00:00"
    profile = reader.get_object(6).get_data()
    assert struct.unpack(">6H", profile[24:36]) == (2026, 1, 2, 3, 4, 5)
    assert profile[36:] == (bytes(range(128)) * 3)[36:]


def test_other_content_has_another_identity():
    one, other = (without_moment(pdf(title=title)) for title in (b"FEFF", b"FEFE"))
    assert one[one.index(b"/ID") :] != other[other.index(b"/ID") :]


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b"%PDF-1.7\nno dates",
        pdf(created=""),
        pdf() + pdf(),
        pdf(identity="x" * 32),
        pdf(moment="i dag"),
        pdf().replace(b"0000000009 00000 n", b"0000000010 00000 n"),
        pdf().replace(b"startxref\n", b"startxref\n1"),
        pdf().replace(b"xref\n0 9", b"xref\n0 8", 1),
        pdf().replace(b"stream\nx", b"stream\ny"),
    ],
)
def test_what_is_written_in_another_way_is_left_as_it_is(other):
    assert without_moment(other) == other
