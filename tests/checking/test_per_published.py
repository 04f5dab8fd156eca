"""`regso render --per --publish`: no report reveals what another hides, nor the one for all."""

import random

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.optimize import LinearConstraint, milp

from books import book_of
from regso import render
from regso.cli import cli
from regso.errors import FileError
from regso.functions import call
from regso.functions.values import installed_areas
from regso.store import EXAMPLE, Reference

AREAS = installed_areas(Reference(EXAMPLE))
CODES = sorted({c for areas in AREAS for c in areas.names if len(c) == 8 and c[4] == "R"})
OFFICES = ["Norr", "Söder", "Väst"]
TABLE = range(6, 14)  # rows of types 1–5, 1+2, okänd and total
SUMS = {5: (0, 1), 7: (2, 3, 4, 5, 6)}
THRESHOLD = 5


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch, mocker):
    monkeypatch.chdir(tmp_path)
    mocker.patch("regso.cli.per.reports.os.cpu_count", return_value=1)
    return tmp_path


def register(rows, path):
    text = "\n".join(
        ";".join(map(str, row)) for row in (("kod", "kontor", "taljare", "namnare"), *rows)
    )
    path.write_text(text + "\n", "utf-8")


def run(*arguments):
    return CliRunner().invoke(cli, ["render", *arguments], catch_exceptions=False)


def counts(path):
    """Return numerators and denominators of a report, None where they are hidden."""
    sheet = book_of(path, values=True)["Områdestyper"]
    return [
        [None if value == ".." else value or 0 for value in (sheet[f"{c}{r}"].value for r in TABLE)]
        for c in "EF"
    ]


def equations(tables):
    """Yield what a reader knows: signs of counts, by table, column and row, and their sum.

    The columns are the numerator and the others, who together are the denominator.
    """
    for t, (events, trials) in enumerate(tables):
        for i in range(8):
            if events[i] is not None:
                yield {(t, 0, i): 1}, events[i]
            if trials[i] is not None:
                yield {(t, 0, i): 1, (t, 1, i): 1}, trials[i]
        for column in (0, 1):
            for total, parts in SUMS.items():
                yield {(t, column, total): 1, **{(t, column, p): -1 for p in parts}}, 0
    units = range(len(tables) - 1)
    for column in (0, 1):
        for i in range(8):
            yield {(len(units), column, i): 1, **{(t, column, i): -1 for t in units}}, 0


def known_by_readers(tables):
    """Return the least and the most that each hidden numerator can be, given all that is shown."""
    at = np.arange(len(tables) * 16).reshape(len(tables), 2, 8)
    known = [*equations(tables)]
    matrix = np.zeros((len(known), at.size))
    for row, (signs, _) in enumerate(known):
        for cell, sign in signs.items():
            matrix[row, at[cell]] = sign
    right = [value for _, value in known]
    fits = LinearConstraint(matrix, right, right)
    found = {}
    for t, (events, _) in enumerate(tables):
        for i in (i for i in range(8) if events[i] is None):
            aim = np.zeros(at.size)
            aim[at[t, 0, i]] = 1
            ends = [milp(s * aim, constraints=fits, integrality=aim * 0 + 1) for s in (1, -1)]
            found[t, i] = [round(end.x[at[t, 0, i]]) for end in ends]
    return found


def truth(rows):
    """Return numerators and denominators of each office and of all, by the registry's own types."""
    kinds = call("REGSO_TYP", [[[code] for code in CODES], 2022])
    types = {code: kind for code, [kind] in zip(CODES, kinds, strict=True)}
    found = [[[0] * 8 for _ in range(2)] for _ in (*OFFICES, "alla")]
    for code, office, events, persons in rows:
        kind = types[code]
        places = [kind - 1, *([5] if kind < 3 else []), 7] if isinstance(kind, int) else [6, 7]
        for t in (OFFICES.index(office), len(OFFICES)):
            for i in places:
                found[t][0][i] += events
                found[t][1][i] += persons
    return found


@pytest.mark.slow
def test_what_one_office_hides_is_not_the_rest_of_the_sum(here):
    rows = [(c, o, 3 if (c, o) == (CODES[0], "Norr") else 20, 50) for c in CODES for o in OFFICES]
    register(rows, here / "r.csv")
    result = run("omradestyper", "-d", "r.csv", "--per", "kontor", "--publish", "-o", "ut")
    assert result.exit_code == 0, result.output
    assert "ut: 4 av 4 rapporter" in result.output
    assert "publiceringskopior, skyddade tillsammans" in result.output
    names = ["norr", "söder", "väst", "alla-enheter"]
    assert {p.name for p in (here / "ut").iterdir()} == {
        *(f"{n}.xlsx" for n in names),
        "innehall.xlsx",
    }
    for name, title in zip(names, [*OFFICES, "alla enheter"], strict=True):
        book = book_of(here / "ut" / f"{name}.xlsx")
        assert "Indata" not in book.sheetnames
        assert title in book["Områdestyper"].oddHeader.center.text
        said = {row[1]: row[2] for row in book["Om kopian"].iter_rows(values_only=True)}
        assert said["Tillsammans"].startswith(f"{title}, en rapport av flera ur samma register")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_small_count_can_be_worked_out_of_all_reports(here, seed):
    draw = random.Random(seed)  # noqa: S311 - a register, no secret
    rows = []
    for code in CODES:
        for office in OFFICES:
            persons = draw.choice([0, draw.randint(1, 60)])
            events = min(persons, draw.choice([0, 1, 2, 8]))
            rows.append((code, office, events, persons))
    register(rows, here / "r.csv")
    result = run("omradestyper", "-d", "r.csv", "--per", "kontor", "--publish", "-o", "ut")
    assert result.exit_code == 0, result.output
    names = [*(office.lower() for office in OFFICES), "alla-enheter"]
    true = truth(rows)
    shown = [counts(here / "ut" / f"{name}.xlsx") for name in names]
    for t, table in enumerate(shown):
        for c in (0, 1):
            for i in range(8):
                assert table[c][i] in (None, true[t][c][i])
                assert table[c][i] is None or not 0 < true[t][c][i] < THRESHOLD
    small = 0
    for (t, i), (least, most) in known_by_readers(shown).items():
        if 0 < true[t][0][i] < THRESHOLD:
            small += 1
            assert least < most
            assert least <= 1
            assert most >= THRESHOLD - 1
    assert small


def test_a_report_that_cannot_be_made_leaves_none(here, mocker):
    real = render.render

    def fails(template, *, data, **options):
        if data.rows[0][1] == "Söder":
            raise FileError("Det gick inte.")
        return real(template, data=data, **options)

    mocker.patch("regso.render.render", side_effect=fails)
    register([(c, o, 9, 50) for c in CODES for o in OFFICES], here / "r.csv")
    result = CliRunner().invoke(
        cli, ["render", "omradestyper", "-d", "r.csv", "--per", "kontor", "--publish", "-o", "ut"]
    )
    assert result.exit_code == 1
    assert (
        "Söder: Det gick inte. Rapporterna skyddas tillsammans, så ingen gjordes." in result.output
    )
    assert not [*(here / "ut").iterdir()]


def test_a_log_does_not_go_with_several_reports(here):
    register([(c, o, 9, 50) for c in CODES for o in OFFICES], here / "r.csv")
    more = ["--publish", "--log", "l.json", "--register", "a", "--by", "b"]
    result = CliRunner().invoke(
        cli, ["render", "omradestyper", "-d", "r.csv", "--per", "kontor", *more, "-o", "ut"]
    )
    assert result.exit_code == 1
    assert "--log går inte ihop med --per" in result.output
