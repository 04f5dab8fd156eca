r"""What the installer reads and writes of a Windows machine, apart from files.

A registry key is written with its root: ``HKCU\Software\...`` or ``HKLM\Software\...``. Keys
are always those that 64-bit programs see. Everything is small, so that tests stand in for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from regso.errors import FileError
from regso.hosts.excel.identity import ADAPTER, PROG_ID

# Full access for the system and administrators, reading for everybody else, by their fixed ids.
_READ_ONLY = (
    "/inheritance:r", "/grant:r", "*S-1-5-18:(OI)(CI)F", "*S-1-5-32-544:(OI)(CI)F",
    "*S-1-5-32-545:(OI)(CI)RX",
)  # fmt: skip

Rows = Sequence[Sequence[object]]


class Machine:
    """The Windows machine that this process runs on."""

    @property
    def is_windows(self) -> bool:
        """Tell whether there is a registry at all."""
        return sys.platform == "win32"

    def folder(self, variable: str) -> Path:
        """Return the folder that an environment variable names, APPDATA for example."""
        found = os.environ.get(variable)
        if not found:
            raise FileError(
                f"Miljövariabeln {variable} saknas; kör kommandot som inloggad i Windows."
            )
        return Path(found)

    @property
    def pythonw(self) -> Path:
        """The Python without a window beside the one that runs."""
        return Path(sys.executable).with_name("pythonw.exe")

    def value(self, key: str, name: str = "") -> str | int | None:
        """Return a registry value; None where key or value is missing or may not be read."""
        winreg = import_module("winreg")
        root, path = _parts(key)
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(getattr(winreg, root), path, 0, access) as opened:
                found = winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return found if isinstance(found, int) else str(found)

    def set_value(self, key: str, value: str, name: str = "") -> None:
        """Write a text in the registry."""
        winreg = import_module("winreg")
        root, path = _parts(key)
        access = winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY
        try:
            with winreg.CreateKeyEx(getattr(winreg, root), path, 0, access) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
        except OSError as error:
            raise FileError(f"{key} går inte att skriva ({error.strerror}); {_RIGHTS}") from error

    def delete_value(self, key: str, name: str) -> None:
        """Remove a registry value if it is there."""
        winreg = import_module("winreg")
        root, path = _parts(key)
        access = winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(getattr(winreg, root), path, 0, access) as opened:
                winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise FileError(f"{key} går inte att ändra ({error.strerror}); {_RIGHTS}") from error

    def delete_key(self, key: str) -> None:
        """Remove a registry key, with all below it, if it is there."""
        winreg = import_module("winreg")
        root, path = _parts(key)
        try:
            _delete_tree(winreg, getattr(winreg, root), path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise FileError(f"{key} går inte att ta bort ({error.strerror}); {_RIGHTS}") from error

    def is_running(self, program: str, *, of_anybody: bool = False) -> bool:
        """Tell whether the user, or anybody on a shared machine, runs a program."""
        wanted = ["tasklist", "/fi", f"imagename eq {program}", "/fo", "csv", "/nh"]
        user, domain = os.environ.get("USERNAME"), os.environ.get("USERDOMAIN")
        if user and not of_anybody:
            owner = f"{domain}\\{user}" if domain else user
            wanted += ["/fi", f"username eq {owner}"]
        done = subprocess.run(wanted, capture_output=True, check=False)  # noqa: S603 - our own words
        return f'"{program}"'.lower().encode() in done.stdout.lower()

    def make_read_only(self, folder: Path) -> None:
        """Let everybody read a folder, and only administrators write in it."""
        done = subprocess.run(  # noqa: S603 - our own words
            ["icacls", str(folder), *_READ_ONLY],  # noqa: S607 - Windows' own
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise FileError(f"Rättigheterna på {folder} går inte att sätta; {_RIGHTS}")

    def ask_bridge(self, function: str = "REGSO_VERSION", *arguments: object) -> Rows:
        """Return the rows that a function answers through COM, as Excel asks.

        Raises
        ------
        FileError
            The bridge does not answer; the message has the code that Windows gives.
        """
        client = import_module("win32com.client")
        try:
            rows: Rows = client.Dispatch(PROG_ID).CallUDF(ADAPTER, function, arguments)
        except import_module("pythoncom").com_error as error:
            raise FileError(f"{error.args[0] & 0xFFFFFFFF:#010x}") from error
        return rows


_RIGHTS = "kör kommandot med de rättigheter som behövs (--all-users kräver administratör)."


def _parts(key: str) -> tuple[str, str]:
    root, path = key.split("\\", 1)
    return {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}[root], path


def _delete_tree(winreg: ModuleType, root: int, path: str) -> None:
    access = winreg.KEY_ALL_ACCESS | winreg.KEY_WOW64_64KEY
    with winreg.OpenKey(root, path, 0, access) as opened:
        while winreg.QueryInfoKey(opened)[0]:
            _delete_tree(winreg, root, f"{path}\\{winreg.EnumKey(opened, 0)}")
    winreg.DeleteKeyEx(root, path, winreg.KEY_WOW64_64KEY)
