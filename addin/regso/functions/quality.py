"""The worksheet function that tells where the numbers come from."""

from __future__ import annotations

from collections.abc import Iterable

from regso import __version__
from regso.core.areas.areas import LABEL, vintage_of
from regso.functions import populations
from regso.functions.arguments.kinds import Text, Year
from regso.functions.lookup import subject_of
from regso.functions.registry import Rows, Table, worksheet
from regso.functions.values import stored_year, year_of
from regso.store import Reference, current
from regso.store.provenance import sources_of
from regso.store.schema import AREAS, BOUNDARIES, INDEX, POPULATION, TYPE, Source

FAMILY = "Granska"

_INDEX_CAVEATS = (
    "Områdestyperna är relativa: de bestäms varje år av landets medelvärde och standardavvikelse, "
    "så ett byte av typ behöver inte betyda att området självt har ändrats.",
    "Områden med många studenter eller pensionärer kan beskrivas missvisande av indexet.",
    "I gränskommuner kan inkomster från utlandet saknas.",
    "Ny- och ombyggnad och flyttningar kan ändra ett område mycket mellan två år.",
    "Områdena har olika stor folkmängd.",
    "Indexet är SCB:s index för RegSO och inte Skolverkets socioekonomiska index.",
)
_POPULATION_CAVEATS = (
    "Från och med 2025 har SCB lagt in en liten slumpmässig osäkerhet i folkmängden, så delar "
    "summerar inte alltid till publicerade totaler.",
    "En publicerad total används före en summa av delar.",
)
_AREA_CAVEATS = (
    "Nästan alla koder finns i båda indelningarna, också där gränsen har ändrats; "
    "året avgör indelningen.",
)
_BOUNDARY_CAVEATS = (
    "Gränserna är publicerade med olika noggrannhet; en punkt nära en gräns kan höra till "
    "grannområdet.",
)
_CAVEATS = {
    TYPE: _INDEX_CAVEATS,
    INDEX: _INDEX_CAVEATS,
    POPULATION: _POPULATION_CAVEATS,
    AREAS: _AREA_CAVEATS,
    BOUNDARIES: _BOUNDARY_CAVEATS,
}
_CAVEAT_ROWS = len(_INDEX_CAVEATS)
ROWS = (
    "Källrad", "Källa", "Tabell", "År", "Indelning", "Omfattning", "Använda värden", "Hämtad",
    "Revision", "Licens", "Ursprung", "Anmärkning",
    *(f"Förbehåll {i}" for i in range(1, _CAVEAT_ROWS + 1)),
)  # fmt: skip


@worksheet(FAMILY)
def REGSO_KALLA(amne: Text = None, ar: Year = None) -> Table:
    """Källa, tabell, år, indelning, hämtningsdatum, revision, licens och förbehåll.

    amne: "typ" (förval), "index", "befolkning", "namn" eller "gränser"
    ar: år; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_KALLA("typ";2022)
    """
    reference = current()
    subject = subject_of(amne)
    year = stored_year(subject, year_of(reference, ar))
    vintage = vintage_of(year)
    areas, complete = reference.coverage(subject, year)
    sources = sources_of(reference, subject, year)
    state = f"{areas} områden, fullständig" if complete else f"{areas} områden, ofullständig"
    caveats = list(_CAVEATS.get(subject, ()))
    caveats += [""] * (_CAVEAT_ROWS - len(caveats))
    facts = (
        _source_line(subject, year, sources),
        _joined(s.publisher for s in sources),
        _joined(s.title for s in sources),
        str(year),
        LABEL[vintage],
        state,
        _values_used(reference, subject, year),
        _joined(s.fetched for s in sources),
        _joined([*(s.updated for s in sources), _revision(reference)]),
        _joined(s.licence for s in sources),
        _joined(s.origin for s in sources),
        _joined(s.note for s in sources),
        *caveats,
    )
    table: Rows = [["uppgift", "värde"]]
    table += [[name, text] for name, text in zip(ROWS, facts, strict=True)]
    return table


def _values_used(reference: Reference, subject: str, year: int) -> str:
    if subject == POPULATION:
        return populations.values_used(reference, year)
    return "officiella, inte omräknade" if subject in (TYPE, INDEX) else ""


def _revision(reference: Reference) -> str:
    """Return which revision of the user's reference data it is; the example has only one."""
    return "" if reference.is_example else f"referensdata revision {reference.revision}"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _source_line(subject: str, year: int, sources: list[Source]) -> str:
    what = {TYPE: "områdestyp", INDEX: "socioekonomiskt index", POPULATION: "folkmängd"}.get(
        subject, subject
    )
    return (
        f"Källa: {_joined(s.publisher for s in sources)}, {_joined(s.title for s in sources)}, "
        f"{what} {year}, {LABEL[vintage_of(year)]}, hämtad {_joined(s.fetched for s in sources)}. "
        f"Bearbetad med RegSO för Excel {__version__}."
    )
