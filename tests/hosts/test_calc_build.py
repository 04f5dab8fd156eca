"""The extension for Calc says what the registry says, and carries what it needs."""

import io
import logging
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner
from lxml import etree

import regso
from regso.cli.calc import calc
from regso.errors import CellError
from regso.functions import REGISTRY, Entry, last_error, registry
from regso.functions.arguments.kinds import CellRange, Codes, Flag, Group, Text, Word, Year
from regso.functions.registry import Arg, PerCell, Table, Value, worksheet
from regso.hosts.calc import describe, edge
from regso.hosts.calc.build import extension
from regso.hosts.calc.signature import (
    ANY,
    ARRAY,
    TEXT,
    argument_types,
    means_empty_by_zero,
    result_type,
)
from regso.hosts.english import english

OOR = "{http://openoffice.org/2001/registry}"
ENTRIES = list(REGISTRY.values())
CODES = {"#NULL!": 521, "#DIV/0!": 532, "#VALUE!": 519, "#REF!": 524, "#NAME?": 525,
         "#NUM!": 503, "#N/A": 32767}  # fmt: skip

by_name = pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)


@pytest.fixture(scope="module")
def package():
    return zipfile.ZipFile(io.BytesIO(extension()))


@pytest.fixture(scope="module")
def nodes(package):
    tree = etree.fromstring(package.read("functions.xcu"))
    found = tree.find(f".//node[@{OOR}name='AddInFunctions']")
    return {node.get(f"{OOR}name"): node for node in found}


def texts(node, name):
    prop = node.find(f"prop[@{OOR}name='{name}']")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    return {value.get(lang): value.text for value in prop}


def internal_code(value):
    """Return the code that Calc reads from a NaN."""
    [bits] = struct.unpack("<Q", struct.pack("<d", value))
    assert bits >> 32 == 0x7FF80000
    return bits & 0xFFFF


# -- signatures ---------------------------------------------------------------------------------


@by_name
def test_an_argument_that_may_be_left_out_is_any(entry):
    """Calc answers Err:504 when another type is left out."""
    types = argument_types(entry)
    assert all(kind == ANY for kind, arg in zip(types, entry.args, strict=True) if arg.optional)


@by_name
def test_a_value_is_a_scalar_and_a_table_or_row_an_array(entry):
    if entry.result != "cell":
        assert result_type(entry) == (ANY if entry.result == "value" else ARRAY)
        assert TEXT not in argument_types(entry)


@pytest.mark.parametrize(
    ("name", "result", "arguments"),
    [
        ("REGSO_NAMN", ANY, [TEXT, ANY]),
        ("REGSO_KOD", ANY, [TEXT, ANY, ANY]),
        ("REGSO_BERAKNA_INDEX", ANY, [TEXT, TEXT, TEXT]),
        ("REGSO_KONTROLL", ANY, [ANY, TEXT]),
        ("REGSO_FORDELA", ARRAY, [ANY] * 6),
        ("REGSO_LOKALKVOT", ARRAY, [ANY] * 3),
        ("REGSO_VERSION", ANY, [ANY]),
        ("REGSO_FEL", ANY, []),
    ],
)
def test_results_per_cell_are_made_cell_by_cell_unless_the_column_is_needed_whole(
    name, result, arguments
):
    assert result_type(REGISTRY[name]) == result
    assert argument_types(REGISTRY[name]) == arguments


def test_the_interface_is_what_the_idl_compiler_of_libreoffice_takes(package):
    """Small letters have no underscores there; each function is one method, in order."""
    idl = package.read("regso.idl").decode()
    methods = re.findall(
        r"^  (any|sequence< sequence< any > >) (REGSO_[A-Z_]+)\((.*)\);$", idl, re.MULTILINE
    )
    assert [name for _, name, _ in methods] == list(REGISTRY)
    for _, name, text in methods:
        declared = [arg.rpartition(" ")[2] for arg in text.split(", ") if arg]
        assert declared == [arg.name.replace("_", "") for arg in REGISTRY[name].args]


@pytest.mark.parametrize(
    ("kind", "default", "means_empty"),
    [
        (Text, None, True),
        (Word, "andel", True),
        (CellRange, None, True),
        (Year, None, False),
        (Group, None, False),
        (Flag, True, False),
    ],
)
def test_zero_is_an_empty_cell_where_it_can_be_nothing_else(kind, default, means_empty):
    """The age group 0 may be meant, and FALSE is 0."""
    arg = Arg("x", "x", optional=True, kind=kind.__metadata__[0], default=default)
    assert means_empty_by_zero(arg) is means_empty


# -- names and help -----------------------------------------------------------------------------


@by_name
def test_a_function_has_its_name_and_help_in_both_languages(entry, nodes):
    node = nodes[entry.name]
    assert texts(node, "DisplayName") == {"en": entry.name, "sv": entry.name}
    assert texts(node, "CompatibilityName") == {"en": entry.name}
    assert texts(node, "Description")["sv"] == entry.doc
    parameters = node.find(f"node[@{OOR}name='Parameters']")
    assert [texts(p, "DisplayName")["sv"] for p in parameters] == [a.name for a in entry.args]
    assert [texts(p, "Description")["sv"] for p in parameters] == [a.doc for a in entry.args]
    assert all(texts(p, "Description")["en"] for p in parameters)


def test_every_english_text_is_about_something():
    texts_of = english()
    assert set(texts_of.functions) <= set(REGISTRY)
    assert set(texts_of.arguments) <= {arg.name for e in ENTRIES for arg in e.args}
    assert all(text.endswith(".") for text in texts_of.functions.values())


def test_what_has_no_english_text_is_shown_in_swedish(scratch):
    @worksheet("x")
    def REGSO_NY(ny: Codes) -> PerCell:
        """Något <nytt> & bra.

        ny: något
        exempel: =REGSO_NY(1)
        """

    tree = etree.fromstring(describe.xcu([scratch["REGSO_NY"]]).encode())
    assert {value.text for value in tree.iter("value")} >= {"Något <nytt> & bra.", "något"}


# -- the package --------------------------------------------------------------------------------


def test_the_same_registry_gives_the_same_bytes():
    assert extension() == extension()


def test_the_package_tells_nothing_of_the_machine(package):
    assert {about.date_time for about in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert package.namelist() == sorted(package.namelist())
    home = str(Path(regso.__file__).parents[2]).encode()
    assert not any(home in package.read(name) for name in package.namelist())


def test_every_part_of_the_manifest_is_there(package):
    manifest = etree.fromstring(package.read("META-INF/manifest.xml"))
    parts = {v for node in manifest for k, v in node.attrib.items() if k.endswith("full-path")}
    assert parts == {"regso.idl", "regso.components", "functions.xcu", "recalc.xcu"}
    assert parts <= set(package.namelist())


def test_the_description_has_the_version_of_the_package(package):
    text = package.read("description.xml").decode()
    assert f'<version value="{regso.__version__}"/>' in text
    assert "$" not in text


def test_the_licence_is_that_of_the_project(package):
    assert package.read("LICENSE") == Path(__file__).parents[2].joinpath("LICENSE").read_bytes()


def test_hosts_renderer_templates_and_network_stay_at_home(package):
    carried = {n.split("/")[2] for n in package.namelist() if n.startswith("pythonpath/regso/")}
    assert carried == {"__init__.py", "errors.py", "core", "functions", "store", "hosts"}
    assert not [n for n in package.namelist() if "writer" in n or n.endswith((".pyc", ".orig"))]


@pytest.mark.slow
def test_what_is_carried_runs_on_the_standard_library_alone(package, tmp_path):
    package.extractall(tmp_path)
    script = "\n".join(
        [
            "import sys",
            f"sys.path.insert(0, {str(tmp_path / 'pythonpath')!r})",
            "from regso.functions import REGISTRY",
            "from regso.hosts.calc import edge",
            "edge.prepare()",
            "hide = edge.method(REGISTRY['REGSO_SEKRETESS'])",
            "print(hide((('a', 3.0), ('b', 20.0)), 5.0, *[None] * 5))",
            "print(REGISTRY['REGSO_NAMN'].name, edge.method(REGISTRY['REGSO_NAMN'])('9901', None))",
        ]
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", script],
        env={"HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == (
        "(('a', '..'), ('b', 20.0))\nREGSO_NAMN Påhittstad\n",
        "",
    )


def test_the_command_writes_the_extension_and_says_what_to_do(tmp_path):
    result = CliRunner().invoke(calc, ["build", "-o", str(tmp_path / "ny")])
    assert result.exit_code == 0
    assert result.output.endswith("regso.oxt: öppna filen, godkänn och starta om LibreOffice.\n")
    assert (tmp_path / "ny" / "regso.oxt").read_bytes() == extension()


# -- the edge -----------------------------------------------------------------------------------


@pytest.fixture
def scratch(monkeypatch):
    """Let a test register functions of its own."""
    monkeypatch.setattr(registry, "REGISTRY", dict(REGISTRY))
    return registry.REGISTRY


@pytest.mark.parametrize(("text", "code"), CODES.items())
def test_an_error_value_is_a_nan_with_the_code_that_calc_shows(text, code):
    assert internal_code(edge.to_calc(CellError(text))) == code


@pytest.mark.parametrize("text", ["#SPILL!", "#CALC!"])
def test_an_error_value_that_calc_lacks_is_a_value_error(text):
    assert internal_code(edge.to_calc(CellError(text))) == CODES["#VALUE!"]


@pytest.mark.parametrize(
    ("cell", "shown"), [(None, ""), ("", ""), ("å", "å"), (True, 1.0), (2, 2.0), (0.5, 0.5)]
)
def test_a_cell_is_text_or_a_float(cell, shown):
    """A truth value would be 0, and a large whole number an error."""
    assert edge.to_calc(cell) == shown
    assert type(edge.to_calc(cell)) is type(shown)


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_a_number_error(cell):
    assert internal_code(edge.to_calc(cell)) == CODES["#NUM!"]


def test_a_scalar_comes_out_bare_and_a_table_as_rows(example):
    assert edge.method(REGISTRY["REGSO_NAMN"])("9901", None) == "Påhittstad"
    rows = edge.method(REGISTRY["REGSO_ANDEL"])(65.0, 100.0, None)
    assert [len(row) for row in rows] == [3]
    assert rows[0][0] == 0.65


def test_a_range_is_taken_as_calc_gives_it(example):
    """Rows are tuples, an empty cell is "", and an empty single cell of a word is 0."""
    sums = edge.method(REGISTRY["REGSO_SUMMA"])
    codes = (("9901R001",), ("",), ("9902R001",))
    assert sums(codes, ((1.0,), ("",), (2.0,)), 0.0, 0.0, None, None) == 3.0


def test_a_missing_package_is_a_reference_error_with_a_sentence(scratch):
    for missing in (
        ModuleNotFoundError("No module named 'scipy.optimize'", name="scipy.optimize"),
        ImportError("No module named 'scipy' (or 'scipy.optimize' is unknown)"),
    ):
        function = edge.method(failing(scratch, missing))
        assert internal_code(function()) == CODES["#REF!"]
        assert last_error() == (
            "REGSO_FAILS behöver paketet scipy, som saknas i LibreOffices Python; installera "
            "python3-scipy i systemet och starta om LibreOffice."
        )


@pytest.mark.parametrize(
    "bug", [ImportError("cannot import name 'x' from 'regso'"), KeyError("19")]
)
def test_a_bug_is_a_value_error_that_is_logged_without_what_cells_hold(
    bug, scratch, caplog, monkeypatch, tmp_path
):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path))
    with caplog.at_level(logging.ERROR):
        assert internal_code(edge.method(failing(scratch, bug))()) == CODES["#VALUE!"]
    assert last_error() == f"Internt fel i REGSO_FAILS; se {tmp_path / edge.LOG_FILE}."
    [record] = caplog.records
    assert f"REGSO_FAILS: {type(bug).__name__}" in record.getMessage()
    assert Path(__file__).name in record.getMessage()
    assert str(bug) not in record.getMessage()


def failing(scratch, error) -> Entry:
    @worksheet("x")
    def REGSO_FAILS() -> Value:
        """Raises.

        exempel: =REGSO_FAILS()
        """
        raise error

    return scratch["REGSO_FAILS"]


def test_rows_come_out_as_they_are(scratch):
    @worksheet("x")
    def REGSO_ROWS() -> Table:
        """Has every kind of cell.

        exempel: =REGSO_ROWS()
        """
        return [["a", None], [1, True]]

    assert edge.method(scratch["REGSO_ROWS"])() == (("a", ""), (1.0, 1.0))


def test_the_data_folder_is_that_of_the_command_line(monkeypatch):
    """platformdirs 4, which the rest of the package asks and Calc's Python lacks."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert edge.user_data_folder() == platformdirs.user_data_dir("regso", appauthor=False)


@pytest.mark.parametrize(
    ("platform", "end"),
    [("win32", ("AppData", "Local", "regso")), ("darwin", ("Application Support", "regso"))],
)
def test_the_data_folder_elsewhere(platform, end, monkeypatch):
    """As in platformdirs 4 for Windows and macOS."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert Path(edge.user_data_folder()).parts[-len(end) :] == end


def test_logging_goes_to_the_data_folder_and_old_logs_go(monkeypatch, tmp_path):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "ny"))
    monkeypatch.setattr(edge._log, "handlers", [])
    edge.prepare()
    [handler] = edge._log.handlers
    assert Path(handler.baseFilename) == tmp_path / "ny" / edge.LOG_FILE
    assert not list((tmp_path / "ny").iterdir())
    handler.close()


def test_a_data_folder_that_cannot_be_made_is_no_reason_for_no_functions(monkeypatch, tmp_path):
    (tmp_path / "fil").touch()
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "fil" / "mapp"))
    monkeypatch.setattr(edge._log, "handlers", [])
    edge.prepare()
    assert edge._log.handlers == []
