"""Margins as a user states them: "auto", "inga", "sista raden", "rad 6=1+2"."""

from __future__ import annotations

import re

from regso.errors import BadValueError

AUTO, NONE = "auto", "inga"
ROW, COLUMN = "rad", "kolumn"

_WHERE = re.compile(
    r"(?:(första|sista)\s+(raden|kolumnen)|(rad|kolumn)\s*(\d+)(?:\s*=\s*([\d\s+\-–]+))?)"
)

Asked = dict[int, tuple[int, ...]]


def asked_of(wish: str, rows: int, columns: int) -> tuple[bool, dict[str, Asked]]:
    """Return whether labels decide, and the margins that are spelled out, with their parts."""
    size = {ROW: rows, COLUMN: columns}
    found: dict[str, Asked] = {ROW: {}, COLUMN: {}}
    automatic = False
    for place in _places(wish):
        if place in (AUTO, NONE, ""):
            automatic = automatic or place == AUTO
            continue
        match = _WHERE.fullmatch(place)
        if match is None:
            raise BadValueError(
                f'Marginalen "{place}" går inte att tolka; skriv "auto", "inga" eller till exempel '
                '"sista raden;sista kolumnen" eller "rad 6=1+2".',
            )
        end, word, side, number, parts = match.groups()
        side = side or word.removesuffix("en")
        line = int(number) - 1 if number else 0 if end == "första" else size[side] - 1
        numbers = lines_of(parts or "")
        for i in (line, *numbers):
            if not 0 <= i < size[side]:
                raise BadValueError(
                    f"Marginalen nämner {side} {i + 1} men tabellen har {size[side]}; räkna bara "
                    "rader och kolumner med antal.",
                )
        found[side][line] = numbers
    return automatic, found


def lines_of(text: str) -> tuple[int, ...]:
    """Return the lines of "1-3+5", counted from 0."""
    found: list[int] = []
    for part in re.sub(r"\s", "", text).split("+"):
        first, _, last = re.sub("–", "-", part).partition("-")
        if first:
            found += range(int(first) - 1, int(last or first))
    return tuple(dict.fromkeys(found))


def searches(wish: str) -> bool:
    """Tell whether sums are to be sought in labels and numbers."""
    return AUTO in _places(wish)


def searches_shares(wish: str) -> bool:
    """Tell whether shares are to be sought: not where there are said to be no sums at all."""
    return NONE not in _places(wish)


def _places(wish: str) -> list[str]:
    return [part.strip() for part in wish.casefold().split(";")]
