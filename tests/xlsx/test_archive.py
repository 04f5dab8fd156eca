"""The same files give the same archive everywhere, and one that is changed keeps what it says."""

import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import FileError
from regso.incoming import archives
from regso.xlsx.archive import READABLE, like, pack, repack, unpack

NOON = (2026, 3, 2, 12, 0, 0)
FILES = {"b/två.xml": b"<a/>" * 500, "a.txt": b""}
NAMES = st.text(st.characters(categories=["L", "N"], include_characters=" -."), min_size=1)


def entries(archive):
    return archives.entries(archive, "a.zip")


def infos(archive):
    return [info for info, _ in entries(archive)]


def old_archive():
    """An archive as a program on Windows may leave it, with more than is worth keeping."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, kind in (("a.xml", zipfile.ZIP_DEFLATED), ("b.png", zipfile.ZIP_STORED)):
            info = zipfile.ZipInfo(name, NOON)
            info.create_system, info.external_attr, info.compress_type = 0, 0x20, kind
            info.extra, info.comment = b"\x99\x99\x02\x00ab", b"secret"
            archive.writestr(info, b"<x/>" * 500)
    return out.getvalue()


@given(st.dictionaries(NAMES, st.binary()))
def test_what_was_packed_is_unpacked_in_the_same_order(files):
    assert list(unpack(pack(files)).items()) == list(files.items())


@pytest.mark.parametrize("mode", [0, READABLE])
def test_an_archive_is_the_same_whatever_system_made_it(monkeypatch, mode):
    here = pack(FILES, NOON, mode)
    monkeypatch.setattr(sys, "platform", "linux" if sys.platform == "win32" else "win32")
    assert pack(FILES, NOON, mode) == here


def test_without_a_moment_the_archive_says_the_first_that_there_is():
    assert {info.date_time for info in infos(pack(FILES))} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.date_time for info in infos(pack(FILES, NOON))} == {NOON}


def test_only_files_that_are_unpacked_say_who_may_read_them():
    """The system decides what the attributes mean: those of DOS, 0, have no readers."""
    assert {info.create_system for info in infos(pack(FILES))} == {0}
    unpacked = infos(pack(FILES, mode=READABLE))
    assert {(info.create_system, info.external_attr >> 16) for info in unpacked} == {(3, 0o100644)}


def test_an_archive_that_is_packed_anew_keeps_time_system_and_compression():
    old = old_archive()
    new = repack((info, content.upper()) for info, content in entries(old))
    assert unpack(new) == {"a.xml": b"<X/>" * 500, "b.png": b"<X/>" * 500}
    for before, after in zip(infos(old), infos(new), strict=True):
        assert (after.date_time, after.create_system) == (NOON, 0)
        assert after.external_attr == before.external_attr
        assert after.compress_type == before.compress_type


def test_comments_and_extra_fields_of_an_old_archive_are_left_behind():
    new = repack(entries(old_archive()))
    assert [(info.extra, info.comment) for info in infos(new)] == [(b"", b""), (b"", b"")]


def test_an_archive_may_be_packed_without_compression():
    new = infos(repack(entries(old_archive()), compress=False))
    assert {info.compress_type for info in new} == {zipfile.ZIP_STORED}


def test_a_new_file_says_the_same_as_those_beside_it():
    old = entries(old_archive())
    added = infos(repack([*old, (like(old[0][0], "c.xml"), b"new")]))[-1]
    assert (added.filename, added.date_time, added.create_system) == ("c.xml", NOON, 0)


def test_bytes_that_are_no_archive_are_refused():
    with pytest.raises(FileError, match=r"^a\.zip är ingen Excel-arbetsbok"):
        entries(b"no archive")
