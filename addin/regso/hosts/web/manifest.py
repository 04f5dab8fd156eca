"""The manifest: what Excel is told about the add-in. XML, because only it has custom functions."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from regso import __version__


def manifest(url: str) -> str:
    """Return manifest.xml for the folder at an address.

    The add-in's id follows from the address, so that a new version is the same add-in.
    """
    text = files("regso.hosts.web").joinpath("static", "manifest.xml").read_text(encoding="utf-8")
    origin = "/".join(url.split("/")[:3])
    return Template(text).substitute(
        id=uuid5(NAMESPACE_URL, f"{url}#regso"),
        version=f"{__version__}.0",
        url=escape(url, {'"': "&quot;"}),
        origin=escape(origin, {'"': "&quot;"}),
    )
