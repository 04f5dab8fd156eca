"""The worksheet functions: the registry and, by import, every function in it."""

from regso.functions import (
    aggregates,
    coordinates,
    development,
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
    values,
    versions,
)
from regso.functions.question import explaining, targeting, unknown
from regso.functions.registry import REGISTRY, Arg, Cell, Entry, Rows, call, last_error
from regso.functions.secret import cellkeys
from regso.functions.structure import sentences
from regso.functions.together import finished, ofregister

# The order in which users see the functions, whatever order the modules are imported in.
_ORDER = (
    values,
    lookup,
    versions,
    listing,
    aggregates,
    tables,
    ofregister,
    development,
    matching,
    quality,
    method,
    rates,
    segregation,
    targeting,
    explaining,
    unknown,
    disclosure,
    sentences,
    finished,
    cellkeys,
    planning,
    coordinates,
)
_MODULES = [module.__name__ for module in _ORDER]
_in_order = sorted(REGISTRY.items(), key=lambda e: _MODULES.index(e[1].function.__module__))
REGISTRY.clear()
REGISTRY.update(_in_order)

__all__ = ["REGISTRY", "Arg", "Cell", "Entry", "Rows", "call", "last_error"]
