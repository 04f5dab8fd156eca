"""Which rows or columns ("lines") of a table are sums of others.

A margin is taken only when it adds up exactly in every row and column where all is shown. A
line that is called a total but is no sum is refused: to guess would leave a way to work out
what is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regso.core.areas.areatypes import NAMES
from regso.core.disclosure.layout import HIDDEN, Layout
from regso.errors import BadValueError

AUTO, NONE = "auto", "inga"
ROW, COLUMN = "rad", "kolumn"

Line = Sequence[int | str | None]

_TOTAL = re.compile(
    r"(tot|total|totalt|totalsumma|summa|sum|delsumma|samtliga|alla|sammanlagt|sammantaget|"
    r"riket|hela (riket|landet|länet|kommunen)|(båda|bägge) könen|kvinnor och män|"
    r"män och kvinnor|flickor och pojkar|pojkar och flickor)\b.*|.*\b(totalt|sammanlagt|summa)",
)
_JOINED = re.compile(r"\s*(?:\+|\boch\b)\s*")
_SPAN = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_LONGEST_SPAN = 100
_AREA_CODE = re.compile(r"\d{2}|\d{4}")
_TYPE_OF_NAME = {name.casefold(): str(kind) for kind, name in NAMES.items()}
_WHERE = re.compile(
    r"(?:(första|sista)\s+(raden|kolumnen)|(rad|kolumn)\s*(\d+)(?:\s*=\s*([\d\s+\-–]+))?)"
)


@dataclass(frozen=True)
class Sums:
    """The sums along one side of a table.

    Attributes
    ----------
    parts : dict of int to tuple of int
        For each margin the lines that it sums. In a tree these are its nearest parts, which may
        be margins; otherwise they are all the lines without parts under it.
    is_tree : bool
        Each line is a part of at most one margin.
    """

    parts: dict[int, tuple[int, ...]]
    is_tree: bool = True

    @property
    def is_flat(self) -> bool:
        """Each line is in at most one sum, as a part or as the sum."""
        used = [*self.parts, *(p for parts in self.parts.values() for p in parts)]
        return len(used) == len(set(used))

    def leaves(self, line: int) -> set[int]:
        """Return the lines without parts that a line sums; a line without parts is its own."""
        if line not in self.parts:
            return {line}
        return set().union(*(self.leaves(p) for p in self.parts[line]))


def margins(
    layout: Layout,
    counts: Sequence[Line],
    wish: str = AUTO,
) -> tuple[Sums, Sums]:
    """Return the sums down the rows and along the columns.

    Parameters
    ----------
    layout : Layout
        Gives the labels.
    counts : rows of int, ".." or None
    wish : str
        "auto", "inga", or places separated by ";": "sista raden", "första kolumnen", "rad 6",
        "rad 6=1+2", "kolumn 4=1-3". Rows and columns of counts are numbered from 1.

    Raises
    ------
    BadValueError
        The wish is not understood, or a margin does not add up.
    """
    automatic, asked = _asked(wish, len(counts), len(counts[0]))
    columns = list(zip(*counts, strict=True))
    return (
        _Side(ROW, counts, layout.row_labels()).sums(asked[ROW], automatic=automatic),
        _Side(COLUMN, columns, layout.column_labels()).sums(asked[COLUMN], automatic=automatic),
    )


Asked = dict[int, tuple[int, ...]]


def _asked(wish: str, rows: int, columns: int) -> tuple[bool, dict[str, Asked]]:
    """Return whether labels decide, and the margins that are spelled out, with their parts."""
    size = {ROW: rows, COLUMN: columns}
    found: dict[str, Asked] = {ROW: {}, COLUMN: {}}
    automatic = False
    for place in (part.strip() for part in wish.casefold().split(";")):
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
        numbers = _numbers(parts or "")
        for i in (line, *numbers):
            if not 0 <= i < size[side]:
                raise BadValueError(
                    f"Marginalen nämner {side} {i + 1} men tabellen har {size[side]}; räkna bara "
                    "rader och kolumner med antal.",
                )
        found[side][line] = numbers
    return automatic, found


def _numbers(text: str) -> tuple[int, ...]:
    """Return the lines of "1-3+5", counted from 0."""
    found: list[int] = []
    for part in re.sub(r"\s", "", text).split("+"):
        first, _, last = re.sub("–", "-", part).partition("-")
        if first:
            found += range(int(first) - 1, int(last or first))
    return tuple(dict.fromkeys(found))


class _Side:
    """The rows, or the columns, of a table."""

    def __init__(self, name: str, lines: Sequence[Line], labels: list[list[str]]) -> None:
        self.name, self.lines, self.labels = name, lines, labels
        folded = [[text.casefold() for text in texts] for texts in labels]
        self.keys = [[_TYPE_OF_NAME.get(text, text) for text in texts] for texts in folded]
        self.where = {key: i for i, keys in reversed(list(enumerate(self.keys))) for key in keys}

    def sums(self, asked: Asked, *, automatic: bool) -> Sums:
        """Return the sums that are asked for, and when `automatic` those that labels tell."""
        named = self._named() if automatic else {}
        totals = set(asked) | set(named)
        leaves = [i for i in range(len(self.lines)) if i not in totals]
        under: dict[int, frozenset[int]] = {}
        for line in sorted(totals):
            given = asked.get(line) or named.get(line)
            options = iter([given]) if given else self._options(line, leaves, totals)
            parts = next((p for p in options if p and self._adds_up(line, p)), None)
            if parts is None:
                raise BadValueError(self._refusal(line))
            under[line] = frozenset(parts)
            if line in _below(line, under):
                raise BadValueError(self._refusal(line))
        if automatic and not any(set(leaves) == parts for parts in under.values()):
            self._add_grand_total(under, leaves)
        return _sums({line: _expanded(line, under) for line in under})

    def _named(self) -> Asked:
        """Return the lines that their labels call sums, with the parts that the labels name."""
        found: Asked = {}
        for i, keys in enumerate(self.keys):
            for key in keys:
                parts = self._named_parts(i, key)
                if parts or _TOTAL.fullmatch(key):
                    found[i] = parts
        return found

    def _named_parts(self, line: int, key: str) -> tuple[int, ...]:
        """Return the parts in a label such as "1+2", "1–2" or the code of a kommun."""
        span = _SPAN.fullmatch(key)
        words = _JOINED.split(key)
        if span:
            first, last = int(span[1]), int(span[2])
            words = [str(n) for n in range(first, last + 1)] if last - first < _LONGEST_SPAN else []
        if len(words) > 1 and all(word in self.where for word in words):
            return tuple(self.where[word] for word in words)
        if _AREA_CODE.fullmatch(key):
            inside = {i for k, i in self.where.items() if k != key and k.startswith(key)}
            nearest = tuple(sorted(i for i in inside if not self._is_deeper(i, inside)))
            if nearest and self._adds_up(line, nearest):
                return nearest
        return ()

    def _is_deeper(self, line: int, lines: set[int]) -> bool:
        """Tell whether a code lies under the code of another of the lines."""
        return any(
            k.startswith(other) and k != other
            for k in self.keys[line]
            for i in lines
            for other in self.keys[i]
            if _AREA_CODE.fullmatch(other)
        )

    def _options(self, line: int, leaves: list[int], totals: set[int]) -> Iterator[tuple[int, ...]]:
        """Yield what a total may sum: all, the block before or after it, all before or after."""
        before = [i for i in leaves if i < line]
        after = [i for i in leaves if i > line]
        previous = max((t for t in totals if t < line), default=-1)
        following = min((t for t in totals if t > line), default=len(self.lines))
        yield tuple(leaves)
        yield tuple(i for i in before if i > previous)
        yield tuple(i for i in after if i < following)
        yield tuple(before)
        yield tuple(after)

    def _adds_up(self, line: int, parts: Sequence[int]) -> bool:
        """Tell whether a line is the sum of its parts wherever all of them are shown."""
        if line in parts:
            return False
        for j, total in enumerate(self.lines[line]):
            values = [self.lines[p][j] for p in parts]
            shown = sum(v for v in values if isinstance(v, int))
            if total == HIDDEN:
                continue
            known = total if isinstance(total, int) else 0
            if known < shown or (known > shown and HIDDEN not in values):
                return False
        return True

    def _add_grand_total(self, under: dict[int, frozenset[int]], leaves: list[int]) -> None:
        """Take the last or first line as the sum of all when it adds up, whatever its label."""
        for line in (len(self.lines) - 1, 0):
            parts = [i for i in leaves if i != line]
            if line in under or sum(map(self._has_count, parts)) < 2:  # noqa: PLR2004 - a sum has two
                continue
            if self._adds_up(line, parts) and self._is_proven(line, parts):
                under[line] = frozenset(parts)
                return

    def _has_count(self, line: int) -> bool:
        return any(isinstance(v, int) and v > 0 for v in self.lines[line])

    def _is_proven(self, line: int, parts: list[int]) -> bool:
        return any(
            isinstance(total, int) and total > 0 and all(self.lines[p][j] != HIDDEN for p in parts)
            for j, total in enumerate(self.lines[line])
        )

    def _refusal(self, line: int) -> str:
        text = next((label for label in self.labels[line] if label), "")
        called = f' ("{text}")' if text else ""
        which = "Raden" if self.name == ROW else "Kolumnen"
        return (
            f"{which} med nummer {line + 1}{called} är inte summan av de andra; rätta tabellen, "
            f'eller ange marginaler, till exempel "{self.name} {line + 1}=1+2" eller "inga".'
        )


def _below(line: int, under: dict[int, frozenset[int]]) -> set[int]:
    """Return every line that a margin sums, through other margins too."""
    found: set[int] = set()
    waiting = [line]
    while waiting:
        new = under.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return found


def _expanded(line: int, under: dict[int, frozenset[int]]) -> frozenset[int]:
    """Return the lines without parts under a margin."""
    return frozenset(part for part in _below(line, under) if part not in under)


def _sums(leaves: dict[int, frozenset[int]]) -> Sums:
    """Return the tree of the margins, or sums of leaves where margins overlap."""
    order = sorted(leaves, key=lambda line: (len(leaves[line]), line))
    disjoint_or_inside = all(
        leaves[a] <= leaves[b] or not leaves[a] & leaves[b]
        for n, a in enumerate(order)
        for b in order[n + 1 :]
    )
    if not disjoint_or_inside:
        return Sums({line: tuple(sorted(leaves[line])) for line in order}, is_tree=False)
    top: dict[int, int] = {}  # the outermost margin so far over each leaf
    parts: dict[int, tuple[int, ...]] = {}
    for line in order:
        parts[line] = tuple(sorted({top.get(leaf, leaf) for leaf in leaves[line]}))
        top.update(dict.fromkeys(leaves[line], line))
    return Sums(parts)
