"""The example book: every function once, each with what it should give."""

import json

import pytest

from books import book_of
from regso.errors import CellError
from regso.functions import REGISTRY
from regso.render import facit, registry_functions, render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.exempelbok.blocks import BLOCKS
from regso.templates.exempelbok.examples import FACIT, examples


@pytest.fixture(scope="module")
def rendered():
    built = build("exempelbok")

    def values(**functions):
        with using(Reference(EXAMPLE)):
            ours = registry_functions() | functions
            done = render(built, data=None, columns={}, settings={}, functions=ours)
        return book_of(done.workbook, values=True)

    return values


def _verdicts(book):
    sheet = book["Exempelbok"]
    return {sheet[f"B{block.row}"].value: sheet[f"Q{block.row}"].value for block in BLOCKS}


def _summary(book):
    return [cell.value for row in book["Start"].iter_rows() for cell in row if cell.value][-2:]


def test_the_expected_values_are_those_that_the_functions_give_now():
    stale = "run: python addin/start.py build"
    assert FACIT.read_text(encoding="utf-8") == facit.expected(), stale


def test_every_function_is_there_once_but_the_one_that_is_volatile(rendered):
    assert list(_verdicts(rendered())) == [e.name for e in REGISTRY.values() if not e.volatile]
    assert [e.name for e in REGISTRY.values() if e.volatile] == ["REGSO_FEL"]


def test_every_check_is_green(rendered):
    book = rendered()
    assert set(_verdicts(book).values()) == {"OK: som facit"}
    many = len(examples())
    assert _summary(book) == [many, f"OK: alla {many} exempel ger det som står i facit."]


@pytest.mark.parametrize(
    "wrong",
    [
        [[0.65 + 1e-8, 0.5525444329688797, 0.7363575175690247]],
        [["0.65", 0.5525444329688797, 0.7363575175690247]],
        [[CellError("#N/A"), 0.5525444329688797, 0.7363575175690247]],
    ],
)
def test_one_wrong_cell_turns_its_check_red_and_no_other(rendered, wrong):
    book = rendered(REGSO_ANDEL=lambda *_: wrong)
    red = {n: v for n, v in _verdicts(book).items() if v != "OK: som facit"}
    assert red == {"REGSO_ANDEL": "Fel: 1 celler är andra än facit"}
    assert _summary(book)[-1].startswith("Granska: 1 exempel ger något annat")


def test_with_other_reference_data_a_difference_is_to_be_read_and_no_error(rendered):
    version = "RegSO för Excel 1.0, data 2026-01-01"
    book = rendered(REGSO_VERSION=lambda *_: [[version]], REGSO_TYP=lambda *_: [[3]])
    assert _verdicts(book)["REGSO_TYP"] == "Granska: facit gäller exempeldata"
    assert _verdicts(book)["REGSO_NAMN"] == "OK: som facit"


def test_without_the_add_in_no_check_is_green(rendered):
    book = rendered(**dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]]))
    assert set(_verdicts(book).values()) == {"#NAME?"}
    assert str(_summary(book)[-1]).startswith(f"Granska: {len(REGISTRY) - 1} exempel")


def test_the_sheet_facit_has_every_expected_value_in_the_place_of_its_result(rendered):
    book, known = rendered(), json.loads(FACIT.read_text(encoding="utf-8"))
    for block in BLOCKS:
        grid = block.expected
        area = grid.cells(grid.names[0], grid.names[-1])
        shown = [c.value for row in book[grid.sheet][area] for c in row]
        expected = [c for row in known[block.example.entry.name]["rows"] for c in row]
        for cell, value in zip(shown, expected, strict=True):  # the file has 16 figures
            assert (cell or "") == value or cell == pytest.approx(value, rel=1e-15)
