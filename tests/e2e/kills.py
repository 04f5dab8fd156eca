"""Kill a command at a random moment, and look for what it has left behind.

By hand, with as many kills as one likes and a seed of one's own:

    PYTHONPATH=addin python tests/e2e/kills.py 100 7
"""

import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ADDIN = Path(__file__).parents[2] / "addin"
MARK = "HEMLIGRAD"  # stands in rows of Indata and nowhere else
STOPPED = (signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGTERM))
KILLED = getattr(signal, "SIGKILL", signal.SIGTERM)
_RUN = "from regso.cli import main; main()"


@dataclass(frozen=True)
class Place:
    """Where the commands of a test work: what they are given, make, and make along the way."""

    folder: Path

    @property
    def temporary(self):
        return self.folder / "temporary"

    @property
    def out(self):
        return self.folder / "out"

    def start(self, *args):
        environment = {**os.environ, "PYTHONPATH": str(ADDIN), "TMPDIR": str(self.temporary)}
        environment["REGSO_DATA"] = str(self.folder / "none")
        environment["MPLCONFIGDIR"] = str(self.folder / "matplotlib")
        return subprocess.Popen(
            [sys.executable, "-c", _RUN, *map(str, args)],
            cwd=self.folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def run(self, *args):
        """Run a command to its end; return how long it took."""
        began = time.monotonic()
        process = self.start(*args)
        _, said = process.communicate()
        assert process.returncode == 0, said
        return time.monotonic() - began

    def kill(self, number, after, *args):
        """Start a command and send it a signal; return its exit code and what it said."""
        process = self.start(*args)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
        _, said = process.communicate(timeout=60)
        return process.returncode, said.decode()

    def left(self):
        """Return what is left where temporary files go, and drafts beside the output."""
        found = [path for path in self.temporary.rglob("*") if not path.is_dir()]
        found += [path for path in self.temporary.iterdir() if path.is_dir()]
        return sorted({*found, *self.out.glob(".*")})

    def with_indata(self):
        """Return the temporary files that have something of a row of Indata in them."""
        return [path for path in self.temporary.rglob("*") if path.is_file() and has_mark(path)]

    def programs(self):
        """Return what the living processes that work in a temporary folder were started with."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes().decode(errors="replace")
            except OSError:
                continue
            if str(self.temporary) in words:
                found.append(words)
        return found


def has_mark(path):
    """Tell whether a file, or a file packed in it, holds the mark of Indata."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    mark = MARK.encode()
    if mark in content or MARK.encode("utf-16-le") in content:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return any(mark in packed.read(name) for name in packed.namelist())
    except (zipfile.BadZipFile, OSError, EOFError):
        return False


def prepared(folder, rows=300):
    """Return a place with a register whose rows are marked."""
    place = Place(folder)
    place.temporary.mkdir()
    place.out.mkdir()
    lines = [f"{MARK}{i:04d},{i % 50},{50 + i % 9}" for i in range(rows)]
    text = "\n".join(["kod,taljare,namnare", *lines])
    (folder / "register.csv").write_text(text + "\n", encoding="utf-8")
    return place


def commands(place, *, pdf):
    """Return the commands that handle Indata, each with the file that it makes."""
    made = place.out / "ut.xlsx"
    data = ["-d", place.folder / "register.csv"]
    found = [["render", "omradestyper", *data, "-o", made]]
    if pdf:
        found += [[*found[0], "--pdf"]] * 2
    # One that may be published, filled beforehand.
    full = place.folder / "fylld.xlsx"
    if not full.exists():
        place.run("render", "omradestyper", "-o", full)
    found.append(["publish", full, "-o", place.out / "kopia.xlsx"])
    found.append(["report", "Arbetsförmedlingen", "--underlag", full, "-o", place.out / "r.docx"])
    return found


def faults(place, kills, seed, *, pdf):
    """Kill commands at random moments; return what was found that must not be, as texts."""
    chance, found = random.Random(seed), []  # noqa: S311 - which moment
    listed = commands(place, pdf=pdf)
    lengths = {tuple(map(str, c)): place.run(*c) for c in listed}
    codes = Counter()
    for number in range(kills):
        command = chance.choice(listed)
        length = lengths[tuple(map(str, command))]
        sent = KILLED if number % 2 else chance.choice(STOPPED)
        code, said = place.kill(sent, chance.uniform(0.02, length), *command)
        codes[command[0], "--pdf" in command, sent.name, code] += 1
        what = f"{number}: {command[0]} {'--pdf' in command} {sent.name} {code}"
        found += [f"{what} Indata i {path}" for path in place.with_indata()]
        if sent != KILLED:
            found += [f"{what} kvar {path}" for path in place.left()]
            found += [f"{what} kör {words}" for words in place.programs()]
            if "Traceback" in said and "KeyboardInterrupt" not in said:
                found.append(f"{what} {said}")
        else:
            place.run("--version")
            found += [f"{what} kvar sedan {path}" for path in place.left()]
            found += [f"{what} kör sedan {words}" for words in place.programs()]
        found += [f"{what} halv {path}" for path in place.out.iterdir() if not is_whole(path)]
    return found, codes


def is_whole(path):
    if path.suffix == ".pdf":
        return path.read_bytes().rstrip().endswith(b"%%EOF")
    return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        bad, counted = faults(prepared(Path(name)), int(sys.argv[1]), int(sys.argv[2]), pdf=True)
        lines = [f"{times} {key}" for key, times in sorted(counted.items(), key=str)]
        sys.stdout.write("\n".join([*lines, *bad, f"{len(bad)} fel", ""]))
