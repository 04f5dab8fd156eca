"""What of a sheet is hidden: rows, columns, and the drawings that lie over hidden rows alone."""

from __future__ import annotations

from collections.abc import Container

from lxml import etree

from regso.xlsx.cells import q


def is_hidden(element: etree._Element, size: str) -> bool:
    """Tell whether a row or a column is hidden; `size` is the attribute of its height or width."""
    return element.get("hidden") in ("1", "true") or float(element.get(size, "1")) == 0


def hidden_rows(sheet: etree._Element) -> set[int]:
    """Return the numbers of the hidden rows of a sheet, as users see them."""
    return {int(row.get("r", "0")) for row in sheet.iter(q("row")) if is_hidden(row, "ht")}


def is_drawn(anchor: etree._Element, hidden: Container[int]) -> bool:
    """Tell whether a drawing lies over a row that is not hidden, or on none.

    One that lies over hidden rows alone is without height when Calc has saved it.
    """
    ends = [
        [anchor.findtext(f"{{*}}{end}/{{*}}{name}") for name in ("row", "rowOff")]
        for end in ("from", "to")
    ]
    (first, _), (last, _) = ends
    if first is None or last is None:
        return True
    if ends[0] == ends[1]:
        return False
    return any(row + 1 not in hidden for row in range(int(first), int(last) + 1))
