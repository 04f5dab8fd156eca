"""What tests ask of processes that they have started."""

import os
import time
from pathlib import Path


def is_gone(pid, tries=40):
    """Tell whether a process has ended within two seconds; what is not reaped has ended too."""
    for _ in range(tries):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
