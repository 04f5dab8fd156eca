"""Nothing but an update of the reference data opens a connection, LibreOffice included.

A database or a cluster that the user names as the source is asked too, and nothing else.
"""

import ast
import io
import socket
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from listener import LINKED, linked_picture, listening
from render_helpers import parts

import regso
from regso.cli import cli
from regso.render.pdf import to_pdf
from regso.render.printing import print_copy
from regso.store import EXAMPLE

REGISTER = EXAMPLE.with_name("example_register.csv")
MAY_FETCH = ("sources", "scb")  # what updates the reference data
ASKS_A_CLUSTER = {"aggregating/spark.py"}  # the one that the user names; asked if it answers
NETWORK = {
    "socket", "ssl", "urllib", "urllib3", "http", "ftplib", "smtplib", "requests", "httpx",
    "asyncio",
}  # fmt: skip


# -- LibreOffice -----------------------------------------------------------------------------


def test_libreoffice_by_itself_would_call(program, tmp_path):
    """The listener hears what the tests below say is not said."""
    with listening() as (address, calls):
        (tmp_path / "bok.xlsx").write_bytes(linked_picture(address))
        subprocess.run(
            [program, f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless",
             "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "bok.xlsx")],
            check=True, capture_output=True, timeout=120,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )  # fmt: skip
    assert calls


@pytest.mark.parametrize("make", LINKED, ids=lambda make: make.__name__)
def test_printing_a_workbook_calls_no_one(program, make):
    with listening() as (address, calls):
        assert to_pdf(make(address), "Titel", program).startswith(b"%PDF")
    assert calls == []


@pytest.mark.parametrize("make", LINKED, ids=lambda make: make.__name__)
def test_the_printed_copy_names_no_one_to_call(make):
    """Hyperlinks stay: they are opened when someone clicks them."""
    address = "http://127.0.0.1:9"
    for name, content in parts(print_copy(make(address), "Titel")).items():
        text = content.decode("utf-8", "replace").replace(f"{address}/hyperlink", "")
        assert address not in text, name


def test_a_hyperlink_is_still_one(program):
    [make] = [make for make in LINKED if make.__name__ == "web_formulas"]
    assert b"http://127.0.0.1:9/hyperlink" in to_pdf(make("http://127.0.0.1:9"), "T", program)


def test_a_picture_that_is_there_is_printed_without_its_link():
    [make] = [make for make in LINKED if make.__name__ == "picture_with_a_link"]
    copy = print_copy(make("http://127.0.0.1:9"), "Titel")
    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        assert packed.read("xl/media/image1.png").startswith(b"\x89PNG")
        assert b"r:embed" in packed.read("xl/drawings/drawing1.xml")


# -- our own commands ------------------------------------------------------------------------


def test_no_module_but_those_that_update_the_reference_data_can_open_a_connection():
    package = Path(regso.__file__).parent
    found = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        for name in imported(path)
        if name.partition(".")[0] in NETWORK and name != "urllib.parse"
        if path.relative_to(package).parts[:2] != MAY_FETCH
    }
    assert found == ASKS_A_CLUSTER


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


@pytest.fixture
def alone(monkeypatch):
    """Let no one connect, nor ask for an address."""
    asked = []

    def refuse(*args, **_):
        asked.append(args)
        raise OSError("no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return asked


@pytest.mark.parametrize("make", LINKED, ids=lambda make: make.__name__)
def test_no_command_connects_whatever_its_workbook_names(tmp_path, alone, make):
    with listening() as (address, calls):
        book = tmp_path / "mall.xlsx"
        book.write_bytes(make(address))
        for args in (
            ["render", book, "-d", REGISTER, "-c", "kod=deso", "-o", tmp_path / "ut.xlsx"],
            ["render", book, "--publish", "-o", tmp_path / "ut.xlsx"],
            ["publish", book, "-o", tmp_path / "ut.xlsx"],
            ["report", "Arbetsförmedlingen", "--underlag", book, "-o", tmp_path / "r.docx"],
            ["render", "omradestyper", "-d", book, "-o", tmp_path / "ut.xlsx"],
            ["data", "import", book],
            ["geocode", book, "-o", tmp_path / "ut.csv"],
        ):
            done = CliRunner().invoke(cli, [*map(str, args)])
            assert done.exception is None or isinstance(done.exception, SystemExit), args
    assert calls == []
    assert alone == []


def test_no_other_command_connects(tmp_path, alone):
    store = {"REGSO_DATA": str(tmp_path / "data")}
    for args in (
        ["functions"],
        ["eval", '=REGSO_TYP("9901A0010";2022)'],
        ["eval", '=WEBSERVICE("http://127.0.0.1:9/")'],
        ["data", "status"],
        ["data", "export", tmp_path / "csv"],
        ["data", "import", tmp_path / "csv"],
        ["templates", "build", "-o", tmp_path / "mallar"],
        ["excel", "build", "-o", tmp_path],
        ["calc", "build", "-o", tmp_path],
        ["report", "Polismyndigheten", "-o", tmp_path / "r.docx"],
    ):
        done = CliRunner().invoke(cli, [*map(str, args)], env=store)
        assert done.exception is None or isinstance(done.exception, SystemExit), args
    assert alone == []
