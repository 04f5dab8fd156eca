"""Finance and planning in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import regso.functions.planning  # noqa: F401 - importing registers the functions
from regso.errors import CellError
from regso.functions import call, last_error

VALUE, NUM, DIV = CellError("#VALUE!"), CellError("#NUM!"), CellError("#DIV/0!")


def column(values):
    return [[v] for v in values]


# -- REGSO_FORDELA ---------------------------------------------------------------------------------


def test_a_pot_is_shared_by_hand():
    """Skolverket's principle: pot × volume × index / sum; 600 of 1,000 by volume alone."""
    assert call("REGSO_FORDELA", [100, column([1, 1, 1])]) == column([34, 33, 33])
    assert call("REGSO_FORDELA", [1000, column([10, 10]), column([100, 300]), 0.6]) == column(
        [400, 600]
    )
    assert call("REGSO_FORDELA", [1000, [[1, 1, 1]], None, None, 100]) == [[400, 300, 300]]


@given(
    st.integers(0, 10**9),
    st.lists(st.none() | st.integers(0, 1000), min_size=1, max_size=20),
    st.sampled_from([1, 100, 1000]),
)
def test_the_cells_sum_to_the_pot_and_empty_cells_stay_empty(units, volumes, unit):
    result = call("REGSO_FORDELA", [units * unit, column(volumes), None, 0, unit])
    if not any(volumes):
        assert result == [[DIV]]
        return
    assert [cell == "" for [cell] in result] == [v is None for v in volumes]
    assert sum(cell for [cell] in result if cell != "") == units * unit


@pytest.mark.parametrize("omitted", [None, 0, 0.0, ""])
def test_zero_means_that_no_base_and_no_unit_are_given(omitted):
    expected = column([25, 75])
    assert (
        call("REGSO_FORDELA", [100, column([1, 1]), column([1, 3]), omitted, omitted]) == expected
    )


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        (
            [150, column([1]), None, None, 100],
            NUM,
            "Potten 150 ska vara minst 0 och en multipel av enheten 100 kr",
        ),
        ([-1, column([1])], NUM, "Potten -1"),
        ([10.5, column([1])], NUM, "Potten 10.5"),
        ([100, column([1, -1])], NUM, "är -1; ange tal som är minst 0"),
        ([100, column([1]), column([1]), 81], NUM, "Grundandelen 81 ligger inte mellan 0 och 1"),
        ([100, column([1]), None, None, 2.5], NUM, "Enheten 2.5"),
        ([100, column([0, 0])], DIV, "Ingen rad har någon vikt"),
        ([100, []], DIV, "Ingen rad har någon vikt"),
        ([100], DIV, "Ingen rad har någon vikt"),
        ([None, column([1])], VALUE, "Argumentet pott saknas"),
        (["hundra", column([1])], VALUE, "pott ska vara ett tal"),
        ([100, column([1, 2]), column([1])], VALUE, "index är inte lika stort som volym"),
        ([100, column([1, 2]), column([1, None])], VALUE, "Rad 2 i index är tom"),
        ([100, column([1, "x"])], VALUE, "Rad 2 i volym är inte ett tal"),
        ([100, column([1, DIV])], DIV, None),
    ],
)
def test_a_pot_that_cannot_be_shared_is_refused(args, error, message):
    assert call("REGSO_FORDELA", args) == [[error]]
    assert message is None or message in last_error()


def test_a_row_without_volume_and_index_gets_nothing_and_one_with_a_gap_is_refused():
    assert call("REGSO_FORDELA", [100, column([1, None, 1]), column([1, None, 1])]) == column(
        [50, "", 50]
    )
    assert call("REGSO_FORDELA", [100, column([1, None]), column([1, 9])]) == [[VALUE]]
    assert "Rad 2 i volym är tom" in last_error()


@pytest.mark.slow
def test_a_trillion_is_shared_among_100_000_rows():
    shares = call(
        "REGSO_FORDELA", [10**12, column([1.5, 2.25] * 50_000), column([1.1, 0.7] * 50_000), 0.81]
    )
    assert sum(int(cell) for [cell] in shares) == 10**12


# -- REGSO_UPPDRAGSMEDEL ---------------------------------------------------------------------------


def test_the_money_of_an_assignment():
    """The decisions of 2022-04-28: 500,000 kr, what is not used is repaid by 2023-01-31."""
    assert call("REGSO_UPPDRAGSMEDEL", [500_000, 500_000, 468_250.4]) == [
        ["post", "värde"],
        ["Disponibelt", 500_000],
        ["Rekvirerat", 500_000],
        ["Upparbetat", 468_250.4],
        ["Ej rekvirerat", 0],
        ["Återbetalning", 31_749.6],
        ["Överskridande", 0],
        ["Status", "Medel återstår"],
    ]


@given(*[st.integers(0, 10**6)] * 3)
def test_the_table_of_money_never_changes_size_and_holds_nothing_negative(
    available, claimed, spent
):
    table = call("REGSO_UPPDRAGSMEDEL", [available, claimed, spent])
    assert [row[0] for row in table] == [
        "post", "Disponibelt", "Rekvirerat", "Upparbetat", "Ej rekvirerat", "Återbetalning",
        "Överskridande", "Status",
    ]  # fmt: skip
    assert all(row[1] >= 0 for row in table[1:7])
    assert table[4][1] - available + claimed == max(0, claimed - available)
    assert table[5][1] - table[6][1] == claimed - spent


def test_money_that_is_missing_or_negative_is_refused():
    assert call("REGSO_UPPDRAGSMEDEL", [1, 1, None]) == [[VALUE]]
    assert last_error() == "Argumentet upparbetat saknas; fyll i det."
    assert call("REGSO_UPPDRAGSMEDEL", [1, 1, -1]) == [[NUM]]
    assert call("REGSO_UPPDRAGSMEDEL", [1, DIV, 1]) == [[DIV]]
    assert call("REGSO_UPPDRAGSMEDEL", [1, 1, [[1], [2]]]) == [[VALUE]]


# -- REGSO_FRIST -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "today", "done", "expected"),
    [
        ("2022-10-28", "2022-10-03", None, [25, "Återstår"]),
        (44862.0, 44862.6, None, [0, "Förfaller i dag"]),
        ("2022-10-28", 44864, None, [-2, "Försenad"]),
        ("2022-10-28", 44864, 0, [-2, "Försenad"]),
        ("2022-10-28", 44864, "nej", [-2, "Försenad"]),
        ("2022-10-28", 44864, False, [-2, "Försenad"]),
        ("2022-10-28", 44864, True, ["", "Klar"]),
        ("2022-10-28", 44864, 1.0, ["", "Klar"]),
        ("2022-10-28", 44864, " X ", ["", "Klar"]),
        ("2022-10-28", 44864, "2022-10-28", ["", "Klar i tid"]),
        ("2022-10-28", 44864, 44863.5, ["", "Klar för sent"]),
        (None, 44864, None, ["", ""]),
        ("2022-10-28", None, None, ["", ""]),
        ("snart", 44864, None, [VALUE] * 2),
        ("2022-10-28", 44864, "snart", [VALUE] * 2),
        (True, 44864, None, [VALUE] * 2),
        (0, 44864, None, [NUM] * 2),
        (20221028, 44864, None, [NUM] * 2),
        (221028, 44864, None, [NUM] * 2),
        (DIV, 44864, None, [DIV] * 2),
        ("2022-10-28", 44864, DIV, [DIV] * 2),
    ],
)
def test_a_deadline_is_days_and_status(due, today, done, expected):
    """Excel: 2022-10-28 is 44862."""
    assert call("REGSO_FRIST", [due, today, done]) == [expected]
    rows = call("REGSO_FRIST", [column([44870, due]), today, column([None, done])])
    assert rows[1] == expected


@pytest.mark.slow
def test_deadlines_in_a_column():
    assert call("REGSO_FRIST", [[], 44864]) == []
    many = call("REGSO_FRIST", [column([*range(44864, 54864)] * 10), 44864])
    assert [row[0] for row in many] == list(range(10_000)) * 10
    assert call("REGSO_FRIST", [column([1, 2]), column([1, 2, 3])]) == [[VALUE]]


# -- REGSO_KONTROLL --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("orgnr", "202100-0837"),
        ("Orgnr", 2021000837.0),
        ("orgnr", "162021000837"),
        ("bankgiro", "5052-5781"),
        ("plusgiro", "90 20 01-7"),
        ("dnr", "Ju2022/01504"),
        ("kommun", "9901"),
        ("kommun", 9901.0),
        ("regso", "9901R001"),
        ("regso", " 9901r001_RegSO2025"),
        ("deso", "9901C1010"),
    ],
)
def test_what_is_right_is_ok(example, kind, value):
    """Statistics Sweden, Kammarkollegiet; the fictional example."""
    assert call("REGSO_KONTROLL", [kind, value]) == [["OK"]]


def test_a_code_of_either_vintage_is_ok(example):
    [ended] = example.areas(2020).regso - example.areas(2025).regso
    new = min(set(example.areas(2025).parents) - set(example.areas(2020).parents))
    assert call("REGSO_KONTROLL", ["regso", ended]) == [["OK"]]
    assert call("REGSO_KONTROLL", ["deso", new]) == [["OK"]]


def test_every_code_of_the_real_store_is_ok_at_its_own_level(real):
    areas = real.areas(2025)
    for kind, found in (("regso", areas.regso), ("deso", areas.parents)):
        assert {cell for [cell] in call("REGSO_KONTROLL", [kind, column(found)])} == {"OK"}
        assert "OK" not in {cell for [cell] in call("REGSO_KONTROLL", ["kommun", column(found)])}


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("orgnr", "202100-0838", "Kontrollsiffran stämmer inte; jämför numret med källan."),
        ("orgnr", "19121212-1212", "Numret ser ut som ett personnummer; ange organisationsnumret "
         "med tio siffror."),
        ("bankgiro", "505", "Ett bankgironummer har sju eller åtta siffror, "
         "till exempel 5052-5781."),
        ("dnr", 2022, "Ett diarienummer skrivs som Ju2022/01504: bokstäver, år, snedstreck "
         "och fem siffror."),
        ("kommun", "9999", "Koden 9999 finns inte i någon inläst indelning; kontrollera koden."),
        ("regso", "9901", "9901 är ingen kod för RegSO; kontrollera slaget."),
        ("kommun", "9901R001", "9901R001 är ingen kod för kommun; kontrollera slaget."),
        ("deso", "19121212-1212", '"99999999-9999" är ingen områdeskod; skriv till exempel '
         "0114R001 (RegSO) eller 0114C1010 (DeSO)."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_sentence_without_personal_data(example, kind, value, message):
    assert call("REGSO_KONTROLL", [kind, value]) == [[message]]


@pytest.mark.slow
def test_a_range_is_checked_cell_by_cell(example):
    result = call("REGSO_KONTROLL", ["bankgiro", [["5052-5781", None], [DIV, "5052-5782"]]])
    assert result[0] == ["OK", ""]
    assert result[1][0] == DIV
    assert result[1][1].startswith("Kontrollsiffran")
    assert call("REGSO_KONTROLL", ["bankgiro", []]) == []
    many = call("REGSO_KONTROLL", ["bankgiro", column([50525781.0] * 100_000)])
    assert many == column(["OK"] * 100_000)


def test_a_kind_that_does_not_exist_is_a_value_error(example):
    assert call("REGSO_KONTROLL", ["iban", "x"]) == [[VALUE]]
    assert last_error() == (
        'Argumentet slag kan inte ha det värdet; ange "orgnr", "bankgiro", "plusgiro", "dnr", '
        '"kommun", "regso", "deso".'
    )
    assert call("REGSO_KONTROLL", [None, "x"]) == [[VALUE]]


# -- REGSO_AVSTAM ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([column([120, 80, 200]), 400], [0, "Stämmer"]),
        ([column([98_999]), 99_007, 8], [-8, "Stämmer inom toleransen"]),
        ([column([98_988]), 99_007, 8], [-19, "Avviker"]),
        ([column([0.1, 0.2, None]), 0.3, 0], [0, "Stämmer"]),
        ([7, 5], [2, "Avviker"]),
        ([column([0.01] * 100_000), 1000], [0, "Stämmer"]),
    ],
)
def test_parts_are_compared_with_their_total(args, expected):
    """Karlstad 2025: published 99,007; the RegSO sum to 98,999 and the DeSO to 98,988."""
    assert call("REGSO_AVSTAM", args) == [expected]


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=30))
def test_parts_in_ore_agree_with_their_own_sum(parts):
    assert call("REGSO_AVSTAM", [column(map(float, parts)), float(sum(parts))]) == [[0, "Stämmer"]]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ([column([1]), None], VALUE),
        ([column([1]), 1, -1], NUM),
        ([column([1, DIV]), 1], DIV),
        ([column([1, ".."]), 1], VALUE),
        ([column([1]), column([1, 2])], VALUE),
        ([[], 0], VALUE),
        ([column([None, None]), 0], VALUE),
    ],
)
def test_parts_that_cannot_be_compared_are_refused(args, error):
    assert call("REGSO_AVSTAM", args) == [[error]]
