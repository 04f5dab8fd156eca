"""A small stand-in for pywin32, so that the real xlwings runs its COM server's code on Linux.

It has what xlwings 0.37.8 and the bridge touch, and what pywin32 promises of it: `wrap` lets a
caller reach the names in `_public_methods_` alone. Nothing here knows of RegSO.
"""

from __future__ import annotations

import asyncio  # noqa: F401 - what is first imported in `windows` would believe that it is there
import concurrent.futures  # noqa: F401
import ctypes
import datetime as dt
import subprocess  # noqa: F401
import sys
import time
import types
from contextlib import contextmanager
from unittest import mock

MISSING = -2147352572  # what pywin32 gives for an argument that VBA leaves out
_MODULES = (
    "pythoncom", "pywintypes", "win32api", "win32com", "win32com.client", "win32com.server",
    "win32com.server.dispatcher", "win32com.server.exception", "win32com.server.policy",
    "win32com.server.util", "win32con", "win32event", "win32gui", "win32process", "win32timezone",
)  # fmt: skip


class ComError(Exception):
    """pythoncom.com_error."""


class ComExceptionError(ComError):
    """win32com.server.exception.COMException, which the caller sees as a COM error."""

    def __init__(self, description, scode):
        super().__init__(scode, description)
        self.description, self.scode = description, scode


class Time(dt.datetime):
    """pywintypes.TimeType: a datetime with a time zone."""


class Wrapped:
    """What a COM client holds: an object by its public methods."""

    def __init__(self, wrapped):
        self._wrapped = wrapped

    def __getattr__(self, name):
        if name not in self._wrapped._public_methods_:
            raise ComError(-2147352570, f"unknown name {name}")
        return getattr(self._wrapped, name)


class DefaultPolicy:
    """win32com.server.policy.DefaultPolicy."""

    def _CreateInstance_(self, clsid, iid):
        raise ComError(-2147221231, f"class {clsid} is not available")


def modules():
    """Return the stand-ins by name."""
    made = {name: types.ModuleType(name) for name in _MODULES}
    for name, module in made.items():
        module.__path__ = []
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(made[parent], last, module)
    vars(made["pythoncom"]).update(
        __file__="pythoncom.fake", com_error=ComError, IID_IDispatch=1, IID_IUnknown=2,
        TypeIIDs={1: type("PyIDispatch", (), {})}, CoInitialize=lambda: None,
        CoUninitialize=lambda: None, CLSCTX_LOCAL_SERVER=4, REGCLS_MULTIPLEUSE=1,
        REGCLS_SUSPENDED=4, MakePyFactory=mock.Mock(), CoRegisterClassObject=mock.Mock(),
        CoRevokeClassObject=mock.Mock(), CoResumeClassObjects=mock.Mock(),
        EnableQuitMessage=mock.Mock(), PumpWaitingMessages=mock.Mock(return_value=1),
        _GetGatewayCount=mock.Mock(return_value=0),
    )  # fmt: skip
    vars(made["pywintypes"]).update(TimeType=Time, com_error=ComError, error=ComError, IID=str)
    vars(made["win32api"]).update(GetCurrentThreadId=lambda: 7, PostThreadMessage=mock.Mock())
    vars(made["win32event"]).update(
        MsgWaitForMultipleObjects=mock.Mock(return_value=0), INFINITE=-1, QS_ALLEVENTS=1,
        WAIT_OBJECT_0=0,
    )  # fmt: skip
    client = made["win32com.client"]
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(client, name, type(name, (), {}))
    vars(client).update(
        Dispatch=lambda found, **_: found, DispatchEx=lambda found, **_: found,
        gencache=types.SimpleNamespace(EnsureModule=mock.Mock(), is_readonly=False),
    )  # fmt: skip
    made["win32com.server.exception"].COMException = ComExceptionError
    made["win32com.server.policy"].DefaultPolicy = DefaultPolicy
    made["win32com.server.util"].wrap = lambda made_object, iid=None: Wrapped(made_object)
    made["win32process"].GetWindowThreadProcessId = lambda window: (1, 2)
    made["win32timezone"].TimeZoneInfo = types.SimpleNamespace(utc=lambda: dt.UTC)
    return made


@contextmanager
def installed():
    """Put the stand-ins in place inside the block; xlwings on Windows is forgotten after it."""
    hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_of_windows(name)}
    sys.modules.update(modules())
    try:
        yield
    finally:
        _close_the_loop()
        for name in [name for name in sys.modules if _is_of_windows(name)]:
            del sys.modules[name]
        sys.modules.update(hidden)


def _is_of_windows(name):
    return name.partition(".")[0] in {
        "xlwings",
        "regso_udf",
        *(m.partition(".")[0] for m in _MODULES),
    }


def _close_the_loop():
    """End the thread that xlwings' server starts, and close its event loop."""
    server = sys.modules.get("xlwings.com_server")
    if server is None:
        return
    while server.loop.is_running():
        server.loop.call_soon_threadsafe(server.loop.stop)
        time.sleep(0.01)
    server.loop.close()


@contextmanager
def windows():
    """Let the system seem to be Windows: as to its name, and to what ctypes has there."""
    real = ctypes.PyDLL

    def library(name, *args, **options):
        return mock.MagicMock() if str(name).endswith(".fake") else real(name, *args, **options)

    with (
        mock.patch.object(sys, "platform", "win32"),
        mock.patch.object(ctypes, "PyDLL", library),
        mock.patch.object(ctypes, "windll", mock.MagicMock(), create=True),
        mock.patch.object(ctypes, "oledll", mock.MagicMock(), create=True),
    ):
        yield
