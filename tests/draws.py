"""More draws of what other draws show: run by ``--thorough`` alone.

A test that is true of one seed, template or moment is tried on many; those that every run needs
are its parameters, and the rest of them are ``more(...)``.
"""

import pytest


def more(*values):
    """Return values, or tuples of them, as parameters that only a thorough run has."""
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.thorough)
        for value in values
    ]


def rest(every, *chosen):
    """Return the chosen ones of all there are as they are, and the others as more."""
    return [*chosen, *more(*(each for each in every if each not in chosen))]
