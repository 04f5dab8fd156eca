"""The compressor of VBA sources, against the decompressor of oletools (another author's)."""

import random
import string
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regso
from regso.hosts.excel.compression import compress

olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")

SWEDISH = string.printable + "åäöÅÄÖ–…”éü"


def noise():
    return random.Random(20260101)  # noqa: S311 - the same sources every time


def restored(source):
    return bytes(olevba.decompress_stream(bytearray(compress(source))))


def test_no_source_is_an_empty_container():
    assert compress(b"") == b"\x01"


def test_the_examples_of_the_specification():
    """MS-OVBA 3.2.1 (no repetition), 3.2.2 (usual text) and 3.2.3 (as many as can be)."""
    plain = b"abcdefghijklmnopqrstuv."
    assert (
        compress(plain).hex()
        == "0119b00061626364656667680069" + b"jklmnop".hex() + "007172737475762e"
    )
    usual = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    assert restored(usual) == usual  # the example takes another of several equal repetitions
    most = b"a" * 73
    assert compress(most).hex() == "0103b002614500"


@pytest.mark.parametrize("length", [1, 2, 3, 15, 16, 17, 4095, 4096, 4097, 8192, 8193, 20_000])
def test_a_source_of_any_length_comes_back(length):
    text = (b"    If IsMissing(ar) Then ar = Empty\r\n" * 600)[:length]
    assert restored(text) == text
    same = b"x" * length
    assert restored(same) == same


def test_a_chunk_of_one_character_is_that_and_one_repetition():
    """The container's mark, the chunk's header, a byte of flags, the character, a copy of 4095."""
    assert len(compress(b"x" * 4096)) == 1 + 2 + 1 + 1 + 2


def test_a_full_chunk_without_repetitions_is_stored_as_it_is():
    chunk = noise().randbytes(4096)
    assert restored(chunk + b"slut") == chunk + b"slut"
    assert len(compress(chunk)) == 1 + 2 + 4096


def test_what_the_format_cannot_hold_is_refused():
    """A short last chunk without repetitions would get zeros at its end."""
    with pytest.raises(ValueError, match="cannot be compressed"):
        compress(noise().randbytes(4000))


@pytest.mark.slow
def test_ten_thousand_sources_come_back():
    """Of words that repeat, in many lengths."""
    chance = noise()
    for _ in range(10_000):
        words = ["".join(chance.choices(SWEDISH, k=chance.randint(1, 9))) for _ in range(6)]
        size = int(chance.expovariate(1 / 25))
        text = "".join(chance.choices(words, k=size)).encode("cp1252")
        assert restored(text) == text


@pytest.mark.parametrize("folder", ["functions", "core"])
def test_real_sources_come_back(folder):
    """Long real text, of more than one chunk; cp1252 stands for it byte by byte."""
    for path in sorted(Path(regso.__file__).parent.joinpath(folder).glob("*.py")):
        assert restored(path.read_bytes()) == path.read_bytes()


def test_the_sources_of_the_add_in_come_back():
    static = files("regso.hosts.excel").joinpath("static")
    for file in static.iterdir():
        assert restored(file.read_bytes()) == file.read_bytes()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=SWEDISH[:96], max_size=200), st.integers(1, 60))
def test_a_repeated_text_comes_back(text, times):
    source = text.encode("cp1252") * times
    assert restored(source) == source
