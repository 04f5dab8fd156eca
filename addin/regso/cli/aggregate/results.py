"""What is made of an answer: a file of rows, or a template that is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress

from regso.aggregating import files, origin
from regso.aggregating.answers import Answer
from regso.aggregating.engine import Engine, Watch
from regso.aggregating.intemplate import as_data
from regso.aggregating.opening import Source
from regso.aggregating.origin import grouped_digits
from regso.aggregating.question import Question
from regso.aggregating.stored import parquet
from regso.aggregating.work import asked, explained
from regso.checking.mapping import KnownRegister
from regso.cli import screen, sheets
from regso.cli.files import write_text
from regso.cli.filled import Order, filled, template_bytes
from regso.cli.known import looked_at
from regso.cli.per.work import Work
from regso.cli.terminal import say
from regso.errors import FileError
from regso.render.marks import with_source
from regso.saving import write_file
from regso.store import current
from regso.xlsx.package import Package

_UNPROTECTED = (
    "Resultatet är inte skyddat: små antal visas som de är. Publicera det genom en mall, med "
    "--template och --publish."
)


def answer(engine: Engine, question: Question) -> Answer:
    """Return the result, with how far the work has come on the terminal."""
    with _watching("Grupperar") as watch:
        found = asked(engine, question, current(), watch)
    if not found.rows:
        raise FileError("Inga rader är kvar att räkna; kontrollera --where och året.")
    return found


def explain(engine: Engine, question: Question) -> None:
    """Show the statement with its values, and how the engine would run it."""
    statement, plan = explained(engine, question)
    say(statement.text)
    for number, value in enumerate(statement.values, 1):
        say(f"  värde {number}: {value}")
    for line in plan.splitlines():
        say(line)


def facts(
    source: Source, answer: Answer, where: Sequence[str], *, snapshot: bool
) -> dict[str, str]:
    """Return label and value of where the rows come from; a file that has changed is refused."""
    named = source.named
    if source.files is not None:
        watched = screen.progress(source.files.paths, "Kontrollsummor")
        named = origin.of_files(source.files, "" if snapshot else files.sha256(watched))
        source.files.refuse_changed()
    return origin.facts(named, answer.counted, where, source.engine.facts())


def write(path: Path, answer: Answer, facts: Mapping[str, str], inputs: Sequence[Path]) -> None:
    """Write the rows, with where they come from in the file, or beside it where it is a CSV."""
    if path.suffix.lower() == ".parquet":
        write_file(path, parquet(answer, facts), inputs)
    else:
        sheets.write(path, answer.headers, answer.rows, "Resultat", inputs, facts)
    counted = f"{grouped_digits(answer.counted)} rader blev {grouped_digits(len(answer.rows))}"
    say(f"{path}: {counted}.")
    if path.suffix.lower() == ".csv":
        beside = path.with_name(f"{path.stem}-kalla.txt")
        write_text(beside, "".join(f"{label}: {value}\n" for label, value in facts.items()))
        say(f"{beside}: var raderna kommer ifrån.")
    say(_UNPROTECTED, err=True)


def fill(
    order: Order,
    known: KnownRegister,
    answer: Answer,
    facts: Mapping[str, str],
    inputs: Sequence[Path],
    office: str | None,
) -> None:
    """Fill a template with the result, by the same way as regso render."""
    data = as_data(answer, facts.get(origin.SOURCE, "källan"))
    book = with_source(template_bytes(known.template), known.template, facts)
    opened = Package(book, known.template)
    looked, findings = looked_at(data, opened, {}, known.settings)
    work = Work(
        book,
        known.template,
        data.name,
        {},
        known.settings,
        {},
        order.freeze,
        order.program or "excel",
        office,
        order.pages,
    )
    sums = [value for label, value in facts.items() if label.startswith(origin.SUM)]
    filled(order, work, opened, looked, findings, inputs, lambda: sums[0] if sums else "")


@contextmanager
def _watching(doing: str) -> Iterator[Watch]:
    """Show how far the work has come, unless nobody watches."""
    console = screen.console(err=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as shown:
        task = shown.add_task(doing, total=None)

        def watch(done: float) -> None:
            if done >= 0:
                shown.update(task, total=1.0, completed=done)

        yield watch
