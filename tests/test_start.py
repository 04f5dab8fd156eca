"""addin/start.py: the two commands of the README, on a machine that has only Python."""

import ast
import importlib.util
import re
import runpy
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
START = ROOT / "addin" / "start.py"
DEMO_LOCK = ROOT / "addin" / "requirements.lock"
EXCEL_LOCK = ROOT / "addin" / "requirements-excel.lock"
SCALE_LOCK = ROOT / "addin" / "requirements-scale.lock"
TEST_LOCK = ROOT / "addin" / "requirements-dev.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def start(tmp_path):
    """The module, with a clone of its own in which nothing is installed."""
    spec = importlib.util.spec_from_file_location("start", START)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    addin = tmp_path / "addin"
    addin.mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    for lock in module.LOCKS.values():
        (addin / lock).write_text(f"{lock}\n")
    module.ROOT, module.VENV, module.__file__ = tmp_path, tmp_path / ".venv", addin / "start.py"
    return module


@pytest.fixture
def calls(start, mocker):
    """The commands that were run; all succeed, and the environment appears when it is made."""
    commands = []

    def call(command, **_options):
        commands.append([str(word) for word in command])
        return 0

    def create(_builder, _folder):
        start.program("python").parent.mkdir(parents=True)
        start.program("python").touch()

    mocker.patch.object(start.subprocess, "call", side_effect=call)
    mocker.patch.object(start.venv.EnvBuilder, "create", create)
    mocker.patch.object(start, "succeeds", return_value=True)
    return commands


def test_it_parses_on_python_3_6():
    ast.parse(START.read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_gets_one_sentence_that_names_its_version(mocker):
    mocker.patch.object(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(START))
    assert stop.value.code == (
        "RegSO för Excel kräver Python 3.11 eller senare men det här är Python 3.9; "
        "kör kommandot med en nyare Python."
    )


@pytest.mark.parametrize("arguments", [[], ["instal"], ["--help"]])
def test_an_unknown_job_gets_those_that_exist(start, arguments):
    with pytest.raises(SystemExit, match="följt av demo, test, build eller attack"):
        start.main(arguments)


def test_the_demo_installs_hashed_wheels_then_the_clone_then_runs_regso_demo(start, calls):
    assert start.main(["demo", "-o", "ut"]) == 0
    python, regso = str(start.program("python")), str(start.program("regso"))
    pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    lock = str(start.ROOT / "addin" / "requirements.lock")
    assert calls == [
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(start.ROOT)],
        [regso, "demo", "-o", "ut"],
    ]


def test_the_second_run_installs_nothing(start, calls):
    start.main(["test"])
    calls.clear()
    start.main(["test", "-k", "codes"])
    assert calls == [
        [str(start.program("python")), "-m", "pytest", *start.EVERY_CORE, "-k", "codes"]
    ]


def test_the_packages_of_the_tests_serve_the_demo_but_not_the_other_way(start, calls):
    start.main(["test"])
    assert start.is_ready("demo")
    start.stamp("test").unlink()
    start.main(["demo"])
    assert start.is_ready("demo")
    assert not start.is_ready("test")
    assert len(calls) == 3 + 3


@pytest.mark.parametrize("changed", ["pyproject.toml", "addin/requirements.lock"])
def test_a_changed_lock_or_project_file_installs_again(start, calls, changed):
    start.main(["demo"])
    (start.ROOT / changed).write_text("other\n")
    assert not start.is_ready("demo")
    start.main(["demo"])
    assert len(calls) == 3 + 3


@pytest.mark.usefixtures("calls")
def test_an_install_that_failed_leaves_no_stamp_and_one_sentence(start, mocker):
    mocker.patch.object(start.subprocess, "call", return_value=1)
    with pytest.raises(SystemExit, match="Paketen gick inte att installera"):
        start.main(["demo"])
    assert not start.is_ready("demo")


@pytest.mark.usefixtures("calls")
def test_without_pip_in_the_environment_the_pip_of_this_python_works_there(start, mocker):
    python = str(start.program("python"))
    mocker.patch.object(start, "succeeds", side_effect=lambda command: command[0] != python)
    assert start.pip() == [sys.executable, "-m", "pip", "--python", python]


@pytest.mark.usefixtures("calls")
def test_without_any_pip_one_sentence_says_which_package_to_install(start, mocker):
    mocker.patch.object(start, "succeeds", return_value=False)
    with pytest.raises(SystemExit, match=r"installera paketet python3-venv"):
        start.main(["demo"])


@pytest.mark.parametrize(("system", "path"), [("nt", "Scripts/regso.exe"), ("posix", "bin/regso")])
def test_programs_lie_where_the_system_puts_them(start, mocker, system, path):
    mocker.patch.object(start.os, "name", system)
    assert start.program("regso") == start.VENV / path


@pytest.mark.usefixtures("calls")
def test_the_exit_code_is_that_of_the_job(start, mocker):
    start.main(["test"])
    mocker.patch.object(start.subprocess, "call", return_value=5)
    assert start.main(["test"]) == 5


def test_programs_write_utf8_on_every_system(start):
    assert start.environment()["PYTHONUTF8"] == "1"


# -- the lock files ------------------------------------------------------------------------------


def pins(lock):
    """Return the pinned versions per package: one, or several for different Pythons."""
    found = {}
    for line in lock.read_text("utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)==([^\s;]+)(?: ; .+)? \\$", line):
            found.setdefault(match[1], []).append(match[2])
    return found


def required(*extras):
    """Return what pyproject.toml asks for: the base, the build system, and some extras."""
    optional = PROJECT["project"]["optional-dependencies"]
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    lines += [line for extra in extras for line in optional[extra]]
    return [r for r in map(Requirement, lines) if r.name != "regso"]


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        (DEMO_LOCK, ()),
        (EXCEL_LOCK, ("excel",)),
        (SCALE_LOCK, ("postgres", "scale")),
        (TEST_LOCK, ("dev", "docs", "excel", "postgres", "scale")),
    ],
)
def test_a_lock_pins_everything_that_the_project_asks_for(lock, extras):
    pinned = pins(lock)
    for requirement in required(*extras):
        assert requirement.name in pinned
        assert all(requirement.specifier.contains(v) for v in pinned[requirement.name])


@pytest.mark.parametrize("lock", [DEMO_LOCK, EXCEL_LOCK, SCALE_LOCK, TEST_LOCK])
def test_every_line_of_a_lock_is_a_pin_or_a_hash(lock):
    """No host, path or option: the index is the user's own choice."""
    for line in lock.read_text("utf-8").splitlines():
        assert re.fullmatch(
            r"#.*|[a-z0-9-]+==[^\s;]+(?: ; .+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?", line
        )
        assert "://" not in line


@pytest.mark.parametrize("lock", [DEMO_LOCK, EXCEL_LOCK, SCALE_LOCK])
def test_the_tests_run_on_the_versions_of_the_demo_and_of_excel(lock):
    tested = pins(TEST_LOCK)
    assert {name: tested[name] for name in pins(lock)} == pins(lock)


def test_build_makes_all_that_is_generated_in_order_and_stops_at_a_failure(start, calls, mocker):
    assert start.main(["build"]) == 0
    steps = [command[1:] for command in calls if command[0] == str(start.program("python"))]
    assert steps[-len(start.GENERATED) :] == [arguments for _, arguments in start.GENERATED]
    mocker.patch.object(start, "run", side_effect=[0, 3])
    assert start.build() == 3


def test_each_step_of_build_is_a_module_or_a_file_that_is_there():
    generated = runpy.run_path(str(START))["GENERATED"]
    for _, arguments in generated:
        if arguments[0] == "-m":
            assert importlib.util.find_spec(arguments[1]) is not None
        elif arguments[0] != "-c":
            assert (ROOT / arguments[0]).is_file()
