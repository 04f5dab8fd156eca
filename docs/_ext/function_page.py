"""The page of worksheet functions, written from the registry with evaluated examples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from function_examples import EXAMPLES, Range

from regso.functions import REGISTRY, Cell, Entry, Rows, call
from regso.store import EXAMPLE, Reference, using

_DECIMALS = 4
_RESULT = {"cell": "ett värde per cell", "value": "ett värde", "row": "en rad", "table": "en tabell"}


def functions_markdown() -> str:
    """Return a section per family and function."""
    families = groupby(REGISTRY.values(), key=lambda entry: entry.family)
    with using(Reference(EXAMPLE)):
        return "\n".join(
            line
            for family, entries in families
            for line in (f"## {family}", "", *(text for e in entries for text in _section(e)))
        )


def _section(entry: Entry) -> Iterator[str]:
    yield from (f"### {entry.name}", "", "```text", f"={entry.signature()}", "```", "")
    yield from (f"{entry.doc} Ger {_RESULT[entry.result]}.", "")
    if entry.args:
        yield from ("| argument | betydelse |", "|---|---|")
        for arg in entry.args:
            name = f"[{arg.name}]" if arg.optional else arg.name
            yield f"| `{name}` | {_escaped(arg.doc)} |"
        yield ""
    args = EXAMPLES[entry.name]
    rows = call(entry.name, [arg.rows if isinstance(arg, Range) else arg for arg in args])
    yield f"Exempel: `{formula(entry.name, args)}`"
    yield from ("", *_shown_rows(rows), "")


def formula(name: str, args: tuple[object, ...]) -> str:
    """Return a call as a Swedish user writes it.

    >>> formula("REGSO_TYP", ("9901R001", 2022))
    '=REGSO_TYP("9901R001"; 2022)'
    """
    return f"={name}({'; '.join(map(_argument, args))})"


def _argument(arg: object) -> str:
    if isinstance(arg, Range):
        return arg.label
    if arg is None:
        return ""
    return f'"{arg}"' if isinstance(arg, str) else str(arg).replace(".", ",")


def _shown_rows(rows: Rows) -> Iterator[str]:
    if len(rows) == 1:
        yield f"ger {' · '.join(f'`{shown(cell)}`' for cell in rows[0])}"
        return
    header, *body = rows
    yield f"| {' | '.join(_escaped(shown(cell)) for cell in header)} |"
    yield "|" + "---|" * len(header)
    for row in body:
        yield f"| {' | '.join(_escaped(shown(cell)) for cell in row)} |"


def shown(cell: Cell) -> str:
    """Return a cell as Excel shows it with Swedish settings, numbers to four decimals.

    >>> shown(0.0641025), shown(1077.0), shown("..")
    ('0,0641', '1077', '..')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        text = f"{cell:.{_DECIMALS}f}".rstrip("0").rstrip(".")
        return text.replace(".", ",")
    return str(cell)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
