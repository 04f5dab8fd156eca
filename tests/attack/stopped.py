"""Stop commands at random moments, and print how it went: ``python stopped.py 200 100 32``.

The numbers are kills of an import, kills of each of the other commands, and imports at the same
time.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bad_days
from bad_days import HOW, Killed

OTHERS = ("render", "publish", "report", "export")


def main(imports: int, others: int, together: int, first: int) -> int:
    """Run the kills; the exit code is 1 if anything was damaged or left."""
    chance = random.Random(first)  # noqa: S311 - moments, no secrets
    _say(f"seed {first}")
    faults = 0
    for what, number in (("import", imports), *((name, others) for name in OTHERS)):
        faults += _kill(what, number, chance)
    start = time.monotonic()
    bad_days.together(together)
    took = time.monotonic() - start
    _say(f"{together} imports at the same time: all whole or refused, {took:.0f} s")
    return 1 if faults else 0


def _kill(what: str, number: int, chance: random.Random) -> int:
    start, faults, by = time.monotonic(), 0, Counter()
    for i in range(number):
        given = Killed(chance.uniform(0, 1.05), HOW[i % len(HOW)])
        by[given.by.name] += 1
        try:
            getattr(bad_days, f"killed_{what}")(given)
        except AssertionError as error:
            faults += 1
            _say(f"  {what}, {given.moment:.3f}, {given.by.name}: {str(error)[:300]}")
    took = time.monotonic() - start
    _say(f"{what}: {number} kills ({dict(by)}), {faults} faults, {took:.0f} s")
    return faults


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(words + [200, 100, 32, 1][len(words) :])))
