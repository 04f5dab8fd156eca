"""The page of worksheet functions, written from the registry with evaluated examples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from regso.functions import REGISTRY, Cell, Entry, Rows
from regso.render import evaluate_formula, registry_functions
from regso.store import EXAMPLE, Reference, using

_DECIMALS = 4
_RESULT = {
    "cell": "ett värde per cell",
    "value": "ett värde",
    "row": "en rad",
    "table": "en tabell",
}


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
    rows = evaluate_formula(entry.example, registry_functions())
    if len(rows) == len(rows[0]) == 1:
        yield from (f"Exempel: `{entry.example}` ger `{shown(rows[0][0])}`", "")
    else:
        yield from (f"Exempel: `{entry.example}` ger", "", *_table(rows), "")


def _table(rows: Rows) -> Iterator[str]:
    header, *body = [[_escaped(shown(cell)) for cell in row] for row in rows]
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    yield from (f"| {' | '.join(row)} |" for row in body)


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
