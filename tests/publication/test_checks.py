"""A check without a verdict is Fel: in every template, and for every command that publishes."""

import datetime as dt

import pytest
from click.testing import CliRunner
from render_helpers import template

from books import book_of
from regso.cli import cli
from regso.errors import CellError, FileError
from regso.publication import controls
from regso.publication.controls import verdicts
from regso.publication.cover import Stamp
from regso.publication.publishing import publish
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.xlsx.cells import Place, q, write_value
from regso.xlsx.package import Package

STAMP = Stamp(dt.date(2026, 3, 2), "9.9", "hämtade 2026-02-01", "ab" * 32)
AGENCY = "Polismyndigheten"
SILENT = {
    "error": (CellError("#VALUE!"), "cellen är #VALUE!"),
    "not available": (CellError("#N/A"), "cellen är #N/A"),
    "empty": (None, "cellen är tom"),
    "another word": ("Kim 850417 oklart", "den börjar varken med OK, Granska eller Fel"),
    "a longer word": ("OKLART: vet inte", "den börjar varken med OK, Granska eller Fel"),
    "small letters": ("fel: året saknas", "den börjar varken med OK, Granska eller Fel"),
    "a number": (7.0, "den börjar varken med OK, Granska eller Fel"),
    "true": (True, "den börjar varken med OK, Granska eller Fel"),
}


@pytest.fixture(params=list(TEMPLATES), scope="module")
def full(request):
    """Render each template with its example."""
    with using(Reference(EXAMPLE)):
        return render(TEMPLATES[request.param].build(), data=None, columns={}, settings={}).workbook


def checks(book):
    """Return where each check is that the workbook colours, by its label: sheet and cell."""
    found = {}
    package, values_of = Package(book), book_of(book, values=True)
    for name, part in package.sheets.items():
        values = values_of[name]
        areas = [
            block.get("sqref")
            for block in package.tree(part).iter(q("conditionalFormatting"))
            if any('3)="Fel"' in (rule.text or "") for rule in block.iter(q("formula")))
        ]
        for area in areas:
            for [cell, *_] in values[area] if ":" in area else [[values[area]]]:
                if cell.value is not None:
                    found[name, cell.coordinate] = cell.value
    return found


def silenced(book, sheet, cell, value):
    """Return a workbook, as a package, in which a check holds something else."""
    package = Package(book)
    tree = package.change(package.sheets[sheet])
    [found] = [c for c in tree.iter(q("c")) if c.get("r") == cell]
    write_value(found, value)
    return package


def refused(book):
    with pytest.raises(FileError) as raised, using(Reference(EXAMPLE)):
        publish(book, STAMP, {})
    return str(raised.value)


def test_every_check_of_a_template_must_give_a_verdict(full):
    """Each in turn is an error value; the sentence has its own label and its sheet."""
    found, held = checks(full), book_of(full, values=True)
    assert found
    for number, (sheet, cell) in enumerate(found):
        silent = (v for v in verdicts(silenced(full, sheet, cell, CellError("#VALUE!")))
                  if v.is_silent)  # fmt: skip
        verdict = next(silent)
        assert number or not [*silent]  # reading on costs as much again for every check
        assert verdict.has_failed
        row = Place.parse(cell).row
        texts = [c.value for c in held[sheet][row] if isinstance(c.value, str) and c.value]
        assert verdict.label == (texts[0] if texts[0] != found[sheet, cell] else cell)
        assert verdict.quoted.startswith(f"kontrollen {verdict.label} på bladet {sheet} ger inget ")


def test_a_template_with_its_example_has_no_silent_check(full):
    assert not [verdict for verdict in verdicts(Package(full)) if verdict.is_silent]


def test_a_check_without_a_verdict_stops_the_copy_of_every_template(full):
    if any(verdict.has_failed for verdict in verdicts(Package(full))):
        return  # uppdraget's example lacks what is to be filled in; see the test above
    assert_stopped(full, *SILENT["error"])


@pytest.fixture(scope="module")
def one():
    with using(Reference(EXAMPLE)):
        return render(TEMPLATES["karta"].build(), data=None, columns={}, settings={}).workbook


@pytest.mark.parametrize("kind", SILENT)
def test_nothing_but_the_three_words_is_a_verdict(one, kind):
    assert_stopped(one, *SILENT[kind])


def assert_stopped(book, value, says):
    sheet, cell = [place for place in checks(book) if place[0] == "Start"][-1]
    sentence = refused(silenced(book, sheet, cell, value).write({}))
    label = book_of(book)[sheet][f"B{Place.parse(cell).row}"].value
    assert sentence.startswith(
        f"Kopian gjordes inte, för kontrollen {label} på bladet Start ger inget utslag ({says})"
    )
    assert "850417" not in sentence


# -- small workbooks -------------------------------------------------------------------------


def book_with(*rows):
    """Return a workbook with checks: label, verdict, and whether it is a formula."""

    def build(book, start, indata, rapport, text):
        rapport.write("A1", "Visas")
        book.define_name("Rapport!bladtyp", '="resultat"')
        look = book.add_format({"bold": True})
        start.conditional_format(
            "D1:D9", {"type": "formula", "criteria": '=LEFT(D1,3)="Fel"', "format": look}
        )
        for number, (label, verdict, is_formula) in enumerate(rows):
            if label == BLANK:
                start.write_formula(number, 1, BLANK, None, "")
            else:
                start.write(number, 1, label)
            if is_formula:
                start.write_formula(number, 3, '=""', look, verdict)
            elif verdict is None:
                start.write_blank(number, 3, None, look)
            else:
                start.write(number, 3, verdict, look)

    return template(build)


OK = ("Den första", "OK: allt stämmer.", True)
BLANK = '=""'


def test_a_check_whose_formula_is_gone_is_silent():
    sentence = refused(book_with(OK, ("Den andra", None, False)))
    assert "kontrollen Den andra på bladet Start ger inget utslag (cellen är tom)" in sentence


def test_a_check_that_has_become_a_value_still_counts():
    assert "säger: Fel: året" in refused(book_with(OK, ("Den andra", "Fel: året saknas.", False)))
    with using(Reference(EXAMPLE)):
        assert publish(book_with(OK, ("Den andra", "OK", False)), STAMP, {})


def test_a_check_that_knows_what_is_wrong_is_quoted_before_a_silent_one():
    book = book_with(OK, ("Den andra", "#VALUE!", True), ("Den tredje", "Fel: året saknas.", True))
    assert "Den tredje" in refused(book)


def test_a_silent_check_is_quoted_before_one_that_only_points_at_others():
    book = book_with(OK, ("Den andra", controls.ANOTHER, True), ("Den tredje", "#VALUE!", True))
    assert "Den tredje" in refused(book)


def test_checks_of_which_none_is_calculated_are_one_fault():
    assert "inte uträknade" in refused(book_with(("Den första", "", True), ("Andra", "", True)))


def test_a_row_that_is_not_used_has_no_check():
    """Its formulas are all blank, the verdict as well."""
    with using(Reference(EXAMPLE)):
        assert publish(book_with(OK, (BLANK, "", True)), STAMP, {})
    assert "kontrollen D2 på bladet Start ger inget" in refused(book_with(OK, ("", "", True)))


def test_a_cell_under_a_merged_one_is_no_check():
    def build(book, start, indata, rapport, text):
        rapport.write("A1", "Visas")
        book.define_name("Rapport!bladtyp", '="resultat"')
        start.merge_range("B3:E3", "", None)
        start.write_formula("B3", '="OK"', None, "OK")
        start.conditional_format(
            "B3:E3", {"type": "formula", "criteria": '=LEFT(B3,3)="Fel"',
                      "format": book.add_format({"bold": True})},
        )  # fmt: skip

    assert [v.sentence for v in verdicts(Package(template(build)))] == ["OK"]


# -- the commands ----------------------------------------------------------------------------


BROKEN = 'NOT("inget sanningsvärde")'  # an error in every program


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """Give a template whose check of the area types is an error when it is calculated."""
    with using(Reference(EXAMPLE)):
        book = render(TEMPLATES["omradestyper"].build(), data=None, columns={}, settings={})
    package = Package(book.workbook)
    tree = package.change(package.sheets["Start"])
    values = book_of(book.workbook, values=True)["Start"]
    cell = next(row[0].row for row in values["B20:B40"] if row[0].value == "Områdestypernas år")
    [formula] = [
        c.find(q("f")) for c in tree.iter(q("c")) if c.get("r") == f"D{cell}"
    ]  # fmt: skip
    formula.text = BROKEN
    path = tmp_path_factory.mktemp("trasig") / "trasig.xlsx"
    path.write_bytes(package.write({}))
    with using(Reference(EXAMPLE)):
        calculated = render(path.read_bytes(), data=None, columns={}, settings={}).workbook
    path.with_name("beraknad.xlsx").write_bytes(calculated)
    return path


@pytest.mark.parametrize("name", ["trasig.xlsx", "beraknad.xlsx"])
def test_a_silent_check_stops_publish(broken, tmp_path, name):
    stopped("publish", broken.with_name(name), "-o", tmp_path / "ut.xlsx", at=tmp_path)


def test_a_silent_check_stops_render_publish(broken, tmp_path):
    stopped("render", broken, "--publish", "-o", tmp_path / "ut.xlsx", at=tmp_path)


def test_a_silent_check_stops_the_report(broken, tmp_path):
    book = broken.with_name("beraknad.xlsx")
    stopped(
        "report", "Arbetsförmedlingen", "--underlag", book, "-o", tmp_path / "ut.docx", at=tmp_path
    )


def test_a_silent_check_in_the_answers_stops_the_report(tmp_path):
    with using(Reference(EXAMPLE)):
        book = render(
            TEMPLATES["redovisning"].build(), data=None, columns={}, settings={"myndighet": AGENCY}
        ).workbook
    sheet, cell = next(iter(checks(book)))
    path = tmp_path / "svar.xlsx"
    path.write_bytes(silenced(book, sheet, cell, CellError("#REF!")).write({}))
    done = run("report", AGENCY, "-d", path, "-o", tmp_path / "ut.docx")
    assert done.exit_code == 1
    assert "ger inget utslag (cellen är #REF!)" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["svar.xlsx"]


def stopped(*args, at):
    done = run(*args)
    assert done.exit_code == 1, done.output
    [sentence] = done.stderr.splitlines()
    assert "kontrollen Områdestypernas år på bladet Start ger inget utslag" in sentence
    assert "cellen är #VALUE!" in sentence
    assert list(at.iterdir()) == []


def run(*args):
    return CliRunner().invoke(cli, [*map(str, args)])
