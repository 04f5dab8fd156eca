"""Which kind of cost an account is: rules that the user approves, and proposals by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from regso.ledger.rows import Row
from regso.templates.uppdraget.kinds import BOOKED, WAGES

_BALANCE, _INCOME, _COSTS = "12", "3", "4567"
_VAT = re.compile(r"\bmoms|mervärdes", re.IGNORECASE)
# In this order: a journey of a consultant is a journey.
_WORDS: Final = (
    ("SCB-beställningar", r"\bscb\b|statistiska centralbyrån"),
    ("Resor", r"resa\b|resor|reseers|hotell|logi\b|traktament|tågbilj|flygbilj|taxi"),
    (BOOKED, r"\boh\b|overhead|\boh-|gemensamma kostnader|myndighetsgemensam"),
    (WAGES, r"lön|semester|arbetsgivaravg|sociala avg|socialavg|\blkp\b|pension|lönebikostn"),
    ("Lokaler", r"lokal|lokalhyr"),
    ("Konsulter och köpta tjänster", r"konsult|köpta tjänster|köp av tjänst|främmande tjänst"),
)
_OTHERWISE = "Övrigt"


class Rule(NamedTuple):
    """What is done with the rows of an account or an S code.

    Attributes
    ----------
    code, name : str
    kind : str
        A kind of cost, or that it is not taken.
    lkp, oh : Decimal or None
        Per cent that is added to its rows; None where nothing is, or it is booked.
    reason : str
        Why it is not taken.
    approved : bool
        False while it is a proposal.
    """

    code: str
    name: str
    kind: str
    lkp: Decimal | None = None
    oh: Decimal | None = None
    reason: str = ""
    approved: bool = False


class Class(NamedTuple):
    """What an account is without a rule: a cost, or the reason why it is none; neither: unknown."""

    is_cost: bool
    reason: str = ""


def class_of(row: Row) -> Class:
    """Return what the first figure of an account or of an S code says.

    The state's own chart (baskontoplanen) and its S codes have the same classes.
    """
    first = row.code.removeprefix("S")[:1]
    if first and first in _BALANCE:
        is_vat = bool(_VAT.search(row.account_name))
        return Class(False, "moms" if is_vat else "balanskonto (klass 1–2)")
    if first == _INCOME:
        return Class(False, "intäkt (klass 3)")
    return Class(bool(first) and first in _COSTS)


def rule_of(row: Row, rules: Mapping[str, Rule]) -> Rule | None:
    """Return the rule of a row's account, else that of its S code."""
    return rules.get(row.account) or rules.get(row.s_code)


def proposed(row: Row) -> Rule:
    """Return the proposal for the account of a row, by its name."""
    return Rule(row.code, row.account_name, kind_by_name(row.account_name))


def kind_by_name(name: str) -> str:
    """Return the kind of cost that the name of an account speaks of.

    >>> kind_by_name("Tjänsteresor, inrikes"), kind_by_name("Datakonsulter"), kind_by_name("")
    ('Resor', 'Konsulter och köpta tjänster', 'Övrigt')
    """
    for kind, words in _WORDS:
        if re.search(words, name, re.IGNORECASE):
            return kind
    return _OTHERWISE


def with_proposals(rules: Iterable[Rule], rows: Iterable[Row]) -> dict[str, Rule]:
    """Return rules by code, with a proposal for each account of cost that no rule takes."""
    found = {rule.code: rule for rule in rules}
    for row in rows:
        if class_of(row).is_cost and rule_of(row, found) is None:
            found[row.code] = proposed(row)
    return found
