"""The worksheet functions: the registry and, by import, every function in it."""

from regso.functions import (  # noqa: F401 - importing registers them, in this order
    aggregates,
    coordinates,
    disclosure,
    listing,
    lookup,
    matching,
    method,
    planning,
    quality,
    rates,
    segregation,
    tables,
    versions,
)
from regso.functions.registry import REGISTRY, Arg, Cell, Entry, Rows, call, last_error

__all__ = ["REGISTRY", "Arg", "Cell", "Entry", "Rows", "call", "last_error"]
