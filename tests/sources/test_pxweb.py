"""Answers of the Statistical Database: both vintages in one answer, and no value where none is."""

import json

import pytest
from pxweb_answers import BOTH, INDEX, PERSONS, POPULATION, TYPES, dataset, same

from regso.errors import FileError
from regso.sources import jsonstat, pxweb
from regso.store.schema import Population, Statistic


def test_each_vintage_keeps_the_years_that_are_its_own(read):
    text = dataset(
        {
            "Region": BOTH,
            "ContentsCode": INDEX,
            "Tid": same("2023", "2024"),
        },
        [1.5, None, None, 2.5],
    )
    (sets,) = read("a.json", text).row_sets
    assert list(sets.rows) == [
        Statistic("index", 2023, "9901R001", 1.5),
        Statistic("index", 2024, "9901R001", 2.5),
    ]


def test_labels_decide_when_the_codes_of_contents_change(read):
    contents = {
        "X1": "Områdestyp",
        "X2": "Andelen med förgymnasial utbildning",
        "X3": "Andelen personer med låg ekonomisk standard (oavsett ålder)",
        "X4": "Andelen med ekonomiskt bistånd och/eller långtidsarbetslösa",
        "X5": "Något nytt",
    }
    text = dataset(
        {"Region": same("9901R001"), "ContentsCode": contents, "Tid": same("2023")},
        [3, 10.5, 11.5, 12.5, 13.5],
    )
    outcome = read("a.json", text)
    assert {(row.measure, row.value) for row in outcome.row_sets[0].rows} == {
        ("typ", 3.0),
        ("förgymnasial", 10.5),
        ("låg ekonomisk standard", 11.5),
        ("bistånd", 12.5),
    }
    assert outcome.unused == "Något nytt"


def test_a_value_with_the_status_missing_is_no_value(read):
    text = dataset(
        {"Region": BOTH, "ContentsCode": INDEX, "Tid": same("2023")},
        {"0": 0, "1": 4},
        status={"0": ".."},
    )
    assert read("a.json", text, named=False).row_sets == ()
    with pytest.raises(FileError, match=r"^a\.json gav inga värden: cellerna är tomma, eller"):
        read("a.json", text)


def test_index_as_object_and_sparse_values_are_read(read):
    data = json.loads(
        dataset(
            {
                "Region": same("9901R001", "9901R002"),
                "ContentsCode": TYPES,
                "Tid": same("2022", "2023"),
            },
            {"1": 2, "2": 3},
        )
    )
    data["dimension"]["Region"]["category"]["index"] = {"9901R001": 1, "9901R002": 0}
    (sets,) = read("a.json", json.dumps(data)).row_sets
    assert set(sets.rows) == {
        Statistic("typ", 2023, "9901R002", 2.0),
        Statistic("typ", 2022, "9901R001", 3.0),
    }


def test_a_table_of_another_subject_with_a_similar_content_is_not_read(read):
    text = dataset(
        {
            "Region": same("9901R001"),
            "ContentsCode": {"Q": "Antal med förgymnasial utbildning"},
            "Tid": same("2022"),
        },
        [50],
        label="Befolkning efter region, utbildning och år",
    )
    with pytest.raises(FileError, match="har inget innehåll som lagret tar emot"):
        read("a.json", text)


def test_zeros_of_the_wrong_vintage_are_not_values_and_true_zeros_are(read):
    text = dataset(
        {
            "Region": same(
                "9901", "9901R001", "9901R001_RegSO2025", "9901A0010", "9901A0010_DeSO2025"
            ),
            "Alder": {"totalt": "totalt", "-4": "0-4 år"},
            "Kon": {"1+2": "totalt"},
            "ContentsCode": PERSONS,
            "Tid": same("2025"),
        },
        [50, 0, 0, 0, 50, 7, 0, 0, 50, 7],
        label=POPULATION,
    )
    (sets,) = read("p.json", text).row_sets
    assert [(row.code, row.age, row.value) for row in sets.rows] == [
        ("9901", "totalt", 50.0),
        ("9901", "0-4", 0.0),
        ("9901R001", "totalt", 50.0),
        ("9901R001", "0-4", 7.0),
        ("9901A0010", "totalt", 50.0),
        ("9901A0010", "0-4", 7.0),
    ]


@pytest.mark.parametrize(("values", "codes"), [([0, 0], []), ([8, 0], ["9901R001", "9901R002"])])
def test_without_any_suffix_a_year_with_values_belongs_to_the_codes(read, values, codes):
    """Only old codes asked for gives zeros in 2025; were the suffix dropped, it gives values."""
    text = dataset(
        {
            "Region": same("9901R001", "9901R002"),
            "ContentsCode": PERSONS,
            "Tid": same("2025"),
        },
        values,
        label=POPULATION,
    )
    row_sets = read("p.json", text, named=False).row_sets
    rows = [row for row_set in row_sets for row in row_set.rows]
    assert [row.code for row in rows] == codes


def test_ages_and_sexes_are_written_in_one_way(read):
    text = dataset(
        {
            "Region": same("9901"),
            "Alder": same("totalt", "-4", "5-9", "80+") | {"5": "5 år"},
            "Kon": {"1": "män", "2": "kvinnor", "1+2": "totalt"},
            "ContentsCode": PERSONS,
            "Tid": same("2025"),
        },
        list(range(15)),
        label=POPULATION,
    )
    outcome = read("p.json", text)
    groups = [(row.age, row.sex, row.value) for row in outcome.row_sets[0].rows]
    assert groups == [
        (age, sex, float(3 * i + j))
        for i, age in enumerate(["totalt", "0-4", "5-9", "80-"])
        for j, sex in enumerate(["män", "kvinnor", "totalt"])
    ]
    assert outcome.unused == "5 år"


def test_an_answer_without_age_and_sex_is_the_total(read):
    text = dataset(
        {"Region": same("9901"), "ContentsCode": PERSONS, "Tid": same("2025")},
        [12],
        label=POPULATION,
    )
    (sets,) = read("p.json", text).row_sets
    assert list(sets.rows) == [Population(2025, "totalt", "totalt", "9901", 12.0)]


def test_the_source_names_table_file_revision_and_correction(read):
    text = dataset(
        {
            "Region": same("9901R001"),
            "ContentsCode": TYPES,
            "Tid": same("2022"),
        },
        [1],
        note=["Om indelningar.", "Korrigering 2026-06-23: Data för 2024 har korrigerats. "],
    )
    source = read("a.json", text).row_sets[0].source
    assert source[:4] == (
        "SCB",
        "Socioekonomiskt index efter region och år",
        "TAB1 (a.json)",
        "2026-07-06",
    )
    assert (source.licence, source.updated) == ("CC0 1.0", "2026-06-23")
    assert source.note == "Korrigering 2026-06-23: Data för 2024 har korrigerats."


@pytest.mark.parametrize(
    ("region", "value", "says"),
    [
        ("9901R001_RegSO2030", 1, "hör till en indelning som den här versionen inte känner"),
        ("SE11", 1, '"SE11" är ingen områdeskod'),
        ("9901R001", 6, "9901R001 2022, typ: 6 är ingen områdestyp 1–5"),
        ("9901R001", "x", r"värdet x \(9901R001, 000008IU, 2022\) är inget tal"),
    ],
)
def test_a_wrong_code_or_value_is_refused(read, region, value, says):
    text = dataset(
        {"Region": same(region), "ContentsCode": TYPES, "Tid": same("2022")},
        [value],
    )
    with pytest.raises(FileError, match=says):
        read("a.json", text)


def test_an_answer_with_too_few_values_is_refused(read):
    text = dataset(
        {"Region": BOTH, "ContentsCode": TYPES, "Tid": same("2022")},
        [1],
    )
    with pytest.raises(FileError, match="den har 1 värden i stället för 2"):
        read("a.json", text)


def test_a_link_in_a_note_is_words_with_its_address_behind_them():
    answer = {
        "class": "dataset", "label": "Folkmängd per region", "id": ["Region", "Tid"],
        "size": [1, 1], "value": [30],
        "dimension": {
            "Region": {"category": {"index": ["00"], "label": {"00": "Riket"}}},
            "Tid": {"category": {"index": ["2025"], "label": {"2025": "2025"}}},
        },
        "note": ["Läs om  [metoden](https://www.scb.se/metod) först.\r\n \r\n"],
        "extension": {"noteMandatory": {"0": True}},
    }  # fmt: skip
    read = pxweb.read_population(jsonstat.dataset_of(answer, "svar.json"))
    assert read.note == "Läs om metoden (https://www.scb.se/metod) först."
