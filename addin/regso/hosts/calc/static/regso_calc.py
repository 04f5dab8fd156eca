# ruff: noqa: INP001 - a file that LibreOffice runs, no module of the package
"""The UNO component: one method per worksheet function, each a call of `regso.hosts.calc.edge`.

LibreOffice runs this file in its own Python. The package regso lies beside it, in pythonpath.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("pythonpath")))  # before any other regso

import unohelper  # type: ignore[import-not-found]
from com.sun.star.lang import (  # type: ignore[import-not-found]
    Locale,
    XLocalizable,
    XServiceInfo,
)
from se.regso import XRegso  # type: ignore[import-not-found]

from regso.functions import REGISTRY
from regso.hosts.calc import edge

IMPLEMENTATION = "se.regso.RegsoImpl"
SERVICES = ("se.regso.Regso", "com.sun.star.sheet.AddIn")


class Regso(unohelper.Base, XRegso, XServiceInfo, XLocalizable):  # type: ignore[misc]
    """The worksheet functions as Calc sees them; they are bound below."""

    def __init__(self, _context: object) -> None:
        self._locale = Locale("sv", "SE", "")

    def getImplementationName(self) -> str:
        return IMPLEMENTATION

    def supportsService(self, name: str) -> bool:
        return name in SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return SERVICES

    def setLocale(self, locale: object) -> None:
        self._locale = locale

    def getLocale(self) -> object:
        return self._locale


for _entry in REGISTRY.values():
    setattr(Regso, _entry.name, staticmethod(edge.method(_entry)))
edge.prepare()

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - LibreOffice asks for it
g_ImplementationHelper.addImplementation(Regso, IMPLEMENTATION, SERVICES)
