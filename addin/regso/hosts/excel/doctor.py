r"""Find out why the add-in does not work on a machine: one line for each thing, and what to do.

What is looked at of Office's settings and Windows' protection are registry values documented by
Microsoft, under ``...\Office\16.0`` (Excel 2016 and later); nothing is changed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from regso.errors import FileError
from regso.hosts.excel.copies import add_ins, targets, version_of
from regso.hosts.excel.identity import ADD_IN, PROG_ID
from regso.hosts.excel.install import EXCEL, Target, command, registration
from regso.hosts.excel.machine import Machine
from regso.hosts.excel.paths import log_path
from regso.store import EXAMPLE, store_path

OK, CHECK, WRONG = "OK", "Granska", "Fel"

_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
_CHOICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
_DEFENDER = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
)
_RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Office får inte starta andra program",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "makron får inte anropa Windows",
}
_APPLOCKER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
_SIGNED_ONLY, _NO_MACROS = 3, 4
_PACKAGES = ("xlwings", "win32com", "platformdirs", "numpy", "scipy", "shapely")
_REINSTALL = "kör regso excel install"


class Finding(NamedTuple):
    """What was found about one thing: a state, and a sentence that says what to do."""

    state: str
    text: str


def examine(machine: Machine, add_in: bytes) -> Iterator[Finding]:
    """Yield what is found; with the bytes that the installed add-in ought to have.

    Raises
    ------
    FileError
        This is not Windows.
    """
    at = _installed_place(machine)
    yield _excel(machine)
    yield _add_in(at, add_in)
    yield from _copies(machine)
    yield _registered(machine, at)
    yield from _registered_twice(machine)
    yield _python(machine)
    yield from _macros(machine)
    yield from _protection(machine)
    yield _reference_data()
    yield _log()
    yield _answer(machine)


def _installed_place(machine: Machine) -> Target:
    """Return where the add-in is: for the user, or else for all users if it is there."""
    own, *shared = targets(machine)
    return next((at for at in (own, *shared) if at.add_in.exists()), own)


def _excel(machine: Machine) -> Finding:
    if machine.value(EXCEL) is None:
        return Finding(WRONG, "Excel hittas inte på datorn; tillägget kräver Excel för Windows.")
    bits = {"x86": "32 bitar", "x64": "64 bitar"}.get(
        str(machine.value(_CLICK_TO_RUN, "Platform")), "okänt antal bitar"
    )
    version = machine.value(_CLICK_TO_RUN, "VersionToReport") or "okänd version"
    return Finding(OK, f"Excel {version}, {bits}; bryggan passar båda.")


def _add_in(at: Target, expected: bytes) -> Finding:
    if not at.add_in.exists():
        return Finding(WRONG, f"{ADD_IN} saknas i {at.start_folder}; {_REINSTALL}.")
    if Path(f"{at.add_in}:Zone.Identifier").exists():
        return Finding(
            WRONG,
            f"{at.add_in} är märkt som hämtad från internet och blockeras; {_REINSTALL}, "
            "eller avblockera filen under Egenskaper.",
        )
    found = at.add_in.read_bytes()
    if found != expected:
        made, ours = (version_of(each) or "okänd version" for each in (found, expected))
        which = f"version {made}, och den här är {ours}" if made != ours else "av en annan version"
        return Finding(CHECK, f"{at.add_in} är {which}; {_REINSTALL}.")
    return Finding(OK, f"Tillägget finns: {at.add_in}")


def _copies(machine: Machine) -> Iterator[Finding]:
    """Yield what to do about several copies: Excel opens one workbook of a name."""
    found = list(add_ins(machine))
    if len(found) > 1:
        each = ", ".join(f"{at} ({version_of(at.read_bytes()) or 'okänd version'})" for at in found)
        yield Finding(
            CHECK,
            f"{ADD_IN} finns på flera ställen: {each}. Excel kan bara ha ett av dem öppet; ta bort "
            "de andra med regso excel uninstall (--all-users för det som delas) eller för hand.",
        )


def _registered_twice(machine: Machine) -> Iterator[Finding]:
    keys = [at.class_keys[0] + r"\LocalServer32" for at in targets(machine)]
    commands = [found for key in keys if (found := machine.value(key)) is not None]
    if len(commands) > 1:
        yield Finding(
            CHECK if commands[0] != commands[1] else OK,
            f"Bryggan är registrerad både för dig och för alla; din egen gäller: {commands[0]}. "
            "Ska den delade gälla: kör regso excel uninstall.",
        )


def _registered(machine: Machine, at: Target) -> Finding:
    expected = registration(at, command(machine))
    wrong = [key for key, text in expected.items() if machine.value(key) != text]
    if len(wrong) == len(expected):
        return Finding(WRONG, f"Bryggan {PROG_ID} är inte registrerad; {_REINSTALL}.")
    if wrong:
        return Finding(
            WRONG, f"Bryggan är registrerad för en annan Python ({wrong[-1]}); {_REINSTALL}."
        )
    return Finding(OK, f"Bryggan är registrerad: {command(machine)}")


def _python(machine: Machine) -> Finding:
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        return Finding(
            WRONG,
            f"Paket saknas: {', '.join(missing)}; installera RegSO igen, med tillvalet excel.",
        )
    if not machine.pythonw.exists():
        return Finding(WRONG, f"{machine.pythonw} saknas; installera om Python.")
    return Finding(OK, f"Python med {8 * struct.calcsize('P')} bitar: {machine.pythonw}")


def _macros(machine: Machine) -> Iterator[Finding]:
    """Yield what the policies of the agency, or else the user's choices, say of macros."""
    level = machine.value(_POLICY, "VBAWarnings") or machine.value(_CHOICE, "VBAWarnings")
    signed = machine.value(_POLICY, "RequireAddinSig") == 1 or level == _SIGNED_ONLY
    if level == _NO_MACROS:
        yield Finding(
            CHECK,
            "Makron är avstängda; bara betrodda platser är undantagna. Fråga IT om XLSTART är en.",
        )
    elif signed:
        yield Finding(
            CHECK,
            f"Bara signerade makron tillåts; be IT att signera {ADD_IN} (se handbokens IT-sida).",
        )
    else:
        yield Finding(OK, "Makron tillåts, eller tillåts efter fråga.")
    if machine.value(rf"{_POLICY}\Trusted Locations", "AllLocationsDisabled") == 1:
        yield Finding(
            CHECK, f"Betrodda platser är avstängda, så {ADD_IN} behöver vara signerad; fråga IT."
        )


def _protection(machine: Machine) -> Iterator[Finding]:
    for rule, what in _RULES.items():
        if str(machine.value(_DEFENDER, rule)) == "1":
            yield Finding(
                CHECK,
                f"Windows skydd har regeln {rule} ({what}). Bryggan startas av Windows och inte av "
                "Excel; svarar den inte så be IT om ett undantag.",
            )
    if str(machine.value(_APPLOCKER, "EnforcementMode")) == "1":
        yield Finding(
            CHECK,
            f"AppLocker styr vilka program som får köras; be IT att tillåta {machine.pythonw}.",
        )


def _reference_data() -> Finding:
    if store_path().exists():
        return Finding(OK, f"Referensdata: {store_path()}")
    return Finding(
        CHECK,
        f"Inga referensdata är inlästa; det påhittade exemplet ({EXAMPLE.name}) används. "
        "Hämta riktiga data med regso data update.",
    )


def _log() -> Finding:
    if log_path().exists():
        return Finding(OK, f"Logg: {log_path()}")
    return Finding(OK, f"Ingen logg ännu; den skrivs i {log_path().parent}")


def _answer(machine: Machine) -> Finding:
    try:
        return Finding(OK, f"Bryggan svarar: {machine.ask_bridge()[0][0]}")
    except FileError as error:
        return Finding(
            WRONG,
            f"Bryggan svarar inte ({error}); {_REINSTALL}, och se loggen om felet är kvar.",
        )
