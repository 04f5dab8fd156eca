"""What a cell of a column of codes names: a ready type, a small area, or a large one."""

from __future__ import annotations

from typing import TypeGuard

from regso.core.areas import codes
from regso.core.areas.areas import Areas
from regso.core.areas.areatypes import TYPES
from regso.errors import BadValueError

RIKET = "00"
_OWN_TYPES = {str(t): t for t in TYPES}
_TOTAL_WORDS = frozenset(
    ("totalt", "total", "summa", "samtliga", "alla", "riket", "hela riket", "sverige")
)


def is_own_type(raw: object) -> TypeGuard[str | float]:
    """Tell whether a cell holds a ready type 1–5, as a number or a text."""
    return not isinstance(raw, bool) and (raw in TYPES or raw in _OWN_TYPES)


def small_code(raw: object, areas: Areas) -> str | None:
    """Return the clean code of a RegSO or DeSO of the vintage, if a cell holds one."""
    if not isinstance(raw, str):
        return None
    if areas.is_small(raw):
        return raw
    try:
        code, stated = codes.read(raw)
    except BadValueError:
        return None
    return code if stated in {None, areas.vintage} and areas.is_small(code) else None


def large_code(raw: object) -> str | None:
    """Return the clean code of riket, a län or a kommun that a cell names; riket also in words."""
    if isinstance(raw, str) and raw.strip().casefold() in _TOTAL_WORDS:
        return RIKET
    try:
        code = codes.compact(raw)
    except BadValueError:
        return None
    return code if codes.level(code) in {codes.RIKET, codes.LAN, codes.KOMMUN} else None


def is_inside(code: str, region: str, areas: Areas) -> bool:
    """Tell whether a RegSO or DeSO (clean) lies in a riket, län, kommun or RegSO."""
    return region == RIKET or areas.parents.get(code, code).startswith(region)


def place_of(raw: object) -> str:
    """Return the clean code in a cell, or riket: a ready type or a bad code may lie anywhere."""
    if is_own_type(raw):
        return RIKET
    try:
        return codes.compact(raw)
    except BadValueError:
        return RIKET


def places_of(code: str) -> set[str]:
    """Return riket, and the län and kommun that a clean code lies in."""
    return {RIKET, code[:2], code[:4]}
