"""The house: what may stand where, as a reader of the sources sees it."""

import ast
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "addin" / "regso"
SQL = re.compile(r"\b(SELECT|PRAGMA|INSERT INTO|DELETE FROM|(CREATE|DROP|ALTER) TABLE)\b")
MODULES = {
    ".".join(("regso", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in PACKAGE.rglob("*.py")
}


def imported(name, path):
    """Return the modules of ours that a module imports, late and for types alone as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found.update(name if name in MODULES else node.module for name in names)
    return (found & MODULES.keys()) - {name}


def circle(graph):
    """Return modules that import each other in a ring, if there are any."""
    done, trail = set(), []

    def visit(module):
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return None
        trail.append(module)
        for other in sorted(graph[module]):
            if ring := visit(other):
                return ring
        done.add(trail.pop())
        return None

    return next(filter(None, map(visit, sorted(graph))), None)


def test_no_module_imports_itself_through_others():
    assert circle({name: imported(name, path) for name, path in MODULES.items()}) is None


def test_a_ring_of_imports_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


def test_sql_stands_in_the_store_alone():
    """The tables of the store are known to its own modules."""
    found = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    }
    assert {name for name in found if not name.startswith("regso.store")} == set()


WALK = """
import sys
from pathlib import Path
import regso
from regso.functions import call

root, entered = str(Path(regso.__file__).parent), set()

def enter(frame, event, _arg):
    if event == "call" and frame.f_code.co_filename.startswith(root):
        entered.add(frame.f_code.co_filename)

sys.setprofile(enter)
call("REGSO_TYP", ["9901R001"])
sys.setprofile(None)
print(len(entered))
"""


def test_a_first_type_enters_five_modules():
    """The edge, the kinds, the function, the store and the areas."""
    done = subprocess.run([sys.executable, "-c", WALK], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 5
