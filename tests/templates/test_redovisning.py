"""The template Redovisning: the matrix, its counts, and what must be red until it is filled in."""

import datetime as dt

import pytest

from books import book_of
from regso.core.money.identifiers import is_valid
from regso.errors import CellError
from regso.functions import REGISTRY
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.redovisning.example import example_matrix
from regso.templates.redovisning.facts import (
    ANSWERS,
    GOALS,
    OBSTACLES,
    PAIRS,
    SEVERAL_GOALS,
    TOOLS,
    USES,
)
from regso.templates.redovisning.template import TEMPLATE
from regso.workbook import inputs
from regso.workbook.agencies import AGENCIES

HEADERS = [column.name for column in TEMPLATE.columns]
ANSWER = HEADERS.index("svar")
NOT_KNOWN = ("Folkhälsomyndigheten", "Statens servicecenter", "Trafikverket")


@pytest.fixture(scope="module")
def built():
    return build("redovisning")


@pytest.fixture(scope="module")
def rendered(built):
    def values(*, rows=None, functions=None, **settings):
        data = None if rows is None else Data("matris.csv", HEADERS, rows)
        with using(Reference(EXAMPLE)):
            result = render(built, data=data, columns={}, settings=settings, functions=functions)
        return book_of(result.workbook, values=True)

    return values


@pytest.fixture(scope="module")
def example(rendered):
    return rendered()


def verdicts(book):
    rows = list(book["Start"].iter_rows(min_col=2, max_col=4, values_only=True))
    top = next(i for i, row in enumerate(rows) if row[0] == "Kontroll")
    return {label: verdict for label, _, verdict in rows[top + 1 :] if label}


def words(book):
    return {label: verdict.partition(":")[0] for label, verdict in verdicts(book).items()}


def printed(book):
    """The printed matrix: the three cells of each tool and use, top down."""
    sheet = book["Redovisning"]
    rows = [[c.value or "" for c in row] for row in sheet["B10:F22"]]
    assert rows[0] == ["verktyg", *USES]
    return {
        (rows[1 + 3 * t][0], use): tuple(rows[1 + 3 * t + i][1 + u] for i in range(3))
        for t in range(len(TOOLS))
        for u, use in enumerate(USES)
    }


def texts(sheet):
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def changed(**columns):
    """The example with other values in the row of RegSO and planering."""
    rows = [list(row) for row in example_matrix()]
    for name, value in columns.items():
        rows[1][HEADERS.index(name)] = value
    return rows


# -- the decisions ---------------------------------------------------------------------------


def test_the_agencies_are_those_of_the_inputs_in_their_order():
    assert inputs.AGENCY.rule["source"] == list(AGENCIES)
    assert all(name == agency.name for name, agency in AGENCIES.items())


def test_no_diarienummer_is_made_up():
    """Three decisions at hand state theirs; two are scans without it, three are not at hand."""
    assert {n: a.dnr for n, a in AGENCIES.items() if a.dnr} == {
        "Arbetsförmedlingen": "Ju2022/01504",
        "Försäkringskassan": "Ju2022/01505",
        "Polismyndigheten": "Ju2022/01512",
    }
    assert all(is_valid("dnr", a.dnr) for a in AGENCIES.values() if a.dnr)


def test_of_a_decision_that_is_not_at_hand_nothing_is_said():
    for name in NOT_KNOWN:
        agency = AGENCIES[name]
        assert not any((agency.dnr, agency.decision, agency.address, agency.goals, agency.copies))
        assert agency.note == ""


def test_the_copies_are_each_decisions_own():
    own = {name: set(a.copies) for name, a in AGENCIES.items() if a.copies}
    shared = set.intersection(*own.values())
    assert len(shared) == 7
    assert {name: copies - shared for name, copies in own.items()} == {
        "Arbetsförmedlingen": {"Arbetsmarknadsdepartementet/A"},
        "Försäkringskassan": {"Socialdepartementet/SF"},
        "Polismyndigheten": {"Justitiedepartementet/PO"},
    }


def test_the_goals_that_are_named_are_the_choices():
    named = [goal for agency in AGENCIES.values() for goal in agency.goals]
    assert sorted(goal for goal in named if goal != SEVERAL_GOALS) == sorted(GOALS)
    assert [n for n, a in AGENCIES.items() if SEVERAL_GOALS in a.goals] == [
        "Försäkringskassan",
        "Socialstyrelsen",
    ]


# -- the matrix ------------------------------------------------------------------------------


def test_the_example_answers_every_cell_once():
    assert [row[:2] for row in example_matrix()] == list(PAIRS)
    assert {row[ANSWER] for row in example_matrix()} == set(ANSWERS)


def test_the_printed_matrix_is_the_table(example):
    shown = printed(example)
    assert len(shown) == 16
    for tool, use, answer, reason, obstacle, evidence in example_matrix():
        with_evidence = f"{answer.capitalize()} ({evidence})" if evidence else answer.capitalize()
        hindered = f"Hinder: {obstacle}" if obstacle else ""
        assert shown[tool, use] == (with_evidence, reason, hindered)


def test_the_order_of_the_rows_does_not_matter(rendered, example):
    assert printed(rendered(rows=example_matrix()[::-1])) == printed(example)


def test_answers_are_counted_and_sum_to_sixteen(example):
    rows = [[c.value for c in row] for row in example["Sammanfattning"]["B9:C14"]]
    given = [row[ANSWER] for row in example_matrix()]
    assert rows[:4] == [[given.count(answer), answer] for answer in ANSWERS]
    assert rows[4] == [0, "svar saknas"]
    assert sum(count for count, _ in rows[:5]) == rows[5][0] == len(PAIRS)


def test_obstacles_come_by_how_often_they_are_named(example):
    rows = [[c.value for c in row] for row in example["Sammanfattning"]["B18:C26"]]
    counts = [count for count, _ in rows[:8]]
    assert counts == sorted(counts, reverse=True)
    given = [row[HEADERS.index("hinder")] for row in example_matrix()]
    assert {name: count for count, name in rows[:8]} == {
        o.name: given.count(o.name) for o in OBSTACLES
    }
    assert rows[8] == [1, "andra hinder, med egna ord"]


def test_several_obstacles_in_a_cell_are_all_counted(rendered):
    both = f"{OBSTACLES[4].name}; {OBSTACLES[7].name}"
    book = rendered(rows=changed(hinder=both))
    counts = {c[1].value: c[0].value for c in book["Sammanfattning"]["B18:C26"]}
    assert (counts[OBSTACLES[4].name], counts[OBSTACLES[7].name]) == (1, 1)
    assert counts["andra hinder, med egna ord"] == 1


# -- the checks ------------------------------------------------------------------------------


def test_the_checks_of_the_example(example):
    assert words(example) == {
        "Tillägget RegSO": "OK",
        "Exempel kvar": "OK",
        "Svar i 16 rutor": "OK",
        "Motiveringar som saknas": "OK",
        "Rader utanför matrisen": "OK",
        "Hinder som saknas": "OK",
        "Underlag som saknas": "OK",
        "Längsta motivering": "OK",
        "Diarienummer": "OK",
        "Delmål": "OK",
        "Vårt diarienummer": "Granska",
        "Slutsats": "OK",
        "Uppdraget A2022/00330": "OK",
        "Dagar till redovisning": "OK",
        "Exempeltexter": "Granska",
    }


@pytest.mark.parametrize(
    ("change", "label", "word"),
    [
        ({"svar": None}, "Svar i 16 rutor", "Fel"),
        ({"svar": "kanske"}, "Svar i 16 rutor", "Fel"),
        ({"motivering": None}, "Motiveringar som saknas", "Fel"),
        ({"motivering": None, "svar": "ja"}, "Motiveringar som saknas", "OK"),
        ({"motivering": None, "svar": "ej prövat"}, "Motiveringar som saknas", "Fel"),
        ({"verktyg": "DeSO"}, "Rader utanför matrisen", "Fel"),
        ({"anvandning": "analys"}, "Rader utanför matrisen", "Fel"),  # twice
        ({"anvandning": "analys"}, "Svar i 16 rutor", "Fel"),
        ({"hinder": None}, "Hinder som saknas", "Granska"),
        ({"svar": "ja", "underlag": None}, "Underlag som saknas", "Granska"),
        ({"motivering": "a" * 201}, "Längsta motivering", "Granska"),
        ({"motivering": "a" * 200}, "Längsta motivering", "OK"),
    ],
)
def test_what_is_missing_in_a_row_is_called_out(rendered, change, label, word):
    assert words(rendered(rows=changed(**change)))[label] == word


def test_an_empty_matrix_is_red_and_shows_that_the_answers_are_missing(rendered):
    book = rendered(rows=[[*pair, None, None, None, None] for pair in PAIRS])
    assert verdicts(book)["Svar i 16 rutor"] == "Fel: 16 rutor saknar svar. Fyll i Indata."
    assert {cells[0] for cells in printed(book).values()} == {"Svar saknas"}


@pytest.mark.parametrize("name", AGENCIES)
def test_the_diarienummer_is_the_decisions_or_red(rendered, name):
    verdict = verdicts(rendered(myndighet=name))["Diarienummer"]
    known = AGENCIES[name].dnr
    assert verdict == (
        f"OK: {known} har rätt form."
        if known
        else "Fel: beslutets diarienummer är inte känt. Skriv av ert beslut."
    )


def test_an_own_diarienummer_is_used_and_its_form_checked(rendered):
    book = rendered(myndighet="Trafikverket", dnr="Ju2022/09999")
    assert words(book)["Diarienummer"] == "OK"
    assert book["Redovisning"]["B2"].value == "Trafikverket · dnr Ju2022/09999"
    assert words(rendered(dnr="2022-1504"))["Diarienummer"] == "Fel"


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"myndighet": "Polismyndigheten"}, "OK"),
        ({"myndighet": "Försäkringskassan"}, "Fel"),
        ({"myndighet": "Försäkringskassan", "delmal_1": GOALS[0]}, "Granska"),
        ({"myndighet": "Socialstyrelsen", "delmal_1": GOALS[0], "delmal_3": "eget"}, "OK"),
        ({"myndighet": "Trafikverket"}, "Fel"),
        ({"myndighet": "Trafikverket", "delmal_2": "eget"}, "OK"),
    ],
)
def test_goals_that_the_decision_does_not_name_must_be_chosen(rendered, settings, word):
    assert words(rendered(**settings))["Delmål"] == word


def test_only_arbetsformedlingen_answers_for_the_other_assignment(rendered):
    label = "Uppdraget A2022/00330"
    assert words(rendered(beaktat=""))[label] == "Fel"
    other = rendered(beaktat="", myndighet="Polismyndigheten")
    assert words(other)[label] == "OK"
    assert "Gäller bara Arbetsförmedlingen." in texts(other["Sammanfattning"])


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2022-10-14", "OK: Återstår."),
        ("2022-10-21", "Granska: Återstår, högst en vecka kvar."),
        ("2022-10-29", "Fel: Försenad."),
        ("", "Fel: ange avstämningsdag och sista dag för redovisningen."),
    ],
)
def test_the_deadline(rendered, day, verdict):
    assert verdicts(rendered(avstamningsdag=day))["Dagar till redovisning"] == verdict


def test_the_question_is_the_decisions_own_words(rendered):
    """Arbetsförmedlingen's decision says the same without the word som."""
    one, other = (
        rendered(myndighet=name)["Redovisning"]["B8"].value
        for name in ("Arbetsförmedlingen", "Polismyndigheten")
    )
    assert one.startswith("Regeringen ger Arbetsförmedlingen i uppdrag att analysera och redovisa")
    assert "i vilken utsträckning nya statistikverktyg" in one
    assert other == one.replace("Arbetsförmedlingen", "Polismyndigheten").replace(
        "utsträckning nya", "utsträckning som nya"
    )


def test_copies_and_dates(example, rendered):
    assert "; ".join(AGENCIES["Arbetsförmedlingen"].copies) in texts(example["Sammanfattning"])
    assert example["Redovisning"]["C5"].value.date() == dt.date(2022, 4, 28)
    own = rendered(myndighet="Trafikverket", kopia_till="A; B", beslutsdatum="2022-05-05")
    assert "A; B" in texts(own["Sammanfattning"])
    assert own["Redovisning"]["C5"].value.date() == dt.date(2022, 5, 5)
    assert rendered(myndighet="Trafikverket")["Redovisning"]["C5"].value == "saknas"


def test_texts_of_the_example_are_found_wherever_they_are_left(rendered):
    own = [[*row[:3], "egen text", *row[4:]] for row in example_matrix()]
    mixed = [*own[:15], example_matrix()[15]]
    assert words(rendered(rows=own))["Exempeltexter"] == "OK"
    assert words(rendered(rows=mixed))["Exempeltexter"] == "Fel"
    assert words(rendered(rows=own))["Exempel kvar"] == "Fel"  # A2022/00330, and Underlag


def test_without_the_add_in_the_first_check_says_so(rendered):
    book = rendered(functions=dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]]))
    found = verdicts(book)
    assert found["Tillägget RegSO"].startswith("Fel: tillägget RegSO är inte igång")
    assert found["Diarienummer"].startswith("Fel")
    assert found["Dagar till redovisning"].startswith("Fel")
