"""The folder for the web server: what is in it, and what it says to Excel and to servers."""

import gzip
import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import regso
from regso.cli.web import web
from regso.errors import FileError
from regso.functions import REGISTRY
from regso.hosts.web import packages, servers
from regso.hosts.web.build import Given, address, is_kept, site
from regso.hosts.web.manifest import manifest
from regso.store import EXAMPLE

URL = "https://regso.example.se/excel"
STATIC = Path(regso.__file__).parent / "hosts" / "web" / "static"
PYODIDE = {name: name.encode() for name in packages.PYODIDE.files}
OFFICE = {name: name.encode() for name in packages.OFFICE.files}


def given(**changes):
    whole = {"url": URL, "pyodide": PYODIDE, "office": OFFICE, "store": None, "wheels": {},
             "templates": {"Områdestyper": b"PK"}}  # fmt: skip
    return Given(**{**whole, **changes})


@pytest.fixture(scope="module")
def built():
    return site(given())


# -- the files -----------------------------------------------------------------------------------


def test_what_has_a_fixed_name_is_little_and_comes_last(built):
    fixed = [name for name in built if not is_kept(name.split("/")[0])]
    assert fixed == [*built][-len(fixed) :]
    assert {*fixed} == {
        "functions.js", "functions.json", "manifest.xml", "panel.html", "prova.html", "sw.js",
        "web.config", ".htaccess", "nginx.conf", "LÄS MIG.txt", "ikon-16.png", "ikon-32.png",
        "ikon-64.png", "ikon-80.png",
    }  # fmt: skip
    assert fixed[-1] == "sw.js"


def test_the_same_input_gives_the_same_folder(built):
    assert site(given()) == built


def test_other_data_change_the_app_s_folder_and_leave_pyodide_s(built):
    other = site(given(store=EXAMPLE.read_bytes()))
    folders, before = ({name.split("/")[0] for name in s if "/" in name} for s in (other, built))
    assert {f.split("-")[0] for f in before - folders} == {"app"}
    assert {f.split("-")[0] for f in folders - before} == {"app", "data"}
    [store] = [name for name in other if name.startswith("data-")]
    assert gzip.decompress(other[store]) == EXAMPLE.read_bytes()


def test_every_file_that_a_page_or_module_names_is_there(built):
    [app] = {name.split("/")[0] for name in built if name.startswith("app-")}
    pages = [built[name].decode() for name in ("panel.html", "prova.html", "functions.js")]
    named = re.findall(r'(?:src=|href=|import\()"(?:\./)?([^"]+)"', "".join(pages))
    assert len(named) == 8
    assert {*named} <= {*built}
    for name, content in built.items():
        if name.startswith(app) and name.endswith(".js"):
            for module in re.findall(r'from "\./([\w-]+\.js)"', content.decode()):
                assert f"{app}/{module}" in built, (name, module)
    parts = json.loads(built[f"{app}/parts.js"].decode().removeprefix("export const PARTS = ")[:-2])
    assert parts["version"] == regso.__version__
    [template] = parts["templates"]
    assert template["file"].removeprefix("../") in built
    assert f"{parts['python'].removeprefix('../')}pyodide.mjs" in built


def test_the_service_worker_keeps_what_a_start_needs(built):
    text = built["sw.js"].decode()
    kept = json.loads(re.search(r"const FILES = (\[.*?\]);", text, re.DOTALL)[1])
    assert {*kept} <= {*built}
    kinds = {name.split("-")[0] for name in kept}
    assert kinds == {"app", "python", "office"}
    assert [name for name in kept if name.startswith("office")] == [
        name for name in built if name.endswith("/office.js")
    ]
    assert "$" not in re.sub(r"\$\{|\\\$", "", text)


def test_all_our_javascript_is_in_the_folder(built):
    ours = {p.name for p in STATIC.glob("*.js")} - {"sw.js", "functions-start.js"}
    assert ours <= {name.split("/")[1] for name in built if name.startswith("app-")}


def test_our_javascript_names_no_other_host():
    for path in STATIC.glob("*.*s"):
        assert not re.search(r"https?://", path.read_text("utf-8")), path.name


@pytest.mark.slow
def test_what_is_carried_runs_on_the_standard_library_alone(built, tmp_path):
    [name] = (n for n in built if n.endswith("/regso.zip"))
    package = zipfile.ZipFile(BytesIO(built[name]))
    package.extractall(tmp_path)
    script = "\n".join(
        [
            "import sys",
            f"sys.path.insert(0, {str(tmp_path)!r})",
            "from regso.hosts.web.edge import handle",
            """print(handle("calls", '[["REGSO_NAMN", ["9901"]]]'))""",
            """print(len(handle("workbook", '{"text": "9901R001"}')) > 1000)""",
        ]
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", script],
        env={"REGSO_DATA": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == ('[[["Påhittstad"]]]\nTrue\n', "")
    assert {n.split("/")[0] for n in package.namelist()} == {"regso", "xlsxwriter"}
    assert "xlsxwriter/LICENSE.txt" in package.namelist()


# -- what Excel reads ----------------------------------------------------------------------------


def test_the_metadata_have_every_function_as_it_is_declared(built):
    told = json.loads(built["functions.json"])
    assert told["allowErrorForDataTypeAny"] is True
    assert [f["id"] for f in told["functions"]] == [f["name"] for f in told["functions"]]
    for entry, function in zip(REGISTRY.values(), told["functions"], strict=True):
        assert function["id"] == entry.name
        assert function["options"].get("volatile", False) is entry.volatile
        assert [
            (p["name"], p.get("optional", False), p.get("dimensionality") == "matrix")
            for p in function["parameters"]
        ] == [(a.name, a.optional, a.kind.takes_range) for a in entry.args]


def test_the_manifest_is_of_the_address_and_says_it_everywhere():
    tree = etree.fromstring(manifest(URL).encode())
    addresses = [v for e in tree.iter() for v in e.attrib.values() if v.startswith("https://")]
    assert len(addresses) == 11
    assert all(a.startswith(f"{URL}/") for a in addresses)
    names = {a.removeprefix(f"{URL}/") for a in addresses}
    assert names <= {*site(given())}
    [version] = tree.iterfind("{*}Version")
    assert re.fullmatch(r"\d+\.\d+\.\d+\.0", version.text)


def test_a_new_version_is_the_same_add_in_and_another_address_another():
    ids = [etree.fromstring(manifest(u).encode()).findtext("{*}Id") for u in (URL, URL, f"{URL}2")]
    assert ids[0] == ids[1] != ids[2]


# -- what servers send ---------------------------------------------------------------------------


def test_iis_is_told_types_headers_and_which_folders_never_change():
    older = "app-0123456789ab"
    made = site(given(), [older, "bilder"])
    tree = etree.fromstring(made["web.config"])
    types = {m.get("fileExtension"): m.get("mimeType") for m in tree.iter("mimeMap")}
    assert types[".wasm"] == "application/wasm"
    assert types[".mjs"].startswith("text/javascript")
    kept = {location.get("path") for location in tree.iter("location")}
    assert kept == {older} | {name.split("/")[0] for name in made if is_kept(name.split("/")[0])}
    ends = {name.rpartition(".")[2] for name in made if not name.startswith(".")}
    assert ends - {"config", "conf", "txt"} <= {*servers.TYPES}


@pytest.mark.parametrize("name", [".htaccess", "nginx.conf", "web.config"])
def test_each_server_sends_the_same_headers(built, name):
    text = built[name].decode()
    for header, value in servers.HEADERS.items():
        assert header in text
        assert value in text
    assert servers.FOREVER in text


def test_the_policy_lets_no_page_reach_another_host():
    policy = dict(part.split(" ", 1) for part in servers.PAGE_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert not [value for value in policy.values() if "http" in value or "*" in value]


# -- the command ---------------------------------------------------------------------------------


def run(*arguments):
    return CliRunner().invoke(web, ["build", *map(str, arguments)])


@pytest.mark.parametrize(
    ("url", "kept"),
    [(f"{URL}/", URL), ("http://localhost:8000/x", "http://localhost:8000/x"),
     ("https://värd.se", "https://värd.se")],
)  # fmt: skip
def test_an_address_has_no_slash_at_its_end(url, kept):
    assert address(url) == kept


@pytest.mark.parametrize(
    "url", ["regso", "http://regso.se/x", "https://a@regso.se", f"{URL}?x=1", "ftp://a"]
)
def test_an_address_that_excel_would_not_take_is_refused(url):
    with pytest.raises(FileError, match="--url"):
        address(url)


def test_without_the_packages_the_sentence_is_the_command_that_fetches_them(tmp_path):
    result = run("--url", URL, "-o", tmp_path)
    assert str(result.exception) == (
        "--pyodide saknas; hämta paketet med npm install --ignore-scripts pyodide@314.0.7 och "
        "ange --pyodide node_modules/pyodide."
    )


def test_a_folder_that_is_another_package_is_refused(tmp_path):
    result = run("--url", URL, "-o", tmp_path / "ut", "--pyodide", tmp_path)
    assert "är inte paketet pyodide (pyodide.mjs saknas)" in str(result.exception)


def test_a_package_that_has_been_changed_is_refused(tmp_path):
    for name, content in PYODIDE.items():
        tmp_path.joinpath(name).write_bytes(content)
    with pytest.raises(FileError, match=r"är inte pyodide 314\.0\.7, eller är ändrad"):
        packages.PYODIDE.read(tmp_path)
