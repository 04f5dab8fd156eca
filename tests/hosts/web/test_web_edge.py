"""The edge of the browser: JSON in and out, and single cells put together."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import REGISTRY, call, registry
from regso.functions.arguments.cellwise import is_cell_by_cell
from regso.functions.registry import Value, worksheet
from regso.hosts.web import edge, merging
from regso.store import EXAMPLE, Reference, using

CODES = st.sampled_from(
    [
        "9901R001", "9901r004 ", "9902R001", "9901A0010", "x", "", None, 9901.0, 0.0, True,
        CellError("#NUM!"),
    ]
)  # fmt: skip


def call_of(name, *args):
    """Return calls of a function with arguments drawn one by one."""
    return st.tuples(st.just(name), st.tuples(*args).map(list))


CELLS = CODES | CODES.map(lambda code: [[code]])
YEARS = st.sampled_from([None, 2022.0, 1999.0, 2024.0])
SHARES = st.floats(0, 100)
CALLS = st.one_of(
    *(call_of(name, CELLS, YEARS) for name in ("REGSO_NAMN", "REGSO_TYP", "REGSO_INDEX")),
    call_of("REGSO_KOD", CODES, st.sampled_from([None, [["9901"]]])),
    call_of("REGSO_KONTROLL", st.sampled_from(["regso", "fel"]), CODES),
    call_of("REGSO_KLASSA", SHARES, st.just([[9.1]]), st.just(5.0)),
    call_of("REGSO_AVRUNDA", SHARES, st.just(5.0)),
    call_of("REGSO_TYP", st.lists(CODES, min_size=2, max_size=3).map(lambda cs: [[c] for c in cs])),
)


@pytest.fixture
def scratch(monkeypatch):
    """Let a test register functions of its own."""
    monkeypatch.setattr(registry, "REGISTRY", dict(REGISTRY))
    monkeypatch.setattr(merging, "REGISTRY", registry.REGISTRY)
    return registry.REGISTRY


def asked(*calls, may_load=False):
    """Return the answers as JavaScript reads them."""
    text = json.dumps([[name, args] for name, args in calls])
    return json.loads(edge.handle("calls", text, may_load=may_load))


def test_rows_come_back_as_json_with_error_values_as_objects(example):
    rows = [["9901R001"], [None], ["x"], [{"type": "Error", "code": "#NUM!"}]]
    [[name, empty, wrong, given_error]] = asked(("REGSO_NAMN", [rows, None]))
    assert (name, empty) == (["Påhittstad fantasiparken"], [""])
    assert wrong[0]["e"] == "#VALUE!"
    assert "är ingen områdeskod" in wrong[0]["m"]
    assert given_error[0] == {"e": "#NUM!", "m": ""}


def test_numbers_are_floats_as_in_excel(scratch):
    @worksheet("x")
    def REGSO_SLAG(x: registry.Annotated[object, registry.Kind("x", lambda raw, _: raw)]) -> Value:
        """Names the type.

        x: any
        exempel: =REGSO_SLAG(1)
        """
        return type(x).__name__

    assert asked(("REGSO_SLAG", [2022]), ("REGSO_SLAG", [True])) == [[["float"]], [["bool"]]]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_a_number_error(number):
    assert json.loads(edge.written([[[1.0, number]]])) == [[[1.0, {"e": "#NUM!", "m": ""}]]]


def test_what_no_cell_can_hold_is_loud():
    with pytest.raises(TypeError):
        edge.written([[object()]])


def failing(scratch, error):
    @worksheet("x")
    def REGSO_FAILS() -> Value:
        """Raises.

        exempel: =REGSO_FAILS()
        """
        raise error

    return "REGSO_FAILS", []


def test_a_missing_wheel_is_asked_for_once_and_then_a_reference_error(scratch):
    one = failing(scratch, ModuleNotFoundError("No module named 'scipy'", name="scipy.optimize"))
    text = json.dumps([one])
    assert edge.handle("calls", text, may_load=True) == ""
    assert asked(one) == [[[{
        "e": "#REF!",
        "m": "REGSO_FAILS behöver paketet scipy, som inte finns här; be IT bygga webbmappen med "
        "regso web build --wheels.",
    }]]]  # fmt: skip


@pytest.mark.parametrize("bug", [KeyError("19900101-1234"), ImportError("regso.x", name="regso.x")])
def test_a_bug_is_a_value_error_and_the_console_has_the_place_but_not_the_message(
    scratch, bug, capsys
):
    [[[cell]]] = asked(failing(scratch, bug))
    assert cell["e"] == "#VALUE!"
    assert cell["m"].startswith(f"Internt fel i REGSO_FAILS ({type(bug).__name__})")
    said = capsys.readouterr().err
    assert "test_web_edge.py" in said
    assert str(bug) not in said


def test_formulas_are_repaired():
    text = json.dumps(["=[1]!REGSO_TYP(A1)", "=SUM(A1)"])
    assert json.loads(edge.handle("repaired", text)) == ["=REGSO_TYP(A1)", "=SUM(A1)"]


# -- single cells put together -------------------------------------------------------------------


@given(st.lists(CALLS, max_size=30))
def test_calls_together_are_answered_as_one_by_one(calls):
    with using(Reference(EXAMPLE)):
        together = merging.answers(calls, call)
        assert repr(together) == repr([call(name, args) for name, args in calls])


def test_single_cells_of_one_function_are_one_call(example):
    made = []

    def run(name, args):
        made.append(name)
        return call(name, args)

    calls = [("REGSO_TYP", [[[f"9901R00{i}"]], 2022.0]) for i in range(1, 6)]
    merging.answers([*calls, ("REGSO_TYP", ["9901R001", 2024.0])], run)
    assert made == ["REGSO_TYP", "REGSO_TYP"]  # one for each year


def test_a_year_that_fails_is_an_error_in_each_cell(example):
    calls = [("REGSO_TYP", [code, 2500.0]) for code in ("9901R001", "9901R002")]
    answers = merging.answers(calls, call)
    assert [repr(a) for a in answers] == [repr(call(*c)) for c in calls]


def test_functions_whose_cells_see_each_other_are_never_put_together():
    """Protection, allocation and the like: the answer to a cell depends on the others."""
    merged = {e.name for e in REGISTRY.values() if any(is_cell_by_cell(e, arg) for arg in e.args)}
    apart = {"REGSO_SEKRETESS", "REGSO_FORDELA", "REGSO_LOKALKVOT", "REGSO_AVRUNDA", "REGSO_TAL"}
    assert not merged & apart
    assert {"REGSO_TYP", "REGSO_KLASSA", "REGSO_FRAN_KOORD", "REGSO_KONTROLL"} <= merged
