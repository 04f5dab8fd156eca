"""A template by name is the workbook that was built before, while nothing of ours is newer."""

import os

import pytest

from books import book_of, parts
from draws import rest
from regso import templates
from regso.indata import Data
from regso.render import render, stored_for
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES, build

NAME = "uppdragen"
FEW = 3  # rows


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Give folders of our own: where the wheel has its workbooks, the repository's, and ours."""
    names = {"installed": "_INSTALLED", "repository": "_IN_REPOSITORY", "ours": "_OURS"}
    for name, attribute in names.items():
        (tmp_path / name).mkdir()
        monkeypatch.setattr(templates, attribute, tmp_path / name)
    return tmp_path


def written(path, content, age):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (1_700_000_000 - age,) * 2)


def test_the_workbook_is_read_while_all_of_ours_is_as_old_or_older(places):
    written(places / "repository" / f"{NAME}.xlsx", b"built", age=5)
    written(places / "ours" / "a.py", b"", age=5)
    written(places / "ours" / "part" / "b.json", b"", age=9)
    written(places / "ours" / "__pycache__" / "a.pyc", b"", age=0)
    assert templates.workbook(NAME) == b"built"


def test_it_is_built_anew_when_anything_of_ours_is_newer(places):
    written(places / "repository" / f"{NAME}.xlsx", b"built", age=5)
    written(places / "ours" / "part" / "b.json", b"", age=4)
    assert templates.workbook(NAME) == build(NAME)


def test_it_is_built_where_there_is_no_workbook(places):
    assert templates.workbook(NAME) == build(NAME)


def test_the_workbook_of_a_wheel_is_read_whatever_the_times_of_its_files_are(places):
    written(places / "installed" / f"{NAME}.xlsx", b"shipped", age=5)
    written(places / "ours" / "a.py", b"", age=0)
    assert templates.workbook(NAME) == b"shipped"


def rows_of(workbook, template):
    """Return some of the example's rows in the table that is filled, in another order."""
    book = book_of(workbook, values=True)
    sheet = next(sheet for sheet in book if template.table in sheet.tables)
    head, *rows = [[c.value for c in row] for row in sheet[sheet.tables[template.table].ref]]
    return Data(name="rader.csv", headers=head, rows=rows[:FEW][::-1])


@pytest.mark.parametrize("name", rest(TEMPLATES, "omradestyper", "brott", "uppdraget", "karta"))
def test_a_workbook_that_was_calculated_is_filled_as_a_new_one(name):
    template, new = TEMPLATES[name], build(name)
    with using(Reference(EXAMPLE)):
        calculated = render(new, data=None, columns={}, settings={}).workbook
        stored = stored_for(calculated, "calc")
        data = rows_of(stored, template) if template.columns else None
        first, other = (
            parts(render(book, data=data, columns={}, settings={}).workbook)
            for book in (new, stored)
        )
    assert [*first] == [*other]
    assert [part for part in first if first[part] != other[part]] == []
