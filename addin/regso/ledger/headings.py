"""The headings of ledger lists: Unit4 (Agresso), Raindance, Visma, Hypergene and their like.

A list is known by its headings alone: it has an account or S code, an amount (or debet and
kredit), a day and the number of a verification. Others are read where they are there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WORDS: Final = {
    "account": "konto kontonr kontonummer account kontokod",
    "account_name": "kontonamn kontotext kontot kontobenamning kontobeskrivning kontobeteckning",
    "s_code": "skod statskod scode",
    "project": "projekt projektnr proj projektkod projektnummer",
    "activity": "verksamhet verks vht verksamhetskod aktivitet",
    "funder": "finansiar fin finans finansiering finansiarskod",
    "series": "serie verifikationsserie verserie vertyp vt verifikationstyp vertypkod",
    "number": "verifikation verifikationsnummer verifikationsnr vernr ver vernummer transnr "
    "transaktionsnr",
    "booked": "datum verdatum verifikationsdatum bokforingsdatum bokfdatum bokfdat verdat",
    "day": "transdatum transaktionsdatum kostnadsdatum transdat",
    "period": "period redovisningsperiod bokforingsperiod per",
    "text": "text vertext transtext beskrivning verifikationstext transaktionstext radtext",
    "amount": "belopp beloppsek beloppkr bokfortbelopp beloppisek",
    "debit": "debet debetbelopp",
    "credit": "kredit kreditbelopp",
    "vat": "moms momsbelopp",
    "currency": "valuta valutakod",
    "foreign": "valutabelopp beloppvaluta beloppivaluta",
    "company": "bolag foretag myndighet klient organisationsnummer orgnr",
}
_FIELDS = {word: name for name, words in _WORDS.items() for word in words.split()}
_ASCII = str.maketrans("åäöéü", "aaoeu")


def fields(headings: Sequence[object]) -> dict[str, int]:
    """Return the position of each heading that a ledger list has, by what it is.

    Of two that mean the same the first one counts.

    >>> fields(["Ver.nr", "Konto (T)", "S-kod", "Belopp SEK", "Kst"])
    {'number': 0, 'account_name': 1, 's_code': 2, 'amount': 3}
    """
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        word = re.sub(r"[^a-z]", "", str(heading or "").casefold().translate(_ASCII))
        if word in _FIELDS:
            found.setdefault(_FIELDS[word], at)
    return found


def are_of_a_ledger(found: dict[str, int]) -> bool:
    """Tell whether headings are those of a ledger list."""
    return (
        bool(found.keys() & {"account", "s_code"})
        and bool(found.keys() & {"booked", "day"})
        and ("amount" in found or {"debit", "credit"} <= found.keys())
        and "number" in found
    )


NEEDED: Final = "konto eller S-kod, verifikation, datum och belopp (eller debet och kredit)"
