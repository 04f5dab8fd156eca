"""Workbooks made from the templates, and what of them may leave the agency.

Only the sheets that are results are read for a report, and of them only what is printed, and what
their charts draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regso.errors import FileError
from regso.incoming import plain
from regso.incoming.workbooks import load
from regso.indata import header_key
from regso.publication.controls import verdicts
from regso.publication.pages import CopiedPage
from regso.render.uses import results, uses
from regso.report.sheets import BookRead
from regso.templates import TEMPLATES
from regso.workbook.checks.examples import LEFT
from regso.workbook.template import Template
from regso.xlsx.cells import MAIN, Area, Place, q
from regso.xlsx.package import Package

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_EMPTY = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()


@dataclass(frozen=True)
class Filled:
    """A workbook made from a template; `values` is openpyxl's, with values and no formulas."""

    name: str
    template: Template
    package: Package
    values: BookRead

    @cached_property
    def published(self) -> list[str]:
        """The visible sheets that may leave the agency, in their order."""
        return results(self.package)

    def inputs(self) -> dict[str, object]:
        """Return the values of the template's inputs by name."""
        names = self.package.cell_names()
        return {
            name: self.values[names[name].sheet].cell(*names[name].place).value
            for name in self.template.settings
            if name in names
        }

    def table(self, name: str, columns: Sequence[str]) -> list[list[object]]:
        """Return the rows of a table of the workbook, with the columns in a given order.

        Raises
        ------
        FileError
            The workbook has no such table: it is a copy without input tables.
        """
        table = self.package.table(name)
        if table is None:
            raise FileError(f"{self.name} saknar tabellen {name}; ange den ifyllda mallen.")
        titles = [header_key(title) for title in table.columns]
        places = [titles.index(c) if c in titles else None for c in map(header_key, columns)]
        rows = self.area(table.sheet, table.body)
        return [[None if at is None else row[at] for at in places] for row in rows]

    def area(self, sheet: str, area: Area) -> list[list[object]]:
        """Return the values of an area."""
        top, left, bottom, right = area
        rows = self.values[sheet].iter_rows(top, bottom, left, right)
        return [[cell.value for cell in row] for row in rows]

    def is_calculated(self) -> bool:
        """Tell whether the formulas of the published sheets have values."""
        parts = [self.package.sheets[name] for name in self.published]
        formulas = [c for part in parts for c in self.package.tree(part).iter(q("c"))
                    if c.find(q("f")) is not None]  # fmt: skip
        return not formulas or any(cell.findtext(q("v"), "0") not in ("", "0") for cell in formulas)

    def refuse_silent_checks(self) -> None:
        """Raise FileError if a check of the workbook gives no verdict: nothing is checked then."""
        found = list(verdicts(self.package))
        silent = [verdict for verdict in found if verdict.is_silent]
        if found and len(silent) == len(found):
            raise FileError(not_calculated(self.name))
        if silent:
            raise FileError(f"{self.name} kan inte användas, för {silent[0].quoted}")

    def printed(self, sheet: str) -> Area:
        """Return the area of a sheet that is printed."""
        found = self.values[sheet].print_area
        if found:
            return Area.parse(found.partition(",")[0].rpartition("!")[2])
        return Area.parse(self.values[sheet].calculate_dimension())

    def is_printed(self, sheet: str, cell: str) -> bool:
        """Tell whether a cell is on a published sheet and within what is printed."""
        return sheet in self.published and self.printed(sheet).holds(Place.parse(cell))


def read_filled(path: Path, *, with_tables: bool = False) -> Filled | None:
    """Return a workbook made from one of the templates, or None if it is made from none.

    Sheets that are neither published nor hold an input are not read. With tables, those with an
    input table are, too.

    Raises
    ------
    FileError
        The file is no workbook, or something of the template's example is left beside own rows.
    """
    return filled_of(plain.read_bytes(path), path.name, with_tables=with_tables)


def filled_of(content: bytes, name: str, *, with_tables: bool = False) -> Filled | None:
    """Return a workbook in memory as `read_filled` does one in a file."""
    package = Package(content, name)
    with package.blamed():
        template = _template(package)
        if template is None:
            return None
        needed = {*results(package)} | {cell.sheet for cell in package.cell_names().values()}
        if with_tables:
            needed |= {table.sheet for table in package.tables}
        others = {part: _EMPTY for name, part in package.sheets.items() if name not in needed}
        values: BookRead = load(package.write(others), name)
        _blank_unpublished(package, values)
        _refuse_left(package, name)
        return Filled(name, template, package, values)


def _blank_unpublished(package: Package, values: BookRead) -> None:
    """Take away what of the results a publication copy would not have."""
    for name in results(package):
        printed, sheet = CopiedPage(package, name).printed, values[name]
        top, left, bottom, right = Area.parse(sheet.calculate_dimension())
        for row in sheet.iter_rows(top, bottom, left, right):
            for cell in row:
                if cell.value is not None and Place(cell.row, cell.column) not in printed:
                    cell.value = None


def _refuse_left(package: Package, name: str) -> None:
    for verdict in verdicts(package):
        if verdict.label == LEFT and verdict.has_failed and not verdict.is_silent:
            raise FileError(f"{name} kan inte användas, för {verdict.quoted}")


def not_calculated(name: str) -> str:
    """Return the sentence about a workbook whose formulas have no values."""
    return (
        f"{name} är inte beräknad; räkna om den i Excel med tillägget, eller fyll den med regso "
        "render."
    )


def _template(package: Package) -> Template | None:
    """Return the template with the workbook's title; otherwise the one most of whose sheets it has.

    A title alone is not believed: the template's report must be there, and be a result. A sheet
    may be the report of one template and a page of another, as Karta is.
    """
    found = uses(package)
    fitting = [t for t in TEMPLATES.values() if found.get(t.report) == "result"]
    title = _title(package)
    named = [template for template in fitting if title == template.title]
    if named:
        return named[0]
    had = [sum(page.name in found for page in t.sheets) for t in fitting]
    most = [t for t, number in zip(fitting, had, strict=True) if number == max(had)]
    return most[0] if len(most) == 1 else None


def _title(package: Package) -> str:
    for part in package.related("", "core-properties").values():
        return (package.tree(part).findtext(_TITLE) or "").strip()
    return ""
