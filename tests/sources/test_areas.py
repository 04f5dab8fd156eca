"""Area lists, key files and changes, as Statistics Sweden and others lay them out."""

import datetime as dt

import openpyxl
import pytest

from regso.errors import FileError
from regso.sources.found import Found
from regso.sources.registry import read_file
from regso.store.schema import Area, Change

KEY = "Kommun,Kommunnamn,DeSO_2018,RegSO_2020,RegSOkod_2020\n"


def test_the_key_file_of_statistics_sweden_sets_names_and_key(read):
    """In this layout RegSO_2020 is the name and RegSOkod_2020 the code."""
    sets, fills = read("k.csv", KEY + "9901,Exby,9901A0010,Norra delen,9901R001\n").row_sets
    assert set(sets.rows) == {
        Area(2020, "9901R001", "Norra delen", "9901"),
        Area(2020, "9901A0010", "", "9901R001"),
    }
    assert set(fills.rows) == {Area(0, "9901", "Exby", "99"), Area(0, "00", "Riket", "")}
    assert (sets.fill_only, fills.fill_only) == (False, True)


def test_the_key_file_of_2025_gives_the_areas_of_2025(read):
    text = "KOMMUN;KommunNamn;DESO_2025;regso_2025;RegSOkod_2025\n9901;Exby;9901C1010;Ö;9901R002\n"
    sets, _ = read("k.csv", text).row_sets
    assert set(sets.rows) == {
        Area(2025, "9901R002", "Ö", "9901"),
        Area(2025, "9901C1010", "", "9901R002"),
    }


def test_a_workbook_may_have_lines_above_its_header_and_numbers_as_codes(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Om filen"])
    sheet = book.create_sheet("Nyckel")
    sheet.append(["Kopplingstabell DeSO–RegSO"])
    sheet.append([])
    sheet.append(["Kommun", "Kommunnamn", "DeSO_2018", "RegSO_2020", "RegSOkod_2020"])
    sheet.append([990, "Exby", "0990A0010", "Norra ", "0990R001"])
    path = tmp_path / "k.xlsx"
    book.save(path)
    sets, fills = read_file(Found(path, named=True), dt.date(2026, 1, 1)).row_sets
    assert Area(2020, "0990R001", "Norra", "0990") in sets.rows
    assert Area(0, "0990", "Exby", "09") in fills.rows


def test_a_csv_may_have_lines_above_its_header_and_counts_them(read):
    with pytest.raises(
        FileError, match=r'^Rad 4 i k\.csv, kolumnen DeSO_2018: "9901R001" är ingen'
    ):
        read("k.csv", "Nyckel; 2026\n\n" + KEY + "9901,Exby,9901R001,Norra,9901R001\n")


def test_names_in_a_key_with_codes_only_fill_gaps(read):
    text = "deso2018,regso2020,regsonamn2020,kommunkod,kommun\n9901A0010,9901R001,Norra,9901,Exby\n"
    sets, fills = read("k.csv", text).row_sets
    assert list(sets.rows) == [Area(2020, "9901A0010", "", "9901R001")]
    assert Area(2020, "9901R001", "Norra", "9901") in fills.rows


def test_an_official_name_wins_over_a_name_that_fills_whatever_the_order(make, stored):
    folder = make("d/a.csv", "regsokod_2020,regsonamn,kommun\n9901R001,Rätt,Exby\n").parent
    make("d/b.csv", "deso2018,regso2020,regsonamn2020\n9901A0010,9901R001,Fel\n")
    make("d/c.csv", "regsokod_2025,regsonamn,kommun\n9901R001,Rätt,Exby\n")
    make("d/a0.csv", "deso2025,regso2025,regsonamn2025\n9901A0010,9901R001,Fel\n")
    reference = stored(folder)
    assert [reference.areas(v).name_of("9901R001") for v in (2020, 2025)] == ["Rätt", "Rätt"]


def test_a_reconstructed_key_says_so(read):
    text = "deso2025,regso2025,belagg\n9901A0010,9901R001,wfs\n"
    assert read("k.csv", text).row_sets[0].source.note.startswith("Rekonstruerad nyckel")


def test_a_table_that_joins_two_vintages_is_no_key(read):
    with pytest.raises(FileError, match="används inte"):
        read("k.csv", "deso2018,regso2025\n9901A0010,9901R001\n")


def test_a_deso_in_a_regso_of_another_kommun_is_refused(read):
    with pytest.raises(FileError, match="lägger 9901A0010 i 9902R001"):
        read("k.csv", "deso2018,regso2020\n9901A0010,9902R001\n")


def test_two_rows_that_say_different_things_of_one_area_are_refused(read):
    rows = "9901A0010,9901R001\n9901A0010,9901R002\n"
    with pytest.raises(FileError, match=r"^Rad 3 i k\.csv säger emot .*9901R001 och 9901R002"):
        read("k.csv", "deso2018,regso2020\n" + rows)


def test_names_that_differ_in_dash_blanks_and_case_are_the_same_name(read):
    header = "deso2018,regso2020,regsonamn2020\n"
    rows = "9901A0010,9901R001,Norra–Södra \n9901A0020,9901R001,Norra -  södra\n"
    _, fills = read("k.csv", header + rows).row_sets
    assert Area(2020, "9901R001", "Norra–Södra", "9901") in fills.rows


def test_a_list_takes_the_last_of_its_names_and_reports_the_others(read):
    header = "regsokod,regsonamn,regsonamn_2026,kommun,ssd_kod\n"
    outcome = read("l.csv", header + "9901R001,Gammal,Ny,Exby,9901R001_RegSO2025\n")
    assert list(outcome.row_sets[0].rows) == [Area(2025, "9901R001", "Ny", "9901")]
    assert outcome.unused == "regsonamn"


@pytest.mark.parametrize(("code", "vintage"), [("2584R001", 2020), ("2523R011", 2025)])
def test_a_list_that_names_no_vintage_is_known_by_the_one_code_of_its_vintage(read, code, vintage):
    rows = f"9901R001,A,X\n{code},B,Y\n"
    sets, _ = read("l.csv", "regsokod,regsonamn,kommun\n" + rows).row_sets
    assert {row.vintage for row in sets.rows} == {vintage}


def test_a_list_of_unknown_vintage_is_refused(read):
    with pytest.raises(FileError, match="lägg till --vintage 2020 eller --vintage 2025"):
        read("l.csv", "regsokod,regsonamn,kommun\n9901R001,A,Exby\n")


def test_kommuner_and_lan_have_their_names_and_parents(read):
    text = "kommunkod,kommun,lanskod,lan,skr\n9901,Exby,99,Exempellän,A\n"
    outcome = read("k.csv", text)
    assert set(outcome.row_sets[0].rows) == {
        Area(0, "9901", "Exby", "99"),
        Area(0, "99", "Exempellän", "00"),
    }
    assert outcome.unused == "skr"


def test_changes_keep_the_words_of_the_publisher(read):
    text = (
        "fran_regso,till_regso,forandring,namn_fore,namn_efter,datum\n"
        "9901R001,9901R002,Ger del till nybildad,A,B,2025-01-01\n"
    )
    (sets,) = read("c.csv", text).row_sets
    kind = "Ger del till nybildad"
    assert list(sets.rows) == [Change("9901R001", "9901R002", kind, "2025-01-01", "A", "B")]


def test_a_change_without_a_date_is_refused(read):
    header = "fran_regso,till_regso,forandring,namn_fore,namn_efter,datum\n"
    with pytest.raises(FileError, match=r'^Rad 2 i c\.csv, kolumnen datum: "i år" är inget datum'):
        read("c.csv", header + "9901R001,9901R001,x,A,B,i år\n")
