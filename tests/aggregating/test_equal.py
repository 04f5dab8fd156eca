"""The same figures from the worksheet functions and from every engine that can run here."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

import regso
from large_registers import (
    ASKED,
    MEASURES,
    by_type,
    grouped,
    grouped_table,
    measured,
    parquet,
    rows_of,
    run,
    swedish_csv,
    table,
)

YEARS = (2022, 2023, 2024)


@pytest.fixture(scope="session")
def file(content, tmp_path_factory):
    return parquet(tmp_path_factory.mktemp("register") / "register.parquet", content)


def same(found, content):
    """Assert that counts, sums and medians are those of the functions, and floats to 1e-12."""
    wanted = {(y, str(t)): v for y in YEARS for t, v in by_type(content, y).items()}
    assert found.keys() == wanted.keys()
    for key, (*exact, number) in found.items():
        *whole, near = wanted[key]
        assert exact == whole, key
        assert number == pytest.approx(near, rel=1e-12)


def test_duckdb_by_type_is_what_the_functions_say(example, content, file, tmp_path):
    same(measured(grouped(tmp_path, file, *ASKED, *MEASURES, "--by-type")), content)


def test_grouped_rows_give_the_table_of_the_rows(example, content, file, tmp_path):
    found = grouped(tmp_path, file, *ASKED)
    assert len(found) < len(content) / 50
    for year in YEARS:
        assert grouped_table(found, year) == table(content, year)


def test_types_that_are_added_are_types_that_are_grouped(example, content, file, tmp_path):
    """Without distinct persons and medians one statement is enough."""
    added = grouped(tmp_path, file, *ASKED, "-m", "s=summa:belopp", "--by-type", "--group", "kon")
    both = grouped(tmp_path, file, *ASKED, "-m", "s=summa:belopp", "-m", "u=unika:person",
                   "--by-type", "--group", "kon")  # fmt: skip
    assert added == [{k: v for k, v in row.items() if k != "u"} for row in both]
    assert {row["kon"] for row in added} == {"kvinnor", "män"}


@pytest.mark.parametrize("separator", ["utf-8", "cp1252"])
def test_a_swedish_csv_is_the_same_register(example, content, file, tmp_path, separator):
    path = swedish_csv(tmp_path / "r.csv", content)
    if separator == "utf-8":
        path.write_bytes(path.read_bytes().decode("cp1252").encode("utf-8-sig"))
    found = grouped(tmp_path, path, *ASKED, *MEASURES, "--by-type", "--svensk-csv")
    same(measured(found), content)


def test_arrow_and_duckdb_files_are_the_same_register(example, content, file, tmp_path):
    with duckdb.connect(str(tmp_path / "r.duckdb")) as db:
        db.execute(f"CREATE TABLE register AS FROM '{file}'")
    same(
        measured(grouped(tmp_path, tmp_path / "r.duckdb", *ASKED, *MEASURES, "--by-type")), content
    )
    feather = pytest.importorskip("pyarrow.feather", reason="pyarrow is not installed")
    with duckdb.connect() as db:
        feather.write_feather(db.sql(f"FROM '{file}'").to_arrow_table(), tmp_path / "r.arrow")
    same(measured(grouped(tmp_path, tmp_path / "r.arrow", *ASKED, *MEASURES, "--by-type")), content)


@pytest.mark.slow
def test_a_folder_and_a_pattern_are_all_of_their_files(example, content, tmp_path):
    for i in range(4):
        (tmp_path / "r" / f"del={i}").mkdir(parents=True)
        parquet(tmp_path / "r" / f"del={i}" / "a.parquet", content[i::4])
    (tmp_path / "r" / "_SUCCESS").touch()
    arguments = (*ASKED, *MEASURES, "--by-type")
    whole = grouped(tmp_path, tmp_path / "r", *arguments)
    same(measured(whole), content)
    assert grouped(tmp_path, f"{tmp_path}/r/*/*.parquet", *arguments) == whole
    parts = grouped(tmp_path, tmp_path / "r", *ASKED, "--group", "del", "--where", "del i (1, 2)")
    assert {row["del"] for row in parts} == {"1", "2"}


@pytest.mark.slow
def test_postgres_is_what_the_functions_say(example, content, file, tmp_path, postgres):
    arguments = ("--table", "public.register", *ASKED)
    same(measured(grouped(tmp_path, postgres, *arguments, *MEASURES, "--by-type")), content)
    by_code = ("--group", "kon", "--where", "dag >= '2022-06-01' och inte kod saknas")
    found = grouped(tmp_path, postgres, *arguments, *by_code, name="p.csv")
    assert found == grouped(tmp_path, file, *ASKED, *by_code)


@pytest.mark.slow
def test_spark_is_what_the_functions_say(example, content, file, tmp_path, spark):
    spark_ = ("--engine", "spark", "--master", "local[2]")
    same(measured(grouped(tmp_path, file, *ASKED, *MEASURES, "--by-type", *spark_)), content)
    by_code = ("--group", "kon", "--where", "dag >= '2022-06-01' och inte kod saknas")
    found = grouped(tmp_path, file, *ASKED, *by_code, *spark_, name="s.csv")
    assert found == grouped(tmp_path, file, *ASKED, *by_code)


@pytest.mark.slow
def test_spark_connect_is_what_the_functions_say(example, content, file, tmp_path, spark_connect):
    """In a process of its own: one that has run Spark itself is no client."""
    asked = [*ASKED, *MEASURES, "--by-type", "--engine", "spark", "--master", spark_connect]
    main = "from regso.cli import main; main()"
    command = [sys.executable, "-c", main, "aggregate", file, *asked, "-o", tmp_path / "ut.csv"]
    env = {**os.environ, "PYTHONPATH": str(Path(regso.__file__).parents[1])}
    done = subprocess.run(
        [*map(str, command)], env=env, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    same(measured(rows_of(tmp_path / "ut.csv")), content)


def test_exact_decimals_stay_exact_beyond_what_floats_hold(example, tmp_path):
    path = tmp_path / "r.parquet"
    duckdb.sql(f"""COPY (SELECT '9901R001' kod, 90071992547409.93::DECIMAL(18, 2) belopp
        FROM range(1001)) TO '{path}' (FORMAT parquet)""")
    [row] = grouped(
        tmp_path, path, "-c", "kod=kod", "-m", "s=summa:belopp", "-m", "m=median:belopp"
    )
    assert (Decimal(row["s"]), row["m"]) == (Decimal("90071992547409.93") * 1001,
                                             "90071992547409.93")  # fmt: skip
    out = tmp_path / "ut.parquet"
    assert run(path, "-c", "kod=kod", "-m", "s=summa:belopp", "-o", out).exit_code == 0
    [(kod, antal, total)] = duckdb.sql(f"FROM '{out}'").fetchall()
    assert (kod, antal, total) == ("9901R001", 1001, Decimal("90071992547409.93") * 1001)
