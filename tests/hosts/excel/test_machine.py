"""What the installer asks of Windows; winreg itself is tried under Wine (tests/e2e)."""

import subprocess
import sys
import types
from pathlib import Path

import pytest

from regso.errors import FileError
from regso.hosts.excel.machine import Machine


@pytest.fixture
def winreg(mocker):
    """Give a stand-in for winreg whose every call is refused."""
    made = types.ModuleType("winreg")
    for i, name in enumerate(("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE", "KEY_READ", "KEY_WRITE",
                              "KEY_ALL_ACCESS", "KEY_WOW64_64KEY", "REG_SZ")):  # fmt: skip
        setattr(made, name, 1 << i)
    for name in ("OpenKey", "CreateKeyEx"):
        setattr(made, name, mocker.Mock(side_effect=PermissionError(5, "åtkomst nekad")))
    mocker.patch.dict(sys.modules, winreg=made)
    return made


KEY = r"HKLM\Software\Classes\x"


def test_what_may_not_be_read_is_not_there(winreg):
    assert Machine().value(KEY) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.set_value(KEY, "x"),
        lambda m: m.delete_value(KEY, "x"),
        lambda m: m.delete_key(KEY),
    ],
)
def test_what_may_not_be_written_is_a_sentence_about_rights(change, winreg):
    with pytest.raises(FileError, match=r"åtkomst nekad.*--all-users kräver administratör"):
        change(Machine())


def test_what_is_not_there_need_not_be_removed(winreg):
    winreg.OpenKey.side_effect = FileNotFoundError
    Machine().delete_key(KEY)
    Machine().delete_value(KEY, "x")
    assert winreg.OpenKey.call_count == 2


def test_the_keys_are_those_of_64_bit_programs(winreg):
    Machine().value(KEY)
    root, path, _, access = winreg.OpenKey.call_args.args
    assert (root, path) == (winreg.HKEY_LOCAL_MACHINE, r"Software\Classes\x")
    assert access & winreg.KEY_WOW64_64KEY


@pytest.mark.parametrize(
    ("printed", "runs"),
    [
        (b'"EXCEL.EXE","4711","Console","1","200 000 K"\r\n', True),
        (b"INFO: No tasks are running which match the specified criteria.\r\n", False),
        ("INFO: Inga aktiviteter körs som motsvarar villkoren.\r\n".encode("cp850"), False),
    ],
)
def test_a_program_runs_when_the_task_list_has_it(printed, runs, mocker):
    done = subprocess.CompletedProcess([], 0, stdout=printed)
    mocker.patch("subprocess.run", return_value=done)
    assert Machine().is_running("Excel.exe") is runs


def test_only_the_user_s_own_programs_are_asked_for_unless_the_file_is_shared(mocker, monkeypatch):
    monkeypatch.setenv("USERNAME", "kim")
    monkeypatch.setenv("USERDOMAIN", "VERKET")
    run = mocker.patch(
        "subprocess.run", return_value=subprocess.CompletedProcess([], 0, stdout=b"")
    )
    Machine().is_running("EXCEL.EXE")
    assert run.call_args.args[0][-2:] == ["/fi", r"username eq VERKET\kim"]
    Machine().is_running("EXCEL.EXE", of_anybody=True)
    assert "username" not in " ".join(run.call_args.args[0])


@pytest.mark.parametrize("code", [0, 5])
def test_a_shared_folder_is_closed_to_writing_by_the_ids_of_the_groups(code, mocker):
    run = mocker.patch("subprocess.run", return_value=subprocess.CompletedProcess([], code))
    if code:
        with pytest.raises(FileError, match="Rättigheterna"):
            Machine().make_read_only(Path("x"))
    else:
        Machine().make_read_only(Path("x"))
    command = run.call_args.args[0]
    assert command[:3] == ["icacls", "x", "/inheritance:r"]
    assert "*S-1-5-32-545:(OI)(CI)RX" in command


def test_a_missing_variable_is_a_sentence(monkeypatch):
    monkeypatch.delenv("APPDATA", raising=False)
    with pytest.raises(FileError, match="Miljövariabeln APPDATA saknas"):
        Machine().folder("APPDATA")


class ComError(Exception):
    """pythoncom.com_error."""


@pytest.fixture
def client(mocker):
    """Give a stand-in for win32com.client."""
    made = types.ModuleType("win32com.client")
    made.Dispatch = mocker.Mock()
    about = types.ModuleType("pythoncom")
    about.com_error = ComError
    package = types.ModuleType("win32com")
    modules = {"win32com": package, "win32com.client": made, "pythoncom": about}
    mocker.patch.dict(sys.modules, modules)
    return made


def test_the_bridge_is_asked_as_excel_asks(client):
    client.Dispatch.return_value.CallUDF.return_value = (("RegSO 1",),)
    assert Machine().ask_bridge() == (("RegSO 1",),)
    client.Dispatch.assert_called_once_with("RegSO.Brygga")
    client.Dispatch.return_value.CallUDF.assert_called_once_with("regso_udf", "REGSO_VERSION", ())


def test_a_bridge_that_does_not_answer_is_the_code_of_windows(client):
    client.Dispatch.side_effect = ComError(-2147221164, "Class not registered", None, None)
    with pytest.raises(FileError, match="0x80040154"):
        Machine().ask_bridge()
