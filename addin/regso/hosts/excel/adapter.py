"""The text of regso_udf.py: the worksheet functions as Python UDFs of xlwings, one by one.

The file stands beside the package (`addin/regso_udf.py`) and is made of the registry by
``python addin/start.py build``. Both ways to load the functions use it: xlwings' own add-in imports
it, and so does our bridge.

Every argument and the result have the converter "raw": the others flatten ranges of one row or
column, and change numbers and empty cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from keyword import iskeyword
from pathlib import Path

from regso.functions import REGISTRY, Arg, Entry
from regso.hosts.excel.identity import ADAPTER
from regso.saving import replace_file

CATEGORY = "RegSO"

_HEAD = f'''\
"""RegSO för Excel som UDF:er i xlwings: skriv {ADAPTER} i UDF Modules, välj Import Functions.

Gjord av funktionsregistret med `python addin/start.py build`; ändra i registret och inte här.
"""

import xlwings as xw

from regso.hosts.excel.edge import answer
'''


def source(entries: Iterable[Entry] = tuple(REGISTRY.values())) -> str:
    """Return the text of regso_udf.py with a function for each entry."""
    return "\n\n".join([_HEAD, *map(_function, entries)])


def _function(entry: Entry) -> str:
    names = [_name(arg) for arg in entry.args]
    given = ", ".join(names) + "," * (len(names) == 1)
    parameters = ", ".join(
        f"{name}=None" if arg.optional else name
        for name, arg in zip(names, entry.args, strict=True)
    )
    volatile = ", volatile=True" if entry.volatile else ""
    lines = [
        f"@xw.func(category={_text(CATEGORY)}{volatile})",
        *(f'@xw.arg({_text(n)}, "raw", doc={_text(arg.doc)})'
          for n, arg in zip(names, entry.args, strict=True)),
        '@xw.ret("raw")',
        f"def {entry.name}({parameters}):",
        f'    """{entry.doc}"""',
        f"    return answer({_text(entry.name)}, ({given}))",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _name(arg: Arg) -> str:
    """Return an argument's name; Python cannot have one called del."""
    return f"{arg.name}_" if iskeyword(arg.name) else arg.name


def _text(value: str) -> str:
    return repr(value) if '"' in value else f'"{value}"'


if __name__ == "__main__":
    replace_file(Path(__file__).parents[3] / f"{ADAPTER}.py", source().encode())
