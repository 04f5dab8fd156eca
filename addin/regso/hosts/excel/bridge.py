"""The bridge: the COM server that regso.xlam calls, one process for all workbooks of a user.

Windows starts it at the first call (`CreateObject`), with the command that `install` wrote in the
registry. It is the COM server of xlwings under a CLSID of our own, publishing `Bridge` instead of
xlwings' own class, which would let whoever reaches it run any Python. It ends when the last
Excel that used it has let go of it, and when nobody has taken hold of it for a while.

It listens to nothing but COM. Of xlwings it uses the part under the BSD licence: `xlwings.pro` is
kept out.
"""

from __future__ import annotations

import gc
import logging
import os
import platform
import struct
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from regso import __version__
from regso.functions import REGISTRY, last_error
from regso.hosts.excel.blocks import is_packed, packed, unpacked
from regso.hosts.excel.edge import MARK, Answer, answer
from regso.hosts.excel.identity import ADAPTER, CLSID
from regso.hosts.excel.paths import log_path
from regso.hosts.logfile import log_to
from regso.store import data_folder

DIAGNOSIS = "REGSO_DIAGNOS"
IDLE_SECONDS = 30 * 60.0
MANY_CELLS = 500_000

_NEVER = ("xlwings.pro",)  # another licence
# xlwings imports them if it finds them, for converters that we do not use: 0.6 s at the first call.
_NOT_YET = ("numpy", "pandas", "polars", "matplotlib", "PIL", "jinja2")
_E_ACCESSDENIED = -2147024891
_QUIT = 0x0012  # WM_QUIT
_log = logging.getLogger("regso.excel")


class Bridge:
    """What a workbook reaches: the functions of the registry, and nothing else of Python."""

    _public_methods_ = ("CallUDF",)

    def __init__(self) -> None:
        self._call = xlwings_part("udfs").call_udf

    def CallUDF(self, module: str, name: str, args: Sequence[object]) -> Answer | str:
        """Return the rows of a worksheet function for a row of arguments; see also `blocks`."""
        if module == ADAPTER and name == DIAGNOSIS:
            return [list(row) for row in diagnosis()]
        if module != ADAPTER or name not in REGISTRY:
            raise _refusal()
        rows: Answer = self._call(ADAPTER, name, tuple(map(unpacked, args)))
        return packed(rows) if any(map(is_packed, args)) else rows


def _refusal() -> Exception:
    """Return an error that the caller sees as a COM error with a sentence."""
    com_exception = import_module("win32com.server.exception").COMException
    refusal: Exception = com_exception(
        "Bryggan anropar bara kalkylbladsfunktionerna i RegSO.", _E_ACCESSDENIED
    )
    return refusal


def diagnosis() -> list[tuple[str, str]]:
    """Return what a person needs to know when something is wrong: labels and values."""
    return [
        ("RegSO", __version__),
        ("Python", platform.python_version()),
        ("Bitar i Python", str(8 * struct.calcsize("P"))),
        ("xlwings", str(xlwings_part().__version__)),
        ("Program", sys.executable),
        ("Referensdata", str(data_folder())),
        ("Senaste fel", last_error()),
        ("Logg", str(log_path())),
        ("Process", str(os.getpid())),
    ]


def xlwings_part(name: str = "") -> ModuleType:
    """Import xlwings, or a module of it, without what must not or need not come with it."""
    if "xlwings" not in sys.modules:
        sys.modules.update(dict.fromkeys(_NEVER))  # type: ignore[arg-type] # None: cannot be imported
        # Else it compiles the type library of all of Excel at the first call.
        import_module("win32com.client").gencache.is_readonly = True
        with _absent(_NOT_YET):
            import_module("xlwings")
    return import_module(f"xlwings.{name}" if name else "xlwings")


@contextmanager
def _absent(names: Sequence[str]) -> Iterator[None]:
    """Let modules that are not imported yet seem to be missing."""
    hidden: dict[str, Any] = {name: None for name in names if name not in sys.modules}
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def publish() -> ModuleType:
    """Put our class and our functions where xlwings' server looks for them, and return it."""
    server = xlwings_part("com_server")
    vars(server)["XLPython"] = Bridge
    udfs = import_module(ADAPTER)
    # Without a file xlwings never loads it again when it is changed, as by a new version.
    udfs.__file__ = f"<{ADAPTER}>"
    # Our add-in makes true error values of what is marked; xlwings' own shows what it gets.
    vars(udfs)["answer"] = partial(answer, mark=MARK)
    return server


def main() -> None:
    """Serve until nobody uses the bridge any more."""
    log_to(_log, log_path())
    _log.info("startar: RegSO %s, Python %s", __version__, platform.python_version())
    try:
        server = publish()
        ours = import_module("win32api").GetCurrentThreadId()
        threading.Thread(target=_end_when_unused, args=[ours], daemon=True).start()
        REGISTRY.load()  # else the first call of each function would wait for its module
        # A column is a list per cell: to look for circles among them takes longer than to answer.
        gc.freeze()
        gc.set_threshold(MANY_CELLS)
        server.serve(CLSID)
    except Exception:
        _log.exception("kan inte starta")  # pythonw has no other place to say it
        raise
    _log.info("slutar")


def _end_when_unused(thread: int) -> None:
    """End the server when nobody holds it, looked at now and then.

    It ends by itself when the last one lets go. This is for a server that nobody ever took hold
    of, because Excel ended while it started.
    """
    pythoncom, win32api = import_module("pythoncom"), import_module("win32api")
    while True:
        time.sleep(IDLE_SECONDS)
        if not pythoncom._GetGatewayCount():  # noqa: SLF001 - the only name that pywin32 has for it
            win32api.PostThreadMessage(thread, _QUIT, 0, 0)
            return


if __name__ == "__main__":
    main()
