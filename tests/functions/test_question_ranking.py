"""REGSO_OMRADEN in cells, and what a reader works out from it beside REGSO_TABELL."""

from random import Random
from typing import ClassVar

import pytest
from statsmodels.stats.proportion import proportion_confint

from regso.core.disclosure import siblings
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using
from solved import ends

YEAR, SIZE = 2022, 60
NUMBER, BLANK = slice(5, None), [""] * 14
REFERENCE = Reference(EXAMPLE)


@pytest.fixture(autouse=True)
def _example():
    with using(REFERENCE):
        yield


def areas():
    """Return code, name, kommun and type of every RegSO that has a type."""
    rows = call("REGSO_LISTA", ["00", "alla", YEAR])[1:]
    return {row[0]: row for row in rows if row[3]}


def arguments(register, *more):
    codes, pairs = zip(*register, strict=True)
    cases, persons = zip(*pairs, strict=True)
    return [[[cell] for cell in column] for column in (codes, cases, persons)] + [*more]


def listed(register, threshold=None, region=None, where=None, size=SIZE, level=None):
    return call("REGSO_OMRADEN", arguments(register, region, where, size, YEAR, level, threshold))


def by_code(table):
    return {row[1]: row for row in table[1:] if row[1]}


def invented(seed, count=40, large=900):
    rng = Random(seed)  # noqa: S311 - an invented register
    codes = rng.sample(sorted(areas()), count)
    sizes = [rng.randint(60, large) for _ in codes]
    return [(code, (rng.randint(6, n // 3), n)) for code, n in zip(codes, sizes, strict=True)]


def test_each_area_has_its_name_and_its_numbers():
    register = invented(1)
    found, named = by_code(listed(register)), areas()
    assert found.keys() == dict(register).keys()
    for code, (x, n) in register:
        _, _, name, kommun, kind, *numbers = found[code]
        assert [name, kommun, kind] == named[code][1:4]
        assert numbers[:3] == [x, n, x / n]
        low, high = proportion_confint(x, n, 0.05, "wilson")
        assert numbers[3:5] == pytest.approx([low, high], abs=1e-12)


def test_smoothed_values_are_those_of_regso_utjamnad():
    register = invented(2)
    smoothed = call("REGSO_UTJAMNAD", arguments(register)[1:])
    found = by_code(listed(register))
    for (code, _), row in zip(register, smoothed, strict=True):
        assert found[code][10] == pytest.approx(row[1], abs=1e-12)


def test_above_come_before_below_and_those_within_stand_by_name_without_a_rank():
    rows = [row for row in listed(invented(3))[1:] if row[1]]
    positions = [row[-1] for row in rows]
    assert positions == sorted(positions, key=["över", "under", "inom"].index)
    for position in ("över", "under"):
        ranks = [row[0] for row in rows if row[-1] == position]
        assert ranks == sorted(ranks)
        assert ranks[0] == 1
    within = [row for row in rows if row[-1] == "inom"]
    assert {row[0] for row in within} == {""}
    kommuner = [row[3] for row in within]
    assert kommuner == sorted(kommuner, key=["Exempelby", "Låtsaslunda", "Provköping",
                                             "Påhittstad"].index)  # fmt: skip


def test_rows_are_as_many_as_asked_for_and_the_header_says_how_many_areas_there_are():
    register = invented(4)
    assert len(call("REGSO_OMRADEN", arguments(register))) == 51
    short, long = listed(register, size=7), listed(register, size=45)
    assert short[1:] == long[1:8]
    assert short[0][2] == long[0][2] == "namn; typer 2022, RegSO 2020; 40 områden"
    assert (len(long), long[41:]) == (46, [BLANK] * 5)


def test_a_region_and_a_position_choose_rows_and_change_no_number():
    register = invented(5)
    whole = by_code(listed(register, 5))
    for region in ("9901", "9902", "99"):
        assert by_code(listed(register, 5, region)) == {
            code: row for code, row in whole.items() if code.startswith(region)
        }
    for where in ("över", "under", "inom"):
        assert by_code(listed(register, 5, None, where)) == {
            code: row for code, row in whole.items() if row[-1] == where
        }


def test_deso_and_person_rows_are_counted_in_their_regso():
    desos = ["9901A0010", "9901A0020", "9901A0020", "9903C1010"]
    people = [[[c] for c in desos], [[1], [0], [1], [0]], "rader", None, None, 9, YEAR]
    regso = [row[0] for row in call("REGSO_FRAN_DESO", [[[c] for c in desos], YEAR])]
    found = by_code(call("REGSO_OMRADEN", people))
    assert {code: row[5:7] for code, row in found.items()} == {
        code: [sum(f for c, f in zip(regso, (1, 0, 1, 0), strict=True) if c == code),
               regso.count(code)]
        for code in regso
    }  # fmt: skip


def test_ready_types_have_no_area_and_unknown_codes_no_type():
    register = [("9901R001", (40, 100)), (3, (10, 90)), ("9999R001", (5, 80)), (None, (9, 70))]
    assert [*by_code(listed(register))] == ["9901R001"]
    assert listed([(3, (10, 90))], size=2)[1:] == [BLANK] * 2


def test_an_area_without_persons_is_not_listed():
    assert [*by_code(listed([("9901R001", (40, 100)), ("9901R002", (0, 0))]))] == ["9901R001"]


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({2: "befolkning"}, "#VALUE!", "en befolkning i ord räcker inte"),
        ({3: "9999"}, "#N/A", "Området 9999 finns inte"),
        ({4: "bredvid"}, "#VALUE!", 'ange "alla", "över", "inom", "under"'),
        ({5: 1001}, "#NUM!", "antal 1001 ska vara ett helt tal från 1 till 1000"),
        ({1: [[101]]}, "#NUM!", "101"),
        ({1: [[9.5]], 8: 5}, "#NUM!", "ange antalet personer som ett helt tal"),
    ],
)
def test_what_cannot_be_listed_is_refused(change, code, message):
    given = [[["9901R001"]], [[40]], [[100]], None, None, None, YEAR, None, None]
    for at, value in change.items():
        given[at] = value
    assert call("REGSO_OMRADEN", given) == [[CellError(code)]]
    assert message in last_error()


# -- disclosure ------------------------------------------------------------------------------


def test_a_threshold_that_nothing_is_below_changes_nothing():
    assert listed(invented(6), 5) == listed(invented(6))


def of_type(kind):
    return [code for code, row in areas().items() if row[3] == kind]


def ample(*exceptions):
    """Return an ample register of every area, but for some."""
    given = dict(exceptions)
    sizes = {code: (100 + 3 * i, 700 + 10 * i) for i, code in enumerate(areas())}
    return [(code, given.get(code, pair)) for code, pair in sizes.items()]


def test_a_small_number_is_hidden_with_one_more_area_of_its_type_and_has_no_rank():
    one, two, *_ = of_type(4)
    found = by_code(listed(ample((one, (3, 400))), 5))
    hidden = {code: row for code, row in found.items() if row[5] == ".."}
    assert [*hidden] == sorted([one, two])  # the fewest persons
    for code, row in hidden.items():
        assert row == ["", code, *areas()[code][1:4], *[".."] * 9]
    assert [*found][-2:] == [*hidden]


def test_a_type_that_the_table_hides_is_not_listed():
    first, *others = of_type(1)
    register = ample((first, (3, 400)), *((code, (0, 300)) for code in others))
    table = call("REGSO_TABELL", arguments(register, YEAR, None, 5))
    gone = {row[0] for row in table[1:6] if ".." in row[2:4]}
    found = listed(register, 5)
    assert 1 in gone
    assert {row[4] for row in by_code(found).values()} == {1, 2, 3, 4, 5} - gone
    assert found[0][2].endswith(
        f"områden i typ {', '.join(f'{kind:g}' for kind in sorted(gone))} visas inte"
    )


def test_a_type_without_an_ample_area_is_not_listed():
    first, second, *others = of_type(2)
    register = ample((first, (3, 400)), (second, (300, 300)), *((c, (0, 300)) for c in others))
    assert 2 not in {row[4] for row in by_code(listed(register, 5)).values()}


@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize("others", [False, True])
def test_both_tables_are_the_same_whatever_a_small_number_is(number, others):
    """Nothing shown rests on it: the means, the places and the limits are those of the sums."""
    one, two, *_ = of_type(4)

    def tables(small):
        x = 400 - small if others else small
        left = (600 if others else 203) - x
        register = ample((one, (x, 400)), (two, (left, 600)))
        return listed(register, 5), call("REGSO_TABELL", arguments(register, YEAR, None, 5))

    assert tables(number) == tables(3)


def test_nothing_is_listed_where_tables_are_settled_with_those_of_other_units():
    with siblings.settling(lambda _, own: own()):
        found = listed(invented(7), 5, size=2)
    assert found[1:] == [[".."] * 14, BLANK]


class Reader:
    """Somebody who has both tables, and tells which registers give what they show.

    Unknown are cases and others of every area and of every row of the table by type; a whole
    number program (HiGHS) finds the least and the greatest. It knows which numbers are 0, and
    the persons of every area where `knows_persons`. Areas that are not listed are one per type.
    """

    ROWS = (1, 2, 3, 4, 5, "1+2", "okänd", "totalt")
    PARTS: ClassVar = {"1+2": (1, 2), "totalt": (1, 2, 3, 4, 5, "okänd")}

    def __init__(self, register, listing, table, *, knows_persons):
        self.at, self.low, self.high, self.equations = {}, [], [], []
        truth = {**dict(register), **self._sums(register)}
        printed = by_code(listing)
        for name, (x, n) in truth.items():
            for part, number in (("x", x), ("r", n - x)):
                self.at[name, part] = len(self.low)
                self.low.append(min(1, number))
                self.high.append(number and 10**6)
            row = printed.get(name)
            shown = row is not None and row[5] != ".."
            if shown or (knows_persons and row is not None):
                self.equations.append(([(name, "x", 1), (name, "r", 1)], n))
            if shown:
                self.equations.append(([(name, "x", 1)], x))
        for kind, row in zip(self.ROWS, table[1:], strict=True):
            if row[2] != "..":
                self.equations.append(([(kind, "x", 1)], row[2]))
            if row[3] != "..":
                self.equations.append(([(kind, "x", 1), (kind, "r", 1)], row[3]))
            inside = self.PARTS.get(kind) or tuple(c for c in printed if areas()[c][3] == kind)
            if inside and (kind in self.PARTS or not self._has_unlisted(kind, register, printed)):
                for part in "xr":
                    terms = [(kind, part, 1), *((name, part, -1) for name in inside)]
                    self.equations.append((terms, 0))

    @staticmethod
    def _has_unlisted(kind, register, printed):
        return any(areas()[c][3] == kind and n and c not in printed for c, (_, n) in register)

    def _sums(self, register):
        found = {row: [0, 0] for row in self.ROWS}
        for code, (x, n) in register:
            kind = areas()[code][3]
            for row in (kind, *(r for r, parts in self.PARTS.items() if kind in parts)):
                found[row][0] += x
                found[row][1] += n
        return found

    def ends(self, *terms):
        """Return the least and the greatest that a sum of unknowns can be."""
        equations = [([((name, part), sign) for name, part, sign in equation], number)
                     for equation, number in self.equations]  # fmt: skip
        return ends(self.at, (self.low, self.high), equations, terms)


def tight(seed):
    """Return a register of few areas with many small numbers."""
    rng = Random(seed)  # noqa: S311 - an invented register
    codes = rng.sample(sorted(areas()), rng.randint(8, 16))
    found = []
    for code in codes:
        x, r = (rng.choice((0, 1, 2, 3, 6, 11, 30)) for _ in "xr")
        found.append((code, (x, x + r)))
    return found


@pytest.mark.parametrize("key", ["", "en hemlighet som är lång"])
@pytest.mark.parametrize("knows_persons", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_no_small_number_of_an_area_is_narrower_than_it_must_be(
    monkeypatch, seed, knows_persons, key
):
    monkeypatch.setenv("REGSO_SLUMPNYCKEL", key)
    register = tight(seed)
    listing = listed(register, 4)
    table = call("REGSO_TABELL", arguments(register, YEAR, None, 4))
    reader = Reader(register, listing, table, knows_persons=knows_persons)
    truth = dict(register)
    hidden = [code for code, row in by_code(listing).items() if row[5] == ".."]
    for code in hidden:
        x, n = truth[code]
        for part, number, others in (("x", x, n - x), ("r", n - x, x)):
            if 0 < number < 4 and (others or not knows_persons):  # else it is all that live there
                least, greatest = reader.ends((code, part))
                most = n - min(1, others) if knows_persons else 3
                assert (least, greatest >= min(3, most)) == (1, True), (code, part)
    shown = {code: row for code, row in by_code(listing).items() if row[5] != ".."}
    for code in shown:
        x, n = truth[code]
        assert not {x, n - x} & {1, 2, 3}


@pytest.mark.parametrize("seed", range(6))
def test_the_list_tells_no_more_of_the_table_than_the_table_does(seed):
    register = tight(100 + seed)
    table = call("REGSO_TABELL", arguments(register, YEAR, None, 4))
    empty = [[""] * 14]
    alone = Reader(register, empty, table, knows_persons=False)
    both = Reader(register, listed(register, 4), table, knows_persons=False)
    for kind, row in zip(Reader.ROWS, table[1:], strict=True):
        if row[2] == "..":
            assert both.ends((kind, "x")) == alone.ends((kind, "x"))
        if row[3] == "..":
            assert both.ends((kind, "x"), (kind, "r")) == alone.ends((kind, "x"), (kind, "r"))
