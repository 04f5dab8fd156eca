"""Which cells of a result are published: those that are printed, and those that its charts draw.

What a user has put beside the result, and what only formulas of the page read, is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from regso.errors import FileError
from regso.xlsx.cells import Area
from regso.xlsx.package import Package

PRINT_AREA: Final = "_xlnm.Print_Area"
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!\[\]()]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)"
)


def names_of(package: Package, sheet: str) -> list[etree._Element]:
    """Return the defined names that are local to a sheet."""
    own = [str(i) for i, s in enumerate(package.sheet_elements()) if s.get("name") == sheet]
    return [name for name in package.defined_names() if name.get("localSheetId") in own]


def published_areas(package: Package, sheet: str) -> list[Area]:
    """Return the areas of a sheet that are published; none where it does not say what is printed.

    Raises
    ------
    FileError
        The print area is no area of cells.
    """
    said = [n.text or "" for n in names_of(package, sheet) if n.get("name") == PRINT_AREA]
    try:
        areas = [Area.parse(part.rpartition("!")[2]) for text in said for part in text.split(",")]
    except ValueError:
        raise FileError(
            f"Utskriftsområdet på bladet {sheet} går inte att läsa, så kopian gjordes inte; ange "
            "det som ett område av celler (Sidlayout, Utskriftsområde).",
        ) from None
    return [*areas, *_drawn(package, sheet)] if areas else []


def charts_of(package: Package, sheet: str) -> Iterator[etree._Element]:
    """Yield the charts of a sheet."""
    for drawing in package.related(package.sheets[sheet], "drawing").values():
        for part in package.related(drawing, "chart").values():
            yield package.tree(part)


def _drawn(package: Package, sheet: str) -> list[Area]:
    """Return what a sheet's charts draw of the sheet itself, with the heads above."""
    formulas = (f for chart in charts_of(package, sheet) for f in chart.iter(f"{{{CHART}}}f"))
    read = [cells_of(formula.text or "") for formula in formulas]
    areas = [found[1] for found in read if found is not None and found[0] == sheet]
    return [area._replace(top=max(1, area.top - 1)) for area in areas]


def cells_of(reference: str) -> tuple[str, Area] | None:
    """Return sheet and area of a chart's reference; None where it is something else."""
    form = _REFERENCE.fullmatch(reference.strip())
    if form is None:
        return None
    return (form[1] or form[2]).replace("''", "'"), Area.parse(form[3])
