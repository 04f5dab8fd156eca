"""The spreadsheet engine: formualizer, behind what rendering and `regso eval` need of it.

Nothing else in the package knows which engine it is. Our functions are handed to it as plain
callables that take cells or rows of cells and give rows of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count
from typing import Final

import formualizer

from regso.errors import CellError, FileError, RegsoError
from regso.functions.registry import LONGEST_TEXT, too_long
from regso.incoming.reading import reading
from regso.indata import Cell
from regso.render.largest import refuse_too_large, room_for_spool
from regso.render.longtexts import TEXT_FUNCTIONS
from regso.xlsx.cells import Area, Place
from regso.xlsx.formula import for_engine, functions_in, with_commas

Function = Callable[..., list[list[Cell]]]
_Raw = Cell | dict[str, str]  # a cell as the engine gives it: an error value is a dictionary

SPILL_LIMIT: Final = 10_000
_SHEET = "Formel"
_SHOWN = 80
_LONGEST = 65_000
_FAR = 16_000  # a column that no sheet uses
_KINDS = {
    "#N/A": "Na",
    "#VALUE!": "Value",
    "#DIV/0!": "Div",
    "#REF!": "Ref",
    "#NAME?": "Name",
    "#NUM!": "Num",
    "#NULL!": "Null",
    "#SPILL!": "Spill",
    "#CALC!": "Calc",
}
_CODES = {kind: code for code, kind in _KINDS.items()}
_NOT_IMPLEMENTED = "NImpl"
_OWN_KINDS = {
    "Circ": "Formlerna hänvisar till varandra i en cirkel.",
    _NOT_IMPLEMENTED: "Formeln använder något som beräkningsmotorn saknar.",
}
_MESSAGES = {
    "#NAME?": "Formeln har en funktion eller ett namn som inte finns.",
    "#SPILL!": "Resultatet får inte plats; töm cellerna under och till höger om formeln.",
}
_TOO_LARGE = (
    f"Resultatet har fler än {SPILL_LIMIT} celler, vilket är mer än beräkningsmotorn "
    "klarar; välj ett mindre område eller räkna i Excel."
)
_NOT_READ = (
    "kan inte läsas av beräkningsmotorn; öppna den i Excel, låt Excel reparera den och spara den "
    "på nytt."
)


class FormulaError(RegsoError):
    """A formula that cannot be parsed."""


class Recalculated:
    """A workbook that the engine has calculated.

    Parameters
    ----------
    workbook : bytes
        An xlsx file whose formulas are written for the engine.
    functions : mapping
        Our functions by upper-case name.
    name : str
        The file's, for messages.

    Raises
    ------
    FileError
        The engine cannot read the workbook.
    """

    def __init__(
        self, workbook: bytes, functions: Mapping[str, Function], name: str = "Arbetsboken"
    ) -> None:
        self._book = _loaded(workbook, name)
        self._calls = _run(self._book, functions)

    def value(self, sheet: str, place: Place) -> Cell:
        """Return the value of a cell; dates are serial numbers."""
        value = self._book.get_value(sheet, *place)
        return value if value.__class__ is float else _that_fits(_from_engine(value))

    def spill(self, sheet: str, place: Place) -> Area:
        """Return the area that the formula in a cell fills: the cell, or its spill."""
        return _spill(self._book, sheet, place)

    def message(self, formula: str, error: CellError) -> str:
        """Return what explains an error value in a cell with a formula, if anything does."""
        return self._calls.message(formula, error)


class _Calls:
    """What our functions answered: their sentences, and who gave more than fits."""

    def __init__(self) -> None:
        self._sentences: dict[tuple[str, str], set[str]] = {}
        self._too_large: set[str] = set()

    def note(self, name: str, rows: list[list[Cell]]) -> None:
        """Keep the sentences of a result, and whether it is too large to spill."""
        if sum(map(len, rows)) > SPILL_LIMIT:
            self._too_large.add(name)
        for row in rows:
            for cell in row:
                if isinstance(cell, CellError) and cell.message:
                    self._sentences.setdefault((name, cell.code), set()).add(cell.message)

    def message(self, formula: str, error: CellError) -> str:
        """Return the one sentence that the formula's functions gave with this error."""
        names = functions_in(formula)
        if error.code == "#SPILL!" and names & self._too_large:
            return _TOO_LARGE
        given = set[str]().union(*(self._sentences.get((n, error.code), ()) for n in names))
        # Two sentences cannot be told apart here, and a wrong one is worse than none.
        if len(given) == 1:
            return given.pop()
        return error.message or ("" if given else _MESSAGES.get(error.code, ""))


def evaluate_formula(formula: str, functions: Mapping[str, Function]) -> list[list[Cell]]:
    """Return the rows that a formula gives in an empty workbook.

    Parameters
    ----------
    formula : str
        Arguments separated by ``;`` or ``,``, decimals with a point, array constants as in
        the file format: ``{1,2;3,4}`` has two rows.
    functions : mapping
        Our functions by upper-case name.

    Raises
    ------
    FormulaError
        The formula cannot be parsed.
    """
    text = "=" + for_engine(with_commas(formula.strip().removeprefix("=")), lambda *_: None)
    book = formualizer.Workbook(config=_configuration())
    place = Place(1, 1)
    book.add_sheet(_SHEET)
    try:
        formualizer.parse(text)
        book.set_formula(_SHEET, *place, text)
    except (formualizer.ParserError, formualizer.TokenizerError) as error:
        raise _not_a_formula(formula) from error
    try:
        calls = _run(book, {**functions, **TEXT_FUNCTIONS})
    except FileError as error:
        code, is_code, _ = str(error.__cause__).partition(":")
        return [[CellError(code if is_code and code.startswith("#") else "#VALUE!", str(error))]]
    raw = book.get_value(_SHEET, *place)
    if isinstance(raw, dict) and raw["kind"] == _NOT_IMPLEMENTED:
        raise _not_a_formula(formula)
    first = _from_engine(raw)
    if isinstance(first, CellError):
        return [[CellError(first.code, calls.message(text, first))]]
    area = _spill(book, _SHEET, place)
    return [
        [_that_fits(_from_engine(book.get_value(_SHEET, row, column))) for column in _columns(area)]
        for row in range(area.top, area.bottom + 1)
    ]


def values_in(
    workbook: bytes,
    formulas: Sequence[tuple[str, str]],
    functions: Mapping[str, Function],
) -> list[Cell]:
    """Return what formulas give on sheets of a workbook.

    Parameters
    ----------
    workbook : bytes
    formulas : sequence of (sheet, formula)
        The formula as the engine understands it, with ``=`` in front.
    functions : mapping
        Our functions by upper-case name.
    """
    book = _loaded(workbook, "Arbetsboken")
    at = {sheet: count(1) for sheet, _ in formulas}
    for sheet in at:  # to set one at a time takes ten times as long
        book.set_formulas_batch(sheet, 1, _FAR, [[f] for name, f in formulas if name == sheet])
    _run(book, functions)
    return [_from_engine(book.get_value(sheet, next(at[sheet]), _FAR)) for sheet, _ in formulas]


def _columns(area: Area) -> range:
    return range(area.left, area.right + 1)


def _not_a_formula(formula: str) -> FormulaError:
    if len(formula) > _LONGEST:
        return FormulaError(
            f"Formeln har {len(formula)} tecken, mer än beräkningsmotorn klarar; dela upp "
            "den, eller skriv den som ett enda REGSO-anrop.",
        )
    shown = formula if len(formula) <= _SHOWN else f"{formula[:_SHOWN]}…"
    return FormulaError(
        f"Formeln {shown} går inte att tolka; kontrollera parenteser och citattecken, och skriv "
        "decimaler med punkt.",
    )


def _loaded(workbook: bytes, name: str) -> formualizer.Workbook:
    """Return a workbook of the engine.

    Raises
    ------
    FileError
        It is larger than the engine takes, or damaged.
    """
    refuse_too_large(len(workbook), name)
    with reading(name, _NOT_READ), room_for_spool():
        return formualizer.Workbook.from_bytes(workbook, config=_configuration())


def _configuration() -> formualizer.WorkbookConfig:
    """Return the settings: one thread, for our functions take turns and remember."""
    settings = formualizer.EvaluationConfig()
    settings.enable_parallel = False
    return formualizer.WorkbookConfig(eval_config=settings)


def _that_fits(cell: Cell) -> Cell:
    """Return a cell, or the error value that Excel gives where a text is longer than it takes."""
    return too_long() if isinstance(cell, str) and len(cell) > LONGEST_TEXT else cell


def _run(book: formualizer.Workbook, functions: Mapping[str, Function]) -> _Calls:
    calls = _Calls()
    for name, function in functions.items():
        answer = _callback(name, function, calls)
        book.register_function(name, answer, allow_override_builtin=name in TEXT_FUNCTIONS)
    book.set_temporal_egress("serial")
    try:
        book.evaluate_all()
    except (formualizer.ExcelEvaluationError, formualizer.FormualizerHostError) as error:
        raise FileError(
            f"En formel går inte att räkna ({error}); ta bort hänvisningar till andra arbetsböcker "
            "och till blad som inte finns."
        ) from error
    return calls


def _callback(name: str, function: Function, calls: _Calls) -> Callable[..., object]:
    def answer(*arguments: _Raw | list[list[_Raw]]) -> object:
        try:
            rows = function(*map(_argument, arguments))
        except Exception:  # the outermost edge: the engine swallows the traceback
            import logging  # noqa: PLC0415 - slow to import, and seldom needed

            logging.getLogger(__name__).exception("%s failed", name)
            rows = [[CellError("#VALUE!", f"Internt fel i {name}; se loggen.")]]
        calls.note(name, rows)
        if len(rows) == 1 and len(rows[0]) == 1:
            return _to_engine(rows[0][0])
        return [[_to_engine(cell) for cell in row] for row in rows]

    return answer


def _argument(value: _Raw | list[list[_Raw]]) -> object:
    if not isinstance(value, list):
        return _from_engine(value)
    if dict not in {*map(type, chain.from_iterable(value))}:  # error values are few
        return value
    return [[_from_engine(cell) for cell in row] for row in value]


def _from_engine(value: _Raw) -> Cell:
    if isinstance(value, dict):
        kind = value["kind"]
        return CellError(_CODES.get(kind, "#VALUE!"), _OWN_KINDS.get(kind, ""))
    return value


def _to_engine(cell: Cell) -> object:
    if isinstance(cell, CellError):
        return formualizer.LiteralValue.error(_KINDS.get(cell.code, "Value"), cell.message)
    return "" if cell is None else cell


def _spill(book: formualizer.Workbook, sheet: str, place: Place) -> Area:
    quoted = sheet.replace("'", "''")
    role = book.inspect_cell(f"'{quoted}'!{place}", include_values=False).cell.spill
    if role is None or role.extent is None:
        return Area(*place, *place)
    return Area.parse(role.extent.rpartition("!")[2])
