"""What the user of the template Sekretess fills in: inputs, and tables of one shape."""

from __future__ import annotations

from dataclasses import replace

from regso.workbook import inputs
from regso.workbook.declared import Column, Input, SideTable

ROWS, COUNTS = 26, 8  # places of the table: a row of headings and 25 of counts, by 8 columns
COLUMNS = (
    Column("etikett", "radens etikett.", True, True),
    Column("k1", "antal personer; överst kolumnens rubrik.", True),
    *(Column(f"k{i}", "som k1; tom kolumn räknas inte.") for i in range(2, COUNTS + 1)),
)
_ZEROS = Input(
    "nollor",
    "Nollor",
    "visa",
    "visa (vanligast) eller dölj, som döljer även 0.",
    inputs.one_of(("visa", "dölj")),
    is_example=False,
)
_AIM = Input(
    "metod",
    "Dölj så",
    "minst",
    "minst: så få celler som möjligt. värde: så få personer som möjligt.",
    inputs.one_of(("minst", "värde")),
    is_example=False,
)
_MARGINS = Input(
    "marginaler",
    "Summor",
    "auto",
    'auto: rader och kolumner som heter totalt, summa, 1+2 ... Annars "inga" eller till exempel '
    '"sista raden;sista kolumnen", "rad 6=1+2".',
    inputs.between("length", 1, 100, 'Skriv "auto", "inga" eller vilka rader som är summor.'),
    is_example=False,
)
_ORIGIN = Input(
    "kalla",
    "Källa",
    "Påhittade uppgifter",
    "Skrivs under rubriken.",
    inputs.between("length", 1, 120, "Skriv källan på högst 120 tecken."),
    is_example=True,
)
INPUTS = (
    replace(inputs.AGENCY, example="Socialstyrelsen", hint="Står under rubriken."),
    replace(
        inputs.HEADING,
        example="Exempel: personer med långvarigt ekonomiskt bistånd efter områdestyp och ålder",
        hint="Tabellens rubrik.",
    ),
    _ORIGIN,
    inputs.THRESHOLD,
    _AIM,
    _ZEROS,
    _MARGINS,
)
OWN = SideTable(name="Egen", sheet="Egen", columns=COLUMNS, rows=(), known_by="")
