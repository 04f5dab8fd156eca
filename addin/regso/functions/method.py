"""Worksheet functions for the method itself: the index, its cut-offs and the types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL
from regso.core.areas.areatypes import CutOffs
from regso.core.areas.index import index_of, moments, thresholds
from regso.errors import BadValueError, CellError, DomainError, WorksheetError
from regso.functions.arguments.kinds import Amounts, Column, EachNumber, Number, OptionalColumn
from regso.functions.registry import Cell, PerCell, Rows, Table, remembered, worksheet
from regso.functions.sidebyside import GAP, complete
from regso.store import Reference, current
from regso.store.schema import AREAS

FAMILY = "Metoden"


@worksheet(FAMILY)
def REGSO_BERAKNA_INDEX(v1: EachNumber, v2: EachNumber, v3: EachNumber) -> PerCell:
    """Socioekonomiskt index, 0–100: medelvärdet av tre andelar i procent.

    v1: andel med låg ekonomisk standard, procent 0–100
    v2: andel med förgymnasial utbildning, procent 0–100
    v3: andel med ekonomiskt bistånd eller långvarig arbetslöshet, procent 0–100
    exempel: =REGSO_BERAKNA_INDEX({12;30};{10.5;20};{4.8;25})
    """
    if not v1.shape == v2.shape == v3.shape:
        raise BadValueError("Områdena v1, v2 och v3 är olika stora; markera lika många celler.")
    return [
        [_computed(cells, index_of) for cells in zip(*three, strict=True)]
        for three in zip(v1.rows, v2.rows, v3.rows, strict=True)
    ]


@worksheet(FAMILY)
def REGSO_GRANSER(index: Column, vikter: OptionalColumn = None) -> Table:
    """Antal, medel, standardavvikelse (n − 1), gränserna mellan typerna, och om områden saknas.

    index: socioekonomiskt index för alla områden i landet, oavrundat; tomma celler räknas inte
    vikter: antal per område, till exempel folkmängd; SCB:s typer tycks vara utan vikter
    exempel: =REGSO_GRANSER({3.1;5.2;8.4;9.9;21.5})
    """
    columns = {"index": index} if vikter is None else {"index": index, "vikter": vikter}
    values, *weights = complete(**columns)
    found = moments(values, weights[0] if weights else None)
    limits = found.cut_offs().thresholds
    table: Rows = [["mått", "värde"], ["n", float(found.n)]]
    table += [["medel", found.mean], ["standardavvikelse", found.sd]]
    table += [[f"lägsta index för typ {kind}", low] for kind, low in enumerate(limits, 1)]
    return [*table, ["anmärkning", _part_of_the_country(found.n, current())]]


@worksheet(FAMILY)
def REGSO_KLASSA(index: EachNumber, medel: Amounts, sd: Number = 0.0) -> PerCell:
    """Områdestyp 1–5 ur index; ett värde på en gräns hör till typen med större utmaningar.

    index: socioekonomiskt index 0–100, oavrundat: med en decimal blir någon typ en annan
    medel: landets medelvärde, eller ett område med fyra fallande gränser: lägsta index för typ 1–4
    sd: landets standardavvikelse; utelämnas när medel är fyra gränser
    exempel: =REGSO_KLASSA({20.04;9.1;3.6};9.1;5.47)
    """
    limits = _limits(medel.values, sd)
    return [
        [_computed([cell], lambda numbers: limits.classify(numbers[0])) for cell in row]
        for row in index.rows
    ]


def _part_of_the_country(n: int, reference: Reference) -> str:
    """Return a warning unless n is the number of areas of a vintage; cut-offs are the country's."""
    areas = {vintage: len(reference.areas(vintage).regso) for vintage in reference.years(AREAS)}
    if n in areas.values():
        return ""
    listed = " och ".join(f"{LEVEL_LABEL[v, codes.REGSO]} har {all_}" for v, all_ in areas.items())
    return (
        f"Granska: {n} områden räknades men {listed or 'landets antal är inte inläst'}. "
        "Gränserna är landets bara när alla områden är med."
    )


def _limits(values: list[float | None], sd: float) -> CutOffs:
    if len(values) > 1 and sd == 0:
        return thresholds(values)
    if len(values) > 1 or values[0] is None or sd == 0:
        raise BadValueError(
            "Ange antingen medelvärde och standardavvikelse, eller enbart ett område med fyra "
            "gränser.",
        )
    if sd < 0:
        raise DomainError(f"Standardavvikelsen {sd:g} är negativ; ange ett tal som är större än 0.")
    return CutOffs.from_moments(values[0], sd)


def _computed(cells: Sequence[Cell], compute: Callable[[list[float]], float]) -> Cell:
    """Return what number cells give: their first error value, or empty text if all are empty.

    Some empty cells among numbers that belong together are an error value.
    """
    numbers: list[float] = []
    for cell in cells:
        if isinstance(cell, CellError):
            return cell
        if isinstance(cell, (int, float)):
            numbers.append(cell)
    if not numbers:
        return ""
    try:
        if len(numbers) < len(cells):
            raise BadValueError(GAP)
        return compute(numbers)
    except WorksheetError as error:
        return remembered(error.cell())
