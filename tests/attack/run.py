"""The long attack: every attack in turn with new seeds until the time is out.

Prints how many inputs were tried and how many broke something, and the smallest input that
Hypothesis finds for each fault. Run by ``python addin/start.py attack``.
"""

import argparse
import logging
import os
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parent))

from attacks import Attack, attacks

from regso.store import EXAMPLE, Reference, using


def main() -> int:
    """Attack for the minutes asked for; the exit code is 1 if anything broke."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, help="that of an earlier run, to repeat it")
    parser.add_argument("--only", help="attacks whose name contains this")
    chosen = parser.parse_args()
    first = secrets.randbits(32) if chosen.seed is None else chosen.seed
    _say(f"seed {first}")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder, using(Reference(EXAMPLE)):
        os.environ["REGSO_DATA"] = folder
        names = {n: a for n, a in attacks().items() if not chosen.only or chosen.only in n}
        tried, faults = _until(time.monotonic() + 60 * chosen.minutes, names, first)
    for name in names:
        _say(f"{name:24} {tried[name]:8} tried {faults[name]:4} faults")
    _say(f"{'all':24} {tried.total():8} tried {faults.total():4} faults")
    return 1 if faults else 0


def _until(
    end: float, attacked: dict[str, Attack], first: int
) -> tuple[Counter[str], Counter[str]]:
    """Attack each in turn until a moment; return inputs tried and faults by name."""
    tried: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    turn = 0
    while time.monotonic() < end:
        for name, attack in attacked.items():
            if time.monotonic() < end and not faults[name]:
                faults[name] += _broke(name, attack, first + turn, tried)
        turn += 1
    return tried, faults


def _broke(name: str, attack: Attack, number: int, tried: Counter[str]) -> bool:
    """Try some inputs; print the smallest that breaks something."""
    smallest: list[object] = []

    @seed(number)
    @settings(
        max_examples=attack.tried,
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
        phases=[Phase.generate, Phase.shrink],
        print_blob=False,
        report_multiple_bugs=False,
    )
    @given(attack.inputs)
    def holds(value: object) -> None:
        tried[name] += 1
        smallest[:] = [value]  # the last one that is tried is the smallest that fails
        attack.holds(value)

    try:
        holds()
    except Exception as error:  # noqa: BLE001 - whatever breaks is a finding
        _say(f"\n{name}: {type(error).__name__}: {str(error)[:300]}")
        for one in getattr(error, "exceptions", ()):  # what broke once and not again
            _say(f"  {type(one).__name__}: {str(one)[:1000]}")
        _say(f"  seed {number}, input {smallest[0]!r:.2000}")
        return True
    return False


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
