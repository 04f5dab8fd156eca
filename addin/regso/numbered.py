"""Names that differ by a number alone, such as slag_1 and slag_2: the first and the last say all.

>>> alike(["ar", "slag_1", "slag_10", "slag_2", "slag_3", "rad_1", "rad_2"])
[['ar'], ['slag_1', 'slag_2', 'slag_3', 'slag_10'], ['rad_1'], ['rad_2']]
>>> called(["slag_1", "slag_2", "slag_3", "slag_10"])
'slag_1–slag_10'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"[0-9]+")
_FEW = 3  # names that are told one by one


def alike(names: Iterable[str]) -> list[list[str]]:
    """Return names in their order: many that are alike together, by number, and others alone."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_NUMBER.sub("#", name), []).append(name)
    groups = []
    for those in found.values():
        those.sort(key=lambda name: [int(number) for number in _NUMBER.findall(name)])
        groups += [those] if len(those) > _FEW else [[name] for name in those]
    return groups


def called(names: Sequence[str]) -> str:
    """Return what names that are alike are called together; a single one is itself."""
    first, *_, last = [*names, *names]
    return first if first == last else f"{first}–{last}"
