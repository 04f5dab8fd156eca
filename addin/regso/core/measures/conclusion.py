"""The sentence that a table by area type allows: what is larger, by how much, and how surely.

The rules, of which the first that fits is used:

1. Nothing is shown: so it says.
2. One type is shown: its value is said, and that nothing can be compared.
3. The outermost types that are shown are compared, which are 1 and 5 where both are.

   - The values are equal as they are written: no difference is seen. They are nearly equal where
     their difference would be written as 0.
   - Without intervals, both values are said, and that the table does not tell how sure the
     difference is.
   - The intervals do not meet: one is higher, by so much.
   - The intervals meet, be it in one point: both are said, and that the intervals do not tell them
     apart. That is less than to say that they are alike.

4. Where all five are shown, and each is above (or below) the one before it, that is said too.
5. What is hidden is said last.

A value is rounded as it is written, and so is a difference.

Many differences between two types, one for each indicator, are counted: those whose whole interval
is above 0, below 0, and those whose interval has 0 in it or as its end.

References
----------
Cumming & Finch (2005), Inference by eye, American Psychologist 60(2): that intervals of 95 % meet
does not mean that the values do not differ, so the sentence never says that they are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from regso.core.areas.areatypes import TYPES
from regso.errors import BadValueError

Language = Literal["sv", "en"]


class Point(NamedTuple):
    """A value of an area type with its interval, as a table shows them.

    Attributes
    ----------
    kind : int, 1–5
    value : float or None
        None where it is not shown.
    low, high : float or None
        None where there is no interval.
    hidden : bool
        Whether the value is hidden; one that is missing is not.
    """

    kind: int
    value: float | None
    low: float | None = None
    high: float | None = None
    hidden: bool = False


class Unit(NamedTuple):
    """How a value is written: digits, what follows it, and what follows a difference."""

    digits: int
    after: str
    of_difference: str


PERCENT: Final = {
    "sv": Unit(1, " %", " procentenheter"),
    "en": Unit(1, " %", " percentage points"),
}


def plain(after: str = "", digits: int = 1) -> Unit:
    """Return the unit of values with the same words behind a value and a difference."""
    return Unit(digits, after, after)


_WORDS: Final[dict[Language, dict[str, str]]] = {
    "sv": {
        "none": "Inget värde visas.",
        "one": "Bara områdestyp {a} visas ({va}), så inget kan jämföras.",
        "equal": "Värdet är lika stort i områdestyp {a} och områdestyp {b} ({va}).",
        "near": "Värdet är nästan lika stort i områdestyp {a} ({va}) och områdestyp {b} ({vb}).",
        "unsure": "Värdet är {va} i områdestyp {a} och {vb} i områdestyp {b}; utan intervall går "
        "det inte att säga hur säker skillnaden är.",
        "higher": "Värdet är högre i områdestyp {a} ({va}) än i områdestyp {b} ({vb}), en skillnad "
        "på {d}; intervallen möts inte.",
        "meet": "Värdet är {va} i områdestyp {a} och {vb} i områdestyp {b}; intervallen möts, så "
        "de skiljer inte värdena åt.",
        "falls": "Det sjunker för varje steg från områdestyp 1 till 5.",
        "rises": "Det stiger för varje steg från områdestyp 1 till 5.",
        "hidden": "Uppgiften är dold i områdestyp {types}.",
        "differences": "Områdestyp {a} är högre än områdestyp {b} för {above} av {n} indikatorer "
        "och lägre för {below}; för {between} når intervallet 0, så det skiljer dem inte åt.",
        "concealed": "Uppgiften är dold för {hidden}.",
        "and": " och ",
    },
    "en": {
        "none": "No value is shown.",
        "one": "Only area type {a} is shown ({va}), so nothing can be compared.",
        "equal": "The value is the same in area type {a} and area type {b} ({va}).",
        "near": "The value is nearly the same in area type {a} ({va}) and area type {b} ({vb}).",
        "unsure": "The value is {va} in area type {a} and {vb} in area type {b}; without intervals "
        "one cannot tell how certain the difference is.",
        "higher": "The value is higher in area type {a} ({va}) than in area type {b} ({vb}), a "
        "difference of {d}; the intervals do not meet.",
        "meet": "The value is {va} in area type {a} and {vb} in area type {b}; the intervals meet, "
        "so they do not tell the values apart.",
        "falls": "It falls with each step from area type 1 to 5.",
        "rises": "It rises with each step from area type 1 to 5.",
        "hidden": "The value is hidden in area type {types}.",
        "differences": "Area type {a} is higher than area type {b} for {above} of {n} indicators "
        "and lower for {below}; for {between} the interval reaches 0, so it does not tell them "
        "apart.",
        "concealed": "The value is hidden for {hidden}.",
        "and": " and ",
    },
}


def conclude(points: Sequence[Point], unit: Unit, language: Language = "sv") -> str:
    """Return the sentence that a table by area type allows.

    Parameters
    ----------
    points : sequence of Point, one per type at most
    unit : Unit
        How values are written.
    language : "sv" or "en"

    Raises
    ------
    BadValueError
        A type is none of 1–5, or is there twice.
    """
    kinds = [point.kind for point in points]
    if len({*kinds}) < len(kinds) or not {*kinds} <= {*TYPES}:
        raise BadValueError(f"Områdestyperna {kinds} ska vara olika tal 1–5.")
    words = _WORDS[language]
    shown = sorted((p for p in points if p.value is not None), key=lambda point: point.kind)
    hidden = sorted(point.kind for point in points if point.hidden)
    parts = [_compared(shown, unit, language), _trend(shown, unit, language)]
    if hidden:
        parts.append(words["hidden"].format(types=_listed(hidden, words["and"])))
    return " ".join(filter(None, parts))


def _compared(shown: Sequence[Point], unit: Unit, language: Language) -> str:
    words = _WORDS[language]
    if not shown:
        return words["none"]
    first, last = shown[0], shown[-1]
    if len(shown) == 1:
        return words["one"].format(a=first.kind, va=_written(first, unit, language))
    more, less = (first, last) if _value(first) >= _value(last) else (last, first)
    rule = _rule(more, less, unit)
    if rule != "higher":
        more, less = first, last
    return words[rule].format(
        a=more.kind, b=less.kind,
        va=_written(more, unit, language), vb=_written(less, unit, language),
        d=number(_value(more) - _value(less), unit.digits, language) + unit.of_difference,
    )  # fmt: skip


def _rule(more: Point, less: Point, unit: Unit) -> str:
    if round(_value(more), unit.digits) == round(_value(less), unit.digits):
        return "equal"
    if round(_value(more) - _value(less), unit.digits) == 0:
        return "near"
    if more.low is None or less.high is None:
        return "unsure"
    return "higher" if more.low > less.high else "meet"


def _trend(shown: Sequence[Point], unit: Unit, language: Language) -> str:
    """Return the sentence of a value that goes the same way with every type."""
    if len(shown) < len(TYPES):
        return ""
    values = [round(_value(point), unit.digits) for point in shown]
    if all(one > other for one, other in pairwise(values)):
        return _WORDS[language]["falls"]
    return _WORDS[language]["rises"] if all(a < b for a, b in pairwise(values)) else ""


def _value(point: Point) -> float:
    return 0.0 if point.value is None else point.value


def _written(point: Point, unit: Unit, language: Language) -> str:
    return number(_value(point), unit.digits, language) + unit.after


def number(value: float, digits: int, language: Language = "sv") -> str:
    r"""Return a number as it is written in a sentence.

    >>> number(1234.56, 1), number(-0.04, 1), number(1234.56, 1, "en")
    ('1\xa0234,6', '0,0', '1,234.6')
    """
    text = f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", "−")
    return text if language == "en" else text.replace(",", "\u00a0").replace(".", ",")


def _listed(kinds: Sequence[int], joined: str) -> str:
    *before, last = map(str, kinds)
    return f"{', '.join(before)}{joined}{last}" if before else last


def conclude_differences(
    kinds: tuple[int, int],
    intervals: Sequence[tuple[float, float] | None],
    language: Language = "sv",
) -> str:
    """Return how many indicators differ between two area types, and how many do not surely.

    Parameters
    ----------
    kinds : tuple of int
        The types: the first minus the second.
    intervals : sequence of (low, high) or None
        Of the difference in each indicator; None where it is hidden.
    language : str
    """
    words = _WORDS[language]
    shown = [interval for interval in intervals if interval is not None]
    if not shown:
        return words["none"]
    above = sum(low > 0 for low, _ in shown)
    below = sum(high < 0 for _, high in shown)
    a, b = kinds
    told = [words["differences"].format(a=a, b=b, above=above, below=below, n=len(intervals),
                                        between=len(shown) - above - below)]  # fmt: skip
    if len(shown) < len(intervals):
        told.append(words["concealed"].format(hidden=len(intervals) - len(shown)))
    return " ".join(told)
