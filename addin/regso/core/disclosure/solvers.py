"""Sparse matrices, and linear and whole-number programs (SciPy with HiGHS)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Numbers = NDArray[np.float64]
    Bounds = Sequence[tuple[float, float]] | Numbers

_OPTIMAL, _INFEASIBLE = 0, 2
_NEARLY_NONE = 1e-7
_CLOSE = 4  # times as far as one number must go: far enough for the others, nearly always


def matrix_of(entries: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    """Return a sparse matrix from its row numbers, column numbers and values."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    rows, columns, values = [*zip(*entries, strict=True)] or ((), (), ())
    return csr_array((values, (rows, columns)), shape=shape, dtype=float)


def pairs(lower: Sequence[float], upper: Sequence[float]) -> Numbers:
    """Return the least and the greatest of many numbers as bounds that SciPy need not convert."""
    from numpy import array  # noqa: PLC0415 - slow to import

    return array([lower, upper], dtype=float).T


def both_ways(matrix: csr_array) -> csr_array:
    """Return a matrix with two columns for each: all of it for rises, then for falls."""
    from scipy.sparse import hstack  # noqa: PLC0415 - slow to import

    return hstack([matrix, -matrix], format="csr")


def fractions(
    costs: Sequence[float],
    matrix: csr_array,
    least: Sequence[float],
) -> list[float] | None:
    """Return numbers between 0 and 1 of least cost with ``matrix @ numbers >= least``, if any."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    solved = linprog(costs, A_ub=-matrix, b_ub=[-v for v in least], bounds=(0, 1))
    if solved.status == _INFEASIBLE:
        return None
    if solved.x is None:
        raise RuntimeError(f"HiGHS: {solved.message}")
    return [min(1.0, max(0.0, x)) for x in solved.x]


def fractions_equal(
    costs: Sequence[float],
    matrix: csr_array,
    bounds: Bounds,
    sums: Sequence[float],
) -> list[float] | None:
    """Return numbers within bounds of least cost with ``matrix @ numbers == sums``, if any."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    solved = linprog(costs, A_eq=matrix, b_eq=sums, bounds=bounds)
    return None if solved.x is None else list(solved.x)


def cost_and_duals(
    costs: Sequence[float],
    matrix: csr_array,
    bounds: Bounds,
) -> tuple[float, list[float]]:
    """Return the least cost with ``matrix @ numbers == 0``, and its change per unit of bound."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    solved = linprog(costs, A_eq=matrix, b_eq=[0.0] * matrix.shape[0], bounds=bounds)
    return solved.fun, list(solved.lower.marginals + solved.upper.marginals)


def whole_if_any(
    costs: Sequence[float],
    matrix: csr_array,
    bounds: Bounds,
) -> list[float] | None:
    """Return whole numbers with ``matrix @ numbers == 0``, cheap but perhaps not cheapest.

    A corner of the program in fractions is mostly whole; where it is not, whole numbers are
    sought where it is not 0, then close to 0, which is quick, and only then everywhere.
    """
    import numpy as np  # noqa: PLC0415 - slow to import
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    zeros = [0.0] * matrix.shape[0]
    # Such programs are small: to simplify them first takes longer than to solve them.
    simply = {"presolve": False}
    solved = linprog(costs, A_eq=matrix, b_eq=zeros, bounds=bounds, options=simply)
    if solved.status == _INFEASIBLE:
        return None
    if solved.status == _OPTIMAL:
        whole = np.rint(solved.x)
        least, most = np.asarray(bounds, dtype=float).T
        if not (matrix @ whole).any() and (least <= whole).all() and (whole <= most).all():
            return list(whole)
        few = pairs(least, np.where(solved.x > _NEARLY_NONE, most, least))
        if (found := whole_numbers(costs, matrix, few)) is not None:
            return found
        close = pairs(least, np.minimum(most, _CLOSE * least.max()))
        if (found := whole_numbers(costs, matrix, close)) is not None:
            return found
    return whole_numbers(costs, matrix, bounds)


def whole_numbers(
    costs: Sequence[float],
    matrix: csr_array,
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
    from numpy import asarray  # noqa: PLC0415 - slow to import
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    zeros = [0.0] * matrix.shape[0]
    rules: LinearConstraint | tuple[()] = ()
    if zeros:
        low = zeros if least is None else least
        high = (zeros if least is None else [inf] * len(zeros)) if most is None else most
        rules = LinearConstraint(matrix, low, high)
    solved = milp(
        costs,
        integrality=1,
        bounds=Bounds(*asarray(bounds, dtype=float).reshape(-1, 2).T),
        constraints=rules,
        options={"mip_rel_gap": 0.0} | ({} if nodes is None else {"node_limit": nodes}),
    )
    if solved.status == _OPTIMAL:
        return list(solved.x)
    if solved.status == _INFEASIBLE or nodes is not None:
        return None
    raise RuntimeError(f"HiGHS: {solved.message}")
