"""Only plain files of a size that fits are opened: nothing waits, and nothing has no end."""

import os
import threading

import pytest

from regso.errors import FileError
from regso.incoming import plain
from regso.registers import read_data
from regso.sources.found import find_files

UNIX = pytest.mark.skipif(os.name != "posix", reason="pipes and devices have no names in Windows")


def refused(path, read=plain.read_bytes):
    """Return the sentence, given within a second: a pipe would wait for ever."""
    found = []

    def run():
        with pytest.raises(FileError) as error:
            read(path)
        found.append(str(error.value))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(5)
    assert found, "still waiting"
    return found[0]


@UNIX
@pytest.mark.parametrize("read", [plain.read_bytes, lambda p: plain.read_start(p, 4), read_data])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, read):
    os.mkfifo(tmp_path / "a.csv")
    says = "a.csv är ingen vanlig fil utan en enhet eller ett rör; spara innehållet i en fil och "
    assert refused(tmp_path / "a.csv", read) == f"{says}ange den."


@UNIX
def test_a_link_to_a_device_is_refused(tmp_path):
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    assert refused(tmp_path / "a.csv").startswith("a.csv är ingen vanlig fil")


@UNIX
def test_a_link_to_a_plain_file_is_read(tmp_path):
    (tmp_path / "b.csv").write_bytes(b"x")
    (tmp_path / "a.csv").symlink_to("b.csv")
    assert plain.read_bytes(tmp_path / "a.csv") == b"x"
    assert plain.is_plain(tmp_path / "a.csv")


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "a.csv").mkdir()
    assert refused(tmp_path / "a.csv") == "a.csv är en mapp; ange en fil."


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refused(tmp_path / "a.csv").startswith("a.csv går inte att öppna (")


def test_a_larger_file_than_fits_is_refused_unread_and_its_start_can_be_seen(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"kod")
        file.truncate(plain.MOST_BYTES + 1)  # a hole, which takes no room
    assert refused(path).startswith("a.csv är större än 256 MB, mer än som kan läsas; ta bort")
    assert plain.read_start(path, 3) == b"kod"


def test_a_file_of_the_largest_size_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"abc")
    assert plain.read_bytes(tmp_path / "a.csv", 3) == b"abc"


@pytest.mark.parametrize("content", [b"", b" \n" * 5000])
def test_an_empty_file_is_refused(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    assert refused(tmp_path / "a.csv") == "a.csv är tom; spara eller hämta filen igen."


@pytest.mark.parametrize("name", ["a" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_that_of_no_file(tmp_path, name):
    assert not plain.is_plain(tmp_path / name)
    assert not plain.is_folder(tmp_path / name)


@UNIX
def test_a_folder_with_a_link_to_itself_and_a_pipe_is_looked_through(tmp_path):
    (tmp_path / "ring").symlink_to("ring")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.csv").write_bytes(b"x")
    assert [found.path.name for found in find_files([tmp_path])] == ["a.csv", "pipe", "ring"]
