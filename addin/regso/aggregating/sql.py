"""A statement as a small tree: names are quoted for a dialect, and values are never in the text.

The only texts that become SQL are those of the dialects. The name of a column or a table goes
through `Dialect.quoted`, and whatever a user compares with goes beside the statement, as the value
of a parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from regso.errors import FileError
from regso.incoming.texts import printable


@dataclass(frozen=True)
class Name:
    """A column, by the name that it has."""

    text: str


@dataclass(frozen=True)
class Value:
    """A value, which goes beside the statement."""

    value: object


@dataclass(frozen=True)
class Op:
    """An operation of a dialect on expressions."""

    name: str
    args: tuple[Expr, ...] = ()


Expr = Name | Value | Op


class Output(NamedTuple):
    """An expression in a list of columns, with the name it has there, which is one of ours."""

    expr: Expr
    alias: str


@dataclass(frozen=True)
class Select:
    """A grouped selection: what is made of each row, and what is made of each group.

    Attributes
    ----------
    source : Op or Name
        The table, or the function that reads files.
    columns : sequence of Output
        What is made of each row of the source.
    where : Expr or None
        Which rows count.
    keys : sequence of str
        The aliases of `columns` that divide the rows.
    measures : sequence of Output
        What is made of each group, from the aliases of `columns`.
    classes : str
        The class of each year and code as JSON, where the rows are divided by class; else empty.
    """

    source: Expr
    columns: Sequence[Output]
    where: Expr | None
    keys: Sequence[str]
    measures: Sequence[Output]
    classes: str = ""


@dataclass(frozen=True)
class Dialect:
    """How a database writes SQL.

    Attributes
    ----------
    name : str
        What people call it.
    quotes : tuple of str
        What begins and what ends a quoted name; the latter is doubled within.
    longest : int, bytes
        What a name may have at most.
    mark : function
        The mark of a parameter, from its number, counted from 1.
    ops : mapping
        Each operation as a format; {0} is its first argument, and {} all of them with commas.
    lacks : mapping
        Operations that the database does not have, and what is said of it.
    percent : str
        How the driver wants a % that is none of its marks.
    """

    name: str
    quotes: tuple[str, str]
    longest: int
    mark: Callable[[int], str]
    ops: Mapping[str, str]
    lacks: Mapping[str, str] = field(default_factory=dict)
    percent: str = "%"

    def quoted(self, name: str) -> str:
        """Return a name as the dialect quotes it.

        Raises
        ------
        FileError
            No name can be so.
        """
        if not name or "\0" in name or len(name.encode(errors="replace")) > self.longest:
            raise FileError(
                f'"{printable(name)[:60]}" kan inte vara ett namn i {self.name}; ange kolumnen '
                "eller tabellen som den heter där.",
            )
        first, last = self.quotes
        return f"{first}{name.replace(last, last * 2)}{last}".replace("%", self.percent)


class Statement(NamedTuple):
    """A statement in the text of a dialect, and its values in the order of their marks."""

    text: str
    values: list[object]


def written(select: Select, dialect: Dialect) -> Statement:
    """Return a selection as a statement of a dialect."""
    writer = _Writer(dialect)
    return Statement(writer.select(select), writer.values)


def source_text(source: Expr, dialect: Dialect) -> Statement:
    """Return a source as a dialect writes it."""
    writer = _Writer(dialect)
    return Statement(writer.expr(source), writer.values)


class _Writer:
    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.values: list[object] = []

    def select(self, select: Select) -> str:
        """Return a selection; the list of the groups is made last, and has no values."""
        inner = self._listed(select.columns)
        source = self.expr(select.source)
        rows = self._op("rows", inner, source)
        if select.where is not None:
            rows = self._op("filtered", rows, self.expr(select.where))
        keys = [*select.keys]
        if select.classes:
            rows = self._op("classed", rows, self.expr(Op("classes", (Value(select.classes),))))
            keys.append("c")
        made = [*(Output(Name(key), key) for key in keys), *select.measures]
        by = ", ".join(self._dialect.quoted(key) for key in keys)
        return self._op("grouped", self._listed(made), rows, by)

    def _listed(self, outputs: Sequence[Output]) -> str:
        return ", ".join(
            self._op("named", self.expr(expr), self._dialect.quoted(alias))
            for expr, alias in outputs
        )

    def expr(self, expr: Expr) -> str:
        """Return an expression, and keep its values."""
        if isinstance(expr, Name):
            return self._dialect.quoted(expr.text)
        if isinstance(expr, Value):
            self.values.append(expr.value)
            return self._dialect.mark(len(self.values))
        return self._op(expr.name, *map(self.expr, expr.args))

    def _op(self, name: str, *texts: str) -> str:
        if name in self._dialect.lacks:
            raise FileError(self._dialect.lacks[name])
        form = self._dialect.ops[name]
        return form.format(*texts) if "{0}" in form else form.format(", ".join(texts))
