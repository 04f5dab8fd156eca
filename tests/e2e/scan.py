"""What every formula of a template must keep to, so that all spreadsheets can calculate it.

A formula may call functions of Excel 2016 and earlier (the newer ones of them with their prefix)
and those of the registry; nothing volatile. Of structured references it may use Tabell[kolumn]
and Tabell[[första]:[sista]], and neither the spill operator nor the implicit intersection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from openpyxl.utils import FORMULAE

from regso.functions import REGISTRY
from regso.indata import header_key
from regso.xlsx.cells import q
from regso.xlsx.formula import PREFIX, Token, stripped, tokenize
from regso.xlsx.package import WORKBOOK, Package

# Added in Excel 2010, 2013 and 2016; the file has them with this prefix.
FUTURE = "_xlfn."
PREFIXED = frozenset(
    """
ACOT ACOTH AGGREGATE ARABIC BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND
BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
CHISQ.INV.RT CHISQ.TEST COMBINA CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P COVARIANCE.S CSC
CSCH DAYS DECIMAL ERF.PRECISE ERFC.PRECISE EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST
FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY
FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAMMALN.PRECISE GAUSS
HYPGEOM.DIST IFNA IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOWEEKNUM
LOGNORM.DIST LOGNORM.INV MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST
NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC
PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC QUARTILE.INC RANK.AVG RANK.EQ RRI SEC SECH SHEET SHEETS
SKEW.P STDEV.P STDEV.S T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST UNICHAR UNICODE VAR.P VAR.S
WEIBULL.DIST XOR Z.TEST
""".split()  # noqa: SIM905 - a hundred quotation marks would hide the names
)
VOLATILE = frozenset({"CELL", "INDIRECT", "INFO", "NOW", "OFFSET", "RAND", "RANDBETWEEN", "TODAY"})

_WHERE_FORMULAS_ARE = ("f", "formula", "formula1", "formula2")
_TITLE = r"\[((?:'.|[^\[\]'@#:,])+)\]"
_COLUMN, _COLUMNS = re.compile(_TITLE), re.compile(rf"\[{_TITLE}:{_TITLE}\]")

Columns = Callable[[str, str], bool]


class Finding(NamedTuple):
    """What is wrong, and where."""

    where: str
    what: str


def scan(workbook: bytes) -> list[Finding]:
    """Return everything in a workbook's formulas, rules and names that must not be there."""
    package = Package(workbook)

    def has_column(table: str, title: str) -> bool:
        found = package.table(table)
        return found is not None and header_key(title) in map(header_key, found.columns)

    return [
        Finding(where, what)
        for where, formula in _formulas(package)
        for what in findings(formula, has_column)
    ]


def findings(formula: str, has_column: Columns) -> Iterator[str]:
    """Yield what is wrong with one formula, as it is stored."""
    tokens = [token for token in tokenize(stripped(formula)) if token.kind != "blank"]
    for i, token in enumerate(tokens):
        following = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if token.kind == "name" and following == "(":
            yield from _function(token.text)
        elif token.kind == "bracket":
            yield from _reference(tokens[:i], token, has_column)
        elif token.text in ("@", "#"):
            yield f"the operator {token.text}"


def _function(name: str) -> Iterator[str]:
    plain = name.upper().removeprefix(FUTURE.upper())
    if plain in VOLATILE or (plain in REGISTRY and REGISTRY[plain].volatile):
        yield f"{plain} is volatile"
    elif plain in PREFIXED:
        if name != FUTURE + plain:
            yield f"{plain} lacks the prefix {FUTURE}"
    elif plain not in (REGISTRY if plain.startswith(PREFIX) else FORMULAE):
        yield f"{name} is no function of Excel 2016 or the registry"
    elif name != plain:
        yield f"{name} is written otherwise: {plain}"


def _reference(before: Sequence[Token], token: Token, has_column: Columns) -> Iterator[str]:
    found = _COLUMN.fullmatch(token.text) or _COLUMNS.fullmatch(token.text)
    if not before or before[-1].kind != "name" or found is None:
        yield f"the reference {token.text} is not Tabell[kolumn]"
        return
    titles = (re.sub(r"'(.)", r"\1", title) for title in found.groups())
    if not all(has_column(before[-1].text, title) for title in titles):
        yield f"there is no {before[-1].text}{token.text}"


def _formulas(package: Package) -> Iterator[tuple[str, str]]:
    """Yield where and text of every formula of the sheets and names, those of rules too."""
    for sheet, part in package.sheets.items():
        for tag in _WHERE_FORMULAS_ARE:
            for element in package.tree(part).iter(q(tag)):
                cell = element.getparent()
                where = cell.get("r") or cell.getparent().get("sqref") or cell.get("sqref")
                yield f"{sheet}!{where}", element.text or ""
    for name in package.tree(WORKBOOK).iter(q("definedName")):
        yield name.get("name", ""), name.text or ""
