"""The sorts of inputs of the template Uppdraget; what they are built with is no example."""

from __future__ import annotations

import datetime as dt

from regso.workbook import inputs
from regso.workbook.declared import Input

FILL_IN = "Fylls i av myndigheten."


def text(name: str, label: str, hint: str = FILL_IN, value: str | None = None) -> Input:
    """Return the input of a text."""
    return Input(name, label, value, hint, inputs.text(200), "input_text", is_example=False)


def date(name: str, label: str, value: dt.date | None, hint: str) -> Input:
    """Return the input of a day."""
    return Input(name, label, value, hint, inputs.day(), "input_date", is_example=False)


def kronor(name: str, label: str, value: int | None, hint: str) -> Input:
    """Return the input of an amount in whole kronor."""
    return Input(name, label, value, hint, inputs.kronor(), "input_money", is_example=False)


def choice(name: str, label: str, values: tuple[str, ...], value: str, hint: str) -> Input:
    """Return the input of one of some values."""
    return Input(name, label, value, hint, inputs.one_of(values), is_example=False)
