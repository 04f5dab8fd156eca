"""Lines that are the same in tables that call them different things."""

import pytest

from regso.core.disclosure.joint.alike import called_alike
from regso.core.disclosure.joint.reading import read_set
from regso.core.disclosure.layout import layout_of

# Everyone by kommun and type; by kommun and sex, in two tables with words of their own; and a part,
# which may be one in any order of its lines.
EVERYONE = [["", "typ 1", "typ 2"], ["K5", 62, 91], ["K1", 88, 67], ["K4", 71, 64], ["K2", 95, 82],
            ["K6", 66, 73], ["K3", 53, 79]]  # fmt: skip
CODES = [["", "flickor", "pojkar"], ["K1", 70, 85], ["K2", 93, 84], ["K3", 61, 71], ["K4", 80, 55],
         ["K5", 68, 85], ["K6", 77, 62]]  # fmt: skip
NAMES = [["", "kvinnor", "män"], ["Alby", 70, 85], ["Boda", 93, 84], ["Celle", 61, 71],
         ["Dala", 80, 55], ["Eke", 68, 85], ["Fors", 77, 62]]  # fmt: skip
PART = [["", "typ 1", "typ 2"], ["Celle", 50, 31], ["Dala", 14, 20], ["Boda", 42, 11],
        ["Alby", 40, 13], ["Fors", 37, 29], ["Eke", 26, 48]]  # fmt: skip


def words(tables):
    found = read_set([layout_of(table) for table in tables])
    alike = called_alike(found.sides, found.proven)
    return found, alike and [side.categories for side in alike]


@pytest.mark.parametrize("names", [NAMES, [list(line) for line in zip(*NAMES, strict=True)]])
def test_words_that_two_tables_show_to_be_the_same_are_one_in_a_third(names):
    found, alike = words([EVERYONE, CODES, names, PART])
    eke, alby, dala, boda, fors, celle = (
        frozenset({name}) for name in ("eke", "alby", "dala", "boda", "fors", "celle")
    )
    assert alike[0][:6] == [eke, alby, dala, boda, fors, celle]
    rests = {frozenset(rest.items()) for part in found.parts for rest in part.rests}
    assert frozenset({((0, 5, 0), 1), ((3, 0, 0), -1)}) in rests  # K3 is Celle: 53 - 50 is three


def test_words_are_as_they_were_where_labels_say_it_already():
    _, alike = words([EVERYONE, CODES])
    assert alike is None


def test_words_of_one_table_stay_apart():
    """Alby is K1 by one table and K2 by another."""
    turned = [["", "pojkar", "flickor"], ["Boda", 85, 70], ["Alby", 84, 93], ["Celle", 71, 61],
              ["Dala", 55, 80], ["Eke", 85, 68], ["Fors", 62, 77]]  # fmt: skip
    _, alike = words([CODES, NAMES, turned])
    assert alike
    for categories in alike:
        assert len({*categories}) == len(categories)
