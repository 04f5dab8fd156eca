"""The page about the command line, written from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc

import click

from regso.cli import cli


def cli_markdown(group: click.Group = cli) -> str:
    """Return a section per command: usage, what it does, and its arguments and options."""
    return "\n".join(line for path, command in commands(group) for line in _section(path, command))


def commands(
    group: click.Group, path: tuple[str, ...] = ("regso",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command that does something, with the words that call it."""
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        words, command = (*path, name), group.get_command(context, name)
        if command is None:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield words, command


def _section(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(path))
    usage = " ".join([*path, *command.collect_usage_pieces(context)])
    yield from (f"## {' '.join(path)}", "", "```text", usage, "```", "")
    yield from (cleandoc(command.help or ""), "")
    options = [p.get_help_record(context) for p in command.params if isinstance(p, click.Option)]
    rows = [record for record in options if record is not None]
    if rows:
        yield from ("| val | betydelse |", "|---|---|")
        yield from (f"| `{_cell(flags)}` | {_cell(text)} |" for flags, text in rows)
        yield ""


def _cell(text: str) -> str:
    """Return a text of click's for a Swedish table."""
    text = text.replace("[required]", "(krävs)").replace("|", "\\|")
    return re.sub(r"\[default: (.+)\]", r"(förval: \1)", text)
