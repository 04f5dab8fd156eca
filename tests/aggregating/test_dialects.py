"""Every database's own SQL: the whole of it is written, with names quoted and values beside it.

SQL Server and Oracle are not run anywhere; this is what is known of them.
"""

import re

import pytest

from regso.aggregating import columns as kinds
from regso.aggregating.columns import Columns
from regso.aggregating.dialects import DUCKDB, ORACLE, POSTGRES, SPARK, SQL_SERVER
from regso.aggregating.filters import parse
from regso.aggregating.question import Question, measures_of
from regso.aggregating.sql import Name, Op, written
from regso.aggregating.statement import planned
from regso.errors import FileError

ALL = (DUCKDB, POSTGRES, SPARK, SQL_SERVER, ORACLE)
MARKS = {"DuckDB": r"\?", "PostgreSQL": r"%s", "Spark": r":p\d+", "SQL Server": r"\?",
         "Oracle": r":\d+"}  # fmt: skip
HELD = {"kod": kinds.TEXT, "dag": kinds.DAY, "år": kinds.TEXT, "h": kinds.WHOLE, "t": kinds.TEXT,
        "d": kinds.EXACT, "f": kinds.FLOAT, "b": kinds.BIT, 'x]"`%': kinds.TEXT}  # fmt: skip
WHERE = "h >= 5 och (t i ('a', 'b') eller dag < '2022-01-01') och inte (b = 'ja' eller kod saknas)"


def statement(dialect, *, year="år", swedish=False, measures=("u=unika:h", "s=summa:f")):
    """Return a statement with a part of everything, by class."""
    question = Question(
        "kod", year, {"g": 'x]"`%', "g2": "h", "g3": "f"}, {"taljare": "b", "namnare": "t"},
        measures_of(measures), parse([WHERE]), by_type=True, of_year=2022,
    )  # fmt: skip
    source = Op("table", (Op("part", (Name("schema"), Name("tabell"))),))
    return written(planned(question, Columns("x", HELD, swedish=swedish), source, "[]").select,
                   dialect)  # fmt: skip


@pytest.mark.parametrize("dialect", ALL, ids=lambda d: d.name)
@pytest.mark.parametrize("year", ["år", "dag", "h", None])
@pytest.mark.parametrize("swedish", [False, True])
def test_a_statement_has_a_mark_for_each_value_and_no_value(dialect, year, swedish):
    text, values = statement(dialect, year=year, swedish=swedish)
    within = re.sub(r"'(?:[^']|'')*'", "''", text)  # a pattern may hold what looks like a mark
    assert len(re.findall(MARKS[dialect.name], within)) == len(values)
    assert not re.search(r"'(a|b|2022-01-01|ja)'", text)
    assert ";" not in text
    assert text.count("(") == text.count(")")
    assert "{" not in re.sub(r"'[^']*'", "", text)


def test_a_name_is_quoted_as_the_database_does():
    name = 'x]"`%'
    assert [dialect.quoted(name) for dialect in ALL] == [
        '"x]""`%"', '"x]""`%%"', '`x]"``%`', '[x]]"`%]', '"x]""`%"',
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "a\0b", "å" * 32])
def test_a_name_that_cannot_be_is_refused(name):
    with pytest.raises(FileError, match="kan inte vara ett namn i PostgreSQL"):
        POSTGRES.quoted(name)


def test_sql_server_says_that_it_counts_no_median():
    assert "PERCENTILE_DISC" in statement(ORACLE, measures=("m=median:d",)).text
    with pytest.raises(FileError, match="SQL Server räknar ingen median per grupp"):
        statement(SQL_SERVER, measures=("m=median:d",))


def test_the_statement_of_duckdb_in_full():
    question = Question("kod", "h", {"g": "t"}, {"taljare": "d"})
    source = Op("table", (Name("r"),))
    text, values = written(planned(question, Columns("x", HELD), source).select, DUCKDB)
    assert values == []
    assert text == (
        'SELECT "y" AS "y", "k" AS "k", "g0" AS "g0", COUNT(*) AS "n", '
        'COUNT(CASE WHEN ("v0" < 0) THEN "v0" END) AS "m0", SUM("v0") AS "s0" '
        'FROM (SELECT "h" AS "y", "kod" AS "k", "t" AS "g0", "d" AS "v0" FROM "r") q '
        'GROUP BY "y", "k", "g0"'
    )
