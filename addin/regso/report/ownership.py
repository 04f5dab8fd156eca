"""Whose a workbook is: evidence of another agency or another decision is refused."""

from __future__ import annotations

from collections.abc import Sequence

from regso.errors import FileError
from regso.indata import header_key
from regso.publication.cover import said
from regso.report.answers import Answers
from regso.report.workbooks import Filled
from regso.workbook.inputs import AGENCY


def refuse_others(answers: Answers, filled: Sequence[Filled]) -> None:
    """Raise FileError, a sentence, if a workbook says that it is another agency's or decision's.

    A publication copy says the agency on its cover, and nothing of the decision.
    """
    for book in filled:
        given = book.inputs()
        agency = str(given.get(AGENCY.name) or said(book.package, AGENCY.label))
        if agency and header_key(agency) != header_key(answers.agency.name):
            raise FileError(
                f"{book.name} gäller {agency}, inte {answers.agency.name}; ange ett underlag som "
                "är myndighetens eget, eller ändra Myndighet på bladet Start där.",
            )
        dnr = str(given.get("dnr") or "").strip()
        if dnr and answers.dnr and header_key(dnr) != header_key(answers.dnr):
            raise FileError(
                f"{book.name} gäller beslutet med dnr {dnr}, inte {answers.dnr}; ange ett underlag "
                "för samma beslut, eller rätta diarienumret där.",
            )
