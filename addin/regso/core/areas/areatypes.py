"""Områdestyper: their names, how an index becomes a type, and what is known of the cut-offs.

The socioeconomic index of a RegSO is the mean of three percentages (0–100, higher is worse).
A year's types follow how many standard deviations the index lies from the year's mean.
Official types are looked up, never recomputed; recomputation is for checks and for own areas.

References
----------
Statistics Sweden, table TAB6586 "Socioekonomiskt index efter region och år": names of the types
and the definition of the index, in the notes of the table.
"""

from __future__ import annotations

from typing import NamedTuple

from regso.core.areas.codes import masked
from regso.errors import BadValueError, DomainError

TYPES = (1, 2, 3, 4, 5)
CHALLENGED = "1+2"
UNKNOWN = "okänd"
ALL = "alla"
TOTAL = "totalt"

NAMES: dict[object, str] = {
    1: "Områden med stora socioekonomiska utmaningar",
    2: "Områden med socioekonomiska utmaningar",
    3: "Socioekonomiskt blandade områden",
    4: "Områden med goda socioekonomiska förutsättningar",
    5: "Områden med mycket goda socioekonomiska förutsättningar",
    CHALLENGED: "Områdestyp 1 och 2 sammantaget",
    UNKNOWN: "Okänd områdestyp",
    ALL: "Samtliga områden",
    TOTAL: "Totalt",
}

_DECIMALS = 12
_HIGHEST = 100

_SYNONYMS: dict[str, object] = {
    "1–2": CHALLENGED,
    "1-2": CHALLENGED,
    "1 + 2": CHALLENGED,
    "okand": UNKNOWN,
    "totalt": ALL,
    **{str(t): t for t in TYPES},
    CHALLENGED: CHALLENGED,
    UNKNOWN: UNKNOWN,
    ALL: ALL,
}


def to_type(value: object) -> int | str:
    """Return the type that a cell value names: 1–5, "1+2", "okänd" or "alla".

    Raises
    ------
    BadValueError
        The value names no type.
    """
    if isinstance(value, str):
        found = _SYNONYMS.get(value.strip().lower())
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and value in TYPES:
        found = int(value)
    else:
        found = None
    if found is None:
        raise BadValueError(
            f'"{masked(value)}" är ingen områdestyp; '
            'ange 1, 2, 3, 4, 5, "1+2", "okänd" eller "alla".',
        )
    return found if isinstance(found, int) else str(found)


class CutOffRule(NamedTuple):
    """How the types are cut from the index, and how sure that is."""

    steps: tuple[int, int, int, int]
    ddof: int
    status: str


CUT_OFF_RULE = CutOffRule(
    steps=(2, 1, 0, -1),
    ddof=1,
    status=(
        'Statistics Sweden says "how many standard deviations from the mean of the index"; the '
        "steps come from two independent re-implementations that cite Statistics Sweden's document "
        '"Indelning i områdestyper efter socioekonomiskt index" (2025-01-13). That the mean is '
        "unweighted, and which side a value on a cut-off belongs to, is not published."
    ),
)


class PublishedCutOffs(NamedTuple):
    """Mean and standard deviation of the index of a year, as quoted by others."""

    year: int
    mean: float
    sd: float
    status: str


PUBLISHED_CUT_OFFS = (
    PublishedCutOffs(
        2022,
        9.10,
        5.47,
        "quoted from Statistics Sweden's document of 2025-01-13 by an open re-implementation; "
        "the document itself was not seen",
    ),
)


def check_index(index: float) -> None:
    """Raise unless an index lies on its scale."""
    if not 0 <= index <= _HIGHEST:
        raise DomainError(
            f"Index {index:g} ligger inte mellan 0 och 100; kontrollera värdet och enheten."
        )


class CutOffs(NamedTuple):
    """The lowest index of types 1, 2, 3 and 4 (index points); below the last is type 5."""

    thresholds: tuple[float, float, float, float]

    @classmethod
    def from_moments(cls, mean: float, sd: float) -> CutOffs:
        """Return the cut-offs of a year from its mean and standard deviation (index points)."""
        one, two, three, four = (mean + step * sd for step in CUT_OFF_RULE.steps)
        return cls((one, two, three, four))

    def classify(self, index: float) -> int:
        """Return the type 1–5; a value on a cut-off belongs to the type with more challenges.

        The official types rest on unrounded values. An index with one decimal, as it is published,
        may lie on the other side of a cut-off: about 4 areas in 1,000.

        Raises
        ------
        DomainError
            The index is not between 0 and 100.

        >>> CutOffs.from_moments(9.10, 5.47).classify(20.04)
        1
        """
        check_index(index)
        # Without the noise of binary fractions, a value on a cut-off is on it.
        value = round(index, _DECIMALS)
        reached = (value >= round(low, _DECIMALS) for low in self.thresholds)
        return next((t for t, enough in enumerate(reached, 1) if enough), 5)
