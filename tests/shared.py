"""What all processes of a run need and one of them makes; the others wait and read it."""

import time
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.02  # seconds between two looks


class Shared:
    """A folder that the processes of a run have in common."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def path(self, name, make):
        """Return a file or a folder that the first who asks for has written by ``make(path)``."""
        path = self.folder / name
        while not path.exists():
            with self._turn(name) as is_ours:
                if not is_ours:
                    time.sleep(PAUSE)
                elif not path.exists():
                    unfinished = self.folder / f"{name}.unfinished"
                    make(unfinished)
                    unfinished.rename(path)
        return path

    @contextmanager
    def _turn(self, name):
        """Tell whether it is this process that makes it: one alone can make the folder of it."""
        turn = self.folder / f"{name}.turn"
        try:
            turn.mkdir()
        except FileExistsError:
            yield False
            return
        try:
            yield True
        finally:
            turn.rmdir()
