"""Every command that the handbook and the README show does what the page says."""

import itertools
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import ledger_files
import own_data
from regso.cli import cli
from regso.errors import FileError
from regso.publication.controls import verdicts
from regso.publication.pages import CopiedPage, published_sheets
from regso.render import find_program
from regso.templates import TEMPLATES
from regso.xlsx.package import Package

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "handbok").rglob("*.md"))]
UNDERLAG = "nr,visar,arbetsbok,blad,cell,varde\n" + "".join(
    f"U{i},Underlag {i},omradestyper.xlsx,Områdestyper,,\n" for i in (1, 2, 3)
)
EXAMPLE = re.compile(r"påhitt|exempelkontor|exempel:|\(exempel\)", re.IGNORECASE)
# Why a command that is shown is not run here.
NOT_RUN = {
    "regso data import FIL ELLER MAPP ...": "shows the form of the command",
    "regso data update --subject gränser": "asks the publisher; tests/sources/scb",
    "regso data update": "asks the publisher; tests/sources/scb",
    'regso render omradestyper -d arbetslosa.xlsx -c kod=DeSO -c taljare=Inskrivna -c "namnare='
    'Invånare 16–64 år" -o arbetslosa-rapport.xlsx': "an answer; tests/test_transcript.py",
    "regso render --mapping arbetslosa.toml -d FIL -o RAPPORT.xlsx": "an answer; the same",
    "regso excel install": "changes the registry of Windows; tests/hosts/excel",
    "regso excel doctor --record prov.txt": "asks the Excel of the machine; tests/hosts/excel",
    "regso excel register": "changes the registry of Windows; tests/hosts/excel",
    "regso excel doctor": "asks the Excel of the machine; tests/hosts/excel",
    "regso excel uninstall": "changes the registry of Windows; tests/hosts/excel",
    "regso calc build": "needs LibreOffice's program files; tests/hosts/test_calc_build.py",
}
# The pages of the assignment are drafts until the agency has filled in what no file holds.
DRAFTS = {"uppdraget.xlsx", "rekvisition.xlsx"}
# A mapping that is proposed waits for the user.
WAITING = 3


def shown(page):
    """Return the commands of a page's code blocks and the formulas in its text, in their order."""
    text = re.sub(r" \\\n *", " ", page.read_text("utf-8"))
    found = re.findall(r"^ *(regso [a-z].*?) *$|`(regso eval [^`]+)`", text, re.MULTILINE)
    return ["".join(command) for command in found]


COMMANDS = {page.relative_to(ROOT).as_posix(): shown(page) for page in PAGES if shown(page)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a working folder with what a user has before the commands of a page are run."""
    monkeypatch.setenv("REGSO_DATA", str(own_data.store(tmp_path / "data").parent))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "underlag.csv").write_text(UNDERLAG, "utf-8")
    (work / "adresser.csv").write_text("adress,n,e\nGatan 1,6600500,660500\n", "utf-8")
    (work / "nyckel.csv").write_text("DeSO;RegSOkod\n9901A0010;9901R001\n", "utf-8")
    own_data.borders(work / "MAPP")
    for copy in (work, work / "FOLDER"):
        shutil.copytree(work / "MAPP", copy, dirs_exist_ok=True)
    for book in ("ifylld.xlsx", "omradestyper.xlsx"):
        own_data.write(work / "own.csv", "omradestyper")
        done("render", "omradestyper", "-d", "own.csv", "-o", book)
    return work


def done(*arguments):
    result = CliRunner().invoke(cli, [*arguments])
    remarks = {3} if arguments[0] == "check" else set()  # the register has a code of no area
    waits = {WAITING} if arguments[0] == "ledger" and "--project" in arguments else None
    assert result.exit_code in (waits or {0, *remarks}), (arguments, result.output)


def ledgers_for(arguments):
    """Write the ledgers that a command reads; a later one has more of the year."""
    for path in (Path(a) for a in arguments if a.endswith(".se")):
        path.write_bytes(ledger_files.sie(ledger_files.ledger(80)[: 80 if "2" in path.stem else 70],
                                          balances=False))  # fmt: skip


def written_for(arguments):
    """Write the files that a command reads, with the headers that it says they have."""
    name, given = arguments[1], [a for f, a in itertools.pairwise(arguments) if f == "-d"]
    mapped = dict(a.split("=") for f, a in itertools.pairwise(arguments) if f == "-c")
    for path in given:
        if "=" not in path:
            needed = {c.name: c.name for c in TEMPLATES[name].columns if c.required or not mapped}
            own_data.write(
                Path(path), name, {**needed, **mapped}, deso="deso" in mapped.get("kod", "")
            )


def without_pdf(arguments):
    """Leave out the PDF where LibreOffice is missing; tests/e2e has it."""
    try:
        find_program()
    except FileError:
        return [a for a in arguments if a != "--pdf"]
    return arguments


def promised(arguments):
    """Return the files that a command says it writes."""
    out = [Path(a) for f, a in itertools.pairwise(arguments) if f == "-o"]
    return [*out, *(p.with_suffix(".pdf") for p in out if "--pdf" in arguments)]


@pytest.mark.parametrize("page", COMMANDS)
def test_the_commands_of_a_page_write_what_they_say_and_no_check_fails(folder, page):
    for command in COMMANDS[page]:
        if command in NOT_RUN:
            continue
        arguments = without_pdf(shlex.split(command)[1:])
        if arguments[0] == "render" and "--mapping" not in arguments:
            written_for(arguments)
        if arguments[0] == "check":
            headers = {"kod": "deso", "taljare": "antal", "namnare": "personer"}
            own_data.write(Path(arguments[1]), "omradestyper", headers, deso=True)
        ledgers_for(arguments)
        done(*arguments)
        for path in promised(arguments):
            assert path.is_dir() if "--per" in arguments else path.is_file(), command
            if path.suffix == ".xlsx":
                assert made_up(path) == [], command
                assert path.name in DRAFTS or failures(path) == [], command


def failures(path):
    return [v for v in verdicts(Package(path.read_bytes())) if v.has_failed]


def made_up(path):
    """Return the texts of a workbook's published sheets that come from the example."""
    package = Package(path.read_bytes())
    names = published_sheets(package) if "Start" in package.sheets else package.sheets
    pages = (CopiedPage(package, name) for name in names)
    texts = (str(value) for page in pages for _, value in page.cells.values())
    return [text for text in texts if EXAMPLE.search(text)]


def test_every_command_that_is_not_run_is_still_shown():
    assert set(NOT_RUN) <= {command for commands in COMMANDS.values() for command in commands}


def test_a_page_shows_every_template_that_takes_rows():
    every = [c.split() for commands in COMMANDS.values() for c in commands if " render " in c]
    rendered = {words[2] for words in every if words[2] != "--mapping"}
    named = {name for name in rendered if not Path(name).suffix}
    assert named == set(TEMPLATES) - {"exempelbok"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_nothing_is_installed_but_what_the_lock_files_name(page):
    commands = re.findall(r"pip install .*", page.read_text("utf-8"))
    assert [c for c in commands if not ({"--require-hashes", "--no-deps"} & set(c.split()))] == []
