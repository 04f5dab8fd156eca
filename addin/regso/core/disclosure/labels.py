"""What the labels of rows or columns say of sums: totals, and the parts that a label names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from regso.core.areas.areatypes import NAMES
from regso.core.disclosure.relations import Relation

_TOTAL = re.compile(
    r"(tot|total|totalt|totalsumma|summa|sum|delsumma|samtliga|alla|sammanlagt|sammantaget|"
    r"riket|hela (riket|landet|länet|kommunen)|(båda|bägge) könen|kvinnor och män|"
    r"män och kvinnor|flickor och pojkar|pojkar och flickor)\b.*|.*\b(totalt|sammanlagt|summa)",
)
_JOINED = re.compile(r"\s*(?:\+|\boch\b)\s*")
_SPAN = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_NUMBERED = re.compile(r"\D*\s(\d+)")
_LONGEST_SPAN = 100
_AREA_CODE = re.compile(r"\d{2}|\d{4}")
_TYPE_OF_NAME = {name.casefold(): str(kind) for kind, name in NAMES.items()}

_SHARE = re.compile(
    r".*(procent|\bandel|%|‰|\bper (1|10|100)[ \u00a0]?000|per (tusen|hundra)|promille|\bkvot\b).*",
    re.IGNORECASE | re.DOTALL,
)

Parts = tuple[int, ...]


def is_called_total(label: str) -> bool:
    """Tell whether a label calls its line a total: totalt, summa, samtliga and the like."""
    return _TOTAL.fullmatch(label.casefold()) is not None


def is_called_share(label: str) -> bool:
    """Tell whether a label calls its line a share: percent, per 1 000 and the like."""
    return _SHARE.fullmatch(label) is not None


def tell(labels: Sequence[Sequence[str]], relation: Relation) -> bool:
    """Tell whether the label of a total is how that of each part begins, or ends.

    So "Kvinnor" is the total of "Kvinnor, unga" and "Kvinnor, gamla" when the numbers say it too.
    """
    names = {re.escape(text.casefold()) for text in labels[relation.left[0]] if len(text) > 1}
    parts = [[text.casefold() for text in labels[p]] for p in relation.right]
    return len(parts) > 1 and any(
        all(any(re.search(rf"^{name}\b.|.\b{name}$", text) for text in texts) for texts in parts)
        for name in names
    )


class Labels:
    """The labels of each line along one side of a table.

    Parameters
    ----------
    labels : the labels of each line
    adds_up : tells whether a line is the sum of others in the numbers
    """

    def __init__(
        self, labels: Sequence[Sequence[str]], adds_up: Callable[[int, Parts], bool]
    ) -> None:
        folded = [[text.casefold() for text in texts] for texts in labels]
        self.adds_up = adds_up
        self.keys = [[_TYPE_OF_NAME.get(text, text) for text in texts] for texts in folded]
        self.where = {key: i for i, keys in reversed(list(enumerate(self.keys))) for key in keys}
        self.numbered = {m[1]: i for k, i in self.where.items() if (m := _NUMBERED.fullmatch(k))}

    def named(self) -> dict[int, Parts]:
        """Return the lines that their labels call sums, with the parts that the labels name."""
        found: dict[int, Parts] = {}
        for i, keys in enumerate(self.keys):
            for key in keys:
                parts = self._parts(i, key)
                if parts or _TOTAL.fullmatch(key):
                    found[i] = parts
        return found

    def _parts(self, line: int, key: str) -> Parts:
        """Return the parts in a label such as "1+2", "1–2", "Typ 1+2" or the code of a kommun."""
        words = _words(key)
        if len(words) > 1 and all(word in self.where for word in words):
            return tuple(self.where[word] for word in words)
        nearest = self._numbered(key)
        if _AREA_CODE.fullmatch(key):
            inside = {i for k, i in self.where.items() if k != key and k.startswith(key)}
            nearest = tuple(sorted(i for i in inside if not self._is_deeper(i, inside)))
        return nearest if nearest and self.adds_up(line, nearest) else ()

    def _numbered(self, key: str) -> Parts:
        """Return the lines "Typ 1" and "Typ 2" of "Typ 1+2", whatever the word."""
        first = re.search(r"\d", key)
        words = _words(key[first.start() :]) if first and first.start() else []
        found = [self.where.get(word, self.numbered.get(word)) for word in words]
        parts = tuple(i for i in found if i is not None)
        return parts if 1 < len(parts) == len(words) else ()

    def _is_deeper(self, line: int, lines: set[int]) -> bool:
        """Tell whether a code lies under the code of another of the lines."""
        return any(
            k.startswith(other) and k != other
            for k in self.keys[line]
            for i in lines
            for other in self.keys[i]
            if _AREA_CODE.fullmatch(other)
        )


def _words(text: str) -> list[str]:
    """Return the parts of "1+2", "a och b" or "1–3"."""
    span = _SPAN.fullmatch(text)
    if span is None:
        return _JOINED.split(text)
    first, last = int(span[1]), int(span[2])
    return [str(n) for n in range(first, last + 1)] if last - first < _LONGEST_SPAN else []
