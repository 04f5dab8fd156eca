"""What an agency answers: the matrix with its settings, from a workbook, a table or the example."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regso.core.money.identifiers import DNR, is_valid
from regso.errors import FileError
from regso.indata import header_key
from regso.registers import read_data
from regso.report.workbooks import Filled, read_filled
from regso.templates.redovisning.example import example_evidence, example_matrix
from regso.templates.redovisning.facts import (
    ANOTHER_ASSIGNMENT,
    ANSWERS,
    EXAMPLE,
    ITS_AGENCY,
    OBSTACLES,
    PAIRS,
    SEVERAL_GOALS,
    YES,
    decided,
)
from regso.templates.redovisning.template import TEMPLATE
from regso.workbook.agencies import AGENCIES, Agency

_ALSO = {"polisen": "Polismyndigheten", "skolverket": "Statens skolverk"}
_EXCEL = (".xlsx", ".xlsm")
_REQUIRED = tuple(column.name for column in TEMPLATE.columns if column.required)


@dataclass(frozen=True)
class Answer:
    """One cell of the matrix; an answer that is not given is empty."""

    tool: str
    use: str
    answer: str = ""
    reason: str = ""
    obstacle: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Evidence:
    """A row of the table Underlag."""

    number: str
    shows: str
    workbook: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""


@dataclass(frozen=True)
class Answers:
    """The answers of an agency.

    Attributes
    ----------
    agency : Agency
    cells : tuple of Answer
        One for each tool and use, in the order of `PAIRS`.
    evidence : tuple of Evidence
    settings : mapping
        The inputs of the template by name, as texts; dates as YYYY-MM-DD.
    unplaced : int
        Rows that have no cell of their own in the matrix.
    note : str
        Which sheet of a workbook was read, where several could be meant.
    """

    agency: Agency
    cells: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    settings: Mapping[str, str]
    unplaced: int
    note: str = ""

    @property
    def dnr(self) -> str:
        """The decision's diarienummer, empty if it is not known."""
        return self.settings.get("dnr") or self.agency.dnr

    @property
    def decided(self) -> str:
        """The date of the decision, empty if it is not known."""
        return self.settings.get("beslutsdatum") or decided(self.agency)

    @property
    def conclusion(self) -> str:
        """The agency's own conclusion, empty if there is none."""
        return self.settings.get("slutsats", "")

    @property
    def several_goals(self) -> bool:
        """Whether the decision speaks of several goals without naming them."""
        return SEVERAL_GOALS in self.agency.goals

    @property
    def goals(self) -> tuple[str, ...]:
        """The goals that the decision names, and those that the agency has chosen."""
        named = () if self.several_goals else self.agency.goals
        chosen = (self.settings.get(f"delmal_{i}", "") for i in (1, 2, 3))
        return (*named, *filter(None, chosen))

    @property
    def copies(self) -> tuple[str, ...]:
        """Who has a copy: the decision's own list, unless another is given."""
        own = [name.strip() for name in self.settings.get("kopia_till", "").split(";")]
        return tuple(filter(None, own)) or self.agency.copies

    @property
    def fictional(self) -> bool:
        """Whether texts of the example are left."""
        texts = [cell.reason for cell in self.cells]
        texts.append(self.conclusion)
        if self.agency.name == ITS_AGENCY:
            texts.append(self.settings.get("beaktat", ""))
        return any(text.startswith(EXAMPLE) for text in texts)

    def counts(self) -> dict[str, int]:
        """Return how many cells have each answer."""
        found = Counter(cell.answer for cell in self.cells)
        return {answer: found[answer] for answer in ANSWERS}

    def obstacles(self) -> list[tuple[str, int]]:
        """Return the obstacles that are named and in how many cells, the most frequent first."""
        texts = [cell.obstacle.casefold() for cell in self.cells]
        known = [o.name for o in OBSTACLES]
        found = {name: sum(name.casefold() in text for text in texts) for name in known}
        own = Counter(
            cell.obstacle
            for cell in self.cells
            if cell.obstacle and not any(n.casefold() in cell.obstacle.casefold() for n in known)
        )
        every = [*found.items(), *own.items()]
        return sorted((pair for pair in every if pair[1]), key=lambda pair: -pair[1])

    def lost_evidence(self) -> list[str]:
        """Return the numbers that cells refer to and the table Underlag lacks, in order."""
        known = {row.number.strip().casefold() for row in self.evidence}
        named = (n.strip() for cell in self.cells for n in cell.evidence.split(";"))
        return list(dict.fromkeys(n for n in named if n and n.casefold() not in known))

    def gaps(self) -> list[str]:
        """Return what must be filled in before the report is one, a sentence each."""
        unanswered = sum(not cell.answer for cell in self.cells)
        unexplained = sum(c.answer not in ("", YES) and not c.reason for c in self.cells)
        lost = self.lost_evidence()
        about_another = self.agency.name == ITS_AGENCY and not self.settings.get("beaktat")
        findings = (
            (self.fictional, "Texter i exemplet är påhittade och ska ersättas."),
            (unanswered, f"{unanswered} av {len(PAIRS)} rutor i matrisen saknar svar."),
            (unexplained, f"{unexplained} svar som inte är {YES} saknar motivering."),
            (lost, f"Underlag som inte finns i tabellen Underlag: {', '.join(lost)}."),
            (self.unplaced, f"Rader i Indata utan egen ruta i matrisen: {self.unplaced}."),
            (not self.dnr, "Beslutets diarienummer saknas."),
            (self.dnr and not is_valid(DNR, self.dnr), f"Diarienumret {self.dnr} har inte rätt "
                                                       "form."),
            (not self.goals, "Delmål i strategin saknas."),
            (not self.conclusion, "Slutsatsen saknas."),
            (about_another, f"Det står inte hur uppdraget {ANOTHER_ASSIGNMENT} har beaktats."),
        )  # fmt: skip
        return [sentence for found, sentence in findings if found]


def find_agency(text: str) -> Agency:
    """Return the agency that a name, or the beginning of one, stands for.

    Raises
    ------
    FileError
        No agency, or more than one, begins so.

    >>> find_agency("skolverket").name, find_agency("statens se").name
    ('Statens skolverk', 'Statens servicecenter')
    """
    key = " ".join(text.split()).casefold()
    key = _ALSO.get(key, key).casefold()
    found = [a for a in AGENCIES.values() if key and a.name.casefold().startswith(key)]
    if len(found) != 1:
        why = "kan vara flera myndigheter" if found else "är ingen av myndigheterna"
        raise FileError(f'"{text}" {why}; ange en av {", ".join(AGENCIES)}.')
    return found[0]


def example_answers(agency: Agency) -> Answers:
    """Return the fictional example for an agency."""
    settings = {name: _text(v) for name, v in TEMPLATE.settings.items()}
    settings["myndighet"] = agency.name
    if agency.name != ITS_AGENCY:
        del settings["beaktat"]
    return _answers(agency, example_matrix(), example_evidence(), settings)


def read_answers(path: Path, agency: Agency) -> Answers:
    """Return the answers in a filled workbook of the template, or in a table with its columns.

    Raises
    ------
    FileError
        The file is neither, or the workbook is another agency's or has a check without a verdict.
    """
    filled = read_filled(path, with_tables=True) if path.suffix.lower() in _EXCEL else None
    if filled is not None and filled.template is TEMPLATE:
        with filled.package.blamed():
            return _from_workbook(filled, agency)
    data = read_data(path, wanted=_REQUIRED)
    missing = [name for name in _REQUIRED if data.index(name) is None]
    if missing:
        raise FileError(
            f"{path.name} är varken en ifylld mall {TEMPLATE.name} eller en tabell med "
            f"kolumnen {missing[0]}; fyll i mallen (regso templates build) och ange den.",
        )
    places = [data.index(column.name) for column in TEMPLATE.columns]
    rows = [[None if at is None else row[at] for at in places] for row in data.rows]
    return replace(_answers(agency, rows, [], {"myndighet": agency.name}), note=data.note)


def _from_workbook(filled: Filled, agency: Agency) -> Answers:
    settings = {name: _text(value) for name, value in filled.inputs().items()}
    chosen = settings.get("myndighet", "")
    if header_key(chosen) != header_key(agency.name):
        raise FileError(
            f"{filled.name} gäller {chosen or 'ingen myndighet'}, inte {agency.name}; ändra "
            "Myndighet på bladet Start eller ange den myndigheten.",
        )
    filled.refuse_silent_checks()
    [beside] = TEMPLATE.tables
    rows, evidence = (
        filled.table(name, [column.name for column in columns])
        for name, columns in ((TEMPLATE.table, TEMPLATE.columns), (beside.name, beside.columns))
    )
    return _answers(agency, rows, evidence, settings)


def _answers(
    agency: Agency,
    rows: Sequence[Sequence[object]],
    evidence: Sequence[Sequence[object]],
    settings: Mapping[str, str],
) -> Answers:
    given = [tuple(map(_text, row)) for row in rows]
    given = [row for row in given if any(row[:3])]
    keys = [tuple(map(header_key, row[:2])) for row in given]
    cells = []
    for tool, use in PAIRS:
        wanted = (header_key(tool), header_key(use))
        found = given[keys.index(wanted)] if keys.count(wanted) == 1 else None
        answer = Answer(tool, use) if found is None else Answer(tool, use, *_known(found))
        cells.append(answer)
    placed = sum(keys.count((header_key(tool), header_key(use))) == 1 for tool, use in PAIRS)
    texts = [Evidence(*map(_text, row)) for row in evidence]
    shown = tuple(item for item in texts if item.number or item.shows)
    return Answers(agency, tuple(cells), shown, settings, len(given) - placed)


def _known(row: Sequence[str]) -> tuple[str, ...]:
    """Return answer, reason, obstacle and evidence of a row; an unknown answer is none."""
    answer = row[2].casefold()
    return (answer if answer in ANSWERS else "", *row[3:])


def _text(value: object) -> str:
    """Return a cell as text: a date without time, a whole number without decimals."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
