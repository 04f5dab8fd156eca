"""Worksheet functions that look things up: type, index, name, kommun, län, code, population."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from regso.core.areas import areatypes, codes
from regso.core.areas.areas import LABEL, Areas, label_of
from regso.errors import BadValueError, NotFoundError
from regso.functions import populations
from regso.functions.arguments.kinds import CellRange, Codes, Group, Text, Year
from regso.functions.registry import Cell, Lookup, PerCell, Value, worksheet
from regso.functions.values import (
    FAMILY,
    areas_of,
    choice,
    identified,
    installed_areas,
    stored_year,
    vintages_of,
)
from regso.store import current
from regso.store.schema import AREAS as AREA_LIST
from regso.store.schema import (
    BOUNDARIES,
    INDEX,
    INDICATORS,
    POPULATION,
    TYPE,
)

_KOMMUN_LENGTH = 4

_SUBJECTS = {
    "typ": TYPE,
    "områdestyp": TYPE,
    "index": INDEX,
    "befolkning": POPULATION,
    "namn": AREA_LIST,
    "gränser": BOUNDARIES,
    **{subject: subject for subject in INDICATORS},
}


@worksheet(FAMILY)
def REGSO_NAMN(kod: Codes, ar: Year = None) -> PerCell:
    """Namnet på ett RegSO, en kommun eller ett län; ett DeSO har sitt RegSO:s namn.

    kod: kod för RegSO, DeSO, kommun eller län, en cell eller ett område
    ar: år; utelämnat betyder årets indelning enligt REGSO_AR, eller annars den som har koden
    exempel: =REGSO_NAMN("9901R001")
    """
    reference = current()
    order = vintages_of(reference, ar)
    return kod.map(
        reference.memo(("names", *(a.vintage for a in order)), lambda: _names_lookup(order))
    )


@worksheet(FAMILY)
def REGSO_KOMMUN(kod: Codes, del_: Text = None) -> PerCell:
    """Kommunen som ett område ligger i.

    kod: kod för RegSO, DeSO eller kommun, en cell eller ett område
    del: "namn" (förval) eller "kod"
    exempel: =REGSO_KOMMUN("9901C1010")
    """
    return kod.map(_enclosing(codes.KOMMUN, del_))


@worksheet(FAMILY)
def REGSO_LAN(kod: Codes, del_: Text = None) -> PerCell:
    """Länet som ett område ligger i.

    kod: kod för RegSO, DeSO, kommun eller län, en cell eller ett område
    del: "namn" (förval) eller "kod"
    exempel: =REGSO_LAN("9901R001";"kod")
    """
    return kod.map(_enclosing(codes.LAN, del_))


@worksheet(FAMILY)
def REGSO_KOD(text: Codes, kommun: CellRange = None, ar: Year = None) -> PerCell:
    """Ren områdeskod ur en slarvigt skriven kod, ur "Kommun (Namn)" eller ur namn och kommun.

    text: kod eller namn, en cell eller ett område
    kommun: kommunens namn eller kod när text är ett namn, en cell eller ett lika stort område
    ar: år; utelämnat betyder årets indelning enligt REGSO_AR, eller annars den som har koden
    exempel: =REGSO_KOD("Sagobacken";"Exempelby")
    """
    order = vintages_of(current(), ar)
    if kommun is None or kommun.shape == (1, 1):
        where = kommun.rows[0][0] if kommun else None
        return text.map(Lookup({}, partial(_code, order, kommun=where)))
    if kommun.shape != text.shape:
        raise BadValueError("Områdena text och kommun är olika stora; markera lika många celler.")
    return [
        [
            Lookup({}, partial(_code, order, kommun=place))[raw]
            for raw, place in zip(*pair, strict=True)
        ]
        for pair in zip(text.rows, kommun.rows, strict=True)
    ]


@worksheet(FAMILY)
def REGSO_FRAN_DESO(deso: Codes, ar: Year = None) -> PerCell:
    """RegSO-koden som ett DeSO hör till i årets indelning.

    deso: DeSO-kod, en cell eller ett område
    ar: år som bestämmer indelningen; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_FRAN_DESO("9902C1080";2023)
    """
    reference = current()
    areas = areas_of(reference, ar)
    return deso.map(
        reference.memo(
            ("keys", areas.vintage),
            lambda: Lookup(areas.parents, lambda raw: areas.regso_of(areas.code(raw))),
        )
    )


@worksheet(FAMILY)
def REGSO_BEFOLKNING(
    kod: Codes, ar: Year = None, alder: Group = None, kon: Group = None
) -> PerCell:
    """Folkmängd 31 december i ett område.

    kod: kod för RegSO, DeSO, kommun eller län, eller texten "00" för riket
    ar: år; utelämnat betyder året som =REGSO_AR() svarar
    alder: åldersgrupp, till exempel "20-64"; utelämnat betyder alla åldrar
    kon: "män", "kvinnor" eller "totalt" (förval)
    exempel: =REGSO_BEFOLKNING("9901";2022;"20-64")
    """
    reference = current()
    people = populations.of(reference, ar, alder, kon)
    return kod.map(Lookup({}, lambda raw: people.persons(people.areas.code(raw))))


@worksheet(FAMILY)
def REGSO_TYPNAMN(typ: Codes) -> PerCell:
    """Områdestypens officiella namn.

    typ: 1–5, "1+2", "okänd" eller "alla", en cell eller ett område
    exempel: =REGSO_TYPNAMN("1+2")
    """
    return typ.map(Lookup({}, lambda raw: areatypes.NAMES[areatypes.to_type(raw)]))


@worksheet(FAMILY)
def REGSO_AR(amne: Text = None) -> Value:
    """Året som alla anrop utan år använder; "ofullständig" om ämnet saknar områden det året.

    amne: "typ" (förval), "index", "befolkning", "namn" eller "gränser"; #SAKNAS! utan värden
    exempel: =REGSO_AR("befolkning")
    """
    reference = current()
    subject, year = subject_of(amne), reference.default_year
    _, complete = reference.coverage(subject, stored_year(subject, year))
    return year if complete else f"{year} ofullständig"


def subject_of(text: str | None) -> str:
    """Return the subject in the store that an argument `amne` names; types by default."""
    return choice(text or "typ", _SUBJECTS, "amne")


def _enclosing(level: str, part: str | None) -> Lookup:
    """Return cell value -> name or code of the kommun or län that an area lies in."""
    wanted = choice(part or "namn", {"namn": "namn", "kod": "kod"}, "del")
    reference = current()
    return reference.memo(
        ("enclosing", level, wanted),
        lambda: _enclosing_lookup(installed_areas(reference), level, part=wanted),
    )


def _enclosing_lookup(vintages: list[Areas], level: str, *, part: str) -> Lookup:
    length = _KOMMUN_LENGTH if level == codes.KOMMUN else 2

    def resolve(raw: Cell) -> Cell:
        code = codes.read(raw)
        areas = identified(vintages, code)
        if code.text == "00" or len(code.text) < length or areas is None:
            raise vintages[-1].unknown(code.text)
        place = code.text[:length]
        return place if part == "kod" else areas.name_of(place)

    return Lookup({}, resolve)


def _names_lookup(order: Sequence[Areas]) -> Lookup:
    known: dict[str, Cell] = {}
    for areas in reversed(order):
        known.update(areas.names)

    def resolve(raw: Cell) -> Cell:
        code = codes.read(raw)
        return _identified(order, code).name_of(code.text)

    return Lookup(known, resolve)


def _code(order: Sequence[Areas], raw: Cell, kommun: Cell) -> str:
    """Return the code of a raw code or name.

    A code that belongs to another vintage than the first, but which both have, keeps its
    vintage: without it, it would be read as another area.
    """
    try:
        code = codes.read(raw)
    except codes.UnknownVintageError:
        raise
    except BadValueError:
        if not isinstance(raw, str):
            raise
        label = label_of(raw)
        return _named(order, raw, kommun) if label is None else _labelled(order, *label)
    return _in_vintage(order, code.text, _identified(order, code))


def _identified(order: Sequence[Areas], code: codes.Code) -> Areas:
    """Return the first vintage that has the area of a code.

    Raises
    ------
    NotFoundError
        None has.
    """
    areas = identified(order, code)
    if areas is None:
        raise order[0].unknown(order[0].code(code.spelled))
    return areas


def _labelled(order: Sequence[Areas], code: codes.Code, name: str) -> str:
    """Return the code of a label, in the first vintage where the area is called that."""
    those = (a for a in order if code.vintage in {None, a.vintage} and code.text in a)
    areas = next((a for a in those if a.is_called(code.text, name)), None)
    if areas is None:
        areas = _identified(order, code)
        raise NotFoundError(
            f"Koden {code.text} är {areas.name_of(code.text)}, och inte det namn som står efter "
            "den; kontrollera vilket som är rätt.",
        )
    return _in_vintage(order, code.text, areas)


def _named(order: Sequence[Areas], name: str, kommun: Cell) -> str:
    for areas in order:
        code = areas.find(name, kommun)
        if code is not None:
            return _in_vintage(order, code, areas)
    raise NotFoundError(
        f"Inget RegSO i {' eller '.join(LABEL[a.vintage] for a in order)} har det namnet; "
        'kontrollera stavningen eller skriv "Kommun (Namn)".',
    )


def _in_vintage(order: Sequence[Areas], code: str, areas: Areas) -> str:
    is_other = areas is not order[0] and code in order[0] and len(code) > _KOMMUN_LENGTH
    return codes.Code(code, areas.vintage).spelled if is_other else code
