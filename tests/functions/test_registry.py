"""The registry is the one source of names, arguments and docs, and the edge treats cells alike."""

from typing import Annotated, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import BadValueError, CellError, NotFoundError, StoreChangedError
from regso.functions import REGISTRY, call, last_error, registry
from regso.functions.arguments import kinds
from regso.functions.arguments.kinds import Codes, Year
from regso.functions.registry import Cells, Lookup, PerCell, Table, Value, worksheet

STARRED = {
    "REGSO_TYP", "REGSO_INDEX", "REGSO_NAMN", "REGSO_KOMMUN", "REGSO_LAN", "REGSO_KOD",
    "REGSO_FRAN_DESO", "REGSO_BEFOLKNING", "REGSO_TYPNAMN", "REGSO_AR", "REGSO_MATCHNING",
    "REGSO_KALLA", "REGSO_VERSION", "REGSO_SUMMA", "REGSO_ANTAL", "REGSO_MEDEL", "REGSO_TABELL",
}  # fmt: skip


@pytest.fixture
def scratch(monkeypatch):
    """Let a test register functions of its own."""
    monkeypatch.setattr(registry, "REGISTRY", dict(REGISTRY))
    return registry.REGISTRY


def test_the_first_functions_are_there():
    assert set(REGISTRY) >= STARRED


@pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda e: e.name)
def test_a_name_and_its_docs_fit_every_host(entry):
    """Upper-case ASCII with no dot; Excel shows at most 255 characters of a text."""
    assert entry.name.isascii()
    assert entry.name == entry.name.upper()
    assert entry.name.startswith("REGSO_")
    assert 0 < len(entry.doc) <= 255
    assert entry.doc.endswith(".")
    for arg in entry.args:
        assert arg.name.isascii()
        assert arg.name == arg.name.lower()
        assert 0 < len(arg.doc) <= 255


@pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda e: e.name)
def test_optional_arguments_come_last(entry):
    optional = [arg.optional for arg in entry.args]
    assert optional == sorted(optional)


def test_a_function_stands_in_the_module_where_its_name_was_found():
    assert [entry.name for entry in REGISTRY.values()] == list(REGISTRY)


def test_what_is_in_no_module_that_the_registry_knows_is_refused():
    some = registry.Registry()
    some.expect("regso.functions.values", ["REGSO_TYP"])
    with pytest.raises(TypeError, match="REGSO_X is of no module that functions/__init__"):
        some["REGSO_X"] = 1
    with pytest.raises(KeyError):
        some["REGSO_X"]
    assert list(some) == ["REGSO_TYP"]


def test_a_signature_reads_as_swedish_users_write_it():
    assert REGISTRY["REGSO_INDEX"].signature() == "REGSO_INDEX(kod; [ar]; [del])"


def test_a_function_without_a_line_per_argument_is_refused():
    def REGSO_X(kod: Codes) -> PerCell:
        """Something."""

    with pytest.raises(TypeError, match="no line in the docstring for kod, exempel"):
        worksheet("x")(REGSO_X)


def test_a_function_without_a_kind_of_argument_is_refused():
    def REGSO_X(kod: int) -> PerCell:
        """Something.

        kod: a code
        exempel: =REGSO_X("9901R001")
        """

    with pytest.raises(TypeError, match="names no Kind"):
        worksheet("x")(REGSO_X)


def test_too_many_arguments_is_a_mistake_of_the_host():
    with pytest.raises(TypeError, match="REGSO_FEL tar högst 0 argument men fick 1"):
        call("REGSO_FEL", ["x"])


def test_a_missing_argument_is_a_value_error_with_its_name(example):
    assert call("REGSO_SUMMA", [None, None]) == [[0.0]]

    assert call("REGSO_TYPNAMN", []) == [[""]]


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_empty_cell_gives_empty_text(example, empty):
    assert call("REGSO_NAMN", [empty]) == [[""]]
    assert call("REGSO_NAMN", [[[empty], ["9901"]]]) == [[""], ["Påhittstad"]]


def test_an_error_value_comes_out_in_its_own_cell_only(example):
    div = CellError("#DIV/0!")
    assert call("REGSO_NAMN", [[[div], ["9901"]]]) == [[div], ["Påhittstad"]]


def test_an_error_value_in_a_single_argument_is_the_result(example):
    assert call("REGSO_NAMN", [[["9901"], ["9902"]], CellError("#N/A")]) == [[CellError("#N/A")]]


def test_the_result_has_the_shape_of_the_range(example):
    rows = [["9901", "9902"], ["99", None], [None, "9903"]]
    result = call("REGSO_NAMN", [rows])
    assert [len(row) for row in result] == [2, 2, 2]
    assert result[1] == ["Exempellän", ""]
    assert call("REGSO_NAMN", [tuple(map(tuple, rows))]) == result


def test_zero_means_that_no_year_is_given(example):
    assert call("REGSO_TYP", ["9901R001", 0]) == call("REGSO_TYP", ["9901R001"])
    assert call("REGSO_TYP", ["9901R001", [[0.0]]]) == call("REGSO_TYP", ["9901R001", None])


@pytest.mark.parametrize("year", [2022.5, 22, 44927, True, "i år", [[2022], [2023]]])
def test_what_is_no_year_is_a_value_error(example, year):
    assert call("REGSO_TYP", ["9901R001", year]) == [[CellError("#VALUE!")]]


def test_a_year_may_be_text(example):
    assert call("REGSO_TYP", ["9901R001", "2022"]) == call("REGSO_TYP", ["9901R001", 2022])


def test_true_is_no_code_even_after_the_number_one_was(example):
    """1 and TRUE are the same key in Python."""
    assert call("REGSO_TYPNAMN", [[[1.0], [True], [1]]]) == [
        ["Områden med stora socioekonomiska utmaningar"],
        [CellError("#VALUE!")],
        ["Områden med stora socioekonomiska utmaningar"],
    ]


@pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda e: e.name)
def test_a_text_that_no_cell_takes_is_not_given_back(example, entry):
    """No cell of a spreadsheet holds one, but a caller of the command line may."""
    long = "x" * 40_000
    args = [[[long, 3], [long + "y", 20]] if a.kind.takes_range else long for a in entry.args]
    given = [args, args[:1] + [None] * (len(args) - 1)] if args else [args]
    for cells in given:
        found = [cell for row in call(entry.name, cells) for cell in row]
        assert all(len(cell) < 32_768 for cell in found if isinstance(cell, str))


def test_the_last_error_is_kept_as_a_sentence(example):
    call("REGSO_NAMN", ["9901R999"])
    assert last_error().startswith("Koden 9901R999 finns inte i RegSO 2025")


def test_a_store_that_is_replaced_during_a_call_is_read_again(scratch):
    calls = []

    @worksheet("x")
    def REGSO_ONCE() -> Value:
        """Fails the first time.

        exempel: =REGSO_ONCE()
        """
        calls.append(1)
        if len(calls) == 1:
            raise StoreChangedError
        return 7

    assert call("REGSO_ONCE", []) == [[7]]


def test_a_bug_is_loud(scratch):
    @worksheet("x")
    def REGSO_BUG() -> Table:
        """Has a bug.

        exempel: =REGSO_BUG()
        """
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call("REGSO_BUG", [])


def test_a_lookup_asks_once_for_each_text_and_every_time_for_numbers():
    asked = []
    table = Lookup({"a": 1}, lambda raw: asked.append(raw) or 2)
    assert [table[k] for k in ("a", "b", "b", 5.0, 5.0, None, "")] == [1, 2, 2, 2, 2, "", ""]
    assert asked == ["b", 5.0, 5.0]


def test_a_lookup_turns_errors_into_error_values_with_their_sentence():
    def refuse(raw):
        raise (NotFoundError if raw == "x" else BadValueError)(f"{raw} finns inte.")

    table = Lookup({}, refuse)
    assert (table["x"].code, table["x"].message) == ("#N/A", "x finns inte.")
    assert table["y"].code == "#VALUE!"


@given(st.lists(st.lists(st.integers(), min_size=3, max_size=3), min_size=1))
def test_cells_are_read_row_by_row(rows):
    assert Cells(rows).flat() == [v for row in rows for v in row]


def test_a_year_kind_is_the_same_object_everywhere():
    """Hosts tell arguments apart by their kind."""
    kinds = {arg.kind for e in REGISTRY.values() for arg in e.args if arg.name == "ar"}
    assert kinds == {Year.__metadata__[0]}


def test_kinds_that_are_read_alike_are_still_told_apart():
    """Calc makes a function cell by cell for its codes, and not for a range of points."""
    found = [get_args(note)[1] for note in vars(kinds).values() if get_origin(note) is Annotated]
    assert len(set(found)) == len(found) > 20
