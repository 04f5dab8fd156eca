"""A file is written whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from regso.cli import files as cli_files
from regso.errors import FileError, reason
from regso.saving import refuse_output, replace_file, write_file


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


@pytest.mark.parametrize(
    ("number", "why"),
    [(13, "rättighet saknas"), (27, "disken är full"), (36, "namnet är för långt")],
)
def test_what_the_system_refuses_is_said_in_swedish(number, why):
    assert reason(OSError(number, os.strerror(number))) == why


def test_what_nobody_knows_is_said_in_the_words_of_the_system():
    assert reason(OSError(9999, "Strange")) == "Strange"
    assert reason(OSError("stranger")) == "stranger"


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, mocker):
    mocker.patch("os.replace", side_effect=OSError(28, "No space left on device"))
    with pytest.raises(FileError, match=r"disken är full.*gör plats"):
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


def test_what_is_read_is_never_written_over(tmp_path):
    register = tmp_path / "register.csv"
    register.write_bytes(b"kod\n")
    (tmp_path / "samma.csv").hardlink_to(register)
    for name in ("register.csv", "samma.csv", "../" + tmp_path.name + "/register.csv"):
        with pytest.raises(FileError, match="är filen som läses"):
            write_file(tmp_path / name, b"nytt", [tmp_path / "saknas", register])
    assert register.read_bytes() == b"kod\n"


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_a_place_without_a_name_is_refused(tmp_path, name):
    with pytest.raises(FileError, match="filnamn"):
        refuse_output(tmp_path / name if name == ".." else Path(name))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
def test_a_link_a_folder_and_a_device_are_refused(tmp_path):
    target = tmp_path / "mål.xlsx"
    target.write_bytes(b"gammalt")
    (tmp_path / "länk.xlsx").symlink_to(target)
    (tmp_path / "mapp").mkdir()
    os.mkfifo(tmp_path / "rör")
    for name, why in (("länk.xlsx", "är en länk"), ("mapp", "ingen vanlig fil"),
                         ("rör", "ingen vanlig fil")):  # fmt: skip
        with pytest.raises(FileError, match=why):
            write_file(tmp_path / name, b"nytt")
        with pytest.raises(OSError, match="ingen vanlig fil"):
            replace_file(tmp_path / name, b"nytt")
    with pytest.raises(FileError, match="ingen vanlig fil"):
        write_file(Path("/dev/null"), b"nytt")
    assert target.read_bytes() == b"gammalt"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_who_may_read_a_file_is_kept_when_it_is_replaced(tmp_path):
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(b"gammalt")
    path.chmod(0o640)
    write_file(path, b"nytt")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_name_that_is_too_long_is_one_sentence(tmp_path):
    with pytest.raises(FileError, match="välj ett annat filnamn"):
        write_file(tmp_path / ("a" * 300), b"nytt")
