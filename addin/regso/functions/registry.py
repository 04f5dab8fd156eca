"""The registry: every worksheet function once, and the edge between cells and Python.

A function is registered by `worksheet`. Its signature is the metadata: each annotation names a
kind of argument (`kinds`), a default makes it optional, and the docstring holds one Swedish
sentence, one line per argument and one example that works on the fictional data. Every host,
the documentation and the sheet "Funktioner" read it from here.

Cells come in as None (empty or left out), text, numbers, truth values, `CellError`, or rows of
them. Results go out as rows of cells, also when there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from typing import Annotated, NamedTuple, TypeVar, cast, get_type_hints

from regso.errors import (
    BadValueError,
    CellError,
    DomainError,
    StoreChangedError,
    WorksheetError,
)
from regso.functions.arguments.declaration import Arg, Kind, described, noted

Cell = str | float | int | bool | CellError | None
Rows = list[list[Cell]]

# What a function gives: one result per cell, one value, one row, or a table that spills.
PerCell = Annotated[Rows, "cell"]
Value = Annotated[Cell, "value"]
Row = Annotated[list[Cell], "row"]
Table = Annotated[Rows, "table"]
Result = Rows | list[Cell] | Cell  # one of the four

_F = TypeVar("_F", bound=Callable[..., Result])

_MEMO_LIMIT = 500_000


class Lookup(dict[Cell, Cell]):
    """A cell value and its result: known codes at once, other cells through `resolve`.

    Text is remembered, so that a column costs one dictionary look-up per cell. Numbers are
    not, because 1, 1.0 and TRUE are the same key.
    """

    def __init__(self, known: Mapping[str, Cell], resolve: Callable[[Cell], Cell]) -> None:
        super().__init__(cast("Mapping[Cell, Cell]", known))  # text is a cell too, and it is copied
        self[None] = self[""] = ""
        self._resolve = resolve

    def __missing__(self, raw: Cell) -> Cell:
        if isinstance(raw, CellError):
            return raw
        result: Cell
        try:
            result = self._resolve(raw) if not isinstance(raw, str) or raw.strip() else self[None]
        except WorksheetError as error:
            result = remembered(error.cell())
        if isinstance(raw, str) and len(self) < _MEMO_LIMIT:
            self[raw] = result
        return result


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell or a range as rows of equal length."""

    rows: Sequence[Sequence[Cell]]
    _flat: list[Cell] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def flat(self) -> list[Cell]:
        """Return the cells in reading order; the same list each time, which no one changes."""
        if self._flat is None:
            is_column = self.shape[1] == 1
            flat = [c for [c] in self.rows] if is_column else [*chain.from_iterable(self.rows)]
            object.__setattr__(self, "_flat", flat)
        return self._flat or []

    def map(self, lookup: Mapping[Cell, Cell]) -> Rows:
        """Return the result for each cell, in the same shape."""
        if self.shape[1] == 1:
            return [[lookup[cell]] for [cell] in self.rows]
        return [[lookup[cell] for cell in row] for row in self.rows]


class Entry(NamedTuple):
    """A registered worksheet function."""

    name: str
    family: str
    doc: str
    args: tuple[Arg, ...]
    result: str
    volatile: bool
    example: str
    function: Callable[..., Result]

    def signature(self) -> str:
        """Return the call as Swedish users write it, optional arguments in brackets."""
        return (
            f"{self.name}({'; '.join(f'[{a.name}]' if a.optional else a.name for a in self.args)})"
        )


class Registry(Mapping[str, Entry]):
    """The worksheet functions by name, in the order in which users see them.

    A module is loaded when a function of it is asked for: a workbook calls few of them, and to load
    them all may take longer than to calculate it.
    """

    def __init__(self) -> None:
        self._modules: dict[str, str] = {}
        self._registered: dict[str, Entry] = {}

    def expect(self, module: str, names: Iterable[str]) -> None:
        """Take note of the functions that a module registers when it is loaded."""
        self._modules.update(dict.fromkeys(names, module))

    def load(self) -> None:
        """Load every module now, where no first call should wait for its own."""
        for module in self._modules.values():
            import_module(module)

    def __setitem__(self, name: str, entry: Entry) -> None:
        if name not in self._modules:
            raise TypeError(f"{name} is of no module that functions/__init__.py names")
        self._registered[name] = entry

    def __getitem__(self, name: str) -> Entry:
        if name not in self._registered and name in self._modules:
            import_module(self._modules[name])
        return self._registered[name]

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


REGISTRY = Registry()
_last_error = ""


def worksheet(
    family: str,
    *,
    volatile: bool = False,
) -> Callable[[_F], _F]:
    """Register a function as a worksheet function of a family."""

    def register(function: _F) -> _F:
        entry = _entry(function, family, volatile=volatile)
        REGISTRY[entry.name] = entry
        return function

    return register


_TOO_LARGE = "Talen är för stora att räkna med; kontrollera dem."
LONGEST_TEXT = 32_767  # characters of a cell, in Excel


def call(name: str, args: Sequence[object]) -> Rows:
    """Call a worksheet function with the cells and ranges of a host.

    Parameters
    ----------
    name : str
        A name in the registry.
    args : sequence
        Cells or rows of cells; an argument that is left out is None.

    Returns
    -------
    Rows of cells. An error that the arguments explain is a single error value.

    Raises
    ------
    TypeError
        There are more arguments than the function has.
    """
    entry = REGISTRY[name]
    if len(args) > len(entry.args):
        raise TypeError(f"{name} tar högst {len(entry.args)} argument men fick {len(args)}.")
    try:
        return _run(entry, args)
    except StoreChangedError:  # an import replaced the store between two reads: read anew
        return _run(entry, args)


def last_error() -> str:
    """Return the sentence of the last error value, which never holds cell contents."""
    return _last_error


def remembered(error: CellError) -> CellError:
    """Note an error value as the last one, and return it."""
    global _last_error  # noqa: PLW0603 - REGSO_FEL shows the last error of the process
    _last_error = error.message
    return error


def _run(entry: Entry, args: Sequence[object]) -> Rows:
    try:
        values = [
            _value(arg, args[i] if i < len(args) else None) for i, arg in enumerate(entry.args)
        ]
        return _as_rows(entry.function(*values), entry.result)
    except CellErrorFound as found:
        return [[found.error]]
    except WorksheetError as error:
        return [[remembered(error.cell())]]
    except OverflowError:
        return [[remembered(DomainError(_TOO_LARGE).cell())]]


def _value(arg: Arg, raw: object) -> object:
    """Return what the function takes for an argument; empty and left out are its default."""
    value = None
    if raw is not None and raw != "":
        value = arg.kind.read(raw, arg.name)
    elif arg.kind.takes_range and not arg.optional:
        value = arg.kind.read([[None]], arg.name)
    if value is None and not arg.optional:
        raise BadValueError(f"Argumentet {arg.name} saknas; fyll i det.")
    return arg.default if value is None else value


class CellErrorFound(Exception):  # noqa: N818 - not an error of ours: the cell's own error value
    """An argument is, or holds, an error value, which is then the result."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.code)
        self.error = error


def _as_rows(result: Result, form: str) -> Rows:
    """Return a result as rows; its form is what the function's annotation promises."""
    if not isinstance(result, list):
        return [[as_cell(result)]]
    if form == "cell":  # looked up, not put together, and a text of the user's is made `as_cell`
        return cast("Rows", result)
    rows = [cast("list[Cell]", result)] if form == "row" else cast("Rows", result)
    cells = chain.from_iterable(rows)
    if any(cell.__class__ is str and len(cell) > LONGEST_TEXT for cell in cells):
        return [[as_cell(cell) for cell in row] for row in rows]
    return rows  # as it is: a table may have millions of cells


def as_cell(value: Cell) -> Cell:
    """Return a value as a cell takes it; a text that no cell takes is an error value."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return remembered(too_long())
    return value


def too_long() -> CellError:
    """Return the error value of a text that no cell takes."""
    return CellError("#VALUE!", f"Texten är längre än {LONGEST_TEXT} tecken; korta den.")


def _entry(function: Callable[..., Result], family: str, *, volatile: bool) -> Entry:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    notes = get_type_hints(function, include_extras=True)
    shown = {n: n.rstrip("_") for n in names}  # del_ is "del", which Python keeps for itself
    defaults = dict(zip(reversed(names), reversed(function.__defaults__ or ()), strict=False))
    doc, about = described(function.__doc__ or "", [*shown.values(), "exempel"])
    args = tuple(
        Arg(shown[n], about[shown[n]], n in defaults, noted(notes[n], Kind), defaults.get(n))
        for n in names
    )
    return Entry(
        function.__name__,
        family,
        doc,
        args,
        noted(notes["return"], str),
        volatile,
        about["exempel"],
        function,
    )
