"""Sparse matrices, and linear and whole-number programs (SciPy with HiGHS)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from regso.core.disclosure.highs import INFEASIBLE, STOPPED, Program, Solution, solved

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_array, csr_array

    Numbers = NDArray[np.float64]
    Matrix: TypeAlias = csc_array | csr_array
    Bounds: TypeAlias = Sequence[tuple[float, float]] | Numbers

_NEARLY_NONE = 1e-7
_MOST_NODES = 500
_NODES_OF_A_PROOF = 5_000
_FAR = 16  # times as far
_CLOSE = 4  # times as far as one number must go: far enough for the others, nearly always


def matrix_of(entries: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    """Return a sparse matrix from its row numbers, column numbers and values."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    rows, columns, values = [*zip(*entries, strict=True)] or ((), (), ())
    return csr_array((values, (rows, columns)), shape=shape, dtype=float)


def pairs(lower: Sequence[float] | Numbers, upper: Sequence[float] | Numbers) -> Numbers:
    """Return the least and the greatest of many numbers as bounds that SciPy need not convert."""
    from numpy import array  # noqa: PLC0415 - slow to import

    return array([lower, upper], dtype=float).T


def both_ways(matrix: csc_array) -> csc_array:
    """Return a matrix with two columns for each: all of it for rises, then for falls."""
    from numpy import concatenate  # noqa: PLC0415 - slow to import
    from scipy.sparse import csc_array  # noqa: PLC0415

    starts = concatenate([matrix.indptr, matrix.indptr[1:] + matrix.indptr[-1]])
    rows = concatenate([matrix.indices, matrix.indices])
    shape = matrix.shape[0], 2 * matrix.shape[1]
    return csc_array((concatenate([matrix.data, -matrix.data]), rows, starts), shape=shape)


def fractions(
    costs: Sequence[float] | Numbers,
    matrix: Matrix,
    least: Sequence[float],
) -> list[float] | None:
    """Return numbers between 0 and 1 of least cost with ``matrix @ numbers >= least``, if any."""
    bounds = pairs([0] * len(costs), [1] * len(costs))
    found = solved(_program(costs, matrix, bounds, least, [inf] * len(least)))
    if found.status == INFEASIBLE:
        return None
    return [min(1.0, max(0.0, x)) for x in _numbers(found)]


def fractions_equal(
    costs: Sequence[float] | Numbers,
    matrix: Matrix,
    bounds: Bounds,
    sums: Sequence[float],
) -> list[float] | None:
    """Return numbers within bounds of least cost with ``matrix @ numbers == sums``, if any."""
    found = solved(_program(costs, matrix, bounds, sums, sums))
    return None if found.numbers is None else list(found.numbers)


def cost_and_duals(
    costs: Sequence[float] | Numbers,
    matrix: Matrix,
    bounds: Bounds,
) -> tuple[float, list[float]]:
    """Return the least cost with ``matrix @ numbers == 0``, and its change per unit of bound."""
    zeros = [0.0] * matrix.shape[0]
    found = solved(_program(costs, matrix, bounds, zeros, zeros))
    if found.rates is None:
        raise RuntimeError(f"HiGHS: {found.status}")
    return found.cost, list(found.rates)


def whole_if_any(
    costs: Sequence[float] | Numbers,
    matrix: Matrix,
    bounds: Bounds,
) -> list[float] | None:
    """Return whole numbers with ``matrix @ numbers == 0``, cheap but perhaps not cheapest.

    A corner of the program in fractions is mostly whole; where it is not, whole numbers are
    sought where it is not 0, then close to 0, which is quick, and only then farther away; never
    everywhere, because a search among ever larger numbers may have no end.
    """
    import numpy as np  # noqa: PLC0415 - slow to import

    zeros = [0.0] * matrix.shape[0]
    # Such programs are small: to simplify them first takes longer than to solve them.
    program = _program(costs, matrix, bounds, zeros, zeros)
    corner = solved(program, presolve=False)
    if corner.status == INFEASIBLE:
        return None
    least, most = program.least, program.most
    if corner.numbers is not None:
        whole = np.rint(corner.numbers)
        if not (matrix @ whole).any() and (least <= whole).all() and (whole <= most).all():
            return [float(x) for x in whole]
        few = pairs(least, np.where(corner.numbers > _NEARLY_NONE, most, least))
        if (found := whole_numbers(costs, matrix, few, nodes=_MOST_NODES)) is not None:
            return found
        close = pairs(least, np.minimum(most, _CLOSE * least.max()))
        if (found := whole_numbers(costs, matrix, close, nodes=_MOST_NODES)) is not None:
            return found
    far = pairs(least, np.minimum(most, _FAR * least.max()))
    return whole_numbers(costs, matrix, far, nodes=_MOST_NODES)


def any_whole(matrix: Matrix, bounds: Bounds) -> list[float] | None:
    """Return whole numbers with ``matrix @ numbers == 0``; none where it is proven to have none.

    None where a search of `_NODES_OF_A_PROOF` does not tell.
    """
    zeros = [0.0] * matrix.shape[0]
    program = _program([0.0] * matrix.shape[1], matrix, bounds, zeros, zeros)
    if solved(program, presolve=False).status == INFEASIBLE:
        return []
    found = solved(program, whole=True, nodes=_NODES_OF_A_PROOF)
    if found.status == INFEASIBLE:
        return []
    return None if found.numbers is None else [float(x) for x in found.numbers.round()]


def whole_numbers(
    costs: Sequence[float] | Numbers,
    matrix: Matrix,
    bounds: Bounds,
    least: Sequence[float] | None = None,
    most: Sequence[float] | None = None,
    *,
    nodes: int | None = None,
) -> list[float] | None:
    """Return whole numbers of least cost, or None where there are none (or too many to search).

    Parameters
    ----------
    costs : shape (n,)
    matrix : shape (m, n)
    bounds : shape (n, 2), the least and the greatest of each number
    least, most : shape (m,), limits of the sums; both are 0 when left out
    nodes : how far to search; a number, not a time, so that the answer is always the same

    Raises
    ------
    RuntimeError
        The solver stopped for another reason than that there is no solution.
    """
    zeros = [0.0] * matrix.shape[0]
    low = zeros if least is None else least
    high = (zeros if least is None else [inf] * len(zeros)) if most is None else most
    program = _program(costs, matrix, bounds, low, high)
    found = solved(program, whole=True, nodes=nodes)
    if found.status == STOPPED and nodes is None:  # HiGHS may fail on what it has simplified
        found = solved(program, whole=True, presolve=False)
    if found.status == INFEASIBLE or (found.numbers is None and nodes is not None):
        return None
    return list(_numbers(found).tolist())


def _program(
    costs: Sequence[float] | Numbers,
    matrix: Matrix,
    bounds: Bounds,
    low: Sequence[float],
    high: Sequence[float],
) -> Program:
    from numpy import asarray, ascontiguousarray  # noqa: PLC0415 - slow to import

    least, most = ascontiguousarray(asarray(bounds, dtype=float).reshape(-1, 2).T)
    price, lower, upper = (asarray(each, dtype=float) for each in (costs, low, high))
    return Program(price, matrix, lower, upper, least, most)


def _numbers(found: Solution) -> Numbers:
    if found.numbers is None:
        raise RuntimeError(f"HiGHS: {found.status}")
    return found.numbers
