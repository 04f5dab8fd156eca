"""Apache Spark: what one machine does not hold, by PySpark or Spark Connect.

Where Spark runs is said by `--master`, or by Spark's own settings (`SPARK_REMOTE` and
`SPARK_CONF_DIR`); without either it runs on this computer. A part of the work whose machine is
lost is done again by Spark itself.
"""

from __future__ import annotations

import os
import re
import socket
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from regso.aggregating import columns as kinds
from regso.aggregating.columns import Columns
from regso.aggregating.csvhead import LATIN1, common_head
from regso.aggregating.dialects import SPARK
from regso.aggregating.engine import MOST_GROUPS, Rows, refuse_too_many
from regso.aggregating.files import CSV, PARQUET, Files
from regso.aggregating.sql import Expr, Name, Op, Statement
from regso.errors import FileError
from regso.incoming.texts import printable

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_STRICT: Final = "spark.sql.ansi.enabled"  # what does not fit is an error and not a blank
_VIEW: Final = "regso_register"
_PORT, _PATIENCE = 15002, 10  # of Spark Connect; seconds
_LOCAL: Final = "local[*]"
_WHOLE: Final = frozenset(("tinyint", "smallint", "int", "bigint"))
_SECRET: Final = re.compile(r"token=|://[^/]*:[^/@]*@", re.IGNORECASE)
_EXACT: Final = 2**53  # whole numbers up to here are doubles
_MEDIAN: Final = re.compile(r"[au]\d+")


class Spark:
    """Spark on files, folders or a table; see `engine.Engine`."""

    dialect = SPARK

    def __init__(
        self, files: Files | None, paths: Sequence[str], table: str, *, swedish: bool, master: str,
        spill: Path,
    ) -> None:  # fmt: skip
        """Start Spark, or reach it, and open the source.

        Parameters
        ----------
        files : Files or None
            Those on this computer; None where Spark knows what `paths` or `table` are.
        paths : sequence of str
            Folders that Spark reaches, such as hdfs:// and s3a://, of Parquet.
        table : str
            A table of Spark's own catalogue; empty for files.
        swedish : bool
            Whether a CSV may have decimal comma and Windows-1252.
        master : str
        spill : Path
            The folder for what does not fit in memory, where Spark runs on this computer.
        """
        if _SECRET.search(master) or any(map(_SECRET.search, paths)):
            raise FileError(
                "Adressen får inte ha lösenord eller token; lägg den i SPARK_REMOTE eller i Sparks "
                "egna inställningar.",
            )
        pyspark = _module()
        self._version: str = pyspark.__version__
        self._name = files.name if files else table or printable(", ".join(paths))
        with self._understood(starting=True), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pandas, which is not used
            self._session = _session(master, spill)
        with self._understood():
            frame = self._frame(files, paths, table, swedish=swedish)
            frame.createOrReplaceTempView(_VIEW)
            found = {name: _kind(type_) for name, type_ in frame.dtypes}
        self.columns = Columns(self._name, found, swedish=swedish and files is not None)
        self.source: Expr = Op("table", (Name(_VIEW),))

    def rows(self, statement: Statement) -> Rows:
        """Return what a statement answers."""
        with self._understood():
            frame = self._asked(statement)
            medians = [bool(_MEDIAN.fullmatch(name)) for name in frame.columns]
            rows: Rows = [tuple(row) for row in frame.limit(MOST_GROUPS + 1).collect()]
        refuse_too_many(rows)
        return rows if not any(medians) else [_exact(row, medians) for row in rows]

    def plan(self, statement: Statement) -> str:
        """Return the plan."""
        with self._understood():
            text = f"EXPLAIN {statement.text}"
            frame = self._asked(Statement(text, statement.values))
            return "\n".join(str(row[0]) for row in frame.collect())

    def progress(self) -> float:
        """Return how much of the stages that run is done."""
        tracker = getattr(getattr(self._session, "_sc", None), "statusTracker", None)
        if tracker is None:
            return -1.0
        status = tracker()
        stages = [status.getStageInfo(number) for number in status.getActiveStageIds()]
        whole = sum(stage.numTasks for stage in stages if stage)
        done = sum(stage.numCompletedTasks for stage in stages if stage)
        return done / whole if whole else -1.0

    def facts(self) -> dict[str, str]:
        """Return what the engine knows."""
        return {"Läst med": f"Apache Spark {self._version}"}

    def named(self) -> dict[str, str]:
        """Return where the rows lie, where it is not on this computer."""
        return {"Underlag": self._name}

    def close(self) -> None:
        """Stop Spark, or leave it."""
        self._session.stop()

    def _asked(self, statement: Statement) -> DataFrame:
        args = {f"p{number}": value for number, value in enumerate(statement.values, 1)}
        return self._session.sql(statement.text, args=args)

    def _frame(
        self, files: Files | None, paths: Sequence[str], table: str, *, swedish: bool
    ) -> DataFrame:
        reader = self._session.read
        if files is None:
            return reader.table(table) if table else reader.parquet(*paths)
        local = [path.as_uri() for path in files.paths]
        if files.kind == PARQUET:
            return reader.option("mergeSchema", "true").parquet(*local)
        if files.kind != CSV:
            raise FileError("Spark läser Parquet, csv och tabeller; spara registret som Parquet.")
        head = common_head(files.paths, swedish=swedish)
        return reader.csv(
            local, header=True, sep=head.separator, quote='"', escape='"', multiLine=True,
            encoding="windows-1252" if head.encoding == LATIN1 else "UTF-8", inferSchema=False,
            enforceSchema=False, mode="FAILFAST", schema=_schema(head.headers),
        )  # fmt: skip

    @contextmanager
    def _understood(self, *, starting: bool = False) -> Iterator[None]:
        """Make what Spark raises one sentence; its own may hold values of the register."""
        from py4j.protocol import Py4JError  # noqa: PLC0415 - comes with PySpark
        from pyspark.errors import PySparkException  # noqa: PLC0415

        try:
            yield
        except ImportError as error:  # PySpark's own is of both kinds
            raise FileError(
                'Spark Connect behöver fler paket; kör pip install "pyspark[connect]".'
            ) from error
        except (PySparkException, Py4JError) as error:
            raise FileError(self._sentence(str(error), starting=starting)) from error

    def _sentence(self, text: str, *, starting: bool) -> str:
        if starting:
            return (
                "Spark startar inte eller svarar inte; kontrollera --master, och att Java 17 eller "
                "senare finns."
            )
        if "CANNOT_MERGE" in text:
            return f"{self._name} har filer där samma kolumn är av olika slag; läs dem var för sig."
        if "TABLE_OR_VIEW_NOT_FOUND" in text or "PATH_NOT_FOUND" in text:
            return f"{self._name} finns inte där Spark söker; kontrollera namnet."
        if "No space left" in text:
            return "Disken är full; ge Spark en mapp med mer plats med --spill."
        if "OVERFLOW" in text or "OUT_OF_RANGE" in text:
            return f"{self._name} har ett tal som är för stort för att räknas exakt."
        return (
            f"{self._name} går inte att läsa med Spark; en fil är skadad, har rader med andra fält "
            "än rubriken, eller är av ett annat slag än namnet säger."
        )


def _module() -> ModuleType:
    try:
        return import_module("pyspark")  # an extra, and slow to import
    except ImportError as error:
        raise FileError(
            'Spark är inte installerat; kör pip install "regso[spark]", som också kräver Java 17 '
            "eller senare.",
        ) from error


def _require_answer(remote: str) -> None:
    """Raise if nobody answers at a Spark Connect address; its client would ask for minutes.

    Raises
    ------
    FileError
        Nobody answers, or the address names no server.
    """
    try:
        parts = urlsplit(remote)
        socket.create_connection((parts.hostname or "", parts.port or _PORT), _PATIENCE).close()
    except (OSError, ValueError) as error:
        raise FileError(
            f"{printable(remote)[:60]} svarar inte; kontrollera --master, sc://VÄRD:PORT.",
        ) from error


def _session(master: str, spill: Path) -> SparkSession:
    from pyspark.sql import SparkSession  # noqa: PLC0415

    builder = SparkSession.builder.appName("regso aggregate")
    has_own = any(os.environ.get(name) for name in ("SPARK_REMOTE", "SPARK_CONF_DIR"))
    if master.startswith("sc://"):
        _require_answer(master)
        return builder.remote(master).config(_STRICT, "true").getOrCreate()
    if master or not has_own:
        builder = builder.master(master or _LOCAL)
    if (master or _LOCAL).startswith("local") and not has_own:
        own = {
            "spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1", "spark.local.dir": str(spill),
            "spark.log.level": "OFF", "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "8",
            "spark.sql.warehouse.dir": str(spill / "warehouse"),
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_quiet(spill)}",
        }  # fmt: skip
        for name, value in own.items():
            builder = builder.config(name, value)
    return builder.config(_STRICT, "true").getOrCreate()


def _quiet(folder: Path) -> str:
    """Return the settings with which Spark on this computer logs nothing on the terminal."""
    path = folder / "log4j2.properties"
    path.write_text("rootLogger.level = off\n", encoding="ascii")
    return path.as_uri()


def _schema(headers: Sequence[str]) -> Any:
    from pyspark.sql.types import StringType, StructField, StructType  # noqa: PLC0415

    return StructType([StructField(header, StringType()) for header in headers])


def _kind(type_: str) -> str:
    if type_ in _WHOLE:
        return kinds.WHOLE
    if type_.startswith("decimal"):
        return kinds.EXACT
    if type_.startswith(("string", "varchar", "char")):
        return kinds.TEXT
    known = {"float": kinds.FLOAT, "double": kinds.FLOAT, "boolean": kinds.BIT, "date": kinds.DAY}
    return kinds.DAY if type_.startswith("timestamp") else known.get(type_, kinds.OTHER)


def _exact(row: Sequence[Any], medians: Sequence[bool]) -> tuple[Any, ...]:
    return tuple(_shortest(v) if m and isinstance(v, float) else v
                 for v, m in zip(row, medians, strict=True))  # fmt: skip


def _shortest(value: float) -> Decimal | float:
    """Return a middle value, which Spark gives as a double, as the decimal it was made of.

    Doubles tell decimals of 15 digits apart; larger ones are left, and are floats in the result.
    """
    return Decimal(repr(value)) if abs(value) < _EXACT else value
