"""``regso data update`` stopped while it writes the store, and gone on with.

By hand, as large as all of Sweden:

    PYTHONPATH=addin python tests/sources/scb/interrupted.py 60 3363 6160

The numbers are kills, RegSO, DeSO and, if wanted, the seed. The answers are fetched once, so that
every kill comes in what follows: half of them while rows are merged, half after the last of them,
when the draft becomes the store, the one before is kept and the answers are removed. Half begin
from nothing, half from a store of which everything has been revised. An update is stopped up to
`IN_TURN` times before it may end.

With 0 kills it is killed right before each change of a file, one after the other.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import standin

from regso.store.draft import LOCK
from regso.temporary.stopping import PREFIX

IN_TURN: Final = 3
HOW: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
_TABLES_ALONE = 200_000  # bytes: more than a draft without rows has
_MOMENT = 0.002  # seconds between two looks at the folder
_SOON = 60  # seconds until a command that is told to stop has stopped
_STORE, _ANSWERS, _KEPT = "regso.sqlite", "hamtat", "revisioner"
_INDEX = "000008IT"

SCRIPT = """
import os, signal, sys
from regso.sources import scb
from regso.sources.scb import line
scb.SCB = scb.Service(sys.argv[1], sys.argv[2])
line.PAUSE = 0.01
line.CAREFUL = line.Limits(1, 1000, 1)
left = int(sys.argv[3])
CHANGES = {"os.mkdir", "os.chmod", "os.link", "os.rename", "os.remove", "os.rmdir"}
def hook(event, args):
    global left
    if event in CHANGES or event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.argv = ["regso", "data", "update"]
from regso.cli import main
sys.addaudithook(hook)
main()
"""


def start(server: standin.StandIn, folder: Path, step: int = 0) -> subprocess.Popen[bytes]:
    """Begin an update of a store; if a step is given, it is killed before that change of a file."""
    temporary = folder.with_name(f"{folder.name}-tmp")
    temporary.mkdir(exist_ok=True, parents=True)
    folders = {"REGSO_DATA": str(folder), "TMPDIR": str(temporary)}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, server.api, server.wfs, str(step)],
        env={**os.environ, **folders, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def digest(path: Path) -> str:
    """Return the sha256 of a file; empty if it is not there."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Case(NamedTuple):
    """What every attempt begins from, and what it must end with.

    Attributes
    ----------
    folder : Path
        All answers, and maybe a store.
    before, wanted : str
        The digests of that store and of the one that it becomes.
    merging, ending : float, seconds
        What the two halves of the writing take when nothing stops it.
    """

    name: str
    folder: Path
    before: str
    wanted: str
    merging: float
    ending: float


class _Watch:
    """Looks at the draft of an update: whether its rows are being written, and whether all are."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process, self._folder = process, folder

    def until_merging(self) -> None:
        self._wait(lambda sizes: any(name.endswith("-journal") for name in sizes))

    def until_merged(self) -> None:
        self._wait(lambda sizes: not any(name.endswith("-journal") for name in sizes))

    def _wait(self, is_so: Callable[[Mapping[str, int]], bool]) -> None:
        while self._process.poll() is None:
            sizes = self._drafts()
            if is_so(sizes) and (not sizes or max(sizes.values()) > _TABLES_ALONE):
                return
            time.sleep(_MOMENT)

    def _drafts(self) -> Mapping[str, int]:
        sizes = {}
        with suppress(FileNotFoundError), os.scandir(self._folder) as found:
            for one in found:
                with suppress(FileNotFoundError):
                    if ".draft" in one.name:
                        sizes[one.name] = one.stat().st_size
        return sizes


def case(server: standin.StandIn, name: str, base: Path, old: Path | None) -> Case:
    """Fetch all answers, and measure an update that nothing stops."""
    folder = base / name
    if old is not None:
        folder.mkdir()
        os.link(old, folder / _STORE)
    process = start(server, folder)
    _Watch(process, folder).until_merging()
    process.kill()
    process.communicate()
    for path in folder.iterdir():
        if path.name not in {_STORE, _ANSWERS}:
            path.unlink()
    with _copy(folder) as whole:
        process = start(server, whole)
        watch = _Watch(process, whole)
        watch.until_merging()
        began = time.monotonic()
        watch.until_merged()
        merged = time.monotonic()
        _refuse(process.communicate()[1] != b"", "an update that nothing stopped has complained")
        ended = time.monotonic()
        found = Case(name, folder, digest(folder / _STORE), digest(whole / _STORE),
                     merged - began, ended - merged)  # fmt: skip
        _only_the_store(found, whole)
    return found


@contextmanager
def _copy(folder: Path) -> Iterator[Path]:
    """Give a copy of a folder; its files are the same, which nothing may write into."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        copy = Path(place, "data")
        shutil.copytree(folder, copy, copy_function=os.link)
        yield copy


def attempt(server: standin.StandIn, of: Case, chance: random.Random, most: int) -> list[str]:
    """Stop an update up to `most` times, let it end, and return how it was stopped."""
    stopped = []
    with _copy(of.folder) as folder:
        while len(stopped) < most and digest(folder / _STORE) == of.before:
            by, late, moment = chance.choice(HOW), chance.random() < 0.5, chance.random()
            how = f"{by.name} {'after' if late else 'while'} merging"
            try:
                if _is_stopped(server, of, folder, by, late=late, moment=moment):
                    stopped.append(how)
                _old_or_whole(of, folder, by)
            except AssertionError as error:
                error.add_note(f"{of.name}: {how}, {moment:.3f}")
                raise
        _go_on(server, of, folder)
    return stopped


def every_step(server: standin.StandIn, of: Case) -> int:
    """Kill an update before each change of a file, let it end, and return how many there were."""
    for step in count(1):
        with _copy(of.folder) as folder:
            process = start(server, folder, step)
            told = process.communicate()[1].decode()
            if process.returncode == 0:
                return step - 1
            try:
                _refuse(process.returncode != -signal.SIGKILL, told)
                _old_or_whole(of, folder, signal.SIGKILL)
                _go_on(server, of, folder)
            except AssertionError as error:
                error.add_note(f"{of.name}: step {step}")
                raise
    raise AssertionError


def _go_on(server: standin.StandIn, of: Case, folder: Path) -> None:
    """Let an update that was stopped end, and refuse another end than the wanted one."""
    server.log.clear()
    _refuse(start(server, folder).communicate()[1] != b"", "it cannot go on")
    _refuse(bool(server.asked("/data?")), "answers were fetched again")
    _only_the_store(of, folder)


def _old_or_whole(of: Case, folder: Path, by: int) -> None:
    """Refuse anything but the store before, with all answers, or the wanted one."""
    now = digest(folder / _STORE)
    _refuse(now not in {of.before, of.wanted}, "a third store")
    if by != signal.SIGKILL:
        _refuse(any(".draft" in path.name for path in folder.iterdir()), "a draft is left")
    if now == of.before:
        kept, have = ({p.name for p in (f / _ANSWERS).iterdir()} for f in (of.folder, folder))
        _refuse(kept != have, "answers are lost")


def _is_stopped(
    server: standin.StandIn, of: Case, folder: Path, by: int, *, late: bool, moment: float
) -> bool:
    """Start an update and stop it, unless it ends first; refuse another end, and a complaint."""
    process = start(server, folder)
    watch = _Watch(process, folder)
    watch.until_merging()
    if late:
        watch.until_merged()
    try:
        process.wait(moment * (of.ending if late else of.merging))
    except subprocess.TimeoutExpired:
        process.send_signal(by)
    told = process.communicate(timeout=_SOON)[1].decode()
    _refuse(process.returncode not in {0, -by}, f"exit code {process.returncode}: {told}")
    _refuse(told not in {"", "Avbrutet.\n"}, told)
    return process.returncode != 0


def _only_the_store(of: Case, folder: Path) -> None:
    """Refuse another store than the wanted one, and anything left beside it."""
    _refuse(digest(folder / _STORE) != of.wanted, "another store")
    found = {path.name for path in folder.iterdir()}
    _refuse(found != {_STORE, LOCK} | ({_KEPT} if of.before else set()), f"left: {found}")
    if of.before:
        kept = {path.name: digest(path) for path in (folder / _KEPT).iterdir()}
        _refuse(kept != {"1.sqlite": of.before}, f"kept: {kept}")
    temporary = folder.with_name(f"{folder.name}-tmp")
    left = list(temporary.glob(f"{PREFIX}*"))  # Python tries the folder with a file of its own
    _refuse(bool(left), f"left: {left}")


def _refuse(wrong: bool, what: str) -> None:
    if wrong:
        raise AssertionError(what)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _publish(country: standin.Country, edition: int) -> None:
    """Let the publisher have all tables and layers in an edition, the later with other values."""
    country.updated = dict.fromkeys(country.updated, f"2026-0{edition}-01T06:00:00Z")
    country.edition = edition
    for code in country.regso[:: 10 if edition > 1 else len(country.regso)]:
        country.changed["TAB6586", code, "2022", _INDEX] = 90.0 + edition


def _cases(server: standin.StandIn, base: Path) -> list[Case]:
    """Return an update from nothing, and one of the store that it gave, of which all is revised."""
    _publish(server.country, 1)
    found = [case(server, "from nothing", base, None)]
    with _copy(found[0].folder) as folder:
        start(server, folder).communicate()
        old = base / "old.sqlite"
        os.link(folder / _STORE, old)
    _publish(server.country, 2)
    found.append(case(server, "from a store", base, old))
    for one in found:
        _say(f"{one.name}: merging {one.merging:.1f} s, after it {one.ending:.1f} s")
    return found


def main(kills: int, regso: int, deso: int, seed: int = 15) -> int:
    """Stop updates so many times; the exit code is 1 if any went wrong."""
    country = standin.Country(regso, deso, range(2011, 2025), range(2010, 2026))
    country.vertices = 120  # as many bytes as real borders have
    with tempfile.TemporaryDirectory() as place, standin.running(country) as server:
        cases = _cases(server, Path(place))
        if kills:
            return _at_random(server, cases, kills, random.Random(seed))  # noqa: S311 - no secrets
        for edition, one in enumerate(cases, 1):
            _publish(country, edition)
            _say(f"{one.name}: killed before each of {every_step(server, one)} changes of files")
    return 0


def _at_random(
    server: standin.StandIn, cases: list[Case], kills: int, chance: random.Random
) -> int:
    """Stop the cases in turn, and tell how it went."""
    faults, ends, stopped = 0, 0, Counter()
    began = time.monotonic()
    while stopped.total() < kills:
        edition = ends % len(cases)
        _publish(server.country, edition + 1)
        try:
            most = min(IN_TURN, kills - stopped.total())
            stopped.update(attempt(server, cases[edition], chance, most))
        except AssertionError as error:
            faults += 1
            stopped["with a fault"] += 1
            _say(f"  {error} {getattr(error, '__notes__', '')}")
        ends += 1
        took = time.monotonic() - began
        _say(f"  {stopped.total()} kills, {ends} ends, {faults} faults, {took:.0f} s")
    _say(f"{dict(stopped)}: {ends} updates ended, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    sys.exit(main(*map(int, sys.argv[1:])))
