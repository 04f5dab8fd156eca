"""The worksheet functions: the registry, which loads a module when it is asked for a function."""

from __future__ import annotations

from pathlib import Path

from regso.functions.arguments.declaration import Arg, declared_in
from regso.functions.registry import REGISTRY, Cell, Entry, Rows, call, last_error

__all__ = ["REGISTRY", "Arg", "Cell", "Entry", "Rows", "call", "last_error"]

# The modules, in the order in which users see their functions.
_ORDER = (
    "values",
    "lookup",
    "versions",
    "listing",
    "aggregates",
    "tables",
    "together.ofregister",
    "together.groups",
    "together.indicators",
    "together.indicator",
    "together.country",
    "development",
    "matching",
    "quality",
    "method",
    "rates",
    "segregation",
    "question.targeting",
    "question.explaining",
    "question.unknown",
    "question.decomposing",
    "question.stability",
    "question.trending",
    "question.spreading",
    "question.comparing",
    "question.smoothing",
    "question.ranking",
    "question.survey",
    "disclosure",
    "structure.sentences",
    "together.finished",
    "structure.several",
    "secret.cellkeys",
    "planning",
    "coordinates",
)

for _module in _ORDER:
    _source = Path(__file__).parent.joinpath(f"{_module.replace('.', '/')}.py")
    REGISTRY.expect(f"{__name__}.{_module}", declared_in(_source.read_bytes()))
