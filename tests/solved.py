"""What readers of printed tables work out, by whole-number programs (SciPy's milp)."""

from scipy.optimize import Bounds, LinearConstraint, milp


def ends(at, bounds, equations, terms):
    """Return the least and the greatest that a sum of unknowns can be.

    `at` has the place of each unknown, `bounds` the least and the greatest of each; an equation is
    its unknowns, each with a sign, and the number that they sum to.
    """
    lines, numbers = [], []
    for equation, number in equations:
        line = [0] * len(bounds[0])
        for key, sign in equation:
            line[at[key]] += sign
        lines.append(line)
        numbers.append(number)
    goal = [0] * len(bounds[0])
    for term in terms:
        goal[at[term]] = 1
    found = []
    for sign in (1, -1):
        solved = milp(
            [sign * g for g in goal], integrality=1, bounds=Bounds(*bounds),
            constraints=LinearConstraint(lines, numbers, numbers),
        )  # fmt: skip
        assert solved.status == 0, solved.message
        found.append(round(sum(g * v for g, v in zip(goal, solved.x, strict=True))))
    return tuple(found)
