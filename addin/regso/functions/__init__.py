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
from regso.functions.question import (
    comparing,
    decomposing,
    explaining,
    ranking,
    smoothing,
    spreading,
    stability,
    survey,
    targeting,
    trending,
    unknown,
)
from regso.functions.registry import REGISTRY, Arg, Cell, Entry, Rows, call, last_error
from regso.functions.secret import cellkeys
from regso.functions.structure import sentences, several
from regso.functions.together import (
    country,
    finished,
    groups,
    indicator,
    indicators,
    ofregister,
)

# The order in which users see the functions, whatever order the modules are imported in.
_ORDER = (
    values,
    lookup,
    versions,
    listing,
    aggregates,
    tables,
    ofregister,
    groups,
    indicators,
    indicator,
    country,
    development,
    matching,
    quality,
    method,
    rates,
    segregation,
    targeting,
    explaining,
    unknown,
    decomposing,
    stability,
    trending,
    spreading,
    comparing,
    smoothing,
    ranking,
    survey,
    disclosure,
    sentences,
    finished,
    several,
    cellkeys,
    planning,
    coordinates,
)
_MODULES = [module.__name__ for module in _ORDER]
_in_order = sorted(REGISTRY.items(), key=lambda e: _MODULES.index(e[1].function.__module__))
REGISTRY.clear()
REGISTRY.update(_in_order)

__all__ = ["REGISTRY", "Arg", "Cell", "Entry", "Rows", "call", "last_error"]
