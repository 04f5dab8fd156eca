"""Databases: the statement goes to where the rows lie, and only groups come back.

PostgreSQL is run in the tests. SQL Server (by ODBC) and Oracle are written after their manuals and
have not been run. Nothing is written in a database: the transaction is read-only where it can be,
and both statements of a question see the same moment in PostgreSQL.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final, NamedTuple

from regso.aggregating import columns as kinds
from regso.aggregating.addresses import (
    ORACLE,
    PASSWORD,
    POSTGRES,
    SQL_SERVER,
    USER,
    Address,
    Credentials,
    address_of,
    credentials_for,
    table_parts,
)
from regso.aggregating.columns import Columns
from regso.aggregating.dialects import DIALECTS
from regso.aggregating.engine import MOST_GROUPS, Rows, refuse_too_many
from regso.aggregating.sql import Expr, Name, Op, Statement, source_text
from regso.errors import FileError
from regso.incoming.texts import printable
from regso.temporary import stopping

_PATIENCE: Final = 15  # seconds to connect
_MOMENT: Final = "SELECT CAST(PG_CURRENT_SNAPSHOT() AS TEXT)"
_FULL, _BAD, _NO_TABLE, _NO_RIGHT = "53", "22", "42P01", "42501"  # what PostgreSQL calls it
_POSTGRES_KINDS: Final = {
    **dict.fromkeys((20, 21, 23), kinds.WHOLE), 1700: kinds.EXACT,
    **dict.fromkeys((700, 701), kinds.FLOAT), **dict.fromkeys((18, 19, 25, 1042, 1043), kinds.TEXT),
    16: kinds.BIT, **dict.fromkeys((1082, 1114, 1184), kinds.DAY),
}  # fmt: skip
_PYTHON_KINDS: Final = {
    "int": kinds.WHOLE, "Decimal": kinds.EXACT, "float": kinds.FLOAT, "str": kinds.TEXT,
    "bool": kinds.BIT, "date": kinds.DAY, "datetime": kinds.DAY,
}  # fmt: skip
_ORACLE_KINDS: Final = {
    "DB_TYPE_NUMBER": kinds.EXACT, "DB_TYPE_BINARY_DOUBLE": kinds.FLOAT,
    "DB_TYPE_BINARY_FLOAT": kinds.FLOAT, "DB_TYPE_VARCHAR": kinds.TEXT,
    "DB_TYPE_NVARCHAR": kinds.TEXT, "DB_TYPE_CHAR": kinds.TEXT, "DB_TYPE_NCHAR": kinds.TEXT,
    "DB_TYPE_DATE": kinds.DAY, "DB_TYPE_TIMESTAMP": kinds.DAY,
}  # fmt: skip
_working: list[Any] = []


class _Driver(NamedTuple):
    """How Python reaches a kind of database."""

    module: str
    remedy: str
    connect: Callable[[ModuleType, Address, Credentials], Any]
    kind: Callable[[Any], str]


class Database:
    """A table or a view of a database; see `engine.Engine`."""

    def __init__(self, text: str, table: str) -> None:
        """Connect.

        Parameters
        ----------
        text : str
            The address.
        table : str
        """
        self._address = address_of(text)
        if not table:
            raise FileError("Ange tabellen eller vyn i databasen med --table SCHEMA.TABELL.")
        parts = table_parts(table)
        self.dialect = DIALECTS[self._address.kind]
        self.source = _table(parts)
        self._driver = _DRIVERS[self._address.kind]
        self._module = _module(self._driver)
        self._table = printable(".".join(parts))
        with self._understood(connecting=True):
            who = credentials_for(self._address)
            self._connection = self._driver.connect(self._module, self._address, who)
        _working.append(self._connection)
        try:
            with self._understood():
                self.columns = self._described()
                self._moment = self._seen()
        except FileError:
            self.close()
            raise

    def rows(self, statement: Statement) -> Rows:
        """Return what a statement answers."""
        with self._understood(), contextlib.closing(self._connection.cursor()) as cursor:
            cursor.execute(*self._asked(statement))
            rows: Rows = [tuple(row) for row in cursor.fetchmany(MOST_GROUPS + 1)]
        refuse_too_many(rows)
        return rows

    def plan(self, statement: Statement) -> str:
        """Return the plan, where the database tells it in answer to EXPLAIN."""
        if self._address.kind != POSTGRES:
            return f"{self.dialect.name} visar sin plan i sina egna verktyg."
        rows = self.rows(Statement(f"EXPLAIN {statement.text}", statement.values))
        return "\n".join(str(row[0]) for row in rows)

    def progress(self) -> float:
        """Return that nothing is known of how much is done."""
        return -1.0

    def facts(self) -> dict[str, str]:
        """Return what the engine knows."""
        moment = {"Ögonblick": self._moment} if self._moment else {}
        return {"Läst med": f"{self.dialect.name}, som räknar själv", **moment}

    def named(self) -> dict[str, str]:
        """Return where the rows lie, without credentials."""
        return {"Underlag": f"{self._address.shown}, {self._table}"}

    def close(self) -> None:
        """Let go of the database."""
        with contextlib.suppress(ValueError):
            _working.remove(self._connection)
        with contextlib.suppress(self._module.Error):
            self._connection.close()

    def _asked(self, statement: Statement) -> tuple[object, ...]:
        return (statement.text, statement.values) if statement.values else (statement.text,)

    def _described(self) -> Columns:
        text, _ = source_text(Op("none of", (self.source,)), self.dialect)
        with contextlib.closing(self._connection.cursor()) as cursor:
            cursor.execute(text)
            found = {column[0]: self._driver.kind(column) for column in cursor.description}
        return Columns(self._table, found)

    def _seen(self) -> str:
        """Return the moment that both statements see, where the database has a name of it."""
        if self._address.kind != POSTGRES:
            return ""
        return str(self._connection.execute(_MOMENT).fetchone()[0])

    @contextmanager
    def _understood(self, *, connecting: bool = False) -> Iterator[None]:
        """Make what a driver raises one sentence; its own may name users and values."""
        try:
            yield
        except self._module.Error as error:
            raise FileError(self._sentence(error, connecting=connecting)) from error

    def _sentence(self, error: Exception, *, connecting: bool) -> str:
        where, state = self._address.shown, str(getattr(error, "sqlstate", None) or "")
        if connecting:
            return (
                f"{where} svarar inte eller släpper inte in; kontrollera adressen, och användare "
                f"och lösenord i {USER} och {PASSWORD} eller i nyckelringen."
            )
        told = {
            _NO_TABLE: f"{self._table} finns inte i {where}; ange den med --table SCHEMA.TABELL.",
            _NO_RIGHT: f"Användaren får inte läsa {self._table} i {where}; be om läsrätt.",
            _FULL: f"{where} har inte minne eller disk nog för frågan; ta en del med --where.",
            _BAD: f"{self._table} har värden som inte går att räkna; kontrollera kolumnerna.",
        }
        if sentence := told.get(state) or told.get(state[:2]):
            return sentence
        if getattr(self._connection, "closed", False) or isinstance(
            error, self._module.OperationalError
        ):
            return f"Förbindelsen med {where} bröts, och inget skrevs; kör igen."
        return (
            f"{where} kunde inte svara ({type(error).__name__}{f' {state}' * bool(state)}); "
            "se frågan med --explain."
        )


def _cancel() -> None:
    """Stop what the databases work with, when the command is stopped."""
    for connection in _working:
        with contextlib.suppress(Exception):
            connection.cancel()


stopping.at_end(_cancel, first=True)


def _table(parts: list[str]) -> Expr:
    source: Expr = Name(parts[0])
    for part in parts[1:]:
        source = Op("part", (source, Name(part)))
    return Op("table", (source,))


def _module(driver: _Driver) -> ModuleType:
    try:
        return import_module(driver.module)
    except ImportError as error:
        raise FileError(
            f"Databasen läses med {driver.module}, som inte är installerat; kör {driver.remedy}.",
        ) from error


def _postgres(module: ModuleType, address: Address, who: Credentials) -> Any:
    connection = module.connect(
        host=address.host, port=address.port, dbname=address.database, connect_timeout=_PATIENCE,
        **({"user": who.user} if who.user else {}),
        **({"password": who.password} if who.password else {}), **address.options,
    )  # fmt: skip
    connection.read_only = True
    connection.isolation_level = module.IsolationLevel.REPEATABLE_READ
    return connection


def _sql_server(module: ModuleType, address: Address, who: Credentials) -> Any:
    parts = {
        "DRIVER": "ODBC Driver 18 for SQL Server",
        "SERVER": f"{address.host},{address.port}",
        "DATABASE": address.database,
        "ApplicationIntent": "ReadOnly",
        **({"UID": who.user, "PWD": who.password} if who.user else {"Trusted_Connection": "yes"}),
    }
    text = ";".join(f"{name}={{{value.replace('}', '}}')}}}" for name, value in parts.items())
    return module.connect(text, timeout=_PATIENCE)


def _oracle(module: ModuleType, address: Address, who: Credentials) -> Any:
    module.defaults.fetch_decimals = True
    dsn = module.makedsn(address.host, address.port, service_name=address.database)
    connection = module.connect(user=who.user or None, password=who.password or None, dsn=dsn)
    connection.cursor().execute("SET TRANSACTION READ ONLY")
    return connection


def _postgres_kind(column: Any) -> str:
    return _POSTGRES_KINDS.get(column[1], kinds.OTHER)


def _python_kind(column: Any) -> str:
    return _PYTHON_KINDS.get(getattr(column[1], "__name__", ""), kinds.OTHER)


def _oracle_kind(column: Any) -> str:
    name = str(getattr(column[1], "name", ""))
    is_whole = name == "DB_TYPE_NUMBER" and column[4] and column[5] == 0
    return kinds.WHOLE if is_whole else _ORACLE_KINDS.get(name, kinds.OTHER)


_DRIVERS: Final = {
    POSTGRES: _Driver("psycopg", 'pip install "regso[postgres]"', _postgres, _postgres_kind),
    SQL_SERVER: _Driver("pyodbc", "pip install pyodbc", _sql_server, _python_kind),
    ORACLE: _Driver("oracledb", "pip install oracledb", _oracle, _oracle_kind),
}
