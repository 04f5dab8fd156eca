"""What a workbook says of its sheets: in words, in the way of older files, or not at all."""

import pytest
from render_helpers import changed, template

from regso.errors import FileError
from regso.render.printing import print_copy
from regso.render.uses import printed, results, uses
from regso.xlsx.package import Package


def workbook(name="bladtyp", edits=(), **said):
    """Return a workbook with sheet-local names, and text replaced in its workbook part."""

    def build(book, start, indata, rapport, text):
        for sheet, word in said.items():
            book.define_name(f"{sheet}!{name}", f"={word}")

    made = template(build)
    for edit in edits:
        made = changed(made, {"xl/workbook.xml": edit})
    return made


def book(*args, **options):
    return Package(workbook(*args, **options))


def hidden(name, state="hidden"):
    """Return the edit that hides a sheet."""
    return f'<sheet name="{name}"', f'<sheet name="{name}" state="{state}"'


def use(word, edits=()):
    return uses(book(Rapport=word, edits=edits))["Rapport"]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("resultat", "result"),
        ("kontroll", "check"),
        ("arbete", "work"),
        ("indata", "input"),
        ("hjälp", "help"),
        ("Resultat", "result"),
    ],
)
def test_a_sheet_says_its_use_in_swedish(word, meaning):
    assert use(f'"{word}"') == meaning


def test_a_word_that_is_none_of_ours_is_work():
    assert use('"rapport"') == "work"


def test_the_name_is_read_in_any_case():
    assert use('"kontroll"', edits=[('name="bladtyp"', 'name="BLADTYP"')]) == "check"


def test_a_sheet_that_is_renamed_keeps_its_use():
    """Excel and Calc number the sheet of a local name; they do not name it."""
    package = book(Rapport='"resultat"', edits=[('sheet name="Rapport"', 'sheet name="Mitt blad"')])
    assert results(package) == ["Mitt blad"]


def test_a_name_of_the_whole_workbook_says_nothing_of_any_sheet():
    def build(book, *_):
        book.define_name("bladtyp", '="resultat"')

    assert results(Package(template(build))) == []


def test_a_sheet_of_the_users_own_is_printed_and_not_published():
    package = book(Start='"kontroll"', Indata='"indata"', Rapport='"resultat"')
    assert uses(package)["Text"] is None
    assert printed(package) == ["Start", "Rapport", "Text"]
    assert results(package) == ["Rapport"]


def test_a_workbook_that_says_nothing_prints_all_but_the_sheets_with_tables():
    package = book()
    assert set(uses(package).values()) == {None}
    assert printed(package) == ["Start", "Rapport", "Text"]
    assert results(package) == []


def test_a_table_is_not_printed_whatever_its_sheet_says():
    assert "Indata" not in printed(book(Indata='"resultat"'))


def test_a_hidden_sheet_is_neither_printed_nor_published():
    package = book(Rapport='"resultat"', edits=[hidden("Rapport", "veryHidden")])
    assert "Rapport" not in printed(package)
    assert results(package) == []


def test_an_older_file_prints_and_publishes_what_it_says_may_be_published():
    """The other sheets may have true counts; once a list in the code told them apart by name."""
    package = book("publiceras", Rapport="1")
    assert uses(package) == {
        "Start": "work", "Indata": "work", "Rapport": "result", "Text": "work",
    }  # fmt: skip
    assert printed(package) == results(package) == ["Rapport"]


def test_a_sheet_that_an_older_file_said_no_of_is_not_published():
    assert results(book("publiceras", Rapport="0")) == []


def test_a_workbook_with_nothing_to_print_is_refused():
    edits = [hidden(name) for name in ("Start", "Rapport", "Text")]
    with pytest.raises(FileError, match="inget blad som skrivs ut"):
        print_copy(workbook(edits=edits), "Titel")
