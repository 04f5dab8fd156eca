"""What is said in the terminal of a workbook that has been rendered: sentences, failures first.

Formulas are shown only where they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from regso.cli.terminal import say

if TYPE_CHECKING:
    from regso.checking.findings import Finding
    from regso.publication.controls import Verdict
    from regso.render import CellProblem, Rendered

ERRORS = 3

_SHOWN_PROBLEMS = 20


def say_findings(findings: Sequence[Finding], rendered: Rendered | None = None) -> None:
    """Say what there is to say of a register and what the workbook's checks say, failures first."""
    from regso.checking.findings import FAILED  # noqa: PLC0415
    from regso.publication.controls import remarks  # noqa: PLC0415 - slow to import

    found = remarks(rendered.package) if rendered else []
    said = [finding.sentence for finding in findings]
    once = {verdict.sentence: verdict for verdict in reversed(found)}  # where it stands first
    said += [_of_check(verdict) for verdict in found if once[verdict.sentence] is verdict]
    for sentence in sorted(said, key=lambda text: not text.startswith(FAILED)):
        say(sentence, err=True)


def _of_check(verdict: Verdict) -> str:
    level, _, rest = verdict.sentence.partition(":")
    place = f"{verdict.label} ({verdict.sheet})"
    return f"{level}: {place}:{rest}" if rest else f"{place}: {verdict.sentence}"


def report_problems(rendered: Rendered, *, details: bool = True) -> None:
    """Say which cells are error values; exit 3 if the data do not explain some of them.

    Without `details` the sentence of each error is said once, with how many cells have it.
    """
    if details:
        for problem in rendered.problems[:_SHOWN_PROBLEMS]:
            say(_problem_line(problem), err=True)
        more = len(rendered.problems) - _SHOWN_PROBLEMS
        if more > 0:
            click.echo(f"… och {more} celler till.", err=True)
    else:
        for line in _summed(rendered.problems):
            say(line, err=True)
    if any(not problem.explained for problem in rendered.problems):
        raise SystemExit(ERRORS)


def _summed(problems: Sequence[CellProblem]) -> Iterator[str]:
    """Yield what error values say, once each, with how many cells they are in and the first."""
    cells: dict[tuple[str, str], list[CellProblem]] = {}
    for problem in problems:
        cells.setdefault((problem.code, problem.message), []).append(problem)
    for (code, message), those in sorted(cells.items(), key=lambda item: not item[0][1]):
        first = f"{those[0].sheet}!{those[0].cell}"
        where = first if len(those) == 1 else f"{len(those)} celler, den första {first}"
        what = message or "cellen följer av ett annat fel, eller se formeln med --details."
        yield f"Fel {code} ({where}): {what}"


def _problem_line(problem: CellProblem) -> str:
    return f"{problem.sheet}!{problem.cell} {problem.code} {problem.message or problem.formula}"
