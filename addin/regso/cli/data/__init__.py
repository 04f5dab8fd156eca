"""``regso data``: the reference data of the user's store."""

from regso.cli.data.commands import data

__all__ = ["data"]
