"""SIE 4, exported (4E) or for import (4I): its verifications as rows.

Of the rows of a verification only #TRANS is summed: #RTRANS is repeated by a #TRANS, and #BTRANS
is void. Balances are compared only where they cover every row of the file.

References
----------
SIE-gruppen, SIE filformat, utgåva 4B, 2008.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from regso.errors import FileError
from regso.ledger import siefile
from regso.ledger.amounts import kronor, to_ore
from regso.ledger.days import to_day
from regso.ledger.rows import Key, Ledger, Objects, Row, Stated, key_of
from regso.ledger.siefile import Post

_AMOUNT = re.compile(r"[-+]?\d+(\.\d{1,2})?")
_PROJECT = "6"  # the standard's own dimension
_NAMED = {"project": "projekt", "activity": "verksamhet", "funder": "finansiär"}
_THIS_YEAR: Final = "0"
_FIRST_LABELS: Final = ("#FLAGGA", "#PROGRAM", "#FORMAT", "#SIETYP")
_DIGITS = 8


@dataclass
class _Head:
    """What the posts outside verifications say."""

    name: str
    said: dict[str, str] = field(default_factory=dict)
    covers: dt.date | None = None
    checksums: int = 0
    years: dict[str, tuple[dt.date, dt.date]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=lambda: {_PROJECT: "projekt"})
    balances: dict[str, dict[str, int]] = field(
        default_factory=lambda: {"#IB": {}, "#UB": {}, "#RES": {}}
    )

    @property
    def company(self) -> str:
        """The figures of its number, else its name."""
        return re.sub(r"\D", "", self.said.get("#ORGNR", "")) or self.said.get("#FNAMN", "")


def looks_like(text: str) -> bool:
    """Tell whether a text is a SIE file, by its first post."""
    return text.lstrip().upper().startswith(_FIRST_LABELS)


def read(text: str, name: str, encoding: str) -> Ledger:
    """Return a SIE 4 file as a ledger.

    Raises
    ------
    FileError
        It is of another type, cut, or damaged; or a verification is not balanced, and the
        sentence names it.
    """
    head, found = _Head(name), list[Post]()
    for post in siefile.posts(text, name):
        if post.label == "#VER":
            found.append(post)
        else:
            _take(head, post)
    _refuse_other(head)
    rows = tuple(_rows(head, found))
    form = f"SIE {'4E' if head.years else '4I'}, {encoding}"
    currency = head.said.get("#VALUTA", "SEK").upper()
    return Ledger(name, form, rows, currency, head.company, _stated(head, rows))


def _take(head: _Head, post: Post) -> None:
    first, second = post.text(0), post.text(1)
    match post.label:
        case "#SIETYP" | "#FNAMN" | "#ORGNR" | "#VALUTA":
            head.said[post.label] = first
        case "#OMFATTN":
            head.covers = _day(head, post, first)
        case "#KSUMMA":
            head.checksums += 1
        case "#RAR":
            head.years[first] = (_day(head, post, second), _day(head, post, post.text(2)))
        case "#KONTO" | "#DIM" | "#UNDERDIM":
            (head.accounts if post.label == "#KONTO" else head.dimensions)[first] = second
        case "#IB" | "#UB" | "#RES" if first == _THIS_YEAR:
            head.balances[post.label][second] = _amount(head, post, post.text(2))
        case _:
            pass  # the standard: a label that is not known is passed over


def _refuse_other(head: _Head) -> None:
    if (kind := head.said.get("#SIETYP", "1")) != "4":
        raise FileError(
            f"{head.name} är SIE typ {kind}, som inte har verifikationer; exportera "
            "SIE 4 ur ekonomisystemet.",
        )
    if head.checksums == 1:
        raise FileError(
            f"{head.name} är avklippt: kontrollsumman som ska stå sist saknas; exportera filen "
            "igen ur ekonomisystemet.",
        )


def _rows(head: _Head, verifications: Sequence[Post]) -> Iterable[Row]:
    dimensions = {ours: _dimensions(head, ours) for ours in _NAMED}
    same = Counter[str]()
    seen = dict[Key, int]()
    for post in verifications:
        if post.below is None:
            raise siefile.cut(head.name, post.line)
        day = _day(head, post, post.text(2))
        key = _key(head, post, day, same)
        if key in seen:
            raise FileError(
                f"Verifikation {key} finns på rad {seen[key]} och {post.line} i {head.name}; "
                "numret ska vara ett per serie och år. Exportera filen igen.",
            )
        seen[key] = post.line
        rows = [
            _row(head, line, key, day, dimensions, post.text(3))
            for line in post.below
            if line.label == "#TRANS"
        ]
        if left := sum(row.amount for row in rows):
            raise FileError(
                f"Verifikation {key} på rad {post.line} i {head.name} balanserar inte: raderna "
                f"summerar till {kronor(left)} kr i stället för 0. Rätta den i ekonomisystemet "
                "och exportera igen.",
            )
        yield from rows


def _key(head: _Head, post: Post, day: dt.date, same: Counter[str]) -> Key:
    """Return the key of a verification; one without a number is known by its content."""
    year = next(
        (first.year for first, last in head.years.values() if first <= day <= last), day.year
    )
    number = post.text(1)
    if not number:
        content = repr([(line.label, *line.fields) for line in post.below or ()])
        print_ = hashlib.sha256(f"{day} {content}".encode()).hexdigest()[:10]
        same[print_] += 1
        number = f"utan nr {print_} {same[print_]}"
    return key_of(head.company, year, post.text(0), number)


def _row(
    head: _Head,
    post: Post,
    key: Key,
    day: dt.date,
    dimensions: dict[str, frozenset[str]],
    text: str,
) -> Row:
    account, amount = post.text(0), post.text(2)
    if not account:
        raise FileError(
            f"Rad {post.line} i {head.name} är en #TRANS utan konto; exportera filen igen."
        )
    pairs = post.objects(1)
    booked_on = dict(zip(pairs[::2], pairs[1::2], strict=False))
    objects = {
        ours: next((value for number, value in booked_on.items() if number in numbers), "")
        for ours, numbers in dimensions.items()
    }
    return Row(
        key,
        _day(head, post, post.text(3)) if post.text(3) else day,
        account,
        "",
        head.accounts.get(account, ""),
        post.text(4) or text,
        Objects(**objects),
        _amount(head, post, amount),
    )


def _dimensions(head: _Head, ours: str) -> frozenset[str]:
    """Return the numbers of the dimensions that are called as one of ours."""
    word = _NAMED[ours]
    return frozenset(n for n, called in head.dimensions.items() if word in called.casefold())


def _stated(head: _Head, rows: Sequence[Row]) -> tuple[Stated, ...] | None:
    """Return the year's balances beside the sums of the rows, if they cover every row."""
    opening, closing, result = head.balances.values()
    if _THIS_YEAR not in head.years or not (closing or result):
        return None
    first, last = head.years[_THIS_YEAR]
    if any(not first <= row.day <= (head.covers or last) for row in rows):
        return None
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.account] += row.amount
    stated = {code: amount - opening.get(code, 0) for code, amount in closing.items()}
    stated |= result
    codes = sorted({*stated, *sums})
    return tuple(Stated(code, stated.get(code, 0), sums[code]) for code in codes)


def _day(head: _Head, post: Post, text: str) -> dt.date:
    day = to_day(text) if len(text) == _DIGITS else None
    if day is None:
        raise FileError(
            f"Rad {post.line} i {head.name} har {text or 'inget'} där ett datum ska stå "
            "(ÅÅÅÅMMDD); exportera filen igen ur ekonomisystemet.",
        )
    return day


def _amount(head: _Head, post: Post, text: str) -> int:
    ore = to_ore(text) if _AMOUNT.fullmatch(text) else None
    if ore is None:
        raise FileError(
            f"Rad {post.line} i {head.name} har {text or 'inget'} där ett belopp ska stå "
            "(1234.50); exportera filen igen ur ekonomisystemet.",
        )
    return ore
