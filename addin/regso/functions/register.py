"""Register rows with what they are divided by, and what their tables say of themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from regso.core.areas.areas import LEVEL_LABEL, vintage_of
from regso.core.areas.codes import REGSO
from regso.core.measures import aggregate
from regso.core.measures.aggregate import ASIDE, OUTSIDE
from regso.core.measures.typetable import HIDDEN, MEAN, SHARE, Denominators
from regso.errors import BadValueError, CellError
from regso.functions import populations, rows
from regso.functions.arguments.contributors import BY_ROWS, Contributors
from regso.functions.arguments.ranges import Numbers, refuse_negative
from regso.functions.registry import Cell, Cells
from regso.functions.rowcodes import RIKET
from regso.functions.sidebyside import half_filled, is_empty, refuse_larger_parts
from regso.functions.totals import overlapping
from regso.store import Reference

if TYPE_CHECKING:
    from regso.core.disclosure.magnitude import Amount

NO_CATEGORY = "(tom)"
_LONGEST_NAME = 255  # of a category, as of a text in an array
_NAMES_A_YEAR = re.compile(r";\s*ar\s*=", re.IGNORECASE)

Values = list[float | None]


class RegisterSums(NamedTuple):
    """Sums per class, the denominators, and what is in neither.

    Attributes
    ----------
    values : list of float, shape (9,), see `core.measures.aggregate`
    denominators : Denominators or None
    outside : int, the rows outside the region of a population
    totals : int, the rows that are totals of others
    difference : float, how much more the totals are than the rows inside them
    overlaps : int, the RegSO that stand beside their own DeSO
    amounts : list of Amount, shape (8,), or None where nobody asks who contributes
    """

    values: list[float]
    denominators: Denominators | None
    outside: int
    totals: int
    difference: float
    overlaps: int
    amounts: list[Amount] | None = None


NO_SUMS = RegisterSums([], None, 0, 0, 0.0, 0)


@dataclass(frozen=True)
class Register:
    """Register rows that are complete and possible.

    Attributes
    ----------
    codes : Cells
    values : list, shape (n,), or None
        None: 1 per row. A row that is left out is empty, like a row without data.
    denominators : list, shape (n,), or None
    sizes : list, shape (n,), or None
        How much each row counts for; None where each is one person or one thing.
    population : str or None
        The denominator in words: "rader", or a reference population.
    left_out : int
        The rows that lack a number which they should have.
    contributors : Contributors or None
        Who contributes to the values; None where nobody asks.
    """

    codes: Cells
    values: Values | None
    denominators: Values | None
    sizes: Values | None
    population: str | None = None
    left_out: int = 0
    contributors: Contributors | None = None

    @classmethod
    def of(
        cls,
        koder: Cells,
        values: tuple[str, Numbers | None],
        namnare: Numbers | str | None = None,
        measure: str = SHARE,
    ) -> Register:
        """Return the rows of a call, those with a gap left out.

        Parameters
        ----------
        koder : Cells
        values : the name of the argument and its numbers, None for 1 per row
        namnare : Numbers, str or None
            A mean without denominator is per row.
        measure : str
            A share's value may not exceed its denominator; a mean's value may be negative.

        Raises
        ------
        BadValueError
            The ranges differ in size.
        DomainError
            A row is impossible; the message names it.
        """
        name, numbers = values
        by_rows = _is_by_rows(namnare) or (measure == MEAN and namnare is None)
        own = None if numbers is None else numbers.require(koder.shape, name)
        below = None
        if isinstance(namnare, Numbers):
            below = namnare.require(koder.shape, "namnare")
        sizes = below or (None if by_rows else own)
        given = [column for column in (numbers, namnare) if isinstance(column, Numbers)]
        gaps: Collection[int] = ()
        if any(column.may_have_gaps for column in given):
            gaps = _gaps(koder, own, below, has_denominator=by_rows or namnare is not None)
        if own is None:
            own = below and _one_for_each(below)
        elif by_rows:
            below = _one_for_each(own)
        if own is not None and measure != MEAN:
            refuse_negative(own, name)
        if own is not None and below is not None and measure == SHARE:
            whole = BY_ROWS if by_rows else "namnare"
            refuse_larger_parts({name: own, whole: below}, (name, whole))
        emptied = _without(gaps)
        in_words = BY_ROWS if by_rows else namnare if isinstance(namnare, str) else None
        return cls(
            koder,
            own and emptied(own),
            below and emptied(below),
            sizes and emptied(sizes),
            in_words if below is None else None,
            len(gaps),
        )

    def sums(self, reference: Reference, year: int) -> RegisterSums:
        """Return the sums by the types of a year."""
        public, region = None, RIKET
        if self.population is not None and not _is_by_rows(self.population):
            public, region = populations.by_type(self.population, reference, year)
        found = rows.read(self.codes, reference, year, region, self.sizes)
        kinds, values = found.kinds, self.values
        own = aggregate.counts(kinds) if values is None else aggregate.sums(kinds, values)
        if self.denominators is not None:
            public = Denominators(aggregate.sums(kinds, self.denominators))
        elif _is_by_rows(self.population):
            public = Denominators(own)
        difference = 0.0 if values is None else found.difference(self.codes, values)
        overlaps = overlapping(self.codes, found.areas, self.sizes) if self.sizes else ()
        outside, totals = kinds.count(OUTSIDE), kinds.count(ASIDE)
        found_amounts = None
        if self.contributors is not None:
            from regso.core.measures.withheld import amounts  # noqa: PLC0415 - rarely needed

            given = values or _one_for_each(kinds)
            found_amounts = amounts(kinds, given, self.contributors.per_row)
        return RegisterSums(own, public, outside, totals, difference, len(overlaps), found_amounts)

    def part(self, chosen: list[int], year: int, *, keep_text: bool) -> Register:
        """Return the chosen rows; a population is that of the year, unless it names another."""
        population = self.population
        if population is not None and not _is_by_rows(population) and not keep_text:
            named = _NAMES_A_YEAR.search(population)
            population = population if named else f"{population};ar={year}"
        codes = self.codes.flat()

        def of(values: Values | None) -> Values | None:
            return None if values is None else [values[i] for i in chosen]

        return Register(
            Cells([[codes[i] for i in chosen]]),
            of(self.values),
            of(self.denominators),
            of(self.sizes),
            population,
            contributors=self.contributors and Contributors(of(self.contributors.per_row)),
        )


def _is_by_rows(denominator: object) -> bool:
    return isinstance(denominator, str) and denominator.lower() == BY_ROWS


def _one_for_each(values: Sequence[object]) -> Values:
    return [None if value is None else 1.0 for value in values]


def _gaps(
    koder: Cells, own: Values | None, below: Values | None, *, has_denominator: bool
) -> Collection[int]:
    """Return the rows that lack a number which they should have.

    That is one of two numbers, or the only one of a row with a code that is divided by
    something else.
    """
    if own is not None and below is not None:
        return frozenset(half_filled({"own": own, "below": below}))
    values = own or below
    if not has_denominator or values is None or None not in values:
        return frozenset()
    rows_ = enumerate(zip(koder.flat(), values, strict=True))
    return frozenset(i for i, (code, v) in rows_ if v is None and not is_empty(code))


def _without(gaps: Collection[int]) -> Callable[[Values], Values]:
    def emptied(values: Values) -> Values:
        return [None if i in gaps else v for i, v in enumerate(values)] if gaps else values

    return emptied


def heading(label: str, year: int | None, *notes: str) -> str:
    """Return a header that says which types the table rests on, and what it leaves out.

    >>> heading("benämning", 2022, rows_left_out(2))
    'benämning; typer 2022, RegSO 2020; 2 rader utelämnade'
    """
    types = "färdiga typer" if year is None else f"typer {year}, {division(year)}"
    return "; ".join(filter(None, (label, types, *notes)))


def division(year: int) -> str:
    """Return the name of the RegSO vintage of a year."""
    return LEVEL_LABEL[vintage_of(year), REGSO]


def rows_left_out(count: int) -> str:
    """Return what a header says of rows that lack a number; empty when there are none."""
    if not count:
        return ""
    return "1 rad utelämnad" if count == 1 else f"{count} rader utelämnade"


def totals_set_aside(count: int, difference: float, threshold: float | None = None) -> str:
    """Return what a header says of the totals among the rows; empty when there are none.

    A small difference is a count of persons that the areas do not have.
    """
    if not count:
        return ""
    text = "1 summarad avskild" if count == 1 else f"{count} summarader avskilda"
    if not difference:
        return text
    is_small = threshold is not None and abs(difference) < threshold
    return f"{text} (skillnad {HIDDEN if is_small else f'{difference:+.10g}'})"


def areas_overlap(count: int) -> str:
    """Return what a header says of RegSO that are counted twice; empty when there are none."""
    return f"{count} RegSO räknas två gånger, med sina egna DeSO" if count else ""


def outside_note(count: int, threshold: float | None = None) -> str:
    """Return what a header says of rows outside the region; few are not told with a threshold."""
    if not count:
        return ""
    few = threshold is not None and count < threshold
    return f" ({HIDDEN if few else count} rader utanför området räknas inte)"


def labels_of(cells: Sequence[Cell]) -> list[str]:
    """Return the names of the categories that cells hold (see `label_of`)."""
    texts = {cell: label_of(cell) for cell in {cell for cell in cells if isinstance(cell, str)}}
    return [texts[cell] if isinstance(cell, str) else label_of(cell) for cell in cells]


def label_of(cell: Cell) -> str:
    """Return the name of the category that a cell holds.

    Raises
    ------
    BadValueError
        It is longer than a heading can be.
    """
    if isinstance(cell, str) and len(cell) > _LONGEST_NAME:
        raise BadValueError(
            f"En kategori har {len(cell)} tecken; ge den ett namn på högst {_LONGEST_NAME}."
        )
    if is_empty(cell):
        return NO_CATEGORY
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell == cell // 1:
        return str(int(cell))
    return str(cell).strip()
