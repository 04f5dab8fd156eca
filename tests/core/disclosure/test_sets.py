"""Tables that are published together reveal no small count, whatever is combined.

The attacker is written from the definition: it knows the finest cells of the register, which no
table shows, and asks SciPy's milp for a register that gives the printed tables and in which a
small count is another number. It shares nothing with the product, not even what a table is.
"""

import random
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from draws import more, slow
from regso.core.disclosure import highs
from regso.core.disclosure.counts import Need
from regso.core.disclosure.joint import sets
from regso.core.disclosure.joint.linked import Between, NamedTable, joined
from regso.core.disclosure.joint.reading import read_set
from regso.core.disclosure.joint.sets import hidden_in_crosstabs, hidden_in_set
from regso.core.disclosure.layout import layout_of
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.programs import Programs
from regso.core.disclosure.suppression import hidden_in_crosstab
from regso.errors import BadValueError, DomainError

FAR = 10_000
TYPE_ROWS = [{0}, {1}, {2}, {3}, {4}, {0, 1}, {5}, {0, 1, 2, 3, 4, 5}]


def register(seed, sizes):
    """Return a register: persons by type (0–5) and by one category of each grouping."""
    r = random.Random(seed)  # noqa: S311 - invented registers
    scale = [r.choice([0.4, 2, 8, 40]) for _ in range(6)]
    shape = (6, *sizes)
    return {at: int(r.expovariate(1 / scale[at[0]])) for at in np.ndindex(shape)}


def tables_of(cells, sizes):
    """Return for each grouping the table by type, as sets of finest cells."""
    found = []
    for g, size in enumerate(sizes, 1):
        columns = [{k} for k in range(size)] + [set(range(size))]
        found.append(
            [[frozenset(c for c in cells if c[0] in t and c[g] in k) for k in columns]
             for t in TYPE_ROWS]
        )  # fmt: skip
    return found


def can_be(published, target, number):
    """Tell whether a register with the printed counts has that number of persons in the target."""
    atoms = sorted(set().union(*published))
    at = {atom: j for j, atom in enumerate(atoms)}
    matrix = np.zeros((len(published) + 1, len(atoms)))
    low, high = [], []
    for i, (group, (least, most)) in enumerate([*published.items(), (target, (number, number))]):
        matrix[i, [at[a] for a in group]] = 1
        low.append(least)
        high.append(most)
    solved = milp(
        np.zeros(len(atoms)),
        integrality=1,
        bounds=Bounds(0, FAR),
        constraints=LinearConstraint(matrix, low, high),
    )
    return solved.status == 0


def knowledge(cells, tables, is_hidden):
    """Return what a reader knows of each printed count: a number, or that it is not 0."""
    return {
        group: (1, FAR) if is_hidden(group) else (total, total)
        for table in tables for row in table for group in row
        for total in [sum(cells[a] for a in group)]
    }  # fmt: skip


def exposed(cells, tables, hidden, threshold):
    """Return the small counts that cannot be all that they could be with everything hidden."""
    published = knowledge(cells, tables, hidden.__contains__)
    blind = knowledge(cells, tables, lambda group: any(cells[a] for a in group))
    return [
        (group, number)
        for group in published
        if 0 < sum(cells[a] for a in group) < threshold
        for number in range(1, threshold)
        if not can_be(published, group, number) and can_be(blind, group, number)
    ]


def protected(cells, tables, threshold):
    """Return the groups that the product hides."""
    counts = [[[sum(cells[a] for a in g) for g in row] for row in table] for table in tables]
    hidden = hidden_in_crosstabs(counts, threshold)
    return {tables[t][i][j] for t, i, j in hidden}


@pytest.mark.slow
def test_tables_that_are_safe_one_by_one_reveal_together_what_they_hide():
    """The attacker finds what was there to find: the same tables, protected apart."""
    found = 0
    for seed in range(4):
        cells = register(seed, (2, 2))
        tables = tables_of(cells, (2, 2))
        apart = {
            table[c // 3][c % 3]
            for table in tables
            for c in hidden_in_crosstab(
                [[sum(cells[a] for a in g) for g in row] for row in table], 5
            )
        }
        # A reader has a count that one of the tables shows.
        shown = {
            table[i][j]
            for table in tables
            for own in [hidden_in_crosstab([[sum(cells[a] for a in g) for g in row]
                                            for row in table], 5)]
            for i in range(8) for j in range(3) if i * 3 + j not in own
        }  # fmt: skip
        found += bool(exposed(cells, tables, apart - shown, 5))
    assert found


@pytest.mark.parametrize("seed", [*range(4), *slow(*range(4, 10)), *more(*range(10, 24))])
def test_a_set_reveals_no_small_count(seed):
    r = random.Random(1000 + seed)  # noqa: S311 - invented registers
    sizes = tuple(r.choice([2, 2, 3]) for _ in range(r.choice([2, 2, 3])))
    threshold = r.choice([3, 5])
    cells = register(seed, sizes)
    tables = tables_of(cells, sizes)
    hidden = protected(cells, tables, threshold)
    small = {
        g for t in tables for row in t for g in row if 0 < sum(cells[a] for a in g) < threshold
    }
    assert small <= hidden
    assert exposed(cells, tables, hidden, threshold) == []


@pytest.mark.slow
def test_one_table_is_hidden_as_it_is_alone_in_number():
    for seed in range(4):
        cells = register(seed, (3,))
        [table] = tables_of(cells, (3,))
        counts = [[sum(cells[a] for a in g) for g in row] for row in table]
        alone = hidden_in_crosstab(counts, 5)
        assert len(hidden_in_crosstabs([counts], 5)) <= len(alone) + 1


def test_a_set_without_small_counts_hides_nothing():
    assert hidden_in_crosstabs([[[10, 20, 30]] * 8], 1) == frozenset()


@pytest.mark.slow
def test_the_same_set_always_gets_the_same_pattern():
    cells = register(5, (2, 3))
    tables = tables_of(cells, (2, 3))
    assert protected(cells, tables, 5) == protected(cells, tables, 5)


def test_a_set_may_not_be_larger_than_can_be_searched():
    row = [list(range(5001))]
    with pytest.raises(DomainError, match="5001 olika antal"):
        hidden_in_set([NamedTable(row, row, (Sums({}), Sums({})))], 5)


def test_a_threshold_may_not_be_higher_than_can_be_tried():
    with pytest.raises(DomainError, match=r"Tröskeln är 101; .* högst 100"):
        hidden_in_crosstabs([[[10, 20, 30]] * 8], 101)


# -- two to five tables of any groupings ------------------------------------------------------


def linked_set(seed):
    """Return a register and two to five tables of it, each grouping linked to an earlier one."""
    r = random.Random(seed)  # noqa: S311 - invented registers
    number = r.randint(2, 5)
    sizes = [r.choice([2, 2, 2, 3]) for _ in range(number + 1)]
    skew = r.choice([1, 2, 4])
    people = Counter(
        tuple(int(size * r.random() ** skew) for size in sizes) for _ in range(r.randint(15, 90))
    )
    cells = {at: people[at] for at in np.ndindex(*sizes)}
    tables = []
    for later in range(1, number + 1):
        earlier = r.randrange(later)
        rows, columns = (
            [{k} for k in range(sizes[g])] + [set(range(sizes[g]))] for g in (earlier, later)
        )
        tables.append(
            [[frozenset(c for c in cells if c[earlier] in row and c[later] in column)
              for column in columns] for row in rows]
        )  # fmt: skip
    return cells, tables


def hidden_together(cells, tables, threshold):
    """Return the groups that the product hides in tables whose last lines are totals."""
    named_tables = []
    for table in tables:
        counts = [[sum(cells[a] for a in group) for group in row] for row in table]
        rows, columns = len(table) - 1, len(table[0]) - 1
        sums = Sums({rows: tuple(range(rows))}), Sums({columns: tuple(range(columns))})
        named_tables.append(NamedTable(table, counts, sums))
    return hidden_in_set(named_tables, threshold)


def is_exact(cells, published, group):
    """Tell whether no register with the printed counts has another number in the group."""
    true = sum(cells[a] for a in group)
    others = sorted(range(1, true + 10), key=lambda number: abs(number - true))
    return not any(can_be(published, group, number) for number in others if number != true)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(4), *slow(*range(4, 12)), *more(*range(12, 40))])
def test_linked_tables_reveal_no_small_count(seed):
    cells, tables = linked_set(seed)
    hidden = hidden_together(cells, tables, 5)
    assert exposed(cells, tables, hidden, 5) == []
    published = knowledge(cells, tables, hidden.__contains__)
    small = [group for group in published if 0 < sum(cells[a] for a in group) < 5]
    assert not any(is_exact(cells, published, group) for group in small)


# -- a published example --------------------------------------------------------------------

REGIONS = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
COUNTIES = {"county-1": "ABIJ", "county-2": "KLMN"}
GROUPS = {"BIG": "LM", "small": "ABIJKN"}


def regions_by(groups):
    """Return the regions, the sums of their groups and the total, as a table of one column."""
    counts = REGIONS | {g: sum(REGIONS[r] for r in parts) for g, parts in groups.items()}
    names = [*counts, "Total"]
    sums = {names.index(g): tuple(map(names.index, parts)) for g, parts in groups.items()}
    sums[len(counts)] = tuple(sums)
    column = [[count] for count in (*counts.values(), sum(REGIONS.values()))]
    return NamedTable([[name] for name in names], column, (Sums(sums), Sums({})))


def test_two_linked_tables_of_sdctable_need_one_region_more():
    """sdcTools/UserSupport #136: small - county-1 = K + N, so that N shown says that K is 3.

    Counts of at most 3 are hidden. Each table is safe alone; the answer of sdcTable's own test of
    its mended method is that N, and nothing else, is hidden with A, B, K, L and M.
    """
    tables = [regions_by(COUNTIES), regions_by(GROUPS)]
    small = set("ABKLM")
    assert [hidden_in_set([table], 4) for table in tables] == [small, small]
    assert hidden_in_set(tables, 4) == small | {"N"}


# -- tables in sheets -----------------------------------------------------------------------


def names(*tables):
    return [t.names for t in read_set([layout_of(table) for table in tables]).tables]


def test_the_totals_of_two_tables_are_the_same_counts():
    by_type = [["typ", "antal"], [1, 20], [2, 30], ["totalt", 50]]
    by_kommun = [["kommun", "elever"], ["9901", 3], ["9902", 47], ["riket", 50]]
    first, second = names(by_type, by_kommun)
    assert first[-1] == second[-1] == [frozenset()]
    assert first[0] == [frozenset({"1"})]
    assert second[0] == [frozenset({"9901"})]


def test_a_table_that_stands_the_other_way_has_the_same_names():
    table = [["", "k", "m", "totalt"], ["a", 2, 3, 5], ["b", 4, 6, 10], ["totalt", 6, 9, 15]]
    turned = [list(row) for row in zip(*table, strict=True)]
    first, second = names(table, turned)
    assert [list(row) for row in zip(*second, strict=True)] == first


def test_a_line_alone_is_a_category_where_another_table_has_it():
    table = [["typ", "k", "m", "totalt"], [1, 2, 3, 5], [2, 4, 6, 10], ["totalt", 6, 9, 15]]
    women = [["ålder", "k"], ["ung", 1], ["äldre", 5], ["totalt", 6]]
    assert names(table, women)[1][-1] == [frozenset({"k"})]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (([["a", 1], ["b", 2], ["totalt", 3]], [["a", 2], ["b", 2], ["totalt", 4]]), "i en annan"),
        (([["a", 1], ["a", 2], ["totalt", 3]], [["b", 3], ["c", 0], ["totalt", 3]]), "två ställen"),
        (([["a", 1], ["b", 2]], [["c", 1], ["d", 2]]), "Tabell 1 har inget antal gemensamt"),
        (([["a", ".."], ["b", 2], ["totalt", 3]], [["c", 3], ["d", 0]]), "ange de sanna antalen"),
        (
            (
                [["", "k", "m", "alla"], ["t1", 1, 1, 2], ["t2", 1, 1, 2], ["alla", 2, 2, 4]],
                [["", "u", "g", "alla"], ["k", 1, 1, 2], ["m", 1, 1, 2], ["alla", 2, 2, 4]],
                [["", "t1", "t2", "alla"], ["u", 1, 1, 2], ["g", 1, 1, 2], ["alla", 2, 2, 4]],
            ),
            "i en ring",
        ),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_linked_are_refused(tables, message):
    with pytest.raises(BadValueError, match=message):
        hidden_in_set(read_set([layout_of(table) for table in tables]).tables, 5)


def row_of(names, counts):
    """Return a table of one row, of which the last is the sum."""
    last = len(names) - 1
    return NamedTable([names], [counts], (Sums({}), Sums({last: tuple(range(last))})))


def test_a_move_that_is_not_found_is_no_move_that_is_impossible(monkeypatch):
    """Nothing is shown because a search came to its limit: the set is refused."""
    tables = [row_of(["a", "b", "s"], [3, 20, 23]), row_of(["a", "c", "t"], [3, 30, 33])]
    assert "a" in hidden_in_set(tables, 5)
    monkeypatch.setattr(Programs, "move", lambda *_: None)
    with pytest.raises(DomainError, match="inte gick att pröva till slut"):
        hidden_in_set(tables, 5)


def test_a_pattern_that_a_limited_search_does_not_find_is_refused(monkeypatch):
    tables = [row_of(["a", "b", "s"], [13, 20, 33]), row_of(["c", "d", "t"], [10, 20, 30])]
    rests = Between(rests=[{"a": 1, "c": -1}, {"s": 1, "t": -1}])
    assert hidden_in_set(tables, 5, between=rests)
    monkeypatch.setattr(sets, "grown_and_thinned", lambda *_, **__: None)
    with pytest.raises(DomainError, match="inte gick att pröva till slut"):
        hidden_in_set(tables, 5, between=rests)


@pytest.mark.slow
@pytest.mark.parametrize("inside", [True, False], ids=["HiGHS", "SciPy's functions"])
def test_a_set_that_takes_too_much_work_is_refused(monkeypatch, inside):
    """The work is counted, so that every machine refuses the same sets."""
    if not inside:
        monkeypatch.setattr(highs, "_inside", lambda: None)
    cells = register(5, (2, 3))
    tables = tables_of(cells, (2, 3))
    assert protected(cells, tables, 5)
    monkeypatch.setattr(sets, "_MOST_WORK", 10_000)
    with pytest.raises(DomainError, match="inte gick att pröva till slut"):
        protected(cells, tables, 5)
    with highs.at_most(0), pytest.raises(highs.OutOfWorkError):
        Programs(joined([row_of(["a", "b", "s"], [3, 20, 23])])[1]).settles(Need(0, 1), {0, 1})


def test_that_no_move_is_possible_is_proven():
    cells, counts = joined([row_of(["a", "b", "s"], [3, 20, 23])])
    need, programs = Need(cells["a"], 1), Programs(counts)
    assert programs.settles(need, {cells["a"]}) is False
    assert programs.settles(need, {cells["a"], cells["b"]}) is True


def test_a_move_that_others_must_follow_far_is_found():
    """Each pair of equal counts has the next for its sum: the last moves 32 times as far."""
    pairs = [("a", "b"), ("c", "d"), ("e", "f"), ("g", "h"), ("i", "j"), ("k",)]
    value = {name: 3 * 2**n for n, pair in enumerate(pairs) for name in pair}
    sums = [{left: 1, right: -1} for left, right in pairs[:-1]] + [
        {total[0]: 1, **dict.fromkeys(parts, -1)} for parts, total in pairwise(pairs)
    ]
    row = NamedTable([[*value]], [[*value.values()]], (Sums({}), Sums({})))
    assert hidden_in_set([row], 5, between=Between(doubtful=sums)) == value.keys()
