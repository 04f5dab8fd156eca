"""The schema of the reference store and the rows that go into it.

SQLite, one file. Every data row names the source it came from, and the coverage of each
statistic is written with the data, so that a reader need not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

VERSION = 3
_INDICATOR = """
CREATE TABLE indicator (          -- "hushåll", "ensamstående med barn": a value of its own unit
    subject TEXT, category TEXT, year INTEGER, code TEXT, value REAL NOT NULL, unit TEXT NOT NULL,
    source INTEGER NOT NULL,
    PRIMARY KEY (subject, category, year, code)
) WITHOUT ROWID;
"""
# What turns a store of an earlier version into one of the next.
MIGRATIONS = {
    1: """
    ALTER TABLE boundary ADD COLUMN exact INTEGER NOT NULL DEFAULT 0;
    INSERT INTO meta VALUES ('revision', '1');
    PRAGMA user_version = 2;
    """,
    2: f"""
    {_INDICATOR}
    PRAGMA user_version = 3;
    """,
}
ADDED = {1: [("boundary", "exact")], 2: []}  # the columns of each migration
ADDED_TABLES: dict[int, list[str]] = {1: [], 2: ["indicator"]}
# What the reader takes as it is: of what a migration adds it asks first whether it is there.
READABLE = frozenset({*MIGRATIONS, VERSION})
FILE_NAME = "regso.sqlite"

TYPE, INDEX = "typ", "index"
LOW_STANDARD, PRE_SECONDARY, ASSISTANCE = "låg ekonomisk standard", "förgymnasial", "bistånd"
MEASURES = (TYPE, INDEX, LOW_STANDARD, PRE_SECONDARY, ASSISTANCE)
POPULATION, AREAS, KEYS, CHANGES, BOUNDARIES = (
    "befolkning",
    "områden",
    "nyckel",
    "ändringar",
    "gränser",
)
# Subjects of indicators: for denominators and comparison, never for types.
INDICATORS = (
    "hushåll", "bakgrund", "utbildning", "arbete", "inkomst", "ekonomisk standard",
    "upplåtelseform",
)  # fmt: skip
TOTAL = "totalt"
COUNT = "antal"  # begins the unit of counts
STAMP = "fetched "  # before the name of a table, in meta: what its publisher said of its revision
ANY_VINTAGE = 0

DDL = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    publisher TEXT NOT NULL,      -- who publishes the statistics
    title TEXT NOT NULL,          -- table or file in the publisher's words
    origin TEXT NOT NULL,         -- URL or file name
    fetched TEXT NOT NULL,        -- ISO date
    updated TEXT NOT NULL,        -- the publisher's own revision date, or empty
    sha256 TEXT NOT NULL,
    licence TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE area (               -- riket, lan, kommun: vintage 0; RegSO and DeSO: 2020 or 2025
    vintage INTEGER, code TEXT, name TEXT NOT NULL, parent TEXT NOT NULL, source INTEGER NOT NULL,
    PRIMARY KEY (vintage, code)
) WITHOUT ROWID;
CREATE TABLE statistic (          -- a year has one vintage, so it is not part of the key
    measure TEXT, year INTEGER, code TEXT, value REAL NOT NULL, source INTEGER NOT NULL,
    PRIMARY KEY (measure, year, code)
) WITHOUT ROWID;
-- Persons on 31 December; age "totalt", "5-9", "80-"; sex "totalt", "män", "kvinnor".
CREATE TABLE population (
    year INTEGER, age TEXT, sex TEXT, code TEXT, value REAL NOT NULL, source INTEGER NOT NULL,
    PRIMARY KEY (year, age, sex, code)
) WITHOUT ROWID;
{_INDICATOR}
CREATE TABLE change (
    code_from TEXT, code_to TEXT, kind TEXT, date TEXT,
    name_from TEXT NOT NULL, name_to TEXT NOT NULL, source INTEGER NOT NULL,
    PRIMARY KEY (date, code_from, code_to, kind)
) WITHOUT ROWID;
CREATE TABLE boundary (           -- GeoJSON geometry in SWEREF 99 TM or WGS 84; exact is 0 or 1
    vintage INTEGER, code TEXT, crs TEXT NOT NULL, geometry TEXT NOT NULL, source INTEGER NOT NULL,
    exact INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (vintage, code)
) WITHOUT ROWID;
CREATE TABLE coverage (           -- written with the data, never by hand
    subject TEXT, year INTEGER, areas INTEGER NOT NULL, complete INTEGER NOT NULL,
    PRIMARY KEY (subject, year)
) WITHOUT ROWID;
"""


class Source(NamedTuple):
    """Where a set of rows came from."""

    publisher: str
    title: str
    origin: str
    fetched: str
    sha256: str
    licence: str
    updated: str = ""
    note: str = ""


class Area(NamedTuple):
    """An area: `parent` is the RegSO of a DeSO, the kommun of a RegSO, the län of a kommun."""

    vintage: int
    code: str
    name: str
    parent: str


class Statistic(NamedTuple):
    """A value of one of MEASURES for a RegSO: type 1–5, or percent 0–100."""

    measure: str
    year: int
    code: str
    value: float


class Population(NamedTuple):
    """Persons on 31 December in an area of any level."""

    year: int
    age: str
    sex: str
    code: str
    value: float


class Indicator(NamedTuple):
    """A value of one of INDICATORS in an area, as published; of the unit COUNT it may be summed."""

    subject: str
    category: str
    year: int
    code: str
    value: float
    unit: str


class Change(NamedTuple):
    """A change of a RegSO from one date, in the publisher's words."""

    code_from: str
    code_to: str
    kind: str
    date: str
    name_from: str
    name_to: str


class Boundary(NamedTuple):
    """The border of an area as a GeoJSON geometry; crs "SWEREF99TM" or "WGS84".

    `exact` is 1 for the publisher's own border, and 0 for one that may have been simplified, which
    never takes the place of an exact one.
    """

    vintage: int
    code: str
    crs: str
    geometry: str
    exact: int = 0


Row = Area | Statistic | Population | Indicator | Change | Boundary
TABLE_OF: dict[type[Row], str] = {
    Area: "area",
    Statistic: "statistic",
    Population: "population",
    Indicator: "indicator",
    Change: "change",
    Boundary: "boundary",
}
KEY_OF: dict[type[Row], tuple[str, ...]] = {
    Area: ("vintage", "code"),
    Statistic: ("measure", "year", "code"),
    Population: ("year", "age", "sex", "code"),
    Indicator: ("subject", "category", "year", "code"),
    Change: ("date", "code_from", "code_to", "kind"),
    Boundary: ("vintage", "code"),
}


class RowSet(NamedTuple):
    """Rows from one source, ready to be merged into the store.

    With `fill_only` the rows fill gaps and never replace a value: they are a by-product of
    their source (for example the RegSO names in a key file for DeSO). `exported` is the number of
    the source in the export that the rows were read from, or 0. With `whole` the rows take the
    new source also where they are equal to what is stored.
    """

    source: Source
    rows: Sequence[Row]
    fill_only: bool = False
    exported: int = 0
    whole: bool = False


class Renewed(NamedTuple):
    """What is replaced whole: rows of it that an update did not bring are gone.

    Attributes
    ----------
    kind : type of Row
    length : int
        Of the codes, which is their level.
    where : mapping of column to value
    """

    kind: type[Row]
    length: int
    where: Mapping[str, object]
