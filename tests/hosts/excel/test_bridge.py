"""The real COM server of xlwings, on a stand-in for pywin32, gives what Python gives.

And it gives nothing else: xlwings' own server runs any Python for whoever reaches it.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import fake_pywin32
import pytest
import xlwings

import regso
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.hosts.excel import bridge
from regso.hosts.excel.identity import ADAPTER, CLSID
from regso.render import direct_call

SCODES = {"#DIV/0!": -2146826281, "#N/A": -2146826246}
HERE = Path(__file__).parent

by_name = pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda e: e.name)


def as_com_gives(arg):
    """Return an argument as pywin32 makes it of what Excel sends."""
    if isinstance(arg, list):
        return tuple(tuple(map(as_com_gives, row)) for row in arg)
    if isinstance(arg, CellError):
        return SCODES[arg.code]
    return float(arg) if type(arg) is int else arg


def as_com_takes(rows):
    """Return rows as the contract between the bridge and the add-in has them."""
    return [[_sent(cell) for cell in row] for row in rows]


def _sent(cell):
    if isinstance(cell, CellError):
        return f"\x1f{cell.code}"
    return "" if cell is None else cell


def example_of(entry):
    """Return the arguments of the documented example; all others are empty, as VBA gives them."""
    args = direct_call(entry.example)[1]
    return [*args, *[None] * (len(entry.args) - len(args))]


# -- the same answers ---------------------------------------------------------------------------


@by_name
def test_every_function_answers_as_in_python(entry, call_udf, example):
    args = example_of(entry)
    rows = call_udf(entry.name, *map(as_com_gives, args))
    assert rows == as_com_takes(call(entry.name, args))
    assert rows[0][0] != "\x1f#VALUE!"


@by_name
def test_an_error_value_in_any_argument_gives_what_it_gives_in_python(entry, call_udf, example):
    args = example_of(entry)
    for i in range(len(args)):
        spoiled = [*args[:i], CellError("#DIV/0!"), *args[i + 1 :]]
        rows = call_udf(entry.name, *map(as_com_gives, spoiled))
        assert rows == as_com_takes(call(entry.name, spoiled))


@by_name
def test_all_arguments_empty_gives_what_it_gives_in_python(entry, call_udf, example):
    nothing = [None] * len(entry.args)
    assert call_udf(entry.name, *nothing) == as_com_takes(call(entry.name, nothing))


def test_an_argument_that_vba_leaves_out_is_an_empty_one(call_udf, example):
    """pywin32 gives an int for a Missing; an optional argument is then its default."""
    left_out = call_udf("REGSO_TYP", "9901R001", fake_pywin32.MISSING)
    assert left_out == as_com_takes(call("REGSO_TYP", ["9901R001"]))


@pytest.mark.parametrize(
    ("codes", "rows"),
    [
        ("9901", [["Påhittstad"]]),
        ((("9901",), ("x",), (None,)), [["Påhittstad"], ["\x1f#VALUE!"], [""]]),
        ((("9901", "9901"),), [["Påhittstad", "Påhittstad"]]),
        ((("9901", -2146826246), (9901.0, "")), [["Påhittstad", "\x1f#N/A"], ["Påhittstad", ""]]),
    ],
)
def test_the_answer_is_always_rows_in_the_shape_of_the_codes(codes, rows, call_udf, example):
    """xlwings' own CallUDF makes a scalar of one cell, and a flat array of one row."""
    assert call_udf("REGSO_NAMN", codes, None) == rows


def test_a_hundred_thousand_rows_come_back(call_udf, example):
    codes = tuple(("9901",) for _ in range(100_000))
    assert call_udf("REGSO_NAMN", codes, None) == [["Påhittstad"]] * 100_000


# -- nothing else -------------------------------------------------------------------------------


def published(server):
    """Return what a client gets of our class from the class factory that `serve` registers."""
    policy = sys.modules["win32com.server.policy"].DefaultPolicy()
    return policy._CreateInstance_(CLSID, 1)


@pytest.fixture
def client(server, mocker, monkeypatch, tmp_path):
    """Give what `CreateObject` gives, from the server that the command starts."""
    mocker.patch.object(bridge, "_end_when_unused")
    mocker.patch.object(bridge, "log_path", return_value=tmp_path / "logs" / "regso-excel.log")
    monkeypatch.setattr(bridge._log, "handlers", [])
    bridge.main()
    yield published(server)
    for handler in bridge._log.handlers:
        handler.close()


def test_the_server_registers_our_class_and_takes_its_name_away_again(server, client):
    pythoncom = sys.modules["pythoncom"]
    assert pythoncom.CoRegisterClassObject.call_args.args[0] == CLSID
    assert pythoncom.CoRevokeClassObject.called


def test_what_is_published_is_the_one_method(client, example):
    assert client.CallUDF(ADAPTER, "REGSO_NAMN", ("9901", None)) == [["Påhittstad"]]


def test_xlwings_own_class_would_run_anything(server):
    """Why the class is another: these would be open to whoever reaches the server."""
    text = Path(server.__file__).read_text(encoding="utf-8")
    listed = re.search(r"class XLPython:\s+_public_methods_ = \[(.*?)\]", text, re.DOTALL)
    assert {"Exec", "Eval", "Module", "Builtin"} <= set(re.findall(r'"(\w+)"', listed[1]))


@pytest.mark.parametrize(
    "name",
    ["Module", "Tuple", "Dict", "List", "Obj", "Str", "Var", "Call", "GetItem", "SetItem",
     "DelItem", "GetAttr", "SetAttr", "DelAttr", "HasAttr", "Eval", "Exec", "ShowConsole",
     "Builtin", "Len", "Bool", "_call"],
)  # fmt: skip
def test_the_other_members_of_xlwings_server_cannot_be_reached(name, client):
    with pytest.raises(fake_pywin32.ComError, match="unknown name"):
        getattr(client, name)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("regso.hosts.excel.bridge", "main"),
        ("regso.functions", "REGSO_TYP"),
        ("REGSO_UDF", "REGSO_TYP"),
        (ADAPTER, "regso_typ"),
        (ADAPTER, "__loader__"),
        (ADAPTER, "REGSO_FINNSINTE"),
        ("os", "REGSO_DIAGNOS"),
        (None, None),
    ],
)
def test_no_other_module_or_function_can_be_called(module, name, client):
    with pytest.raises(
        fake_pywin32.ComExceptionError, match="bara kalkylbladsfunktionerna i RegSO"
    ):
        client.CallUDF(module, name, ("echo x",))


def test_a_workbook_or_a_caller_is_not_taken(client):
    """xlwings would call back into Excel through them."""
    with pytest.raises(TypeError):
        client.CallUDF(ADAPTER, "REGSO_VERSION", (), object(), object())


def test_the_functions_are_not_loaded_again_when_a_file_of_that_name_turns_up(
    call_udf, example, tmp_path, monkeypatch
):
    """xlwings loads a module anew when its file has changed; ours has none."""
    (tmp_path / f"{ADAPTER}.py").write_text("raise SystemExit")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert call_udf("REGSO_NAMN", "9901", None) == [["Påhittstad"]]


# -- what comes with it -------------------------------------------------------------------------


def test_the_pro_part_of_xlwings_is_never_imported(server):
    assert sys.modules["xlwings.pro"] is None
    assert not [name for name in sys.modules if name.startswith("xlwings.pro.")]
    assert sys.modules["xlwings"].__pro__ is False


@pytest.mark.slow
def test_it_runs_with_the_pro_part_deleted(tmp_path):
    """As an offline wheelhouse has it, in a process of its own."""
    copy = tmp_path / "xlwings"
    shutil.copytree(
        Path(xlwings.__file__).parent, copy, ignore=shutil.ignore_patterns("pro", "__pycache__")
    )
    assert not (copy / "pro").exists()
    assert run_alone(_ONE_CALL, tmp_path) == f"[['Påhittstad']] {copy}\n"


@pytest.mark.slow
def test_what_xlwings_would_import_for_its_converters_is_left_until_a_function_needs_it(tmp_path):
    """They would be more than half a second of the first call; the index here needs NumPy."""
    assert run_alone(_IMPORTS, tmp_path) == "[] 20\n"


_ONE_CALL = """
import xlwings
from pathlib import Path
print(bridge.publish().XLPython().CallUDF("regso_udf", "REGSO_NAMN", ("9901", None)),
      Path(xlwings.__file__).parent)
"""
_IMPORTS = """
server = bridge.publish()
loaded = [name for name in ("numpy", "pandas", "polars", "PIL") if name in sys.modules]
a, b = ((60.0,), (40.0,)), ((40.0,), (60.0,))
[[value, *_]] = server.XLPython().CallUDF("regso_udf", "REGSO_OLIKHET", (a, b))
print(loaded, round(value))
"""


def run_alone(script, folder):
    """Run a script with the bridge and the stand-in in a process of its own."""
    start = (
        "import sys, fake_pywin32\n"
        "from regso.hosts.excel import bridge\n"
        "with fake_pywin32.installed():\n"
        "    with fake_pywin32.windows():\n"
        "        bridge.xlwings_part()\n"
    )
    inner = "".join(f"    {line}\n" for line in script.strip().splitlines())
    places = f"import sys; sys.path[:0] = {[str(folder), str(HERE), _PACKAGE]!r}\n"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", places + start + inner],
        capture_output=True, text=True, encoding="utf-8", check=False,
        env={"HOME": str(folder), "REGSO_DATA": str(folder / "data")},
    )  # fmt: skip
    assert not done.stderr
    return done.stdout


_PACKAGE = str(Path(regso.__file__).parents[1])


# -- what it tells ------------------------------------------------------------------------------


def test_the_diagnosis_says_versions_folders_and_the_last_error(call_udf, example, monkeypatch):
    monkeypatch.setenv("REGSO_DATA", "/delad/regso")
    call_udf("REGSO_AR", "x")
    told = dict(call_udf("REGSO_DIAGNOS"))
    assert told["RegSO"] == regso.__version__
    assert told["xlwings"] == xlwings.__version__
    assert told["Bitar i Python"] in {"32", "64"}
    assert told["Referensdata"] == str(Path("/delad/regso"))
    assert told["Logg"].endswith("regso-excel.log")
    assert told["Senaste fel"] == call("REGSO_FEL", [])[0][0] != ""


def test_the_log_says_when_it_started_and_ended(client, tmp_path):
    text = (tmp_path / "logs" / "regso-excel.log").read_text(encoding="utf-8")
    assert f"startar: RegSO {regso.__version__}, Python " in text
    assert text.endswith("slutar\n")


def test_a_bridge_that_cannot_start_says_why_in_the_log(server, mocker, monkeypatch, tmp_path):
    log = tmp_path / "regso-excel.log"
    mocker.patch.object(bridge, "log_path", return_value=log)
    mocker.patch.object(bridge, "publish", side_effect=ImportError("No module named 'win32api'"))
    monkeypatch.setattr(bridge._log, "handlers", [])
    with pytest.raises(ImportError):
        bridge.main()
    bridge._log.handlers[0].close()
    text = log.read_text(encoding="utf-8")
    assert "kan inte starta" in text
    assert "No module named 'win32api'" in text


def test_a_bug_is_in_the_log_without_what_the_cells_hold(client, mocker, tmp_path, example):
    person = "19121212-1212"
    mocker.patch("regso.hosts.excel.edge.call", side_effect=ZeroDivisionError(person))
    assert client.CallUDF(ADAPTER, "REGSO_TYP", (((person,), (person,)), None)) == [["\x1f#VALUE!"]]
    text = (tmp_path / "logs" / "regso-excel.log").read_text(encoding="utf-8")
    assert "REGSO_TYP(2x1; NoneType): ZeroDivisionError" in text
    assert person not in text


def test_a_right_call_leaves_no_trace_in_the_log(client, tmp_path, example):
    log = tmp_path / "logs" / "regso-excel.log"
    before = log.read_text(encoding="utf-8")
    client.CallUDF(ADAPTER, "REGSO_NAMN", ("9901", None))
    assert log.read_text(encoding="utf-8") == before


def test_a_server_that_nobody_holds_ends(server, mocker):
    pythoncom, win32api = sys.modules["pythoncom"], sys.modules["win32api"]
    pythoncom._GetGatewayCount.side_effect = [2, 1, 0]
    sleep = mocker.patch.object(bridge.time, "sleep")
    bridge._end_when_unused(7)
    assert [c.args for c in sleep.call_args_list] == [(bridge.IDLE_SECONDS,)] * 3
    win32api.PostThreadMessage.assert_called_once_with(7, 0x0012, 0, 0)


def test_xlwings_does_not_compile_the_type_library_of_excel(server):
    """Seconds at the first call, and files in the user's temporary folder."""
    assert sys.modules["win32com.client"].gencache.is_readonly
