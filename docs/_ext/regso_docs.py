"""Sphinx extension: pages written from the registry and the command line at build time.

A page says where with a MyST comment, ``% regso: funktioner``, ``% regso: kommandorad``,
``% regso: metoder``, ``% regso: rader`` or ``% regso: house``.
"""

from __future__ import annotations

from typing import Any

from cli_page import cli_markdown
from function_page import functions_markdown
from house_figures import house_markdown
from method_page import methods_markdown
from rows_page import rows_markdown
from sphinx.application import Sphinx

PAGES = {
    "% regso: funktioner": functions_markdown,
    "% regso: kommandorad": cli_markdown,
    "% regso: metoder": methods_markdown,
    "% regso: rader": rows_markdown,
    "% regso: house": house_markdown,
}


def fill(_app: Sphinx, _document: str, content: list[str]) -> None:
    """Put the generated Markdown where the page asks for it."""
    for mark, markdown in PAGES.items():
        if mark in content[0]:
            content[0] = content[0].replace(mark, markdown())


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the extension to Sphinx."""
    app.connect("source-read", fill)
    return {"parallel_read_safe": True}
