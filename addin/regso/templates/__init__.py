"""The templates: workbooks with our functions in them, filled with a fictional example.

A template is an object `TEMPLATE` in a module here, or in the module `template` of a package here;
nothing lists them.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from regso.workbook.template import Template

__all__ = ["TEMPLATES", "Template", "build"]

# The order in which users see them; others come after, by name.
_ORDER = (
    "omradestyper", "ar_mot_ar", "halsa", "resursfordelning", "servicenat", "brott", "skola",
    "sekretess", "karta", "uppdraget", "redovisning", "exempelbok",
)  # fmt: skip


def _found() -> Iterator[Template]:
    for module in iter_modules(__path__):
        name = f"{module.name}.template" if module.ispkg else module.name
        yield import_module(f"{__name__}.{name}").TEMPLATE


def _place(template: Template) -> tuple[int, str]:
    known = template.name in _ORDER
    return _ORDER.index(template.name) if known else len(_ORDER), template.name


TEMPLATES: dict[str, Template] = {t.name: t for t in sorted(_found(), key=_place)}


def build(name: str) -> bytes:
    """Return a template's workbook with the example data in it, not yet calculated."""
    return TEMPLATES[name].build()
