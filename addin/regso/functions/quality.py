"""Worksheet functions that tell how well codes match and where the numbers come from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from regso import __version__
from regso.core import codes
from regso.core.areas import LABEL, LEVEL_LABEL, VINTAGES, Areas, vintage_of
from regso.core.areatypes import TYPES
from regso.core.changes import border_changed
from regso.errors import BadValueError, CellError
from regso.functions import populations
from regso.functions.kinds import Codes, Text, Year
from regso.functions.lookup import installed_areas, subject_of
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.rows import year_of
from regso.store import Reference, current
from regso.store.schema import AREAS, BOUNDARIES, INDEX, POPULATION, TYPE, Source

FAMILY = "Granska"

BAD_VALUES = 10
_READY_TYPES = frozenset((*TYPES, *map(str, TYPES)))  # as the tables by type read them
_COUNTS = ("träff", "reparerade", "okända", "felaktiga", "tomma", "gränsändrade")

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
_TABLE_OF = {
    TYPE: ("statistic", "measure = 'typ' AND year = ?"),
    INDEX: ("statistic", "measure = 'index' AND year = ?"),
    POPULATION: ("population", "year = ?"),
    AREAS: ("area", "vintage = ?"),
    BOUNDARIES: ("boundary", "length(code) = 8 AND vintage = ?"),
}


@worksheet(FAMILY)
def REGSO_MATCHNING(koder: Codes, ar: Year = None) -> Table:
    """Rapport om hur väl en kolumn med koder stämmer med årets indelning.

    koder: kolumnen med RegSO- eller DeSO-koder
    ar: typernas år; utelämnat betyder det senaste som är fullständigt
    exempel: =REGSO_MATCHNING({"9901R001";"9901r002";"9901R999"};2022)
    """
    reference = current()
    year = year_of(reference, ar)
    report = _Match(reference, year)
    for raw, rows in _distinct(koder.flat()):
        report.add(raw, rows)
    return report.table()


@worksheet(FAMILY)
def REGSO_KALLA(amne: Text = None, ar: Year = None) -> Table:
    """Källa, tabell, år, indelning, hämtningsdatum, revision, licens och förbehåll.

    amne: "typ" (förval), "index", "befolkning", "namn" eller "gränser"
    ar: år; utelämnat betyder det år som ett anrop utan år använder
    exempel: =REGSO_KALLA("typ";2022)
    """
    reference = current()
    subject = subject_of(amne)
    year = reference.default_year(subject).year if ar is None else ar
    vintage = vintage_of(year)
    if subject in {AREAS, BOUNDARIES}:
        year = vintage
    areas, complete = reference.coverage(subject, year)
    sources = reference.sources(*_TABLE_OF[subject], year)
    state = f"{areas} områden, fullständig" if complete else f"{areas} områden, ofullständig"
    facts: list[tuple[str, str]] = [
        ("Källrad", _source_line(subject, year, sources)),
        ("Källa", _joined(s.publisher for s in sources)),
        ("Tabell", _joined(s.title for s in sources)),
        ("År", str(year)),
        ("Indelning", LABEL[vintage]),
        ("Omfattning", state),
        ("Använda värden", _values_used(reference, subject, year)),
        ("Hämtad", _joined(s.fetched for s in sources)),
        ("Revision", _joined(s.updated for s in sources)),
        ("Licens", _joined(s.licence for s in sources)),
        ("Ursprung", _joined(s.origin for s in sources)),
        ("Anmärkning", _joined(s.note for s in sources)),
    ]
    caveats = list(_CAVEATS[subject])
    caveats += [""] * (_CAVEAT_ROWS - len(caveats))
    facts += [(f"Förbehåll {i}", text) for i, text in enumerate(caveats, 1)]
    table: Rows = [["uppgift", "värde"]]
    table += [[name, text] for name, text in facts]
    return table


def _values_used(reference: Reference, subject: str, year: int) -> str:
    if subject == POPULATION:
        return populations.values_used(reference, year)
    return "officiella, inte omräknade" if subject in (TYPE, INDEX) else ""


def _joined(texts: Any) -> str:
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


def _distinct(cells: list[Cell]) -> list[tuple[Cell, int]]:
    """Return the distinct cells in order of appearance, with how many rows have them."""
    found: Counter[tuple[type, Cell]] = Counter((type(cell), cell) for cell in cells)
    return [(cell, rows) for (_, cell), rows in found.items()]


@dataclass
class _Match:
    """Counts rows per outcome; a value is judged once, however many rows have it."""

    reference: Reference
    year: int
    count: Counter[str] = field(default_factory=Counter)
    vintage_hits: Counter[int] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    suffixes: Counter[int] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.areas = {areas.vintage: areas for areas in installed_areas(self.reference)}
        self.own = self.reference.areas(vintage_of(self.year))
        self.changed = border_changed(self.reference.changes)

    def add(self, raw: Cell, rows: int) -> None:
        self.count["rader"] += rows
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            self.count["tomma"] += rows
            return
        if raw in _READY_TYPES and not isinstance(raw, bool):
            self.count["träff"] += rows
            return
        try:
            code = codes.compact(raw)
        except BadValueError:
            self.count["felaktiga"] += rows
            self.bad.append(raw.code if isinstance(raw, CellError) else codes.masked(raw))
            return
        self._add_code(raw, code, rows)

    def _add_code(self, raw: Cell, code: str, rows: int) -> None:
        for vintage, areas in self.areas.items():
            self.vintage_hits[vintage] += rows * _is_small(code, areas)
        if isinstance(raw, str) and (named := codes.suffix_vintage(raw)):
            self.suffixes[named] += rows
        if not _is_small(code, self.own):
            self.count["okända"] += rows
            self.bad.append(code)
            return
        self.levels[codes.level(code)] += rows
        self.count["träff"] += rows
        self.count["reparerade"] += rows * (raw != code)
        self.count["gränsändrade"] += rows * (self.own.regso_of(code) in self.changed)

    def likely_vintage(self) -> str:
        """Return the vintage that the codes themselves point to."""
        level = self.levels.most_common(1)[0][0] if self.levels else codes.REGSO
        if self.suffixes:
            return LEVEL_LABEL[self.suffixes.most_common(1)[0][0], level]
        if len(self.areas) < len(VINTAGES):
            return "kan inte avgöras: bara en indelning är inläst"
        older, newer = (self.vintage_hits[v] for v in VINTAGES)
        if older == newer:
            return "kan inte avgöras: koderna passar lika bra i båda indelningarna"
        return LEVEL_LABEL[2020 if older > newer else 2025, level]

    def table(self) -> Rows:
        bad = list(dict.fromkeys(self.bad))[:BAD_VALUES]
        bad += [""] * (BAD_VALUES - len(bad))
        counted: dict[str, Cell] = {name: float(self.count[name]) for name in ("rader", *_COUNTS)}
        if not self.reference.changes:
            counted["gränsändrade"] = "uppgift saknas"
        table: Rows = [["matchning", f"{LABEL[self.own.vintage]} (områdestyper {self.year})"]]
        table += [[name, value] for name, value in counted.items()]
        table.append(["trolig indelning", self.likely_vintage()])
        table += [[f"felaktigt värde {i}", value] for i, value in enumerate(bad, 1)]
        return table


def _is_small(code: str, areas: Areas) -> bool:
    """Tell whether a code is a RegSO or DeSO of a vintage."""
    return code in areas.regso or code in areas.parents
