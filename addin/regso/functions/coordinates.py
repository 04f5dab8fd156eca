"""Worksheet functions of coordinates: the area of a point, the nearest point, who is near.

NumPy, SciPy and shapely are imported when a function here is called, and not before.
"""

from __future__ import annotations

from regso.core.areas.areas import vintage_of
from regso.core.areas.areatypes import NAMES, TOTAL
from regso.core.measures.aggregate import OKAND, sums
from regso.core.measures.typetable import ROWS, in_rows
from regso.errors import CellError, DomainError
from regso.functions.arguments.kinds import EachNumber, Number, PointTable, Text, Year
from regso.functions.register import heading
from regso.functions.registry import PerCell, Rows, Table, as_cell, remembered, worksheet
from regso.functions.values import types as types_by_code
from regso.functions.values import year_of
from regso.store import current

FAMILY = "Koordinater"

_COVERAGE_HEADER = ("typ", "benämning", "befolkning", "inom räckhåll", "andel")


@worksheet(FAMILY)
def REGSO_FRAN_KOORD(
    n: EachNumber, o: EachNumber, system: Text = None, ar: Year = None, annars: Text = None
) -> PerCell:
    """RegSO-koden för området där en punkt ligger, med områdenas exakta gränser.

    n: norrvärde (N, latitud eller RT 90:s x), en cell eller ett område
    o: östvärde (E, longitud eller RT 90:s y), lika många celler som n
    system: "SWEREF99TM" (förval), "WGS84" eller "RT90"
    ar: år som bestämmer indelningen; utelämnat betyder året som =REGSO_AR() svarar
    annars: text i stället för felvärdet i en rad vars punkt inte går att placera
    exempel: =REGSO_FRAN_KOORD(6820500;700500)
    """
    from regso.functions import borders, positions  # noqa: PLC0415 - heavy

    points = positions.read(n, o, system)
    reference = current()
    vintage = vintage_of(year_of(reference, ar))
    areas = borders.regso_map(reference, vintage)
    result = points.cells
    for i, code in points.located(areas):
        result[i] = code
    if None in result:
        outside = remembered(borders.outside(vintage, len(areas.codes)).cell())
        result = [outside if cell is None else cell for cell in result]
    if annars is not None:
        instead = as_cell(annars)
        result = [instead if isinstance(cell, CellError) else cell for cell in result]
    rows, width = n.shape
    return [result[i * width : (i + 1) * width] for i in range(rows)]


@worksheet(FAMILY)
def REGSO_NARMAST(n: EachNumber, o: EachNumber, punkter: PointTable, system: Text = None) -> Table:
    """Närmaste punkt och avståndet dit i km fågelvägen, en rad med två celler per punkt.

    n: norrvärde (N, latitud eller RT 90:s x), en cell eller ett område
    o: östvärde (E, longitud eller RT 90:s y), lika många celler som n
    punkter: kolumnerna n, o eller namn, n, o; utan namn ges punktens nummer i området
    system: "SWEREF99TM" (förval), "WGS84" eller "RT90", för båda
    exempel: =REGSO_NARMAST(6820500;700500;{"A",6820600,700500;"B",6823000,701000})
    """
    from regso.functions import positions  # noqa: PLC0415 - heavy

    points = positions.read(n, o, system)
    targets = positions.targets(punkter, points.system)
    rows: Rows = [[cell, cell] for cell in points.cells]
    for i, name, km in points.nearest(targets):
        rows[i] = [name, km]
    return rows


@worksheet(FAMILY)
def REGSO_TACKNING(punkter: PointTable, radie_km: Number, ar: Year = None) -> Table:
    """Befolkningen per områdestyp inom en viss sträcka fågelvägen från närmaste punkt.

    punkter: kolumnerna n, o eller namn, n, o; systemet framgår av talen
    radie_km: längsta avstånd till närmaste punkt, km
    ar: år för områdestyp och folkmängd; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_TACKNING({6820500,700500};5;2022)
    """
    from regso.functions import borders, positions  # noqa: PLC0415 - heavy

    if radie_km < 0:
        raise DomainError(f"Radien {radie_km:g} km är negativ; ange ett avstånd från 0 och uppåt.")
    targets = positions.targets(punkter)
    reference = current()
    year = year_of(reference, ar)
    homes = borders.homes(reference, year)
    types = types_by_code(reference, year)
    kinds = [found if isinstance(found := types[code], int) else OKAND for code in homes.regso]
    unknown = borders.unknown_targets(reference, year, homes, targets.where)
    note = borders.left_out_note(homes, unknown)
    reached = homes.within(radie_km, targets.where)
    everyone = in_rows(sums(kinds, homes.persons))
    first, label, *others = _COVERAGE_HEADER
    table: Rows = [[first, heading(label, year), *others]]
    for row, total, inside in zip(ROWS, everyone, in_rows(sums(kinds, reached)), strict=True):
        label = NAMES[row] + note if row == TOTAL else NAMES[row]
        number = row if isinstance(row, str) else float(row)
        table.append([number, label, total, inside, inside / total if total else ""])
    return table
