"""Where the bridge writes, per user: its log, and nothing else."""

from __future__ import annotations

from pathlib import Path

import platformdirs

LOG_FILE = "regso-excel.log"


def log_path() -> Path:
    """Return the log of the bridge, in the user's log folder."""
    return Path(platformdirs.user_log_dir("regso", appauthor=False)) / LOG_FILE
