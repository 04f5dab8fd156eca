"""The checks of the template Sekretess."""

from __future__ import annotations

from regso.templates.sekretess.fields import INPUTS, ROWS
from regso.templates.sekretess.tables import EXPOSED, HIDDEN, SUMS, UNCERTAIN
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.checks.register import ADD_IN, THRESHOLD

# The corner alone is marked, so one row tells the whole table.
_EXAMPLE_TABLE = ExampleRows(
    'COUNTIF(Indata[etikett],"exempel*")', "1", "exemplets tabell (påhittad)", "Exempeltabell"
)
CHECKS = (
    ADD_IN,
    _EXAMPLE_TABLE.left(INPUTS),
    _EXAMPLE_TABLE.check(),
    Check(
        "Tabellens rader",
        "COUNTA(Indata[etikett])",
        f'IF({{value}}=0,"Fel: tabellen Indata är tom.",IF({{value}}>{ROWS},"Fel: tabellen har '
        f'fler rader än de {ROWS} som granskas. Dela den.","OK: tabellen får plats."))',
    ),
    Check(
        "Summor och andelar",
        SUMS,
        f'IF(marginaler<>"auto","Granska: summorna är angivna för hand, se bladet Struktur.",'
        f'IF({UNCERTAIN}>0,"Granska: en summa är osäker och skyddas inte, se bladet Struktur.",'
        'IF({value}=0,"Granska: inga summor finns i etiketter eller tal. Finns det summor så ange '
        'dem.","OK: sökta i etiketter och tal, se bladet Struktur.")))',
        "Fel: tabellen gick inte att läsa, se felet på bladet Struktur.",
    ),
    THRESHOLD,
    Check(
        "Dolda celler",
        HIDDEN,
        'IF({value}=0,"OK: inget antal är under tröskeln.","OK: så få celler som går är dolda.")',
        "Fel: tabellen gick inte att skydda: en cell är inget antal (skriv 0 eller .. för ett "
        "streck), en rad som heter totalt är inte summan av de andra, eller en kolumn är andelar.",
    ),
    Check(
        "Röjda celler",
        EXPOSED,
        'IF({value}=0,"OK: inget dolt antal går att räkna ut.","Fel: dolda antal går att räkna '
        'ut. Se bladet Granskning.")',
        "Fel: granskningen gick inte att göra. Indata ska ha de sanna antalen, utan dolda celler.",
    ),
)
