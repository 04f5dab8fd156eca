"""The templates: workbooks with our functions in them, filled with a fictional example."""

from __future__ import annotations

from regso.templates import omradestyper
from regso.templates.template import Template

__all__ = ["TEMPLATES", "Template", "build"]

TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        Template(
            omradestyper.NAME,
            omradestyper.TITLE,
            omradestyper.COLUMNS,
            omradestyper.INPUTS,
            omradestyper.build,
        ),
    )
}


def build(name: str) -> bytes:
    """Return a template's workbook with the example data in it, not yet calculated."""
    return TEMPLATES[name].make()
