r"""Install and remove the add-in and the bridge; every step may be repeated.

For one user nothing needs an administrator: a file in the user's XLSTART and keys under
``HKCU\Software\\Classes``. For all users the code lies where users cannot write, the keys are in
HKLM, and one store of reference data that only administrators may change serves everybody.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from regso.errors import FileError
from regso.hosts.excel.identity import ADD_IN, CLSID, PROG_ID
from regso.hosts.excel.machine import Machine
from regso.hosts.excel.paths import log_path
from regso.saving import replace_file

ENVIRONMENT = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
DATA = "REGSO_DATA"

EXCEL = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_TITLE = "RegSO-brygga"


@dataclass(frozen=True)
class Target:
    """Where things are for one user (HKCU) or for all users (HKLM)."""

    root: str
    start_folder: Path

    @property
    def is_shared(self) -> bool:
        """Whether it is for all users."""
        return self.root == "HKLM"

    @property
    def add_in(self) -> Path:
        """The add-in, which Excel opens when it starts."""
        return self.start_folder / ADD_IN

    @property
    def classes(self) -> str:
        """The registry key of COM classes."""
        return rf"{self.root}\Software\Classes"

    @property
    def class_keys(self) -> tuple[str, str]:
        """The keys of our class: as 64-bit programs see it, and as 32-bit Excel does."""
        return rf"{self.classes}\CLSID\{CLSID}", rf"{self.classes}\Wow6432Node\CLSID\{CLSID}"


def place(machine: Machine, *, all_users: bool) -> Target:
    """Return where things are.

    Raises
    ------
    FileError
        This is not Windows, or Excel's own folder cannot be found.
    """
    if not machine.is_windows:
        raise FileError(
            "Excel-tillägget installeras på en Windows-dator; använd LibreOffice "
            "(regso calc build) eller regso render på det här systemet."
        )
    if not all_users:
        return Target("HKCU", machine.folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART")
    excel = machine.value(EXCEL)
    if excel is None:
        raise FileError("Excel finns inte på datorn; installera Excel och kör kommandot igen.")
    return Target("HKLM", Path(str(excel)).parent / "XLSTART")


def command(machine: Machine) -> str:
    """Return the command that Windows starts the bridge with.

    With -P nothing is imported from a folder that happens to be the current one.
    """
    return f'"{machine.pythonw}" -P -m regso.hosts.excel.bridge'


def registration(place: Target, command: str) -> dict[str, str]:
    """Return key and text of all that the bridge has in the registry."""
    texts = {rf"{place.classes}\{PROG_ID}": _TITLE, rf"{place.classes}\{PROG_ID}\CLSID": CLSID}
    for key in place.class_keys:
        texts |= {key: _TITLE, rf"{key}\ProgID": PROG_ID, rf"{key}\LocalServer32": command}
    return texts


def install(machine: Machine, add_in: bytes, *, all_users: bool = False) -> Iterator[str]:
    """Install, and yield a sentence for each step that is done."""
    at = place(machine, all_users=all_users)
    _refuse_unfit_python(machine, all_users=all_users)
    yield from register(machine, at)
    if at.add_in.exists() and at.add_in.read_bytes() == add_in:
        yield f"Tillägget finns redan: {at.add_in}"
    else:
        _write(machine, at, add_in)
        yield f"Tillägget är kopierat: {at.add_in}"
    if all_users:
        yield from _share_data(machine)
    yield "Starta Excel och skriv =REGSO_VERSION() i en cell."


def register(machine: Machine, at: Target) -> Iterator[str]:
    """Register the bridge, and yield a sentence."""
    texts = registration(at, command(machine))
    changed = {key: text for key, text in texts.items() if machine.value(key) != text}
    for key, text in changed.items():
        machine.set_value(key, text)
    state = "är registrerad" if changed else "är redan registrerad"
    yield f"Bryggan {PROG_ID} {state} i {at.classes}."


def uninstall(machine: Machine, *, all_users: bool = False) -> Iterator[str]:
    """Remove all that `install` and the bridge wrote, and yield a sentence for each step."""
    at = place(machine, all_users=all_users)
    if at.add_in.exists():
        _remove(machine, at)
        yield f"Tillägget är borttaget: {at.add_in}"
    for key in (rf"{at.classes}\{PROG_ID}", *at.class_keys):
        machine.delete_key(key)
    yield f"Bryggan {PROG_ID} är borttagen ur {at.classes}."
    if all_users:
        machine.delete_value(ENVIRONMENT, DATA)
        yield f"Miljövariabeln {DATA} är borttagen."
    logs = log_path().parent
    if logs.exists():
        shutil.rmtree(logs, ignore_errors=True)
        yield f"Loggarna är borttagna: {logs}"
    yield "Referensdata är kvar; ta bort mappen som regso data status visar om de inte behövs."


def _refuse_unfit_python(machine: Machine, *, all_users: bool) -> None:
    pythonw = machine.pythonw
    if not pythonw.exists():
        raise FileError(
            f"{pythonw} saknas; installera Python från python.org eller företagsportalen."
        )
    if "WindowsApps" in PureWindowsPath(pythonw).parts:
        raise FileError(
            "Python från Microsoft Store skriver i ett eget register som Excel inte ser; "
            "installera Python från python.org eller företagsportalen och kör kommandot därifrån."
        )
    folder = machine.folder("PROGRAMFILES") if all_users else None
    if folder and PureWindowsPath(folder) not in PureWindowsPath(pythonw).parents:
        raise FileError(
            f"{pythonw} ligger inte i {folder}, så användare kan ändra koden; installera Python "
            "och RegSO där och kör kommandot därifrån."
        )


def _share_data(machine: Machine) -> Iterator[str]:
    folder = machine.folder("PROGRAMDATA") / "regso"
    folder.mkdir(parents=True, exist_ok=True)
    machine.make_read_only(folder)
    machine.set_value(ENVIRONMENT, str(folder), DATA)
    yield (
        f"Referensdata för alla ligger i {folder}; "
        "hämta dem som administratör med regso data update, eller läs in ett paket eller filer med "
        "regso data import."
    )


def _write(machine: Machine, at: Target, content: bytes) -> None:
    _refuse_running_excel(machine, at)
    try:
        replace_file(at.add_in, content)
    except OSError as error:
        raise FileError(
            f"{at.add_in} går inte att skriva ({error.strerror}); stäng Excel och kör kommandot "
            "igen."
        ) from error


def _remove(machine: Machine, at: Target) -> None:
    _refuse_running_excel(machine, at)
    try:
        at.add_in.unlink()
    except OSError as error:
        raise FileError(
            f"{at.add_in} går inte att ta bort ({error.strerror}); stäng Excel och kör kommandot "
            "igen."
        ) from error


def _refuse_running_excel(machine: Machine, at: Target) -> None:
    """Refuse while an Excel has the file open: the user's own, or where it is shared, anybody's."""
    if machine.is_running("EXCEL.EXE", of_anybody=at.is_shared):
        whose = " för någon på datorn" if at.is_shared else ""
        raise FileError(f"Excel är igång{whose}; stäng alla Excelfönster och kör kommandot igen.")
