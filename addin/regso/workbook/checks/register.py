"""What a workbook checks about itself, as formulas; every verdict begins OK, Granska or Fel.

No formula hides an error: without the add-in the cells show it, and the first check says why.
"""

from __future__ import annotations

from collections.abc import Sequence

from regso import __version__
from regso.workbook.checks import examples
from regso.workbook.checks.check import Check
from regso.workbook.declared import Column, Input
from regso.workbook.inputs import UNKNOWN_VINTAGE
from regso.workbook.reference import matched, sourced

# Codes of another kind: of the rows with a code, fewer than this share have got a type.
_FEW, _KOMMUN_DIGITS = 0.1, 4


def _coded() -> str:
    return f"({matched('rader')}-{matched('tomma')})"


def blank_rows(columns: Sequence[Column]) -> str:
    """Return the formula of how many rows of Indata are blank in every column."""
    pairs = ",".join(f'Indata[{column.name}],""' for column in columns)
    return f"COUNTIFS({pairs})"


def without_type(columns: Sequence[Column]) -> str:
    """Return the formula of how many rows have no type; a row that is blank throughout is none."""
    codes = "+".join(matched(label) for label in ("okända", "felaktiga", "tomma"))
    return f"{codes}-{blank_rows(columns)}"


HARDLY_ANY = f"{matched('träff')}<{_FEW}*{_coded()}"
ARE_KOMMUNER = (
    f"AND({matched('okända')}>={matched('felaktiga')},"
    f'LEN({matched("felaktigt värde 1")}&"")<={_KOMMUN_DIGITS})'
)


def other_codes(fine: str) -> str:
    """Return a formula, or what is wrong where hardly any code is of an area with a type."""
    return (
        f"IF({HARDLY_ANY},IF({ARE_KOMMUNER},"
        '"Fel: kolumnen kod har kommunkoder, men bara RegSO och DeSO har en områdestyp. Använd ett '
        'register med RegSO- eller DeSO-kod.",'
        f"IF({matched('felaktiga')}>{matched('okända')},"
        # The name of a function is in two pieces, or the formula would be taken for a call of it.
        '"Fel: kolumnen kod har annat än områdeskoder. Är det namn på RegSO: gör dem till koder '
        'med =REGSO"&"_KOD(namn;kommun), och klistra in koderna som värden.",'
        '"Fel: nästan inga koder finns i årets indelning. Kontrollera registrets indelning och '
        f'områdestypernas år, och att det är RegSO- eller DeSO-koder.")),{fine})'
    )


def counted(columns: Sequence[Column]) -> str:
    """Return the formula that says how many rows of Indata have got a type."""
    rows, missing = f"({matched('rader')}-{blank_rows(columns)})", f"({without_type(columns)})"
    return (
        f'IF({missing}=0,"OK: alla "&{rows}&" rader har fått en områdestyp.",'
        f'"Granska: "&{missing}&" av "&{rows}&" rader har ingen områdestyp och redovisas som '
        f'okänd.")&{_and_blank(columns)}'
    )


def verdict_of_codes(columns: Sequence[Column]) -> str:
    """Return the formula that says in words how the codes of Indata fit the year."""
    return other_codes(counted(columns))


def _and_blank(columns: Sequence[Column]) -> str:
    blank = blank_rows(columns)
    return f'IF({blank}=0,""," Tomma rader: "&{blank}&", som inte räknas.")'


def _verdict_of_vintage() -> str:
    year, vintage = sourced("År"), sourced("Indelning")
    likely = matched("trolig indelning")
    return (
        f'IF(OR(indelning="",indelning="{UNKNOWN_VINTAGE}"),'
        '"Granska: ange registrets indelning. Samma kod kan vara olika områden i två indelningar.",'
        f"IF(ISERROR(SEARCH(indelning,{vintage})),"
        f'IF(ISNUMBER(SEARCH(IF({likely}="","-",{likely}),{vintage})),'
        f'"Fel: koderna ser ut att vara "&{likely}&", som hör till "&{year}&", men Registrets '
        f'indelning är "&indelning&". Ändra den till "&{likely}&".",'
        f'"Fel: typerna för "&{year}&" gäller "&{vintage}&" men Registrets indelning är '
        '"&indelning&". Rätta den, byt år eller räkna om koderna."),'
        f'IF(LEFT({likely},4)="kan ",'
        '"OK: indelningen hör till året, men koderna kan inte visa om den är rätt.",'
        f'IF(LEFT({likely},8)="blandade","Granska: "&{likely}&". Rader i en annan indelning än '
        'årets redovisas som okänd.",'
        f'IF({likely}&""=indelning,"OK: koderna, året och angiven indelning stämmer överens.",'
        f'"Fel: koderna ser ut att vara "&{likely}&", inte "&indelning&".")))))'
    )


def wrong_numbers(*columns: str) -> str:
    """Return the formula of how many cells of columns of numbers are text or negative."""
    return "+".join(
        f'COUNTA(Indata[{c}])-COUNT(Indata[{c}])+COUNTIF(Indata[{c}],"<0")' for c in columns
    )


def half_pairs(part: str, whole: str) -> str:
    """Return the formula of how many rows lack one of two numbers that both columns have."""
    one = f'SUMPRODUCT(((Indata[{part}]="")+(Indata[{whole}]="")=1)*1)'
    return f"IF(COUNT(Indata[{part}])*COUNT(Indata[{whole}])=0,0,{one})"


def larger_parts(part: str, whole: str) -> str:
    """Return the formula of how many rows have a part that is larger than its whole."""
    both = f'(Indata[{part}]<>"")*(Indata[{whole}]<>"")'
    return f"SUMPRODUCT({both}*(Indata[{part}]>Indata[{whole}]))"


def numbers(wrong: str, fine: str, remedy: str) -> Check:
    """Return the check that the numbers of Indata can be what they are said to be.

    An area type hides the error of a single row in its sum, so the rows are asked themselves.
    """
    return Check(
        "Felaktiga tal i Indata",
        wrong,
        f'IF({{value}}=0,"OK: {fine}","Fel: {remedy} Rätta i Indata.")',
    )


# Of `edits` nothing is added: an add-in that is not there is noticed at the first edit.
ADD_IN = Check(
    "Tillägget RegSO",
    f'REGSO_VERSION("{__version__}"&LEFT({{edits}},0))',
    'IF(ISNUMBER(SEARCH("arbetsb",{value})),"Granska: arbetsboken gjordes med en annan version, så '
    'tal kan skilja sig. Hämta den nya mallen och klistra in registret där.","OK: tillägget '
    'svarar.")',
    "Fel: tillägget RegSO är inte igång, så siffrorna räknas inte om. Starta tillägget eller "
    "kontakta IT.",
)
ROWS_WITH_CODE = Check(
    "Rader med kod",
    f"{matched('rader')}-{matched('tomma')}",
    'IF({value}=0,"Fel: tabellen Indata har inga koder.","OK: raderna är inlästa.")',
)
_DIFFERENCE = matched("summaradernas skillnad")
TOTALS = Check(
    "Summarader",
    matched("summarader"),
    'IF({value}=0,"OK: inga summarader.",'
    f'IF(ISNUMBER({_DIFFERENCE}),IF({_DIFFERENCE}<>0,"Granska: rader som är summor av andra räknas '
    f'inte. De skiljer sig "&{_DIFFERENCE}&" från sina delar.","OK: rader som är summor av andra '
    'räknas inte."),"OK: rader som är summor av andra räknas inte."))',
)
OVERLAPS = Check(
    "Områden som överlappar",
    matched("överlappande områden"),
    'IF({value}=0,"OK: inget område räknas två gånger.","Fel: RegSO står tillsammans med sina egna '
    f'DeSO: "&{matched("överlappning")}&". Behåll den ena nivån.")',
)
EXAMPLE_CODES = examples.REGISTER.check()
VINTAGE_OF_CODES = Check(
    "Indelning enligt koderna",
    f'IF({sourced("Indelning")}&""="","",{matched("trolig indelning")})',
    _verdict_of_vintage(),
)
YEAR_IS_COMPLETE = Check(
    "Områdestypernas år",
    f'{sourced("År")}&": "&{sourced("Omfattning")}',
    'IF(ISNUMBER(SEARCH(", full",{value})),"OK: året är fullständigt.",'
    '"Granska: områden saknar typ detta år. Välj ett annat år eller uppdatera '
    'referensdata.")',
    "Fel: det finns inga områdestyper för året. Välj ett annat år.",
)
THRESHOLD = Check(
    "Tröskel",
    'IF(troskel="","saknas",troskel)',
    'IF(NOT(ISNUMBER(troskel)),"Fel: ange en tröskel; tabellen räknas inte utan den.",'
    'IF(troskel<1,"Fel: tröskeln ska vara minst 1.",'
    'IF(troskel=1,"Granska: tröskel 1 döljer inga antal.",'
    '"OK: antal under "&troskel&" döljs, och det som skulle röja dem.")))',
)


def rows_without_type(columns: Sequence[Column]) -> Check:
    """Return the check that the rows of Indata, with these columns, have got a type."""
    return Check(
        "Rader utan områdestyp",
        without_type(columns),
        other_codes(
            'IF({value}=0,"OK: alla rader har fått en områdestyp.",'
            '"Granska: raderna redovisas som okänd. Se bladet Matchning.")'
            f"&{_and_blank(columns)}"
        ),
    )


def of_register(columns: Sequence[Column], inputs: Sequence[Input] = ()) -> tuple[Check, ...]:
    """Return the checks of a register with these columns, its codes in the column kod.

    With inputs of which some are the example's, one check is what is left of the example.
    """
    left = (examples.REGISTER.left(inputs),) if any(i.is_example for i in inputs) else ()
    return (
        ADD_IN,
        *left,
        ROWS_WITH_CODE,
        rows_without_type(columns),
        TOTALS,
        OVERLAPS,
        EXAMPLE_CODES,
        VINTAGE_OF_CODES,
        YEAR_IS_COMPLETE,
        THRESHOLD,
    )
