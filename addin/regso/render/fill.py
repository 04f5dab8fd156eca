"""Fill a table: match columns, make room, and let the table be as large as the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from regso.errors import FileError
from regso.indata import BY_ROWS, Cell, Data, day, header_key, is_day, number, year
from regso.render.settings import takes_days, takes_years
from regso.render.uses import uses
from regso.workbook.use import ABSENT, REQUIRED
from regso.xlsx.body import Body
from regso.xlsx.cells import Area, Place, q, sheet_data
from regso.xlsx.package import ExcelTable, Package

INPUT: Final = "Indata"
CODE: Final = "kod"
_SQREF: Final = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_GROWING = (q("conditionalFormatting"), q("dataValidation"), q("ignoredError"))
_NOT_COPIED = ("r", "spans", "hidden", "collapsed", "outlineLevel")
_LAST_ROW = 1_048_576


def fill(package: Package, table: ExcelTable, data: Data, columns: Mapping[str, str]) -> Body:
    """Make room for the data in a table and return them as its rows.

    Parameters
    ----------
    package : Package
        Changed: the table's part, and the sheet around the table.
    table : ExcelTable
    data : Data
    columns : mapping
        Column of the table to header of the data, or to the word "rader" for 1 on every row;
        other columns match by name.

    Raises
    ------
    FileError
        A column that must be there is not, a named column does not exist, or there is something
        below the table where the data need room; or a date is not in the calendar.
    """
    _refuse_missing(package, table, data, columns)
    sources = _match(table, data, columns)
    absent = package.sheet_facts(table.sheet, ABSENT)
    old = table.body
    rows = max(1, len(data.rows))
    body = Area(old.top, old.left, old.top + rows - 1, old.right)
    if body.bottom > _LAST_ROW:
        raise FileError(
            f"{data.name} har {rows} rader men ett blad rymmer {_LAST_ROW - old.top + 1}; "
            "summera registret per område först.",
        )
    part = package.sheets[table.sheet]
    readings = [_reading(package, part, Place(old.top, c)) for c in range(old.left, old.right + 1)]
    sheet = package.change(part)
    styles, row_attributes = _style(sheet, old)
    _clear(sheet, old, body)
    _resize(package, table, body)
    return Body.of(
        body,
        [
            [read(cell) for cell in _cells(data, at, absent.get(header_key(title)))]
            for at, title, read in zip(sources, table.columns, readings, strict=True)
        ],
        styles,
        row_attributes,
    )


def input_table(package: Package) -> ExcelTable:
    """Return the input table of a template."""
    table = package.table(INPUT)
    if table is None:
        raise FileError(
            f'Mallen har ingen tabell som heter "{INPUT}" och tar därför ingen fil: utelämna -d, '
            "välj en mall som har en, eller ge din indatatabell det namnet.",
        )
    if table.header_rows != 1 or table.totals_rows:
        raise FileError(
            f'Tabellen "{INPUT}" i mallen ska ha en rubrikrad och ingen summarad; '
            "ändra det under Tabelldesign i Excel.",
        )
    return table


def side_table(package: Package, sheet: str) -> ExcelTable:
    """Return the table of a sheet, other than the input table."""
    others = {t.sheet: t for t in package.tables if header_key(t.name) != header_key(INPUT)}
    found = next((t for name, t in others.items() if header_key(name) == header_key(sheet)), None)
    if found is None:
        known = f"den har {', '.join(others)}" if others else "den har inga"
        typed = {header_key(name) for name, use in uses(package).items() if use == "input"}
        remedy = " Bladets celler fylls med -s NAMN=VÄRDE." if header_key(sheet) in typed else ""
        raise FileError(f'Mallen har ingen egen tabell på bladet "{sheet}"; {known}.{remedy}')
    return found


def empty(table: ExcelTable) -> Data:
    """Return no rows for a table."""
    return Data(table.sheet, table.columns, [])


def _refuse_missing(
    package: Package, table: ExcelTable, data: Data, columns: Mapping[str, str]
) -> None:
    """Raise FileError if the data lack columns that the table must have."""
    own_words = {header_key(column) for column in columns}
    named = package.fact(table.sheet, REQUIRED).split(";")
    required = named if named != [""] else [c for c in table.columns if header_key(c) == CODE]
    missing = [c for c in required if data.index(c) is None and header_key(c) not in own_words]
    if missing:
        which = "kolumnen" if len(missing) == 1 else "kolumnerna"
        remedy = f"peka ut den med -c {missing[0]}=RUBRIK, eller " * (table.name == INPUT)
        raise FileError(
            f"{data.name} saknar {which} {', '.join(missing)}, som måste finnas; {remedy}ge "
            f"kolumnen det namnet i filen. Filen har rubrikerna {_headers(data)}.",
        )


def _match(table: ExcelTable, data: Data, columns: Mapping[str, str]) -> list[int | str | None]:
    """Return, per column of the table, the position of its data, or that it is 1 per row."""
    titles = {header_key(title): i for i, title in enumerate(table.columns)}
    sources: list[int | str | None] = [data.index(title) for title in table.columns]
    for column, header in columns.items():
        at, found = titles.get(header_key(column)), _source(column, header, data)
        if at is None:
            raise FileError(
                f'Mallens indatatabell har ingen kolumn "{column}"; '
                f"den har {', '.join(table.columns)}.",
            )
        if found is None:
            raise FileError(
                f'Rubriken "{header}" finns inte i {data.name}; där finns {_headers(data)}.',
            )
        sources[at] = found
    return sources


def _source(column: str, header: str, data: Data) -> int | str | None:
    """Return the position of a header, or that a column other than the codes is 1 per row."""
    found = data.index(header)
    by_rows = header_key(header) == BY_ROWS and header_key(column) != CODE
    return BY_ROWS if found is None and by_rows else found


def _cells(data: Data, at: int | str | None, absent: str | None) -> list[Cell]:
    """Return the cells of a column, or nothing if the data lack it and it is then empty."""
    if isinstance(at, int):
        return data.column(at)
    if at == BY_ROWS:
        absent = "1"
    return [] if absent is None else [number(absent)] * len(data.rows)


def _reading(package: Package, part: str, place: Place) -> Callable[[Cell], Cell]:
    """Return how a cell of a column is read: dates as days, or as years, where its rule is so."""
    if takes_days(package, part, place):
        return _dated
    return year if takes_years(package, part, place) else _as_is


def _dated(cell: Cell) -> Cell:
    return day(cell) if isinstance(cell, str) and is_day(cell) else cell


def _as_is(cell: Cell) -> Cell:
    return cell


def _headers(data: Data) -> str:
    return ", ".join(filter(None, data.headers))


def _style(sheet: etree._Element, body: Area) -> tuple[list[str], str]:
    """Return the style of each column, and the row attributes, of the first data row."""
    styles: dict[int, str | None] = {}
    for column in sheet.iterfind(f"{q('cols')}/{q('col')}"):
        first, last = int(column.get("min", "")), min(int(column.get("max", "")), body.right)
        styles.update(dict.fromkeys(range(first, last + 1), column.get("style")))
    attributes = ""
    row = sheet.find(f"{q('sheetData')}/{q('row')}[@r='{body.top}']")
    if row is not None:
        kept = [str(k) for k in row.attrib if k not in _NOT_COPIED and "}" not in str(k)]
        attributes = "".join(f' {key}="{row.get(key)}"' for key in kept)
        for cell in row.iterchildren(q("c")):
            styles[Place.parse(cell.get("r", "")).column] = cell.get("s")
    chosen = [styles.get(column) for column in range(body.left, body.right + 1)]
    return [f' s="{style}"' if style else "" for style in chosen], attributes


def _clear(sheet: etree._Element, old: Area, new: Area) -> None:
    """Take the old rows of the table out of the sheet, and refuse to write over others."""
    data = sheet_data(sheet)
    bottom = max(old.bottom, new.bottom)
    for row in list(data.iterchildren(q("row"))):
        number = int(row.get("r", ""))
        if not old.top <= number <= bottom:
            continue
        for cell in list(row):
            place = Place.parse(cell.get("r", ""))
            if not old.left <= place.column <= old.right:
                continue
            if number > old.bottom and len(cell):
                raise FileError(
                    f"Cell {place} under indatatabellen i mallen är inte tom, och tabellen "
                    f"behöver raderna ned till {new.bottom}; flytta det som står där.",
                )
            row.remove(cell)
        if not len(row):
            data.remove(row)


def _resize(package: Package, table: ExcelTable, body: Area) -> None:
    """Give the table, and the formats and rules of its rows, their new size."""
    old = table.body
    ref = str(table.area._replace(bottom=body.bottom))
    root = package.change(table.part)
    root.set("ref", ref)
    for child in list(root):
        if child.tag == q("autoFilter"):  # a filter on the old rows would hide new ones
            child.set("ref", ref)
            for choice in list(child):
                child.remove(choice)
        elif child.tag == q("sortState"):
            root.remove(child)
    package.tables = [t._replace(area=Area.parse(ref)) if t is table else t for t in package.tables]
    for element in package.tree(package.sheets[table.sheet]).iter(*_GROWING, _SQREF):
        if element.tag == _SQREF:
            element.text = _resized(element.text or "", old, body.bottom)
        elif element.get("sqref"):
            element.set("sqref", _resized(element.get("sqref", ""), old, body.bottom))


def _resized(ranges: str, old: Area, bottom: int) -> str:
    """Return ranges with those that cover the old rows to their end drawn to the new end."""
    out = []
    for text in ranges.split():
        area = Area.parse(text)
        covers = area.top <= old.top and area.bottom == old.bottom
        if covers and old.left <= area.left and area.right <= old.right:
            area = area._replace(bottom=bottom)
        out.append(str(area))
    return " ".join(out)
