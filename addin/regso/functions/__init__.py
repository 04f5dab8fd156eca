"""The worksheet functions: the registry and, by import, every function in it."""

from regso.functions import aggregates, lookup, quality  # noqa: F401 - importing registers them
from regso.functions.registry import REGISTRY, Arg, Cell, Entry, Rows, call, last_error

__all__ = ["REGISTRY", "Arg", "Cell", "Entry", "Rows", "call", "last_error"]
