"""The templates: workbooks with our functions in them, filled with a fictional example."""

from __future__ import annotations

from regso.templates.ar_mot_ar import template as ar_mot_ar
from regso.templates.brott import template as brott
from regso.templates.exempelbok import template as exempelbok
from regso.templates.halsa import template as halsa
from regso.templates.karta import template as karta
from regso.templates.omradestyper import template as omradestyper
from regso.templates.redovisning import template as redovisning
from regso.templates.resursfordelning import template as resursfordelning
from regso.templates.sekretess import template as sekretess
from regso.templates.servicenat import template as servicenat
from regso.templates.skola import template as skola
from regso.templates.uppdraget import template as uppdraget
from regso.workbook.template import Template

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
