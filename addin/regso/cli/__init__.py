"""The command line: one module per group of commands, put together in `commands`."""

from regso.cli.commands import cli, main

__all__ = ["cli", "main"]
