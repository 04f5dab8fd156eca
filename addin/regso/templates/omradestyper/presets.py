"""What the eight agencies may want to show by area type: suggestions, three for each.

They are suggestions of this project, drawn from what each agency is responsible for; no agency has
decided on them. The first word of a rate says what it is a rate of, so that a share of the
population cannot be taken for, say, the unemployment rate of the labour force.
"""

from __future__ import annotations

from typing import NamedTuple

from regso.workbook import inputs, theme
from regso.workbook.book import Book, Input
from regso.workbook.check import Check

SHEET = "Förval"
PER_AGENCY = 3
_TOP = 4
_COLUMNS = ("val", "rubrik", "en rad i registret är", "täljare", "nämnare", "mått", "tänk på")


class Preset(NamedTuple):
    """An indicator: heading, unit of a row, numerator, denominator, measure, and a caution."""

    heading: str
    unit: str
    numerator: str
    denominator: str
    measure: str
    caution: str


PRESETS: dict[str, tuple[Preset, ...]] = {
    "Arbetsförmedlingen": (
        Preset(
            "Andel arbetslösa av befolkningen 16–64 år",
            "ett område",
            "antal arbetslösa 16–64 år",
            "befolkningen 16–64 år",
            "andel",
            "Inte samma sak som andelen av arbetskraften. Studentområden har låga värden.",
        ),
        Preset(
            "Andel utan arbete i mer än tolv månader, av inskrivna arbetssökande",
            "en inskriven arbetssökande",
            "1 om personen varit utan arbete i mer än tolv månader, annars 0",
            "1 per person",
            "andel",
            "Säger inget om hur många som är inskrivna i förhållande till befolkningen.",
        ),
        Preset(
            "Övergångar till arbete per 1 000 inskrivna arbetssökande",
            "ett område",
            "antal övergångar till arbete under perioden",
            "inskrivna arbetssökande i genomsnitt",
            "tal",
            "Samma person kan gå till arbete flera gånger.",
        ),
    ),
    "Folkhälsomyndigheten": (
        Preset(
            "Andel vaccinerade av befolkningen",
            "ett område",
            "antal vaccinerade",
            "befolkningen i målgruppen",
            "andel",
            "Områden har olika åldrar: jämför inom åldersgrupp eller standardisera (mallen halsa).",
        ),
        Preset(
            "Anmälda fall per 1 000 invånare",
            "ett område",
            "antal anmälda fall",
            "befolkningen",
            "tal",
            "Provtagningen kan skilja sig mellan områden.",
        ),
        Preset(
            "Andel med god självskattad hälsa, av dem som svarat",
            "ett svar",
            "1 om svaret är gott, annars 0",
            "1 per svar",
            "andel",
            "Intervallet gäller inte viktade urvalsundersökningar; visa det då inte.",
        ),
    ),
    "Försäkringskassan": (
        Preset(
            "Mottagare av sjukpenning per 1 000 försäkrade",
            "ett område",
            "antal mottagare under året",
            "försäkrade i genomsnitt",
            "tal",
            "Åldersfördelningen skiljer sig mellan områden.",
        ),
        Preset(
            "Utbetalt belopp per mottagare, kronor",
            "en mottagare",
            "utbetalt belopp i kronor",
            "1 per mottagare",
            "medel",
            "Tröskeln räknar rader: använd en rad per mottagare.",
        ),
        Preset(
            "Andel hushåll med bostadsbidrag, av alla hushåll",
            "ett område",
            "antal hushåll med bostadsbidrag",
            "antal hushåll",
            "andel",
            "Enheten är hushåll, inte personer: säg det i rubriken.",
        ),
    ),
    "Polismyndigheten": (
        Preset(
            "Anmälda brott per 1 000 invånare",
            "ett område",
            "antal anmälda brott efter brottsplats",
            "befolkningen",
            "tal",
            "Den som utsätts bor ofta någon annanstans. Områdestyper är inte polisens lista.",
        ),
        Preset(
            "Andel lagförda av anmälda brott",
            "ett brott",
            "1 om brottet är lagfört, annars 0",
            "1 per brott",
            "andel",
            "Brott som anmälts sent på året hinner sällan lagföras.",
        ),
        Preset(
            "Händelser per 1 000 invånare",
            "ett område",
            "antal händelser efter plats",
            "befolkningen",
            "tal",
            "Centrum och handelsområden har få boende: höga tal säger lite om de boende.",
        ),
    ),
    "Socialstyrelsen": (
        Preset(
            "Andel med ekonomiskt bistånd av vuxna i befolkningen",
            "ett område",
            "antal vuxna biståndsmottagare",
            "vuxna i befolkningen",
            "andel",
            "Bistånd ingår i indexet som bestämmer områdestypen: skillnaden är delvis inbyggd.",
        ),
        Preset(
            "Vårdtillfällen per 1 000 invånare",
            "ett område",
            "antal vårdtillfällen under året",
            "befolkningen",
            "tal",
            "Standardisera för ålder (mallen halsa) innan områdestyper jämförs.",
        ),
        Preset(
            "Andel som besökt tandvården, av vuxna i befolkningen",
            "ett område",
            "antal vuxna med minst ett besök",
            "vuxna i befolkningen",
            "andel",
            "Bara den vård som finns i registret räknas.",
        ),
    ),
    "Statens servicecenter": (
        Preset(
            "Besök per 1 000 invånare",
            "ett område",
            "antal besök av boende i området",
            "befolkningen",
            "tal",
            "Kräver att besökarens område är känt; annars visar talet kontorens läge.",
        ),
        Preset(
            "Kostnad per besök, kronor",
            "ett kontor",
            "kostnad i kronor",
            "antal besök",
            "medel",
            "Områdestypen är kontorets, inte besökarnas.",
        ),
        Preset(
            "Andel besök i ett ärendeslag, av alla besök",
            "ett område",
            "antal besök i ärendeslaget",
            "alla besök",
            "andel",
            "Ett besök kan gälla flera ärenden.",
        ),
    ),
    "Statens skolverk": (
        Preset(
            "Andel behöriga till gymnasieskolan, av elever som slutat årskurs 9",
            "en elev",
            "1 om eleven är behörig, annars 0",
            "1 per elev",
            "andel",
            "Områdestypen gäller elevens hem, inte skolan. Skolverkets eget index är ett annat.",
        ),
        Preset(
            "Genomsnittligt meritvärde i årskurs 9",
            "en elev",
            "elevens meritvärde",
            "1 per elev med betyg",
            "medel",
            "Elever utan betyg ingår inte om de saknar värde.",
        ),
        Preset(
            "Andel som nått lägst betyget E i ett ämne, av elever med betyg",
            "en elev",
            "1 om eleven nått lägst E, annars 0",
            "1 per elev med betyg",
            "andel",
            "Ange ämne och läsår i rubriken.",
        ),
    ),
    "Trafikverket": (
        Preset(
            "Skadade i trafiken per 1 000 invånare",
            "ett område",
            "antal skadade efter olycksplats",
            "befolkningen",
            "tal",
            "Olycksplatsen säger lite om var den skadade bor.",
        ),
        Preset(
            "Andel exponerade för buller över gränsen, av befolkningen",
            "ett område",
            "antal exponerade",
            "befolkningen",
            "andel",
            "Ange gränsvärdet i rubriken.",
        ),
        Preset(
            "Investeringar per invånare, kronor",
            "ett område",
            "investerat belopp i kronor",
            "befolkningen",
            "medel",
            "Ett stort objekt i ett område kan avgöra hela områdestypen.",
        ),
    ),
}

CHOICE = Input(
    "forval",
    "Förval",
    1,
    "Vilket av myndighetens tre förslag på bladet Förval som rubriken och kontrollen av måttet "
    "utgår från.",
    inputs.between("integer", 1, PER_AGENCY, "Ange 1, 2 eller 3 enligt bladet Förval."),
    "input_year",
    is_example=False,
)


HEADING = Input(
    "rubrik",
    "Rubrik",
    None,
    "Lämna tom för förvalets rubrik. Säg av vilka, så att andelen inte kan misstas för ett annat "
    "mått.",
    inputs.text(110),
    is_example=False,
)


def chosen(column: str) -> str:
    """Return the formula of a column's value for the chosen agency and suggestion."""
    last = _TOP + len(PRESETS) * PER_AGENCY
    letter = "CDEFGHI"[_COLUMNS.index(column)]

    def rows(at: str) -> str:
        return f"'{SHEET}'!${at}${_TOP + 1}:${at}${last}"

    return f'INDEX({rows(letter)},MATCH(myndighet&" "&forval,{rows("J")},0))'


def heading() -> str:
    """Return the formula of the heading: the user's own, or that of what is measured."""
    suggested = f'IF(matt="{inputs.SPREAD}","Fördelning per områdestyp",{chosen("rubrik")})'
    return f'IF(rubrik="",{suggested},rubrik)'


def description() -> str:
    """Return the formula of what the suggestion measures; empty under any other heading."""
    return (
        f'IF(AND(rubrik="",matt<>"{inputs.SPREAD}"),"Täljare: "&{chosen("täljare")}&". Nämnare: "&'
        f'{chosen("nämnare")}&". "&{chosen("tänk på")},"")'
    )


def measure_check() -> Check:
    """Return the check that the measure is that of the suggestion."""
    return Check(
        "Mått",
        "matt",
        f'IF(rubrik<>"","OK: rubriken är din egen.",IF(matt="{inputs.SPREAD}",'
        f'"OK: rubriken säger att det är en fördelning.",IF(matt={chosen("mått")},'
        f'"OK: måttet hör till förvalet.","Fel: förvalet mäts med "&{chosen("mått")}&". Byt mått '
        'eller skriv en egen rubrik.")))',
    )


def sheet(book: Book) -> None:
    """Add the sheet Förval: every suggestion, agency by agency."""
    page = book.sheet(SHEET, (2, 23, 5, 46, 25, 38, 30, 9, 50, 26), use="help", landscape=True)
    page.put("B1", SHEET, "title")
    page.put(
        "B2",
        "Förslag på vad varje myndighet kan visa per områdestyp. De är mallens, inte myndighetens.",
        "lead",
    )
    page.heights({1: 32, 2: 20, 3: 10, _TOP: 20})
    page.put(f"B{_TOP}", "myndighet", "header")
    for letter, text in zip("CDEFGHI", _COLUMNS, strict=True):
        page.put(f"{letter}{_TOP}", text, "header")
    row = _TOP + 1
    for agency, presets in PRESETS.items():
        for number, preset in enumerate(presets, 1):
            edge: theme.Style = {"top": 1, "top_color": theme.MUTED} if number == 1 else {}
            page.put(f"B{row}", agency if number == 1 else None, "cell_name", **edge)
            page.put(f"C{row}", number, "cell_wrap", **edge)
            for letter, text in zip("DEFGHI", preset, strict=True):
                page.put(f"{letter}{row}", text, "cell_wrap", **edge)
            page.put(f"J{row}", f"{agency} {number}", "aside")
            page.heights({row: 32})
            row += 1
    page.raw.freeze_panes(_TOP, 0)
    page.raw.print_area(f"A1:I{row - 1}")
    page.raw.fit_to_pages(1, 1)
    page.raw.set_selection("B1")
