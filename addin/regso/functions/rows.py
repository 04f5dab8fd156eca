"""Register rows in worksheet aggregates: the type of each row, and the denominators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from regso.core import codes
from regso.core.aggregate import BLANK, OKAND, OUTSIDE
from regso.core.areas import LABEL, parts_of, vintage_of
from regso.core.areatypes import TYPES
from regso.core.typetable import Denominators
from regso.errors import BadValueError, CellError
from regso.functions import populations
from regso.functions.lookup import types
from regso.functions.registry import Cells
from regso.store import Reference, current
from regso.store.schema import TYPE

_OWN_TYPES = {str(t): t for t in TYPES}
_REFERENCE = "befolkning"


class _RowTypes(dict[Any, int]):
    """A cell value and the class of its row; every text is remembered."""

    def __init__(self, resolve: Callable[[Any], int]) -> None:
        super().__init__(_OWN_TYPES)
        self[None] = self[""] = BLANK
        self._resolve = resolve

    def __missing__(self, raw: Any) -> int:
        found = self._resolve(raw)
        if isinstance(raw, str):
            self[raw] = found
        return found


def classes(koder: Cells, reference: Reference, year: int, region: str = "00") -> list[int]:
    """Return the class of each row (see `core.aggregate`).

    A number 1–5 is a type. With a region (kommun or län code), rows outside it are OUTSIDE.
    """
    by_code = types(reference, year)

    def resolve(raw: Any) -> int:
        if isinstance(raw, CellError):
            return OKAND
        if isinstance(raw, (int, float)):
            is_type = raw in TYPES and not isinstance(raw, bool)
            return int(raw) if is_type else OKAND
        if not raw.strip():
            return BLANK
        if region != "00" and not _lies_in(raw, region):
            return OUTSIDE
        found = by_code[raw]
        return found if isinstance(found, int) else OKAND

    table = reference.memo(("row types", year, region), lambda: _RowTypes(resolve))
    if koder.shape[1] == 1:
        return [table[raw] for [raw] in koder.rows]
    return [table[raw] for raw in koder.flat()]


def _lies_in(raw: str, region: str) -> bool:
    try:
        return codes.compact(raw).startswith(region)
    except BadValueError:
        return True  # a bad code may lie anywhere: it is okänd, not outside


def reference_population(text: str, reference: Reference, year: int) -> tuple[Denominators, str]:
    """Return the denominators that "befolkning;omrade=01;alder=20-64;ar=2022" spells out.

    Parameters
    ----------
    text : str
    reference : Reference
    year : int
        The year of the types, and of the population when the text names none.

    Returns
    -------
    Denominators by type, and the code of the region.

    Raises
    ------
    BadValueError
        The text is not understood, or its year has another vintage than the types.
    """
    options = _options(text)
    region = codes.compact(options["omrade"])
    when = int(options.get("ar", year))
    if vintage_of(when) != vintage_of(year):
        raise BadValueError(
            f"Befolkningen {when} finns i {LABEL[vintage_of(when)]} men typerna {year} i "
            f"{LABEL[vintage_of(year)]}; välj år i samma indelning.",
        )
    people = populations.of(reference, when, options.get("alder"), options.get("kon"))
    by_regso = types(reference, year)
    by_class = [0.0] * 8
    for regso in parts_of(region, people.areas.regso):
        found = by_regso.get(regso)
        by_class[found if isinstance(found, int) else OKAND] += people.persons(regso)
    total = people.published.get(region)
    return Denominators(by_class, total, is_public=True), region


def _options(text: str) -> dict[str, str]:
    subject, *rest = (part.strip() for part in text.split(";"))
    options = dict(_pair(part) for part in rest if part)
    unknown = set(options) - {"omrade", "alder", "kon", "ar"}
    if subject.lower() != _REFERENCE or unknown or "omrade" not in options:
        raise BadValueError(
            f'Nämnaren "{text}" går inte att tolka; ange ett område, "rader" eller till exempel '
            '"befolkning;omrade=01;alder=20-64;ar=2022" (hela riket är omrade=00).',
        )
    if "ar" in options and not options["ar"].isdigit():
        raise BadValueError(
            f'Året "{options["ar"]}" i nämnaren är inget årtal; skriv till exempel ar=2022.'
        )
    return options


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip().lower(), value.strip()


def types_of(koder: Cells, year: int | None) -> list[int]:
    """Return the class of each row by the reference data in force."""
    reference = current()
    return classes(koder, reference, year_of(reference, year))


def year_of(reference: Reference, year: int | None) -> int:
    """Return the year of the types: the one given, else the default year."""
    return reference.default_year(TYPE).year if year is None else year
