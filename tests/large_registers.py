"""Registers of persons that several engines group, what they must equal, and the command."""

import csv
import io
import random
from decimal import Decimal

import duckdb
from click.testing import CliRunner

from regso.cli import cli
from regso.functions import call

CODES = ("9901R001", "9901r001 ", "9901R002", "9902R001", "9903R001", "9904R001", "9901A0010",
         "XX", None, "9999R999")  # fmt: skip
HEADERS = ("person", "ar", "kod", "kon", "deltar", "belopp", "andel", "dag")


def rows(number=4000, seed=1):
    """Return rows of a person each: whole numbers, exact decimals, floats, blanks and dates."""
    chance = random.Random(seed)  # noqa: S311
    return [
        (
            chance.randrange(number // 3),
            2022 + i % 3,
            chance.choice(CODES),
            chance.choice(("kvinnor", "män")),
            chance.random() < 0.3,
            None if i % 50 == 0 else Decimal(chance.randrange(-500, 2_000_000)) / 100,
            chance.random() * 1000,
            f"{2022 + i % 3}-{1 + i % 12:02}-{1 + i % 28:02}",
        )
        for i in range(number)
    ]


TYPES = ("BIGINT", "SMALLINT", "VARCHAR", "VARCHAR", "BOOLEAN", "DECIMAL(12, 2)", "DOUBLE", "DATE")


def parquet(path, content, types=TYPES):
    """Write rows as Parquet."""
    made = ", ".join(
        f"UNNEST(CAST(? AS {t}[])) AS {h}" for h, t in zip(HEADERS, types, strict=True)
    )
    columns = [list(column) for column in zip(*content, strict=True)]
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT {made}) TO '{path}' (FORMAT parquet)", columns)
    return path


def swedish_csv(path, content):
    """Write rows as a Swedish Excel does: semicolons, decimal comma, Windows-1252."""
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEADERS)
        for row in content:
            out.writerow(["" if v is None else _swedish(v) for v in row])
    return path


def _swedish(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return f"{value:,.2f}".translate({ord(","): "\u00a0", ord("."): ","})
    return str(value).replace(".", ",") if isinstance(value, float) else value


UNKNOWN = "okänd"


def types_of(content, year):
    """Return the type of each row of a year, as a cell with REGSO_TYP says."""
    codes = [[row[2]] for row in content if row[1] == year]
    found = (cell for [cell] in call("REGSO_TYP", [codes, year]))
    return [cell if isinstance(cell, int) else UNKNOWN for cell in found]


def by_type(content, year):
    """Return rows, sum, distinct persons, median and sum of floats of each type of a year."""
    own = [row for row in content if row[1] == year]
    groups = {}
    for row, kind in zip(own, types_of(content, year), strict=True):
        groups.setdefault(kind, []).append(row)
    found = {}
    for kind, rows in groups.items():
        money = [row[5] for row in rows if row[5] is not None]
        ordered = sorted(money)
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        found[kind] = (
            len(rows), sum(row[4] for row in rows), sum(money, Decimal(0)),
            len({row[0] for row in rows}), middle, sum(row[6] for row in rows),
        )  # fmt: skip
    return found


def table(content, year):
    """Return REGSO_TABELL of the rows of a year, one row per person."""
    own = [row for row in content if row[1] == year]
    columns = ([[row[2]] for row in own], [[int(row[4])] for row in own], [[1]] * len(own))
    return call("REGSO_TABELL", [*columns, year])


def grouped_table(rows, year):
    """Return REGSO_TABELL of grouped rows: year, code, rows, part and whole."""
    own = [row for row in rows if int(row["ar"]) == year]
    columns = ([[row["kod"]] for row in own], [[float(row["taljare"])] for row in own],
               [[float(row["namnare"])] for row in own])  # fmt: skip
    return call("REGSO_TABELL", [*columns, year])


ASKED = ("-c", "kod=kod", "-c", "ar=ar", "-c", "taljare=deltar")
MEASURES = ("-m", "summa=summa:belopp", "-m", "personer=unika:person", "-m", "mitten=median:belopp",
            "-m", "andelar=summa:andel")  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(cli, ["aggregate", *map(str, arguments)])


def rows_of(path):
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def grouped(tmp_path, *arguments, name="ut.csv"):
    """Return the rows of a result."""
    out = tmp_path / name
    done = run(*arguments, "-o", out)
    assert done.exit_code == 0, done.output
    return rows_of(out)


def refused(tmp_path, *arguments, name="ut.csv"):
    """Return the one sentence of a refusal, which leaves no file."""
    out = tmp_path / name
    done = run(*arguments, "-o", out)
    assert done.exit_code == 1, done.output
    assert not out.exists()
    [sentence] = done.stderr.splitlines()
    return sentence


def measured(rows):
    """Return the measures of each year and type, exact."""
    return {
        (int(row["ar"]), row["kod"]): (
            int(row["antal"]), int(row["taljare"]), Decimal(row["summa"]), int(row["personer"]),
            Decimal(row["mitten"]), float(row["andelar"]),
        )
        for row in rows
    }  # fmt: skip
