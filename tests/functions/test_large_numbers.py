"""Numbers that no register has give an answer or one error value, never infinity."""

import math
import signal
import sys

import pytest

from regso.errors import CellError
from regso.functions import REGISTRY, call

EXTREMES = (1e308, -1e308, 1e16, 1e10, 5e-324, 1e15 + 0.5, 0.0)
CODES = [["9901R001"], ["9901R002"], ["9901R003"], ["9902R001"]]
SECONDS = 30

pytestmark = pytest.mark.usefixtures("example")


def _argument(arg, value, *, mixed):
    if not arg.kind.takes_range:
        return None if mixed and arg.optional else value
    if arg.kind.name == "Codes":
        return CODES
    if arg.kind.name in ("CountTable", "PointTable"):
        return [["a", value], ["b", 1.0], ["c", value]]
    return [[1.0], [value], [0.0 if mixed else value], [value]]


@pytest.fixture(autouse=True)
def _no_hang():
    """Interrupt a call that would never end, where the system can."""
    if sys.platform == "win32":
        yield
        return
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("name", REGISTRY)
def test_extreme_numbers_give_numbers_or_an_error(name, mixed):
    for value in EXTREMES:
        arguments = [_argument(arg, value, mixed=mixed) for arg in REGISTRY[name].args]
        cells = [cell for row in call(name, arguments) for cell in row]
        assert all(math.isfinite(cell) for cell in cells if isinstance(cell, float)), value


def test_what_overflows_is_num_with_a_sentence():
    [[error]] = call("REGSO_SUMMA", [CODES, [[1e308]] * 4, "alla"])
    assert isinstance(error, CellError)
    assert (error.code, error.message) == (
        "#NUM!", "Talen är för stora att räkna med; kontrollera dem.",
    )  # fmt: skip


@pytest.mark.parametrize("threshold", [1e16, 1_000_001, -1, 2.5])
def test_a_threshold_that_is_none_is_refused(threshold):
    [[error]] = call("REGSO_KORS", [CODES, [["a"]] * 4, [[7.0]] * 4, None, threshold])
    assert error.code == "#NUM!"
    assert "ska vara ett helt tal från 0 till 1000000" in error.message


def test_counts_too_large_for_the_programs_are_refused():
    """Sums in levels both ways are no network, so whole-number programs are asked."""
    body = [[3.0, 2e9, 2e9 + 3], [5.0, 1.0, 6.0], [8.0, 2e9 + 1, 2e9 + 9]]
    rows = [
        ["", "1", "2", "1+2"],
        *([f"{i}", *r] for i, r in enumerate(body[:2], 1)),
        ["1+2", *body[2]],
    ]
    wide = [[*row, *(row[1:] if i else ["3", "4", "3+4"])] for i, row in enumerate(rows)]
    wide = [[*row, "totalt" if not i else row[3] + row[6]] for i, row in enumerate(wide)]
    tall = [*wide, ["3", *wide[1][1:]], ["4", *wide[2][1:]], ["3+4", *wide[3][1:]]]
    tall.append(["totalt", *(2 * cell for cell in wide[3][1:])])
    [[error]] = call("REGSO_SEKRETESS", [tall, 5.0])
    assert (error.code, "för stora att granska" in error.message) == ("#NUM!", True)
