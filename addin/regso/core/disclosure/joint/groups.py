"""Lines of a table that together are one line of another, such as the kommuner of a län.

A side is extended by their sum, so that the table can be compared with one that is coarser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from regso.core.disclosure.joint.links import Link
from regso.core.disclosure.joint.sides import TOTAL, Category, Lines, Side

_MOST = 25  # of a side; more are chance

Both = tuple[Lines, Lines]
Group = tuple[Category, tuple[int, ...]]


def told_groups(lines: Sequence[Both]) -> list[Both]:
    """Return the lines with groups that are a sum in another table, by their labels."""
    sums = {
        side.own[total]: {side.own[part] for part in parts}
        for both in lines
        for side in both
        for total, parts in side.sums.parts.items()
        if total not in side.totals
    }
    return [(_told(rows, sums), _told(columns, sums)) for rows, columns in lines]


def _told(side: Lines, sums: dict[Category, set[Category]]) -> Lines:
    at = {category: i for i, category in enumerate(side.own)}
    return _with_groups(
        side,
        (
            (category, tuple(sorted(at[part] for part in parts)))
            for category, parts in sums.items()
            if category not in at and at.keys() >= parts
        ),
    )


def found_groups(
    lines: Sequence[Both], sides: Sequence[Side], links: Sequence[Link]
) -> list[Both] | None:
    """Return the lines with groups that are lines of another table, where one is coarser both ways.

    None where no table has groups among both its rows and its columns.
    """
    groups: list[dict[Group, None]] = [{} for _ in sides]
    for link in links:
        parts = {end.side for end in link.right}
        at = link.left[0]
        size = sides[min(parts)].size
        if len(link.left) > 1 or len(parts) > 1 or len(link.right) == 1:
            continue
        category = sides[at.side].categories[at.line]
        if category != TOTAL and all(end.line < size for end in link.right):
            group = category, tuple(end.line for end in link.right)
            groups[min(parts)].setdefault(group)
    both = [(groups[2 * t], groups[2 * t + 1]) for t in range(len(lines))]
    if not any(rows and columns for rows, columns in both):
        return None
    return [
        (_with_groups(rows, found[0]), _with_groups(columns, found[1]))
        for (rows, columns), found in zip(lines, both, strict=True)
    ]


def _with_groups(side: Lines, more: Iterable[Group]) -> Lines:
    groups = dict.fromkeys([*side.groups, *more])
    return replace(side, groups=tuple(groups)[:_MOST])
