"""The report of the assignment as a Word document: its sections, from top to bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from regso.errors import FileError
from regso.report.answers import Answer, Answers
from regso.report.draw import picture
from regso.report.drawings import DrawnChart, Series
from regso.report.endcheck import refuse_disclosed
from regso.report.evidence import evidence_section, money_section, value_of
from regso.report.identities import refuse_personal_numbers
from regso.report.published import is_fictional, pages, sources
from regso.report.word import Document
from regso.report.workbooks import Filled
from regso.templates.redovisning.facts import (
    ANOTHER_ASSIGNMENT,
    ANSWERS,
    ITS_AGENCY,
    OBSTACLES,
    PAIRS,
    QUESTION,
    TOOLS,
    USES,
    WITHOUT_SOM,
)
from regso.workbook import theme

_TITLE = "Redovisning av uppdraget om förstärkt arbete mot segregation"
_EXAMPLE = "UTKAST – PÅHITTAT EXEMPEL: svaren är inte myndighetens"
_DRAFT = "UTKAST – redovisningen är inte komplett"
_MISSING = "svar saknas"


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
        Two workbooks have the same name, one is not calculated or has a check without a
        verdict, something looks like a personnummer, the table Underlag names a cell that must
        not be shown, or a small count can be known.
    """
    _refuse_doubles([book.name for book in filled])
    shown = {book.name: pages(book) for book in filled}
    for book in filled:
        book.refuse_silent_checks()
    refuse_personal_numbers(answers, filled)
    refuse_disclosed(filled)
    evidence = [(item, value_of(item, filled)) for item in answers.evidence]
    subject = f"dnr {answers.dnr}" if answers.dnr else ""
    document = Document(f"{_TITLE} – {answers.agency.name}", subject, day)
    _head(document, answers, gaps(answers, filled), day)
    _assignment(document, answers)
    _summary(document, answers)
    _matrix(document, answers)
    for tool in TOOLS:
        _tool(document, tool, [cell for cell in answers.cells if cell.tool == tool])
    _goals(document, answers)
    if answers.agency.name == ITS_AGENCY:
        document.heading(f"Uppdraget om att minska långtidsarbetslösheten ({ANOTHER_ASSIGNMENT})")
        document.text(answers.settings.get("beaktat") or "Svar saknas.")
    evidence_section(document, evidence, shown)
    money_section(document, shown)
    _sources(document, filled)
    _copies(document, answers)
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


def _head(document: Document, answers: Answers, missing: Sequence[str], day: dt.date) -> None:
    document.title(_TITLE)
    if missing:
        document.mark(_EXAMPLE if answers.fictional else _DRAFT)
        document.bullets(missing)
    numbered = answers.agency.decision  # such as Regeringsbeslut II 5
    decision = f"{numbered}," if numbered else "Regeringens beslut"
    decision = f"{decision} {answers.decided}".rstrip(" ,")
    settings = answers.settings
    facts = (
        ("Myndighet", answers.agency.name),
        ("Uppdraget", f"{decision}, dnr {answers.dnr or 'saknas'}"),
        ("Till", settings.get("mottagare") or "Regeringskansliet (Justitiedepartementet)"),
        ("Redovisas senast", settings.get("redovisningsdatum", "")),
        ("Datum", day.isoformat()),
        ("Ansvarig", settings.get("ansvarig", "")),
        ("Kontakt", settings.get("kontaktperson", "")),
    )
    for label, text in facts:
        if text:
            document.fact(label, text)


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


def _summary(document: Document, answers: Answers) -> None:
    counts = answers.counts()
    parts = [f"{answer} i {count}" for answer, count in counts.items()]
    missing = len(PAIRS) - sum(counts.values())
    parts += [f"svar saknas i {missing}"] if missing else []
    document.heading("Sammanfattning")
    document.text(
        f"{len(TOOLS)} verktyg är bedömda för {len(USES)} användningar, {len(PAIRS)} rutor. "
        f"Svaret är {', '.join(parts[:-1])} och {parts[-1]}."
    )
    titles = ["verktyg", *ANSWERS]
    rows = [[tool, *_counted(answers, tool)] for tool in TOOLS]
    numbers = [False, *[True] * len(ANSWERS)]
    document.table(titles, rows, caption="Antal svar per verktyg", numbers=numbers,
                   widths=(3, 1, 1, 1, 1))  # fmt: skip
    lengths: list[float | None] = [*map(float, counts.values())]
    bars = Series("", lengths, [], [], [theme.TYPE_COLOURS[1]], hatched=False)
    drawn = DrawnChart(
        "bar",
        stacked=False,
        overlapping=False,
        upside_down=True,
        labels=list(counts),
        series=[bars],
    )
    document.picture(picture(drawn), f"Antal rutor per svar, som staplar: {', '.join(parts)}.")
    found = answers.obstacles()
    if found:
        about = {obstacle.name: obstacle.doc for obstacle in OBSTACLES}
        lines = [[name, str(count), about.get(name, "")] for name, count in found]
        document.table(
            ("hinder", "rutor", "vad det kommer av"), lines, numbers=(False, True, False),
            caption="Hinder, de vanligaste först", widths=(3, 1, 5),
        )  # fmt: skip


def _counted(answers: Answers, tool: str) -> list[str]:
    given = [cell.answer for cell in answers.cells if cell.tool == tool]
    return [str(given.count(answer)) for answer in ANSWERS]


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
    document.heading(tool[0].upper() + tool[1:], 2)
    rows = [
        (cell.use, cell.answer or _MISSING, cell.reason, cell.obstacle, cell.evidence)
        for cell in cells
    ]
    document.table(
        ("användning", "svar", "motivering", "hinder", "underlag"),
        rows,
        caption=f"{tool[0].upper()}{tool[1:]}: svar, motivering och hinder",
        widths=(2.2, 1.5, 6, 3.2, 1.7),
    )


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
