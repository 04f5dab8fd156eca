"""A call through COM: the bridge beside xlwings' own server with plain `@xw.func` wrappers.

Under Wine, both servers in one prefix and one client that calls them in turn. There is no Excel,
so what xlwings asks of Excel for each argument and caller is not in the figures of the peer. The
client packs and unpacks columns in Python as our add-in does in VBA, and that is in our figures.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from measure import Result

TESTS = Path(__file__).parents[1] / "tests" / "e2e"
ROWS = 100_000
PEER = "xlwings.serve, @xw.func"
CELL, COLUMN = 0.5, 0.4  # limits of the ratios

_PEER_CLASS = "{2B3C7E14-9E64-4D0B-8C52-6B7F3C1D5A90}"
_INSTALL = f"""
import sys
from pathlib import Path
from regso.hosts.excel.install import Machine, Target, register
machine, place = Machine(), Target("HKLM", Path("C:/regso"))
list(register(machine, place))
key = place.classes + r"\\CLSID\\{_PEER_CLASS}"
machine.set_value(place.classes + r"\\Plain.Server\\CLSID", "{_PEER_CLASS}")
machine.set_value(key + r"\\LocalServer32", rf'"{{machine.pythonw}}" C:\\regso\\python\\plain.py')
"""
_PLAIN = f"""
import sys
import xlwings
from regso.functions import call

@xlwings.func
@xlwings.arg("kod", ndim=2)
def REGSO_TYP(kod, ar=None):
    return call("REGSO_TYP", [kod, ar])

@xlwings.func
@xlwings.arg("kod", ndim=2)
def REGSO_NAMN(kod, ar=None):
    return call("REGSO_NAMN", [kod, ar])

if __name__ == "__main__":
    sys.modules["plain"] = sys.modules["__main__"]
    xlwings.serve("{_PEER_CLASS}")
"""
_CLIENT = """
import json, sys
from time import perf_counter
from win32com.client import Dispatch

calls, rounds, rows = map(int, sys.argv[1:])
servers = [(Dispatch("RegSO.Brygga"), "regso_udf"), (Dispatch("Plain.Server"), "plain")]
column = tuple(("9901R00%d" % (1 + i % 3),) for i in range(rows))

def packed(server, module, name):
    text = "\\vt" + "\\v".join([row[0] for row in column])
    answer = server.CallUDF(module, name, (text, 2022.0))
    cells = answer[2:].split("\\v")
    return [(float(cell),) for cell in cells] if answer[1] == "n" else [(cell,) for cell in cells]

found = {}
for name in ("REGSO_TYP", "REGSO_NAMN"):
    for case, codes, times in (("1 cell", "9901R001", calls), ("column", column, 1)):
        best = [float("inf")] * 2
        for _ in range(rounds):
            for i, (server, module) in enumerate(servers):
                start = perf_counter()
                if codes is column and not i:
                    packed(server, module, name)
                else:
                    for _ in range(times):
                        server.CallUDF(module, name, (codes, 2022.0))
                best[i] = min(best[i], 1000 * (perf_counter() - start) / times)
        found[f"{name}, {case}"] = best
print(json.dumps(found))
"""


def run(*, quick: bool) -> Iterator[Result]:
    """Time a call of one cell, and of a column."""
    if quick:
        yield Result("bridge", "COM", skipped="not in --quick")
        return
    sys.path.insert(0, str(TESTS))
    wine: Any = import_module("wine")  # a helper of the tests
    with tempfile.TemporaryDirectory() as folder:
        try:
            machine = wine.prepare(Path(folder) / "wine")
        except wine.UnavailableError as error:
            yield Result("bridge", "COM", skipped=str(error))
            return
        yield from _measured(machine)


def _measured(machine: Any) -> Iterator[Result]:
    (machine.drive / "python" / "plain.py").write_text(_PLAIN, encoding="utf-8")
    with machine.kept():
        machine.python("-c", _INSTALL)
        found = json.loads(machine.python("-c", _CLIENT, "200", "3", str(ROWS)))
    for case, (product, peer) in found.items():
        name = case.replace("column", f"{ROWS:,} cells")
        limit = COLUMN if "column" in case else CELL
        yield Result(
            "bridge", name, "example", product=product, peer=peer, peer_name=PEER, limit=limit
        )
