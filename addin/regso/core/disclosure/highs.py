"""Linear and whole-number programs given to SciPy's HiGHS without what SciPy does around it.

The programs of a table are small and many: to check and copy their arguments takes SciPy several
times as long as HiGHS takes to solve them. A SciPy that has HiGHS in another way is asked by its
public functions, which find the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray
    from scipy.sparse import csc_array, csr_array

    Numbers = NDArray[float64]

OPTIMAL, INFEASIBLE, STOPPED = "optimal", "infeasible", "stopped"
_OPTIMAL, _INFEASIBLE = 0, 2  # as SciPy says it
_HIGHS = "scipy.optimize._highspy._core"

_TO_WRITE = 2_000  # the work of a program that takes no steps


class OutOfWorkError(Exception):
    """Programs have taken more work than they may (see `at_most`)."""


class _Meter:
    """The work that is left."""

    def __init__(self, left: float) -> None:
        self.left = left


_meter: ContextVar[_Meter | None] = ContextVar("meter", default=None)


@contextmanager
def at_most(work: float) -> Iterator[None]:
    """Let programs take so much work meanwhile.

    Work is steps of the simplex method times rows, and what it takes to write a program. It is
    counted and not timed, so that the answer is the same on every machine; two million are about a
    second.

    Raises
    ------
    OutOfWorkError
        They take more.
    """
    token = _meter.set(_Meter(work))
    try:
        yield
    finally:
        _meter.reset(token)


def _count(steps: int, rows: int) -> None:
    meter = _meter.get()
    if meter is not None:
        meter.left -= steps * rows + _TO_WRITE
        if meter.left < 0:
            raise OutOfWorkError


class Solution(NamedTuple):
    """What was found: a status, and where it is optimal the numbers, their cost and its rates.

    `rates` are how the cost changes per unit of the bound that a number stands at.
    """

    status: str
    numbers: Numbers | None = None
    cost: float = inf
    rates: Numbers | None = None


class Program(NamedTuple):
    """Numbers of least cost with ``low <= matrix @ numbers <= high`` and within bounds."""

    costs: Numbers
    matrix: csc_array | csr_array
    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers


@cache
def _inside() -> Any:
    """Return SciPy's HiGHS, or None where this SciPy has it in another way.

    It is loaded from its file: all of `scipy.optimize` takes longer to import than the programs of
    most workbooks take to solve. Where that is imported too, it finds the same module.
    """
    try:
        import scipy  # noqa: PLC0415 - slow to import

        folder = Path(scipy.__file__).parent / "optimize" / "_highspy"
        found = PathFinder.find_spec(_HIGHS, [str(folder)])
        if _HIGHS not in sys.modules and found is not None and found.loader is not None:
            module = module_from_spec(found)
            found.loader.exec_module(module)
            sys.modules[_HIGHS] = module
    except ImportError:
        pass  # then SciPy's own functions say what is missing
    return sys.modules.get(_HIGHS)


def solved(
    program: Program, *, whole: bool = False, presolve: bool = True, nodes: int | None = None
) -> Solution:
    """Solve a program.

    Parameters
    ----------
    program : Program
    whole : bool
        The numbers are whole.
    presolve : bool
        Simplify it first.
    nodes : int or None
        How far to search for whole numbers.
    """
    core = _inside()
    if core is None:
        return _whole(program, nodes) if whole else _linear(program, presolve=presolve)
    return _direct(core, program, whole=whole, presolve=presolve, nodes=nodes)


def _direct(
    core: Any,
    program: Program,
    *,
    whole: bool,
    presolve: bool,
    nodes: int | None,
) -> Solution:
    lp = core.HighsLp()
    rows, columns = program.matrix.shape
    lp.num_col_ = lp.a_matrix_.num_col_ = columns
    lp.num_row_ = lp.a_matrix_.num_row_ = rows
    by_rows = program.matrix.format == "csr"
    lp.a_matrix_.format_ = core.MatrixFormat.kRowwise if by_rows else core.MatrixFormat.kColwise
    lp.a_matrix_.start_ = program.matrix.indptr
    lp.a_matrix_.index_ = program.matrix.indices
    lp.a_matrix_.value_ = program.matrix.data
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.costs, program.least, program.most
    lp.row_lower_, lp.row_upper_ = program.low, program.high
    options = core.HighsOptions()
    options.output_flag = options.log_to_console = False
    options.presolve = "on" if presolve else "off"
    if whole:
        lp.integrality_ = [core.HighsVarType.kInteger] * columns
        options.mip_rel_gap = 0.0
        if nodes is not None:
            options.mip_max_nodes = nodes
    highs = core._Highs()  # noqa: SLF001 - its only name
    highs.passOptions(options)
    highs.passModel(lp)
    highs.run()
    _count(highs.getInfo().simplex_iteration_count, rows)
    return _read(core, highs)


def _read(core: Any, highs: Any) -> Solution:
    from numpy import array  # noqa: PLC0415 - slow to import

    status = highs.getModelStatus()
    if status == core.HighsModelStatus.kInfeasible:
        return Solution(INFEASIBLE)
    if status != core.HighsModelStatus.kOptimal:
        return Solution(STOPPED)
    found = highs.getSolution()
    cost = highs.getInfo().objective_function_value
    return Solution(OPTIMAL, array(found.col_value), cost, array(found.col_dual))


def _linear(program: Program, *, presolve: bool) -> Solution:
    from numpy import concatenate, isfinite  # noqa: PLC0415 - slow to import
    from scipy.optimize import linprog  # noqa: PLC0415
    from scipy.sparse import vstack  # noqa: PLC0415

    costs, _, low, high, least, most = program
    matrix = program.matrix.tocsr()
    equal = low == high
    above, below = isfinite(low) & ~equal, isfinite(high) & ~equal
    found = linprog(
        costs,
        A_ub=vstack([-matrix[above], matrix[below]]) if (above | below).any() else None,
        b_ub=concatenate([-low[above], high[below]]) if (above | below).any() else None,
        A_eq=matrix[equal] if equal.any() else None,
        b_eq=low[equal] if equal.any() else None,
        bounds=list(zip(least, most, strict=True)),
        options={"presolve": presolve},
    )
    _count(found.nit, matrix.shape[0])
    if found.status != _OPTIMAL:
        return Solution(INFEASIBLE if found.status == _INFEASIBLE else STOPPED)
    return Solution(OPTIMAL, found.x, found.fun, found.lower.marginals + found.upper.marginals)


def _whole(program: Program, nodes: int | None) -> Solution:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to import

    rules = LinearConstraint(program.matrix, program.low, program.high)
    found = milp(
        program.costs,
        integrality=1,
        bounds=Bounds(program.least, program.most),
        constraints=rules if program.matrix.shape[0] else (),
        options={"mip_rel_gap": 0.0} | ({} if nodes is None else {"node_limit": nodes}),
    )
    # SciPy does not say how many steps: at least as many as there are columns for each node.
    _count((found.mip_node_count or 1) * program.matrix.shape[1], program.matrix.shape[0])
    if found.status != _OPTIMAL:
        return Solution(INFEASIBLE if found.status == _INFEASIBLE else STOPPED)
    return Solution(OPTIMAL, found.x, found.fun)
