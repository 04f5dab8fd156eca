"""The template Sekretess: a finished table before, after, why each cell is hidden, and an audit.

The table stands in the same cells on Före, Efter and Orsak. Före is Indata with its numbers as
numbers: a column of a text file that begins with a heading comes as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlsxwriter.utility import xl_col_to_name

from regso.workbook import inputs, theme
from regso.workbook import standard as pages
from regso.workbook.book import Book, Sheet
from regso.workbook.check import Check
from regso.workbook.checks import ADD_IN, THRESHOLD, unless_error
from regso.workbook.declared import Column, Content, Input, SideTable
from regso.workbook.examples import ExampleRows
from regso.workbook.use import Use

NAME = "sekretess"
TITLE = "Sekretessgranskning"
REPORT = "Efter"
BEFORE = "Före"
ROWS, COUNTS = 26, 8  # places of the table: a row of headings and 25 of counts, by 8 columns
COLUMNS = (
    Column("etikett", "radens etikett.", True, True),
    Column("k1", "antal personer; överst kolumnens rubrik.", True),
    *(Column(f"k{i}", "som k1; tom kolumn räknas inte.") for i in range(2, COUNTS + 1)),
)
_INVENTED = "Påhittade uppgifter"
ZEROS = Input(
    "nollor",
    "Nollor",
    "visa",
    "visa (vanligast) eller dölj, som döljer även 0.",
    inputs.one_of(("visa", "dölj")),
    is_example=False,
)
AIM = Input(
    "metod",
    "Dölj så",
    "minst",
    "minst: så få celler som möjligt. värde: så få personer som möjligt.",
    inputs.one_of(("minst", "värde")),
    is_example=False,
)
MARGINS = Input(
    "marginaler",
    "Summor",
    "auto",
    'auto: rader och kolumner som heter totalt, summa, 1+2 ... Annars "inga" eller till exempel '
    '"sista raden;sista kolumnen", "rad 6=1+2".',
    inputs.between("length", 1, 100, 'Skriv "auto", "inga" eller vilka rader som är summor.'),
    is_example=False,
)
ORIGIN = Input(
    "kalla",
    "Källa",
    _INVENTED,
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
    ORIGIN,
    inputs.THRESHOLD,
    AIM,
    ZEROS,
    MARGINS,
)
LEAD = "Dölj små antal i en färdig tabell, och pröva att de inte går att räkna ut"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten. Tröskeln är myndighetens egen: lägsta antal som får visas.",
    ),
    (
        "2  Klistra in",
        "Klistra in tabellen på bladet Indata, med rubrikraden överst och alla summor. Bara antal "
        "personer: inga andelar eller belopp.",
    ),
    (
        "3  Granska",
        "Se att kontrollerna börjar med OK. Bladet Orsak säger varför varje cell är dold och "
        "Granskning vad en läsare kan räkna ut. En egen skyddad tabell prövas på bladet Egen.",
    ),
    (
        "4  Lämna ut",
        "Lämna bara ut bladet Efter, som värden eller på papper. De andra bladen röjer det som är "
        "dolt. Granskningen ersätter inte myndighetens sekretessprövning.",
    ),
)
_HEADER_ROW = 8  # of the tables to fill
_TOP = 6  # the first row of the tables on Före, Efter, Orsak and Granskning
_WIDTHS = (1.5, 42, *[14] * COUNTS)
_LABEL = "B"
_LAST_COLUMN = xl_col_to_name(COUNTS + 1)
_AFTER_CORNER = f"{REPORT}!${_LABEL}${_TOP}"
_AFTER = f"{REPORT}!${_LABEL}${_TOP}:${_LAST_COLUMN}${_TOP + ROWS - 1}"
_MOST_HIDDEN = (ROWS - 1) * COUNTS
_AUDIT_CORNER = f"Granskning!$B${_TOP}"
_STATUS = f"Granskning!$F${_TOP + 1}:$F${_TOP + _MOST_HIDDEN}"
_THRESHOLD = "IF(troskel>=1,troskel,NA())"
SMALL, OTHERS, ALREADY = "litet antal (under tröskeln)", "skyddar andra celler", "dold från början"


_BEFORE = f"'{BEFORE}'!${_LABEL}${_TOP}:${_LAST_COLUMN}${_TOP + ROWS - 1}"
OWN = SideTable(name="Egen", sheet="Egen", columns=COLUMNS, rows=(), known_by="")
TABLES = (OWN,)
_OWN = f"Egen!$A${_HEADER_ROW + 1}:${xl_col_to_name(COUNTS)}${_HEADER_ROW + ROWS}"
_AUDITED = f"IF(COUNTA({_OWN})=0,{_AFTER},{_OWN})"
# What a table that could not be protected is: one error, with empty cells after it.
_SOUND = f"IF(ISERROR({_AFTER_CORNER}),{_AFTER_CORNER},{{}})"

PROTECT = f"REGSO_SEKRETESS({_BEFORE},{_THRESHOLD},metod,marginaler,nollor)"
AUDIT = (
    f"REGSO_ROJANDE({_SOUND.format(_BEFORE)},{_SOUND.format(_AUDITED)},"
    f"{_THRESHOLD},marginaler,{_MOST_HIDDEN})"
)
_HIDDEN = f'SUMPRODUCT(({_AFTER}&""="..")*1)'
_EXPOSED = f'SUMPRODUCT(({_STATUS}&""="RÖJD")*1)'
_TOTALS = "+".join(
    f'COUNTIF({_BEFORE},"{word}*")' for word in ("tot", "summa", "samtliga", "alla", "riket")
)
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
        "Summor",
        f'IF(marginaler="auto",{_TOTALS},marginaler)',
        'IF(marginaler<>"auto","Granska: summorna är angivna för hand.",IF({value}=0,"Granska: '
        'ingen etikett heter totalt eller summa. Finns det summor så ange dem.",'
        '"OK: summorna söks upp ur etiketterna."))',
    ),
    THRESHOLD,
    Check(
        "Dolda celler",
        unless_error(_AFTER_CORNER, _HIDDEN),
        'IF({value}=0,"OK: inget antal är under tröskeln.","OK: så få celler som går är dolda.")',
        "Fel: tabellen gick inte att skydda: en cell är inget antal, eller en rad som heter totalt "
        "är inte summan av de andra.",
    ),
    Check(
        "Röjda celler",
        unless_error(_AUDIT_CORNER, _EXPOSED),
        'IF({value}=0,"OK: inget dolt antal går att räkna ut.","Fel: dolda antal går att räkna '
        'ut. Se bladet Granskning.")',
        "Fel: granskningen gick inte att göra. Indata ska ha de sanna antalen, utan dolda celler.",
    ),
)
_EXAMPLE = {
    "1": (41, 88, 96, 52, 12),
    "2": (33, 61, 70, 38, 9),
    "3": (27, 44, 58, 31, 6),
    "4": (19, 36, 40, 22, 7),
    "5": (3, 8, 11, 6, 0),
    "okänd": (2, 5, 6, 0, 0),
}
_AGES = ("18–24 år", "25–34 år", "35–49 år", "50–64 år", "65 år och äldre", "totalt")


def example() -> list[pages.Row]:
    """Return a table with sums of both kinds, and a few small counts."""
    counts = {label: (*row, sum(row)) for label, row in _EXAMPLE.items()}
    both = tuple(map(sum, zip(counts["1"], counts["2"], strict=True)))
    total = tuple(map(sum, zip(*counts.values(), strict=True)))
    body: list[pages.Row] = [(label, *row) for label, row in counts.items()]
    body.insert(len(body) - 1, ("1+2", *both))
    return [("exempel: typ", *_AGES), *body, ("totalt", *total)]


def build() -> bytes:
    """Return the workbook as built: example data in Indata, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, INPUTS, CHECKS)
    _tables(book)
    _before(book)
    _after(book)
    _reasons(book)
    _audit(book)
    pages.functions(book)
    return book.save()


def _tables(book: Book) -> None:
    """Add the tables to fill: the one to protect, and one that is protected in another way."""
    form = (
        "Översta raden har kolumnernas rubriker; etikett har radernas.",
        f"Högst {ROWS - 1} rader med antal och {COUNTS} kolumner. Tomma rader och kolumner räknas "
        "inte.",
        "Ta med alla summor som publiceras, och ge dem etiketten totalt: det som inte syns här "
        "kan inte skyddas.",
    )
    for name, about, lines, rows in (
        (pages.TABLE, "Klistra in din egen tabell över exemplet.", form, example()),
        (
            OWN.name,
            "Valfritt: en tabell som är skyddad på annat sätt, för prövning på bladet Granskning.",
            ("Samma rader och kolumner som i Indata, med .. i de dolda cellerna.", *form[1:2]),
            OWN.rows,
        ),
    ):
        sheet = book.sheet(name, (34, *[13] * COUNTS), use="input", landscape=True, protected=False)
        sheet.put("A1", name, "title")
        sheet.put("A2", about, "label", font_color=theme.WARN_INK)
        for row, text in enumerate(lines, 3):
            sheet.put(f"A{row}", text, "aside")
        sheet.put("A6", "Bladet får inte lämna myndigheten.", "aside", bold=True)
        blank: Sequence[Content] = (None,) * (COUNTS + 1)
        filled: list[pages.Row] = [[*row, *blank][: COUNTS + 1] for row in rows]
        filled += [blank] * (ROWS - len(filled))
        pages.table(sheet, name, f"A{_HEADER_ROW}", COLUMNS, filled)
        sheet.rule(
            f"A{_HEADER_ROW + 1}:{xl_col_to_name(COUNTS)}{_HEADER_ROW + 1}",
            "TRUE",
            {"bold": True, "bg_color": theme.BAND},
        )
        sheet.heights({1: 32})
        sheet.raw.fit_to_pages(1, 1)
        sheet.raw.set_selection(f"A{_HEADER_ROW + 1}")


def _page(book: Book, name: str, use: Use, heading: str, lead: str) -> Sheet:
    sheet = book.sheet(name, _WIDTHS, use=use, landscape=True)
    for row, style, formula in ((1, "report_title", heading), (2, "lead", lead)):
        sheet.merged(f"B{row}:{_LAST_COLUMN}{row}", "", style)
        sheet.formula(f"B{row}", formula, style)
    sheet.heights({1: 30, 2: 20, _TOP - 1: 8})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")
    return sheet


def _frame(sheet: Sheet) -> None:
    """Draw headings and lines where the table has something, and mark what is hidden."""
    top, last = _TOP, _TOP + ROWS - 1
    has_column = f'SUMPRODUCT(({REPORT}!B${top}:B${last}&""<>"")*1)>0'
    header = {"bold": True, "font_color": "#FFFFFF", "bg_color": theme.BRAND}
    sheet.rule(f"B{top}:{_LAST_COLUMN}{top}", has_column, header)
    place = f"B{top + 1}:{_LAST_COLUMN}{last}"
    sheet.rule(place, f'{REPORT}!B{top + 1}&""=".."', {"bg_color": theme.WARN_FILL})
    row = f"${_LABEL}{top + 1}:${_LAST_COLUMN}{top + 1}"
    has_row = f'SUMPRODUCT(({REPORT}!{row}&""<>"")*1)>0'
    line = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(place, f"AND({has_row},{has_column})", line)


def _before(book: Book) -> None:
    sheet = _page(book, BEFORE, "work", '"Före: tabellen som den klistrades in"', _not_out())
    for i in range(ROWS):
        for j in range(COUNTS + 1):
            pasted = f"{pages.TABLE}!{xl_col_to_name(j)}{_HEADER_ROW + 1 + i}"
            number = f"IF(ISERROR(VALUE({pasted})),{pasted},VALUE({pasted}))" if i and j else pasted
            look: theme.Style = {"align": "right" if j else "left", "indent": 1}
            look |= {"num_format": theme.COUNT} if i and j else {"text_wrap": not i}
            cell = f"{xl_col_to_name(j + 1)}{_TOP + i}"
            sheet.formula(cell, f'IF({pasted}="","",{number})', "body", **look)
    sheet.heights({_TOP: 32})
    _frame(sheet)


def _after(book: Book) -> None:
    sheet = _page(book, REPORT, "result", "rubrik", "myndighet")
    label = theme.style("body", indent=1, shrink=True)
    counts = theme.style("body", align="right", indent=1, num_format=theme.COUNT)
    head = {**counts, "num_format": "General", "text_wrap": True}
    styles = [[label, *[head] * COUNTS], *[[label, *[counts] * COUNTS]] * (ROWS - 1)]
    sheet.spill(f"B{_TOP}", PROTECT, styles)
    sheet.heights({_TOP: 32})
    _frame(sheet)
    # Above the table, because its end depends on what is pasted.
    notes = (
        'IF(troskel>1,".. = uppgiften visas inte: antalet är under "&troskel&", eller så skulle '
        'ett sådant antal gå att räkna ut.","Inga antal är dolda: tröskeln är 1.")',
        '"Källa: "&kalla&"."',
    )
    for row, formula in enumerate(notes, 3):
        sheet.merged(f"B{row}:{_LAST_COLUMN}{row}", "", "note")
        sheet.formula(f"B{row}", unless_error(_AFTER_CORNER, formula), "note")


def _reasons(book: Book) -> None:
    sheet = _page(book, "Orsak", "work", '"Orsak: varför varje cell är dold"', _not_out())
    for i in range(ROWS):
        for j in range(COUNTS + 1):
            cell = f"{xl_col_to_name(j + 1)}{_TOP + i}"
            before = f"'{BEFORE}'!{cell}"
            if i and j:
                small = f"AND(ISNUMBER({before}),{before}<troskel)"
                reason = f'IF({small},"{SMALL}",IF({before}="..","{ALREADY}","{OTHERS}"))'
                text = f'IF({REPORT}!{cell}&""="..",{reason},"")'
            else:
                text = f'IF({before}="","",{before})'
            look: theme.Style = {"align": "left", "indent": 1, "text_wrap": i == 0 or j > 0}
            look |= {"font_size": 9} if i and j else {}
            sheet.formula(cell, unless_error(_AFTER_CORNER, text), "body", **look)
        sheet.heights({_TOP + i: 32})
    _frame(sheet)


def _not_out() -> str:
    return '"Bladet röjer det som är dolt och får inte lämna myndigheten."'


def _audit(book: Book) -> None:
    sheet = book.sheet("Granskning", (1.5, 34, 24, 14, 16, 14), use="work")
    sheet.put("B1", "Granskning", "title")
    what = f'IF(COUNTA({_OWN})=0,"bladet Efter","din egen tabell på bladet Egen")'
    sheet.formula("B2", f'"Vad en läsare kan räkna ut av "&{what}&". Lämnas inte ut."', "lead")
    sheet.merged("B3:F3", "", "status", indent=1)
    hidden = f'SUMPRODUCT(({_STATUS}&""<>"")*1)'
    verdict = (
        f'IF({_EXPOSED}=0,"OK: inget av "&{hidden}&" dolda antal går att räkna ut.",'
        f'"Fel: "&{_EXPOSED}&" av "&{hidden}&" dolda antal går att räkna ut.")'
    )
    sheet.formula("B3", unless_error(_AUDIT_CORNER, verdict), "status", indent=1)
    sheet.verdict_rules("B3:F3")
    sheet.heights({1: 32, 2: 20, 3: 26, _TOP - 1: 8, _TOP: 20})
    header = [theme.style(s) for s in ("header", "header", *["header_right"] * 2, "header")]
    plain = theme.style("body", indent=1)
    count = theme.style("body", num_format=theme.COUNT, align="right")
    sheet.spill(f"B{_TOP}", AUDIT, [header, *[[plain, plain, count, count, plain]] * _MOST_HIDDEN])
    status = f"F{_TOP + 1}:F{_TOP + _MOST_HIDDEN}"
    for word, look in (("OK", theme.GOOD), ("RÖJD", theme.BAD)):
        sheet.rule(status, f'F{_TOP + 1}&""="{word}"', look)
    sheet.raw.freeze_panes(_TOP, 0)
    sheet.raw.repeat_rows(_TOP - 1)
    sheet.raw.set_selection("B3")
