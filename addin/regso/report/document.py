"""The report of the assignment as a Word document: its sections, from top to bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from regso.errors import FileError
from regso.report.answers import Answer, Answers
from regso.report.appendices import appendices, shown_pages, title_of
from regso.report.conclusions import conclusions, summary
from regso.report.endcheck import refuse_disclosed
from regso.report.evidence import evidence_section, money_section, value_of
from regso.report.figures import Figures, figures
from regso.report.identities import refuse_personal_numbers
from regso.report.missive import TITLE, missive
from regso.report.ownership import refuse_others
from regso.report.published import is_fictional, pages, sources
from regso.report.word import Document
from regso.report.workbooks import Filled
from regso.templates.anvandbarhet.linked import WITH_FIGURES
from regso.templates.redovisning.facts import (
    ANOTHER_ASSIGNMENT,
    ITS_AGENCY,
    QUESTION,
    TOOLS,
    USES,
    WITHOUT_SOM,
)

_MISSING = "svar saknas"
_NO_OWN_DATA = "Inga tal: egna uppgifter kan inte läggas in i {}."


def gaps(answers: Answers, filled: Sequence[Filled]) -> list[str]:
    """Return why the report is a draft, a sentence each; none if it is complete."""
    return [
        *answers.gaps(),
        *(f"{book.name} bygger på påhittade exempeldata." for book in filled if is_fictional(book)),
    ]


def write(answers: Answers, filled: Sequence[Filled], day: dt.date) -> bytes:
    """Return the report as a .docx file.

    Parameters
    ----------
    answers : Answers
    filled : sequence of Filled
        The workbooks that the answers build on; only their published sheets are read.
    day : date
        Stands in the report and in the properties of the file.

    Raises
    ------
    FileError
        Two workbooks have the same name, one is another agency's or decision's, is not calculated
        or has a check without a verdict, something looks like a personnummer, the table Underlag
        names a cell that must not be shown, or a small count can be known.
    """
    _refuse_doubles([book.name for book in filled])
    refuse_others(answers, filled)
    read = {book.name: pages(book) for book in filled}
    for book in filled:
        book.refuse_silent_checks()
    refuse_personal_numbers(answers, filled)
    refuse_disclosed(filled)
    evidence = [(item, value_of(item, filled)) for item in answers.evidence]
    found = figures(filled)
    shown = [(book, shown_pages(book, read[book.name])) for book in filled]
    subject = f"dnr {answers.dnr}" if answers.dnr else ""
    document = Document(f"{TITLE} – {answers.agency.name}", subject, day)
    titles = [title_of(number, book) for number, book in enumerate(filled, 1)]
    missive(document, answers, gaps(answers, filled), day, titles)
    document.contents("Innehåll")
    summary(document, answers, found)
    _assignment(document, answers)
    _matrix(document, answers)
    for tool in TOOLS:
        _tool(document, tool, [cell for cell in answers.cells if cell.tool == tool])
        _figures(document, tool, found)
    conclusions(document, answers, found)
    _goals(document, answers)
    if answers.agency.name == ITS_AGENCY:
        document.heading(f"Uppdraget om att minska långtidsarbetslösheten ({ANOTHER_ASSIGNMENT})")
        document.text(answers.settings.get("beaktat") or "Svar saknas.")
    money_section(document, read)
    evidence_section(document, evidence)
    _sources(document, filled)
    _copies(document, answers)
    appendices(document, shown)
    return document.save()


def unread(answers: Answers, filled: Sequence[Filled]) -> list[str]:
    """Return the workbooks that the table Underlag names but that are not given."""
    given = {book.name.casefold() for book in filled}
    named = dict.fromkeys(item.workbook for item in answers.evidence if item.workbook)
    return [name for name in named if name.casefold() not in given]


def _refuse_doubles(names: Sequence[str]) -> None:
    """Refuse two workbooks of one name: the table Underlag could not tell them apart."""
    for name in names:
        if names.count(name) > 1:
            raise FileError(f"Två underlag heter {name}; ge dem olika namn.")


def _assignment(document: Document, answers: Answers) -> None:
    name, agency = answers.agency.name, answers.agency
    before, word, *after = QUESTION
    som = "" if name == WITHOUT_SOM else word
    document.heading("Uppdraget")
    document.text(f"Regeringen ger {name} {before}{som}{''.join(after)}", "Quote")
    if agency.note:
        document.text(agency.note, "Quote")
    if not agency.goals:
        document.text(
            "Citatet är hämtat ur besluten till andra myndigheter; regeringen lämnade ett till "
            "stora delar likalydande uppdrag till sammanlagt åtta myndigheter. Jämför med ert "
            "eget beslut."
        )


def _matrix(document: Document, answers: Answers) -> None:
    shown = {(cell.tool, cell.use): cell.answer or _MISSING for cell in answers.cells}
    document.heading("Svar per verktyg och användning")
    document.table(
        ("verktyg", *USES),
        [(tool, *(shown[tool, use] for use in USES)) for tool in TOOLS],
        caption="Kan verktyget användas som stöd?",
        widths=(3, 2, 2, 2, 2),
    )


def _tool(document: Document, tool: str, cells: Sequence[Answer]) -> None:
    document.heading(_capital(tool), 2)
    rows = [
        (cell.use, cell.answer or _MISSING, cell.reason, cell.obstacle, cell.evidence)
        for cell in cells
    ]
    document.table(
        ("användning", "svar", "motivering", "hinder", "underlag"),
        rows,
        caption=f"{_capital(tool)}: svar, motivering och hinder",
        widths=(2.2, 1.5, 6, 3.2, 1.7),
    )


def _figures(document: Document, tool: str, found: Sequence[Figures]) -> None:
    """Write the figures behind the answers about a tool, of every register that has any."""
    if found and tool not in WITH_FIGURES:
        document.text(_NO_OWN_DATA.format(tool))
        return
    for of in found:
        rows = [(one.use, one.number, one.shows, one.value) for one in of.rows if one.tool == tool]
        if rows:
            document.table(
                ("användning", "nr", "visar", "tal"),
                rows,
                caption=f"{_capital(tool)}: talen bakom svaren. {of.heading} ({of.workbook})",
                widths=(2.2, 1, 5.6, 5.8),
            )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _goals(document: Document, answers: Answers) -> None:
    document.heading("Delmål i regeringens strategi")
    if answers.several_goals:
        document.text(
            "Enligt beslutet relaterar verksamheten till flera av delmålen i regeringens "
            "långsiktiga strategi för att minska och motverka segregation (Ku2018/01462)."
        )
    else:
        document.text(
            "Verksamheten relaterar till följande delmål i regeringens långsiktiga strategi för "
            "att minska och motverka segregation (Ku2018/01462)."
        )
    document.bullets(answers.goals or ["Delmål saknas."])


def _sources(document: Document, filled: Sequence[Filled]) -> None:
    by_text: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for book in filled:
        by_text.setdefault(tuple(sources(book)), []).append(book.name)
    by_text.pop((), None)
    if not by_text:
        return
    document.heading("Källor och förbehåll")
    for rows, names in by_text.items():
        document.table(
            ("uppgift", "text"), rows, caption=f"Enligt bladet Källa i {', '.join(names)}",
            widths=(1, 4),
        )  # fmt: skip


def _copies(document: Document, answers: Answers) -> None:
    document.heading("Kopia till")
    document.bullets(answers.copies or ["Beslutets lista är inte känd; se ert eget beslut."])
