"""The profile that LibreOffice gets for one PDF."""

import subprocess
from xml.etree import ElementTree as ET

import pytest

from regso.errors import FileError
from regso.render import profile
from regso.render.pdf import find_program

NAME = "{http://openoffice.org/2001/registry}name"
SETTLED = {"ooSetupInstCompleted", "ooSetupLastVersion"}
VERSION = "[Bootstrap]\nInstallMode=<installmode>\nProductKey=LibreOffice 26.8\n"
BUILD = "[Version]\nAllLanguages=sv\nbuildid=620(Build:2)\nReferenceOOoMajorMinor=4.1\n"


def settings(folder):
    text = (folder / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    return {
        p.get(NAME): (p.findtext("value") or "").strip() for p in ET.fromstring(text).iter("prop")
    }


def build(folder):
    path = folder / "user" / "extensions" / "buildid"
    return path.read_text() if path.exists() else ""


@pytest.mark.parametrize(
    ("home", "version", "built"),
    [
        ("", "bootstraprc", "versionrc"),  # Linux
        ("", "bootstrap.ini", "version.ini"),  # Windows
        ("../Resources", "bootstraprc", "versionrc"),  # macOS
    ],
)
def test_it_says_which_version_has_settled_in_it(tmp_path, home, version, built):
    program = tmp_path / "app" / "program" / "soffice"
    program.parent.mkdir(parents=True)
    place = program.parent / home
    place.mkdir(exist_ok=True)
    (place / version).write_text(VERSION)
    (place / built).write_text(BUILD)
    assert profile.make(tmp_path / "p", str(program)) == (
        f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    )
    found = settings(tmp_path / "p")
    assert found["ooSetupLastVersion"] == "26.8"
    assert found["ooSetupInstCompleted"] == "true"
    assert found["ooSetupSystemLocale"] == "sv-SE"
    assert build(tmp_path / "p") == "620(Build:2)"


@pytest.mark.parametrize("text", [None, "", "[Bootstrap]\nProductKey=\n", "ProductKey=<&> x\n"])
def test_what_cannot_be_read_is_not_said(tmp_path, text):
    if text is not None:
        for name in ("bootstraprc", "versionrc"):
            (tmp_path / name).write_text(text)
    profile.make(tmp_path / "p", str(tmp_path / "soffice"))
    found = settings(tmp_path / "p")
    assert found["ooSetupSystemLocale"] == "sv-SE"
    assert not SETTLED & set(found)
    assert build(tmp_path / "p") == ""


def test_libreoffice_does_not_settle_in_it(tmp_path):
    try:
        program = find_program()
    except FileError as error:
        pytest.skip(str(error))
    (tmp_path / "a.csv").write_text("1\n")
    option = profile.make(tmp_path / "p", program)
    command = [program, option, "--headless", "--norestore", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, tmp_path, tmp_path / "a.csv"], check=True, timeout=120, capture_output=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert (tmp_path / "a.xlsx").exists()
    settled = {path.name for path in (tmp_path / "p" / "user").iterdir()}
    assert not settled & {"autotext", "basic", "database", "gallery"}  # a first start makes these
