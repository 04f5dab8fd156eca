"""A built folder on a web server of its own, and pages of it in Chromium."""

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import browser as drive

# A start without a network, and Office.js outside Office. Its telemetry wants a frame of another
# host, which our policy refuses.
KNOWN = (
    "Failed to load resource: net::ERR_",
    "Cannot redefine property: context",
    "Applying inline style",
    "Framing 'https://telemetry",
)
TELEMETRY = ("https://telemetryservice.",)


@pytest.fixture(scope="session", autouse=True)
def _can_drive():
    if reason := drive.missing():
        pytest.skip(reason)


@pytest.fixture(scope="session")
def folder(shared):
    """Give the folder that the command builds; to be read."""
    return shared.path("webb", drive.build)


@pytest.fixture(scope="session")
def server(folder):
    """Give the web server, with a page more: the pane beside Microsoft's runtime."""
    served = drive.Server(folder)
    served.pages["regso/excel.html"] = drive.beside_excel(folder)
    yield served
    served.close()


@pytest.fixture(scope="session")
def chromium(server):
    """Give Chromium."""
    driven = drive.Browser(server.address)
    yield driven
    driven.close()


@pytest.fixture
def opened(chromium, server):
    """Give a function that opens a page; afterwards nothing but our own server was asked."""
    with _opening(chromium, server) as at:
        yield at


@pytest.fixture(scope="module")
def opened_once(chromium, server):
    """Give the same for a page that many tests look at: each starts Python, which takes seconds."""
    with _opening(chromium, server) as at:
        yield at


@contextmanager
def _opening(chromium, server):
    """Past our policy (axe needs it) the telemetry of Office.js asks its own host, and nothing
    else.
    """
    pages = []

    def at(name, **options):
        page = chromium.open(f"{server.address}/regso/{name}", **{"locale": "sv-SE", **options})
        pages.append((page, TELEMETRY if options.get("bypassCSP") else ()))
        return page

    yield at
    for page, allowed in pages:
        seen = page("seen")
        page("close")
        assert [url for url in seen["foreign"] if not url.startswith(allowed)] == []
        assert [f for f in seen["faults"] if not f.startswith(KNOWN)] == []


@pytest.fixture(scope="module")
def excel(chromium, server):
    """Give the pane beside Microsoft's runtime, which a stand-in for Excel asks for calls."""
    page = chromium.open(
        f"{server.address}/regso/excel.html",
        scripts=[drive.FAKE_HOST, drive.FAKE_WORKBOOK],
        locale="sv-SE",
    ).ready()
    yield page
    assert page("seen")["foreign"] == []
    page("close")
