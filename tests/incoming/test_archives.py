"""An archive is read whole, or refused before it fills the memory."""

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import FileError
from regso.incoming import archives
from regso.incoming.archives import entries, verify
from regso.xlsx.archive import pack

NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1)
BOTH = pytest.mark.parametrize("read", [entries, verify])


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def stating(archive, size, crc=None):
    """Return an archive of one file whose both headers state another size, and maybe checksum."""
    changed, central = bytearray(archive), archive.index(b"PK\x01\x02")
    for at in (22, central + 24):
        struct.pack_into("<I", changed, at, size)
    if crc is not None:
        for at in (14, central + 16):
            struct.pack_into("<I", changed, at, crc)
    return bytes(changed)


def refused(archive, read):
    with pytest.raises(FileError) as error:
        read(archive, "a.xlsx")
    return str(error.value)


@given(st.dictionaries(NAMES, st.binary()))
def test_what_was_packed_is_read_and_verified(files):
    archive = pack(files)
    verify(archive, "a.xlsx")
    assert {info.filename: content for info, content in entries(archive, "a.xlsx")} == files


@BOTH
def test_a_bomb_is_refused_before_it_is_inflated(read):
    bomb = zipped({"a.xml": b" " * 20_000_000})
    assert len(bomb) < 25_000
    says = "a.xlsx blir mer än 100 gånger så stor när den packas upp, vilket ingen arbetsbok blir; "
    assert refused(bomb, read) == f"{says}be avsändaren om en ny fil."


@BOTH
def test_a_bomb_that_states_a_small_size_is_refused(read, mocker):
    """Nothing is inflated further than it states, and one byte to see that it went on."""
    bomb = stating(zipped({"a.xml": b" " * 20_000_000}), 1000)
    read_ = mocker.spy(zipfile.ZipExtFile, "read")
    assert refused(bomb, read).startswith("a.xlsx är ingen Excel-arbetsbok (.xlsx);")
    assert sum(len(found) for found in read_.spy_return_list) <= 1001


@BOTH
def test_a_bomb_whose_checksum_is_that_of_its_beginning_is_refused(read):
    bomb = stating(zipped({"a.xml": b" " * 2_000_000}), 1000, zipfile.crc32(b" " * 1000))
    assert zipfile.ZipFile(io.BytesIO(bomb)).read("a.xml") == b" " * 1000  # Python is content
    assert refused(bomb, read).startswith("a.xlsx är ingen Excel-arbetsbok (.xlsx);")


@BOTH
def test_many_parts_and_a_large_whole_are_refused(read, monkeypatch):
    monkeypatch.setattr(archives, "MOST_PARTS", 2)
    assert refused(zipped(dict.fromkeys("abc", b"")), read).startswith("a.xlsx rymmer mer än 2 ")
    monkeypatch.setattr(archives, "MOST_INFLATED", 10)
    assert "rymmer mer än" in refused(zipped({"a": b"x" * 11}), read)
    read(zipped({"a": b"x" * 10}), "a.xlsx")


@BOTH
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_no_office_file_has_is_refused(read, method):
    assert "är ingen Excel-arbetsbok" in refused(zipped({"a": b"x"}, method), read)


@BOTH
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "1")
        archive.writestr("a.xml", "2")
    assert "är ingen Excel-arbetsbok" in refused(out.getvalue(), read)


@BOTH
def test_a_zip_with_a_password_is_told_apart(read):
    archive = bytearray(zipped({"a.xml": b"x"}))
    for at in (6, archive.index(b"PK\x01\x02") + 8):
        archive[at] |= 1
    assert refused(bytes(archive), read).startswith("a.xlsx är skyddad med lösenord; öppna den i ")


@BOTH
def test_a_workbook_that_excel_encrypted_is_told_from_one_of_old(read):
    container = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    encrypted = container + "EncryptedPackage".encode("utf-16-le")
    assert "är skyddad med lösenord" in refused(encrypted, read)
    assert "är ingen Excel-arbetsbok (.xlsx); öppna filen i Excel" in refused(container, read)


@given(st.data())
def test_an_archive_with_any_bytes_changed_is_read_or_refused(data):
    archive = bytearray(zipped({"a.xml": b"<a/>" * 200, "b.xml": b"1"}))
    for _ in range(data.draw(st.integers(1, 5))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    del archive[data.draw(st.integers(0, len(archive))) :]
    for read in (entries, verify):
        with contextlib.suppress(FileError):
            read(bytes(archive), "a.xlsx")
