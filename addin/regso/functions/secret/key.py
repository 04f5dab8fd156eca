"""The agency's secret key, which is kept outside every workbook."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from regso.core.disclosure.keys import Secret
from regso.errors import FileError, NotInstalledError

KEY, KEY_FILE = "REGSO_SLUMPNYCKEL", "REGSO_SLUMPNYCKEL_FIL"
_SHORTEST_KEY = 16


def secret_key() -> Secret:
    """Return the agency's key.

    Raises
    ------
    NotInstalledError
        The environment names no key, or one that is too short to be a secret.
    """
    return _read(os.environ.get(KEY, ""), os.environ.get(KEY_FILE, ""))


def key_if_any() -> Secret | None:
    """Return the agency's key, None where the environment names none.

    Raises
    ------
    NotInstalledError
        The environment names a key that cannot be used.
    """
    return secret_key() if os.environ.get(KEY) or os.environ.get(KEY_FILE) else None


def key_for(threshold: float | None) -> Secret | None:
    """Return the agency's key, if any, for a table that hides what is below a threshold."""
    return None if threshold is None else key_if_any()


@lru_cache(maxsize=1)
def _read(text: str, file: str) -> Secret:
    key = text.encode()
    if not key and file:
        from regso.incoming import plain  # noqa: PLC0415 - only a key needs it

        try:
            key = plain.read_bytes(Path(file)).strip()
        except FileError as error:
            raise NotInstalledError(
                f"Nyckelfilen som {KEY_FILE} pekar på kan inte läsas; rätta sökvägen."
            ) from error
    if len(key) < _SHORTEST_KEY:
        raise NotInstalledError(
            f"Myndighetens hemliga nyckel saknas eller är för kort; sätt miljövariabeln {KEY} till "
            f"minst {_SHORTEST_KEY} tecken, eller {KEY_FILE} till en fil med nyckeln.",
        )
    return Secret(key)
