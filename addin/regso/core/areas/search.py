"""Search among names that may be misspelled, by the pairs of letters that two texts share.

A text is folded (no case, å and ä as a, ö as o, é as e) and cut into words; each word gives its
pairs of neighbouring letters, with a blank before and after it, so that the first and the last
letter count too. The order of the words does not count.

>>> round(likeness("Rinkbey", "Rinkeby"), 3), likeness("ALBY (botkyrka)", "Botkyrka Alby")
(0.625, 1.0)

References
----------
Dice (1945), Measures of the amount of ecologic association between species, Ecology 26:297–302.
Adamson and Boreham (1974), The use of an association measure based on character structure to
identify semantically related pairs of words and document titles, Information Storage and
Retrieval 10:253–260 (the coefficient on pairs of letters).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return a text without case and without marks on its letters.

    >>> folded("Bollstanäs Éden")
    'bollstanas eden'
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def pairs(text: str) -> Counter[str]:
    """Return how often each pair of letters occurs in the words of a text."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(folded(text)):
        padded = f" {word} "
        found.update(padded[i : i + 2] for i in range(len(padded) - 1))
    return found


def likeness(one: str, other: str) -> float:
    """Return twice the pairs in common as a share of all pairs of two texts, 0–1."""
    a, b = pairs(one), pairs(other)
    whole = a.total() + b.total()
    return 2 * (a & b).total() / whole if whole else 0.0


class NameIndex:
    """Names by their pairs of letters, so that a search looks only at names with one in common.

    Parameters
    ----------
    forms : iterable of (key, text)
        A key may have several texts (a name, and a name with its kommun); the best one counts.
    """

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._forms: list[tuple[str, str, int]] = []
        self._postings: dict[str, list[tuple[int, int]]] = {}
        for i, (key, text) in enumerate(forms):
            found = pairs(text)
            self._forms.append((key, text, found.total()))
            for pair, times in found.items():
                self._postings.setdefault(pair, []).append((i, times))

    def best(self, text: str, count: int) -> list[tuple[str, float]]:
        """Return the keys that are most like a text, with their likeness 0–1, best first.

        Parameters
        ----------
        text : str
        count : int
            The most keys to return.

        Returns
        -------
        At most `count` pairs. Of equally like names, one with the same letters (å is not a)
        comes first, then the lower key.
        """
        wanted = pairs(text)
        common: Counter[int] = Counter()
        for pair, times in wanted.items():
            for i, held in self._postings.get(pair, ()):
                common[i] += min(times, held)
        size, plain = wanted.total(), text.strip().casefold()
        likest: dict[str, tuple[float, bool]] = {}
        for i, shared in common.items():
            key, form, held = self._forms[i]
            rank = (2 * shared / (size + held), form.casefold() == plain)
            likest[key] = max(rank, likest.get(key, rank))
        ranked = sorted(likest.items(), key=lambda item: (-item[1][0], not item[1][1], item[0]))
        return [(key, like) for key, (like, _) in ranked[:count]]
