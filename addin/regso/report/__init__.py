"""The report of the assignment: from a filled matrix and its evidence to a Word document."""

from __future__ import annotations

from regso.report.answers import Answers, example_answers, find_agency, read_answers
from regso.report.document import gaps, unread, write
from regso.report.workbooks import Filled, read_filled

__all__ = [
    "Answers",
    "Filled",
    "example_answers",
    "find_agency",
    "gaps",
    "read_answers",
    "read_filled",
    "unread",
    "write",
]
