"""Settings of a template: cells with a defined name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from regso.errors import FileError
from regso.indata import Cell, day, is_day, is_plain_number, number
from regso.numbered import alike, called
from regso.xlsx.cellindex import CellIndex
from regso.xlsx.cells import Area, Place, q, write_value
from regso.xlsx.package import Package

_YEARS = frozenset(map(str, range(1900, 2201)))
_COMMA = re.compile(r"(-?[0-9]+),([0-9]+)")

_STOPS = "stop"  # the style of a validation that lets nothing else in


def apply_settings(package: Package, settings: Mapping[str, str | float]) -> bool:
    """Write the value of each setting into the cell with its name.

    Returns
    -------
    Whether a setting took the place of a formula.

    Raises
    ------
    FileError
        The template has no such name, or the cell's list of choices lacks the value.
    """
    names = package.cell_names()
    replaced = False
    for name, value in settings.items():
        target = names.get(name.lower())
        if target is None:
            known = ", ".join(map(called, alike(cell.name for cell in names.values()))) or "inga"
            raise FileError(f'Mallen har ingen inställning "{name}"; den har {known}.')
        part = package.sheets[target.sheet]
        chosen = _chosen(package, part, target.place, target.name, str(value))
        sheet = package.change(part)
        cell = CellIndex(sheet).cell(target.place)
        for formula in cell.findall(q("f")):
            cell.remove(formula)
            replaced = True
        write_value(cell, _value(chosen, takes_day=takes_days(package, part, target.place)))
    return replaced


def _value(text: str, *, takes_day: bool) -> Cell:
    if takes_day and is_day(text):
        return day(text)
    plain = _COMMA.sub(r"\1.\2", text) if _COMMA.fullmatch(text.strip()) else text
    if is_plain_number(plain):
        return number(plain)
    return text or None


def takes_days(package: Package, part: str, place: Place) -> bool:
    """Tell whether the rule of a cell is that it holds a date."""
    return any(rule.get("type") == "date" for rule in rules_of(package, part, place))


def takes_years(package: Package, part: str, place: Place) -> bool:
    """Tell whether the rule of a cell is that it holds a year: whole numbers between two years."""
    return any(
        rule.get("type") == "whole"
        and all(rule.findtext(q(end), "") in _YEARS for end in ("formula1", "formula2"))
        for rule in rules_of(package, part, place)
    )


def rules_of(package: Package, part: str, place: Place) -> Iterator[etree._Element]:
    """Yield the validations of a cell."""
    for rule in package.tree(part).iterfind(f"{q('dataValidations')}/{q('dataValidation')}"):
        if any(Area.parse(area).holds(place) for area in rule.get("sqref", "").split()):
            yield rule


def _chosen(package: Package, part: str, place: Place, name: str, value: str) -> str:
    """Return the value as the cell's list of choices writes it, if the cell has one."""
    for rule in rules_of(package, part, place):
        if rule.get("type") != "list":
            continue
        formula = rule.findtext(q("formula1"), "").strip()
        if not formula.startswith('"'):
            return value
        choices = [c.strip() for c in formula.strip('"').replace('""', '"').split(",")]
        for choice in choices:
            if choice.casefold() == value.strip().casefold():
                return choice
        if rule.get("errorStyle", _STOPS) != _STOPS:
            return value  # the list suggests, and others may be written
        raise FileError(
            f'Inställningen {name} kan inte vara "{value}"; välj {" eller ".join(choices)}.',
        )
    return value
