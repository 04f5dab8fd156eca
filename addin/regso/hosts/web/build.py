"""Build the folder of static files that IT puts on a web server.

Almost everything stands in folders whose name ends with a hash of what they hold, so that a new
version lies beside the old one and never changes it: a workbook that is open goes on with the
files that it began with. The few files with fixed names point to the folders.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from regso import __version__
from regso.errors import FileError
from regso.functions import REGISTRY
from regso.hosts.carried import RUNTIME, as_shipped, carried
from regso.hosts.web import servers
from regso.hosts.web.manifest import manifest
from regso.hosts.web.metadata import metadata, script, text
from regso.hosts.web.packages import digest
from regso.xlsx.archive import READABLE, pack

_CARRIED: Final = (
    *RUNTIME,
    "hosts/web/__init__.py",
    "hosts/web/edge.py",
    "hosts/web/merging.py",
    "hosts/web/tryout.py",
    "xlsx/__init__.py",
    "xlsx/formula.py",
)
_MODULES: Final = (
    "call.js", "excel.js", "functionlist.js", "host.js", "panel.js", "prova.js", "show.js",
    "style.css", "texts.js", "worker.js",
)  # fmt: skip
_PAGES: Final = ("panel.html", "prova.html")
_ICONS: Final = ("ikon-16.png", "ikon-32.png", "ikon-64.png", "ikon-80.png")
_LOCAL: Final = ("localhost", "127.0.0.1")
_HASHED: Final = re.compile(r"[a-z]+-[0-9a-f]{12}")

Files = dict[str, bytes]


class Given(NamedTuple):
    """What the folder is built of.

    Attributes
    ----------
    url : str
        The address of the folder; see `address`.
    pyodide, office : files of the two packages, as `packages` reads them
    store : bytes or None
        The reference data; None for the fictional example alone.
    wheels : packages for Pyodide by file name, loaded when a function needs one
    templates : workbooks in the form for the web, by title
    """

    url: str
    pyodide: Files
    office: Files
    store: bytes | None
    wheels: Files
    templates: Files


def address(url: str) -> str:
    """Return an address without a slash at its end.

    Raises
    ------
    FileError
        Excel would not take it: it is not https, or has more than a host and a path.
    """
    parts = urlsplit(url)
    is_local = parts.scheme == "http" and parts.hostname in _LOCAL
    if not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise FileError(f'--url "{url}" är ingen adress till en mapp; ange https://värd/mapp.')
    if parts.scheme != "https" and not is_local:
        raise FileError(f"--url {url} ska börja med https://, som Excel kräver.")
    return url.rstrip("/")


def is_kept(folder: str) -> bool:
    """Tell whether the name of a folder is one of its content, which never changes."""
    return _HASHED.fullmatch(folder) is not None


def site(given: Given, before: Iterable[str] = ()) -> Files:
    """Return the files of the folder by path, those with fixed names last.

    Parameters
    ----------
    given : Given
    before : iterable of str
        Folders of earlier versions that stand there, which the server is told to keep too.
    """
    folders = {
        "python": given.pyodide,
        "office": given.office,
        "data": {}
        if given.store is None
        else {"store.bin": gzip.compress(given.store, 9, mtime=0)},
        "hjul": given.wheels,
        "mallar": _numbered(given.templates),
    }
    named = {kind: f"{kind}-{digest(held)[:12]}" for kind, held in folders.items() if held}
    folders["app"] = _app(given, named)
    named["app"] = f"app-{digest(folders['app'])[:12]}"
    hashed = {
        f"{named[kind]}/{name}": content
        for kind, held in folders.items()
        for name, content in held.items()
    }
    return hashed | _fixed(given.url, named, hashed, [*named.values(), *before])


def _app(given: Given, named: Mapping[str, str]) -> Files:
    """Return what is ours: JavaScript, styles, and the package for Python."""
    parts = {
        "version": __version__,
        "python": f"../{named['python']}/",
        "store": f"../{named['data']}/store.bin" if "data" in named else None,
        "wheels": [f"../{named['hjul']}/{name}" for name in sorted(given.wheels)],
        "templates": [
            {"title": title, "file": f"../{named['mallar']}/{file}"}
            for title, file in zip(given.templates, _numbered(given.templates), strict=True)
        ],
    }
    return {
        **{name: as_shipped(_static(name)) for name in _MODULES},
        "functions.js": script([*REGISTRY.values()]).encode(),
        "parts.js": f"export const PARTS = {text(parts)};\n".encode(),
        "regso.zip": pack(_package(), mode=READABLE),
    }


def _compressed(store: bytes) -> bytes:
    return gzip.compress(store, mtime=0)


def _numbered(templates: Mapping[str, bytes]) -> Files:
    return {f"{i:02}.xlsx": content for i, content in enumerate(templates.values(), 1)}


def _package() -> Files:
    """Return what Python in the browser is given: our modules, and XlsxWriter."""
    ours = {f"regso/{name}": content for name, content in carried(_CARRIED).items()}
    writer = {
        f"xlsxwriter/{one.name}": as_shipped(one)
        for one in files("xlsxwriter").iterdir()
        if one.name.endswith(".py")
    }
    licence = distribution("xlsxwriter").read_text("licenses/LICENSE.txt") or ""
    return dict(sorted({**ours, **writer, "xlsxwriter/LICENSE.txt": licence.encode()}.items()))


def _fixed(url: str, named: Mapping[str, str], hashed: Files, kept: Iterable[str]) -> Files:
    """Return the files with fixed names: what Excel and users have the addresses of."""
    said = {
        "app": named["app"],
        "office": named["office"],
        "policy": servers.PAGE_POLICY,
        "version": __version__,
        "url": url,
        "files": text([name for name in sorted(hashed) if _is_needed(name, named)]),
    }
    pages = {name: _filled(name, said) for name in (*_PAGES, "functions-start.js", "readme.txt")}
    return {
        **{name: as_shipped(_static(name)) for name in _ICONS},
        "functions.json": text(metadata([*REGISTRY.values()])).encode(),
        "functions.js": pages.pop("functions-start.js"),
        "LÄS MIG.txt": pages.pop("readme.txt"),
        "manifest.xml": manifest(url).encode(),
        **servers.settings({folder for folder in kept if is_kept(folder)}),
        **pages,
        "sw.js": _filled("sw.js", said),
    }


def _is_needed(name: str, named: Mapping[str, str]) -> bool:
    """Tell whether a file is kept for a start without a network; others are when first used."""
    folder, _, file = name.partition("/")
    return folder in {named["app"], named["python"], named.get("data")} or file == "office.js"


def _filled(name: str, said: Mapping[str, str]) -> bytes:
    return Template(as_shipped(_static(name)).decode()).substitute(said).encode()


def _static(name: str) -> Traversable:
    return files("regso.hosts.web").joinpath("static", name)
