"""Parameters of tests that not every run has: draws of what other draws show.

A test that is true of one seed, template or moment is tried on several. ``--quick`` leaves out
those that are ``slow(...)``, and only ``--thorough`` has those that are ``more(...)``.
"""

import pytest


def slow(*values):
    """Return values, or tuples of them, as parameters that take time."""
    return _marked(values, pytest.mark.slow)


def more(*values):
    """Return values, or tuples of them, as parameters that only a thorough run has."""
    return _marked(values, pytest.mark.thorough)


def rest(every, *chosen):
    """Return the chosen ones of all there are as they are, and the others as more."""
    return [*chosen, *more(*(each for each in every if each not in chosen))]


def _marked(values, mark):
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=mark)
        for value in values
    ]
