"""Real COM, under Wine: Windows' registry, class factory, marshalling and pywin32, but no Excel.

NumPy does not run under Wine 8, so functions that need it answer #VALUE! there; the others give
what Python gives here. VBScript stands for VBA: both call late-bound through IDispatch.
"""

import json
import math
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import wine

import regso
from regso.errors import CellError
from regso.functions import REGISTRY
from regso.hosts.excel.identity import CLSID, PROG_ID
from regso.render import direct_call

INSTALL = """
from pathlib import Path
from regso.hosts.excel.install import Machine, Target, register
print(*register(Machine(), Target("HKLM", Path("C:/regso"))), sep="\\n")
"""
WITHOUT_NUMPY = """
import json, sys
sys.modules.update(dict.fromkeys(["numpy", "scipy", "shapely"]))
from regso.errors import CellError
from regso.hosts.excel.edge import MARK, answer
def cell(value):
    return CellError(value["error"]) if isinstance(value, dict) else value
def arg(value):
    return [[cell(one) for one in row] for row in value] if isinstance(value, list) else cell(value)
calls = json.load(sys.stdin)
json.dump([answer(name, list(map(arg, args)), MARK) for name, args in calls], sys.stdout)
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """Give a Wine prefix with the bridge registered by the installer's own code.

    In HKLM, because Wine 8 does not look for classes in HKCU as Windows does.
    """
    try:
        made = wine.prepare(tmp_path_factory.mktemp("wine") / "here")
    except wine.UnavailableError as error:
        pytest.skip(str(error))
    with made.kept():
        assert "är registrerad" in made.python("-c", INSTALL)
        yield made


# -- VBScript -----------------------------------------------------------------------------------

SESSION = f"""
Set bridge = CreateObject("{PROG_ID}")
rows = bridge.CallUDF("regso_udf", "REGSO_NAMN", Array("9901", Empty))
tell "cell", UBound(rows, 1) & " " & UBound(rows, 2) & " " & rows(0, 0)

Dim codes(0, 2)
codes(0, 0) = "9901R001": codes(0, 1) = "x"
rows = bridge.CallUDF("regso_udf", "REGSO_TYP", Array(codes, Empty))
tell "types", VarType(rows(0, 0)) & " " & VarType(rows(0, 1)) & " " & VarType(rows(0, 2))
tell "row", rows(0, 0) & "," & Replace(rows(0, 1), Chr(31), "~") & "," & rows(0, 2)

Dim column(99999, 0)
For i = 0 To 99999: column(i, 0) = "9901R001": Next
rows = bridge.CallUDF("regso_udf", "REGSO_TYP", Array(column, 2022))
sum = 0: For i = 0 To 99999: sum = sum + rows(i, 0): Next
tell "column", UBound(rows, 1) & " " & sum

bridge.CallUDF "regso_udf", "REGSO_TYP", Array("19121212-1212", Empty)

Set other = CreateObject("{PROG_ID}")
Set third = GetObject("new:{CLSID}")
n = 0
For Each one In Array(bridge, other, third)
    n = n + 1
    rows = one.CallUDF("regso_udf", "REGSO_DIAGNOS", Array())
    For i = 0 To UBound(rows, 1): tell "diagnosis " & n & " " & rows(i, 0), rows(i, 1): Next
Next

On Error Resume Next
bridge.Exec "1": number "Exec"
bridge.Eval "1": number "Eval"
bridge.Module "os": number "Module"
bridge.Builtin: number "Builtin"
bridge.GetAttr bridge, "CallUDF": number "GetAttr"
bridge.CallUDF "os", "system", Array("cmd"): number "os"
bridge.CallUDF "regso_udf", "__loader__", Array(): number "loader"
bridge.CallUDF "regso.hosts.excel.bridge", "main", Array(): number "main"

Sub tell(label, value)
    WScript.Echo label & "=" & value
End Sub
Sub number(label)
    WScript.Echo label & "=" & Err.Number
    Err.Clear
End Sub
"""
NO_SUCH_MEMBER, NO_SERVER, ACCESS_DENIED = "438", "462", "-2147024891"


@pytest.fixture(scope="module")
def session(machine):
    """Give what one script of one client was told, by label."""
    told = dict(line.split("=", 1) for line in machine.script(SESSION))
    assert ends(machine)
    return told


def ends(machine):
    """Tell whether the bridge goes when its last client has gone."""
    until = time.monotonic() + 60  # on a machine that does other things
    while machine.servers() and time.monotonic() < until:
        time.sleep(0.1)
    return not machine.servers()


def test_a_script_creates_the_bridge_and_gets_rows(session):
    assert session["cell"] == "0 0 Påhittstad"


def test_a_row_comes_back_as_a_row_with_an_error_value_in_its_cell(session):
    assert session["row"] == "1,~#VALUE!,"
    assert session["types"] == "5 8 8"  # a double, a string, an empty string


def test_a_hundred_thousand_cells_come_back(session):
    assert session["column"] == "99999 100000"


@pytest.mark.parametrize("member", ["Exec", "Eval", "Module", "Builtin", "GetAttr"])
def test_no_other_member_of_the_server_can_be_reached(member, session):
    assert session[member] == NO_SUCH_MEMBER


@pytest.mark.parametrize("call", ["os", "loader", "main"])
def test_no_other_module_or_function_can_be_called(call, session):
    assert session[call] == ACCESS_DENIED


def test_all_clients_share_one_process(session):
    assert session["diagnosis 1 Process"].isdecimal()
    assert len({session[f"diagnosis {n} Process"] for n in (1, 2, 3)}) == 1


def test_the_diagnosis_is_of_the_process_that_answers(session):
    assert session["diagnosis 1 RegSO"] == regso.__version__
    assert session["diagnosis 1 Program"] == r"C:\regso\python\pythonw.exe"
    assert session["diagnosis 1 Referensdata"] == r"C:\regso\data"


def test_the_log_holds_no_cells(session, machine):
    [log] = machine.folder.glob("prefix/drive_c/users/*/AppData/Local/regso/Logs/regso-excel.log")
    text = log.read_text(encoding="utf-8")
    assert f"startar: RegSO {regso.__version__}, Python 3.11.9" in text
    assert "slutar" in text
    assert "1912" not in text


def test_true_error_values_arrive_as_such_in_a_cell_and_in_a_range(session, machine):
    """VT_ERROR as Excel sends it, which neither VBScript nor a pywin32 client can."""
    script = Path(__file__).with_name("wine_error.py").read_text(encoding="utf-8")
    (machine.drive / "error.py").write_text(script, encoding="utf-8")
    answers = machine.python(r"C:\regso\error.py", "REGSO_NAMN").splitlines()
    assert answers == [repr(["\x1f#N/A"]), repr(["\x1f#N/A", "Påhittstad"])]
    assert ends(machine)


# Wine 8 remembers the class of a server that was killed, in rpcss; Windows does not.
CRASH = f"""
Set shell = CreateObject("WScript.Shell")
Set bridge = CreateObject("{PROG_ID}")
On Error Resume Next
shell.Run "taskkill.exe /f /im pythonw.exe", 0, True
shell.Run "taskkill.exe /f /im rpcss.exe", 0, True
bridge.CallUDF "regso_udf", "REGSO_VERSION", Array()
WScript.Echo Err.Number
Err.Clear
Set bridge = CreateObject("{PROG_ID}")
rows = bridge.CallUDF("regso_udf", "REGSO_NAMN", Array("9901", Empty))
WScript.Echo Err.Number & " " & rows(0, 0)
"""


def test_after_a_crash_a_new_object_works(session, machine):
    assert machine.script(CRASH) == [NO_SERVER, "0 Påhittstad"]
    assert ends(machine)


# -- every function -----------------------------------------------------------------------------


def test_every_function_answers_through_com_as_it_does_here_without_numpy(machine, tmp_path):
    calls = [one for entry in REGISTRY.values() if not entry.volatile for one in calls_of(entry)]
    text = json.dumps(calls)
    (machine.drive / "calls.json").write_text(text, encoding="utf-8")
    client = Path(__file__).with_name("wine_client.py").read_text(encoding="utf-8")
    (machine.drive / "client.py").write_text(client, encoding="utf-8")
    machine.python(r"C:\regso\client.py", r"C:\regso\calls.json", r"C:\regso\answers.json")
    answers = json.loads((machine.drive / "answers.json").read_text(encoding="utf-8"))
    here = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WITHOUT_NUMPY], input=text, capture_output=True,
        text=True, encoding="utf-8", check=True,
        env={"PYTHONPATH": str(wine.ROOT / "addin"), "REGSO_DATA": str(tmp_path)},
    )  # fmt: skip
    for call, answer, expected in zip(calls, answers, json.loads(here.stdout), strict=True):
        assert same_rows(answer, expected), (call, answer, expected)
    worked = {name for (name, _), rows in zip(calls, answers, strict=True) if is_right(rows)}
    assert len(worked) > 25
    assert {"REGSO_TYP", "REGSO_NAMN", "REGSO_TABELL", "REGSO_SUMMA"} <= worked


def calls_of(entry):
    """Return the documented example in full, and with an error value for each argument."""
    given = direct_call(entry.example)[1]
    args = [*map(as_json, given), *[None] * (len(entry.args) - len(given))]
    yield entry.name, args
    for i in range(len(given)):
        yield entry.name, [*args[:i], {"error": "#N/A"}, *args[i + 1 :]]


def as_json(arg):
    if isinstance(arg, list):
        return [[as_json(cell) for cell in row] for row in arg]
    if isinstance(arg, CellError):
        return {"error": arg.code}
    return float(arg) if type(arg) is int else arg


def same_rows(one, other):
    """Tell whether rows are the same; exp and ln of another system differ in the last digits."""
    return len(one) == len(other) and all(
        len(a) == len(b) and all(map(same_cell, a, b)) for a, b in zip(one, other, strict=True)
    )


def same_cell(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9)
    return type(one) is type(other) and one == other


def is_right(rows):
    first = rows[0][0]
    return not (isinstance(first, str) and first.startswith("\x1f"))


# -- the server's own life ----------------------------------------------------------------------


def test_a_server_that_nobody_takes_hold_of_ends_by_itself(machine):
    """As when Excel ends while it starts; half an hour is a second here."""
    machine.python(
        "-c", "from regso.hosts.excel import bridge; bridge.IDLE_SECONDS = 1.0; bridge.main()"
    )


SHORT = """
from regso.hosts.excel import bridge
bridge.IDLE_SECONDS = 4.0
print("starts", flush=True)
bridge.main()
"""
HELD = f"""
import time
from win32com.client import Dispatch
time.sleep(1.5)  # until the class is registered
bridge = Dispatch("{PROG_ID}")
time.sleep(5)
print(dict(bridge.CallUDF("regso_udf", "REGSO_DIAGNOS", ()))["Program"])
"""


def test_a_server_that_is_held_goes_on_however_long_nobody_calls(session, machine):
    """The one that was started by hand, as its program tells; and then it ends."""
    with machine.started(SHORT):
        told = machine.python("-c", HELD)
    assert told == "C:\\regso\\python\\python.exe\n"


def test_what_the_installer_writes_in_the_registry_it_takes_away_again(machine):
    """With the real winreg, in the keys of the user."""
    shown = machine.python("-c", ROUND_TRIP).splitlines()
    assert shown == ["True", CLSID, PROG_ID, "None None None", "True"]


ROUND_TRIP = """
from pathlib import Path
from regso.hosts.excel.install import Machine, Target, register, registration, command
machine, place = Machine(), Target("HKCU", Path("C:/regso"))
keys = registration(place, command(machine))
print(all(machine.value(key) is None for key in keys))
list(register(machine, place))
print(machine.value(place.classes + r"\\RegSO.Brygga\\CLSID"))
print(machine.value(place.class_keys[0] + r"\\ProgID"))
for key in (place.classes + r"\\RegSO.Brygga", *place.class_keys):
    machine.delete_key(key)
    machine.delete_key(key)
print(*[machine.value(key) for key in list(keys)[:3]])
print(all(machine.value(key) is None for key in keys))
"""


# -- the script that installs Wine --------------------------------------------------------------

SCRIPT = wine.ROOT / ".ci" / "wine"


def test_the_script_names_no_host():
    text = SCRIPT.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"[a-z]\.(org|com|net|se)\b", text)


@pytest.mark.skipif(os.name != "posix", reason="apt-get")
def test_where_nothing_may_be_installed_the_script_says_so_in_one_line_and_is_no_failure():
    """Nobody but root installs; here the script is told that it is somebody else."""
    wrapper = (
        "import os, runpy; os.getuid = lambda: 1000; "
        f"found = runpy.run_path({str(SCRIPT)!r}); "
        "found['main'].__globals__['version'] = lambda: ''; found['main']()"
    )
    done = subprocess.run(
        [sys.executable, "-c", wrapper], capture_output=True, text=True, check=True
    )
    assert done.stdout == "Wine cannot be installed: only root may install packages.\n"
