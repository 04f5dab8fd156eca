"""The worksheet function that tells how well a column of codes matches the areas of a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from regso.core.areas import codes
from regso.core.areas.areas import LABEL, LEVEL_LABEL, VINTAGES, Areas
from regso.core.areas.changes import border_changed
from regso.core.measures.aggregate import ASIDE, BLANK
from regso.errors import BadValueError, CellError
from regso.functions import rows
from regso.functions.arguments.kinds import CellRange, Codes, Year, each_number
from regso.functions.quality import FAMILY
from regso.functions.registry import Cell, Cells, Table, worksheet
from regso.functions.rowcodes import is_own_type, small_code
from regso.functions.totals import overlapping
from regso.functions.values import installed_areas, year_of
from regso.store import Reference, current

BAD_VALUES = 10
COUNTS = ("träff", "reparerade", "okända", "felaktiga", "tomma", "gränsändrade")
AFTER = ("summarader", "summaradernas skillnad", "överlappande områden", "överlappning")
ROWS = (
    "rader", *COUNTS, "trolig indelning",
    *(f"felaktigt värde {i}" for i in range(1, BAD_VALUES + 1)), *AFTER,
)  # fmt: skip

_MIXED = "blandade indelningar"
_UNDECIDED = "kan inte avgöras: "
_UNSTATED = "utan angiven indelning"


@worksheet(FAMILY)
def REGSO_MATCHNING(koder: Codes, ar: Year = None, varden: CellRange = None) -> Table:
    """Rapport om hur väl en kolumn med koder stämmer med årets indelning.

    koder: kolumnen med RegSO- eller DeSO-koder
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    varden: tal per rad, till exempel antal personer; visar vilka rader som är summor av andra
    exempel: =REGSO_MATCHNING({"9901R001";"9901r002";"9901R999"};2022)
    """
    reference = current()
    year = year_of(reference, ar)
    sizes = None if varden is None else _sizes(varden, koder)
    found = rows.read(koder, reference, year, sizes=sizes)
    report = _Report(reference, found.areas)
    for raw, kind, number in _distinct(koder.flat(), found.kinds):
        report.add(raw, kind, number)
    bad = list(dict.fromkeys(report.bad))[:BAD_VALUES]
    bad += [""] * (BAD_VALUES - len(bad))
    count: dict[str, Cell] = {name: float(report.count[name]) for name in ("rader", *COUNTS)}
    if not reference.changes:
        count["gränsändrade"] = "uppgift saknas"
    overlaps = overlapping(koder, found.areas, sizes)
    difference = "" if sizes is None else found.difference(koder, sizes)
    after = (float(len(found.total_of)), difference, float(len(overlaps)), _listed(overlaps))
    values: list[Cell] = [*count.values(), report.likely_vintage(), *bad, *after]
    heading = f"{LABEL[found.areas.vintage]} (områdestyper {year})"
    return [["matchning", heading], *([name, v] for name, v in zip(ROWS, values, strict=True))]


def _sizes(varden: Cells, koder: Cells) -> list[float | None]:
    """Return the numbers in a range; what is none is a gap, because other functions say so."""
    if varden.shape != koder.shape:
        raise BadValueError("Området varden är inte lika stort som koderna; markera lika många.")
    cells = each_number(varden.rows, "varden").flat()
    return [cell if isinstance(cell, (int, float)) else None for cell in cells]


def _distinct(cells: list[Cell], kinds: bytes) -> list[tuple[Cell, int, int]]:
    """Return each cell and class once, in order of appearance, with how many rows have them."""
    found = Counter((type(cell), cell, kind) for cell, kind in zip(cells, kinds, strict=True))
    return [(cell, kind, number) for (_, cell, kind), number in found.items()]


def _listed(overlaps: dict[str, list[str]]) -> str:
    """Return the first overlapping areas as a text: each RegSO with the first of its DeSO."""
    shown = [f"{regso} och {parts[0]}" for regso, parts in overlaps.items()][:BAD_VALUES]
    more = " …" if len(overlaps) > BAD_VALUES else ""
    return ", ".join(shown) + more


@dataclass
class _Report:
    """Counts rows per outcome; a value is judged once, however many rows have it."""

    reference: Reference
    own: Areas
    count: Counter[str] = field(default_factory=Counter)
    vintages: Counter[int | None] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    stated: int = 0
    bad: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.installed = installed_areas(self.reference)
        self.changed = border_changed(self.reference.changes)

    def add(self, raw: Cell, kind: int, number: int) -> None:
        """Count rows that have a cell, and the class of their code."""
        self.count["rader"] += number
        if kind == ASIDE:
            return
        if kind == BLANK:
            self.count["tomma"] += number
        elif is_own_type(raw):
            self.count["träff"] += number
        else:
            self._add_code(raw, number)

    def _add_code(self, raw: Cell, number: int) -> None:
        try:
            code, stated = codes.read(raw)
        except BadValueError:
            self.count["felaktiga"] += number
            self.bad.append(raw.code if isinstance(raw, CellError) else codes.masked(raw))
            return
        self._add_vintage(code, stated, number)
        if small_code(raw, self.own) is None:
            self.count["okända"] += number
            self.bad.append(codes.Code(code, stated).spelled)
            return
        self.count["träff"] += number
        self.count["reparerade"] += number * (raw != code)
        self.count["gränsändrade"] += number * (self.own.regso_of(code) in self.changed)

    def _add_vintage(self, code: str, stated: int | None, number: int) -> None:
        """Count rows for the vintage that they state, or that alone has their code."""
        having = [a.vintage for a in self.installed if a.is_small(code)]
        if stated is None and not having:
            return
        self.levels[codes.level(code)] += number
        self.stated += number * (stated is not None)
        self.vintages[stated or (having[0] if len(having) == 1 else None)] += number

    def likely_vintage(self) -> str:
        """Return the vintage that the codes themselves point to, or that they point to several."""
        level = self.levels.most_common(1)[0][0] if self.levels else codes.REGSO
        told = {v: self.vintages[v] for v in VINTAGES if self.vintages[v]}
        silent = self.vintages[None]
        if len(told) > 1 or (self.stated and silent):
            parts = [f"{n} {LEVEL_LABEL[v, level]}" for v, n in told.items()]
            parts += [f"{silent} {_UNSTATED}"] if silent else []
            return f"{_MIXED}: {', '.join(parts)}"
        if self.stated or (told and len(self.installed) > 1):
            return LEVEL_LABEL[next(iter(told)), level]
        if len(self.installed) < len(VINTAGES):
            return f"{_UNDECIDED}bara en indelning är inläst"
        return f"{_UNDECIDED}koderna passar lika bra i båda indelningarna"
