"""``regso overview``: several assignments on one page."""

import datetime as dt

import pytest
from click.testing import CliRunner

from books import book_of
from regso.cli import cli
from regso.templates import TEMPLATES
from regso.templates.uppdragen.sheet import DATES, TABLE

# The sister decision to Boverket: at most 3 000 000 kronor, report by 2022-10-07.
BOVERKET = {
    "uppdrag": "Uppdrag till Boverket", "dnr": "A2022/00001", "disponibelt": 3_000_000,
    "rekvirerat": 2_500_000, "frist_redovisning": "2022-10-07", "budget_loner": 2_260_000,
}  # fmt: skip
COSTS = "datum;kostnadsslag;text;belopp;verifikation\n2022-06-15;Resor;tåg;{};V1\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def book(folder, name, spent, **settings):
    (folder / "k.csv").write_text(COSTS.format(spent), "utf-8")
    given = [part for key, value in settings.items() for part in ("-s", f"{key}={value}")]
    run("render", "uppdraget", "-d", "k.csv", *given, "-s", "oh_procent=0", "-o", name)
    return name


@pytest.fixture
def two(folder):
    return (
        book(folder, "en.xlsx", "1000.55", klart_rekvisition="2022-09-08"),
        book(folder, "två.xlsx", "20000.10", klart_rekvisition="2022-09-08", **BOVERKET),
    )


def page(folder):
    """Return the sum, and the money and the dates of each assignment."""
    sheet = book_of(folder / "ut.xlsx", values=True)["Översikt"]
    found = {}
    for grid, top in ((TABLE, TABLE.head - 1), (DATES, DATES.first)):
        names = [sheet[grid.cell(name)].value for name in grid.names]
        for number in range(top, grid.last + 1):
            row = [sheet[f"{grid.letter(name)}{number}"].value for name in grid.names]
            if row[0] and number != grid.head:
                found.setdefault(row[0], {}).update(zip(names, row, strict=True))
    return list(found.values())


@pytest.mark.slow
def test_two_assignments_with_other_amounts_and_days_stand_on_one_page(folder, two):
    done = run("overview", *two, "-o", "ut.xlsx")
    assert done.exit_code == 0, done.output
    assert "ut.xlsx: 2 uppdrag" in done.output
    total, one, boverket, *_ = page(folder)
    assert (one["disponibelt"], boverket["disponibelt"]) == (500_000, 3_000_000)
    assert (one["dnr"], boverket["dnr"]) == ("Ju2022/01504", "A2022/00001")
    assert total["upparbetat"] == pytest.approx(21_000.65)
    assert (one["kvar hittills"], boverket["kvar hittills"]) == (498_999, 2_480_000)
    assert total["kvar hittills"] == 2_978_999
    assert boverket["sista dag"] == dt.datetime(2022, 10, 7)  # noqa: DTZ001 - a cell has no zone
    assert (boverket["nästa frist"], boverket["dagar kvar"]) == ("Redovisning av uppdraget", 7)
    own = book_of(two[1], values=True)["Uppföljning"]
    rows = {row[1]: row for row in own.iter_rows(values_only=True) if row[1]}
    at = rows["kostnadsslag"].index("prognos")
    assert boverket["prognos"] == pytest.approx(rows["Summa"][at], abs=0.005)
    assert boverket["prognos − budget"] == pytest.approx(rows["Summa"][at + 1], abs=0.005)


@pytest.mark.slow
def test_a_deadline_that_has_passed_is_named_first(folder):
    late = book(folder, "en.xlsx", "10", klart_rekvisition="", avstamningsdag="2022-09-30")
    done = run("overview", late, "-o", "ut.xlsx")
    _, one, *_ = page(folder)
    assert (one["nästa frist"], one["dagar kvar"]) == ("Rekvisition", -15)
    assert "Fel: Försenade frister (Start): så många uppdrag hade en frist" in done.output


@pytest.mark.slow
def test_what_does_not_go_together_is_a_sentence_and_nothing_is_written(folder, two):
    one, _ = two
    (folder / "mall.xlsx").write_bytes(TEMPLATES["uppdraget"].build())
    run("render", "redovisning", "-o", "annan.xlsx")
    for books, said in (
        ((one, one), "är samma uppdrag som en.xlsx (myndighet Arbetsförmedlingen, dnr Ju2022"),
        (("mall.xlsx",), "har inga beräknade belopp på bladet Uppföljning; öppna och spara"),
        (("annan.xlsx",), "annan.xlsx saknar cellen"),
    ):
        done = run("overview", *books, "-o", "ut.xlsx")
        assert (done.exit_code, said in done.output) == (1, True), done.output
        assert not (folder / "ut.xlsx").exists()


def test_more_assignments_than_the_page_has_room_for_are_an_error_of_the_check(folder):
    rows = "".join(f"U{n},2022-09-30,10,10,1\n" for n in range(21))
    (folder / "u.csv").write_text(
        "uppdrag,avstamningsdag,disponibelt,rekvirerat,upparbetat\n" + rows
    )
    done = run("render", "uppdragen", "-d", "u.csv", "-o", "ut.xlsx")
    assert "Fel: Antal uppdrag (Start): sidan har plats för 20 uppdrag" in done.output
