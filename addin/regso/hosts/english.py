"""The English texts of the functions, for programs that are in English: help, names, arguments."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from regso.functions import Arg, Entry


class English(NamedTuple):
    """Help by function, and name and help by argument; what is not here is shown in Swedish."""

    functions: dict[str, str]
    arguments: dict[str, tuple[str, str]]

    def about(self, entry: Entry) -> str:
        """Return what a function does."""
        return self.functions.get(entry.name, entry.doc)

    def of(self, arg: Arg) -> tuple[str, str]:
        """Return the name and the help of an argument."""
        return self.arguments.get(arg.name, (arg.name, arg.doc))


@cache
def english() -> English:
    """Return the English texts that ship with the package."""
    text = files("regso.hosts").joinpath("english.toml").read_text(encoding="utf-8")
    return English(**tomllib.loads(text))
