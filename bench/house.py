"""The house in figures: what the sources are like to change, measured from the sources alone.

The limits are those that the house is built to. Circles and SQL are facts that
tests/test_house.py holds; here they stand beside the rest.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from measure import VALUE, Result

PACKAGE = Path(__file__).resolve().parents[1] / "addin" / "regso"
_ADDRESS = re.compile(r"\$?\b[A-Z]{1,2}\$?$")  # a column's letters, before the row in braces
_SQL = re.compile(r"\b(SELECT|PRAGMA|INSERT INTO|DELETE FROM|(CREATE|DROP|ALTER) TABLE)\b")
_ADDRESSES_BEFORE, _GUARDS = 754, 3

Function = ast.FunctionDef | ast.AsyncFunctionDef


def run(*, quick: bool) -> Iterator[Result]:
    """Yield one figure per limit of the house."""
    del quick
    sources = {path: path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    trees = {path: ast.parse(text) for path, text in sources.items()}
    lines = [text.count("\n") for text in sources.values()]
    functions = [
        node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, Function)
    ]
    templates = [t for path, t in trees.items() if {"templates", "workbook"} & set(path.parts)]
    folders = Counter(path.parent for path in trees if path.name != "__init__.py")
    [(folder, largest)] = folders.most_common(1)
    yield _figure("modules", len(lines))
    yield _figure("lines, median of modules", median(lines), 130)
    yield _figure("lines, longest module", max(lines), 300)
    yield _figure("lines, median of functions", median(map(_length, functions)), 6)
    yield _figure("lines, longest function", max(map(_length, functions)))
    name = folder.relative_to(PACKAGE).as_posix()
    yield _figure(f"modules in the largest folder, {name}", largest, 26)
    addresses = sum(map(_addresses, templates))
    yield _figure("addresses in f-strings, workbooks", addresses, _ADDRESSES_BEFORE // 10)
    guards = sum(_calls(tree, "unless_error") for tree in templates)
    yield _figure("guards of formulas by hand", guards, _GUARDS)
    outside = [t for path, t in trees.items() if not _may_have_sql(path.relative_to(PACKAGE))]
    yield _figure("imports of ours inside functions", sum(map(_late, trees.values())))
    yield _figure("imports of ours for types alone", sum(map(_for_types, trees.values())))
    yield _figure("texts with SQL outside store", sum(map(_with_sql, outside)), 0)
    yield _figure("lines with Any", sum(_lines_with_any(text) for text in sources.values()), 80)


def _figure(case: str, value: float, limit: float | None = None) -> Result:
    return Result("house", case, unit="", product=value, judged=VALUE, limit=limit)


def _length(function: Function) -> int:
    """Return the lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _addresses(tree: ast.AST) -> int:
    """Return how many f-strings put a row behind the letters of a column."""
    return sum(
        isinstance(part, ast.Constant) and bool(_ADDRESS.search(str(part.value)))
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part, after in zip(node.values, node.values[1:], strict=False)
        if isinstance(after, ast.FormattedValue)
    )


def _calls(tree: ast.AST, name: str) -> int:
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for node in ast.walk(tree)
    )


def _late(tree: ast.AST) -> int:
    """Return how many imports of ours wait until a function is called."""
    return sum(_is_of_ours(n) for f in ast.walk(tree) if isinstance(f, Function) for n in f.body)


def _for_types(tree: ast.AST) -> int:
    """Return how many imports of ours only the type checker makes."""
    blocks = (n.body for n in ast.walk(tree) if isinstance(n, ast.If) and _asks_for_types(n.test))
    return sum(_is_of_ours(node) for block in blocks for node in block)


def _asks_for_types(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def _is_of_ours(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "regso"


def _may_have_sql(path: Path) -> bool:
    """Tell whether a module is of the store, or reads databases of the user's own."""
    is_own = path.as_posix() == "sources/layers.py" or path.parts[0] == "aggregating"
    return "store" in path.parts or is_own


def _with_sql(tree: ast.AST) -> int:
    texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return sum(isinstance(text, str) and bool(_SQL.search(text)) for text in texts)


def _lines_with_any(text: str) -> int:
    return sum(bool(re.search(r"\bAny\b", line)) for line in text.splitlines())
