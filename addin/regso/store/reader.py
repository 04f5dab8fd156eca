"""The only reader of the reference store.

A reader opens the file, reads what a call needs, keeps it in memory and closes the file
again (Windows cannot replace an open file). When the file has been replaced, the next call
reads the new one.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from regso.core.areas import codes
from regso.core.areas.areas import Areas
from regso.errors import StoreChangedError, reason
from regso.store import messages, schema

EXAMPLE = Path(__file__).with_name("example.sqlite")

T = TypeVar("T")

_LENGTH = {codes.KOMMUN: 4, codes.REGSO: 8, codes.DESO: 9}
# What decides the default year of a store without types; a vintage is a year in itself.
_WITHOUT_TYPES = (
    schema.INDEX, schema.POPULATION, schema.BOUNDARIES, schema.KEYS, schema.AREAS,
)  # fmt: skip


class Reference:
    """The reference data of one store file, read as it is needed.

    Parameters
    ----------
    path : Path
        A store written by `regso.store.writer`.

    Raises
    ------
    NotInstalledError
        The file is not a store, or is of another schema version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._memo: dict[object, Any] = {}
        self._identity = ""
        if not path.is_file():  # a pipe would make SQLite wait
            raise messages.no_store(path.parent)
        with self._open() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version not in schema.READABLE:
                raise messages.other_version(path, version, schema.VERSION)
            self._identity = _identity(db)
            self._coverage = {
                (subject, year): (areas, bool(complete))
                for subject, year, areas, complete in db.execute(
                    "SELECT subject, year, areas, complete FROM coverage",
                )
            }

    @property
    def is_example(self) -> bool:
        """Tell whether this is the fictional example that ships with the package."""
        return self.path == EXAMPLE

    @property
    def identity(self) -> str:
        """A text that changes with every import."""
        return self._identity

    @cached_property
    def revision(self) -> int:
        """The number of this revision of the reference data, from 1 (see `store.revisions`)."""
        rows = self.query("SELECT value FROM meta WHERE key = 'revision'")
        return int(rows[0][0]) if rows else 1

    def memo(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` gave for this key the first time; kept as long as the store."""
        if key not in self._memo:
            self._memo[key] = make()
        value: T = self._memo[key]
        return value

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            with contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
                if self._identity and _identity(db) != self._identity:
                    raise StoreChangedError(str(self.path))
                yield db
        except sqlite3.DatabaseError as error:
            raise messages.unreadable(data_folder(), self.path, error) from error

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self._open() as db:
            return db.execute(sql, values).fetchall()

    # -- areas ---------------------------------------------------------------------------

    def areas(self, vintage: int) -> Areas:
        """Return the areas of a vintage (2020 or 2025)."""
        return self.memo(("areas", vintage), lambda: self._read_areas(vintage))

    def _read_areas(self, vintage: int) -> Areas:
        sql = "SELECT code, name, parent FROM area WHERE vintage IN (?, ?)"
        rows = self.query(sql, schema.ANY_VINTAGE, vintage)
        areas = Areas(
            vintage,
            names={code: name for code, name, _ in rows if name},
            parents={code: parent for code, _, parent in rows if len(code) == 9},  # noqa: PLR2004
        )
        if not areas.regso and not areas.parents:
            raise messages.no_areas(vintage)
        return areas

    @cached_property
    def changes(self) -> list[schema.Change]:
        """The changes of RegSO codes, names and borders, oldest first."""
        columns = ", ".join(schema.Change._fields)
        rows = self.query(f"SELECT {columns} FROM change ORDER BY date, code_from, code_to")
        return [schema.Change(*row) for row in rows]

    # -- statistics ----------------------------------------------------------------------

    def years(self, subject: str) -> dict[int, bool]:
        """Return the years of a subject, each with whether every RegSO has a value."""
        held = sorted(self._coverage.items())
        return self.memo(
            ("years", subject), lambda: {y: whole for (s, y), (_, whole) in held if s == subject}
        )

    def coverage(self, subject: str, year: int) -> tuple[int, bool]:
        """Return how many RegSO have a value, and whether all of the vintage have."""
        try:
            return self._coverage[subject, year]
        except KeyError:
            raise messages.no_year(subject, year, self.years(subject)) from None

    @cached_property
    def default_year(self) -> int:
        """The one year of every call without a year, so that a chain of calls never mixes two.

        It is the latest year whose types are complete for the country; where no year is
        complete, the latest with any type; and where no types are installed, the same of the
        first subject in `_WITHOUT_TYPES` that is.

        Raises
        ------
        NotInstalledError
            There are neither areas nor values.
        """
        for subject in (schema.TYPE, *_WITHOUT_TYPES):
            years = self.years(subject)
            if years:
                return max((y for y, complete in years.items() if complete), default=max(years))
        raise messages.not_installed(schema.TYPE)

    def values(self, measure: str, year: int) -> dict[str, float]:
        """Return the value per RegSO code of a measure in a year."""
        return self.memo((measure, year), lambda: self._read_values(measure, year))

    def _read_values(self, measure: str, year: int) -> dict[str, float]:
        if (measure, year) not in self._coverage:
            raise messages.no_year(measure, year, self.years(measure))
        return dict(
            self.query(
                "SELECT code, value FROM statistic WHERE measure = ? AND year = ?", measure, year
            ),
        )

    def population(
        self, year: int, age: str = schema.TOTAL, sex: str = schema.TOTAL
    ) -> dict[str, float]:
        """Return persons per area code (of every level that is stored)."""
        return self.memo(
            ("population", year, age, sex), lambda: self._read_population(year, age, sex)
        )

    def _read_population(self, year: int, age: str, sex: str) -> dict[str, float]:
        sql = "SELECT code, value FROM population WHERE year = ? AND age = ? AND sex = ?"
        rows = self.query(sql, year, age, sex)
        if not rows and (schema.POPULATION, year) not in self._coverage:
            raise messages.no_year(schema.POPULATION, year, self.years(schema.POPULATION))
        return dict(rows)

    def categories(self, subject: str, year: int) -> list[str]:
        """Return the categories of an indicator that have values in a year."""
        if (subject, year) not in self._coverage:
            raise messages.no_year(subject, year, self.years(subject))
        sql = "SELECT DISTINCT category FROM indicator WHERE subject = ? AND year = ?"
        return self.memo(
            ("categories", subject, year), lambda: [c for (c,) in self.query(sql, subject, year)]
        )

    def indicator(self, subject: str, category: str, year: int) -> dict[str, float]:
        """Return the value per area code of a category of an indicator, at every level stored."""
        sql = "SELECT code, value FROM indicator WHERE subject = ? AND category = ? AND year = ?"
        return self.memo(
            (subject, category, year), lambda: dict(self.query(sql, subject, category, year))
        )

    def unit(self, subject: str, category: str, year: int) -> str:
        """Return the unit of a category of an indicator; empty where it has no values."""
        sql = "SELECT unit FROM indicator WHERE subject = ? AND category = ? AND year = ? LIMIT 1"
        rows = self.query(sql, subject, category, year)
        return str(rows[0][0]) if rows else ""

    def population_groups(self, year: int) -> list[tuple[str, str]]:
        """Return the pairs of age and sex that are stored for a year."""
        sql = "SELECT DISTINCT age, sex FROM population WHERE year = ?"
        return self.memo(
            ("population groups", year), lambda: [(a, s) for a, s in self.query(sql, year)]
        )

    # -- borders -------------------------------------------------------------------------

    def boundaries(self, vintage: int, level: str) -> list[tuple[str, str, str]]:
        """Return code, crs and GeoJSON geometry of RegSO, DeSO or kommuner (vintage 0)."""
        sql = "SELECT code, crs, geometry FROM boundary WHERE vintage = ? AND length(code) = ?"
        return self.query(sql, vintage, _LENGTH[level])


def _identity(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()
    return str(row[0]) if row else ""


# -- the store that worksheet functions use ----------------------------------------------------

_loaded: tuple[tuple[str, int, int], Reference] | None = None
_pinned: Reference | None = None


def data_folder() -> Path:
    """Return the folder of the reference store: REGSO_DATA, or the user's data folder."""
    return Path(_folder(os.environ.get("REGSO_DATA")))


def store_path() -> Path:
    """Return the path of the store that an import writes."""
    return data_folder() / schema.FILE_NAME


@cache
def _folder(chosen: str | None) -> str:
    if chosen:
        return chosen
    import platformdirs  # noqa: PLC0415 - not on the lookup path when REGSO_DATA is set

    return platformdirs.user_data_dir("regso", appauthor=False)


def current() -> Reference:
    """Return the reference data in force: the imported store, else the fictional example.

    The store is read again when its file has been replaced. Every call of a worksheet
    function asks, so paths are plain text here.
    """
    global _loaded  # noqa: PLW0603 - the one cache of the process
    if _pinned is not None:
        return _pinned
    path = f"{_folder(os.environ.get('REGSO_DATA'))}{os.sep}{schema.FILE_NAME}"
    try:
        stat = os.stat(path)  # noqa: PTH116
        signature = (path, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        signature = ("", 0, 0)
    except OSError as error:  # there may be data, so the example is not what is meant
        raise messages.unreadable(data_folder(), path, reason(error)) from error
    if _loaded is None or _loaded[0] != signature:
        if not signature[0] and data_folder().is_file():  # Windows calls that not found, too
            raise messages.unreadable(data_folder(), data_folder(), "det är en fil och ingen mapp")
        _loaded = (signature, Reference(Path(path) if signature[0] else EXAMPLE))
    return _loaded[1]


@contextlib.contextmanager
def using(reference: Reference) -> Iterator[Reference]:
    """Let worksheet functions read `reference` inside the block."""
    global _pinned  # noqa: PLW0603
    before, _pinned = _pinned, reference
    try:
        yield reference
    finally:
        _pinned = before


def refresh() -> None:
    """Forget what was read, so that the next call reads the store again."""
    global _loaded  # noqa: PLW0603
    _loaded = None
