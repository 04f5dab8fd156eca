"""What `regso templates NAME` says of a template: its columns, its settings and lines to copy."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from regso.errors import FileError
from regso.incoming import workbooks
from regso.injection import harmless
from regso.numbered import alike, called

if TYPE_CHECKING:
    from regso.workbook.declared import Column, Content, Input, Rule
    from regso.workbook.template import Template

_WORDS: Final = {"integer": "heltal", "decimal": "tal", "date": "datum"}
_INDENT = "  "


def named(name: str) -> Template:
    """Return a template by its name.

    Raises
    ------
    FileError
        There is none.
    """
    from regso.templates import TEMPLATES  # noqa: PLC0415 - slow to import

    if name not in TEMPLATES:
        raise FileError(f"Mallen {name} finns inte; välj något av {', '.join(TEMPLATES)}.")
    return TEMPLATES[name]


def described(template: Template) -> Iterator[str]:
    """Yield the lines about a template."""
    yield f"{template.title} ({template.name}): {template.lead}"
    if template.columns:
        yield from ("", "Kolumner i registret (-c KOLUMN=RUBRIK):")
        yield from _table([_column(column) for column in template.columns])
    for side in template.tables:
        yield from ("", f"Tabellen på bladet {side.sheet} (-d {side.sheet}=FIL, eller tom med =):")
        yield from _table([_column(column) for column in side.columns])
    if template.inputs:
        yield from ("", "Inställningar (-s NAMN=VÄRDE):")
        yield from _table(_inputs(template.inputs))
    pages = [page.name for page in template.sheets if page.use == "result"]
    yield from ("", f"Blad som skrivs ut och publiceras: {', '.join(pages) or 'inga'}.")
    yield from ("", "Att prova:")
    yield from (f"{_INDENT}{line}" for line in commands(template))


def commands(template: Template) -> list[str]:
    """Return the lines to copy, which work as they are."""
    name = template.name
    if not template.columns:
        return [f"regso render {name} -o {name}.xlsx"]
    return [
        f"regso templates {name} -o {name}.csv",
        f"regso check {name}.csv -t {name}",
        f"regso render {name} -d {name}.csv -o {name}.xlsx",
    ]


def example_csv(template: Template) -> bytes:
    """Return the made-up rows of a template as a CSV, to put one's own in place of.

    Raises
    ------
    FileError
        The template takes no rows.
    """
    from regso.workbook.indata import example_rows  # noqa: PLC0415 - slow to import

    if not template.columns:
        raise FileError(f"Mallen {template.name} tar inga rader; utelämna -o.")
    book = workbooks.load(template.build(), template.filename)
    sheet = next(sheet for sheet in book.worksheets if template.table in sheet.tables)
    header, *rows = ([c.value for c in row] for row in sheet[sheet.tables[template.table].ref])
    if not any(any(row) for row in rows):  # it is built empty, so that it shows something else
        rows = [list(row) for row in example_rows(template.columns)]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (header, *rows):
        writer.writerow([_text(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else harmless(str(value)) if isinstance(value, str) else str(value)


def _column(column: Column) -> Sequence[str]:
    limits = _limits(column.rule)
    return column.name, "krävs" if column.required else "", column.doc, limits


def _inputs(items: Sequence[Input]) -> list[Sequence[str]]:
    """Return a row for each input, and one for many that are alike but for a number."""
    rows = {item.name: _input(item) for item in items}
    found: list[Sequence[str]] = []
    for names in alike(rows):
        first, *rest = (rows[name] for name in names)
        same = all((shown, limits) == (first[1], first[3]) for _, shown, _, limits in rest)
        found += [(called(names), *first[1:])] if same else [first, *rest]
    return found


def _input(item: Input) -> Sequence[str]:
    shown = "" if item.is_example or item.example is None else f"förval {_shown(item.example)}"
    return item.name, shown, f"{item.label}: {item.hint}", _limits(item.rule)


def _limits(rule: Rule | None) -> str:
    """Return what a validation allows, in words."""
    if not rule:
        return ""
    kind, source = str(rule.get("validate", "")), rule.get("source")
    if isinstance(source, list):
        return f"[{' | '.join(map(str, source))}]"
    low, high = rule.get("minimum"), rule.get("maximum")
    if kind == "length":
        return f"[högst {high} tecken]"
    if kind in _WORDS and low is not None and high is not None:
        return f"[{_WORDS[kind]} {_shown(low)}–{_shown(high)}]"
    return ""


def _shown(value: Content | object) -> str:
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with the first two columns as wide as they need, and the rest after them."""
    widths = [max(len(row[i]) for row in rows) for i in (0, 1)]
    for name, mark, doc, limits in rows:
        start = f"{_INDENT}{name:<{widths[0]}}  {mark:<{widths[1]}}".rstrip()
        yield f"{start:<{len(_INDENT) + sum(widths) + 2}}  {doc} {limits}".rstrip()
