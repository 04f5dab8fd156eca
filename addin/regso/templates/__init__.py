"""The templates: workbooks with our functions in them, filled with a fictional example."""

from __future__ import annotations

from regso.templates import (
    ar_mot_ar,
    brott,
    exempelbok,
    halsa,
    karta,
    omradestyper,
    redovisning,
    resursfordelning,
    sekretess,
    servicenat,
    skola,
    uppdraget,
)
from regso.templates.template import Template

__all__ = ["TEMPLATES", "Template", "build"]

_MODULES = (
    omradestyper,
    ar_mot_ar,
    halsa,
    resursfordelning,
    servicenat,
    brott,
    skola,
    sekretess,
    karta,
    uppdraget,
    redovisning,
    exempelbok,
)

TEMPLATES: dict[str, Template] = {module.NAME: Template.of(module) for module in _MODULES}


def build(name: str) -> bytes:
    """Return a template's workbook with the example data in it, not yet calculated."""
    return TEMPLATES[name].make()
