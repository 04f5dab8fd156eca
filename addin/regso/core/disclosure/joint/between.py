"""Sums between the lines of several tables, found in the numbers.

Lines of tables that have places in common are stacked, in whatever direction each table stands,
and searched as those of one table are (`structure.search`). What the labels or the sums of the
tables say already is known. Besides, lines of the same name, or the same number, in three tables
or more are compared, for registers that are divided in parts (all = inrikes + utrikes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, permutations
from math import log2

from regso.core.disclosure.joint.divisions import Division, divisions
from regso.core.disclosure.joint.links import End, Link, Signs, link_of
from regso.core.disclosure.joint.places import Group, Member, groups
from regso.core.disclosure.joint.sides import TOTAL, Category, Side, Spot
from regso.core.disclosure.joint.subsets import sums_of_any
from regso.core.disclosure.joint.threes import Found
from regso.core.disclosure.labels import Labels, tell
from regso.core.disclosure.relations import MARGIN, Relation, Span, holds, worth
from regso.core.disclosure.structure.search import sums_and_doubts

POSSIBLE = -2.0  # bits of proof, as for a single table
_BY_LABEL = 1.0  # bits that are enough where labels say the same
_MOST_TABLES = 5  # that one line is divided in
_FORMS = 4  # ways to search each stack, of which any may find a sum by chance


def found_links(
    sides: Sequence[Side], names: Mapping[Spot, Hashable], threes: Sequence[Found] = ()
) -> tuple[list[Link], list[Link]]:
    """Return the sums between tables that are proven, and those that hold but may be chance.

    Parameters
    ----------
    sides : sequence of Side
        Of all tables.
    names : the name of every cell; cells of one name are one count
    threes : tables that are two others together
    """
    proven: list[Link] = []
    possible: list[Link] = []
    span = _Counts(sides, names)
    ways = groups(sides)
    margin = MARGIN + log2(_FORMS * max(1, len(ways)))
    stacks = [_Stack(sides, group, names, margin) for group in ways]
    stacks.sort(key=lambda stack: (-len(stack.evidence), -len(stack.group)))
    for stack in stacks:
        proven += [link for link in stack.links(stack.proven) if span.take(link)]
    for sure in (each for each in threes if each.is_told and each.bits >= MARGIN):
        proven += [link for link in sure.links if span.take(link)]
    for maybe in (each for each in threes if each.bits >= POSSIBLE):
        possible += [link for link in maybe.links if span.take(link)]
    for stack in stacks:
        possible += [link for link in stack.links(stack.possible) if span.take(link)]
    return proven, possible


class _Counts:
    """What is known of the counts of tables: the sums in each, and those between them."""

    def __init__(self, sides: Sequence[Side], names: Mapping[Spot, Hashable]) -> None:
        self.number = {name: n for n, name in enumerate(dict.fromkeys(names.values()))}
        self.names = names
        self.span = Span()
        for n, side in enumerate(sides):
            group = (Member(n, tuple(range(len(side.places)))),)
            for relation in side.sums:
                ends = [[End(n, i) for i in lines] for lines in relation]
                self.take(link_of(sides, group, *ends))

    def take(self, link: Link) -> bool:
        """Take a sum in; tell whether anything in it did not follow from what was known."""
        new = [self.span.take(self._signs(balance)) for balance in link.balances]
        return any(new)

    def _signs(self, balance: Signs) -> dict[int, int]:
        signs: dict[int, int] = defaultdict(int)
        for spot, sign in balance.items():
            signs[self.number[self.names[spot]]] += sign
        return {n: sign for n, sign in signs.items() if sign}


class _Stack:
    """The lines of the sides of a group, one for each that is another count.

    `margin` is how many bits a sum must be worth beyond all those of its form.
    """

    def __init__(
        self,
        sides: Sequence[Side],
        group: Group,
        names: Mapping[Spot, Hashable],
        margin: float,
    ) -> None:
        self.margin = margin
        self.sides, self.group = sides, group
        self.ends: list[End] = []
        self.lines: list[list[int]] = []
        self.of: dict[End, int] = {}
        seen: dict[Hashable, int] = {}
        for s, places in group:
            for i, spots in enumerate(sides[s].spots):
                key = tuple(frozenset(names[spot] for spot in spots[k]) for k in places)
                at = seen.setdefault(key, len(self.lines))
                self.of[End(s, i)] = at
                if at == len(self.lines):
                    self.ends.append(End(s, i))
                    self.lines.append([sides[s].values[i][k] for k in places])
        self.labels = [[*sides[s].labels[i]] for s, i in self.ends]
        self.evidence = self._evidence()
        called = [[sides[s].places[k] for k in places] for s, places in group]
        are_real = any(
            all(len(sides[s].spots[0][places[k]]) == 1 for s, places in group)
            for k in self.evidence
        )
        self.is_by_label = are_real and all(each == called[0] for each in called)
        known = [*self._known()]
        span = Span()
        for relation in known:
            span.add(relation)
        told = [r for r in self._told() if self._bits(r) > _BY_LABEL and span.add(r)]
        self.told = {*told}
        self.divisions = {
            division: not span.follows(division.whole) for division in self._divisions()
        }
        likely = [*self._divided(), *self._nested(self.margin)]
        new = [*told, *(r for r in likely if span.add(r))]
        sure, doubts = sums_and_doubts(
            self.lines,
            self.evidence,
            self._is_told,
            (self.margin, POSSIBLE),
            [*known, *new],
            any_lines=len(group) > 2,  # noqa: PLR2004 - of two tables all have been tried
        )
        new += sure
        for relation in sure:
            span.add(relation)
        new += [r for r in self._dividing(self.margin) if span.add(r)]
        doubts = [*self._dividing(POSSIBLE), *self._nested(POSSIBLE), *doubts]
        more = [r for r in doubts if span.add(r)]
        self.proven = [r for r in new if self._joins_tables(r)]
        self.possible = [r for r in more if self._joins_tables(r)]

    def links(self, relations: Sequence[Relation]) -> list[Link]:
        """Return relations as links, those of lines that stand in the tables first."""
        return sorted(
            map(self._link, relations),
            key=lambda link: not all(map(self._is_line, (*link.left, *link.right))),
        )

    def _link(self, relation: Relation) -> Link:
        """Return a relation of the stacked lines as one between tables."""
        left, right = ([self.ends[i] for i in lines] for lines in relation)
        bits = max(self._bits(relation), self._joint(relation))
        return replace(
            link_of(self.sides, self.group, left, right),
            is_told=relation in self.told or self._is_told(relation),
            is_proven=bits >= 2 * log2(len(self.lines)) + self.margin,
        )

    def _evidence(self) -> list[int]:
        """Return the places that are no sums of other places of the group."""
        sums = set[int]()
        for s, places in self.group:
            at = {place: k for k, place in enumerate(places)}
            for left, right in self.sides[s].place_sums:
                if len(left) == 1 and at.keys() >= {*left, *right}:
                    sums.add(at[left[0]])
        return [k for k in range(len(self.group[0].places)) if k not in sums]

    def _bits(self, relation: Relation) -> float:
        """Return what a relation is worth, nothing where it does not hold."""
        if not holds(self.lines, relation):
            return 0
        return worth(self.lines, relation, self.evidence)

    def _joins_tables(self, relation: Relation) -> bool:
        return len({self.sides[self.ends[i].side].table for i in chain(*relation)}) > 1

    def _is_told(self, relation: Relation) -> bool:
        """Tell whether labels say what a relation does."""
        if len(relation.left) == len(relation.right) == 1:
            one, other = (self.ends[lines[0]] for lines in relation)
            are_lines = self._is_line(one) and self._is_line(other)
            same = self._named(one) == self._named(other)
            return are_lines and same and (self.is_by_label or self._category(one) != TOTAL)
        return tell(self.labels, relation)

    def _category(self, end: End) -> Category:
        return self.sides[end.side].categories[end.line]

    def _named(self, end: End) -> tuple[Category, Category]:
        return self._category(end), self.sides[end.side].limits

    def _is_line(self, end: End) -> bool:
        """Tell whether it is a line of the table, and not the sum that it lacks."""
        return end.line < self.sides[end.side].size

    def _known(self) -> Iterator[Relation]:
        """Yield the sums within each table."""
        for s, _ in self.group:
            for relation in self.sides[s].sums:
                left, right = (tuple(self.of[End(s, i)] for i in lines) for lines in relation)
                if len({*left, *right}) == len(left) + len(right):
                    yield Relation(left, right)

    def _told(self) -> Iterator[Relation]:
        """Yield the sums that labels name, such as län of kommuner in another table."""

        def adds_up(line: int, parts: Sequence[int]) -> bool:
            return line not in parts and self._bits(Relation((line,), tuple(parts))) > 0

        for line, parts in Labels(self.labels, adds_up).named().items():
            if parts and line not in parts:
                yield Relation((line,), tuple(parts))

    def _nested(self, margin: float) -> Iterator[Relation]:
        """Yield the lines of a side that are the sum of any lines of a side of another table."""
        for one, other in permutations(self.group, 2):
            totals, parts = (
                {self.of[End(s, i)] for i in self.sides[s].leaves} for s in (one.side, other.side)
            )
            if self.sides[one.side].table == self.sides[other.side].table:
                continue
            needed = log2(max(1, len(totals))) + len(parts) + margin
            for relation in sums_of_any(self.lines, totals - parts, sorted(parts)):
                if self._bits(relation) >= needed:
                    yield relation

    def _divisions(self) -> Iterator[Division]:
        """Yield the lines of a side that together divide all lines of a side of another table."""
        for one, other in permutations(self.group, 2):
            if self.sides[one.side].table == self.sides[other.side].table:
                continue
            totals, parts = (
                [self.of[End(s, i)] for i in self.sides[s].leaves] for s in (one.side, other.side)
            )
            yield from divisions(self.lines, totals, parts)

    def _dividing(self, margin: float) -> Iterator[Relation]:
        """Yield the sums of divisions that are worth so many bits, the largest first."""
        for division in self.divisions:
            if division.bits(self.lines, self.evidence) >= margin:
                yield from sorted(division.sums, key=self._bits, reverse=True)

    def _joint(self, relation: Relation) -> float:
        """Return what the divisions that a sum is one of are worth."""
        return max(
            (
                division.bits(self.lines, self.evidence, is_new=is_new)
                for division, is_new in self.divisions.items()
                if relation in division.sums
            ),
            default=0,
        )

    def _divided(self) -> Iterator[Relation]:
        """Yield lines that are the sum of the lines of the same name or number in other tables."""
        alike: dict[Hashable, dict[int, int]] = defaultdict(dict)
        for n, (s, i) in enumerate(self.ends):
            for key in (self.sides[s].categories[i], (self.sides[s].name, i)):
                alike[key].setdefault(self.sides[s].table, n)
        for lines in alike.values():
            each = sorted({*lines.values()})[:_MOST_TABLES]
            for total in each:
                rest = [n for n in each if n != total]
                for size in range(2, len(rest) + 1):
                    for parts in combinations(rest, size):
                        relation = Relation((total,), parts)
                        if self._bits(relation) >= log2(len(each) * 2 ** len(rest)) + self.margin:
                            yield relation
