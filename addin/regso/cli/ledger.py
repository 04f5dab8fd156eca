"""``regso ledger``: an agency's ledger into the workbook Uppdraget.

Exit code 3 is a workbook whose letters wait: the mapping is a proposal, rows have no rule, or
the rows are not what the ledger itself states.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import pairs
from regso.cli.terminal import say
from regso.incoming import plain
from regso.saving import refuse_output, write_file
from regso.store import current

if TYPE_CHECKING:
    from regso.ledger.reading import Reading

_WAITS = 3
_TEMPLATE = "uppdraget"
# Nothing is added that the user has not asked for, and no day of the example stays.
_AT_FIRST = {"oh_procent": "0", "klart_rekvisition": ""}
_MOST_LINES = 10


@click.command()
@click.argument("files", nargs=-1, metavar="[FIL]...", type=click.Path(path_type=Path))
@click.option(
    "--project",
    metavar="PROJEKT",
    help="Bara rader som är bokförda på projektet. Minns till nästa gång.",
)
@click.option(
    "-s",
    "--set",
    "settings",
    multiple=True,
    metavar="NAMN=VÄRDE",
    help="Värdet i en namngiven cell i mallen Uppdraget, t.ex. myndighet=Polismyndigheten eller "
    "huvudbok_verksamhet=1200.",
)
@click.option("--approve", is_flag=True, help="Godkänn konteringen som den står.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Arbetsboken Uppdraget. Finns den läses det nya in i den, och inget annat i den ändras.",
)
def ledger(
    files: Sequence[Path],
    project: str | None,
    settings: Sequence[str],
    approve: bool,
    output: Path,
) -> None:
    """Läs huvudboken FIL (SIE 4, eller en lista i csv eller xlsx) till arbetsboken Uppdraget.

    Utan FIL läses bara bladet Kontering om.
    """
    from regso.cli.said import report_problems  # noqa: PLC0415
    from regso.ledger.cells import Cells  # noqa: PLC0415 - slow to import
    from regso.ledger.reading import read  # noqa: PLC0415
    from regso.render import render, stored_for  # noqa: PLC0415

    current()
    refuse_output(output, files)
    given = pairs(settings, "-s NAMN=VÄRDE")
    if project is not None:
        given["huvudbok_projekt"] = project
    is_new = not plain.exists(output)
    content = _new() if is_new else plain.read_bytes(output)
    if is_new:
        given = {**_AT_FIRST, **given}
    reading = read(files, Cells(content, output.name), given, approve=approve)
    rendered = render(
        content,
        data=reading.log(),
        columns={},
        settings={**given, **reading.new_kinds},
        tables=reading.tables(),
        name=output.name,
    )
    workbook = stored_for(rendered.workbook, "excel") if is_new else rendered.workbook
    write_file(output, workbook, files)
    _tell(output, reading)
    report_problems(rendered)
    if not reading.is_done:
        raise SystemExit(_WAITS)


def _new() -> bytes:
    from regso import templates  # noqa: PLC0415 - slow to import

    return templates.workbook(_TEMPLATE)


def _tell(output: Path, reading: Reading) -> None:
    from regso.ledger.amounts import kronor  # noqa: PLC0415 - slow to import
    from regso.ledger.balance import in_state  # noqa: PLC0415
    from regso.ledger.outcome import EXCLUDED, NO_RULE, TAKEN  # noqa: PLC0415
    from regso.ledger.reading import balance_of  # noqa: PLC0415

    for read in reading.ledgers:
        say(f"{read.name}: {read.form}, {len(read.rows)} rader, saldo {balance_of(read)}")
    new = len(reading.merged.added)
    say(f"{output}: {len(reading.settled)} rader i huvudboken, {new} nya")
    say(f"Upparbetat: {kronor(reading.spent)} kr")
    for kind, amount in _by_kind(reading).items():
        say(f"  {kind}: {kronor(amount)} kr")
    for added in reading.new_kinds.values():
        say(f"Nytt eget kostnadsslag: {added}; ge det en budget på bladet Budget.")
    if not any(one.is_of_another for one in reading.settled):
        say("Inget är undantaget för att det hör till ett annat projekt; välj ett med --project.")
    say("Undantaget:")
    for named in reading.reasons:
        say(f"  {named.name}: {named.rows} rader, {kronor(named.amount)} kr")
    taken, excluded, waiting = (in_state(reading.settled, s) for s in (TAKEN, EXCLUDED, NO_RULE))
    say(
        f"Avstämning: huvudboken {kronor(taken + excluded + waiting)} kr = upparbetat "
        f"{kronor(taken)} kr + undantaget {kronor(excluded)} kr"
        + (f" + utan regel {kronor(waiting)} kr" if reading.without_rule else "")
    )
    _tell_without_project(reading)
    _tell_rebooked(reading)
    _tell_waiting(reading)


def _by_kind(reading: Reading) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in reading.settled:
        if one.kind:
            found[one.kind] = found.get(one.kind, 0) + one.entry.row.amount
    for added in reading.surcharges:
        found[added.kind] = found.get(added.kind, 0) + added.amount
    return dict(sorted(found.items()))


def _tell_without_project(reading: Reading) -> None:
    """List the costs that may belong to the project, but are booked on none."""
    from regso.ledger.amounts import kronor  # noqa: PLC0415 - slow to import

    lines = [
        f"  {row.key}: konto {row.code} {row.account_name}, {kronor(row.amount)} kr"
        for row in reading.costs_without_project
    ]
    _list("Kostnader utan projekt, som inte är med:", lines)


def _tell_rebooked(reading: Reading) -> None:
    from regso.ledger.amounts import kronor  # noqa: PLC0415 - slow to import

    lines = [
        f"  {entry.row.key}: konto {entry.row.code}, {entry.mark}, {kronor(entry.row.amount)} kr"
        for entry in reading.merged.rebooked
    ]
    _list("Ombokat sedan förra läsningen; granska bladet Huvudbok:", lines)


def _tell_waiting(reading: Reading) -> None:
    from regso.ledger.amounts import kronor  # noqa: PLC0415 - slow to import

    lines = []
    for one in reading.without_rule:
        row = one.entry.row
        lines.append(f"  {row.key}: konto {row.code} {row.account_name}, {kronor(row.amount)} kr")
    _list("Rader som ingen regel tar; ge kontona en rad på bladet Kontering:", lines)
    lines = [f"  {rule.code} {rule.name}: {rule.kind}" for rule in reading.proposed]
    _list("Förslag till kontering; granska bladet Kontering, eller kör om med --approve:", lines)


def _list(title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    say(title, err=True)
    for line in lines[:_MOST_LINES]:
        say(line, err=True)
    if len(lines) > _MOST_LINES:
        say(f"  … och {len(lines) - _MOST_LINES} till.", err=True)
