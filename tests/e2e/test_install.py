"""The script that installs LibreOffice finds the system's own package source, in every form."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "libreoffice"
STANZAS = """\
# the mirror of this house
Types: deb deb-src
URIs: http://mirror.invalid/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc=

Types: deb
URIs: http://mirror.invalid/security
Suites: bookworm-security
Components: main
"""
KEPT = """\
Types: deb
URIs: http://mirror.invalid/debian
Suites: bookworm-backports
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc=
"""


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(SCRIPT))


def _source(script, etc, files):
    for name, text in files.items():
        path = etc / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return script["backports_source"](etc, "bookworm")


@pytest.mark.parametrize(
    ("files", "source"),
    [
        ({"sources.list.d/debian.sources": STANZAS}, (".sources", KEPT)),
        (
            {
                "sources.list": "# deb http://old.invalid bookworm main\n"
                "deb http://mirror.invalid/sec bookworm-security main\n"
                "deb [arch=amd64 signed-by=/a.gpg] http://mirror.invalid/deb bookworm main # ours\n"
            },
            (".list", "deb [arch=amd64 signed-by=/a.gpg] http://mirror.invalid/deb "
             "bookworm-backports main\n"),
        ),
        (
            {"sources.list": "", "sources.list.d/a.list": "deb cdrom:x/ trixie main\n"
             "deb http://mirror.invalid/deb bookworm contrib main\n"},
            (".list", "deb http://mirror.invalid/deb bookworm-backports main\n"),
        ),
        ({"sources.list.d/a.sources": STANZAS.replace("bookworm ", "trixie ")}, None),
        ({"sources.list.d/a.sources": STANZAS.replace("main contrib", "contrib")}, None),
        ({"sources.list.d/a.sources": "Enabled: no\n" + STANZAS.partition("\n")[2]}, None),
        ({"sources.list": "deb http://mirror.invalid/deb bookworm contrib\n"}, None),
        ({"sources.list": "deb-src http://mirror.invalid/deb bookworm main\n"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_backports_come_from_the_source_of_the_suite_in_use(script, tmp_path, files, source):
    assert _source(script, tmp_path, files) == source


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4:25.2.3-2+deb13u5~bpo12+1", (25, 2, 3)),
        ("LibreOffice 25.2.3.2 520(Build:2)", (25, 2, 3, 2)),
        ("1:7.4.7-1+deb12u8", (7, 4, 7)),
        ("(none)", (0,)),
        ("", (0,)),
    ],
)
def test_versions_are_read_without_the_epoch(script, text, numbers):
    assert script["version"](text) == numbers


def test_it_names_no_host():
    text = SCRIPT.read_text()
    assert "://" not in text
    assert not re.search(r"[a-z]\.(org|com|net|se)\b", text)


def test_where_nothing_may_be_installed_it_says_so_in_one_line_and_is_no_failure(tmp_path):
    """Nobody but root installs; here the script is told that it is somebody else."""
    wrapper = (
        "import os, runpy; os.getuid = lambda: 1000; "
        f"found = runpy.run_path({str(SCRIPT)!r}); "
        "found['main'].__globals__['has_office'] = lambda: False; found['main']()"
    )
    done = subprocess.run(
        [sys.executable, "-c", wrapper], capture_output=True, text=True, check=True
    )
    assert done.stdout == "LibreOffice Calc cannot be installed: only root may install packages.\n"
