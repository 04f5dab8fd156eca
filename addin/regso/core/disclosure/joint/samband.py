"""Sums between tables as a user states them: "tabell 1 rad 3 = tabell 2 kolumn 1+2"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from regso.core.disclosure.joint.links import End, Link, link_of
from regso.core.disclosure.joint.places import Group, Match, Member, matches
from regso.core.disclosure.joint.sides import Side
from regso.core.disclosure.stated import AUTO, COLUMN, NONE, ROW, lines_of
from regso.errors import BadValueError

_TABLE = re.compile(r"tabell\s*(\d+)\s*(.*)")
_TERM = re.compile(r"tabell\s*(\d+)(?:\s+(rad|kolumn)\s*([\d\s+\-–]+))?")
_SIGN = re.compile(r"([+\-–−])\s*(?=tabell)")
_APART = "för sig"


@dataclass(frozen=True)
class Stated:
    """What is stated of tables.

    Attributes
    ----------
    searches : bool
        Sums between tables are sought in the numbers too.
    apart : tables whose labels name other counts than those of the other tables
    margins : per table what is stated of the sums within it
    links : each equation as it was written
    """

    searches: bool = True
    apart: frozenset[int] = frozenset()
    margins: dict[int, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()


def stated_of(wish: str, number: int) -> Stated:
    """Return what a text states of so many tables.

    Parts are separated by ";": "auto" (nothing more), "inga" (no sums between tables are sought),
    "tabell 2 för sig", "tabell 1 rad 6=1+2" (a sum within a table, as for `margins`), or an
    equation such as "tabell 1 rad 3 = tabell 2 rad 1+2" or "tabell 1 = tabell 2 + tabell 3".

    Raises
    ------
    BadValueError
        A part is none of these, or names a table that there is not.
    """
    searches, apart, links = True, set[int](), []
    margins: dict[int, list[str]] = {}
    for part in filter(None, (part.strip() for part in wish.casefold().split(";"))):
        if part in (AUTO, NONE):
            searches = searches and part == AUTO
        elif "tabell" in part.partition("=")[2]:
            links.append(part)
        elif match := _TABLE.fullmatch(part):
            table = _table(match[1], number)
            if match[2] == _APART:
                apart.add(table)
            else:
                margins.setdefault(table, [AUTO]).append(match[2])
        else:
            raise BadValueError(_not_understood(part))
    texts = {t: ";".join(w[1:] if NONE in w else w) for t, w in margins.items()}
    return Stated(searches, frozenset(apart), texts, tuple(links))


def stated_links(stated: Stated, sides: Sequence[Side]) -> list[Link]:
    """Return the sums between tables that are stated.

    Raises
    ------
    BadValueError
        One is not understood, or does not hold in every place.
    """
    return [link for text in stated.links for link in _Equation(text, sides).links()]


Term = tuple[int, int, str, tuple[int, ...]]  # 1 to the left and -1; table, rad or kolumn, lines


class _Equation:
    def __init__(self, text: str, sides: Sequence[Side]) -> None:
        self.text, self.sides = text, sides
        self.at = {(side.table, side.name): n for n, side in enumerate(sides)}
        self.terms = [*self._terms()]

    def links(self) -> list[Link]:
        """Return it as links, one per line where it is of whole tables."""
        if all(term[2] for term in self.terms):
            return [self._of_lines()]
        if any(term[2] for term in self.terms):
            raise BadValueError(_not_understood(self.text))
        return self._of_tables()

    def _terms(self) -> Iterator[Term]:
        tables = 1 + max(side.table for side in self.sides)
        for text, at in zip(self.text.split("=", 1), (1, -1), strict=True):
            signs = [at]
            for number, part in enumerate(_SIGN.split(text.strip())):
                if number % 2:
                    signs.append(at if part == "+" else -at)
                    continue
                match = _TERM.fullmatch(part.strip())
                if match is None:
                    raise BadValueError(_not_understood(self.text))
                table = _table(match[1], tables)
                lines = lines_of(match[3] or "")
                yield signs[-1], table, match[2] or "", lines
                if match[2] and not (lines and self._has(table, match[2], lines)):
                    raise BadValueError(_not_understood(self.text))

    def _has(self, table: int, name: str, lines: Sequence[int]) -> bool:
        return all(0 <= i < self.sides[self.at[table, name]].size for i in lines)

    def _of_lines(self) -> Link:
        ends: dict[int, list[End]] = {1: [], -1: []}
        for sign, table, name, lines in self.terms:
            ends[sign] += [End(self.at[table, name], i) for i in lines]
        sides = list(dict.fromkeys(end.side for both in ends.values() for end in both))
        for group in self._groups(sides):
            if self._holds(link := link_of(self.sides, group, ends[1], ends[-1])):
                return link
        raise BadValueError(self._refusal())

    def _of_tables(self) -> list[Link]:
        """Return a link for each row of the first table, whichever way the others stand."""
        (_, first, _, _), *rest = self.terms
        if len({term[1] for term in self.terms}) < len(self.terms):
            raise BadValueError(_not_understood(self.text))
        for turned in product((False, True), repeat=len(rest)):
            names = [COLUMN if is_turned else ROW for is_turned in turned]
            own = self.at[first, ROW], self.at[first, COLUMN]
            places = [self.at[term[1], name] for term, name in zip(rest, names, strict=True)]
            across = [
                self.at[term[1], _OTHER[name]] for term, name in zip(rest, names, strict=True)
            ]
            for lines in self._groups([own[1], *across]):
                of_side = {member.side: member.places for member in lines}
                for group in self._groups([own[0], *places]):
                    links = []
                    for n in range(len(lines[0].places)):
                        ends: dict[int, list[End]] = {1: [], -1: []}
                        ends[self.terms[0][0]].append(End(own[0], of_side[own[1]][n]))
                        for term, place, other in zip(rest, places, across, strict=True):
                            ends[term[0]].append(End(place, of_side[other][n]))
                        links.append(link_of(self.sides, group, ends[1], ends[-1]))
                    if all(map(self._holds, links)):
                        return links
        raise BadValueError(self._refusal())

    def _groups(self, sides: Sequence[int]) -> Iterator[Group]:
        """Yield the ways in which the places of some sides may be the same, all of them."""
        first, *others = sides
        own = range(len(self.sides[first].places))
        options: list[list[Match]] = [
            [m for m in matches(self.sides[first], self.sides[s]) if len(m) == len(own)]
            for s in others
        ]
        for chosen in product(*options):
            yield (
                Member(first, tuple(own)),
                *(Member(s, tuple(m[k] for k in own)) for s, m in zip(others, chosen, strict=True)),
            )

    def _holds(self, link: Link) -> bool:
        at = {member.side: member.places for member in link.group}
        return all(
            sum(self.sides[s].values[i][at[s][k]] for s, i in link.left)
            == sum(self.sides[s].values[i][at[s][k]] for s, i in link.right)
            for k in range(len(link.group[0].places))
        )

    def _refusal(self) -> str:
        return (
            f'Sambandet "{self.text}" stämmer inte överallt; räkna raderna och kolumnerna bland '
            "antalen, utan rubriker och etiketter, och ge lika många eller samma etiketter."
        )


_OTHER = {ROW: COLUMN, COLUMN: ROW}


def _table(text: str, number: int) -> int:
    table = int(text)
    if not 1 <= table <= number:
        raise BadValueError(f"Samband nämner tabell {table} men det finns {number}; rätta numret.")
    return table - 1


def _not_understood(part: str) -> str:
    return (
        f'Sambandet "{part}" går inte att tolka; skriv till exempel '
        '"tabell 1 rad 3 = tabell 2 rad 1+2", "tabell 1 = tabell 2 + tabell 3" eller '
        '"tabell 2 för sig".'
    )
