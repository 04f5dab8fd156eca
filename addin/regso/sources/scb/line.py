"""A line to a server: one question at a time, at the pace it allows, asked again when it fails.

Proxies are the system's. Certificates are checked against the system's store (on Windows its own,
with what the agency has put there), or against a file that the user gives.
"""

from __future__ import annotations

import json
import ssl
import time
import urllib.request
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import (
    HTTPError,
    LocationValueError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    SSLError,
    TimeoutError,  # noqa: A004 - the library's own
)
from urllib3.util import Retry, Timeout

from regso import __version__
from regso.errors import FetchError, FileError
from regso.incoming import jsonfiles, plain
from regso.incoming.texts import printable

CONNECT_SECONDS, READ_SECONDS = 10.0, 90.0
LONGEST_PAUSE: Final = 120
PAUSE = 0.5  # seconds before the second retry; doubled for each after it
TRIES: Final = 3  # for an answer that comes but is damaged
_RETRIES, _CONNECTS = 7, 2
_MARGIN = 0.1  # seconds: the server counts from when a call has reached it
_AGAIN: Final = (429, 500, 502, 503, 504)
_OK, _NOT_FOUND, _BAD_QUESTION = 200, 404, 400
_SHOWN = 200


class Limits(NamedTuple):
    """What a server allows: cells per call, and calls in a number of seconds."""

    cells: int
    calls: int
    seconds: float


# Before the server has said what it allows: the strictest that it has been seen to say.
CAREFUL: Final = Limits(150_000, 3, 1)


class Line:
    """Asks servers and counts what it asked.

    Parameters
    ----------
    ca_bundle : Path, optional
        Certificates (PEM) of those who may vouch for the server; else the system's.

    Raises
    ------
    FileError
        The certificates cannot be read.
    """

    def __init__(self, ca_bundle: Path | None = None) -> None:
        self.limits = CAREFUL
        self.asked = 0
        self._sent: deque[float] = deque()
        self._context = _context(ca_bundle)
        self._pools: dict[str, urllib3.PoolManager] = {}

    def close(self) -> None:
        """Hang up."""
        for pool in self._pools.values():
            pool.clear()

    def get(self, url: str, what: str) -> bytes:
        """Return the answer to a question; `what` it is about is for messages."""
        return self._ask("GET", url, what, None)

    def post(self, url: str, body: Mapping[str, object], what: str) -> bytes:
        """Return the answer to a question that is too long for an address."""
        return self._ask("POST", url, what, json.dumps(body).encode())

    def get_json(self, url: str, what: str) -> Mapping[str, object]:
        """Return the object in an answer.

        Raises
        ------
        FetchError
            There is no answer, or it is damaged however often it is asked for.
        """
        for left in reversed(range(TRIES)):
            try:
                return object_in(self.get(url, what), what)
            except FileError as error:
                if not left:
                    raise FetchError(unusable(error)) from error
        raise AssertionError

    def _ask(self, method: str, url: str, what: str, body: bytes | None) -> bytes:
        self._wait()
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            answer = self._pool(url).request(method, url, body=body, headers=headers)
        except HTTPError as error:
            raise _no_answer(url, error) from error
        if answer.status != _OK:
            raise _refusal(answer.status, answer.data, what)
        return answer.data

    def _wait(self) -> None:
        """Wait until the server allows another call."""
        while len(self._sent) >= self.limits.calls:
            left = self._sent[0] + self.limits.seconds + _MARGIN - time.monotonic()
            if left <= 0:
                self._sent.popleft()
            else:
                time.sleep(left)
        self._sent.append(time.monotonic())
        self.asked += 1

    def _pool(self, url: str) -> urllib3.PoolManager:
        """Return the connections to the server of an address, through the system's proxy if any."""
        parts = urlsplit(url)
        if parts.netloc not in self._pools:
            proxy = urllib.request.getproxies().get(parts.scheme, "")
            if proxy and urllib.request.proxy_bypass(parts.hostname or ""):
                proxy = ""
            self._pools[parts.netloc] = self._new_pool(proxy)
        return self._pools[parts.netloc]

    def _new_pool(self, proxy: str) -> urllib3.PoolManager:
        retries = Retry(
            total=_RETRIES,
            connect=_CONNECTS,
            backoff_factor=PAUSE,
            backoff_jitter=PAUSE / 2,
            status_forcelist=_AGAIN,
            allowed_methods=None,
            raise_on_status=False,
            retry_after_max=LONGEST_PAUSE,
        )
        timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        agent = {"User-Agent": f"regso/{__version__}", "Accept-Encoding": "gzip"}
        if not proxy:
            return urllib3.PoolManager(
                retries=retries, timeout=timeout, headers=agent, ssl_context=self._context
            )
        try:
            return urllib3.ProxyManager(
                proxy if "://" in proxy else f"http://{proxy}",
                retries=retries,
                timeout=timeout,
                headers=agent,
                ssl_context=self._context,
            )
        except (LocationValueError, HTTPError) as error:
            raise FetchError(
                f"Proxyn {printable(proxy)} är ingen adress; rätta HTTPS_PROXY."
            ) from error


def object_in(content: bytes, what: str) -> Mapping[str, object]:
    """Return the JSON object in an answer.

    Raises
    ------
    FileError
        It is damaged.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"Svaret om {what} är inte UTF-8; hämta det igen.") from error
    found = jsonfiles.parse_json(text, f"Svaret om {what}")
    if not found:
        raise FileError(f"Svaret om {what} är tomt; hämta det igen.")
    return found


def unusable(error: FileError) -> str:
    """Return what is said when an answer is wrong however often it is asked for."""
    return f"{str(error).partition(';')[0].rstrip('.')}; kör kommandot igen om en stund."


def _context(ca_bundle: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_bundle is not None:
        text = plain.read_bytes(ca_bundle).decode("latin-1")
        try:
            context = ssl.create_default_context(cadata=text)
        except (ssl.SSLError, ValueError) as error:
            raise FileError(
                f"{ca_bundle.name} har inga certifikat som går att läsa; ange en fil i PEM-format "
                "(-----BEGIN CERTIFICATE-----).",
            ) from error
    return context


def _no_answer(url: str, error: HTTPError) -> FetchError:
    host = urlsplit(url).hostname
    cause = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(cause, ProxyError):
        return FetchError(
            f"Proxyn släpper inte fram till {host} ({_shortly(cause)}); kontrollera HTTPS_PROXY "
            "eller be IT öppna adressen.",
        )
    if isinstance(cause, SSLError):
        return FetchError(
            f"Certifikatet för {host} godtas inte ({_shortly(cause)}); be IT om myndighetens "
            "rotcertifikat och ange filen med --ca-bundle.",
        )
    why = "det blev avbrott om och om igen"
    if isinstance(cause, NameResolutionError):
        why = "namnet finns inte i nätet"
    elif isinstance(cause, NewConnectionError):
        why = "ingen svarar"
    elif isinstance(cause, TimeoutError):
        why = "svaret dröjer för länge"
    return FetchError(
        f"{host} går inte att nå ({why}); kontrollera nätet och kör kommandot igen, eller läs in "
        "ett paket från en annan dator (regso data export --bundle).",
    )


def _refusal(status: int, content: bytes, what: str) -> FetchError:
    if status == _NOT_FOUND:
        return FetchError(
            f"{what} finns inte där den fanns (svar 404); uppdatera RegSO för Excel, eller läs in "
            "tabellen från fil med regso data import.",
        )
    if status == _BAD_QUESTION:
        return FetchError(
            f"Servern godtog inte frågan om {what} ({_said(content)}); uppdatera RegSO för Excel."
        )
    if status in _AGAIN:
        return FetchError(
            f"Servern har fel just nu (svar {status} om {what}); kör kommandot igen om en stund."
        )
    return FetchError(
        f"Servern nekar (svar {status} om {what}: {_said(content)}); be IT öppna adressen."
    )


def _said(content: bytes) -> str:
    """Return what an answer says of an error: the title of a Problem, or its text."""
    try:
        problem = object_in(content, "felet")
    except FileError:
        problem = {}
    said = problem.get("detail") or problem.get("title") or content.decode("utf-8", "replace")
    return " ".join(printable(str(said)).split())[:_SHOWN] or "utan förklaring"


def _shortly(error: object) -> str:
    return " ".join(printable(str(error)).split())[:_SHOWN]
