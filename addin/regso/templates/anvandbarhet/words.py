"""The paragraph of the page: sentences made from the numbers, by rules with stated limits.

The rules stand in the handbook (docs/handbok/mallar/anvandbarhet.md), and a test tries each at its
limit. They lean to caution: what is not sure is said not to be.
"""

from __future__ import annotations

from regso.templates.anvandbarhet.tables import (
    AREAS,
    EXPLAINED,
    GAP,
    HIGH,
    KOMMUN,
    LOW,
    REGSO,
    STABLE,
    TARGETING,
    TYPE,
    UNKNOWN,
    key,
)
from regso.templates.anvandbarhet.texts import are_numbers as _is
from regso.templates.anvandbarhet.texts import percent as _percent
from regso.templates.anvandbarhet.texts import shown as _shown

LIFT_ABOVE, LIFT_BELOW = 1.1, 0.9
"""A lift points out when its whole interval lies beyond: within is too little to act on."""
MOST = 0.5
WELL, PARTLY = 0.5, 0.25
"""Of the variance between areas."""
LITTLE = 0.1
"""Of the variance between persons."""
ALIKE = 0.05
"""The sensitivity of types less that of the best kommuner: within is about the same."""
FEW_MOVE = 0.9
"""The share of areas that keep their type."""


def _of(part: str, column: str) -> str:
    return TARGETING[column, key(TYPE, part)]


_LIFT, _LIFT_LOW, _LIFT_HIGH = (_of(part, "lift") for part in ("värde", LOW, HIGH))
_SHARE, _SENSITIVITY = _of("värde", "share"), _of("värde", "sensitivity")
_BETWEEN_AREAS, _BETWEEN_PERSONS = (EXPLAINED[column, key(TYPE)] for column in ("areas", "persons"))
_KOMMUN, _REGSO = (TARGETING["sensitivity", key(level)] for level in (KOMMUN, REGSO))
_GAP, _GAP_LOW, _GAP_HIGH = (UNKNOWN[c, GAP] for c in ("known", "lowest", "highest"))
_KEPT = STABLE["kept", key(AREAS)]


def _first_of(*cases: tuple[str, str], otherwise: str) -> str:
    """Return the formula of the first case that holds."""
    formula = otherwise
    for condition, then in reversed(cases):
        formula = f"IF({condition},{then},{formula})"
    return formula


_WHO = (
    f'"I typ 1–2 bor "&{_percent(_SHARE)}&" av alla och "&{_percent(_SENSITIVITY)}&" av de berörda"'
)
_TIMES = f'", "&{_shown(_LIFT, 1)}&" gånger så vanligt som bland alla"'
_BEYOND = f"OR({_LIFT_LOW}>{LIFT_ABOVE},{_LIFT_HIGH}<{LIFT_BELOW})"
IS_SURE = f"IF({_is(_LIFT, _LIFT_LOW, _LIFT_HIGH)},{_BEYOND},FALSE)"
POINTS_OUT = _first_of(
    (
        f"NOT({_is(_LIFT)})",
        f'IF({_LIFT}&""="..","Om typ 1–2 pekar ut de berörda visas inte: antalen är för små.",'
        '"Om typ 1–2 pekar ut de berörda går inte att säga: ingen berörs eller ingen bor där.")',
    ),
    (
        f"NOT({_is(_LIFT_LOW, _LIFT_HIGH)})",
        f'{_WHO}&". Om det är mer än slumpen går inte att säga: osäkerheten kan inte räknas."',
    ),
    (
        f"{_LIFT_LOW}>{LIFT_ABOVE}",
        f'"Typ 1–2 pekar ut de berörda. "&{_WHO}&{_TIMES}&"."&IF({_SENSITIVITY}<{MOST},'
        '" De flesta berörda bor ändå utanför."," De flesta berörda bor där.")',
    ),
    (
        f"{_LIFT_HIGH}<{LIFT_BELOW}",
        f'"Typ 1–2 pekar åt fel håll: de berörda bor mest utanför. "&{_WHO}&"."',
    ),
    (
        f"AND({_LIFT}>={LIFT_BELOW},{_LIFT}<={LIFT_ABOVE})",
        f'"Typ 1–2 pekar inte ut de berörda: typerna säger inget säkert om dem. "&{_WHO}&"."',
    ),
    otherwise=f'"Det är osäkert om typ 1–2 pekar ut de berörda: slumpen kan räcka. "&{_WHO}&"."',
)
_WITHIN_AREAS = _first_of(
    (f"{_BETWEEN_AREAS}>={WELL}", '"typerna beskriver områden väl"'),
    (f"{_BETWEEN_AREAS}>={PARTLY}", '"typerna beskriver områden delvis"'),
    otherwise='"typerna beskriver områden dåligt"',
)
_WITHIN_PERSONS = _first_of(
    (f"{_BETWEEN_PERSONS}>={LITTLE}", '" och säger något om enskilda personer."'),
    (f"{_BETWEEN_AREAS}>={PARTLY}", '" men säger lite om enskilda personer."'),
    otherwise='" och säger lite om enskilda personer."',
)
EXPLAIN = _first_of(
    (
        f'OR({_BETWEEN_PERSONS}&""="..",{_BETWEEN_AREAS}&""="..")',
        '"Hur mycket typerna förklarar visas inte: antalen är för små."',
    ),
    (f"NOT({_is(_BETWEEN_PERSONS)})", '"Det finns inga skillnader att förklara."'),
    (
        f"NOT({_is(_BETWEEN_AREAS)})",
        f'"Av skillnaderna mellan personer ligger "&{_percent(_BETWEEN_PERSONS, 1)}&'
        '" mellan typerna; områden kan inte jämföras."',
    ),
    otherwise=(
        f'"Av skillnaderna mellan områden ligger "&{_percent(_BETWEEN_AREAS)}&" mellan typerna, av '
        f'dem mellan personer "&{_percent(_BETWEEN_PERSONS, 1)}&": "&IF({IS_SURE},'
        f"{_WITHIN_AREAS}&{_WITHIN_PERSONS},"
        '"det räcker inte för att peka ut de berörda.")'
    ),
)
_DIFFERENCE = f"ROUND({_SENSITIVITY}-{_KOMMUN},9)"
UNIT = _first_of(
    (
        f'OR({_KOMMUN}&""="..",{_REGSO}&""="..",{_SENSITIVITY}&""="..")',
        '"Jämförelsen med kommun och RegSO visas inte: antalen är för små."',
    ),
    (
        f"NOT({_is(_KOMMUN, _REGSO, _SENSITIVITY)})",
        '"Jämförelse med kommun och RegSO saknas: koderna är färdiga typer, eller ingen berörs."',
    ),
    otherwise=(
        f'"Med lika många personer hade de bästa kommunerna nått "&{_percent(_KOMMUN)}&" av de '
        f'berörda och de bästa RegSO "&{_percent(_REGSO)}&": typerna är "&'
        + _first_of(
            (f"{_DIFFERENCE}>={ALIKE}", '"bättre än kommun."'),
            (f"{_DIFFERENCE}>-{ALIKE}", '"ungefär som kommun."'),
            otherwise='"sämre än kommun."',
        )
    ),
)
OKAND = _first_of(
    (
        f'OR({_GAP}&""="..",{_GAP_LOW}&""="..")',
        '"Vad okänd områdestyp kan ändra visas inte: antalen är för små."',
    ),
    (f"NOT({_is(_GAP)})", '"Skillnaden mellan typ 1 och 5 finns inte: en av typerna är tom."'),
    (
        f"ROUND({_GAP_HIGH}-{_GAP_LOW},9)=0",
        f'"Skillnaden mellan typ 1 och 5 är "&{_shown(_GAP, 1)}&" procentenheter. Ingen har okänd '
        'områdestyp."',
    ),
    otherwise=(
        f'"Skillnaden mellan typ 1 och 5 är "&{_shown(_GAP, 1)}&" procentenheter, och mellan "&'
        f'{_shown(_GAP_LOW, 1)}&" och "&{_shown(_GAP_HIGH, 1)}&" hur de okända än fördelas"&'
        f'IF({_GAP_LOW}*{_GAP_HIGH}>0,".",": den kan byta tecken.")'
    ),
)
STAY = _first_of(
    (f"NOT({_is(_KEPT)})", '"Hur stabila typerna är går inte att säga för dessa år och koder."'),
    otherwise=(
        f'{_percent(_KEPT)}&" av områdena har samma typ "&ar&" som "&ar_fore&IF({_KEPT}>={FEW_MOVE}'
        ',": få byter typ.",": många byter typ, så följ områden och inte typer över tid.")'
    ),
)
CAUTION = '"Talen beskriver: de säger inte varför, och inte vad en åtgärd i områdena ger."'
SENTENCES = (POINTS_OUT, EXPLAIN, UNIT, OKAND, STAY, CAUTION)
