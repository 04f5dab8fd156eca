"""What a template needs of a grouped register: a year, its columns, and what a row counts for.

In a register each row is one; after grouping a row is many, so what the template takes as 1 per
row is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from regso.aggregating.answers import Answer
from regso.aggregating.question import CODE, PART, ROWS, WHOLE_OF, YEAR, Question
from regso.errors import FileError
from regso.indata import BY_ROWS, Data
from regso.workbook.declared import Column

_PERSONS: Final = "personer"
_MEASURE, _MEAN = "matt", "medel"


def fitted(
    question: Question, columns: Sequence[Column], settings: Mapping[str, object]
) -> Question:
    """Return a question as a template needs it answered.

    Parameters
    ----------
    question : Question
    columns : sequence of Column
        Those of the template's input table.
    settings : mapping
        Those of the template, and the user's instead.

    Raises
    ------
    FileError
        The template takes no rows by area, or needs a column or a year that is not there.
    """
    names = [column.name for column in columns]
    if CODE not in names or "n" in names:
        raise FileError("Mallen tar inte rader per område; välj en annan med --template.")
    sums = dict(question.sums)
    if PART in names and PART not in sums:
        sums[PART] = BY_ROWS
    elif PART in sums and WHOLE_OF in names and WHOLE_OF not in sums:
        sums[WHOLE_OF] = BY_ROWS
    measured = {measure.name for measure in question.measures}
    if _PERSONS in names and str(settings.get(_MEASURE, "")) == _MEAN and _PERSONS not in measured:
        sums.setdefault(_PERSONS, BY_ROWS)
    made = replace(question, sums=sums, of_year=_year(names, settings))
    given = {CODE, ROWS, *sums, *made.groups, *measured, *((YEAR,) if made.year else ())}
    missing = [column.name for column in columns if column.required and column.name not in given]
    if missing:
        raise FileError(
            f"Mallen behöver {', '.join(missing)}; peka ut kolumnen med -c {missing[0]}=KOLUMN.",
        )
    return made


def as_data(answer: Answer, name: str) -> Data:
    """Return a result as a register; cells hold 15 digits of a number."""
    rows: list[Sequence[object]] = [[_cell(value) for value in row] for row in answer.rows]
    return Data(name, answer.headers, rows)


def _cell(value: Any) -> object:
    if value is None:
        return ""
    return float(value) if isinstance(value, Decimal) else value


def _year(names: Sequence[str], settings: Mapping[str, object]) -> int | None:
    """Return the year that the template counts; None where its rows have a year each."""
    if YEAR in names:
        return None
    text = str(settings.get(YEAR, ""))
    if not text.isdigit():
        raise FileError(f"Ange vilket år mallen ska räkna: -s {YEAR}=2024.")
    return int(text)
