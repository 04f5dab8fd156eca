"""The worksheet function that tells the versions, and what changed since a workbook was made."""

from __future__ import annotations

from regso import __version__
from regso.errors import BadValueError
from regso.functions.arguments.kinds import Text
from regso.functions.registry import Value, worksheet
from regso.functions.values import FAMILY
from regso.store import Reference, current
from regso.store.provenance import fetched

# What changed numbers, by the version that brought it; CHANGELOG.md has the whole list.
CHANGES = {
    "0.2.0": "halvfyllda rader utelämnas i stället för att räknas som 0, omöjliga rader är fel, "
    "alla anrop utan år har samma år, rader för riket, län och kommun räknas inte med sina delar",
}
FIRST = "0.1.0"  # whose workbooks do not say what made them
_NUMBERS = 3


@worksheet(FAMILY)
def REGSO_VERSION(arbetsbok: Text = None) -> Value:
    """Versioner av tillägget och av referensdata, och vad som har ändrats sedan en äldre arbetsbok.

    arbetsbok: versionen som arbetsboken gjordes med; utelämnat betyder den första
    exempel: =REGSO_VERSION("0.2.0")
    """
    said = version_text(current())
    since = changes_since(arbetsbok or FIRST)
    return f"{said}. {since}" if since else said


def version_text(reference: Reference) -> str:
    """Return the versions of the add-in and of the reference data, as a text for people."""
    kind = "påhittade exempeldata"
    if not reference.is_example:
        kind = f"referensdata revision {reference.revision}, hämtade {fetched(reference)}"
    return f"RegSO för Excel {__version__}, {kind} ({reference.identity[:8]})"


def changes_since(version: str) -> str:
    """Return what is to be said of a workbook of a version; nothing where it is ours.

    Raises
    ------
    BadValueError
        The text is no version.

    >>> changes_since("9.0.0")
    'Arbetsboken gjordes med 9.0.0, som är nyare; uppdatera tillägget'
    """
    made = _parts(version)
    if made > _parts(__version__):
        return f"Arbetsboken gjordes med {version}, som är nyare; uppdatera tillägget"
    changed = [text for newer, text in CHANGES.items() if _parts(newer) > made]
    return f"Ändrat sedan arbetsböcker från {version}: {'; '.join(changed)}" if changed else ""


def _parts(version: str) -> tuple[int, ...]:
    parts = version.split(".")
    if len(parts) != _NUMBERS or not all(part.isdecimal() for part in parts):
        raise BadValueError(f'"{version}" är ingen version; skriv till exempel 0.2.0.')
    return tuple(map(int, parts))
