"""Every command that the handbook and the README show does what the page says."""

import itertools
import re
import shlex
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

import ledger_files
import own_data
from regso.cli import cli
from regso.errors import FileError
from regso.publication.controls import verdicts
from regso.publication.pages import CopiedPage, published_sheets
from regso.render.pdf import find_program
from regso.templates import TEMPLATES
from regso.xlsx.package import Package

ROOT = Path(__file__).resolve().parents[1]
FRONT = ROOT / "docs" / "index.md"
PAGES = [ROOT / "README.md", FRONT, *sorted((ROOT / "docs" / "handbok").rglob("*.md"))]
UNDERLAG = "nr,visar,arbetsbok,blad,cell,varde\n" + "".join(
    f"U{i},Underlag {i},omradestyper.xlsx,Områdestyper,,\n" for i in (1, 2, 3)
)
EXAMPLE = re.compile(r"påhitt|exempelkontor|exempel:|\(exempel\)", re.IGNORECASE)
# Why a command that is shown is not run here.
NOT_RUN = {
    "regso data import FIL ELLER MAPP ...": "shows the form of the command",
    "regso data update --subject gränser": "asks the publisher; tests/sources/scb",
    "regso data update --subject hushåll": "asks the publisher; tests/sources/scb",
    "regso data update": "asks the publisher; tests/sources/scb",
    'regso render omradestyper -d arbetslosa.xlsx -c kod=DeSO -c taljare=Inskrivna -c "namnare='
    'Invånare 16–64 år" -o arbetslosa-rapport.xlsx': "an answer; tests/test_transcript.py",
    "regso render --mapping arbetslosa.toml -d FIL -o RAPPORT.xlsx": "an answer; the same",
    "regso excel install": "changes the registry of Windows; tests/hosts/excel",
    "regso excel doctor --record prov.txt": "asks the Excel of the machine; tests/hosts/excel",
    "regso excel register": "changes the registry of Windows; tests/hosts/excel",
    "regso excel doctor": "asks the Excel of the machine; tests/hosts/excel",
    "regso excel uninstall": "changes the registry of Windows; tests/hosts/excel",
    "regso aggregate postgresql://db.myndigheten.se/register --table statistik.inskrivna "
    "-c kod=deso -c ar=ar -c taljare=inskriven -o grupperat.csv": "asks a database; "
    "tests/aggregating",
    "regso aggregate register --engine spark -c kod=deso -c ar=ar -c taljare=inskriven "
    "-o grupperat.csv": "starts Spark; tests/aggregating",
    "regso web build --url https://VÄRD/regso -o webbmapp --data REGSO.SQLITE --pyodide "
    "node_modules/pyodide --office-js node_modules/@microsoft/office-js": "needs packages of npm; "
    "tests/e2e/web",
    "regso calc build": "needs LibreOffice's program files; tests/hosts/test_calc_build.py",
}
# The pages of the assignment are drafts until the agency has filled in what no file holds.
DRAFTS = {"uppdraget.xlsx", "rekvisition.xlsx", "egna.xlsx", "uppdrag_a.xlsx", "uppdrag_b.xlsx"}
# A mapping that is proposed waits for the user.
WAITING = 3


def shown(page):
    """Return the commands of a page's code blocks and the formulas in its text, in their order."""
    text = re.sub(r" \\\n *", " ", page.read_text("utf-8"))
    found = re.findall(r"^ *(regso [a-z].*?) *$|`(regso eval [^`]+)`", text, re.MULTILINE)
    return ["".join(command) for command in found]


COMMANDS = {page.relative_to(ROOT).as_posix(): shown(page) for page in PAGES if shown(page)}


@pytest.fixture
def folder(_made, tmp_path, monkeypatch):
    """Give a working folder with what a user has before the commands of a page are run."""
    shutil.copytree(_made, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    """Make the working folder of `folder`, and the reference data, once."""
    made = tmp_path_factory.mktemp("made")
    work = made / "work"
    work.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGSO_DATA", str(own_data.store(made / "data").parent))
        patch.chdir(work)
        _fill(work)
    return made


def _fill(work):
    (work / "underlag.csv").write_text(UNDERLAG, "utf-8")
    (work / "adresser.csv").write_text("adress,n,e\nGatan 1,6600500,660500\n", "utf-8")
    persons(work / "register")
    (work / "nyckel.csv").write_text("DeSO;RegSOkod\n9901A0010;9901R001\n", "utf-8")
    own_data.borders(work / "MAPP")
    for copy in (work, work / "FOLDER"):
        shutil.copytree(work / "MAPP", copy, dirs_exist_ok=True)
    for book in ("ifylld.xlsx", "omradestyper.xlsx"):
        own_data.write(work / "own.csv", "omradestyper")
        done("render", "omradestyper", "-d", "own.csv", "-o", book)


def persons(folder):
    """Write a register of persons as a folder of Parquet."""
    folder.mkdir()
    codes = [row[0] for row in own_data.rows("omradestyper")[1]]
    for year in (2022, 2023):
        with duckdb.connect() as db:
            db.execute(
                f"""COPY (SELECT i AS person, UNNEST(?) AS deso, {year} AS ar, 20 + i % 45 AS alder,
                    CASE WHEN i % 2 = 0 THEN 'kvinnor' ELSE 'män' END AS kon,
                    i % 7 = 0 AS inskriven,
                    CAST(i % 900 AS DECIMAL(9, 2)) AS belopp FROM range(200) t(i))
                    TO '{folder}/{year}.parquet' (FORMAT parquet)""",
                [codes],
            )


def done(*arguments):
    result = CliRunner().invoke(cli, [*arguments])
    remarks = {3} if arguments[0] == "check" else set()  # the register has a code of no area
    if {"--per", "--publish"} <= {*arguments}:
        remarks = {3}  # a unit whose own checks fail is not published, and the others are
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


def register_for(arguments):
    """Write the register that is checked: of areas, or as the template that is named has it."""
    path = Path(arguments[1])
    if "-t" in arguments:
        header, _ = own_data.rows("indikatorer")
        filled = {h: h for h in header if not h.startswith("i") or int(h[1:]) <= 6}
        del filled["namnare"]
        own_data.write(path, "indikatorer", {**filled, "kod": "regso", "grupp1": "kön"})
    else:
        headers = {"kod": "deso", "taljare": "antal", "namnare": "personer"}
        own_data.write(path, "omradestyper", headers, deso=True)


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
            register_for(arguments)
        ledgers_for(arguments)
        done(*arguments)
        for path in promised(arguments):
            is_folder = "--per" in arguments or arguments[0] == "picture"
            assert path.is_dir() if is_folder else path.is_file(), command
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


def test_every_door_of_the_front_page_has_three_steps_a_picture_and_commands():
    doors = re.split(r"^## ", FRONT.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert [door.partition("\n")[0] for door in doors] == [
        "Jag har ett register",
        "Jag sköter uppdragets pengar",
        "Jag ska godkänna programmet",
        "Jag analyserar",
    ]
    for door in doors:
        assert re.findall(r"^(\d)\. ", door, re.MULTILINE) == ["1", "2", "3"]
        [picture] = re.findall(r"!\[.+\]\((.+)\)", door)
        assert (FRONT.parent / picture).is_file()
        assert re.search(r"^ *regso ", door, re.MULTILINE)


def test_every_command_that_is_not_run_is_still_shown():
    assert set(NOT_RUN) <= {command for commands in COMMANDS.values() for command in commands}


def test_a_page_shows_every_template_that_takes_rows():
    shown = [(page, c) for page, commands in COMMANDS.items() for c in commands if " render " in c]
    words = [command.split()[2] for _, command in shown]
    by_mapping = {Path(page).stem for page, command in shown if "--mapping" in command}
    named = {name for name in words if not Path(name).suffix} - {"--mapping"}
    named |= by_mapping & set(TEMPLATES)  # a mapping names the template of its page
    assert named == set(TEMPLATES) - {"exempelbok"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_nothing_is_installed_but_what_the_lock_files_name(page):
    commands = re.findall(r"pip install .*", page.read_text("utf-8"))
    assert [c for c in commands if not ({"--require-hashes", "--no-deps"} & set(c.split()))] == []
