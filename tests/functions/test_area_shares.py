"""Shares by area: summed as the register says, and nothing told of a hidden count."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.disclosure.joint.nested import hidden_areas
from regso.core.disclosure.siblings import settling
from regso.errors import BadValueError, DomainError, NotFoundError
from regso.functions import call
from regso.functions.arguments.ranges import as_cells, as_counts
from regso.functions.question.areashares import (
    AreaShare,
    Groups,
    Shown,
    area_shares,
    shares_beside_groups,
    shares_beside_types,
)
from regso.store import EXAMPLE, Reference, using

REFERENCE = Reference(EXAMPLE)
CODES = [f"9901R{i:03}" for i in range(1, 9)] + ["9902R001", "9902R002"]
ROWS = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(0, 12), st.integers(0, 40)), min_size=1
)


def asked(rows, level="RegSO", threshold=5, *, by_rows=False):
    koder, taljare, namnare = ([[row[i]] for row in rows] for i in range(3))
    below = None if by_rows else as_counts(namnare, "namnare")
    register = as_cells(koder, "kod"), as_counts(taljare, "taljare"), below
    with using(REFERENCE) as reference:
        return area_shares(register, level, Shown(threshold), reference, 2022)


def complete(rows):
    """Return rows of a code, cases and persons, of cases and of others."""
    return [(code, float(x), float(x + others)) for code, x, others in rows]


@given(ROWS, st.sampled_from(["RegSO", "kommun"]))
def test_a_share_is_shown_when_the_cases_and_the_others_are_none_or_enough(rows, level):
    sums = defaultdict(lambda: [0, 0])
    for code, x, others in rows:
        area = sums[code if level == "RegSO" else code[:4]]
        area[0] += x
        area[1] += others
    found = asked(complete(rows), level)
    assert found.keys() == {code for code, counts in sums.items() if sum(counts)}
    for code, share in found.items():
        x, others = sums[code]
        if any(0 < count < 5 for count in (x, others)):
            assert share == (None, "dold")
        else:
            assert share.share == 100 * x / (x + others)
            assert share.state in {"visad", "osäker"}


@given(ROWS)
def test_with_a_threshold_of_1_nothing_is_hidden(rows):
    assert all(share.state != "dold" for share in asked(complete(rows), threshold=1).values())


def test_few_persons_are_unreliable():
    found = asked([("9901R001", 10.0, 20.0), ("9901R002", 300.0, 900.0)])
    assert found == {
        "9901R001": AreaShare(50.0, "osäker"),
        "9901R002": AreaShare(100 / 3, "visad"),
    }


def test_deso_are_summed_to_their_regso_and_totals_set_aside():
    with using(Reference(EXAMPLE)) as reference:
        parents = reference.areas(2020).parents
    regso = parents["9901A0010"]
    rows = [(deso, 10.0, 100.0) for deso, parent in parents.items() if parent == regso]
    rows += [("9901", 10.0 * len(rows), 100.0 * len(rows))]
    assert asked(rows) == {regso: AreaShare(10.0, "visad")}


def test_rows_of_kommuner_are_for_maps_of_kommuner_only():
    rows = [("9901", 50.0, 500.0), ("9902", 3.0, 500.0), ("9999", 9.0, 90.0)]
    assert asked(rows, "kommun") == {
        "9901": AreaShare(10.0, "visad"),
        "9902": AreaShare(None, "dold"),
    }
    with pytest.raises(NotFoundError, match="Ingen rad i registret ligger i ett område"):
        asked(rows, "RegSO")


def test_rows_of_persons_are_counted():
    rows = [("9901R001", float(i < 6), None) for i in range(60)]
    assert asked(rows, by_rows=True) == {"9901R001": AreaShare(10.0, "osäker")}


def test_types_and_unknown_codes_lie_nowhere():
    with pytest.raises(NotFoundError):
        asked([(1, 10.0, 100.0), ("9901R999", 10.0, 100.0), ("x", 9.0, 90.0)])


@pytest.mark.parametrize(
    ("rows", "error", "says"),
    [
        ([("9901R001", 9.0, 5.0)], DomainError, "taljare"),
        ([("9901R001", 2.5, 50.0)], DomainError, "ange antalet personer som ett helt tal"),
        ([("9901R001", "x", 50.0)], BadValueError, "Rad 1 i taljare är inte ett tal"),
        ([("9901R001", -1.0, 50.0)], DomainError, "minst 0"),
    ],
)
def test_an_impossible_row_is_refused(rows, error, says):
    with pytest.raises(error, match=says):
        asked(rows)


def test_an_area_beside_its_own_parts_is_refused():
    rows = [("9901R001", 10.0, 100.0), ("9901A0010", 10.0, 100.0)]
    with using(Reference(EXAMPLE)) as reference:
        rows[0] = (reference.areas(2020).parents["9901A0010"], 10.0, 100.0)
    with pytest.raises(DomainError, match="tillsammans med sina egna DeSO"):
        asked(rows)


def test_beside_reports_of_other_units_no_area_is_shown():
    """As REGSO_UTJAMNAD: what rests on counts in single areas is not settled over units."""
    rows = [("9901R001", 300.0, 900.0)]
    with settling(lambda _, own: own()):
        assert asked(rows) == {"9901R001": AreaShare(None, "dold")}
        assert call("REGSO_UTJAMNAD", [[[300.0]], [[900.0]], None, None, 5])[0][0] == ".."


# -- beside the table by type ----------------------------------------------------------------------


KINDS = {}


def kinds():
    if not KINDS:
        with using(REFERENCE):
            rows = call("REGSO_LISTA", ["00", "alla", 2022])[1:]
        KINDS.update((row[0], row[3] or None) for row in rows)
    return KINDS


def beside(rows, threshold=5):
    koder, taljare, namnare = ([[row[i]] for row in rows] for i in range(3))
    register = as_cells(koder, "kod"), as_counts(taljare, "taljare"), as_counts(namnare, "namnare")
    with using(REFERENCE) as reference:
        return shares_beside_types(register, kinds(), Shown(threshold), reference, 2022)


@given(ROWS, st.sampled_from([2, 5]))
def test_beside_the_table_by_type_an_area_is_what_the_list_says(rows, threshold):
    """The map knows nothing but what REGSO_OMRADEN prints: codes, numbers and dots, and types."""
    given_ = complete(rows)
    columns = [[[row[i]] for row in given_] for i in range(3)]
    with using(REFERENCE):
        header, *table = call("REGSO_OMRADEN", [*columns, None, None, 60, 2022, None, threshold])
    printed = {row[1]: row for row in table if row[1]}
    note = header[2].partition("områden i typ ")[2].removesuffix(" visas inte")
    withheld = {int(kind) for kind in note.split(", ") if kind}
    found = beside(given_, threshold)
    for code, kind in kinds().items():
        if code in printed:
            x, n, share = printed[code][5:8]
            if x == "..":
                assert found[code] == AreaShare(None, "dold")
            else:
                assert found[code].share == pytest.approx(100 * share) == 100 * x / n
        elif kind in withheld:
            assert found[code] == AreaShare(None, "dold")
        else:
            assert code not in found


def test_of_a_type_that_is_not_listed_every_area_is_hidden_lived_in_or_not():
    first = next(code for code, kind in kinds().items() if kind == 1)
    found = beside([(first, 3.0, 400.0), ("9902R001", 90.0, 400.0)])
    of_type = {code for code, kind in kinds().items() if kind == 1}
    assert {code: share.state for code, share in found.items() if code in of_type} == dict.fromkeys(
        of_type, "dold"
    )


def test_beside_reports_of_other_units_every_area_with_a_type_is_hidden():
    with settling(lambda _, own: own()):
        found = beside([("9901R001", 90.0, 400.0)])
    assert found == {c: AreaShare(None, "dold") for c, kind in kinds().items() if kind}


# -- beside the sums by type and group -------------------------------------------------------------


GROUPED = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(0, 12), st.integers(0, 40),
              st.sampled_from("km"), st.sampled_from(["ung", None])),
    min_size=1, max_size=40,
)  # fmt: skip
SMALL = ("9901A0010", "9901A0020")  # DeSO


def beside_groups(rows, shown_kinds, threshold=5):
    koder, taljare, namnare = ([[row[i]] for row in rows] for i in range(3))
    register = as_cells(koder, "kod"), as_counts(taljare, "taljare"), as_counts(namnare, "namnare")
    groups = Groups(shown_kinds, [row[3:] for row in rows])
    with using(REFERENCE) as reference:
        return shares_beside_groups(register, groups, kinds(), Shown(threshold), reference, 2022)


@given(GROUPED, st.sets(st.integers(1, 5)), st.sampled_from([2, 5]))
def test_beside_groups_the_areas_of_each_type_are_hidden_as_their_parts_need(
    rows, shown_kinds, threshold
):
    given_ = [(code, float(x), float(x + rest), *groups) for code, x, rest, *groups in rows]
    parts, whole = defaultdict(dict), {}
    for code, x, n, *groups in given_:
        old, whole_old = parts[code].get(tuple(groups), (0, 0)), whole.get(code, (0, 0))
        parts[code][tuple(groups)] = old[0] + x, old[1] + n
        whole[code] = whole_old[0] + x, whole_old[1] + n
    found = beside_groups(given_, shown_kinds, threshold)
    for kind in range(1, 6):
        of_kind = {code for code, own in kinds().items() if own == kind}
        lived_in = {code: whole[code] for code in of_kind if whole.get(code, (0, 0))[1]}
        hidden = hidden_areas(lived_in, threshold, parts=parts) if kind in shown_kinds else None
        if hidden is None:
            hidden = of_kind if lived_in else set()
        assert {code for code in of_kind & found.keys() if found[code].share is None} == hidden
        for code in lived_in.keys() - hidden:
            assert found[code].share == 100 * whole[code][0] / whole[code][1]


def test_beside_groups_deso_are_parts_of_their_regso():
    with using(REFERENCE) as reference:
        parents = reference.areas(2020).parents
    assert parents[SMALL[0]] == parents[SMALL[1]]
    found = beside_groups([(SMALL[0], 2.0, 60.0, "k"), (SMALL[1], 7.0, 40.0, "m")], {1, 2, 3, 4, 5})
    assert found == {parents[SMALL[0]]: AreaShare(9.0, "visad")}


def test_beside_groups_of_reports_of_other_units_every_area_with_a_type_is_hidden():
    with settling(lambda _, own: own()):
        found = beside_groups([("9901R001", 90.0, 400.0, "k")], {1, 2, 3, 4, 5})
    assert found == {c: AreaShare(None, "dold") for c, kind in kinds().items() if kind}
