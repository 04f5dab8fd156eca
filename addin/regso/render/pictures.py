"""Fill the picture slot of a template: the picture on its sheet with the map's name."""

from __future__ import annotations

from regso.render.engine import Recalculated
from regso.workbook.mapplace import AREA, SHEET, YEAR
from regso.xlsx.package import Package


def draw(package: Package, result: Recalculated) -> None:
    """Draw the map of the area and the year that the workbook's inputs name, if it has a map."""
    sheet, names = package.sheets.get(SHEET), package.cell_names()
    if sheet is None or not {AREA, YEAR} <= names.keys():
        return
    from regso.render.area_map import picture  # noqa: PLC0415 - heavy, and one template has a map

    for drawing in package.related(sheet, "drawing").values():
        for part in package.related(drawing, "image").values():
            area, year = (result.value(names[n].sheet, names[n].place) for n in (AREA, YEAR))
            package.parts[part] = picture(area, year)
