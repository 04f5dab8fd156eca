"""The conditional formats with a formula: which looks they give to which cells.

Such a format cannot stay, because it reads cells that are gone. So it is calculated once, and
its look becomes the look of the cells where it held.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from regso.publication.pages import CopiedPage
from regso.render.engine import Function, values_in
from regso.xlsx.cells import Area, Place, q, remove_formulas, serialize
from regso.xlsx.formula import for_engine
from regso.xlsx.package import Package

_BY_FORMULA = {
    "expression", "containsText", "notContainsText", "beginsWith", "endsWith",
    "containsBlanks", "notContainsBlanks", "containsErrors", "notContainsErrors", "timePeriod",
}  # fmt: skip
_OPERATORS = {
    "equal": "=", "notEqual": "<>", "greaterThan": ">", "lessThan": "<",
    "greaterThanOrEqual": ">=", "lessThanOrEqual": "<=",
}  # fmt: skip


class _FormatRule(NamedTuple):
    area: Area
    formula: str
    origin: Place
    look: int
    stops: bool


def looks_of_rules(
    package: Package, pages: Mapping[str, CopiedPage], functions: Mapping[str, Function]
) -> dict[str, dict[Place, tuple[int, ...]]]:
    """Return, by sheet and cell, the looks that conditional formats give, the weakest first.

    Cells that no one sees have none.
    """
    wanted = [
        (name, place, rule)
        for name, page in pages.items()
        for rule in _rules(page.tree)
        for place in page.seen
        if rule.area.holds(place)
    ]
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - slow to import

    formulas = [
        (name, Translator(f"={for_engine(rule.formula, lambda *_: None)}", str(rule.origin)))
        for name, _, rule in wanted
    ]
    texts = [
        (name, str(formula.translate_formula(str(place))))
        for (name, formula), (_, place, _) in zip(formulas, wanted, strict=True)
    ]
    once = [*dict.fromkeys(texts)]  # a rule that reads one cell of its row says the same in all
    said = values_in(_values_only(package), once, functions) if texts else []
    held = map(dict(zip(once, said, strict=True)).__getitem__, texts)
    found: dict[str, dict[Place, tuple[int, ...]]] = {name: {} for name in pages}
    stopped = set()
    for (name, place, rule), value in zip(wanted, held, strict=True):
        if (name, place) in stopped or not (isinstance(value, (bool, int, float)) and value):
            continue
        found[name][place] = (rule.look, *found[name].get(place, ()))
        if rule.stops:
            stopped.add((name, place))
    return found


def _values_only(package: Package) -> bytes:
    """Return the workbook without formulas, so that nothing is calculated but the rules."""
    parts = {}
    for part in package.sheets.values():
        if b"<f" in package.parts[part]:
            sheet = copy.deepcopy(package.tree(part))
            remove_formulas(sheet)
            parts[part] = serialize(sheet)
    return package.write(parts, compress=False)


def _rules(sheet: etree._Element) -> list[_FormatRule]:
    """Return the rules with a formula and a look, the strongest first."""
    found = []
    for block in sheet.iterfind(q("conditionalFormatting")):
        areas = [Area.parse(text) for text in block.get("sqref", "").split()]
        for rule in block.iterchildren(q("cfRule")):
            origin = Place(areas[0].top, areas[0].left)
            formula = _formula(rule, str(origin))
            if formula is not None and rule.get("dxfId") is not None:
                look, stops = int(rule.get("dxfId", "0")), rule.get("stopIfTrue") == "1"
                found += [
                    (
                        int(rule.get("priority", "0")),
                        _FormatRule(area, formula, origin, look, stops),
                    )
                    for area in areas
                ]
    return [rule for _, rule in sorted(found, key=lambda pair: pair[0])]


def _formula(rule: etree._Element, cell: str) -> str | None:
    given = [element.text or "" for element in rule.iterchildren(q("formula"))]
    kind, operator = rule.get("type"), rule.get("operator", "")
    if kind in _BY_FORMULA and given:
        return given[0]
    if kind == "cellIs" and operator in _OPERATORS and given:
        return f"{cell}{_OPERATORS[operator]}({given[0]})"
    if kind == "cellIs" and operator in ("between", "notBetween") and len(given) > 1:
        inside = f"AND({cell}>=({given[0]}),{cell}<=({given[1]}))"
        return inside if operator == "between" else f"NOT({inside})"
    return None
