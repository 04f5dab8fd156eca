"""What each sheet of each template is for, and what is therefore printed and published."""

import pytest

from books import book_of
from regso.render.printing import print_copy
from regso.render.uses import printed, results, uses
from regso.templates import TEMPLATES, build
from regso.xlsx.package import WORKBOOK, Package

# True counts, or rows per person, unit or office, are work.
USES = {
    "omradestyper": {
        "Start": "check", "Indata": "input", "Områdestyper": "result", "Grupper": "result",
        "Områden": "result", "Karta": "result", "Matchning": "check", "Förval": "help",
        "Källa": "result", "Funktioner": "help",
    },
    "indikatorer": {
        "Start": "check", "Indata": "input", "Namn": "input", "Indikatorer": "result",
        "Grupper": "result", "Indikator": "result", "Karta": "result", "Beräkning": "work",
        "Matchning": "check", "Källa": "result", "Funktioner": "help",
    },
    "ar_mot_ar": {
        "Start": "check", "Indata": "input", "År mot år": "result", "Flytt": "result",
        "Matchning": "check", "Källa": "result", "Funktioner": "help",
    },
    "halsa": {
        "Start": "check", "Indata": "input", "Standardbefolkning": "input", "Hälsa": "result",
        "Beräkning": "work", "Matchning": "check", "Källa": "result", "Funktioner": "help",
    },
    "resursfordelning": {
        "Start": "check", "Indata": "input", "Fördelning": "result", "Per enhet": "work",
        "Matchning": "check", "Källa": "result", "Funktioner": "help",
    },
    "servicenat": {
        "Start": "check", "Indata": "input", "Servicenät": "result", "Per kontor": "work",
        "Källa": "result", "Funktioner": "help",
    },
    "brott": {
        "Start": "check", "Urval": "input", "Indata": "input", "Överlapp": "input",
        "Brott": "result", "Brottstyper": "result", "Polisområden": "work", "Beräkning": "work",
        "Matchning": "check", "Källa": "result", "Funktioner": "help",
    },
    "skola": {
        "Start": "check", "Indata": "input", "Skola": "result", "Ojämlikhet": "result",
        "Matchning": "check", "Källa": "result", "Funktioner": "help",
    },
    "anvandbarhet": {
        "Start": "check", "Indata": "input", "Användbarhet": "result", "Tabeller": "result",
        "Stabilitet": "result", "Till redovisningen": "result", "Matchning": "check",
        "Källa": "result", "Funktioner": "help",
    },
    "sekretess": {
        "Start": "check", "Indata": "input", "Egen": "input", "Före": "work", "Efter": "result",
        "Orsak": "work", "Struktur": "work", "Granskning": "work", "Funktioner": "help",
    },
    "karta": {"Start": "check", "Indata": "input", "Karta": "result", "Matchning": "work",
              "Källa": "result", "Funktioner": "help"},
    "uppdraget": {
        "Start": "check", "Indata": "input", "Kontering": "input", "Uppgifter": "input",
        "Budget": "input", "Egen plan": "input", "Uppföljning": "result", "Frister": "check",
        "Rekvisition": "result",
        "Ekonomisk redovisning": "result", "Återbetalning": "result", "Missiv": "result",
        "Kontroll": "check", "Avstämning": "input", "Huvudbok": "input", "Övriga": "input",
        "Läsningar": "input",
        "Myndigheter": "help", "Underlag": "help", "Funktioner": "help",
    },
    "uppdragen": {
        "Start": "check", "Indata": "input", "Översikt": "result", "Funktioner": "help",
    },
    "redovisning": {
        "Start": "check", "Indata": "input", "Underlag": "input", "Redovisning": "result",
        "Sammanfattning": "result", "Källa": "result", "Funktioner": "help",
    },
    "exempelbok": {
        "Start": "check", "Exempelbok": "result", "Facit": "help", "Funktioner": "help",
    },
}  # fmt: skip
# Results that are hidden until a rendering has something to show on them.
HIDDEN = {"omradestyper": {"Grupper"}}
# Results of the demo that have nothing to show, and say why.
EMPTY = {"omradestyper": {"Karta": "work", "Grupper": "work"}, "indikatorer": {"Karta": "work"}}


@pytest.fixture(scope="module")
def packages():
    """Give the built workbook of every template."""
    return {name: Package(build(name)) for name in TEMPLATES}


def of_use(name, *wanted):
    hidden = HIDDEN.get(name, set())
    return [sheet for sheet, use in USES[name].items() if use in wanted and sheet not in hidden]


def shown(workbook):
    """Return the visible sheets of a workbook."""
    sheets = Package(workbook).tree(WORKBOOK).iterfind("{*}sheets/{*}sheet")
    return [s.get("name") for s in sheets if s.get("state", "visible") == "visible"]


def test_every_sheet_of_every_template_says_what_it_is_for(packages):
    assert {name: uses(package) for name, package in packages.items()} == USES


def test_the_demo_says_the_same(demo):
    found = {path.stem: uses(Package(path.read_bytes())) for path in demo.glob("*.xlsx")}
    assert found == {name: use | EMPTY.get(name, {}) for name, use in USES.items()}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_report_is_a_result(name):
    assert USES[name][TEMPLATES[name].report] == "result"


def test_a_sheet_with_a_table_is_input(packages):
    """What users paste into is neither printed nor published, whatever else the sheet holds."""
    for name, package in packages.items():
        assert {USES[name][table.sheet] for table in package.tables} <= {"input"}, name


def test_results_alone_may_be_published(packages):
    for name, package in packages.items():
        assert results(package) == of_use(name, "result")


def test_results_and_checks_alone_are_printed(packages):
    for name, package in packages.items():
        assert printed(package) == of_use(name, "result", "check")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_copy_that_libreoffice_prints_shows_no_work_input_or_help(demo, name):
    copy = print_copy((demo / f"{name}.xlsx").read_bytes(), "Titel")
    assert shown(copy) == [
        sheet for sheet in of_use(name, "result", "check") if sheet not in EMPTY.get(name, {})
    ]
    assert not set(Package(copy).sheets) & set(of_use(name, "input"))


def test_the_fact_is_a_name_of_the_sheets_own_in_words_that_users_read(demo):
    book = book_of(demo / "sekretess.xlsx")
    assert [(s.title, s.defined_names["bladtyp"].attr_text) for s in book][-6:] == [
        ("Före", '"arbete"'),
        ("Efter", '"resultat"'),
        ("Orsak", '"arbete"'),
        ("Struktur", '"arbete"'),
        ("Granskning", '"arbete"'),
        ("Funktioner", '"hjälp"'),
    ]
    assert "bladtyp" not in book.defined_names
