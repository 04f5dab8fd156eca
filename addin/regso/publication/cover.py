"""The cover of a publication copy: what it is, and where it comes from."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from lxml import etree

from regso.indata import Cell
from regso.publication.assembly import root_of
from regso.publication.looks import Looks
from regso.publication.pages import CopiedPage, protect
from regso.render.settings import rules_of
from regso.xlsx.cells import Place, q, write_value
from regso.xlsx.package import CellName, Package

COVER: Final = "Om kopian"
THRESHOLD: Final = "troskel"
EARLIER: Final = "Tidigare publicering är inte prövad."
_DATE = "date"
_DAY_ZERO = dt.date(1899, 12, 30)
_CHOSEN = {"list", "whole", "decimal", _DATE}  # free text is no setting of the method
_ABOUT = (
    "Publiceringskopia: arbetsboken innehåller bara de värden som visas. Indata, formler, dolda "
    "blad, anteckningar och uppgifter om vem som gjort den finns inte med."
)
_SETTING = "Inställning: "
_LEAST = 2
_HIDDEN = "Antal under {:g}, och det som skulle röja dem, är dolda."
_HIDDEN_BELOW = re.compile(_HIDDEN.replace(".", r"\.").replace("{:g}", r"(\d+)"))
_FONT = '<sz val="{size}"/><color rgb="FF00204D"/><name val="Calibri"/>'


@dataclass(frozen=True)
class Stamp:
    """Where a copy comes from.

    Attributes
    ----------
    date : date
        When it was made.
    version, revision : str
        Of RegSO för Excel, and of the reference data.
    sha256 : str
        Of the file with the input; empty when there was none but the template's own rows.
    over_time : str
        What is said of earlier publications.
    together : str
        What is said of other reports that leave with this one; empty when there are none.
    """

    date: dt.date
    version: str
    revision: str
    sha256: str
    over_time: str = EARLIER
    together: str = ""


def cover(package: Package, stamp: Stamp, looks: Looks) -> etree._Element:
    """Return the sheet that says where the copy comes from, and how small counts are hidden."""
    title = looks.of_font("<b/>" + _FONT.format(size=18))
    label = looks.of_font("<b/>" + _FONT.format(size=11))
    text = looks.of_font(
        _FONT.format(size=11), '<alignment vertical="top" horizontal="left" wrapText="1"/>'
    )
    source = f"SHA-256 {stamp.sha256}" if stamp.sha256 else "mallens egna exempelrader"
    rows: list[tuple[int, Cell, Cell]] = [
        (title, "Om kopian", None),
        (label, "Innehåll", _ABOUT),
        (label, "Gjord", stamp.date.isoformat()),
        (label, "Gjord med", f"RegSO för Excel {stamp.version}"),
        (label, "Referensdata", stamp.revision),
        (label, "Underlag", source),
        (label, "Sekretess", secrecy(package)),
        (label, "Över tid", stamp.over_time),
        *([(label, "Tillsammans", stamp.together)] if stamp.together else []),
        *((label, name, value) for name, value in settings(package)),
    ]
    sheet = root_of("worksheet")
    setup = etree.SubElement(sheet, q("sheetPr"))
    etree.SubElement(setup, q("pageSetUpPr"), fitToPage="1")
    views = etree.SubElement(sheet, q("sheetViews"))
    etree.SubElement(views, q("sheetView"), showGridLines="0", tabSelected="1", workbookViewId="0")
    columns = etree.SubElement(sheet, q("cols"))
    for number, width in enumerate(("2", "36", "88"), 1):
        size = {"min": str(number), "max": str(number), "width": width, "customWidth": "1"}
        etree.SubElement(columns, q("col"), size)
    data = etree.SubElement(sheet, q("sheetData"))
    for number, (look, name, value) in enumerate(rows, 1):
        row = etree.SubElement(data, q("row"), r=str(number))
        if value == _ABOUT:
            row.attrib.update({"ht": "32", "customHeight": "1"})
        for column, style, content in ((2, look, name), (3, text, value)):
            cell = etree.SubElement(row, q("c"), r=str(Place(number, column)), s=str(style))
            write_value(cell, content)
    protect(sheet)
    etree.SubElement(sheet, q("pageSetup"), paperSize="9", orientation="landscape", fitToHeight="1")
    return sheet


def threshold(package: Package) -> float | None:
    """Return the least count that is shown; None where the template has no such setting.

    A copy has its settings no more, but its cover says what they were.
    """
    found = package.cell_names().get(THRESHOLD)
    if found is None:
        return _said(package)
    value = _read(package, found)
    return float(value) if isinstance(value, (int, float)) else None


def _said(package: Package) -> float | None:
    """Return the least count that is shown in a copy; None in anything else."""
    if COVER not in package.sheets:
        return None
    texts = map(str, CopiedPage(package, COVER).values.values())
    said = (_HIDDEN_BELOW.fullmatch(text) for text in texts)
    return next((float(form[1]) for form in said if form is not None), None)


def hides_counts(package: Package) -> bool:
    """Tell whether the template hides any counts."""
    least = threshold(package)
    return least is not None and least >= _LEAST


def secrecy(package: Package) -> str:
    """Return the sentence about small counts."""
    least = threshold(package)
    if least is None:
        return "Inga antal är dolda: mallen har ingen tröskel."
    if least < _LEAST:
        return f"Inga antal är dolda: tröskeln är {least:g}."
    return _HIDDEN.format(least)


def settings(package: Package) -> list[tuple[str, Cell]]:
    """Return label and value of the named cells that take a number or one of a list."""
    found = []
    values = cache(lambda sheet: CopiedPage(package, sheet).values)
    for name in package.cell_names().values():
        kind = _kind(package, name)
        if kind in _CHOSEN:
            row, column = name.place
            label = values(name.sheet).get(Place(row, column - 1))
            value = values(name.sheet).get(name.place)
            if isinstance(value, (str, int, float)):
                shown = label if isinstance(label, str) else name.name
                text = _day(value) if kind == _DATE else _swedish(value)
                found.append((f"{_SETTING}{shown}", text))
    return found


def said(package: Package, label: str) -> str:
    """Return what the cover of a copy says that a setting was; empty where there is none."""
    if COVER not in package.sheets:
        return ""
    values = CopiedPage(package, COVER).values
    for place, value in values.items():
        if value == f"{_SETTING}{label}":
            return str(values.get(Place(place.row, place.column + 1)) or "")
    return ""


def _day(value: Cell) -> Cell:
    """Return the number that a cell keeps a date as, written as one."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (_DAY_ZERO + dt.timedelta(days=int(value))).isoformat()
    return value


def _swedish(value: Cell) -> Cell:
    """Return a number as text, so that a year has no decimals and a share has a comma."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return re.sub(r"\.0$", "", repr(float(value))).replace(".", ",")
    return value


def _read(package: Package, name: CellName) -> Cell:
    return CopiedPage(package, name.sheet).values.get(name.place)


def _kind(package: Package, name: CellName) -> str:
    """Return the kind of values that a cell takes; empty for one without such a rule."""
    rules = rules_of(package, package.sheets[name.sheet], name.place)
    return next((rule.get("type", "") for rule in rules), "")
