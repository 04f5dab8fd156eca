"""The summary and the conclusions: the agency's own, what the numbers say, and what limits them."""

from __future__ import annotations

from collections.abc import Sequence

from regso.report.answers import Answers
from regso.report.charts import DrawnChart, Series
from regso.report.draw import picture
from regso.report.figures import Figures
from regso.report.word import Document
from regso.templates.redovisning.facts import ANSWERS, OBSTACLES, PAIRS, TOOLS, USES
from regso.workbook import theme

_NO_FIGURES = (
    "Inga tal ur det egna registret är med: ingen ifylld arbetsbok av mallen Användbarhet är given "
    "som underlag."
)


def summary(document: Document, answers: Answers, found: Sequence[Figures]) -> None:
    """Write the conclusion, the answers counted, and the first thing that the numbers say."""
    parts = _counted(answers)
    document.heading("Sammanfattning", new_page=True)
    document.text(answers.conclusion or "Slutsats saknas.")
    document.text(
        f"{len(TOOLS)} verktyg är bedömda för {len(USES)} användningar, {len(PAIRS)} rutor. "
        f"Svaret är {', '.join(parts[:-1])} och {parts[-1]}."
    )
    for of in found:
        document.text(f"{of.heading}: {of.sentences[0]}")
    numbers = [False, *[True] * len(ANSWERS)]
    rows = [[tool, *_of_tool(answers, tool)] for tool in TOOLS]
    document.table(["verktyg", *ANSWERS], rows, caption="Antal svar per verktyg", numbers=numbers,
                   widths=(3, 1, 1, 1, 1))  # fmt: skip
    document.text("Antal rutor per svar", "Caption")
    document.picture(_bars(answers), f"Antal rutor per svar, som staplar: {', '.join(parts)}.")


def conclusions(document: Document, answers: Answers, found: Sequence[Figures]) -> None:
    """Write what the numbers say of each register, the obstacles, and what limits the numbers."""
    document.heading("Slutsatser och begränsningar")
    document.text(answers.conclusion or "Slutsats saknas.")
    document.heading("Vad talen säger", 2)
    if not found:
        document.text(_NO_FIGURES)
    for of in found:
        document.text(f"{of.heading} ({of.workbook})", "Caption")
        document.bullets(of.sentences)
    document.heading("Vad som begränsar", 2)
    for caveat in dict.fromkeys(caveat for of in found for caveat in of.caveats):
        document.text(caveat)
    _obstacles(document, answers)


def _obstacles(document: Document, answers: Answers) -> None:
    about = {obstacle.name: obstacle.doc for obstacle in OBSTACLES}
    named = [[name, str(n), about.get(name, "")] for name, n in answers.obstacles()]
    if not named:
        document.text("Inget hinder är nämnt i svaren.")
        return
    document.table(
        ("hinder", "rutor", "vad det kommer av"), named, numbers=(False, True, False),
        caption="Hinder, de vanligaste först", widths=(3, 1, 5),
    )  # fmt: skip


def _counted(answers: Answers) -> list[str]:
    counts = answers.counts()
    missing = len(PAIRS) - sum(counts.values())
    parts = [f"{answer} i {count}" for answer, count in counts.items()]
    return [*parts, f"svar saknas i {missing}"] if missing else parts


def _of_tool(answers: Answers, tool: str) -> list[str]:
    given = [cell.answer for cell in answers.cells if cell.tool == tool]
    return [str(given.count(answer)) for answer in ANSWERS]


def _bars(answers: Answers) -> bytes:
    counts = answers.counts()
    lengths: list[float | None] = [*map(float, counts.values())]
    bars = Series("", lengths, [], [], [theme.TYPE_COLOURS[1]], hatched=False)
    return picture(
        DrawnChart(
            "bar",
            stacked=False,
            overlapping=False,
            upside_down=True,
            labels=list(counts),
            series=[bars],
        )
    )
