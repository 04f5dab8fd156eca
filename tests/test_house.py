"""The house: what may stand where, as a reader of the sources sees it."""

import ast
import graphlib
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
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return None


def test_no_module_imports_itself_through_others():
    assert circle({name: imported(name, path) for name, path in MODULES.items()}) is None


def test_a_ring_of_imports_is_found():
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


# SQL to data of the user's own, and what it asks.
OWN_SQL = {
    "regso.sources.layers": "a GeoPackage",
    "regso.aggregating.dialects": "every statement on a register, as each database writes it",
    "regso.aggregating.duck": "what DuckDB says of the files, before the statement",
    "regso.aggregating.database": "the moment that a transaction sees",
    "regso.aggregating.stored": "the result as a Parquet file",
}


def test_sql_stands_in_the_store_and_where_it_is_for_data_of_the_users_own():
    """The tables of the store are known to its own modules."""
    found = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    }
    outside = {name for name in found if not name.startswith("regso.store")}
    assert outside == OWN_SQL.keys()


# What opens or takes apart a file that may be of others, and who may do so beside `incoming`.
OPENING = {
    "open", "read_bytes", "read_text", "ZipFile", "is_zipfile", "load_workbook", "iterparse",
    "fromstring", "XML", "loads", "reader", "DictReader", "from_geojson",
    "from_bytes", "fdopen",
}  # fmt: skip
OF_OURS = {
    "regso.core.places.geometry": "borders of the store, which were looked at when imported",
    "regso.hosts.calc.build": "the extension's own parts",
    "regso.hosts.carried": "the parts of the package that hosts carry",
    "regso.hosts.english": "the English texts that ship with the package",
    "regso.hosts.excel.doctor": "the add-in that install has written",
    "regso.hosts.excel.install": "the add-in that install has written",
    "regso.hosts.excel.record": "the checklist that ships with the package, and the add-in",
    "regso.hosts.excel.ribbon": "the ribbon that ships with the package",
    "regso.hosts.excel.vba": "the modules that ship with the package",
    "regso.hosts.web.build": "the parts of the folder that ship with the package",
    "regso.hosts.web.edge": "the question of our own JavaScript, in the browser",
    "regso.hosts.web.manifest": "the manifest that ships with the package",
    "regso.templates": "the workbooks that ship with the package",
    "regso.templates.exempelbok.examples": "the expected values that ship with the package",
    "regso.workbook.indata": "the example that ships with the package",
    "regso.workbook.functionlist": "the list of functions that ships with the package",
    "regso.render.pdf": "the PDF that LibreOffice has made in our own folder",
    "regso.render.profile": "what LibreOffice says of itself beside its program",
    "regso.pictures.corner": "a map that came out of a workbook that was read",
    "regso.pictures.files": "a picture that was drawn, or came out of a workbook that was read",
    "regso.report.look": "the text of a theme, which incoming has read",
    "regso.report.word": "a part of the document that is being written",
    "regso.publication.assembly": "parts of the copy that is being written",
    "regso.publication.charts": "parts of the copy that is being written",
    "regso.publication.looks": "parts of the copy that is being written",
    "regso.publication.reading": "the copy that has just been made",
    "regso.xlsx.archive": "the writer of archives",
    "regso.render.engine": "a package that was read and written anew, inside incoming.reading",
    "regso.sources.geojson": "a geometry of parsed JSON, inside incoming.reading",
    "regso.functions": "its own modules, for the names of their functions",
    "regso.temporary.programs": "the words that running programs were started with",
}


def openings(path):
    """Return the calls in a module that open a file or take one apart."""
    return {
        name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (name := getattr(node.func, "attr", getattr(node.func, "id", None))) in OPENING
        and not (isinstance(node.func, ast.Attribute) and is_ours(node.func.value))
    }


def is_ours(owner):
    """Tell whether what is called belongs to the boundary itself, or opens no file."""
    name = getattr(owner, "id", "")
    return name in {"plain", "texts", "tables", "workbooks", "jsonfiles", "archives", "os", "int"}


def test_files_of_others_come_in_by_one_way():
    """A module that opens a file itself is named here, with what it opens."""
    found = {name for name, path in MODULES.items() if openings(path)}
    outside = {name for name in found if not name.startswith("regso.incoming")}
    assert outside - OF_OURS.keys() == set()
    assert OF_OURS.keys() - outside == set()


def test_every_way_to_open_a_file_is_seen(tmp_path):
    module = tmp_path / "m.py"
    for line in (
        "open(p)", "p.open('rb')", "p.read_bytes()", "zipfile.ZipFile(p)", "etree.fromstring(b)",
        "openpyxl.load_workbook(p)", "json.loads(t)", "csv.reader(f)", "shapely.from_geojson(g)",
    ):  # fmt: skip
        module.write_text(line)
        assert openings(module), line
    module.write_text("plain.read_bytes(p)\nread_bytes_of(p)")
    assert openings(module) == set()


WALK = """
import sys
from pathlib import Path
import regso
from regso.functions import REGISTRY, call

REGISTRY.load()
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
