"""The place of a map: what the templates that have one and who draws it must agree on."""

from __future__ import annotations

import struct
import zlib
from typing import Final

SHEET: Final = "Karta"
FACT: Final = "ritas"  # a fact of the sheet: the renderer draws what its text says on it
DRAWN: Final = "karta"  # types, or the user's own shares
LISTED: Final = "områden"  # shares of the areas that are listed beside a table by type
INDICATED: Final = "indikator"  # shares of an indicator, beside its sums by type and group
AREA, YEAR = "omrade", "ar"  # the names of the inputs that choose it
LIST_AREA: Final = "lista_omrade"
MAP_AREA, INDICATOR = "karta_omrade", "karta_indikator"  # with `INDICATED`; the latter a column
HEADED: Final = "rubriken"  # a fact of a sheet with `LISTED`: the cell with the map's heading
KINDS: Final = "visade_typer"  # with `INDICATED`: the cell with the types that may be drawn
# Those of a map of the user's own shares, in the table Indata.
SHOWN, HEADING, LEVEL, METHOD, NUMBER, THRESHOLD = (
    "visa", "rubrik", "niva", "klassning", "klasser", "troskel",
)  # fmt: skip
VIEWS: Final = ("egna värden", "egna värden och typ", "områdestyper")
LEVELS: Final = ("RegSO", "kommun")
COLUMNS: Final = ("kod", "taljare", "namnare")
GROUPS: Final = ("grupp1", "grupp2")
ALT_TEXT: Final = (
    "Karta över områdets RegSO färgade efter områdestyp 1–5, med typens siffra i varje område som "
    "rymmer den. Antalet områden och befolkningen per typ står i tabellen ovanför."
)
NOT_YET: Final = "Karta som inte är ritad; bladet säger varför."
NOT_DRAWN: Final = "Karta som inte kan ritas:"  # and why
WIDTH, HEIGHT = 1500, 830  # pixels of the picture
DPI: Final = 150
_METRE = 0.0254  # of an inch


def blank() -> bytes:
    """Return a white picture of a map's size as PNG."""
    row = b"\0" + b"\xff" * -(-WIDTH // 8)
    dots = round(DPI / _METRE)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 1, 0, 0, 0, 0)),
            (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
            (b"IDAT", zlib.compress(row * HEIGHT, 9)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
