"""Addresses of databases, without credentials, which come from the environment or the keyring."""

from __future__ import annotations

import os
import re
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from regso.errors import FileError
from regso.incoming.texts import printable

POSTGRES, SQL_SERVER, ORACLE = "postgresql", "mssql", "oracle"
SCHEMES: Final = {
    "postgresql": POSTGRES, "postgres": POSTGRES, "mssql": SQL_SERVER, "sqlserver": SQL_SERVER,
    "oracle": ORACLE,
}  # fmt: skip
_PORTS: Final = {POSTGRES: 5432, SQL_SERVER: 1433, ORACLE: 1521}
_OPTIONS: Final = frozenset(("sslmode", "sslrootcert"))
USER, PASSWORD = "REGSO_DB_USER", "REGSO_DB_PASSWORD"
_SERVICE: Final = "regso"  # in the keyring
_PART: Final = re.compile(r'"(?:[^"]|"")+"|[^".\s][^".]*')
_TABLE: Final = re.compile(rf"(?:{_PART.pattern})(?:\.(?:{_PART.pattern})){{0,2}}")
_FORM: Final = "skriv till exempel postgresql://VÄRD/DATABAS --table SCHEMA.TABELL"


class Address(NamedTuple):
    """Where a database is; `options` are those of its encryption."""

    kind: str
    host: str
    port: int
    database: str
    user: str
    options: dict[str, str]

    @property
    def shown(self) -> str:
        """The address as it may be told: without the user."""
        return printable(f"{self.kind}://{self.host}/{self.database}")


class Credentials(NamedTuple):
    """Who asks; empty where the driver finds it by itself."""

    user: str
    password: str


def is_address(text: str) -> bool:
    """Tell whether a source is an address of a database and not a file."""
    return "://" in text and text.split("://", 1)[0].casefold() in SCHEMES


def address_of(text: str) -> Address:
    """Return an address.

    Raises
    ------
    FileError
        It is not of the form, or has a password, which would be seen by others.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise FileError(f"Adressen till databasen går inte att läsa; {_FORM}.") from error
    options = dict(parse_qsl(parts.query))
    if parts.password is not None or not options.keys() <= _OPTIONS:
        raise FileError(
            "Adressen till databasen får inte ha lösenord, och av tillval bara sslmode och "
            f"sslrootcert; lägg lösenordet i {PASSWORD} eller i nyckelringen.",
        )
    kind = SCHEMES[parts.scheme.casefold()]
    database = unquote(parts.path.strip("/"))
    if not parts.hostname or not database or "/" in database or parts.fragment:
        raise FileError(f"Adressen till databasen saknar värd eller databas; {_FORM}.")
    user = unquote(parts.username or "")
    return Address(kind, unquote(parts.hostname), port or _PORTS[kind], database, user, options)


def credentials_for(address: Address) -> Credentials:
    """Return who asks: by the environment, or else by the system's keyring."""
    user = address.user or os.environ.get(USER, "")
    password = os.environ.get(PASSWORD, "")
    return Credentials(user, password or (_from_keyring(address, user) if user else ""))


def _from_keyring(address: Address, user: str) -> str:
    try:
        import keyring  # noqa: PLC0415 - few have it
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return ""
    try:
        return keyring.get_password(_SERVICE, f"{user}@{address.host}/{address.database}") or ""
    except KeyringError:
        return ""


def table_parts(text: str) -> list[str]:
    """Return the parts of a table's name: what stands between points, or within quotation marks.

    >>> table_parts('register."Individ.2022"')
    ['register', 'Individ.2022']
    """
    if not _TABLE.fullmatch(text.strip()):
        raise FileError(f'"{printable(text)[:60]}" är inget namn på en tabell; {_FORM}.')
    return [
        part[1:-1].replace('""', '"') if part.startswith('"') else part
        for part in _PART.findall(text.strip())
    ]
