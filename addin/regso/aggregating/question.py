"""What is asked of a register: its columns, what divides it, and what is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from regso.aggregating.filters import Filter
from regso.errors import FileError
from regso.indata import BY_ROWS, header_key

CODE, YEAR, ROWS, PART, WHOLE_OF = "kod", "ar", "antal", "taljare", "namnare"
COUNT, SUM, DIFFERENT, MEDIAN = "antal", "summa", "unika", "median"
NOT_ADDED: Final = frozenset((DIFFERENT, MEDIAN))
# A number that is one per area, or a position, is no sum of its rows.
_NO_SUMS: Final = frozenset(("index", "n", "o"))
_MEASURES: Final = "antal, summa:KOLUMN, unika:KOLUMN eller median:KOLUMN"


class Measure(NamedTuple):
    """A measure: its name in the result, what it is, and the column that it is of."""

    name: str
    kind: str
    column: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked, with the names of the source's columns as the user wrote them.

    Attributes
    ----------
    code : str
    year : str or None
        None where the rows are of one year, or of none.
    groups, sums : mapping
        Name in the result to column; the column of a sum may be the word "rader".
    measures : sequence of Measure
    where : Filter or None
    by_type : bool
        Whether the rows of the result are types and not areas.
    of_year : int or None
        The only year that is wanted; also that of rows without one.
    """

    code: str
    year: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)
    measures: Sequence[Measure] = ()
    where: Filter | None = None
    by_type: bool = False
    of_year: int | None = None

    @property
    def adds_up(self) -> bool:
        """Whether rows of the result can be added to rows of larger groups."""
        return not any(measure.kind in NOT_ADDED for measure in self.measures)


def measures_of(texts: Sequence[str]) -> list[Measure]:
    """Return what `-m NAME=MEASURE` asks for.

    >>> measures_of(["personer=unika:pnr"])
    [Measure(name='personer', kind='unika', column='pnr')]
    """
    found = []
    for text in texts:
        name, _, what = text.partition("=")
        kind, has_column, column = what.partition(":")
        kind = kind.strip().casefold()
        is_whole = kind == COUNT and not has_column
        if not name.strip() or not (is_whole or (kind in {SUM, *NOT_ADDED} and column)):
            raise FileError(f'"{text}" är inget mått; skriv -m NAMN= och {_MEASURES}.')
        found.append(Measure(name.strip(), kind, column))
    return found


def groups_of(texts: Sequence[str]) -> dict[str, str]:
    """Return what `--group COLUMN` or `--group NAME=COLUMN` divides by."""
    found = {}
    for text in texts:
        name, is_named, column = text.partition("=")
        found[name.strip()] = column if is_named else name
    return found


def question_of(
    columns: Mapping[str, str], texts: Mapping[str, bool] | None, question: Question
) -> Question:
    """Return a question with the columns that `-c` or a mapping names.

    Parameters
    ----------
    columns : mapping
        Name in the result to column.
    texts : mapping or None
        The columns of the template, each with whether it is text; None without a template.
    question : Question
        What else is asked.

    Raises
    ------
    FileError
        There is no code, or a name is none of the template's or comes twice.
    """
    if not columns.get(CODE):
        raise FileError("Ange kolumnen med områdeskoderna: -c kod=KOLUMN.")
    groups, sums = dict(question.groups), dict(question.sums)
    for name, column in columns.items():
        if name in {CODE, YEAR}:
            continue
        _refuse_unknown(name, column, texts)
        if texts is not None and texts[name]:
            groups[name] = column
        else:
            sums[name] = column
    made = replace(
        question, code=columns[CODE], year=columns.get(YEAR), groups=groups, sums=sums
    )  # fmt: skip
    _refuse_same_names(made)
    return made


def _refuse_unknown(name: str, column: str, texts: Mapping[str, bool] | None) -> None:
    if texts is None and name not in {PART, WHOLE_OF}:
        raise FileError(
            f"-c {name}={column}: utan --template har -c namnen kod, ar, taljare och namnare; "
            f"skriv --group {name}={column} eller -m {name}=summa:{column}.",
        )
    if texts is not None and name not in texts:
        raise FileError(
            f'Mallens indatatabell har ingen kolumn "{name}"; den har {", ".join(texts)}.',
        )
    if name in _NO_SUMS:
        raise FileError(f"Kolumnen {name} är ingen summa av sina rader; utelämna -c {name}.")


def _refuse_same_names(question: Question) -> None:
    seen = {CODE, YEAR, *(() if ROWS in question.sums else (ROWS,))}
    for name in (*question.groups, *question.sums, *(m.name for m in question.measures)):
        key = header_key(name)
        if not key or key in seen:
            raise FileError(f'Kolumnen "{name}" finns redan i resultatet; ge den ett annat namn.')
        seen.add(key)


def with_whole(question: Question) -> Question:
    """Return a question in which a part has a whole: 1 on every row, where none is given."""
    if PART in question.sums and WHOLE_OF not in question.sums:
        return replace(question, sums={**question.sums, WHOLE_OF: BY_ROWS})
    return question


def is_by_rows(column: str) -> bool:
    """Tell whether a sum is of 1 on every row."""
    return header_key(column) == BY_ROWS
