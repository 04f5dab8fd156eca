"""Sources on disk: files, folders and patterns of one kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import iglob
from pathlib import Path
from typing import Final, NamedTuple

from regso.errors import FileError, reason
from regso.incoming import plain
from regso.incoming.texts import printable

PARQUET, CSV, ARROW, DUCKDB = "Parquet", "csv", "Arrow", "DuckDB"
_SUFFIXES: Final = {
    ".parquet": PARQUET, ".pq": PARQUET, ".csv": CSV, ".tsv": CSV, ".txt": CSV, ".arrow": ARROW,
    ".feather": ARROW, ".ipc": ARROW, ".duckdb": DUCKDB, ".ddb": DUCKDB,
}  # fmt: skip
_PATTERN: Final = frozenset("*?[")
_MOST_FILES: Final = 100_000
_SHOWN = 3


class Stamp(NamedTuple):
    """What a file was when it was looked at: size in bytes, and when it was changed in ns."""

    size: int
    changed: int


@dataclass(frozen=True)
class Files:
    """Files of one kind, which are read together.

    Attributes
    ----------
    kind : str
    paths : list of Path, absolute, sorted
    given : list of str
        What the user named.
    stamps : list of Stamp
    """

    kind: str
    paths: list[Path]
    given: list[str]
    stamps: list[Stamp]

    @property
    def name(self) -> str:
        """What the files are called in messages."""
        if len(self.paths) == 1:
            return printable(self.paths[0].name)
        return printable(f"{', '.join(Path(text).name or text for text in self.given[:_SHOWN])}")

    def refuse_changed(self) -> None:
        """Raise FileError if a file is not what it was when the work began."""
        for path, before in zip(self.paths, self.stamps, strict=True):
            if _stamp(path) != before:
                raise FileError(
                    f"{printable(path.name)} ändrades medan den lästes, så inget skrevs; kör igen "
                    "när filen är färdig.",
                )


def found(sources: Sequence[str]) -> Files:
    """Return the files that sources name.

    Raises
    ------
    FileError
        There are none, they are of several kinds, or a name cannot be told from a pattern.
    """
    paths = sorted({path for text in sources for path in _of(text)})
    if len(paths) > _MOST_FILES:
        raise FileError(f"Källan har fler än {_MOST_FILES} filer; slå ihop dem, eller ta en del.")
    kinds = {_kind(path): path for path in paths}
    if len(kinds) > 1:
        names = " och ".join(f"{path.name} ({kind})" for kind, path in kinds.items())
        raise FileError(f"Källorna är av flera slag: {printable(names)}; läs ett slag i taget.")
    kind = next(iter(kinds))
    if kind == DUCKDB and len(paths) > 1:
        raise FileError("Läs en DuckDB-fil i taget.")
    for path in paths:
        _refuse_pattern(path)
    return Files(kind, paths, [*sources], [_stamp(path) for path in paths])


def sha256(watched: Iterable[Path]) -> str:
    """Return the SHA-256 of a file; of several, that of their sums and names in order.

    The latter is the sum of what `sha256sum` prints of them.
    """
    sums = [(plain.sha256(path), path.name) for path in watched]
    if len(sums) == 1:
        return sums[0][0]
    return hashlib.sha256("".join(f"{s}  {name}\n" for s, name in sums).encode()).hexdigest()


def _of(text: str) -> Iterator[Path]:
    """Yield the files of a source: a file, those in a folder, or those that a pattern fits."""
    path = Path(text)
    if plain.is_plain(path):
        yield path.absolute()
    elif plain.is_folder(path):
        yield from _in_folder(path, text)
    elif _PATTERN.intersection(text) and not plain.exists(path):
        names = [Path(name) for name in iglob(text, recursive=True)]  # noqa: PTH207 - of any root
        matching = [name.absolute() for name in names if plain.is_plain(name)]
        if not matching:
            raise FileError(f"Inga filer passar {printable(text)}; kontrollera sökvägen.")
        yield from matching
    else:
        plain.read_start(path, 1)  # says why not
        raise FileError(f"{printable(text)} är ingen fil.")


def _in_folder(folder: Path, text: str) -> Iterator[Path]:
    """Yield the files in a folder and those below it; what begins with . or _ is no data."""
    some = False
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder).parts
        if any(part.startswith((".", "_")) for part in below) or not plain.is_plain(path):
            continue
        if path.suffix.casefold() in _SUFFIXES:
            some = True
            yield path.absolute()
    if not some:
        raise FileError(
            f"Mappen {printable(text)} har inga filer av slagen {', '.join([*_SUFFIXES])}.",
        )


def _kind(path: Path) -> str:
    kind = _SUFFIXES.get(path.suffix.casefold())
    if kind is None:
        raise FileError(
            f"{printable(path.name)} slutar inte på något av {', '.join([*_SUFFIXES])}; döp om "
            "filen efter vad den är, eller fyll mallen med regso render -d om den är från Excel.",
        )
    return kind


def _refuse_pattern(path: Path) -> None:
    if _PATTERN.intersection(str(path)):
        raise FileError(
            f"{printable(str(path))} har något av tecknen * ? [ i sin sökväg, som läses som ett "
            "mönster; döp om filen eller mappen.",
        )


def _stamp(path: Path) -> Stamp:
    try:
        found_ = path.stat()
    except OSError as error:
        raise FileError(
            f"{printable(path.name)} går inte att läsa ({reason(error)}); kontrollera sökvägen.",
        ) from error
    return Stamp(found_.st_size, found_.st_mtime_ns)
