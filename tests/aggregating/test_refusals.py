"""Sources and names that are hostile, damaged or wrong: one sentence, and nothing is written."""

import csv
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regso
from large_registers import ASKED, TYPES, grouped, parquet, refused, rows, rows_of, run

HOSTILE = (
    'kod"; DROP TABLE x; --', "kod'); ATTACH 'x.duckdb'; --", '""', '"', "'", "`", "]", "[", "%s",
    "%(a)s", "?", ":p1", "$1", "{0}", "{}", "\\", "a\nb", "a\tb", "ö ä å", "\u202ekod", "🙂",
    "NULL", "select", "*", "a.b", "a;b", "--", "/*", "q", "y", "k", "c", "n", "v0", "g0", "s0",
    " kod", "x" * 200,
)  # fmt: skip


@pytest.fixture
def small(tmp_path):
    """Give a small register as Parquet."""
    return parquet(tmp_path / "r.parquet", rows(200))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_column_of_any_name_is_quoted(example, tmp_path, name):
    path = tmp_path / "r.parquet"
    quoted = '"' + name.replace('"', '""') + '"'
    with duckdb.connect() as db:
        db.execute(
            f"COPY (SELECT '9901R001' AS kods, '7' AS {quoted}) TO '{path}' (FORMAT parquet)"
        )
    asked = ("-c", "kod=kods", "--group", f"grupp={name}", "-m", f"m=summa:{name}")
    [row] = grouped(tmp_path, path, *asked)
    assert (row["grupp"], row["m"]) == ("7", "7")


@pytest.mark.slow
@settings(max_examples=150)
@given(st.text(min_size=1, max_size=20).filter(lambda t: "\0" not in t and t.isprintable()))
def test_any_name_is_found_or_refused(tmp_path_factory, name):
    """The statement is never cut by a name: what comes back is the row, or a sentence."""
    folder = tmp_path_factory.mktemp("any")
    with (folder / "r.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["kods", name], ["9901R001", "7"]])
    done = run(
        folder / "r.csv", "-c", "kod=kods", "--group", f"grupp={name}", "-o", folder / "u.csv"
    )
    assert done.exit_code in {0, 1}, done.output
    if done.exit_code == 0:
        assert [row["grupp"] for row in rows_of(folder / "u.csv")] == ["7"]
    else:
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["a'; DROP TABLE x; --", 'a"b', "-o", "ö 🙂", "a;b", "$(x)", "%s"])
def test_a_file_of_any_name_is_read(example, tmp_path, small, name):
    path = tmp_path / f"{name}.parquet"
    small.replace(path)
    assert sum(int(row["antal"]) for row in grouped(tmp_path, path, *ASKED)) == 200


@pytest.mark.parametrize("name", ["a*.parquet", "a?.parquet", "a[b].parquet"])
def test_a_name_that_is_a_pattern_is_refused(tmp_path, small, name):
    """DuckDB would read it as one, and read other files."""
    path = tmp_path / name
    small.replace(path)
    assert "läses som ett mönster; döp om filen" in refused(tmp_path, path, *ASKED)


def test_the_source_reads_no_other_file(tmp_path):
    """A view in a DuckDB file may name a file of its maker's choice."""
    secret = tmp_path / "hemlig.csv"
    secret.write_text("kod\n9901R001\n")
    with duckdb.connect(str(tmp_path / "r.duckdb")) as db:
        db.execute(f"CREATE VIEW register AS FROM read_csv('{secret}')")
    sentence = refused(tmp_path, tmp_path / "r.duckdb", "-c", "kod=kod")
    assert sentence == "r.duckdb försöker läsa en annan fil än den själv, vilket är låst."


def test_a_cut_file_is_one_sentence(tmp_path, small):
    whole = small.read_bytes()
    for size in (0, 4, 100, len(whole) // 2, len(whole) - 1):
        small.write_bytes(whole[:size])
        assert "går inte att läsa med DuckDB" in refused(tmp_path, small, *ASKED)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    path = parquet(folder / "r.parquet", rows(50))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    done = run(path, *ASKED, "-o", folder / "u.csv")
    assert done.exit_code in {0, 1}, done.output
    assert done.exit_code == 0 or len(done.stderr.splitlines()) == 1


def test_a_type_that_changes_between_files_is_refused(tmp_path):
    """DuckDB alone would read 1.5 as a whole number, by the first file."""
    folder = tmp_path / "r"
    folder.mkdir()
    parquet(folder / "a.parquet", rows(50))
    types = ["BIGINT" if t == "BOOLEAN" else t for t in TYPES]
    parquet(folder / "b.parquet", [(*row[:4], int(row[4]), *row[5:]) for row in rows(50)], types)
    sentence = refused(tmp_path, folder, *ASKED)
    assert sentence.startswith("b.parquet har kolumnen deltar av ett annat slag än a.parquet")


def test_csv_files_with_faults_are_refused(tmp_path):
    path = tmp_path / "r.csv"

    def said(text, *more):
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return refused(tmp_path, path, "-c", "kod=kod", *more)

    assert "Rad 3 i r.csv går inte att läsa som CSV" in said("kod,n\n9901R001,1\n9901R001,1,2\n")
    assert 'Rubriken "kod" finns två gånger' in said("kod,kod\na,b\n")
    assert "en rubrik över varje kolumn" in said("kod,,n\na,b,c\n")
    assert "9,9" in said("kod;n\n9901R001;1,5\n", "-m", "s=summa:n")
    assert "så ange --svensk-csv" in said("kod;n\n9901R001;1,5\n", "-m", "s=summa:n")
    assert "--svensk-csv" not in said("kod;n\n9901R001;x,y\n", "-m", "s=summa:n", "--svensk-csv")
    assert "är inte UTF-8" in said(b"kod,n\n" + b"\x80\xff,1\n")
    late = b"kod,n\n" + b"9901R001,1\n" * 120_000 + "Bollstanäs,2\n".encode("cp1252")
    assert "r.csv är inte UTF-8 hela vägen" in said(late)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-c", "kod=nej"), 'Kolumnen "nej" finns inte i r.parquet'),
        (("-c", "ar=ar"), "Ange kolumnen med områdeskoderna: -c kod=KOLUMN."),
        (("-c", "kod=kod", "-c", "taljare=kon"), "Kolumnen kon har 200 värden som inte är tal"),
        (("-c", "kod=kod", "-c", "taljare=dag"), "Kolumnen dag i r.parquet har datum och inga tal"),
        (("-c", "kod=kod", "-c", "ar=person"), "som inte är något år"),
        (("-c", "kod=kod", "-m", "x=medel:belopp"), "är inget mått; skriv -m NAMN= och antal"),
        (("-c", "kod=kod", "--group", "antal=kon"), 'Kolumnen "antal" finns redan i resultatet'),
        (("-c", "kod=kod", "-c", "elever=kon"), "skriv --group elever=kon eller -m"),
        (("-c", "kod=kod", "--by-type"), "--by-type behöver ett år"),
        (("-c", "kod=kod", "--where", "person < 0"), "Inga rader är kvar att räkna"),
        (("-c", "kod=kod", "--table", "x"), "--table gäller databaser"),
        (("-c", "kod=kod", "--pdf"), "--freeze, --page och -p hör till --template"),
        (("-c", "kod=kod", "--master", "local"), "--master hör till --engine spark."),
        (("-c", "kod=kod", "-s", "rubrik=x"), "-s hör till --template"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_one_sentence(example, tmp_path, small, arguments, said):
    assert said in refused(tmp_path, small, *arguments)


def test_sources_of_several_kinds_or_of_none_are_refused(tmp_path, small):
    (tmp_path / "b.csv").write_text("kod\na\n")
    (tmp_path / "tom").mkdir()
    assert "Källorna är av flera slag" in refused(tmp_path, small, tmp_path / "b.csv", *ASKED)
    assert "har inga filer av slagen" in refused(tmp_path, tmp_path / "tom", *ASKED)
    assert "Inga filer passar" in refused(tmp_path, f"{tmp_path}/*.pq", *ASKED)
    assert "går inte att öppna (den finns inte)" in refused(tmp_path, tmp_path / "nej.csv", *ASKED)
    (tmp_path / "r.xlsx").touch()
    assert "regso render -d om den är från Excel" in refused(tmp_path, tmp_path / "r.xlsx", *ASKED)
    done = run(small, *ASKED, "-o", small)
    assert (done.exit_code, "är filen som läses" in done.stderr) == (1, True)


def test_a_number_too_large_to_be_exact_is_refused(tmp_path):
    path = tmp_path / "r.parquet"
    duckdb.sql(f"""COPY (SELECT '9901R001' kod, 9e36::DECIMAL(38, 0) x, 1e308 y FROM range(100))
        TO '{path}' (FORMAT parquet)""")
    assert "för stort för att räknas exakt" in refused(
        tmp_path, path, "-c", "kod=kod", "-m", "s=summa:x"
    )
    assert "oändlig eller inget tal" in refused(tmp_path, path, "-c", "kod=kod", "-m", "s=summa:y")


ADDIN = str(Path(regso.__file__).parents[1])
PROGRAM = "from regso.cli import main; main()"


def started(*arguments, **extra):
    env = {**os.environ, "PYTHONPATH": ADDIN, **extra.pop("env", {})}
    return subprocess.Popen([sys.executable, "-c", PROGRAM, "aggregate", *map(str, arguments)],
                            env=env, stderr=subprocess.PIPE, text=True, **extra)  # fmt: skip


@pytest.mark.slow
def test_a_full_disk_is_one_sentence_and_leaves_the_old_file(tmp_path):
    """Files may have 20 kB: the disk is full for whatever is larger."""
    folder = tmp_path / "ut"
    folder.mkdir()
    (folder / "u.csv").write_text("gammal")
    path = parquet(tmp_path / "r.parquet", rows(3000))

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    asked = ("-c", "kod=kod", "--group", "person", "-o", folder / "u.csv")
    process = started(path, *asked, preexec_fn=limit)
    _, said = process.communicate(timeout=240)
    assert process.returncode == 1, said
    assert len(said.splitlines()) == 1
    assert "disken är full" in said
    assert (folder / "u.csv").read_text() == "gammal"
    assert [entry.name for entry in folder.iterdir()] == ["u.csv"]


@pytest.mark.slow
def test_too_little_memory_and_disk_is_one_sentence(tmp_path):
    path = tmp_path / "r.parquet"
    duckdb.sql(f"""COPY (SELECT '9901R001' kod, hash(i) || 'x' || hash(i + 1) p
        FROM range(6000000) t(i)) TO '{path}' (FORMAT parquet)""")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    process = started(path, "-c", "kod=kod", "-m", "p=unika:p", "--memory", "100", "-o",
                      tmp_path / "u.csv", preexec_fn=limit)  # fmt: skip
    _, said = process.communicate(timeout=240)
    assert process.returncode == 1, said
    assert said.splitlines() == [
        "Minnet eller disken räcker inte; ge mer minne med --memory, eller en mapp med mer plats "
        "med --spill.",
    ]
    assert not (tmp_path / "u.csv").exists()


@pytest.mark.slow
def test_a_command_that_is_stopped_leaves_nothing(tmp_path):
    path = tmp_path / "r.parquet"
    duckdb.sql(f"""COPY (SELECT '9901R001' kod, hash(i) p FROM range(30000000) t(i))
        TO '{path}' (FORMAT parquet)""")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    asked = ("-c", "kod=kod", "-m", "p=unika:p", "-m", "m=median:p", "--memory", "100")
    process = started(path, *asked, "-o", tmp_path / "u.csv", env={"TMPDIR": str(temporary)})
    end = time.monotonic() + 120
    while not list(temporary.rglob("duckdb_temp*")) and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert process.poll() is None
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (-15, "Avbrutet.\n")
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "u.csv").exists()


def test_without_duckdb_one_sentence_says_what_to_install(tmp_path, small, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert refused(tmp_path, small, *ASKED) == (
        'Stora register läses med DuckDB, som inte är installerat; kör pip install "regso[scale]".'
    )
