"""What a row of Indata cannot hold is said on Start, also when the sum of its type looks right."""

from functools import cache

import pytest
from book_helpers import verdicts

from books import book_of
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build

LABEL = "Felaktiga tal i Indata"
# For each template its columns, the rows of numbers that are fine, and what stands first in them.
GOOD = {
    "omradestyper": (["kod", "taljare", "namnare"], [[20, 100], [0, 30]]),
    "ar_mot_ar": (["kod", "ar", "taljare", "namnare"], [[2022, 20, 100], [2023, 0, 30]]),
    "anvandbarhet": (["kod", "taljare", "namnare"], [[20, 100], [0, 30]]),
    "skola": (["kod", "elever", "behoriga", "grupp", "jamfor"], [[50, 40, 10, 20], [9, 0, 0, 9]]),
    "halsa": (
        ["kod", "kon", "alder", "antal", "befolkning"],
        [["män", "0-4", 0, 300], ["män", "5-9", 12, 200]],
    ),
    "brott": (["n", "o", "brottstyp", "antal"], [[700_500, "Stöld", 2], [700_500, "Stöld", None]]),
    "servicenat": (
        ["kontor", "n", "o", "besok", "kostnad"],
        [[6_821_800, 702_300, 10, 900], [6_828_600, 704_300, None, None]],
    ),
}
FIRST = {"brott": (6_820_500, 6_820_500), "servicenat": ("Kontor 1", "Kontor 2")}
WRONG = [
    ("omradestyper", "taljare", -10),
    ("omradestyper", "taljare", 101),
    ("omradestyper", "taljare", None),
    ("omradestyper", "namnare", None),
    ("omradestyper", "taljare", "tio"),
    ("ar_mot_ar", "taljare", -10),
    ("ar_mot_ar", "taljare", 101),
    ("ar_mot_ar", "namnare", None),
    ("anvandbarhet", "taljare", 101),
    ("anvandbarhet", "namnare", None),
    ("skola", "elever", "abc"),
    ("skola", "behoriga", 51),
    ("skola", "grupp", 51),
    ("skola", "jamfor", 51),
    ("skola", "behoriga", -1),
    ("halsa", "antal", -1),
    ("halsa", "antal", None),
    ("halsa", "befolkning", None),
    ("halsa", "befolkning", "x"),
    ("brott", "antal", -3),
    ("brott", "antal", "två"),
    ("servicenat", "besok", -5),
    ("servicenat", "kostnad", -5),
]
build = cache(build)


def verdict(name, column=None, value=None, **settings):
    """Return the verdict on the good rows, with another value in a column of the first."""
    headers, numbers = GOOD[name]
    first = FIRST.get(name, ("9901R001", "9901R002"))
    rows = [[start, *row] for start, row in zip(first, numbers, strict=True)]
    if column is not None:
        rows[0][headers.index(column)] = value
    data = Data("egna.csv", headers, rows)
    with using(Reference(EXAMPLE)):
        result = render(build(name), data=data, columns={}, settings=settings)
    book = book_of(result.workbook, values=True)
    return verdicts(book)[LABEL][1].partition(":")[0]


@pytest.mark.parametrize("name", GOOD)
def test_right_numbers_are_right(name):
    assert verdict(name) == "OK"


@pytest.mark.parametrize(("name", "column", "value"), WRONG)
def test_a_wrong_number_in_one_row_is_called_out(name, column, value):
    assert verdict(name, column, value) == "Fel"


@pytest.mark.parametrize(
    ("measure", "value", "found"),
    [("tal", 101, "OK"), ("medel", 101, "OK"), ("medel", -10, "OK"), ("tal", -10, "Fel")],
)
def test_what_is_wrong_depends_on_the_measure(measure, value, found):
    assert verdict("omradestyper", "taljare", value, matt=measure) == found
