"""Installing, removing and examining, on a machine that is a dictionary and a folder."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from regso import __version__
from regso.cli import excel_install as cli_excel_install
from regso.errors import FileError
from regso.hosts.excel import adapter, build, doctor, install, record
from regso.hosts.excel.identity import ADD_IN, CLSID, PROG_ID
from regso.hosts.excel.machine import Machine

EXCEL = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
ADD_IN_BYTES = b"an add-in"
ROOT = Path(__file__).resolve().parents[3]


class Pretended(Machine):
    """A Windows machine whose registry is a dictionary and whose folders are under one."""

    is_windows = True

    def __init__(self, folder):
        self.root = folder
        self.registry = {}
        self.running, self.running_for_others = set(), set()
        self.protected = []
        self.answer = (("RegSO 1",),)
        self.folder("PROGRAMFILES").joinpath("Python").mkdir(parents=True)
        self.pythonw.touch()

    def folder(self, variable):
        return self.root / variable

    @property
    def pythonw(self):
        return self.root / "PROGRAMFILES" / "Python" / "pythonw.exe"

    def value(self, key, name=""):
        return self.registry.get((key.lower(), name.lower()))

    def set_value(self, key, value, name=""):
        self.registry[key.lower(), name.lower()] = value

    def delete_value(self, key, name):
        self.registry.pop((key.lower(), name.lower()), None)

    def delete_key(self, key):
        gone = [k for k in self.registry if f"{k[0]}\\".startswith(f"{key.lower()}\\")]
        for one in gone:
            del self.registry[one]

    def is_running(self, program, *, of_anybody=False):
        return program in self.running or (of_anybody and program in self.running_for_others)

    def make_read_only(self, folder):
        self.protected.append(folder)

    def ask_bridge(self, *question):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def machine(tmp_path, mocker):
    made = Pretended(tmp_path)
    office = tmp_path / "PROGRAMFILES" / "Office16"
    office.mkdir()
    made.set_value(EXCEL, str(office / "EXCEL.EXE"))
    logs = tmp_path / "LOCALAPPDATA" / "regso" / "Logs"
    for module in (install, doctor):
        mocker.patch.object(module, "log_path", return_value=logs / "regso-excel.log")
    return made


def done(machine, **options):
    return list(install.install(machine, ADD_IN_BYTES, **options))


def files(machine):
    return {path.relative_to(machine.root) for path in machine.root.rglob("*") if path.is_file()}


# -- for one user -------------------------------------------------------------------------------


def test_the_add_in_is_where_excel_opens_it_and_the_bridge_where_windows_finds_it(machine):
    done(machine)
    start = machine.folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART"
    assert (start / ADD_IN).read_bytes() == ADD_IN_BYTES
    classes = r"HKCU\Software\Classes"
    assert machine.value(rf"{classes}\{PROG_ID}\CLSID") == CLSID
    assert machine.value(rf"{classes}\CLSID\{CLSID}\ProgID") == PROG_ID
    for view in ("", r"\Wow6432Node"):
        started = machine.value(rf"{classes}{view}\CLSID\{CLSID}\LocalServer32")
        assert started == f'"{machine.pythonw}" -P -m regso.hosts.excel.bridge'


def test_nothing_is_written_outside_the_user(machine):
    before = set(machine.registry)
    done(machine)
    assert {key.partition("\\")[0] for key, _ in set(machine.registry) - before} == {"hkcu"}
    assert files(machine) - {Path("PROGRAMFILES/Python/pythonw.exe")} == {
        Path("APPDATA/Microsoft/Excel/XLSTART", ADD_IN)
    }


@pytest.mark.parametrize("all_users", [False, True])
def test_to_install_again_changes_nothing_and_says_so(machine, all_users):
    first = done(machine, all_users=all_users)
    registry, tree = dict(machine.registry), files(machine)
    machine.running.add("EXCEL.EXE")  # which is no hindrance when there is nothing to write
    second = done(machine, all_users=all_users)
    assert (machine.registry, files(machine)) == (registry, tree)
    assert "är registrerad" in first[0]
    assert "är redan registrerad" in second[0]
    assert second[1].startswith("Tillägget finns redan: ")
    assert len(first) == len(second)


@pytest.mark.parametrize("all_users", [False, True])
def test_uninstall_leaves_nothing(machine, all_users):
    registry, tree = dict(machine.registry), files(machine)
    done(machine, all_users=all_users)
    log = install.log_path()
    log.parent.mkdir(parents=True)
    log.write_text("x")
    said = list(install.uninstall(machine, all_users=all_users))
    assert machine.registry == registry
    assert files(machine) == tree
    assert not log.parent.exists()
    assert said[-1].startswith("Referensdata är kvar")


def test_to_uninstall_what_is_not_installed_is_no_error(machine):
    registry = dict(machine.registry)
    assert list(install.uninstall(machine))
    assert machine.registry == registry


def test_the_keys_of_others_are_left_alone(machine):
    others = r"HKCU\Software\Classes\RegSO.BryggaTest"
    machine.set_value(others, "x")
    done(machine)
    list(install.uninstall(machine))
    assert machine.value(others) == "x"


def test_a_new_version_takes_the_place_of_the_old(machine):
    done(machine)
    list(install.install(machine, b"a newer one"))
    assert install.place(machine, all_users=False).add_in.read_bytes() == b"a newer one"


def test_another_python_takes_over_the_bridge(machine):
    at = install.place(machine, all_users=False)
    key = rf"{at.class_keys[0]}\LocalServer32"
    machine.set_value(key, '"C:\\old\\pythonw.exe" -m x')
    done(machine)
    assert machine.value(key) == install.command(machine)


# -- for all users ------------------------------------------------------------------------------


def test_for_all_users_code_and_data_lie_where_users_cannot_write(machine):
    done(machine, all_users=True)
    assert (machine.root / "PROGRAMFILES" / "Office16" / "XLSTART" / ADD_IN).exists()
    assert machine.value(rf"HKLM\Software\Classes\{PROG_ID}\CLSID") == CLSID
    data = machine.folder("PROGRAMDATA") / "regso"
    assert machine.protected == [data]
    assert machine.value(install.ENVIRONMENT, "REGSO_DATA") == str(data)


def test_for_all_users_a_python_that_users_can_change_is_refused(machine, mocker):
    own = machine.root / "LOCALAPPDATA" / "Python" / "pythonw.exe"
    own.parent.mkdir(parents=True)
    own.touch()
    mocker.patch.object(Pretended, "pythonw", own)
    registry = dict(machine.registry)
    with pytest.raises(FileError, match="så användare kan ändra koden"):
        done(machine, all_users=True)
    assert machine.registry == registry


def test_for_all_users_excel_has_to_be_there(machine):
    machine.registry.clear()
    with pytest.raises(FileError, match="Excel finns inte på datorn"):
        done(machine, all_users=True)


# -- what stands in the way ---------------------------------------------------------------------


def test_a_running_excel_is_asked_to_be_closed(machine):
    machine.running.add("EXCEL.EXE")
    with pytest.raises(FileError, match="Excel är igång; stäng alla Excelfönster"):
        done(machine)
    done_before = install.place(machine, all_users=False).add_in
    done_before.parent.mkdir(parents=True)
    done_before.write_bytes(b"")
    with pytest.raises(FileError, match="Excel är igång"):
        list(install.uninstall(machine))


def test_the_excel_of_another_user_stands_in_the_way_of_what_is_shared_alone(machine):
    machine.running_for_others.add("EXCEL.EXE")
    done(machine)
    with pytest.raises(FileError, match="Excel är igång för någon på datorn"):
        done(machine, all_users=True)


def test_a_python_without_pythonw_is_refused_before_anything_is_written(machine):
    machine.pythonw.unlink()
    registry = dict(machine.registry)
    with pytest.raises(FileError, match=r"pythonw\.exe saknas"):
        done(machine)
    assert machine.registry == registry


def test_the_python_of_microsoft_store_is_refused_before_anything_is_written(machine, mocker):
    """It writes to a private copy of the registry (Using Python on Windows)."""
    store = machine.root / "LOCALAPPDATA" / "Microsoft" / "WindowsApps" / "pythonw.exe"
    store.parent.mkdir(parents=True)
    store.touch()
    mocker.patch.object(Pretended, "pythonw", store)
    registry = dict(machine.registry)
    with pytest.raises(FileError, match="Python från Microsoft Store"):
        done(machine)
    assert machine.registry == registry


def test_a_folder_that_cannot_be_written_is_a_sentence(machine, mocker):
    mocker.patch.object(Path, "write_bytes", side_effect=PermissionError(13, "åtkomst nekad"))
    with pytest.raises(FileError, match=r"går inte att skriva \(åtkomst nekad\)"):
        done(machine)


def test_an_installation_that_is_stopped_leaves_the_old_add_in_whole(machine, mocker):
    done(machine)
    [add_in] = machine.root.rglob("*.xlam")
    before = add_in.read_bytes()
    mocker.patch("os.replace", side_effect=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        list(install.install(machine, b"a newer add-in"))
    assert add_in.read_bytes() == before
    assert [path.name for path in add_in.parent.iterdir()] == [add_in.name]


@pytest.mark.skipif(sys.platform == "win32", reason="says what to do elsewhere")
@pytest.mark.parametrize("command", ["install", "uninstall", "register", "doctor"])
def test_on_other_systems_it_says_what_to_do(command, mocker):
    mocker.patch.object(cli_excel_install, "_add_in", return_value=b"")
    result = CliRunner().invoke(getattr(cli_excel_install, command), [])
    assert isinstance(result.exception, FileError)
    assert str(result.exception) == (
        "Excel-tillägget installeras på en Windows-dator; använd LibreOffice (regso calc build) "
        "eller regso render på det här systemet."
    )


# -- the commands -------------------------------------------------------------------------------


@pytest.fixture
def commands(machine, mocker):
    mocker.patch.object(doctor, "find_spec", return_value=object())  # here pywin32 is missing
    mocker.patch.object(cli_excel_install, "_add_in", return_value=ADD_IN_BYTES)
    mocker.patch("regso.hosts.excel.machine.Machine", return_value=machine)
    return lambda name, *args: CliRunner().invoke(getattr(cli_excel_install, name), args)


def test_the_commands_print_every_step(commands, machine):
    installed = commands("install")
    assert installed.exit_code == 0
    assert len(installed.output.splitlines()) == 3
    assert commands("doctor").exit_code == 0
    removed = commands("uninstall")
    assert removed.exit_code == 0
    assert "Tillägget är borttaget" in removed.output
    assert commands("doctor").exit_code == 1


def test_a_profile_that_comes_to_another_computer_needs_the_registration_alone(commands, machine):
    """XLSTART follows a roaming profile and the classes of the user do not; Excel may be open."""
    commands("install")
    machine.delete_key(r"HKCU\Software\Classes")
    machine.running.add("EXCEL.EXE")
    assert commands("register").output == (
        f"Bryggan {PROG_ID} är registrerad i HKCU\\Software\\Classes.\n"
    )
    assert commands("doctor").exit_code == 0


def test_the_adapter_is_written_as_a_file(tmp_path):
    result = CliRunner().invoke(cli_excel_install.adapter, ["-o", str(tmp_path / "ny")])
    assert result.exit_code == 0
    assert (tmp_path / "ny" / "regso_udf.py").read_text(encoding="utf-8") == adapter.source()


# -- doctor -------------------------------------------------------------------------------------


def examined(machine):
    return [(f.state, f.text) for f in doctor.examine(machine, ADD_IN_BYTES)]


@pytest.fixture
def healthy(machine, mocker, monkeypatch, tmp_path):
    done(machine)
    store = tmp_path / "data" / "regso.sqlite"
    store.parent.mkdir()
    store.touch()
    monkeypatch.setenv("REGSO_DATA", str(store.parent))
    mocker.patch.object(doctor, "find_spec", return_value=object())
    return machine


def test_a_healthy_machine_has_nothing_but_ok(healthy):
    assert {state for state, _ in examined(healthy)} == {doctor.OK}


def test_the_bits_of_excel_are_told(healthy):
    key = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
    healthy.set_value(key, "x86", "Platform")
    healthy.set_value(key, "16.0.1", "VersionToReport")
    assert (doctor.OK, "Excel 16.0.1, 32 bitar; bryggan passar båda.") in examined(healthy)


def break_file(machine):
    install.place(machine, all_users=False).add_in.unlink()


def mark_file(machine):
    Path(f"{install.place(machine, all_users=False).add_in}:Zone.Identifier").touch()


def change_file(machine):
    install.place(machine, all_users=False).add_in.write_bytes(b"older")


def change_registration(machine):
    machine.set_value(rf"HKCU\Software\Classes\CLSID\{CLSID}\LocalServer32", "another.exe")


def remove_registration(machine):
    machine.delete_key(r"HKCU\Software\Classes")


def remove_excel(machine):
    machine.registry.pop((EXCEL.lower(), ""))


def break_bridge(machine):
    machine.answer = FileError("0x80040154")


@pytest.mark.parametrize(
    ("harm", "state", "words"),
    [
        (break_file, doctor.WRONG, "saknas i"),
        (mark_file, doctor.WRONG, "märkt som hämtad från internet"),
        (change_file, doctor.CHECK, "av en annan version"),
        (change_registration, doctor.WRONG, "registrerad för en annan Python"),
        (remove_registration, doctor.WRONG, "är inte registrerad"),
        (remove_excel, doctor.WRONG, "Excel hittas inte"),
        (break_bridge, doctor.WRONG, r"Bryggan svarar inte (0x80040154)"),
        (lambda m: m.pythonw.unlink(), doctor.WRONG, "pythonw.exe saknas"),
    ],
)
def test_each_fault_is_found_and_says_what_to_do(harm, state, words, healthy):
    harm(healthy)
    found = [(s, text) for s, text in examined(healthy) if s != doctor.OK]
    assert [(s, words in text) for s, text in found] == [(state, True)]
    assert ";" in found[0][1]


@pytest.mark.parametrize(
    ("key", "name", "value", "words"),
    [
        (POLICY, "VBAWarnings", 4, "Makron är avstängda"),
        (POLICY, "VBAWarnings", 3, "Bara signerade makron"),
        (POLICY, "RequireAddinSig", 1, "Bara signerade makron"),
        (rf"{POLICY}\Trusted Locations", "AllLocationsDisabled", 1, "Betrodda platser är avst"),
        (POLICY.replace("Policies\\", ""), "VBAWarnings", 4, "Makron är avstängda"),
        (doctor._DEFENDER, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", "1", "d4f940ab"),
        (doctor._DEFENDER, "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b", "1", "92e97fa1"),
        (doctor._APPLOCKER, "EnforcementMode", 1, "AppLocker"),
    ],
)
def test_each_rule_of_the_agency_is_something_to_look_at(key, name, value, words, healthy):
    healthy.set_value(key, value, name)
    found = [(s, text) for s, text in examined(healthy) if s != doctor.OK]
    assert [(s, words in text) for s, text in found] == [(doctor.CHECK, True)]


def test_missing_packages_are_named(healthy, mocker):
    mocker.patch.object(doctor, "find_spec", side_effect=lambda n: None if n == "xlwings" else n)
    [(state, text)] = [f for f in examined(healthy) if f[0] != doctor.OK]
    assert (state, text) == (
        doctor.WRONG,
        "Paket saknas: xlwings; installera RegSO igen, med tillvalet excel.",
    )


def test_the_example_in_use_is_something_to_look_at(healthy, monkeypatch, tmp_path):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "tom"))
    assert [s for s, _ in examined(healthy) if s != doctor.OK] == [doctor.CHECK]


def test_an_installation_for_all_users_is_examined_where_it_is(healthy):
    list(install.uninstall(healthy))
    done(healthy, all_users=True)
    assert {state for state, _ in examined(healthy)} == {doctor.OK}


def test_two_copies_are_named_with_their_versions(healthy):
    """Excel opens one workbook of a name; which one is told by where each stands."""
    done(healthy, all_users=True)
    by_hand = healthy.folder("APPDATA") / "Microsoft" / "AddIns" / ADD_IN
    by_hand.parent.mkdir(parents=True)
    by_hand.write_bytes(build.add_in())
    found = dict(examined(healthy))
    assert not found.keys() & {doctor.WRONG}
    [text] = [text for state, text in examined(healthy) if state == doctor.CHECK]
    assert text.count(ADD_IN) == 4
    assert f"{by_hand} ({__version__})" in text
    assert "(okänd version)" in text
    assert "regso excel uninstall" in text


def test_two_registrations_are_told_apart(healthy):
    done(healthy, all_users=True)
    install.place(healthy, all_users=True).add_in.unlink()
    assert {state for state, _ in examined(healthy)} == {doctor.OK}
    key = rf"HKLM\Software\Classes\CLSID\{CLSID}\LocalServer32"
    healthy.set_value(key, "another.exe")
    [text] = [text for state, text in examined(healthy) if state == doctor.CHECK]
    assert "både för dig och för alla; din egen gäller" in text
    assert "regso excel uninstall" in text


def test_another_version_is_named(healthy):
    install.place(healthy, all_users=False).add_in.write_bytes(build.add_in())
    [text] = [text for state, text in examined(healthy) if state == doctor.CHECK]
    assert f"är version {__version__}, och den här är okänd version" in text


# -- the record ---------------------------------------------------------------------------------


def test_the_record_has_what_the_machine_says_and_room_for_what_a_person_sees(
    commands, healthy, tmp_path, monkeypatch
):
    monkeypatch.setenv("USERPROFILE", str(healthy.root))
    monkeypatch.setenv("USERNAME", "kim.ek")
    result = commands("doctor", "--record", str(tmp_path / "prov.txt"))
    assert result.output.splitlines()[-1].endswith("fyll i kontrollistan och skicka filen.")
    text = (tmp_path / "prov.txt").read_text(encoding="utf-8-sig")
    assert text.startswith(f"RegSO för Excel {__version__}, prövat ")
    assert "OK      Bryggan svarar: RegSO 1" in text
    assert "LocalServer32" in text
    assert "100000 celler: " in text
    assert text.count("[ ] stämmer   ") == len(record.checklist())
    assert str(healthy.root) not in text
    assert "%USERPROFILE%" in text


def test_the_record_of_a_bridge_that_does_not_answer_says_so(commands, healthy, tmp_path):
    break_bridge(healthy)
    assert commands("doctor", "--record", str(tmp_path / "prov.txt")).exit_code == 1
    text = (tmp_path / "prov.txt").read_text(encoding="utf-8-sig")
    assert "bryggan svarar inte (0x80040154)" in text


def test_the_checklist_is_that_of_the_handbook():
    page = (ROOT / "docs" / "handbok" / "inte-provat.md").read_text(encoding="utf-8")
    points = record.checklist()
    assert [point.split(".")[0] for point in points] == [str(i + 1) for i in range(len(points))]
    assert "\n".join(points) in page
