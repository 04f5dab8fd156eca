"""``regso ledger``: a ledger in the workbook Uppdraget, and read again month by month."""

import datetime as dt
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import ledger_files as files
from books import book_of
from regso.cli import cli
from regso.incoming import plain
from regso.templates.uppdraget.kinds import MOST_OWN
from regso.xlsx.package import Package

VERS = files.ledger(150, seed=8)
YEAR = files.sie(VERS)
PROJECT = ("--project", files.PROJECT)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    done = CliRunner().invoke(cli, ["ledger", *arguments, "-o", "book.xlsx"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def write(folder, name, content):
    (folder / name).write_bytes(content)
    return name


def book(folder):
    return book_of(folder / "book.xlsx", values=True)


@cache
def _read(*options):
    """Read the ledger of the year, a.se, into a new workbook: what was said, and the workbook."""
    done = run("a.se", *PROJECT, *options)
    return done, Path("book.xlsx").read_bytes()


def begun(folder, *options):
    """Let the workbook be what the ledger of the year gives, as most begin; it is read once."""
    write(folder, "a.se", YEAR)
    done, content = _read(*options)
    write(folder, "book.xlsx", content)
    return done


def table(folder, name):
    """Return the rows of an Excel table, by heading."""
    content = (folder / "book.xlsx").read_bytes()
    found = Package(content).table(name)
    area = found.body
    rows = book_of(content, values=True)[found.sheet].iter_rows(
        area.top, area.bottom, area.left, area.right, values_only=True
    )
    return [dict(zip(found.columns, row, strict=True)) for row in rows]


def change(folder, name, column, value, where=lambda _: True):
    """Write a value into a column of a table, as a user does in Excel."""
    changes(folder, name, [(column, value, where)])


def changes(folder, name, wanted):
    """Write values into columns of a table, and save the workbook."""
    path = folder / "book.xlsx"
    found = Package(path.read_bytes()).table(name)
    changed = openpyxl.load_workbook(path)
    sheet, area = changed[found.sheet], found.body
    for column, value, where in wanted:
        for row in range(area.top, area.bottom + 1):
            cells = {c: sheet.cell(row, area.left + i) for i, c in enumerate(found.columns)}
            if where({c: cell.value for c, cell in cells.items()}):
                cells[column].value = value
    changed.save(path)


def verdicts(folder):
    rows = book(folder)["Kontroll"].iter_rows(min_row=5, min_col=2, max_col=4, values_only=True)
    return {label: verdict for label, _, verdict in rows if verdict}


def in_kronor(ore):
    return f"{ore // 100:,}".replace(",", " ") + f",{ore % 100:02} kr"


def logged(folder):
    return round(100 * sum(row["belopp"] or 0 for row in table(folder, "Indata")))


@pytest.mark.slow
def test_two_thousand_verifications_are_the_same_ore_in_every_form(folder):
    """The expected öre are summed from the verifications, not by the product."""
    vers = files.ledger(2000)
    expected = files.for_project(vers)
    for name, form in files.FORMS.items():
        (folder / "book.xlsx").unlink(missing_ok=True)
        done = run(write(folder, name, form(vers)), *PROJECT)
        assert f"Upparbetat: {in_kronor(expected)}\n" in done.output, name
        assert logged(folder) == expected


def test_a_proposed_mapping_waits_and_an_approved_one_does_not(folder):
    done = begun(folder)
    assert done.exit_code == 3
    assert "4711 Tjänsteresor, inrikes: Resor" in done.output
    assert {row["godkand"] for row in table(folder, "Kontering")} == {"förslag"}
    assert verdicts(folder)["Konton utan godkänd regel"].startswith("Fel: konteringen är ett")
    done = run("--approve")
    assert done.exit_code == 0
    assert {row["godkand"] for row in table(folder, "Kontering")} == {"ja"}
    assert verdicts(folder)["Konton utan godkänd regel"] == "OK: varje konto är godkänt."
    assert f"Upparbetat: {in_kronor(files.for_project(VERS))}\n" in done.output


def test_no_overhead_is_added_that_nobody_asked_for(folder):
    begun(folder, "--approve")
    rows = book(folder)["Ekonomisk redovisning"].iter_rows(values_only=True)
    account = {row[1]: row[4] for row in rows if row[1]}
    assert account["Upparbetat"] == round(files.for_project(VERS) / 100)


def test_the_mapping_that_is_changed_in_the_workbook_is_used_and_kept(folder):
    begun(folder)
    wanted = [
        ("kostnadsslag", "tas inte upp", lambda r: r["konto"] == "7111"),
        ("skal", "bidrag, inte vår kostnad", lambda r: r["konto"] == "7111"),
        ("lkp", 50, lambda r: r["konto"] == "4011"),
        ("godkand", "ja", lambda _: True),
    ]
    changes(folder, "Kontering", wanted)
    done = run("a.se")
    assert done.exit_code == 0
    of = dict.fromkeys(files.COSTS, 0)
    for row in table(folder, "Huvudbok"):
        if row["utfall"] == "upparbetad":
            of[str(row["konto"])] += round(100 * row["belopp"])
    assert of["7111"] == 0
    assert "bidrag, inte vår kostnad" in done.output
    added = [r for r in table(folder, "Indata") if r["verifikation"].startswith("pålägg LKP ")]
    assert round(100 * sum(r["belopp"] for r in added)) == pytest.approx(of["4011"] / 2, abs=6)
    assert verdicts(folder)["Indata − huvudboken"].startswith("OK")


def test_month_by_month_is_the_same_as_all_at_once(folder):
    for month in range(5, 13):
        read = [ver for ver in VERS if ver.day.month <= month]
        done = run(write(folder, f"{month}.se", files.sie(read, balances=False)), *PROJECT)
        assert "Ombokat" not in done.output
    assert logged(folder) == files.for_project(VERS)
    others = sum(row["rader"] for row in table(folder, "Ovriga"))
    assert len(table(folder, "Huvudbok")) + others == sum(len(ver.rows) for ver in VERS)
    assert [row["lasning"] for row in table(folder, "Lasningar")] == list(range(1, 9))


def test_what_the_user_decides_of_a_row_stays_when_more_is_read(folder):
    run(write(folder, "a.se", files.sie(VERS[:120], balances=False)), *PROJECT, "--approve")
    first = next(r for r in table(folder, "Huvudbok") if r["utfall"] == "upparbetad")

    def is_first(row):
        return all(row[c] == first[c] for c in ("serie", "nummer", "konto", "belopp", "datum"))

    day = dt.date(2022, 12, 24)
    changes(folder, "Huvudbok", [("kostnadsdag", day, is_first), ("eget_slag", "Resor", is_first)])
    run(write(folder, "b.se", files.sie(VERS, balances=False)))
    row = next(filter(is_first, table(folder, "Huvudbok")))
    assert (row["kostnadsdag"].date(), row["kostnadsslag"]) == (dt.date(2022, 12, 24), "Resor")
    assert logged(folder) == files.for_project(VERS)


def test_other_cells_of_the_workbook_are_left_alone(folder):
    run(write(folder, "a.se", files.sie(VERS[:100], balances=False)), *PROJECT, "-s", "ort=Umeå",
        "-s", "myndighet=Polismyndigheten")  # fmt: skip
    run(write(folder, "b.se", YEAR))
    start = {r[1]: r[2] for r in book(folder)["Start"].iter_rows(values_only=True) if r[1]}
    assert start["Myndighet"] == "Polismyndigheten"
    form = {r[1]: r[2] for r in book(folder)["Uppgifter"].iter_rows(values_only=True) if r[1]}
    assert form["Ort"] == "Umeå"
    mapping = book(folder)["Kontering"].iter_rows(values_only=True)
    assert ("Projekt", files.PROJECT) in {row[:2] for row in mapping}


def test_a_rebooking_is_shown_and_stops_the_letters_until_it_is_seen(folder):
    run(write(folder, "a.se", files.sie(VERS, balances=False)), *PROJECT, "--approve")
    at, ver = next(
        (at, ver) for at, ver in enumerate(VERS)
        if ver.day > dt.date(2022, 6, 1) and ver.rows[0].project == files.PROJECT
    )  # fmt: skip
    first = ver.rows[0]._replace(project="0901")
    moved = [*VERS[:at], ver._replace(rows=(first, *ver.rows[1:])), *VERS[at + 1 :]]
    done = run(write(folder, "b.se", files.sie(moved, balances=False)))
    assert "Ombokat sedan förra läsningen" in done.output
    assert logged(folder) == files.for_project(moved)
    assert verdicts(folder)["Ombokningar att granska"].startswith("Granska: verifikationer är")
    change(folder, "Huvudbok", "granskad", "ja", lambda row: row["ombokning"])
    run()
    assert verdicts(folder)["Ombokningar att granska"].startswith("OK")
    assert logged(folder) == files.for_project(moved)


def test_a_row_that_no_rule_takes_is_listed_and_stops_the_letters(folder):
    rows = (files.Trans("8411", 77_00, "12", files.PROJECT), files.Trans("2570", -77_00))
    files.ACCOUNTS.setdefault("8411", "Räntekostnader")
    ver = files.Ver("Z", 1, dt.date(2022, 6, 1), "ränta", rows)
    done = run(write(folder, "a.se", files.sie([*VERS, ver])), *PROJECT, "--approve")
    assert done.exit_code == 3
    assert "Z 1: konto 8411 Räntekostnader, 77,00 kr" in done.output
    assert verdicts(folder)["Rader utan regel"].startswith("Fel: rader som ingen regel tar")


def test_a_difference_from_the_balance_of_the_ledger_is_named(folder):
    content = YEAR.replace(b"#RES 0 4011 ", b"#RES 0 4011 1")
    done = run(write(folder, "a.se", content), *PROJECT, "--approve")
    assert done.exit_code == 3
    assert "saldo skiljer: konto 4011 " in done.output


def test_costs_without_a_project_are_listed(folder):
    done = begun(folder)
    assert "Kostnader utan projekt, som inte är med:" in done.output


def test_the_text_of_rows_of_other_projects_is_not_kept(folder):
    begun(folder)
    assert {row["projekt"] for row in table(folder, "Huvudbok")} == {files.PROJECT}
    kept = {row["innehall"] for row in table(folder, "Ovriga")}
    assert not [text for text in kept if "Malm" in text or "egen" in text]


def test_a_row_of_others_that_is_changed_by_hand_is_refused(folder):
    begun(folder)
    change(folder, "Ovriga", "belopp", 1)
    assert "på bladet Övriga har" in run().output
    change(folder, "Ovriga", "innehall", "hej")
    assert "det som regso ledger har skrivit" in run().output


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("unbalanced.se", YEAR.replace(b"#TRANS 2570 {} -", b"#TRANS 2570 {} -1", 1),
         "balanserar inte"),
        ("cut.se", YEAR[:-40], "avklipp"),
        ("years.se", files.sie(files.ledger(20, year=2021), balances=False).replace(
            b"#RAR 0 20220101 20221231", b"#RAR 0 20210101 20211231"),
         "years.se gäller 2021, men uppdragets kostnader 2022-04-28 till 2022-12-31"),
        ("utf16.se", "#FLAGGA 0".encode("utf-16"), "ingen textfil"),
        ("other.csv", b"a;b\n1;2\n", "varken SIE 4 eller en huvudbokslista"),
        ("empty.se", b"", "är tom"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_a_sentence_and_nothing_is_written(folder, name, content, said):
    done = run(write(folder, name, content), *PROJECT)
    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert not (folder / "book.xlsx").exists()
    begun(folder)
    before = plain.read_bytes(folder / "book.xlsx")
    assert run(name).exit_code == 1
    assert plain.read_bytes(folder / "book.xlsx") == before


def test_a_project_without_rows_is_a_sentence_that_names_those_there_are(folder):
    done = run(write(folder, "a.se", YEAR), "--project", "4711")
    assert done.exit_code == 1
    assert "Ingen rad är bokförd på projektet 4711; i huvudboken finns 0817, 0901, 0902." in (
        done.output
    )


def test_the_same_file_twice_and_no_file_at_all_are_refused(folder):
    name = write(folder, "a.se", YEAR)
    assert "samma fil som a.se" in run(name, name).output
    assert "Ingen huvudbok är inläst ännu" in run().output
    run(name, *PROJECT)
    assert "book.xlsx är filen som läses" in run("book.xlsx").output


def test_rows_that_the_user_has_logged_by_hand_are_not_lost(folder):
    begun(folder)
    most = max(row["belopp"] for row in table(folder, "Indata"))
    change(folder, "Indata", "verifikation", "HAND 1", lambda row: row["belopp"] == most)
    before = (folder / "book.xlsx").read_bytes()
    done = run("a.se")
    assert done.exit_code == 1
    assert "rader som inte kommer ur en huvudbok" in done.output
    assert (folder / "book.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "column", "value", "said"),
    [
        ("Kontering", "kostnadsslag", "Reosr", "där kanske Resor ska stå"),
        ("Kontering", "lkp", 120, "ett tal från 0 till 100"),
        ("Kontering", "lkp", 50, "inget, utom för Löner inkl. LKP,"),
        ("Kontering", "oh", 201, "ett tal från 0 till 200"),
        ("Kontering", "konto", "4011", "ett konto eller en S-kod, en gång"),
        ("Huvudbok", "eget_slag", "Kaffe", 'har "Kaffe" i kolumnen eget_slag'),
        ("Huvudbok", "kostnadsdag", "i går", "ett datum"),
        ("Huvudbok", "belopp", "mycket", "ett belopp i kronor och ören"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(folder, name, column, value, said):
    begun(folder)
    change(folder, name, column, value)
    done = run()
    assert (done.exit_code, said in done.output) == (1, True), done.output


def test_a_new_workbook_has_nothing_of_the_example_but_the_budget_that_is_not_approved(folder):
    begun(folder, "--approve")
    start = {r[1]: r[3] for r in book(folder)["Start"].iter_rows(values_only=True) if r[1]}
    assert start["Exempel kvar"].startswith("OK")
    assert verdicts(folder)["Exempelrader"].startswith("OK")


def mapped(folder, account, **cells):
    wanted = [(*cell, lambda row: row["konto"] == account) for cell in cells.items()]
    changes(folder, "Kontering", wanted)


def taken(folder):
    """Return the öre that are taken of each account."""
    of = dict.fromkeys(files.COSTS, 0)
    for row in table(folder, "Huvudbok"):
        if row["utfall"] == "upparbetad":
            of[str(row["konto"])] += round(100 * row["belopp"])
    return of


def test_own_kinds_of_the_mapping_get_rows_on_every_page_and_stay(folder):
    name = write(folder, "a.se", files.sie(VERS, balances=False))
    run(name, *PROJECT)
    mapped(folder, "5912", kostnadsslag="Kommunikation")
    mapped(folder, "7111", kostnadsslag="Bidrag till kommuner")
    done = run("--approve", "-s", "budget_slag_2=4000")
    assert done.exit_code == 0, done.output
    assert "Nytt eget kostnadsslag: Kommunikation; ge det en budget" in done.output
    of = taken(folder)
    rows = {r[1]: r[2:5] for r in book(folder)["Ekonomisk redovisning"].iter_rows(values_only=True)}
    assert rows["Bidrag till kommuner"][1] == pytest.approx(of["7111"] / 100, abs=1)
    assert rows["Kommunikation"][1] == pytest.approx(of["5912"] / 100, abs=1)
    assert {rows["Kommunikation"][0], rows["Bidrag till kommuner"][0]} == {0, 4_000}
    change(folder, "Huvudbok", "eget_slag", "kommunikation", lambda row: row["konto"] == "4711")
    again = run(name)
    assert "Nytt eget" not in again.output
    assert logged(folder) == files.for_project(VERS)
    moved = sum(
        round(100 * r["belopp"])
        for r in table(folder, "Indata")
        if r["kostnadsslag"] == "Kommunikation"
    )
    assert moved == of["5912"] + of["4711"]


@pytest.mark.parametrize("first", files.FORMS)
def test_any_form_of_the_ledger_may_follow_on_any_other_and_adds_nothing(folder, first):
    """Two of the lists say nothing of the company, which SIE and the third do."""
    vers = files.ledger(40, seed=3)
    run(write(folder, first, files.FORMS[first](vers)), *PROJECT)
    start = (folder / "book.xlsx").read_bytes()
    for name, form in files.FORMS.items():
        (folder / "book.xlsx").write_bytes(start)
        done = run(write(folder, name, form(vers)))
        assert f"Upparbetat: {in_kronor(files.for_project(vers))}\n" in done.output, name
        assert ", 0 nya\n" in done.output, name


def test_more_own_kinds_than_there_are_rows_for_are_refused_before_any_file_is_read(folder):
    """Forty have a row; the forty-first is told what to do, and the workbook stays as it was."""
    assert MOST_OWN == 40
    begun(folder)
    given = [part for number in range(1, 41) for part in ("-s", f"slag_{number}=Eget {number}")]
    mapped(folder, "5912", kostnadsslag="Eget 40")
    assert run(*given).exit_code == 3
    mapped(folder, "7111", kostnadsslag="Kommunikation")
    before = (folder / "book.xlsx").read_bytes()
    done = run(write(folder, "broken.se", b"no ledger"))
    assert done.exit_code == 1
    assert done.stderr == (
        "Arbetsboken rymmer 40 egna kostnadsslag, så Kommunikation får ingen rad; ge flera konton "
        "samma kostnadsslag på bladet Kontering, eller ta bort ett namn som inte längre används på "
        "bladet Budget.\n"
    )
    assert (folder / "book.xlsx").read_bytes() == before


def test_a_forty_first_row_is_no_setting_and_the_sentence_is_not_a_page_long():
    done = CliRunner().invoke(cli, ["render", "uppdraget", "-s", "slag_41=Tryck", "-o", "x.xlsx"])
    assert done.exit_code == 1
    assert done.stderr.startswith('Mallen har ingen inställning "slag_41"; den har adress1, ')
    assert " slag_1–slag_40, " in done.stderr
    assert "slag_2," not in done.stderr


def test_a_workbook_from_before_with_fewer_rows_is_read_and_says_how_many_it_has(folder):
    begun(folder)
    changed = openpyxl.load_workbook(folder / "book.xlsx")
    for number in range(13, MOST_OWN + 1):
        del changed.defined_names[f"slag_{number}"]
    changed.save(folder / "book.xlsx")
    given = [part for number in range(1, 13) for part in ("-s", f"slag_{number}=Eget {number}")]
    assert run(*given).exit_code == 3
    mapped(folder, "5912", kostnadsslag="Kommunikation")
    done = run()
    assert done.exit_code == 1
    assert "rymmer 12 egna kostnadsslag, så Kommunikation får ingen rad" in done.stderr


def test_overhead_that_the_mapping_has_is_added_to_its_accounts_and_to_their_lkp(folder):
    """By month and account, each in whole öre: 40 % of the wages and of the 50 % LKP on them."""
    begun(folder)
    mapped(folder, "4011", lkp=50, oh=40)
    mapped(folder, "5711", oh=40)
    done = run("--approve")
    of, oh = taken(folder), [r for r in table(folder, "Indata") if r["kostnadsslag"] == "OH"]
    assert all(row["verifikation"].startswith("pålägg OH ") for row in oh)
    added = round(100 * sum(row["belopp"] for row in oh))
    assert added == pytest.approx(0.4 * (1.5 * of["4011"] + of["5711"]), abs=16)
    lkp = round(0.5 * of["4011"])
    spent = logged(folder)
    assert spent == pytest.approx(files.for_project(VERS) + lkp + added, abs=8)
    assert f"Upparbetat: {in_kronor(spent)}\n" in done.output
    assert verdicts(folder)["Indata − huvudboken"].startswith("OK")
    rows = {r[1]: r[2] for r in book(folder)["Ekonomisk redovisning"].iter_rows(values_only=True)}
    assert rows["OH"] is not None
    assert rows["LKP"] == "Pålägg 50 % på de konton som konteringen anger."
