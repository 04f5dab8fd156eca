"""A table has room on its slides: no row is lost, and the letters are as large as they can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.pictures.slidetables import TableForm
from regso.report.published import ShownTable

WIDE, HIGH = 12.1, 4.55
texts = st.text("abc de", max_size=60)
tables = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.lists(texts, min_size=n, max_size=n),
        st.lists(st.lists(texts, min_size=n, max_size=n).map(tuple), min_size=1, max_size=40),
    )
)


def table(titles, rows):
    return ShownTable(tuple(titles), tuple(rows), (False,) * len(titles))


@given(tables)
def test_every_row_is_on_one_slide_and_no_slide_is_too_high(given_table):
    made = table(*given_table)
    form = TableForm.of(made, WIDE, HIGH)
    parts = form.parts(made)
    assert [row for part in parts for row in part] == [*made.rows]
    assert sum(form.widths) == pytest.approx(WIDE)
    assert all(width > 0 for width in form.widths)
    for part in parts:
        assert len(part) == 1 or form.height(made.titles, *part) <= HIGH


def test_a_small_table_has_large_letters_and_a_wide_one_smaller():
    small = TableForm.of(table(("typ", "antal"), [("1", "20")] * 5), WIDE, HIGH)
    wide = TableForm.of(table(("typ",) * 9, [("ett områdena",) * 9] * 5), WIDE, HIGH)
    assert (small.size, wide.size) == (16, 12)


def test_smaller_letters_spare_a_slide():
    rows = [("1", "20")] * 13
    form = TableForm.of(table(("typ", "antal"), rows), WIDE, HIGH)
    assert form.size == 14
    assert len(form.parts(table(("typ", "antal"), rows))) == 1


def test_rows_are_divided_evenly():
    made = table(("typ", "antal"), [(str(n), "20") for n in range(40)])
    parts = TableForm.of(made, WIDE, HIGH).parts(made)
    assert [len(part) for part in parts] == [10, 10, 10, 10]


def test_a_long_text_takes_lines_and_the_other_columns_keep_their_words_whole():
    rows = [("kort", "ord " * 120, "123456")] * 6
    form = TableForm.of(table(("namn", "text", "antal"), rows), WIDE, HIGH)
    assert not form.fits
    assert form.size == 11
    assert form.height(rows[0]) > 2 * form.height(("kort", "ord", "123456"))
