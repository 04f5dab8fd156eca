"""A file is written whole or not at all."""

import stat
import sys

import pytest

from regso.cli import files as cli_files
from regso.errors import FileError
from regso.files import write_file


def test_a_file_is_written_and_nothing_else_is_left(tmp_path):
    write_file(tmp_path / "rapport.xlsx", b"nytt")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("rapport.xlsx", b"nytt")]


def test_an_existing_file_is_replaced(tmp_path):
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(b"gammalt")
    write_file(path, b"nytt")
    assert path.read_bytes() == b"nytt"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_colleagues_may_read_the_file_as_any_other_new_file(tmp_path):
    write_file(tmp_path / "rapport.xlsx", b"nytt")
    (tmp_path / "annan").write_bytes(b"")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileError, match="saknad finns inte; skapa den"):
        write_file(tmp_path / "saknad" / "rapport.xlsx", b"nytt")


def test_a_file_that_excel_holds_open_is_left_whole(tmp_path, mocker):
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(b"gammalt")
    mocker.patch("os.replace", side_effect=PermissionError(13, "used by another process"))
    with pytest.raises(FileError, match="stäng filen i Excel"):
        write_file(path, b"nytt")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("rapport.xlsx", b"gammalt")]


def test_a_crash_while_writing_leaves_the_old_file(tmp_path, mocker):
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(b"gammalt")
    mocker.patch("os.replace", side_effect=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"nytt")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("rapport.xlsx", b"gammalt")]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, mocker):
    mocker.patch("os.replace", side_effect=OSError(28, "No space left on device"))
    with pytest.raises(FileError, match="No space left on device"):
        write_file(tmp_path / "rapport.xlsx", b"nytt")
    assert list(tmp_path.iterdir()) == []


def test_what_a_command_builds_is_written_into_a_folder_that_is_made(tmp_path):
    path = cli_files.write(tmp_path / "ny" / "mapp", "regso.oxt", b"nytt")
    assert path == tmp_path / "ny" / "mapp" / "regso.oxt"
    assert [(p.name, p.read_bytes()) for p in path.parent.iterdir()] == [("regso.oxt", b"nytt")]


def test_what_a_program_holds_open_is_left_whole_by_a_command_that_builds(tmp_path, mocker):
    path = cli_files.write(tmp_path, "regso.oxt", b"gammalt")
    mocker.patch("os.replace", side_effect=PermissionError(13, "used by another process"))
    with pytest.raises(FileError, match="stäng programmet som har filen öppen"):
        cli_files.write(tmp_path, "regso.oxt", b"nytt")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(path.name, b"gammalt")]


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "mapp").write_bytes(b"")
    with pytest.raises(FileError, match="välj en annan mapp med -o"):
        cli_files.write(tmp_path / "mapp", "regso.oxt", b"nytt")
