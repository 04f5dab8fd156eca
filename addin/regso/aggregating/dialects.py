"""How the databases write what `statement` asks; the only place with SQL for users' own data.

DuckDB, PostgreSQL and Spark are run in the tests. SQL Server and Oracle are written after their
manuals and have not been run.

A text is a number when it is written as one, with a point; with `swedish` also with a comma and
with spaces between thousands. It is exact, with
at most 20 digits before the point and 18 after it; a longer text is none.
"""

from __future__ import annotations

from typing import Final

from regso.aggregating.sql import Dialect

_NUMBER: Final = "[+-]?[0-9]{{1,20}}([.][0-9]{{1,18}})?"
_SWEDISH: Final = (
    "[+-]?([0-9]{{1,20}}|[0-9]{{1,3}}([ \u00a0\u202f][0-9]{{3}}){{1,6}})([.,][0-9]{{1,18}})?"
)
_YEAR: Final = "[12][0-9]{{3}}(-[0-9]{{2}}(-[0-9]{{2}}.*)?)?"
_PLAINED: Final = (
    "REPLACE(REPLACE(REPLACE(REPLACE({0}, ' ', ''), '\u00a0', ''), '\u202f', ''), ',', '.')"
)

_COMMON: Final = {
    # The frame. What is made of each row stands inside, so that a group is known by an alias.
    "rows": "SELECT {0} FROM {1}",
    "filtered": "{0} WHERE {1}",
    "grouped": "SELECT {0} FROM ({1}) q GROUP BY {2}",
    "classed": 'SELECT p.*, COALESCE(t."c", 0) AS "c" FROM ({0}) p LEFT JOIN {1} t '
    'ON t."y" = p."y" AND t."k" = p."k"',
    "named": "{0} AS {1}",
    "table": "{0}",
    "none of": "SELECT * FROM {0} WHERE 1 = 0",
    "part": "{0}.{1}",
    # Filters.
    "and": "({0} AND {1})",
    "or": "({0} OR {1})",
    "not": "(CASE WHEN {0} THEN 0 ELSE 1 END = 1)",  # also where a blank makes {0} unknown
    "=": "({0} = {1})",
    "<": "({0} < {1})",
    "<=": "({0} <= {1})",
    ">": "({0} > {1})",
    ">=": "({0} >= {1})",
    "below zero": "({0} < 0)",
    "above one": "({0} > 1)",
    "in": "({0} IN ({1}))",
    "listed": "{}",
    "is null": "({0} IS NULL)",
    "not null": "({0} IS NOT NULL)",
    # What is made of a row.
    "text": "CAST({0} AS VARCHAR)",
    "blank as null": "NULLIF(TRIM({0}), '')",
    "year of day": "CAST(EXTRACT(YEAR FROM {0}) AS INTEGER)",
    "whole": "CAST({0} AS DECIMAL(38, 0))",
    "bit": "CAST({0} AS INTEGER)",
    "plained": _PLAINED,
    "exact": "CAST({0} AS DECIMAL(38, 18))",
    "where": "CASE WHEN {0} THEN {1} END",
    "day": "CAST({0} AS DATE)",
    "given year": "CAST({0} AS INTEGER)",
    # What is made of a group.
    "count": "COUNT(*)",
    "filled": "COUNT({0})",
    "different": "COUNT(DISTINCT {0})",
    "sum": "SUM({0})",
    "sum of floats": "SUM({0})",
    "least": "MIN({0})",
    "lower middle": "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY {0})",
    "upper middle": "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY {0} DESC)",
}  # fmt: skip


def _question_mark(_: int) -> str:
    return "?"


DUCKDB: Final = Dialect(
    "DuckDB", ('"', '"'), 10_000, _question_mark,
    {
        **_COMMON,
        "parquet": "read_parquet({0}, hive_partitioning = {1})",
        "csv": "read_csv({0}, auto_detect = false, header = true, delim = {1}, quote = '\"', "
               "escape = '\"', columns = {2}, encoding = {3}, strict_mode = true)",
        "whole": "{0}",  # a sum of whole numbers has 128 bits
        "sum of floats": "FSUM({0})",
        "is number": f"REGEXP_FULL_MATCH(TRIM({{0}}), '{_NUMBER}')",
        "is swedish": f"REGEXP_FULL_MATCH(TRIM({{0}}), '{_SWEDISH}')",
        "is year": f"REGEXP_FULL_MATCH(TRIM({{0}}), '{_YEAR}')",
        "year of text": "CAST(SUBSTR(TRIM({0}), 1, 4) AS INTEGER)",
        "classes": '(SELECT u."y", u."k", u."c" FROM (SELECT UNNEST(FROM_JSON({0}, '
                   "'[{{\"y\":\"INTEGER\",\"k\":\"VARCHAR\",\"c\":\"INTEGER\"}}]')) AS u) e)",
    },
)  # fmt: skip

POSTGRES: Final = Dialect(
    "PostgreSQL", ('"', '"'), 63, lambda _: "%s",
    {
        **_COMMON,
        "whole": "{0}",  # a sum of whole numbers is numeric
        "exact": "CAST({0} AS NUMERIC)",
        "is number": f"(TRIM({{0}}) ~ '^{_NUMBER}$')",
        "is swedish": f"(TRIM({{0}}) ~ '^{_SWEDISH}$')",
        "is year": f"(TRIM({{0}}) ~ '^{_YEAR}$')",
        "year of text": "CAST(SUBSTR(TRIM({0}), 1, 4) AS INTEGER)",
        "classes": "(SELECT (e->>'y')::INTEGER AS \"y\", e->>'k' AS \"k\", (e->>'c')::INTEGER AS "
                   '"c" FROM JSONB_ARRAY_ELEMENTS(CAST({0} AS JSONB)) AS e)',
    },
    percent="%%",
)  # fmt: skip

SPARK: Final = Dialect(
    "Spark", ("`", "`"), 10_000, lambda number: f":p{number}",
    {
        **_COMMON,
        "text": "CAST({0} AS STRING)",
        "classed": "SELECT p.*, COALESCE(t.`c`, 0) AS `c` FROM ({0}) p LEFT JOIN {1} t "
                   "ON t.`y` = p.`y` AND t.`k` = p.`k`",
        "is number": f"(TRIM({{0}}) RLIKE '^{_NUMBER}$')",
        "is swedish": f"(TRIM({{0}}) RLIKE '^{_SWEDISH}$')",
        "is year": f"(TRIM({{0}}) RLIKE '^{_YEAR}$')",
        "year of text": "CAST(SUBSTR(TRIM({0}), 1, 4) AS INTEGER)",
        "classes": "(SELECT e.* FROM (SELECT EXPLODE(FROM_JSON({0}, "
                   "'array<struct<y:int,k:string,c:int>>')) AS e))",
    },
)  # fmt: skip

SQL_SERVER: Final = Dialect(
    "SQL Server", ("[", "]"), 128, _question_mark,
    {
        **_COMMON,
        "text": "CAST({0} AS NVARCHAR(4000))",
        "classed": "SELECT p.*, COALESCE(t.[c], 0) AS [c] FROM ({0}) p LEFT JOIN {1} t "
                   "ON t.[y] = p.[y] AND t.[k] = p.[k]",
        "year of day": "YEAR({0})",
        # The server has no patterns: what it can make a number of is one.
        "is number": "(TRY_CAST(TRIM({0}) AS DECIMAL(38, 18)) IS NOT NULL)",
        "is swedish": f"(TRY_CAST(TRIM({_PLAINED}) AS DECIMAL(38, 18)) IS NOT NULL)",
        "is year": "(TRIM({0}) LIKE '[12][0-9][0-9][0-9]' "
                   "OR TRIM({0}) LIKE '[12][0-9][0-9][0-9]-%')",
        "year of text": "CAST(LEFT(TRIM({0}), 4) AS INTEGER)",
        "count": "COUNT_BIG(*)",
        "filled": "COUNT_BIG({0})",
        "different": "COUNT_BIG(DISTINCT {0})",
        "classes": "(SELECT * FROM OPENJSON({0}) WITH ([y] INT '$.y', [k] NVARCHAR(400) '$.k', "
                   "[c] INT '$.c'))",
    },
    {
        **dict.fromkeys(
            ("lower middle", "upper middle"),
            "SQL Server räknar ingen median per grupp; läs ut tabellen som Parquet eller CSV och "
            "räkna på filen.",
        ),
    },
)  # fmt: skip

ORACLE: Final = Dialect(
    "Oracle", ('"', '"'), 128, lambda number: f":{number}",
    {
        **_COMMON,
        "text": "CAST({0} AS VARCHAR2(4000))",
        "classed": 'SELECT p.*, COALESCE(t."c", 0) AS "c" FROM ({0}) p LEFT JOIN {1} t '
                   'ON t."y" = p."y" AND t."k" = p."k"',
        "year of day": "EXTRACT(YEAR FROM {0})",
        "whole": "{0}",
        "exact": "CAST({0} AS NUMBER)",
        "blank as null": "TRIM({0})",
        "is number": f"REGEXP_LIKE(TRIM({{0}}), '^{_NUMBER}$')",
        "is swedish": f"REGEXP_LIKE(TRIM({{0}}), '^{_SWEDISH}$')",
        "is year": f"REGEXP_LIKE(TRIM({{0}}), '^{_YEAR}$')",
        "year of text": "TO_NUMBER(SUBSTR(TRIM({0}), 1, 4))",
        "classes": "JSON_TABLE({0}, '$[*]' COLUMNS (\"y\" NUMBER PATH '$.y', "
                   "\"k\" VARCHAR2(400) PATH '$.k', \"c\" NUMBER PATH '$.c'))",
    },
)  # fmt: skip

DIALECTS: Final = {"postgresql": POSTGRES, "mssql": SQL_SERVER, "oracle": ORACLE}
