"""The two packages of others that the folder needs: Pyodide, and Microsoft's Office.js.

They are fetched with npm by who builds the folder, and taken in one version only: what each file
of it is, is pinned here. Their files are copied as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from regso.errors import FileError
from regso.incoming import plain


class Package(NamedTuple):
    """A package on npm: what is used of it, and the SHA-256 of the list of what the files are."""

    name: str
    version: str
    option: str
    inside: str
    files: tuple[str, ...]
    pinned: str

    @property
    def command(self) -> str:
        """Return the command that fetches it."""
        return f"npm install --ignore-scripts {self.name}@{self.version}"

    def read(self, folder: Path | None) -> dict[str, bytes]:
        """Return the files that are used, by name.

        Raises
        ------
        FileError
            The folder is not given, or is not this version of the package.
        """
        if folder is None:
            raise FileError(
                f"{self.option} saknas; hämta paketet med {self.command} och ange "
                f"{self.option} node_modules/{self.name}."
            )
        missing = [name for name in self.files if not plain.is_plain(folder / self.inside / name)]
        if missing:
            raise FileError(
                f"{folder} är inte paketet {self.name} ({missing[0]} saknas); "
                f"hämta det med {self.command} och ange mappen node_modules/{self.name}."
            )
        read = {name: plain.read_bytes(folder / self.inside / name) for name in self.files}
        if digest(read) != self.pinned:
            raise FileError(
                f"{folder} är inte {self.name} {self.version}, eller är ändrad; "
                f"hämta den versionen med {self.command}."
            )
        return read


def digest(files: Mapping[str, bytes]) -> str:
    """Return one SHA-256 of files: of their names and what each holds."""
    told = "".join(f"{hashlib.sha256(files[n]).hexdigest()}  {n}\n" for n in sorted(files))
    return hashlib.sha256(told.encode()).hexdigest()


PYODIDE: Final = Package(
    "pyodide",
    "314.0.7",
    "--pyodide",
    "",
    (
        "pyodide.mjs",
        "pyodide.asm.mjs",
        "pyodide.asm.wasm",
        "python_stdlib.zip",
        "pyodide-lock.json",
    ),
    "fd0fdd4909be90753a19969cb3f3d55fbff4007dac2b1479601bf1edf1f582b0",
)
# The library, and what it fetches beside itself in each program and in Swedish and English.
OFFICE: Final = Package(
    "@microsoft/office-js",
    "1.1.110",
    "--office-js",
    "dist",
    (
        "office.js",
        "custom-functions-runtime.js",
        "es6-promise.js",
        "o15apptofilemappingtable.js",
        *(f"excel-{host}-16.00.js" for host in ("ios", "mac", "web", "win32", "winrt")),
        "excel-win32-16.01.js",
        "excel-mac-16.00-core.js",
        "excel-web-16.00-core.js",
        "excel-win32-16.01-core.js",
        "sv-se/office_strings.js",
        "en-us/office_strings.js",
    ),
    "ec57ea9faf2596155ac23b0a2131e3d4866dfb9bb42e1853f1a36fc48bea2b04",
)
