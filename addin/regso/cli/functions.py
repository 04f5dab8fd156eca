"""``regso eval`` and ``regso functions``: a formula's value, and what functions there are.

Exit code 2 is a formula that cannot be parsed.
"""

from __future__ import annotations

import json
import sys
from types import ModuleType

import click

from regso.cli.terminal import say
from regso.errors import CellError, FileError
from regso.functions import REGISTRY, Entry, Rows
from regso.incoming.texts import printable

FORMULA = 2
_NO_TEXT = "Formeln har tecken som inte är UTF-8; skriv den på nytt, eller spara filen som UTF-8."


@click.command(name="eval")
@click.argument("formula")
@click.option("--json", "as_json", is_flag=True, help="Skriv värdet som JSON.")
def evaluate(formula: str, as_json: bool) -> None:
    """Räkna ut FORMULA och skriv värdet; "-" läser formeln från standard in."""
    from regso import render as renderer  # noqa: PLC0415

    try:
        text = sys.stdin.read().strip() if formula == "-" else formula
        text.encode()  # bytes that are no text come as halves of characters
        rows = _values(text, renderer)
    except UnicodeError as error:
        click.echo(_NO_TEXT, err=True)
        raise SystemExit(FORMULA) from error
    except renderer.FormulaError as error:
        click.echo(str(error), err=True)
        raise SystemExit(FORMULA) from error
    if as_json:
        click.echo(json.dumps(_json_value(rows), ensure_ascii=False))
    else:
        for row in rows:
            click.echo("\t".join(map(_shown, row)))
    first = rows[0][0]
    if len(rows) == len(rows[0]) == 1 and isinstance(first, CellError) and first.message:
        say(first.message, err=True)


def _values(text: str, renderer: ModuleType) -> Rows:
    """Return the value of a formula; a single call of ours goes straight to Python."""
    direct = renderer.direct_call(text)
    functions = renderer.registry_functions()
    if direct is not None and direct[0] in functions:
        name, arguments = direct
        given: Rows = functions[name](*arguments)
        return given
    rows: Rows = renderer.evaluate_formula(text, functions)
    return rows


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)  # noqa: PLR2004
    return "\n".join(map(printable, str(cell).split("\n")))


def _json_value(rows: Rows) -> object:
    table = [[_json_cell(cell) for cell in row] for row in rows]
    return table[0][0] if len(table) == len(table[0]) == 1 else table


def _json_cell(cell: object) -> object:
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return "" if cell is None else cell


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Skriv registret som JSON.")
def functions(name: str | None, as_json: bool) -> None:
    """Visa kalkylbladsfunktionerna: namn, argument och vad de ger."""
    if name is not None and name.upper() not in REGISTRY:
        raise FileError(f"Funktionen {name} finns inte; kör regso functions för att se alla.")
    entries = [e for e in REGISTRY.values() if name is None or e.name == name.upper()]
    if as_json:
        click.echo(json.dumps([_described(e) for e in entries], ensure_ascii=False, indent=2))
        return
    family = ""
    for entry in entries:
        if entry.family != family:
            family = entry.family
            click.secho(f"\n{family}", bold=True)
        click.echo(f"  {entry.signature()}\n      {entry.doc}")
        if name is not None:
            for arg in entry.args:
                click.echo(f"      {arg.name}: {arg.doc}")


def _described(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "family": entry.family,
        "doc": entry.doc,
        "result": entry.result,
        "volatile": entry.volatile,
        "args": [{"name": a.name, "optional": a.optional, "doc": a.doc} for a in entry.args],
    }
