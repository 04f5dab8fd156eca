"""The match report and the source."""

import pytest

from regso.errors import CellError
from regso.functions import call
from regso.store import Reference, using
from regso.store.schema import Area, RowSet, Source, Statistic
from regso.store.writer import merge


def report(codes, year=2022):
    return dict(call("REGSO_MATCHNING", [[[c] for c in codes], year]))


def test_each_kind_of_row_is_counted(example):
    found = report(
        [
            "9901R001",
            "9901R003",
            " 9901r001",
            "9901R001_RegSO2020",
            "9901A0010",
            "9901R999",
            "9901",
            3,
            "fel",
            "",
            None,
        ]
    )
    assert [found[k] for k in ("rader", "träff", "reparerade", "okända", "felaktiga", "tomma")] == [
        11,
        6,
        2,
        2,
        1,
        2,
    ]


def test_the_report_always_has_the_same_size(example):
    assert [
        len(call("REGSO_MATCHNING", [[[c] for c in codes]]))
        for codes in ([None], ["x"] * 40, [str(i) * 5 for i in range(30)])
    ] == [23] * 3


def test_bad_values_are_listed_once_and_without_personal_data(example):
    found = report(
        ["19850101-1234", "9901R999", "19850101-1234", "Anna", "9901R001 Anna", CellError("#N/A")]
    )
    assert [found[f"felaktigt värde {i}"] for i in range(1, 7)] == [
        "99999999-9999",
        "9901R999",
        "XXXX",
        "9901R001 …",
        "#N/A",
        "",
    ]


def test_rows_in_areas_whose_border_changed_are_counted(example):
    """9902C1080 moved from 9902R003 to 9902R004 in 2025."""
    assert report(["9902R003", "9902R004", "9902C1080", "9901R001"])["gränsändrade"] == 3


def test_a_code_that_one_vintage_alone_has_tells_the_vintage(example):
    assert report(["9901R001", "9904R003"])["trolig indelning"] == "RegSO 2020"
    assert report(["9901R001", "9902R011"], 2024)["trolig indelning"] == "RegSO 2025"
    assert report(["9901C1041"], 2024)["trolig indelning"] == "DeSO 2025"
    assert report(["9901R001"])["trolig indelning"].startswith("kan inte avgöras: koderna passar")


def test_a_suffix_tells_the_vintage_when_the_code_does_not(example):
    assert report(["9901R001_RegSO2025"])["trolig indelning"] == "RegSO 2025"


def test_the_report_says_which_vintage_and_year_it_is_for(example):
    assert call("REGSO_MATCHNING", [[["9901R001"]], 2024])[0] == [
        "matchning",
        "RegSO 2025/DeSO 2025 (områdestyper 2024)",
    ]


def test_the_source_line_names_publisher_table_year_vintage_and_date(example):
    rows = dict(call("REGSO_KALLA", ["typ", 2022]))
    assert rows["Källrad"].startswith(
        "Källa: RegSO för Excel (påhittade uppgifter), Exempellän (fiktivt), områdestyp 2022, "
        "RegSO 2020/DeSO 2018, hämtad 2026-01-01."
    )
    assert rows["Licens"] == "CC0 1.0"
    assert rows["Omfattning"] == "40 områden, fullständig"
    assert (
        rows["Förbehåll 6"]
        == "Indexet är SCB:s index för RegSO och inte Skolverkets socioekonomiska index."
    )


@pytest.mark.parametrize("subject", ["typ", "index", "befolkning", "namn"])
def test_every_subject_has_a_source_of_the_same_size(example, subject):
    assert len(call("REGSO_KALLA", [subject])) == 19


def test_the_source_of_a_population_says_what_is_published_and_what_is_summed(example):
    rows = dict(call("REGSO_KALLA", ["befolkning", 2022]))
    assert rows["Använda värden"] == (
        "publicerade värden för län, kommun, RegSO, DeSO; summor av delar för riket"
    )
    assert (
        dict(call("REGSO_KALLA", ["typ", 2022]))["Använda värden"] == "officiella, inte omräknade"
    )


def test_a_year_without_data_has_no_source(example):
    assert call("REGSO_KALLA", ["typ", 2035]) == [[CellError("#N/A")]]


def test_values_for_some_areas_only_are_called_incomplete(tmp_path):
    source = Source("SCB", "TAB6586", "fil.json", "2026-01-01", "00", "CC0 1.0")
    areas = [Area(2020, f"9901R00{i}", f"Namn {i}", "9901") for i in (1, 2)]
    merge(
        tmp_path / "regso.sqlite", [RowSet(source, [*areas, Statistic("typ", 2022, "9901R001", 3)])]
    )
    with using(Reference(tmp_path / "regso.sqlite")):
        assert dict(call("REGSO_KALLA", []))["Omfattning"] == "1 områden, ofullständig"
        assert call("REGSO_AR", []) == [["2022 ofullständig"]]
        assert report(["9901R001"])["gränsändrade"] == "uppgift saknas"
        assert (
            report(["9901R001"])["trolig indelning"]
            == "kan inte avgöras: bara en indelning är inläst"
        )


def test_real_border_changes_are_those_of_statistics_swedens_list(real):
    """288 codes in 99 kommuner, as reported elsewhere for SCB's file of 2026-03-25."""
    codes = sorted(real.areas(2020).regso | real.areas(2025).regso)
    changed = [
        c for c in codes if report([c], 2022)["gränsändrade"] or report([c], 2024)["gränsändrade"]
    ]
    assert (len(changed), len({c[:4] for c in changed})) == (288, 99)


def test_a_ready_type_is_a_hit_as_a_number_and_as_a_text(example):
    found = report(["1", 5.0, "6", "9901R001"])
    assert (found["träff"], found["okända"]) == (3, 1)
