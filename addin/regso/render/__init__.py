"""Render a template workbook without a spreadsheet program.

Fill the input table, calculate, and write the values into the template's own package, so that
charts, formats and everything else in it stay as they are.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

from regso.errors import CellError
from regso.indata import Cell, Data, header_key
from regso.render import emptyrows, pictures
from regso.render.constants import direct_call
from regso.render.engine import FormulaError, Function, Recalculated, evaluate_formula
from regso.render.fill import INPUT, empty, fill, input_table, side_table
from regso.render.inject import CellProblem, FormulaSheet, problems
from regso.render.largest import refuse_too_large
from regso.render.settings import apply_settings
from regso.render.storage import PROGRAMS, stored_for
from regso.xlsx import links
from regso.xlsx.body import Body
from regso.xlsx.cells import q, serialize
from regso.xlsx.formula import for_engine
from regso.xlsx.package import WORKBOOK, Package

__all__ = [
    "INPUT",
    "PROGRAMS",
    "CellProblem",
    "FormulaError",
    "Rendered",
    "direct_call",
    "evaluate_formula",
    "registry_functions",
    "render",
    "stored_for",
]


class Rendered(NamedTuple):
    """A rendered workbook.

    Attributes
    ----------
    workbook : bytes
    problems : list of CellProblem
        The cells that ended as error values.
    rows : int
        Rows of the input table: those of the data, or of the template without data.
    formulas : int
        Formula cells that were calculated.
    package : Package
        The workbook as it was calculated, read already; without the rows of filled tables.
    """

    workbook: bytes
    problems: list[CellProblem]
    rows: int
    formulas: int
    package: Package


def render(  # noqa: PLR0913 - one for each thing that a template is filled with
    template: bytes | Package,
    *,
    data: Data | None,
    columns: Mapping[str, str],
    settings: Mapping[str, str | float],
    tables: Mapping[str, Data | None] | None = None,
    freeze: bool = False,
    functions: Mapping[str, Function] | None = None,
    placed: bool = False,
    name: str = "Mallen",
) -> Rendered:
    """Fill a template with data and settings, and calculate it.

    Parameters
    ----------
    template : bytes or Package
        An .xlsx file, its REGSO formulas stored for any host. One that is open is changed.
    data : Data or None
        Rows for the input table; None leaves the table as it is.
    columns : mapping
        Column of the input table to header of the data; other columns match by name.
    settings : mapping
        Defined name of a cell to its value.
    tables : mapping, optional
        FormulaSheet with a table of its own to the rows for it; None empties the table.
    freeze : bool
        Turn REGSO formulas into their values.
    functions : mapping, optional
        Our functions by name; the registry's when left out.
    placed : bool, optional
        The functions take first where their formula stands (`placed.Placed`).
    name : str, optional
        The template's, for messages.

    Raises
    ------
    FileError
        The template, the columns or the settings cannot be used.
    """
    package = template if isinstance(template, Package) else Package(template, name)
    data = data and data.without_blank_rows()
    called = registry_functions() if functions is None else functions
    with package.blamed():
        replaced = apply_settings(package, settings)
        bodies = _fill(package, data, columns, tables or {})
        size = sum(body.size() for body in bodies.values())
        refuse_too_large(size, name, 0 if data is None else len(data.rows))
        sheets = {
            part: FormulaSheet(sheet, package.change(part))
            for sheet, part in package.sheets.items()
            if b"<f" in package.parts[part]
        }
        result = Recalculated(_for_engine(package, sheets, bodies, placed=placed), called, name)
        known = {code for body in bodies.values() for code in body.error_codes}
        found = [
            problem
            for sheet in sheets.values()
            for problem in problems(sheet.name, sheet.inject(result, freeze=freeze), result, known)
        ]
        if freeze or replaced:
            links.remove_calc_chain(package)
        if freeze:
            links.remove_add_in_links(package)
        pictures.draw(package, result, together=placed)
        emptyrows.show_named(package)
        package.keep_cached_values()
        filled = {part: body.serialize(package.tree(part)) for part, body in bodies.items()}
    return Rendered(
        package.write(filled),
        found,
        _rows_in(package) if data is None else len(data.rows),
        sum(len(sheet.formulas) for sheet in sheets.values()),
        package,
    )


def registry_functions() -> dict[str, Function]:
    """Return every function of the registry as the engine calls it."""
    from regso import functions  # noqa: PLC0415 - only the default needs the registry

    def call(name: str, *arguments: object) -> list[list[Cell]]:
        most = len(functions.REGISTRY[name].args)
        if len(arguments) > most:  # Excel refuses such a formula when it is typed
            given = f"{name} tar högst {most} argument men fick {len(arguments)}."
            return [[CellError("#VALUE!", given)]]
        return functions.call(name, arguments)

    return {name: partial(call, name) for name in functions.REGISTRY}


def _fill(
    package: Package,
    data: Data | None,
    columns: Mapping[str, str],
    tables: Mapping[str, Data | None],
) -> dict[str, Body]:
    """Make room for the rows of every table that is given, and return them by sheet part."""
    bodies = {}
    if data is not None:
        table = input_table(package)
        bodies[package.sheets[table.sheet]] = fill(package, table, data, columns)
    for sheet, rows in tables.items():
        table = side_table(package, sheet)
        given = empty(table) if rows is None else rows
        bodies[package.sheets[table.sheet]] = fill(package, table, given, {})
    return bodies


def _for_engine(
    package: Package,
    sheets: Mapping[str, FormulaSheet],
    bodies: Mapping[str, Body],
    *,
    placed: bool,
) -> bytes:
    """Return the package with formulas and names as the engine understands them."""

    @cache
    def column(table: str, title: str) -> str | None:
        return _column(package, table, title)

    parts = {}
    for part, sheet in sheets.items():
        with sheet.for_engine(column, placed=placed) as tree:
            parts[part] = bodies[part].serialize(tree) if part in bodies else serialize(tree)
    workbook = copy.deepcopy(package.tree(WORKBOOK))
    for name in workbook.iter(q("definedName")):
        name.text = name.text and for_engine(name.text, column)
    parts[WORKBOOK] = serialize(workbook)
    for part in bodies.keys() - sheets.keys():
        parts[part] = bodies[part].serialize(package.tree(part))
    return package.write(parts, compress=False)


def _rows_in(package: Package) -> int:
    table = package.table(INPUT)
    return 0 if table is None else table.body.bottom - table.body.top + 1


def _column(package: Package, table: str, title: str) -> str | None:
    """Return the A1 reference of the data rows of a table's column."""
    found = package.table(table)
    if found is None:
        return None
    titles = [header_key(column) for column in found.columns]
    if header_key(title) not in titles:
        return None
    column = found.body.left + titles.index(header_key(title))
    area = found.body._replace(left=column, right=column)
    sheet = found.sheet.replace("'", "''")
    return f"'{sheet}'!{area.absolute()}"
