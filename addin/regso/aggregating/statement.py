"""The one statement: rows grouped by year, raw code and what else divides them.

Each row becomes a few plain columns inside: `y` the year, `k` the code, `g0`... the groups, `v0`...
the numbers of the sums and `w0`... what the measures are of. A text that should be a number and is
none is kept beside it (`e0`...), so that it is counted and shown, and never lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from regso.aggregating import columns as kinds
from regso.aggregating.columns import Columns
from regso.aggregating.conditions import condition
from regso.aggregating.question import (
    CODE,
    COUNT,
    DIFFERENT,
    PART,
    SUM,
    WHOLE_OF,
    YEAR,
    Question,
    is_by_rows,
)
from regso.aggregating.rowvalues import (
    named,
    number_of,
    text_of,
    unread,
    when_filled,
    where,
    year_of,
)
from regso.aggregating.sql import Expr, Name, Op, Output, Select, Value

YEAR_KEY, CODE_KEY, CLASS_KEY = "y", "k", "c"
COUNTED, BAD_YEARS, BAD_YEAR = "n", "yb", "yx"
# Rows with both numbers of a pair, with the part, with the whole, and where the part is larger.
BOTH, PARTS, WHOLES, OVER = "h", "hp", "hw", "o"
_OTHER: Final = {PART: WHOLE_OF, WHOLE_OF: PART}


@dataclass(frozen=True)
class Plan:
    """A selection, and what its rows hold.

    Attributes
    ----------
    select : Select
    aliases : list of str
        What each value of a row is called.
    sums : mapping
        Name in the result to the alias of its sum, or of a count.
    numbers : list of str
        The columns of the source that numbers are read from, in the order of v0, v1 and so on.
    swedish : bool
        Whether texts may have decimal comma.
    """

    select: Select
    aliases: list[str]
    sums: Mapping[str, str]
    numbers: list[str]
    swedish: bool


def planned(question: Question, columns: Columns, source: Expr, classes: str = "") -> Plan:
    """Return the selection of a question.

    Parameters
    ----------
    question : Question
    columns : Columns
        What the source holds.
    source : Expr
        The table, or the function that reads files.
    classes : str, JSON, optional
        The class of each year and code; the rows are then of classes and not of codes.

    Raises
    ------
    FileError
        A column is not there, or is of a kind that cannot be what it is said to be.
    """
    return _Planner(question, columns).plan(source, classes)


class _Planner:
    def __init__(self, question: Question, columns: Columns) -> None:
        self._question = question
        self._columns = columns
        self._made: list[Output] = []
        self._measured: list[Output] = []
        self._numbers: list[str] = []

    def plan(self, source: Expr, classes: str) -> Plan:
        question = self._question
        keys = [*self._keys(is_classed=bool(classes))]
        self._measure_as(Op("count"), COUNTED)
        self._unread_years()
        sums = self._sums()
        for number in range(len(question.measures)):
            self._measure(number)
        select = Select(source, self._made, self._where(), keys, self._measured, classes)
        aliases = [*keys, *([CLASS_KEY] if classes else []), *(o.alias for o in self._measured)]
        return Plan(select, aliases, sums, self._numbers, self._columns.swedish)

    def _keys(self, *, is_classed: bool) -> Iterator[str]:
        question = self._question
        if question.year is not None:
            self._made.append(Output(year_of(self._columns, question.year), YEAR_KEY))
            yield YEAR_KEY
        elif is_classed:
            self._made.append(Output(Op("given year", (Value(question.of_year),)), YEAR_KEY))
            yield YEAR_KEY
        self._made.append(Output(text_of(self._columns, question.code), CODE_KEY))
        if not is_classed:
            yield CODE_KEY
        for number, column in enumerate(question.groups.values()):
            self._made.append(Output(text_of(self._columns, column), f"g{number}"))
            yield f"g{number}"

    def _where(self) -> Expr | None:
        """Return which rows count; one whose year cannot be read is counted, and said."""
        question = self._question
        own = {CODE: question.code, **question.groups, **question.sums}
        if question.year is not None:
            own[YEAR] = question.year
        found = question.where and condition(question.where, self._columns, own)
        if question.of_year is None or question.year is None:
            return found
        year = year_of(self._columns, question.year)
        of_it = Op("or", (Op("=", (year, Value(question.of_year))), Op("is null", (year,))))
        return of_it if found is None else Op("and", (found, of_it))

    def _unread_years(self) -> None:
        if self._question.year is None:
            return
        column, kind = named(self._columns, self._question.year)
        if kind == kinds.TEXT:
            self._made.append(Output(unread(column, Op("is year", (column,))), "ye"))
            self._measure_as(Op("filled", (Name("ye"),)), BAD_YEARS)
            self._measure_as(Op("least", (Name("ye"),)), BAD_YEAR)

    def _value(self, header: str) -> Name:
        """Return the alias of a column of numbers, made once, with what in it is no number."""
        column, kind = named(self._columns, header)
        if column.text in self._numbers:
            return Name(f"v{self._numbers.index(column.text)}")
        number = len(self._numbers)
        self._numbers.append(column.text)
        self._made.append(Output(number_of(self._columns, header), f"v{number}"))
        if kind == kinds.TEXT:
            is_read = Op("is swedish" if self._columns.swedish else "is number", (column,))
            self._made.append(Output(unread(column, is_read), f"e{number}"))
            self._measure_as(Op("filled", (Name(f"e{number}"),)), f"b{number}")
            self._measure_as(Op("least", (Name(f"e{number}"),)), f"x{number}")
        return Name(f"v{number}")

    def _measure_as(self, expr: Expr, alias: str) -> str:
        self._measured.append(Output(expr, alias))
        return alias

    def _sum_of(self, header: str, value: Expr) -> Expr:
        _, kind = named(self._columns, header)
        return Op("sum of floats" if kind == kinds.FLOAT else "sum", (value,))

    def _sums(self) -> dict[str, str]:
        sums = self._question.sums
        values = {n: self._value(c) for n, c in sums.items() if not is_by_rows(c)}
        found = {}
        for number, (name, column) in enumerate(sums.items()):
            other = values.get(_OTHER.get(name, ""))
            if name in values:
                counted = values[name] if other is None else when_filled(other, values[name])
                made = self._sum_of(column, counted)
                below = where(Op("below zero", (values[name],)), values[name])
                self._measure_as(Op("filled", (below,)), f"m{number}")
            else:
                made = Op("count") if other is None else Op("filled", (other,))
            found[name] = self._measure_as(made, f"s{number}")
        self._pair(values)
        return found

    def _pair(self, values: Mapping[str, Name]) -> None:
        """Ask for the rows that have one of two numbers, and those where the part is larger."""
        part, whole = values.get(PART), values.get(WHOLE_OF)
        if part is not None and whole is not None:
            self._measure_as(Op("filled", (when_filled(whole, part),)), BOTH)
            self._measure_as(Op("filled", (part,)), PARTS)
            self._measure_as(Op("filled", (whole,)), WHOLES)
            self._measure_as(Op("filled", (where(Op(">", (part, whole)), part),)), OVER)
        elif part is not None and WHOLE_OF in self._question.sums:
            self._measure_as(Op("filled", (where(Op("above one", (part,)), part),)), OVER)

    def _measure(self, number: int) -> None:
        _, kind, column = self._question.measures[number]
        alias = f"a{number}"
        if kind == COUNT:
            self._measure_as(Op("count"), alias)
        elif kind == SUM:
            self._measure_as(self._sum_of(column, self._value(column)), alias)
        elif kind == DIFFERENT:
            self._made.append(Output(named(self._columns, column)[0], f"w{number}"))
            self._measure_as(Op("different", (Name(f"w{number}"),)), alias)
        else:
            value = self._value(column)
            self._measure_as(Op("lower middle", (value,)), alias)
            self._measure_as(Op("upper middle", (value,)), f"u{number}")
