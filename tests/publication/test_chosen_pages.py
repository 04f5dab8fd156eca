"""One page at a time: what `--page` copies, which checks it waits for, and what it refuses."""

import pytest
from click.testing import CliRunner

from books import book_of
from regso.cli import cli
from regso.publication.pages import published_sheets
from regso.render.printing import print_copy
from regso.render.uses import results
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.xlsx.package import WORKBOOK, Package

# What the page Rekvisition waits for, and neither of the other two letters.
CLAIM = {
    "orgnr": "212000-0142", "kontakt": "Kim Ek", "kontaktvag": "kim.ek@exempel.se",
    "ort": "Stockholm", "undertecknare": "Alex Berg", "befattning": "ekonomichef",
    "mottagare_adress2": "000 00 Orten", "konto": "5050-1055", "budget_faststalld": "ja",
    "klart_rekvisition": "2022-09-08",
}  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments], env={"REGSO_DATA": "/none"})


def settings(given):
    return [part for item in given.items() for part in ("-s", "=".join(item))]


def sheets(path):
    return book_of(path).sheetnames


@pytest.fixture(scope="module")
def skola(tmp_path_factory):
    path = tmp_path_factory.mktemp("skola") / "skola.xlsx"
    assert run("render", "skola", "-o", path).exit_code == 0
    return path


@pytest.mark.parametrize("command", ["publish", "render"])
def test_a_page_is_copied_alone_with_the_source_that_it_reads(skola, tmp_path, command):
    out = tmp_path / "ut.xlsx"
    way = [skola] if command == "publish" else ["skola", "--publish"]
    done = run(command, *way, "--page", "ojämlikhet", "-o", out)
    assert done.exit_code == 0, done.output
    assert sheets(out) == ["Om kopian", "Ojämlikhet", "Källa"]


def test_pages_keep_the_order_of_the_workbook(skola, tmp_path):
    out = tmp_path / "ut.xlsx"
    pages = ("--page", "Ojämlikhet", "--page", "Skola")
    assert run("publish", skola, *pages, "-o", out).exit_code == 0
    assert sheets(out) == ["Om kopian", "Skola", "Ojämlikhet", "Källa"]


@pytest.mark.parametrize("name", ["Indata", "Start", "Hälsa", "", "Om kopian"])
def test_a_page_that_is_no_result_is_refused_with_those_that_there_are(skola, tmp_path, name):
    done = run("publish", skola, "--page", name, "-o", tmp_path / "ut.xlsx")
    assert done.exit_code == 1
    says = f'Bladet "{name}" är inget resultat som kan väljas med --page; det finns '
    assert done.stderr.strip() == f"{says}Skola, Ojämlikhet, Källa."
    assert list(tmp_path.iterdir()) == []


def test_a_page_without_copy_or_pdf_is_refused(tmp_path):
    done = run("render", "skola", "--page", "Skola", "-o", tmp_path / "ut.xlsx")
    assert done.stderr.strip() == ("--page väljer blad för --publish och --pdf; ange något av dem.")


def test_figures_of_a_page_that_is_not_copied_are_proven_too(skola, tmp_path):
    package = Package(skola.read_bytes())
    part = package.sheets["Skola"]
    for cell in package.change(part).iter("{*}c"):
        if cell.get("r") == "B1":
            cell.attrib.pop("t", None)
            cell.find("{*}v").text = "4711"
    file = tmp_path / "andrad.xlsx"
    file.write_bytes(package.write({}))
    done = run("publish", file, "--page", "Ojämlikhet", "-o", tmp_path / "ut.xlsx")
    assert "Cell Skola!B1 är inte det som indata" in done.stderr


def test_the_pdf_of_a_page_shows_it_alone(skola):
    copy = Package(print_copy(skola.read_bytes(), "Titel", ("Skola",)))
    shown = [
        s.get("name")
        for s in copy.tree(WORKBOOK).iterfind("{*}sheets/{*}sheet")
        if s.get("state", "visible") == "visible"
    ]
    assert shown == ["Skola", "Källa"]


# -- the checks that a page waits for ----------------------------------------------------------


def test_a_letter_is_published_when_its_own_checks_are_fine(tmp_path):
    """The other two letters are drafts until the assignment is over."""
    out = tmp_path / "ut.xlsx"
    made = ("render", "uppdraget", *settings(CLAIM), "--publish")
    done = run(*made, "--page", "Rekvisition", "-o", out)
    assert done.exit_code == 0, done.output
    assert sheets(out) == ["Om kopian", "Rekvisition"]
    assert run(*made, "-o", out).exit_code == 1


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("orgnr", "Organisationsnummer på bladet Kontroll säger: Fel: fyll i på bladet Uppgifter."),
        ("budget_faststalld", "Budget på bladet Kontroll säger: Granska: budgeten är ett exempel"),
    ],
)
def test_a_draft_is_refused_with_the_check_that_makes_it_one(tmp_path, left_out, says):
    given = settings({k: v for k, v in CLAIM.items() if k != left_out})
    out = tmp_path / "ut.xlsx"
    done = run("render", "uppdraget", *given, "--publish", "--page", "Rekvisition", "-o", out)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Kopian gjordes inte, för kontrollen {says}")
    assert done.stderr.strip().endswith("Därefter återstår på bladet Start Rekvisition.")


def test_all_that_is_left_is_named_once_and_the_first_is_quoted(tmp_path):
    out = tmp_path / "ut.xlsx"
    done = run("render", "uppdraget", "--publish", "-o", out)
    assert "kontrollen Organisationsnummer på bladet Kontroll säger: Fel: fyll i" in done.stderr
    assert done.stderr.count("på bladet Kontroll") == 2
    assert "Kontaktperson, Kontaktuppgift, Ort" in done.stderr


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_result_of_every_template_can_be_chosen(name):
    with using(Reference(EXAMPLE)):
        package = Package(TEMPLATES[name].build())
    for page in results(package):
        assert page in published_sheets(package, [page])
        assert set(published_sheets(package, [page])) <= {page, "Källa"}
