"""What the eight agencies may want to show by area type: suggestions, three for each.

They are suggestions of this project, drawn from what each agency is responsible for; no agency has
decided on them. The first word of a rate says what it is a rate of, so that a share of the
population cannot be taken for, say, the unemployment rate of the labour force.
"""

from __future__ import annotations

from typing import NamedTuple

PER_AGENCY = 3


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
