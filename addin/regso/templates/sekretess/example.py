"""The example of the template Sekretess: an invented table with sums and a few small counts."""

from __future__ import annotations

from regso.workbook.declared import Cells

_COUNTS = {
    "1": (41, 88, 96, 52, 12),
    "2": (33, 61, 70, 38, 9),
    "3": (27, 44, 58, 31, 6),
    "4": (19, 36, 40, 22, 7),
    "5": (3, 8, 11, 6, 0),
    "okänd": (2, 5, 6, 0, 0),
}
_AGES = ("18–24 år", "25–34 år", "35–49 år", "50–64 år", "65 år och äldre", "totalt")


def rows() -> list[Cells]:
    """Return the table, with its headings and with sums of both kinds."""
    counts = {label: (*row, sum(row)) for label, row in _COUNTS.items()}
    both = tuple(map(sum, zip(counts["1"], counts["2"], strict=True)))
    total = tuple(map(sum, zip(*counts.values(), strict=True)))
    body: list[Cells] = [(label, *row) for label, row in counts.items()]
    body.insert(len(body) - 1, ("1+2", *both))
    return [("exempel: typ", *_AGES), *body, ("totalt", *total)]
