"""The log of a host: a file a day, kept 30 days, without what cells hold."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

KEPT_DAYS = 30


def log_to(logger: logging.Logger, path: Path) -> None:
    """Let a logger write to a file, and remove its files that are too old.

    A folder that cannot be written is no reason for no functions: nothing is logged then.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_old(path)
        handler = TimedRotatingFileHandler(
            path, when="midnight", backupCount=KEPT_DAYS, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)


def _remove_old(path: Path) -> None:
    oldest = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).timestamp()
    for log in path.parent.glob(f"{path.name}*"):
        if log.stat().st_mtime < oldest:
            log.unlink()
