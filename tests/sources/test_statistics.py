"""Types, index and population in CSV: the year decides the vintage of a value."""

import pytest

from regso.errors import FileError
from regso.store.schema import Area, Population, Statistic


def test_types_and_shares_become_one_value_each(read):
    text = (
        "regsokod,År,Socioekonomiskt_index,omradestyp,andel_forgymnasial,"
        "andel_lag_ekonomisk_standard,andel_bistand_langtidsarbetslosa\n"
        "9901R001,2022,5.5,4,..,6.7,\n"
    )
    (sets,) = read("t.csv", text).row_sets
    assert set(sets.rows) == {
        Statistic("index", 2022, "9901R001", 5.5),
        Statistic("typ", 2022, "9901R001", 4.0),
        Statistic("låg ekonomisk standard", 2022, "9901R001", 6.7),
    }


def test_a_value_whose_code_is_of_the_other_vintage_than_its_year_is_left_out(read):
    text = (
        "ssd_kod,regsokod,indelning,ar,omradestyp\n"
        "9901R001,9901R001,RegSO2020,2023,1\n"
        "9901R001_RegSO2025,9901R001,RegSO2025,2023,2\n"
        "9901R001,9901R001,RegSO2020,2024,3\n"
        "9901R001_RegSO2025,9901R001,RegSO2025,2024,4\n"
    )
    (sets,) = read("t.csv", text).row_sets
    assert list(sets.rows) == [
        Statistic("typ", 2023, "9901R001", 1.0),
        Statistic("typ", 2024, "9901R001", 4.0),
    ]


def test_names_in_a_table_of_types_fill_gaps_in_the_vintage_of_its_year(read):
    text = "regsokod,regsonamn,kommun,ar,omradestyp\n9901R001,Norra,Exby,2024,4\n"
    _, fills = read("t.csv", text).row_sets
    assert Area(2025, "9901R001", "Norra", "9901") in fills.rows


def test_names_in_a_table_of_both_vintages_are_not_used(read):
    text = "regsokod,regsonamn,ar,omradestyp\n9901R001,A,2022,4\n9901R001,B,2024,4\n"
    (sets,) = read("t.csv", text).row_sets
    assert {type(row) for row in sets.rows} == {Statistic}


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("6", "6 är ingen områdestyp 1–5"),
        ("2.5", "2.5 är ingen områdestyp 1–5"),
        ("x", '"X" är inget tal med decimalpunkt'),
        ("-1", "-1 är inte ett tal från 0 och uppåt"),
    ],
)
def test_a_wrong_type_is_refused_with_row_and_column(read, cell, says):
    with pytest.raises(FileError, match=rf"^Rad 3 i t\.csv, kolumnen omradestyp: {says};"):
        read("t.csv", f"regsokod,ar,omradestyp\n9901R001,2022,1\n9901R002,2022,{cell}\n")


def test_a_share_above_100_is_refused(read):
    with pytest.raises(FileError, match="101 är mer än 100 procent"):
        read("t.csv", "regsokod,ar,andel_forgymnasial\n9901R001,2022,101\n")


def test_a_wrong_code_is_refused_without_showing_personal_data(read):
    with pytest.raises(
        FileError, match=r'Rad 2 i t\.csv, kolumnen regsokod: "99999999-9999" är ingen'
    ):
        read("t.csv", "regsokod,ar,omradestyp\n19850101-1234,2022,1\n")


def test_population_has_one_column_per_year(read):
    outcome = read("b.csv", "regsokod,folkmangd_2022,Folkmängd 2023,fodda\n9901R001,10,..,3\n")
    (sets,) = outcome.row_sets
    assert list(sets.rows) == [Population(2022, "totalt", "totalt", "9901R001", 10.0)]
    assert outcome.unused == "fodda"


def test_population_of_deso_2018_has_no_value_for_2024(read):
    outcome = read(
        "b.csv", "deso2018,regso2020,folkmangd_2023,folkmangd_2024\n9901A0010,9901R001,5,6\n"
    )
    sets, fills = outcome.row_sets
    assert list(sets.rows) == [Population(2023, "totalt", "totalt", "9901A0010", 5.0)]
    assert Area(2020, "9901A0010", "", "9901R001") in fills.rows
    assert outcome.unused == "folkmangd_2024"


def test_a_swedish_csv_is_read_when_asked_for(read):
    text = "regsokod;ar;andel_forgymnasial\n9901R001;2022;1,5\n".encode("cp1252")
    (sets,) = read("t.csv", text, swedish=True).row_sets
    assert list(sets.rows) == [Statistic("förgymnasial", 2022, "9901R001", 1.5)]
