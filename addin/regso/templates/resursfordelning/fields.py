"""What the users of the template Resursfördelning fill in: a row per unit, and two alternatives."""

from __future__ import annotations

from dataclasses import replace

from regso.workbook import inputs
from regso.workbook.declared import Column, Input

COLUMNS = (
    Column("enhet", "skolan, kommunen eller kontoret som ska få medel.", True, True),
    Column(
        "kod",
        "RegSO- eller DeSO-kod (eller kommunkod). Cellerna får vara tomma. En kommun, eller en "
        "enhet utan kod, redovisas som okänd områdestyp.",
        True,
        True,
    ),
    Column("volym", "det som medlen ska räcka till, till exempel antal elever.", True),
    Column(
        "index",
        "ditt eget index, högre = mer medel (till exempel Skolverkets, kring 100). Tom kolumn "
        "betyder SCB:s index för koden (0–100, högre = större utmaningar).",
    ),
)
_YES_NO = ("ja", "nej")
_SHARE = inputs.between("decimal", 0, 1, "Ange en andel från 0 till 100 %, till exempel 80 %.")


def _base(letter: str, example: float) -> Input:
    return Input(
        f"grund_{letter.lower()}",
        f"Alternativ {letter}: grundandel",
        example,
        "Andel av potten som fördelas efter volym utan index. Resten fördelas efter volym × index.",
        _SHARE,
        "input_share",
        is_example=False,
    )


def _uses_index(letter: str, example: str) -> Input:
    return Input(
        f"index_{letter.lower()}",
        f"Alternativ {letter}: använd index",
        example,
        "nej betyder att hela potten fördelas efter volym; grundandelen har då ingen verkan.",
        inputs.one_of(_YES_NO),
        is_example=False,
    )


INPUTS = (
    replace(inputs.AGENCY, example="Statens skolverk"),
    replace(
        inputs.HEADING,
        example=None,
        hint="Vad potten är och vilka som ska få del av den. Tom: en rubrik med ordet nedan.",
        rule=inputs.text(110),
        is_example=False,
    ),
    Input(
        "per",
        "Volymen räknas i",
        "elev",
        "Ett ord i ental, till exempel elev, arbetssökande eller ärende. Står i rubrikerna.",
        inputs.between("length", 1, 16, "Skriv ett ord på högst 16 tecken."),
        is_example=False,
    ),
    Input(
        "pott",
        "Pott, kronor",
        24_680_000,
        "Hela beloppet som ska fördelas. Ska vara jämnt delbart med avrundningen.",
        inputs.kronor(),
        "input_money",
        is_example=True,
    ),
    Input(
        "enhet_kr",
        "Avrunda till hela, kronor",
        100,
        "Varje del blir hela 1, 100 eller 1 000 kronor. Summan är ändå exakt potten.",
        inputs.one_of(("1", "100", "1000")),
        "input_money",
        is_example=False,
    ),
    _base("A", 1.0),
    _uses_index("A", "nej"),
    _base("B", 0.8),
    _uses_index("B", "ja"),
    inputs.YEAR,
    replace(inputs.OWN_VINTAGE, example="RegSO 2020"),
    replace(
        inputs.THRESHOLD,
        hint="Lägsta volym (antal personer) som får visas på bladet Fördelning. Mindre volymer, "
        'och de belopp som röjer dem, blir "..". 1 döljer inget.',
    ),
)
