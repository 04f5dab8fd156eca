"""What the government's decisions of the assignment say about each agency.

The facts are those of the decisions' own texts: five of the eight were at hand. Two of the five
are scans without head and foot, so diarienummer, date, address and copies are not in them. What
is not known is left blank, for the agency to fill in from its own decision.

References
----------
Regeringen, Justitiedepartementet (2022), Uppdrag till ... om förstärkt arbete mot segregation:
the decisions on Arbetsförmedlingen (Ju2022/01504), Försäkringskassan (Ju2022/01505),
Polismyndigheten (Ju2022/01512), Socialstyrelsen and Statens skolverk.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    """What the decision says; blank or empty is what its text at hand does not say.

    Attributes
    ----------
    name : str
        As users choose it.
    dnr : str
        The decision's diarienummer.
    decision : str
        What the decision is called at its head, such as "Regeringsbeslut II 5".
    address : tuple of str
        The lines after the name.
    goals : tuple of str
        The goals of the government's strategy that the agency's work relates to, or what the
        decision says without naming them.
    copies : tuple of str
        Who has a copy of the decision.
    note : str
        What the decision says about this agency alone, word for word.
    """

    name: str
    dnr: str
    decision: str
    address: tuple[str, ...]
    goals: tuple[str, ...]
    copies: tuple[str, ...]
    note: str

    @property
    def is_known(self) -> bool:
        """Whether the decision is at hand."""
        return bool(self.goals)


_EMPLOYMENT = (
    "ökad sysselsättning och lägre långtidsarbetslöshet i områden med socioekonomiska utmaningar"
)
_SAFETY = "ökad trygghet och minskad brottslighet i områden med socioekonomiska utmaningar"
_SCHOOLS = (
    "skolsegregation och sambandet mellan elevernas socioekonomiska bakgrund och "
    "kunskapsresultat ska minska"
)
_SEVERAL_GOALS = ("flera av delmålen",)
_CHANCELLERY = ("Statsrådsberedningen/SAM", "Finansdepartementet/BA", "Finansdepartementet/SFÖ")
_OTHERS = (
    "Boverket",
    "Delegationen mot segregation",
    "Kammarkollegiet",
    "Statistiska centralbyrån",
)


def _unknown(name: str) -> Agency:
    return Agency(name, "", "", (), (), (), "")


_ALL = (
    Agency(
        name="Arbetsförmedlingen",
        dnr="Ju2022/01504",
        decision="",
        address=("113 99 Stockholm",),
        goals=(_EMPLOYMENT,),
        copies=(*_CHANCELLERY, "Arbetsmarknadsdepartementet/A", *_OTHERS),
        note="I genomförandet av uppdraget ska Arbetsförmedlingen även beakta uppdraget om att "
        "minska långtidsarbetslösheten (A2022/00330).",
    ),
    _unknown("Folkhälsomyndigheten"),
    Agency(
        name="Försäkringskassan",
        dnr="Ju2022/01505",
        decision="Regeringsbeslut II 5",
        address=("103 51 Stockholm",),
        goals=_SEVERAL_GOALS,
        copies=(_CHANCELLERY[0], "Socialdepartementet/SF", *_CHANCELLERY[1:], *_OTHERS),
        note="Försäkringskassan ansvarar för stora delar av socialförsäkringen. "
        "Försäkringskassans uppdrag är att besluta och betala ut förmåner och ersättningar och "
        "därigenom bidra till ekonomisk trygghet. Myndighetens verksamhet relaterar därmed till "
        "flera av delmålen i regeringens långsiktiga strategi för att minska och motverka "
        "segregation.",
    ),
    Agency(
        name="Polismyndigheten",
        dnr="Ju2022/01512",
        decision="",
        address=("Box 12256", "102 26 Stockholm"),
        goals=(_SAFETY,),
        copies=(*_CHANCELLERY, "Justitiedepartementet/PO", *_OTHERS),
        note="Ett effektivt brottsförebyggande och brottsbekämpande arbete är en förutsättning "
        "för att tryggheten ska öka och brottsligheten ska minska i områden med socioekonomiska "
        "utmaningar.",
    ),
    Agency(
        name="Socialstyrelsen",
        dnr="",
        decision="",
        address=(),
        goals=_SEVERAL_GOALS,
        copies=(),
        note="Socialstyrelsens verksamhet relaterar till flera av delmålen i regeringens "
        "långsiktiga strategi för att minska och motverka segregation. Det gäller exempelvis "
        "uppdraget som förvaltningsmyndighet för socialtjänst, hälso- och sjukvård samt "
        "tandvård. Myndigheten ska därutöver följa, analysera och rapportera "
        "om hälsa, hälso- och sjukvård, socialtjänst samt stöd och service till vissa personer "
        "med funktionsnedsättning genom statistikframställning, uppföljning och utvärdering.",
    ),
    _unknown("Statens servicecenter"),
    Agency(
        name="Statens skolverk",
        dnr="",
        decision="",
        address=(),
        goals=(_SCHOOLS,),
        copies=(),
        note="Myndigheten ska främja att alla barn och elever får tillgång till en likvärdig "
        "utbildning. Myndigheten har ett ansvar för uppföljning, utvärdering och statistik inom "
        "sitt verksamhetsområde. Vidare administrerar och fördelar Statens skolverk statsbidrag "
        "inom verksamhetsområdet.",
    ),
    _unknown("Trafikverket"),
)
AGENCIES: dict[str, Agency] = {agency.name: agency for agency in _ALL}
