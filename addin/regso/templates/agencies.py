"""The eight agencies of the assignment of 2022-04-28, with what their decisions state.

Five of the decisions are at hand: those to Arbetsförmedlingen, Försäkringskassan,
Polismyndigheten, Socialstyrelsen and Statens skolverk. The last two are scans without head and
foot, so their diarienummer, address and list of copies are not known. What is not known is
empty here, and never guessed.

References
----------
Justitiedepartementet, regeringsbeslut 2022-04-28: Ju2022/01504, Ju2022/01505, Ju2022/01512.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    """What the decision to an agency states; what is not known is empty.

    Attributes
    ----------
    name : str
    dnr : str
        The diarienummer of the Government Offices.
    decision : str
        The number of the decision, such as "Regeringsbeslut II 5".
    address : tuple of str
        The lines below the name.
    goals : tuple of str
        The goals of the strategy that the agency's work relates to.
    copies : tuple of str
        Who gets a copy of the decision.
    note : str
        What more the decision says of the agency; or that it is not at hand.
    """

    name: str
    dnr: str
    decision: str
    address: tuple[str, ...]
    goals: tuple[str, ...]
    copies: tuple[str, ...]
    note: str


_SEVERAL = ("flera av delmålen",)
_NOT_AT_HAND = "Beslutet finns inte i underlaget."
_SCANNED = "Diarienummer, adress och sändlista saknas i den inskannade texten."
_FIRST_COPIES = ("Statsrådsberedningen/SAM",)
_LAST_COPIES = (
    "Boverket",
    "Delegationen mot segregation",
    "Kammarkollegiet",
    "Statistiska centralbyrån",
)
_FINANCE = ("Finansdepartementet/BA", "Finansdepartementet/SFÖ")

_ALL = (
    Agency(
        name="Arbetsförmedlingen",
        dnr="Ju2022/01504",
        decision="",
        address=("113 99 Stockholm",),
        goals=(
            "ökad sysselsättning och lägre långtidsarbetslöshet i områden med socioekonomiska "
            "utmaningar",
        ),
        copies=(
            *_FIRST_COPIES,
            *_FINANCE,
            "Arbetsmarknadsdepartementet/A",
            *_LAST_COPIES,
        ),
        note="I genomförandet av uppdraget ska Arbetsförmedlingen även beakta uppdraget om att "
        "minska långtidsarbetslösheten (A2022/00330).",
    ),
    Agency("Folkhälsomyndigheten", "", "", (), (), (), _NOT_AT_HAND),
    Agency(
        name="Försäkringskassan",
        dnr="Ju2022/01505",
        decision="Regeringsbeslut II 5",
        address=("103 51 Stockholm",),
        goals=_SEVERAL,
        copies=(*_FIRST_COPIES, "Socialdepartementet/SF", *_FINANCE, *_LAST_COPIES),
        note="Försäkringskassans uppdrag är att besluta och betala ut förmåner och ersättningar "
        "och därigenom bidra till ekonomisk trygghet.",
    ),
    Agency(
        name="Polismyndigheten",
        dnr="Ju2022/01512",
        decision="",
        address=("Box 12256", "102 26 Stockholm"),
        goals=("ökad trygghet och minskad brottslighet i områden med socioekonomiska utmaningar",),
        copies=(*_FIRST_COPIES, *_FINANCE, "Justitiedepartementet/PO", *_LAST_COPIES),
        note="Ett effektivt brottsförebyggande och brottsbekämpande arbete är en förutsättning "
        "för att tryggheten ska öka och brottsligheten ska minska i områden med socioekonomiska "
        "utmaningar.",
    ),
    Agency(
        name="Socialstyrelsen",
        dnr="",
        decision="",
        address=(),
        goals=_SEVERAL,
        copies=(),
        note="Det gäller exempelvis uppdraget som förvaltningsmyndighet för socialtjänst, hälso- "
        f"och sjukvård samt tandvård. {_SCANNED}",
    ),
    Agency("Statens servicecenter", "", "", (), (), (), _NOT_AT_HAND),
    Agency(
        name="Statens skolverk",
        dnr="",
        decision="",
        address=(),
        goals=(
            "skolsegregation och sambandet mellan elevernas socioekonomiska bakgrund och "
            "kunskapsresultat ska minska",
        ),
        copies=(),
        note="Statens skolverk ska främja att alla barn och elever får tillgång till en "
        f"likvärdig utbildning. {_SCANNED}",
    ),
    Agency("Trafikverket", "", "", (), (), (), _NOT_AT_HAND),
)

AGENCIES: dict[str, Agency] = {agency.name: agency for agency in _ALL}
