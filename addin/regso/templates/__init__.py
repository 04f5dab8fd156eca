"""The templates: workbooks with our functions in them, filled with a fictional example."""

from __future__ import annotations

from importlib import import_module

from regso.workbook.template import Template

__all__ = ["TEMPLATES", "Template", "build"]

TEMPLATES: dict[str, Template] = {}
for _n in ("omradestyper", "ar_mot_ar", "halsa", "resursfordelning", "servicenat", "brott", "skola",
           "sekretess", "karta", "uppdraget", "redovisning", "exempelbok"):  # fmt: skip
    try:
        TEMPLATES[_n] = import_module(f"regso.templates.{_n}.template").TEMPLATE
    except (ImportError, AttributeError, NameError, TypeError) as e:
        print(_n, repr(e)[:100])


def build(name: str) -> bytes:
    """Return a template's workbook with the example data in it, not yet calculated."""
    return TEMPLATES[name].build()
