"""The template Resursfördelning: a pot divided by volume and index in two ways, side by side."""

from __future__ import annotations

from dataclasses import replace

from regso.templates.resursfordelning import report, units
from regso.templates.resursfordelning.example import example_rows
from regso.workbook import checks, examples, inputs
from regso.workbook import standard as pages
from regso.workbook.book import Book
from regso.workbook.check import Check
from regso.workbook.checks import matched, unless_error
from regso.workbook.declared import Column, Input

NAME = "resursfordelning"
TITLE = "Resursfördelning"
REPORT = report.SHEET
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
)
LEAD = "En pott efter volym och index, i två alternativ, på kronan"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i potten och de två alternativen i de gula fälten här nedanför.",
    ),
    (
        "2  Klistra in",
        "Klistra in enheterna i tabellen på bladet Indata: en rad per enhet med namn, kod, volym "
        f"och index. Mallen rymmer {units.MOST_TEXT} enheter.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna börjar med OK. Bladet Fördelning jämför alternativen och Per enhet "
        "har varje enhets belopp. Små volymer kan vara uppgifter om enskilda: tänk på det när "
        "Per enhet lämnas vidare.",
    ),
)


def _sums_to_the_pot(letter: str, column: str) -> Check:
    first = units.ROWS.cell(f"${column}${units.ROWS.top}")
    return Check(
        f"Summa {letter} minus potten",
        unless_error(first, f"SUM({units.ROWS.column(column)})-pott"),
        'IF({value}=0,"OK: delarna summerar till potten på kronan.",'
        '"Fel: delarna summerar inte till potten.")',
        "Fel: potten kan inte fördelas. Åtgärda det som de andra kontrollerna säger.",
    )


def _unless_kommuner(verdict: str) -> str:
    """Return a verdict on the codes, or that units which are no areas have no type."""
    coded = f"{matched('rader')}-{matched('tomma')}"
    return (
        f"IF(AND({units.TYPED}=0,{coded}={units.KOMMUNER}),"
        '"Granska: enheterna är kommuner eller saknar kod, så bladet Fördelning visar bara '
        f'summorna och inga områdestyper. Beloppen på Per enhet gäller.",{verdict})'
    )


_WITHOUT_TYPE = checks.rows_without_type(COLUMNS)
CHECKS = (
    checks.ADD_IN,
    examples.REGISTER.left(INPUTS),
    Check(
        "Enheter med volym",
        f"COUNT({units.ROWS.column(units.VOLUME)})",
        f'IF({units.COUNT}>{units.MOST},"Fel: Indata har "&{units.COUNT}&" rader men mallen rymmer '
        f'{units.MOST}. Inget fördelas. Summera enheterna till färre rader.",'
        'IF({value}=0,"Fel: tabellen Indata har inga volymer.",'
        f'IF(SUM({units.ROWS.column(units.VOLUME)})=0,"Fel: volymerna är 0, så det finns inget att '
        'fördela efter.",'
        f'IF({{value}}<{units.COUNT},"Granska: "&({units.COUNT}-{{value}})&" rader i Indata saknar '
        'volym och får inget.","OK: alla rader i Indata har volym."))))',
    ),
    Check(
        "Felaktiga tal i Indata",
        "COUNTA(Indata[volym])-COUNT(Indata[volym])+COUNTA(Indata[index])-COUNT(Indata[index])"
        '+COUNTIF(Indata[volym],"<0")+COUNTIF(Indata[index],"<0")',
        'IF({value}=0,"OK: volym och index är tal som inte är negativa.",'
        '"Fel: volym eller index har text eller negativa tal. Rätta dem i Indata.")',
    ),
    Check(
        "Index",
        f"{units.INDEX_RANGE}",
        'IF(AND(index_a<>"ja",index_b<>"ja"),"OK: inget av alternativen använder index.",'
        f'IF({units.WITHOUT_INDEX}>0,"Fel: "&{units.WITHOUT_INDEX}&" enheter har volym men inget '
        'index, så inget fördelas med index. Fyll i index, eller rätta kod och år.",'
        f'IF({units.IS_OWN},"OK: ditt eget index används. Det är inte SCB:s index.",'
        '"OK: SCB:s index för året används (0–100, högre = större utmaningar).")))',
    ),
    Check(
        "Pott och avrundning",
        "IF(enhet_kr>0,MOD(pott,enhet_kr),NA())",
        'IF({value}=0,"OK: potten är jämnt delbar med avrundningen.",'
        '"Fel: potten är inte jämnt delbar med avrundningen. Ändra en av dem.")',
        "Fel: ange en avrundning: 1, 100 eller 1 000 kronor.",
    ),
    _sums_to_the_pot("A", units.AMOUNTS["A"]),
    _sums_to_the_pot("B", units.AMOUNTS["B"]),
    Check(
        "Områdestyperna minus potten",
        report.TYPES_MINUS_POT,
        'IF({value}=0,"OK: områdestyperna, okänd inräknad, summerar till potten.",'
        '"Fel: områdestyperna summerar inte till potten.")',
        "Fel: kan inte räknas. Börja med de andra kontrollerna.",
    ),
    _WITHOUT_TYPE._replace(status=_unless_kommuner(_WITHOUT_TYPE.status)),
    checks.EXAMPLE_CODES,
    checks.VINTAGE_OF_CODES,
    checks.YEAR_IS_COMPLETE,
    Check(
        "Grundandelar",
        "MAX(grund_a,grund_b)",
        "IF(AND(COUNT(grund_a,grund_b)=2,MIN(grund_a,grund_b)>=0,{value}<=1),"
        '"OK: grundandelarna är mellan 0 och 100 %.",'
        '"Fel: en grundandel ska vara 0–100 %. På kommandoraden skrivs 80 % som 0,8.")',
    ),
)


def build() -> bytes:
    """Return the workbook as built: example data in Indata, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, INPUTS, CHECKS)
    pages.data(book, COLUMNS, example_rows())
    report.write(book)
    units.write(book)
    pages.match(book, _unless_kommuner(checks.verdict_of_codes(COLUMNS)))
    pages.source(book)
    pages.functions(book)
    return book.save()
