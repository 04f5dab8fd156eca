"""A value above its limits: three cells of a column."""

from __future__ import annotations

from regso.core.measures.question.resampling import Limits
from regso.core.measures.typetable import HIDDEN
from regso.functions.registry import Cell

PARTS = ("värde", "nedre", "övre")


def column(value: float | None, limits: Limits | None) -> list[Cell]:
    """Return a value with its limits: blank if it is not defined, ".." where they cannot be had."""
    if value is None:
        return [""] * len(PARTS)
    return [value, *((HIDDEN, HIDDEN) if limits is None else limits)]
