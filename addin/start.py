"""Set up the project in a clone and run one job: ``python addin/start.py demo|test|build|attack``.

The standard library alone, because nothing is installed yet. The file has to load on an old
Python as well, so that the sentence about the version is what its user sees.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the one place where an old Python can end up
    sys.exit(
        f"RegSO för Excel kräver Python 3.11 eller senare men det här är Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}; kör kommandot med en nyare Python."
    )

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCKS = {
    "demo": "requirements.lock",
    "test": "requirements-dev.lock",
    "build": "requirements-dev.lock",
    "attack": "requirements-dev.lock",
}
DEVELOPING = ("test", "build", "attack")
# The packages of the tests contain those of the demo, at the same versions.
SERVED_BY = {
    "demo": ("demo", *DEVELOPING),
    **dict.fromkeys(DEVELOPING, DEVELOPING),
}
# Everything in the repository that is made from something else in it, in order: each step
# reads what the ones before it have written.
GENERATED = (
    ("the fictional example", ["-m", "regso.store.example"]),
    ("the list of the functions", ["-m", "regso.workbook.functionlist"]),
    ("the expected values of the example book", ["-m", "regso.render.facit"]),
    ("the functions for xlwings", ["-m", "regso.hosts.excel.adapter"]),
    ("the workbooks", ["-c", "from regso.cli import main; main()", "templates", "build"]),
    ("the pictures of the docs", ["docs/bilder/make_pictures.py"]),
)

# A file of tests stays in one process, with all that it builds once; tests/conftest.py says which
# files go first, so that the processes end together.
EVERY_CORE = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
USAGE = "Skriv python addin/start.py följt av demo, test, build eller attack."
NO_PIP = (
    "Den här Python saknar pip och ensurepip; installera paketet python3-venv "
    "(sudo apt install python3-venv på Debian och Ubuntu) och kör kommandot igen."
)
NOT_INSTALLED = (
    "Paketen gick inte att installera (raderna ovan säger varför); "
    "kontrollera att paketindex går att nå och kör kommandot igen."
)


def program(name: str) -> Path:
    """Return the path of a program in the project's own environment."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def fingerprint(job: str) -> str:
    """Return a digest of all that decides what a job needs to have installed."""
    digest = hashlib.sha256()
    for path in (Path(__file__).with_name(LOCKS[job]), ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp(job: str) -> Path:
    """Return the file that says what was installed for a job."""
    return VENV / f"regso-{job}.stamp"


def is_ready(job: str) -> bool:
    """Tell whether everything that a job needs is installed."""
    return program("python").exists() and any(
        stamp(other).exists() and stamp(other).read_text() == fingerprint(other)
        for other in SERVED_BY[job]
    )


def environment() -> dict[str, str]:
    """Return the environment of the programs: UTF-8 everywhere, all that is made in .venv alone.

    Compiled modules are kept there also where Python is told to keep none beside the sources: the
    tests start hundreds of programs.
    """
    found = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ours = {"PYTHONUTF8": "1", "PIP_USER": "0", "PIP_NO_INPUT": "1"}
    return {**found, **ours, "PYTHONPYCACHEPREFIX": str(VENV / "compiled")}


def succeeds(command: list[str]) -> bool:
    """Tell whether a command can be run without error; it shows nothing."""
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own words
    return done.returncode == 0


def pip_of(python: str, *options: str) -> "list[str] | None":
    """Return the command for the pip of a Python, or None where it has none."""
    command = [python, "-m", "pip", *options]
    return command if Path(python).exists() and succeeds([*command, "--version"]) else None


def pip() -> list[str]:
    """Return the command for a pip that installs in .venv: its own, or else this Python's."""
    python = str(program("python"))
    own = pip_of(python)
    if own is None:
        make_venv()
        own = pip_of(python) or pip_of(sys.executable, "--python", python)
    if own is None:
        sys.exit(NO_PIP)
    return own


def make_venv() -> None:
    """Make .venv, with pip where this Python can put it there (Debian's alone cannot)."""
    with_pip = importlib.util.find_spec("ensurepip") is not None
    builder = venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=with_pip)
    builder.create(VENV)


def install(job: str) -> None:
    """Install the locked packages of a job, and the clone itself so that edits take effect.

    Wheels alone, and the project without build isolation: nothing unlocked is downloaded.
    """
    sys.stderr.write("Installerar i .venv, en gång …\n")
    stamp(job).unlink(missing_ok=True)
    command = [*pip(), "install", "-qq", "--disable-pip-version-check"]
    lock = Path(__file__).with_name(LOCKS[job])
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    ourselves = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    for what in (locked, ourselves):
        if run([*command, *what]) != 0:
            sys.exit(NOT_INSTALLED)
    stamp(job).write_text(fingerprint(job))


def run(command: list[str], folder: "Path | None" = None) -> int:
    """Run a command in a folder (where the user stands, unless given); return its exit code."""
    return subprocess.call(command, env=environment(), cwd=folder)  # noqa: S603 - our own words


def build() -> int:
    """Make everything that is generated and committed; return the first failure's exit code."""
    for what, arguments in GENERATED:
        sys.stderr.write(f"{what} …\n")
        code = run([str(program("python")), *arguments], ROOT)
        if code != 0:
            return code
    return 0


def main(arguments: list[str]) -> int:
    """Run a job, installing first what it lacks, and return its exit code."""
    if not arguments or arguments[0] not in LOCKS:
        sys.exit(USAGE)
    job, *rest = arguments
    if not is_ready(job):
        install(job)
    if job == "demo":
        return run([str(program("regso")), "demo", *rest])
    if job == "build":
        return build()
    if job == "attack":
        return run([str(program("python")), "tests/attack/run.py", *rest], ROOT)
    return run([str(program("python")), "-m", "pytest", *EVERY_CORE, *rest], ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
