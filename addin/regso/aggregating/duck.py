"""DuckDB: Parquet, CSV, Arrow and DuckDB files on this computer.

The connection may read the files of the source and nothing else: no other file, no network, no
extension, and no statement may change that. What does not fit in memory goes to the spill folder.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from regso.aggregating import columns as kinds
from regso.aggregating.columns import Columns
from regso.aggregating.csvhead import LATIN1, as_read, common_head, swedish_text
from regso.aggregating.dialects import DUCKDB
from regso.aggregating.engine import MOST_GROUPS, Rows, refuse_too_many
from regso.aggregating.files import ARROW, CSV, PARQUET, Files
from regso.aggregating.files import DUCKDB as DUCKDB_FILE
from regso.aggregating.sql import Expr, Name, Op, Statement, Value, source_text
from regso.errors import FileError
from regso.incoming.texts import printable
from regso.temporary import stopping

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CONFIG: Final = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "preserve_insertion_order": "false",
}
_LOCKED: Final = (
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_TABLES: Final = (
    "SELECT table_schema, table_name FROM information_schema.tables "
    "WHERE table_catalog = current_catalog() ORDER BY 1, 2"
)
_SCHEMA: Final = (
    "SELECT file_name, name, type, converted_type, logical_type, scale, precision "
    "FROM parquet_schema(?) WHERE type IS NOT NULL"
)
_ARROW_VIEW: Final = "arrow"
_WHOLE: Final = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")
_LINE: Final = re.compile(r"CSV Error on Line: (\d+)")
_SHOWN = 12
_working: list[DuckDBPyConnection] = []


def _interrupt() -> None:
    """Stop what DuckDB works with, so that nothing more is spilled, when the command is stopped."""
    for connection in _working:
        with contextlib.suppress(Exception):
            connection.interrupt()


stopping.at_end(_interrupt, first=True)


class Duck:
    """DuckDB on the files of a source; see `engine.Engine`."""

    dialect = DUCKDB

    def __init__(
        self, files: Files, *, swedish: bool, table: str, memory: int, spill: Path
    ) -> None:
        """Open the source.

        Parameters
        ----------
        files : Files
        swedish : bool
            Whether a CSV may have decimal comma and Windows-1252.
        table : str
            The table of a DuckDB file; empty where it has one.
        memory : int, megabytes
        spill : Path
            The folder for what does not fit in memory.
        """
        self._duckdb = module()
        self._files, self._spill = files, spill
        self._is_latin = False
        with self._understood():
            self._connection = self._connected(memory)
            self.source = self._source(table, swedish=swedish)
            self.columns = self._described(swedish=swedish and files.kind == CSV)

    def rows(self, statement: Statement) -> Rows:
        """Return what a statement answers."""
        with self._understood():
            found = self._connection.execute(statement.text, self._values(statement))
            rows: Rows = found.fetchmany(MOST_GROUPS + 1)
        refuse_too_many(rows)
        return [tuple(map(_read, row)) for row in rows] if self._is_latin else rows

    def plan(self, statement: Statement) -> str:
        """Return the plan."""
        with self._understood():
            text = f"EXPLAIN {statement.text}"
            found = self._connection.execute(text, self._values(statement)).fetchall()
        return "\n".join(str(row[-1]) for row in found)

    def progress(self) -> float:
        """Return how much is done."""
        return float(self._connection.query_progress()) / 100

    def facts(self) -> dict[str, str]:
        """Return what the engine knows."""
        return {"Läst med": f"DuckDB {self._duckdb.__version__}"}

    def close(self) -> None:
        """Let go of the files."""
        with contextlib.suppress(ValueError):
            _working.remove(self._connection)
        self._connection.close()

    def _values(self, statement: Statement) -> list[object]:
        """Return the values of a statement, as the texts of the files are read."""
        if not self._is_latin:
            return statement.values
        return [as_read(v) if isinstance(v, str) else v for v in statement.values]

    def _connected(self, memory: int) -> DuckDBPyConnection:
        is_own = self._files.kind == DUCKDB_FILE
        path = str(self._files.paths[0]) if is_own else ":memory:"
        connection: DuckDBPyConnection = self._duckdb.connect(
            path, read_only=is_own, config={**_CONFIG, "memory_limit": f"{memory}MB"}
        )
        _working.append(connection)
        connection.execute("SET temp_directory = ?", [str(self._spill)])
        connection.execute("SET allowed_paths = ?", [[str(path) for path in self._files.paths]])
        for statement in _LOCKED:
            connection.execute(statement)
        return connection

    def _source(self, table: str, *, swedish: bool) -> Expr:
        files = [str(path) for path in self._files.paths]
        if table and self._files.kind != DUCKDB_FILE:
            raise FileError("--table gäller databaser; utelämna det för filer.")
        if self._files.kind == PARQUET:
            self._refuse_other_schemas(files)
            is_hive = any("=" in part for part in self._files.paths[0].parent.parts)
            return Op("parquet", (Value(files), Value(is_hive)))
        if self._files.kind == CSV:
            head = common_head(self._files.paths, swedish=swedish)
            self._is_latin = head.encoding == LATIN1
            types = dict.fromkeys(head.headers, "VARCHAR")
            return Op("csv", (Value(files), Value(head.separator), Value(types),
                              Value(head.encoding)))  # fmt: skip
        if self._files.kind == ARROW:
            self._connection.register(_ARROW_VIEW, _arrow(self._files))
            return Op("table", (Name(_ARROW_VIEW),))
        return self._table(table)

    def _table(self, wanted: str) -> Expr:
        """Return a table or a view of a DuckDB file."""
        found = self._connection.execute(_TABLES).fetchall()
        fits = [pair for pair in found if not wanted or wanted in {pair[1], ".".join(pair)}]
        if len(fits) != 1:
            names = ", ".join(printable(".".join(pair)) for pair in found[:_SHOWN]) or "inga"
            what = "har flera tabeller" if fits else "har ingen sådan tabell"
            raise FileError(
                f"{self._files.name} {what}; ange en med --table. Tabeller: {names}.",
            )
        return Op("part", (Name(fits[0][0]), Name(fits[0][1])))

    def _described(self, *, swedish: bool) -> Columns:
        text, values = source_text(self.source, self.dialect)
        found = self._connection.execute(f"DESCRIBE FROM {text}", values).fetchall()
        return Columns(
            self._files.name, {row[0]: _kind(str(row[1])) for row in found}, swedish=swedish
        )

    def _refuse_other_schemas(self, files: list[str]) -> None:
        """Raise FileError if a file has other columns: DuckDB would make 1.5 a whole number."""
        leaves: dict[str, list[object]] = {path: [] for path in files}
        for path, *leaf in self._connection.execute(_SCHEMA, [files]).fetchall():
            leaves[path].append(leaf)
        one_of_each = {str(leaf): path for path, leaf in reversed(leaves.items())}
        first = self._types(files[0])
        for path in one_of_each.values():
            types = self._types(path)
            other = next((name for name in first if types.get(name) != first[name]), None)
            if other is not None:
                raise FileError(
                    f"{printable(Path(path).name)} har kolumnen {printable(other)} av ett annat "
                    f"slag än {printable(Path(files[0]).name)}, eller saknar den; läs dem var för "
                    "sig, eller skriv om den ena.",
                )

    def _types(self, path: str) -> dict[str, str]:
        found = self._connection.execute("DESCRIBE FROM read_parquet(?)", [[path]]).fetchall()
        return {row[0]: str(row[1]) for row in found}

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Make what DuckDB raises one sentence, which never holds a value of the register."""
        try:
            yield
        except self._duckdb.Error as error:
            raise FileError(self._sentence(error)) from error

    def _sentence(self, error: Exception) -> str:
        duckdb, text = self._duckdb, str(error)
        source = next((path for path in self._files.paths if str(path) in text), None)
        name = printable((source or Path(self._files.name)).name)
        line = _LINE.search(text)
        is_spill = source is None and str(self._spill) in text
        is_full = isinstance(error, duckdb.IOException) and (is_spill or "space" in text)
        if isinstance(error, duckdb.OutOfMemoryException) or is_full:
            return (
                "Minnet eller disken räcker inte; ge mer minne med --memory, eller en mapp med "
                "mer plats med --spill."
            )
        if "utf-8" in text or "unicode" in text.lower():
            return (
                f"{name} är inte UTF-8 hela vägen; spara den som CSV UTF-8, eller läs den med "
                "--svensk-csv."
            )
        if line:
            return (
                f"Rad {line[1]} i {name} går inte att läsa som CSV: den har andra fält än "
                "rubrikraden, eller ett citattecken som inte slutar; rätta raden."
            )
        if isinstance(error, (duckdb.ConversionException, duckdb.OutOfRangeException)):
            return (
                f"{name} har ett tal som är för stort för att räknas exakt; kontrollera "
                "kolumnerna, eller ta bort raden med --where."
            )
        if isinstance(error, duckdb.PermissionException):
            return f"{name} försöker läsa en annan fil än den själv, vilket är låst."
        return (
            f"{name} går inte att läsa med DuckDB ({type(error).__name__}); den är skadad eller av "
            "ett annat slag än namnet säger. Hämta den igen."
        )


def module() -> ModuleType:
    try:
        import duckdb  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise FileError(
            "Stora register läses med DuckDB, som inte är installerat; kör pip install "
            '"regso[scale]".',
        ) from error
    return duckdb


def _arrow(files: Files) -> Any:
    """Return Arrow files as what DuckDB reads piece by piece."""
    try:
        from pyarrow import dataset  # noqa: PLC0415 - an extra
        from pyarrow.lib import ArrowException  # noqa: PLC0415
    except ImportError as error:
        raise FileError(
            'Arrow-filer läses med pyarrow, som inte är installerat; kör pip install "regso[arrow]"'
            ", eller spara registret som Parquet.",
        ) from error
    try:
        paths = [str(path) for path in files.paths]
        found = dataset.dataset(paths, format="ipc")
        for path in paths:
            if dataset.dataset([path], format="ipc").schema != found.schema:
                raise FileError(
                    f"{printable(Path(path).name)} har andra kolumner än "
                    f"{printable(files.paths[0].name)}; läs dem var för sig.",
                )
    except (ArrowException, OSError) as error:
        raise FileError(
            f"{files.name} går inte att läsa som Arrow; den är skadad eller av ett annat slag än "
            "namnet säger. Hämta den igen.",
        ) from error
    return found


def _kind(type_: str) -> str:
    if _WHOLE.fullmatch(type_):
        return kinds.WHOLE
    if type_.startswith("DECIMAL"):
        return kinds.EXACT
    if type_ in {"FLOAT", "DOUBLE"}:
        return kinds.FLOAT
    if type_ == "DATE" or type_.startswith("TIMESTAMP"):
        return kinds.DAY
    return {"VARCHAR": kinds.TEXT, "BOOLEAN": kinds.BIT}.get(type_, kinds.OTHER)


def _read(value: object) -> object:
    return swedish_text(value) if isinstance(value, str) else value
