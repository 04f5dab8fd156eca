"""What the users of the template Brott fill in: events, settings, and their own police areas."""

from __future__ import annotations

from dataclasses import replace

from regso.templates.brott import example
from regso.templates.brott.formulas import KINDS, POLICE_AREAS
from regso.workbook import inputs, theme
from regso.workbook.declared import Column, Input, SideTable

COLUMNS = (
    Column("n", "norrvärde (N, latitud eller RT 90:s x).", required=True),
    Column("o", "östvärde (E, longitud eller RT 90:s y).", required=True),
    Column("brottstyp", "kategori, till exempel stöld eller olycka.", True, True),
    Column("antal", "antal händelser. Tom cell betyder 1."),
)
_OVERLAP = (
    Column("polisomrade", "polisområdets namn, som på bladet Urval.", True, True),
    Column("kod", "RegSO-kod som polisområdet berör, en rad per kod.", True, True),
    Column(
        "andel",
        "hur stor del av RegSO:ts befolkning som bor i polisområdet, 0–100 %.",
        number_format=theme.PERCENT,
    ),
)
_YEARS = "Ange ett år från och med 2011, till exempel 2022."
SETTINGS = (
    replace(inputs.HEADING, example="Exempel: anmälda brott efter brottsplatsens områdestyp"),
    replace(
        inputs.SYSTEM,
        hint="Det system som n och o är angivna i. I WGS84 är n latitud och o longitud.",
    ),
    Input(
        "omrade",
        "Område",
        "99",
        "Kod för ett län (två siffror) eller en kommun (fyra). 00 är hela riket. Befolkningen "
        "gäller hela området, och händelser utanför räknas inte.",
        inputs.between("length", 2, 4, "Skriv två eller fyra siffror, till exempel 01 eller 0180."),
        "input_text",
        is_example=True,
    ),
    inputs.YEAR,
    Input(
        "bef_ar",
        "Folkmängdens år",
        2022,
        "Kan vara ett annat år än typernas, i samma indelning.",
        inputs.between("integer", 2011, 2100, _YEARS),
        "input_year",
        is_example=False,
    ),
    replace(
        inputs.THRESHOLD,
        hint="Lägsta antal händelser som får visas. Mindre antal, och det som röjer dem, blir "
        '"..". 1 döljer inget.',
    ),
    inputs.LEVEL,
)
_OF_EXAMPLE = [*list(example.KINDS)[:3], *[None] * (len(KINDS) - 3)]
CATEGORIES = tuple(
    Input(
        name,
        f"Brottstyp {i}",
        kind,
        "Skrivs som i kolumnen brottstyp. Tomt fält används inte.",
        inputs.text(40),
        "input_text",
        is_example=False,
    )
    for i, (name, kind) in enumerate(zip(KINDS, _OF_EXAMPLE, strict=True), 1)
)
_NAMES = (example.NORTH_END, example.CENTRE, None)
POLICE = (
    *(
        Input(
            name,
            f"Polisområde {i}",
            area,
            "Skrivs som i tabellen på bladet Överlapp. Tomt fält används inte.",
            inputs.text(60),
            "input_text",
            is_example=area is not None,
        )
        for i, (name, area) in enumerate(zip(POLICE_AREAS, _NAMES, strict=True), 1)
    ),
    Input(
        "tackning",
        "Lägsta täckning",
        0.8,
        "Er egen gräns för när RegSO får stå för polisområdet: andel av befolkningen i berörda "
        "RegSO som bor i polisområdet.",
        inputs.between("decimal", 0, 1, "Ange en andel från 0 till 100 %."),
        "input_share",
        is_example=False,
    ),
)
INPUTS = (*SETTINGS, *CATEGORIES, *POLICE)
OVERLAP = SideTable(
    name="Overlapp",
    sheet="Överlapp",
    columns=_OVERLAP,
    rows=example.OVERLAP,
    known_by="polisomrade",
)
