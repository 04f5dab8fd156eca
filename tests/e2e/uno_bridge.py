"""Drive a running soffice over UNO: one JSON request per line in, one JSON answer per line out.

Run by `soffice.py` with the Python that has the module uno (the system's own); knows nothing of
ours. An error value travels as ``{"error": "#N/A"}``, a failure as ``{"failed": traceback}``.
"""

import contextlib
import json
import sys
import time
import traceback

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.table import CellAddress
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

_PATIENCE = 60.0
_APPROVE = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
_CONTENT = 1 | 2 | 4 | 16  # values, dates, text, formulas
_TEXT_RESULT, _ERROR_RESULTS = 2, 4
_OOXML = 3  # com.sun.star.sheet.AddressConvention.XL_OOX: that of xlsx files
_ERRORS = {
    32767: "#N/A", 502: "#VALUE!", 503: "#NUM!", 504: "#VALUE!", 519: "#VALUE!",
    521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 533: "#NULL!",
}  # fmt: skip


def connect(pipe):
    """Return the component context of the soffice that listens on a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def properties(**values):
    """Return UNO property values."""
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def address_of(column, row):
    """Return A1 for column 0, row 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def error_of(cell):
    """Return the error value of a cell."""
    code = cell.getError()
    return {"error": _ERRORS.get(code, f"Err:{code}")}


class Consent(unohelper.Base, XCommandEnvironment, XInteractionHandler):
    """Says yes to what the extension manager asks."""

    def getInteractionHandler(self):
        """Return the one who answers."""
        return self

    def getProgressHandler(self):
        """Return nobody to show progress."""

    def handle(self, request):
        """Approve."""
        for choice in request.getContinuations():
            approval = choice.queryInterface(_APPROVE)
            if approval is not None:
                approval.select()


class Bridge:
    """The requests, one method each."""

    def __init__(self, context):
        self._context = context
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self._documents = {}
        self._opened = 0
        self._scratch = None

    def _service(self, name):
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def install(self, path):
        """Install an extension for the user of the profile, as a double click does."""
        manager = self._context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
        channel = manager.createAbortChannel()
        url = uno.systemPathToFileUrl(path)
        manager.addExtension(url, (), "user", channel, Consent())

    def stop(self):
        """Close everything without saving, and let soffice write its profile and end."""
        for document in (*self._documents.values(), *filter(None, [self._scratch])):
            document.close(True)
        with contextlib.suppress(DisposedException):  # it may be gone before it answers
            self._desktop.terminate()

    def open(self, path, anew, options):
        """Open a workbook hidden, calculate every formula if asked to, and return its number."""
        document = self._desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(path), "_blank", 0, properties(Hidden=True, **options)
        )
        if document is None:
            raise FileNotFoundError(path)
        if anew:
            document.calculateAll()
        self._opened += 1
        self._documents[self._opened] = document
        return self._opened

    def close(self, number):
        """Close a workbook."""
        self._documents.pop(number).close(True)

    def sheets(self, number):
        """Return the names of the sheets."""
        return list(self._documents[number].Sheets.ElementNames)

    def cells(self, number, sheet):
        """Return address to value of every cell that holds something."""
        page = self._documents[number].Sheets.getByName(sheet)
        found = {}
        for place, rows in self._blocks(page, page.queryContentCells(_CONTENT), "getDataArray"):
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    found[address_of(place.StartColumn + j, place.StartRow + i)] = value
        errors = page.queryFormulaCells(_ERROR_RESULTS)
        for cell in errors.Cells if errors.Count else ():
            at = cell.CellAddress
            found[address_of(at.Column, at.Row)] = error_of(cell)
        return found

    def formulas(self, number, sheet):
        """Return address to formula, as Calc writes it, of every formula cell."""
        page = self._documents[number].Sheets.getByName(sheet)
        found = {}
        for place, rows in self._blocks(page, page.queryContentCells(16), "getFormulaArray"):
            for i, row in enumerate(rows):
                for j, text in enumerate(row):
                    found[address_of(place.StartColumn + j, place.StartRow + i)] = text
        return found

    def put(self, number, sheet, address, text):
        """Type a text into a cell, as a user does; what depends on it is calculated."""
        self._documents[number].Sheets.getByName(sheet).getCellRangeByName(address).setFormula(text)

    @staticmethod
    def _blocks(page, ranges, method):
        for place in ranges.RangeAddresses:
            block = page.getCellRangeByPosition(
                place.StartColumn, place.StartRow, place.EndColumn, place.EndRow
            )
            yield place, getattr(block, method)()

    def formula(self, text):
        """Return the value of a formula, written as in an xlsx file, in a cell of its own."""
        if self._scratch is None:
            self._scratch = self._desktop.loadComponentFromURL(
                "private:factory/scalc", "_blank", 0, properties(Hidden=True)
            )
        parser = self._scratch.createInstance("com.sun.star.sheet.FormulaParser")
        parser.FormulaConvention = _OOXML
        parser.CompileEnglish = True
        cell = self._scratch.Sheets.getByIndex(0).getCellByPosition(0, 0)
        cell.setTokens(parser.parseFormula(text.removeprefix("="), CellAddress(0, 0, 0)))
        if cell.getError():
            return error_of(cell)
        return cell.String if cell.FormulaResultType2 == _TEXT_RESULT else cell.Value

    def describe(self, name):
        """Return what the function wizard shows about a function."""
        functions = self._service("com.sun.star.sheet.FunctionDescriptions")
        found = {p.Name: p.Value for p in functions.getByName(name)}
        arguments = [(a.Name, a.Description, a.IsOptional) for a in found["Arguments"]]
        return {"Description": found["Description"], "Arguments": arguments}

    def macro(self, number, name, arguments):
        """Run a macro of a workbook, Library.Module.Name, and return what it returns."""
        address = f"vnd.sun.star.script:{name}?language=Basic&location=document"
        script = self._documents[number].getScriptProvider().getScript(address)
        return script.invoke(tuple(arguments), (), ())[0]

    def pdf(self, number, path, options):
        """Export a workbook as PDF, with export options by name."""
        filter_data = uno.Any("[]com.sun.star.beans.PropertyValue", properties(**options))
        self._documents[number].storeToURL(
            uno.systemPathToFileUrl(path),
            properties(FilterName="calc_pdf_Export", FilterData=filter_data),
        )

    def save(self, number, path, filter_name):
        """Save a copy of a workbook as Calc writes it."""
        self._documents[number].storeToURL(
            uno.systemPathToFileUrl(path), properties(FilterName=filter_name)
        )


def tell(answer):
    """Write an answer."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main():
    """Answer requests until the input ends."""
    bridge = Bridge(connect(sys.argv[1]))
    tell({"answer": "ready"})
    for line in sys.stdin:
        name, *args = json.loads(line)
        try:
            answer = {"answer": getattr(bridge, name)(*args)}
        except Exception:  # noqa: BLE001 - told to the test, which fails
            answer = {"failed": traceback.format_exc()}
        tell(answer)


if __name__ == "__main__":
    main()
