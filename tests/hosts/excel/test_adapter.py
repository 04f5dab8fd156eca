"""The classic way: the adapter under the xlwings add-in, with the VBA that xlwings makes of it.

xlwings' own code writes the VBA (`generate_vba_wrapper`, `import_udfs`); only Excel is missing.
"""

import datetime as dt
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from keyword import iskeyword
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import fake_pywin32
import pytest

from regso.functions import REGISTRY
from regso.hosts.excel import adapter
from regso.hosts.excel.identity import ADAPTER
from regso.templates import TEMPLATES

ROOT = Path(__file__).resolve().parents[3]
by_name = pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda e: e.name)

# Visual Basic for Applications, Language Specification (MS-VBAL) 3.3.5.2, reserved identifiers.
RESERVED = """
abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr
date debug decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng defobj
defsng defstr defvar dim do doevents double each else elseif empty end endif enum eqv erase
event exit false fix for friend function get global gosub goto if imp implements in input inputb
int integer is lbound len lenb let like line linput lock long longlong longptr loop lset me mod
new next not nothing null object on open option optional or paramarray preserve print private
pset public put raiseevent redim rem resume return rset scale seek select set sgn shared single
spc static stop string sub tab then to true type typeof ubound unlock until variant vb_attribute
wend while width with withevents write xor
"""


def name_in_vba(arg):
    """Return the name of an argument: Python cannot have an argument called del."""
    return f"{arg.name}_" if iskeyword(arg.name) else arg.name


@pytest.fixture(scope="module")
def classic(server):
    """Give regso_udf.py as xlwings finds it, on Python's path; the bridge has one of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, ADAPTER)
        yield sys.modules["xlwings.udfs"].get_udf_module(ADAPTER, None)


@pytest.fixture(scope="module")
def vba(classic):
    """Give the VBA of each function by name."""
    text = io.StringIO()
    workbook = SimpleNamespace(Name="Bok1.xlsm")
    sys.modules["xlwings.udfs"].generate_vba_wrapper(ADAPTER, classic, text, workbook)
    blocks = re.findall(r"(?ms)^Function .*?^End Function$", text.getvalue())
    return {re.match(r"Function (\w+)", block)[1]: block for block in blocks}


def test_the_module_is_what_the_registry_says():
    module = ROOT / "addin" / f"{ADAPTER}.py"
    assert module.read_text(encoding="utf-8") == adapter.source(), "python addin/start.py build"


@pytest.mark.slow
def test_the_module_is_in_what_is_installed_and_in_the_source_archive(tmp_path):
    """As hatchling, the build backend, makes them."""
    for kind in ("wheel", "sdist"):
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(tmp_path)],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
    [wheel], [source] = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        built = {f"regso/templates/built/{name}.xlsx" for name in TEMPLATES}
        assert {f"{ADAPTER}.py", "regso/__init__.py", *built} <= names
    with tarfile.open(source) as archive:
        assert any(name.endswith(f"/addin/{ADAPTER}.py") for name in archive.getnames())


def test_every_function_of_the_registry_gets_a_wrapper_and_nothing_else_does(vba):
    assert set(vba) == set(REGISTRY)


@by_name
def test_a_wrapper_has_the_arguments_and_sends_all_of_them(entry, vba):
    declared = [f"{'Optional ' * arg.optional}{name_in_vba(arg)}" for arg in entry.args]
    block = vba[entry.name]
    assert block.startswith(f"Function {entry.name}({', '.join(declared)})\n")
    sent = ", ".join(map(name_in_vba, entry.args))
    assert f'XLPy.CallUDF("{ADAPTER}", "{entry.name}", Array({sent}), ThisWorkbook' in block
    assert ("Application.Volatile" in block) is entry.volatile


@by_name
def test_no_name_is_a_word_that_vba_keeps_for_itself(entry):
    names = [name_in_vba(arg).lower() for arg in entry.args]
    assert not set(RESERVED.split()) & set(names)
    assert len(set(names)) == len(names)


@by_name
def test_every_argument_and_the_result_are_raw(entry, classic):
    about = getattr(classic, entry.name).__xlfunc__
    assert [arg["options"] for arg in about["args"]] == [{"convert": "raw"}] * len(entry.args)
    assert about["ret"]["options"] == {"convert": "raw"}


def test_import_functions_gives_excel_the_module_and_the_swedish_help(classic):
    """What xlwings asks of Excel when the button is pressed."""
    asked, imported = {}, []

    def options(name, **about):
        asked[name] = about

    def take(path):
        imported.append(Path(path).read_text(encoding="utf-8"))

    components = fake_components(take)
    workbook = SimpleNamespace(
        Name="Bok1.xlsm",
        VBProject=SimpleNamespace(VBComponents=components),
        Application=SimpleNamespace(Version="16.0", MacroOptions=options),
    )
    sys.modules["xlwings.udfs"].import_udfs(ADAPTER, workbook)
    [text] = imported
    assert 'Attribute VB_Name = "xlwings_udfs"' in text
    assert set(asked) == {f"'Bok1.xlsm'!{name}" for name in REGISTRY}
    for entry in REGISTRY.values():
        about = asked[f"'Bok1.xlsm'!{entry.name}"]
        assert about["Description"] == entry.doc
        assert about["Category"] == "RegSO"
        assert about["ArgumentDescriptions"] == ([arg.doc for arg in entry.args] or None)


def fake_components(take):
    """Return VBComponents of a workbook without the module: asking for it is an error."""

    class Components:
        Import = staticmethod(take)
        Remove = mock.Mock()

        def __call__(self, name):
            raise fake_pywin32.ComError(name)

    return Components()


def test_error_values_are_plain_text_because_the_wrapper_of_xlwings_shows_what_it_gets(
    classic, example
):
    call_udf = sys.modules["xlwings.udfs"].call_udf
    assert call_udf(ADAPTER, "REGSO_TYP", ("9901R999", fake_pywin32.MISSING)) == [["#N/A"]]
    assert call_udf(ADAPTER, "REGSO_TYP", ((("9901R001",), (-2146826246,)), None)) == [
        [1.0],
        ["#N/A"],
    ]


def test_a_range_object_is_read_through_excel(classic, example):
    """The VBA of xlwings sends ranges as objects, with dates and error values as they are."""
    call_udf = sys.modules["xlwings.udfs"].call_udf
    codes = fake_range((("9901R001",), (-2146826246,), (None,)))
    year = fake_range(fake_pywin32.Time(1905, 7, 14, tzinfo=dt.UTC))  # the day with number 2022
    assert call_udf(ADAPTER, "REGSO_TYP", (codes, year)) == [[1.0], ["#N/A"], [""]]


def fake_range(value):
    """Return a Range as win32com gives it: with the type information of Excel's."""
    height, width = (len(value), len(value[0])) if isinstance(value, tuple) else (1, 1)
    found = mock.MagicMock(Value=value)
    found.Rows.Count, found.Columns.Count = height, width
    kind = found._oleobj_.GetTypeInfo.return_value.GetTypeAttr.return_value
    kind.iid = "{00020846-0000-0000-C000-000000000046}"
    return found
