"""What came back: the rows of the result, and in words what was left out or looks wrong."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from regso.aggregating import statement
from regso.aggregating.bytype import label
from regso.aggregating.engine import Rows
from regso.aggregating.question import CODE, MEDIAN, PART, ROWS, WHOLE_OF, YEAR, Question
from regso.aggregating.statement import Plan
from regso.core.areas.codes import masked
from regso.errors import FileError

_YEARS: Final = range(1900, 2101)
Values = Mapping[str, Any]


class Answer(NamedTuple):
    """The result of a question.

    Attributes
    ----------
    headers : list of str
    rows : list of tuples, each as long as `headers`
        Texts, whole numbers, exact decimals and floats; None is blank.
    counted : int
        The rows of the source that are in the result.
    said : list of str
        What was left out or looks wrong, each one sentence with its level first.
    """

    headers: list[str]
    rows: list[tuple[Any, ...]]
    counted: int
    said: list[str]


def answered(question: Question, rows: Rows, aliases: Sequence[str], plan: Plan) -> Answer:
    """Return what a statement answered as a result.

    Parameters
    ----------
    question : Question
    rows : list of tuples
    aliases : sequence of str
        What each value of a row is called.
    plan : Plan
        What the statement asked.

    Raises
    ------
    FileError
        A column has texts that are no numbers or years, or a sum is no number.
    """
    all_ = [dict(zip(aliases, row, strict=True)) for row in rows]
    _refuse_unread(question, all_, plan)
    kept, said = _kept(question, all_)
    said += _halves(kept) + _signs(question, kept)
    headers, made = _columns(question, plan.sums)
    result = sorted((_row(one, made, question) for one in kept), key=_order)
    return Answer(headers, result, sum(one[statement.COUNTED] for one in kept), said)


def _columns(question: Question, sums: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the headers of the result, and the alias of each."""
    found = {} if question.year is None else {YEAR: statement.YEAR_KEY}
    found[CODE] = statement.CLASS_KEY if question.by_type else statement.CODE_KEY
    found |= {name: f"g{number}" for number, name in enumerate(question.groups)}
    if ROWS not in sums:
        found[ROWS] = statement.COUNTED
    found |= sums
    found |= {measure.name: f"a{number}" for number, measure in enumerate(question.measures)}
    return [*found], [*found.values()]


def _row(one: Values, aliases: Iterable[str], question: Question) -> tuple[Any, ...]:
    return tuple(_value(one, alias, question) for alias in aliases)


def _value(one: Values, alias: str, question: Question) -> Any:
    value = one[alias]
    if alias == statement.CLASS_KEY:
        return label(value)
    if alias.startswith("a") and question.measures[int(alias[1:])].kind == MEDIAN:
        return _middle(value, one[f"u{alias[1:]}"])
    return plain_number(value)


def _middle(lower: Any, upper: Any) -> Any:
    """Return the median of the two values in the middle, which may be the same."""
    if lower is None or upper is None:
        return None
    if isinstance(lower, float):
        return plain_number(lower + (upper - lower) / 2)
    return plain_number((Decimal(lower) + Decimal(upper)) / 2)


def plain_number(value: Any) -> Any:
    """Return a number as whole where it is; texts are left as they are.

    Raises
    ------
    FileError
        It is infinite, or no number.
    """
    if isinstance(value, (float, Decimal)):
        if not math.isfinite(value):
            raise FileError(
                "En summa är oändlig eller inget tal, för källan har sådana värden; ta bort dem "
                "med --where.",
            )
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else value.normalize()
    return value


def _order(row: Sequence[Any]) -> tuple[tuple[bool, bool, Any], ...]:
    """Return what rows are sorted by: whole numbers before words, and blanks last."""
    return tuple(
        (value is None, isinstance(value, str), 0 if value is None else value) for value in row
    )


def _refuse_unread(question: Question, rows: Sequence[Values], plan: Plan) -> None:
    """Raise FileError if texts are no numbers, or no years."""
    columns = [(f"b{i}", f"x{i}", name, "tal") for i, name in enumerate(plan.numbers)]
    columns.append((statement.BAD_YEARS, statement.BAD_YEAR, question.year or "", "år"))
    for bad, example, name, what in columns:
        number = sum(row.get(bad) or 0 for row in rows)
        if number:
            shown = next(masked(row[example]) for row in rows if row[example])
            has_comma = "," in shown and not plan.swedish
            comma = " Har filen decimalkomma, så ange --svensk-csv." if has_comma else ""
            raise FileError(
                f'Kolumnen {name} har {number} värden som inte är {what}, till exempel "{shown}"; '
                f"rätta dem, eller ta bort raderna med --where.{comma}",
            )
    years = {row[statement.YEAR_KEY] for row in rows if row.get(statement.YEAR_KEY) is not None}
    wrong = sorted(year for year in years if year not in _YEARS)
    if wrong:
        raise FileError(f"Kolumnen {question.year} har {wrong[0]}, som inte är något år.")


def _kept(question: Question, rows: Sequence[Values]) -> tuple[list[Values], list[str]]:
    """Return the rows that are in the result: not those without a year, nor totals of others."""
    said, kept = [], [*rows]
    if question.year is not None:
        kept = [row for row in kept if row[statement.YEAR_KEY] is not None]
        left = _rows_in(rows) - _rows_in(kept)
        if left:
            said.append(f"Granska: {left} rader har inget år, och är inte med.")
    if question.by_type:
        before = _rows_in(kept)
        kept = [row for row in kept if label(row[statement.CLASS_KEY]) is not None]
        if before > _rows_in(kept):
            said.append(
                f"Granska: {before - _rows_in(kept)} rader är summor för kommun, län eller riket, "
                "och är inte med.",
            )
    return kept, said


def _rows_in(rows: Iterable[Values]) -> int:
    return sum(row[statement.COUNTED] for row in rows)


def _halves(rows: Sequence[Values]) -> list[str]:
    if not rows or statement.BOTH not in rows[0]:
        return []
    both, part, whole = (sum(row[alias] for row in rows) for alias in ("h", "hp", "hw"))
    half = part + whole - 2 * both
    said = f"Granska: {half} rader saknar taljare eller namnare, och är i ingen summa."
    return [said] if half else []


def _signs(question: Question, rows: Sequence[Values]) -> list[str]:
    said = []
    for number, name in enumerate(question.sums):
        below = sum(row.get(f"m{number}") or 0 for row in rows)
        if below:
            said.append(
                f"Granska: {name} är mindre än 0 på {below} rader; rätt för ett medel, men inte "
                "för antal.",
            )
    over = sum(row.get(statement.OVER) or 0 for row in rows)
    if over:
        more = WHOLE_OF if rows and statement.BOTH in rows[0] else "1"
        said.append(
            f"Granska: {PART} är större än {more} på {over} rader; rätt för ett tal eller ett "
            "medel, men inte för en andel.",
        )
    return said
