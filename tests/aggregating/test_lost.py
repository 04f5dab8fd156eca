"""Machines that are lost along the way: a worker of Spark, and the server of a database."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

import regso
from large_registers import ASKED, MEASURES, grouped, measured, parquet, refused, rows, rows_of

ADDIN = str(Path(regso.__file__).parents[1])
PATIENCE = 1500  # seconds, on a machine that does other things
WORKER = b"CoarseGrainedExecutorBackend"


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def workers(of):
    """Return the workers of Spark that descend from a process of ours."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if WORKER not in (entry / "cmdline").read_bytes():
                continue
            above = int(entry.name)
            while above not in {0, 1, of}:
                above = parent(above)
        except (OSError, ValueError):
            continue
        if above == of:
            found.append(int(entry.name))
    return found


@pytest.mark.slow
def test_a_worker_of_spark_that_dies_changes_no_figure(example, spark, tmp_path):
    """Two workers, of which one is killed when it has begun to work."""
    folder = tmp_path / "r"
    folder.mkdir()
    for i in range(4):
        parquet(folder / f"{i}.parquet", rows(3000, seed=i))
    asked = [*ASKED, *MEASURES]
    wanted = measured(grouped(tmp_path, folder, *asked))
    out = tmp_path / "spark.csv"
    command = ["aggregate", folder, *asked, "--engine", "spark", "--master",
               "local-cluster[2,1,1024]", "-o", out]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", "from regso.cli import main; main()", *map(str, command)],
        env={**os.environ, "PYTHONPATH": ADDIN, "SPARK_WORKER_DIR": str(tmp_path / "work")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    killed = None
    try:
        end = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < end:
            those = workers(process.pid)
            if killed is None and len(those) == 2:
                time.sleep(1)
                killed = those[0]
                os.kill(killed, signal.SIGKILL)
            time.sleep(0.2)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0, said
    assert killed is not None, "the work was done before there were two workers"
    found = measured(rows_of(out))
    assert found.keys() == wanted.keys()
    for key, (*exact, number) in found.items():
        assert exact == [*wanted[key][:-1]], key
        assert number == pytest.approx(wanted[key][-1], rel=1e-12)


@pytest.mark.slow
def test_a_database_that_is_lost_is_one_sentence(postgres, tmp_path, content):
    """The connection is ended by the server while it works."""
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("CREATE VIEW slow AS SELECT r.*, pg_sleep(60) IS NULL AS waits FROM register r")

        def end():
            for _ in range(400):
                time.sleep(0.1)
                ended = db.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE wait_event = 'PgSleep'",
                ).fetchall()
                if ended:
                    return

        ending = threading.Thread(target=end)
        ending.start()
        asked = ("--table", "slow", "-c", "kod=kod", "-c", "taljare=waits")
        sentence = refused(tmp_path, postgres, *asked)
        ending.join()
        db.execute("DROP VIEW slow")
    assert sentence.startswith("Förbindelsen med postgresql://127.0.0.1/postgres bröts, och inget")


@pytest.mark.parametrize(
    ("address", "table", "said"),
    [
        ("{0}", "", "Ange tabellen eller vyn i databasen med --table SCHEMA.TABELL."),
        ("{0}", "nej", "nej finns inte i postgresql://127.0.0.1/postgres"),
        ("{0}", 'register"; DROP TABLE register; --', "är inget namn på en tabell"),
        ("{0}", '"register""; DROP TABLE register; --"', "finns inte i postgresql://127.0.0.1"),
        ("{0}", "pg_authid", "Användaren får inte läsa pg_authid"),
        ("{0}?options=-c%20search_path", "register", "av tillval bara sslmode och sslrootcert"),
        ("postgresql://a:hemligt@127.0.0.1/x", "register", "får inte ha lösenord"),
        ("postgresql://127.0.0.1:1/x", "register", "svarar inte eller släpper inte in"),
        ("postgresql:///x", "register", "saknar värd eller databas"),
        ("mssql://server/x", "register", "läses med pyodbc, som inte är installerat"),
        ("oracle://server/x", "register", "läses med oracledb, som inte är installerat"),
    ],
)  # fmt: skip
def test_a_database_that_cannot_be_asked_is_one_sentence(
    postgres, tmp_path, monkeypatch, address, table, said
):
    """No sentence has a password, no table is gone, and nobody stays connected."""
    monkeypatch.setitem(sys.modules, "pyodbc", None)
    monkeypatch.setitem(sys.modules, "oracledb", None)
    monkeypatch.setenv("REGSO_DB_PASSWORD", "hemligt")
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("DROP ROLE IF EXISTS laser")
        db.execute("CREATE ROLE laser LOGIN")
        db.execute("GRANT SELECT ON register TO laser")
        where = postgres.replace("postgres@", "laser@")
        sentence = refused(tmp_path, address.format(where), "--table", table, "-c", "kod=kod")
        assert db.execute("SELECT count(*) FROM register").fetchone()[0] > 0
        assert let_go(db, "laser")
        db.execute("DROP OWNED BY laser")
        db.execute("DROP ROLE laser")
    assert said in sentence
    assert "hemligt" not in sentence


def test_credentials_are_in_no_result(postgres, tmp_path, monkeypatch, content):
    monkeypatch.setenv("REGSO_DB_USER", "postgres")
    monkeypatch.setenv("REGSO_DB_PASSWORD", "hemligt")
    where = postgres.replace("postgres@", "")
    found = grouped(tmp_path, where, "--table", "register", "-c", "kod=kod")
    assert sum(int(row["antal"]) for row in found) == len(content)
    said = (tmp_path / "ut-kalla.txt").read_text("utf-8")
    assert "Underlag: postgresql://127.0.0.1/postgres, register\n" in said
    assert "Ögonblick: " in said
    assert "hemligt" not in said


@pytest.mark.parametrize("master", ["sc://127.0.0.1:1", "sc://:15002", "sc://127.0.0.1:x"])
def test_a_spark_connect_that_does_not_answer_is_one_sentence_at_once(spark, tmp_path, master):
    path = parquet(tmp_path / "r.parquet", rows(10))
    sentence = refused(tmp_path, path, "--engine", "spark", "--master", master, "-c", "kod=kod")
    assert sentence == f"{master} svarar inte; kontrollera --master, sc://VÄRD:PORT."


def let_go(db, user):
    """Tell whether a user's connections end; the server notices a moment after they do."""
    for _ in range(50):
        [number] = db.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = %s", [user]
        ).fetchone()
        if not number:
            return True
        time.sleep(0.1)
    return False
