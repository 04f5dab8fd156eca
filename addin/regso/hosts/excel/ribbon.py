"""The tab RegSO in Excel's ribbon: buttons from static/, and a menu of the registry's functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from xml.sax.saxutils import quoteattr

from regso.functions import Entry

_PLACE = "<!-- menus of the registry -->"


def custom_ui(entries: Iterable[Entry]) -> str:
    """Return the customUI14 part, where each family is a menu and each function a button."""
    families: dict[str, list[Entry]] = {}
    for entry in entries:
        families.setdefault(entry.family, []).append(entry)
    shown = files("regso.hosts.excel").joinpath("static", "customUI14.xml").read_text("utf-8")
    menus = (_menu(number, *family) for number, family in enumerate(families.items()))
    return shown.replace(_PLACE, "\n".join(menus))


def _menu(number: int, family: str, entries: Sequence[Entry]) -> str:
    buttons = "\n".join(map(_button, entries))
    return f'<menu id="regsoFamily{number}" label={quoteattr(family)}>\n{buttons}\n</menu>'


def _button(entry: Entry) -> str:
    """Return the button of a function; its id is what RegsoInsert enters in the cell."""
    shown = {"label": entry.name, "screentip": entry.signature(), "supertip": entry.doc}
    texts = " ".join(f"{name}={quoteattr(text)}" for name, text in shown.items())
    return f'<button id="{entry.name}" onAction="RegsoInsert" {texts}/>'
