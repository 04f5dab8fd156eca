"""The options of ``regso aggregate``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from regso.cli import templateinfo
from regso.cli.filled import Order, mapping_option, order_options, settings_option, swedish_option
from regso.cli.logged import LogOptions
from regso.cli.terminal import say

_LEAST_MEMORY = 100


@click.command()
@click.argument("sources", metavar="KÄLLA...", nargs=-1, required=True)
@click.option(
    "-c",
    "--column",
    "columns",
    multiple=True,
    metavar="NAMN=KOLUMN",
    help="Vilken kolumn i källan som är kod, ar, taljare eller namnare, t.ex. kod=deso2018, eller "
    "med --template någon av mallens kolumner; ordet rader betyder 1 på varje rad.",
)
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="KOLUMN",
    help="Dela också efter kolumnen; NAMN=KOLUMN ger den ett annat namn i resultatet.",
)
@click.option(
    "-m",
    "--measure",
    "measures",
    multiple=True,
    metavar="NAMN=MÅTT",
    help="Ett mått till: antal, summa:KOLUMN, unika:KOLUMN eller median:KOLUMN.",
)
@click.option(
    "--where",
    multiple=True,
    metavar="FILTER",
    help="Vilka rader som räknas, t.ex. \"kon = 'kvinnor' och alder >= 20\".",
)
@click.option(
    "--by-type", is_flag=True, help="En rad per områdestyp i stället för per område; kod är typen."
)
@click.option("--template", metavar="MALL", help="Fyll mallen med resultatet; -o är arbetsboken.")
@settings_option
@mapping_option
@swedish_option
@click.option("--table", default="", metavar="TABELL", help="Tabellen eller vyn i en databas.")
@click.option(
    "--engine",
    metavar="MOTOR",
    type=click.Choice(["duckdb", "spark"]),
    help="Vad som räknar: duckdb (förval för filer) eller spark. En databas räknar själv.",
)
@click.option("--master", default="", metavar="ADRESS", help="Var Spark finns, t.ex. local[*].")
@click.option(
    "--memory", type=click.IntRange(_LEAST_MEMORY), default=900, show_default=True,
    metavar="MB", help="Minnet som DuckDB får använda.",
)  # fmt: skip
@click.option(
    "--spill",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Mappen för det som inte ryms i minnet; annars en tillfällig mapp.",
)
@click.option(
    "--snapshot",
    is_flag=True,
    help="Skriv filernas storlek och tid i Källa i stället för deras kontrollsumma.",
)
@click.option("--explain", is_flag=True, help="Visa frågan och hur den skulle köras, och sluta.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Filen som skrivs: .csv, .xlsx eller .parquet, eller med --template arbetsboken.",
)
@order_options
def aggregate(  # noqa: PLR0913, PLR0917 - one option each
    sources: Sequence[str],
    columns: Sequence[str],
    groups: Sequence[str],
    measures: Sequence[str],
    where: Sequence[str],
    by_type: bool,
    template: str | None,
    settings: Sequence[str],
    mapping: Path | None,
    swedish: bool,
    table: str,
    engine: str | None,
    master: str,
    memory: int,
    spill: Path | None,
    snapshot: bool,
    explain: bool,
    output: Path | None,
    as_pdf: bool,
    freeze: bool,
    program: str | None,
    for_readers: bool,
    pages: Sequence[str],
    details: bool,
    log: Path | None,
    register_id: str,
    reason: str,
    by: str,
) -> None:
    """Gruppera ett stort register per år, område och egna kolumner, där det ligger.

    KÄLLA är filer, mappar eller mönster (Parquet, csv, Arrow, DuckDB), eller en databas
    (postgresql://VÄRD/DATABAS med --table).
    """
    from regso.aggregating.filters import parse  # noqa: PLC0415 - slow to import
    from regso.aggregating.opening import Place, opened  # noqa: PLC0415
    from regso.aggregating.question import Question, groups_of, measures_of  # noqa: PLC0415
    from regso.cli.aggregate import results  # noqa: PLC0415
    from regso.cli.aggregate.wanted import known_of, question_of, refused  # noqa: PLC0415

    known = known_of(mapping, template, columns, settings, output, swedish=swedish)
    options = LogOptions(log, register_id, reason, by)
    order = Order(output or Path(), as_pdf, freeze, program, for_readers, pages, details, options)
    ours = templateinfo.named(known.template) if known.template else None
    start = Question("", None, groups_of(groups), {}, measures_of(measures), parse(where), by_type)
    question = question_of(known, ours, start)
    office = None if explain else refused(order, ours, sources, mapping)
    place = Place(sources, table, known.swedish, engine or "", master, memory, spill)
    with opened(place) as source:
        if explain:
            results.explain(source.engine, question)
            return
        answer = results.answer(source.engine, question)
        facts = results.facts(source, answer, where, snapshot=snapshot)
    for sentence in answer.said:
        say(sentence, err=True)
    inputs = [*source.paths, *([mapping] if mapping else ())]
    if ours is None:
        results.write(order.output, answer, facts, inputs)
    else:
        results.fill(order, known, answer, facts, inputs, office)
