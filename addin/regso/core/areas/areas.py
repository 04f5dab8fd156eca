"""Areas, their vintages and what lies in what.

RegSO and DeSO exist in two vintages: RegSO 2020 with DeSO 2018 for the reference years
through 2023, and RegSO 2025 with DeSO 2025 from 2024. A vintage is named by its RegSO year.
Nearly all codes exist in both, also where the border moved, so a code alone never tells
the vintage; the year does.

>>> vintage_of(2023), vintage_of(2024)
(2020, 2025)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from regso.core.areas import codes
from regso.errors import BadValueError, NotFoundError

VINTAGES = (2020, 2025)
FIRST_YEAR_OF_2025 = 2024
LABEL = {2020: "RegSO 2020/DeSO 2018", 2025: "RegSO 2025/DeSO 2025"}
LEVEL_LABEL = {
    (2020, codes.REGSO): "RegSO 2020",
    (2025, codes.REGSO): "RegSO 2025",
    (2020, codes.DESO): "DeSO 2018",
    (2025, codes.DESO): "DeSO 2025",
}

_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
_APOSTROPHES = re.compile("[\u2018\u2019\u00b4`]")
_BRACKETS = re.compile(r"\s*([()])\s*")
_LABELLED = re.compile(r"\s*(\S+)\s+(\S.*)", re.DOTALL)


def vintage_of(year: int) -> int:
    """Return the vintage (2020 or 2025) in which statistics for a year are published."""
    return 2025 if year >= FIRST_YEAR_OF_2025 else 2020


def name_key(name: str) -> str:
    """Return a name in the form in which names are compared.

    Case, repeated blanks, blanks at parentheses, and the kinds of dashes and apostrophes do not
    count. Of 3,363 RegSO, Statistics Sweden writes 28 with a blank before the last parenthesis.

    >>> name_key("Ella  Park ") == name_key("ELLA PARK")
    True
    >>> name_key("Exempelby (Sagobacken )")
    'exempelby(sagobacken)'
    """
    text = _APOSTROPHES.sub("'", _DASHES.sub("-", " ".join(name.split())))
    return _BRACKETS.sub(r"\1", text).casefold()


def label_of(text: str) -> tuple[codes.Code, str] | None:
    """Return the code that a text begins with and the name behind it, if it is such a label.

    The Statistical Database writes labels so in its tables.

    >>> label_of("9901R001 Exempelby (Sagobacken)")
    (Code(text='9901R001', vintage=None), 'Exempelby (Sagobacken)')
    >>> label_of("Exempelby (Sagobacken)")
    """
    found = _LABELLED.fullmatch(text)
    if found is None or not any(c.isalpha() for c in found[2]):
        return None
    try:
        return codes.read(found[1]), found[2].strip()
    except BadValueError:
        return None


@dataclass(frozen=True)
class Areas:
    """The areas of one vintage, with kommuner, län and riket.

    Attributes
    ----------
    vintage : int
        2020 or 2025.
    names : mapping of code to name; DeSO have none.
    parents : mapping of DeSO code to RegSO code.
    """

    vintage: int
    names: Mapping[str, str]
    parents: Mapping[str, str]
    regso: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regso", frozenset(c for c in self.names if len(c) == 8))  # noqa: PLR2004

    def __contains__(self, code: object) -> bool:
        return code in self.names or code in self.parents

    def is_small(self, code: object) -> bool:
        """Tell whether a clean code is a RegSO or DeSO of this vintage."""
        return code in self.regso or code in self.parents

    def code(self, raw: object) -> str:
        """Return the clean code of a cell value, which may not state the other vintage.

        The same code is often another area in the other vintage, so what a code states is kept.

        Raises
        ------
        BadValueError
            The value is no code, or states a vintage that does not exist.
        NotFoundError
            The code states the other vintage.
        """
        text, stated = codes.read(raw)
        if stated is not None and stated != self.vintage:
            raise NotFoundError(
                f"Koden {text} är angiven i {LEVEL_LABEL[stated, codes.level(text)]} men här "
                f"gäller {LABEL[self.vintage]}; ange ett år i kodens indelning.",
            )
        return text

    def regso_of(self, code: str) -> str:
        """Return the RegSO of a RegSO or DeSO code of this vintage."""
        if code in self.regso:
            return code
        try:
            return self.parents[code]
        except KeyError:
            raise self.unknown(code) from None

    def name_of(self, code: str) -> str:
        """Return the name of an area; a DeSO has the name of its RegSO."""
        name = self.names.get(self.parents.get(code, code))
        if name is None:
            raise self.unknown(code)
        return name

    def find(self, text: str, kommun: object = None) -> str | None:
        """Return the code of a RegSO from "Kommun (Namn)", or from a name and a kommun.

        None where no RegSO of this vintage has that name.

        Raises
        ------
        NotFoundError
            More than one RegSO has that name, or there is no such kommun.
        """
        found = self._by_name.get((name_key(text), self._kommun_code(kommun)), [])
        if len(found) > 1:
            raise NotFoundError("Namnet finns i flera kommuner; ange också kommunen.")
        return found[0] if found else None

    def is_called(self, code: str, text: str) -> bool:
        """Tell whether a text is what an area is called: its name, with its kommun or without.

        A DeSO has the name of its RegSO, and is also labelled with its kommun alone.
        """
        kommun, name = self.names.get(code[:4], ""), self.names.get(self.parents.get(code, code))
        known = {f"{kommun} ({name})", name or "", kommun if code in self.parents else ""} - {""}
        return name_key(text) in set(map(name_key, known))

    def _kommun_code(self, kommun: object) -> str:
        if kommun is None:
            return ""
        key = name_key(str(kommun))
        if key in self._kommuner:
            return self._kommuner[key]
        code = codes.compact(kommun)
        if code not in self.names:
            raise self.unknown(code)
        return code

    @cached_property
    def _kommuner(self) -> dict[str, str]:
        return {name_key(n): c for c, n in self.names.items() if codes.level(c) == codes.KOMMUN}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for code in self.regso:
            name, kommun = self.names[code], self.names.get(code[:4], code[:4])
            for key in (
                (name_key(name), ""),
                (name_key(name), code[:4]),
                (name_key(f"{kommun} ({name})"), ""),
            ):
                found.setdefault(key, []).append(code)
        return found

    def unknown(self, code: str) -> NotFoundError:
        """Return the error for a code that this vintage does not have."""
        kind = LEVEL_LABEL.get((self.vintage, codes.level(code)), "indelningen")
        return NotFoundError(
            f"Koden {code} finns inte i {kind}; kontrollera koden, eller ange ett år "
            "i den andra indelningen.",
        )


def parts_of(code: str, members: Iterable[str]) -> list[str]:
    """Return the members (clean codes) that lie in a riket, län or kommun code."""
    if code == "00":
        return list(members)
    return [m for m in members if m.startswith(code)]
