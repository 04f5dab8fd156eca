"""The rules of the sentence, on constructed tables, and at their limits."""

import pytest

from regso.core.measures.conclusion import (
    PERCENT,
    Point,
    conclude,
    conclude_differences,
    number,
    plain,
)
from regso.errors import BadValueError

SURE = (Point(1, 11.5, 10.6, 12.4), Point(5, 2.5, 2.2, 2.8))
FIVE = tuple(Point(kind, 12.0 - 2 * kind, 11.0 - 2 * kind, 13.0 - 2 * kind) for kind in range(1, 6))

TABLES = {
    "nothing": ((), "Inget värde visas."),
    "all hidden": (
        tuple(Point(kind, None, hidden=True) for kind in range(1, 6)),
        "Inget värde visas. Uppgiften är dold i områdestyp 1, 2, 3, 4 och 5.",
    ),
    "all missing": (tuple(Point(kind, None) for kind in (1, 5)), "Inget värde visas."),
    "one": (
        (Point(3, 6.04, 5.0, 7.0),),
        "Bara områdestyp 3 visas (6,0 %), så inget kan jämföras.",
    ),
    "sure": (
        SURE,
        "Värdet är högre i områdestyp 1 (11,5 %) än i områdestyp 5 (2,5 %), en skillnad på "
        "9,0 procentenheter; intervallen möts inte.",
    ),
    "sure, the other way": (
        (Point(1, 2.5, 2.2, 2.8), Point(5, 11.5, 10.6, 12.4)),
        "Värdet är högre i områdestyp 5 (11,5 %) än i områdestyp 1 (2,5 %), en skillnad på "
        "9,0 procentenheter; intervallen möts inte.",
    ),
    "just apart": (
        (Point(1, 6.0, 5.01, 7.0), Point(5, 4.0, 3.0, 5.0)),
        "Värdet är högre i områdestyp 1 (6,0 %) än i områdestyp 5 (4,0 %), en skillnad på "
        "2,0 procentenheter; intervallen möts inte.",
    ),
    "meeting in a point": (
        (Point(1, 6.0, 5.0, 7.0), Point(5, 4.0, 3.0, 5.0)),
        "Värdet är 6,0 % i områdestyp 1 och 4,0 % i områdestyp 5; intervallen möts, så de skiljer "
        "inte värdena åt.",
    ),
    "meeting, the other way": (
        (Point(1, 4.0, 3.0, 5.5), Point(5, 6.0, 5.0, 7.0)),
        "Värdet är 4,0 % i områdestyp 1 och 6,0 % i områdestyp 5; intervallen möts, så de skiljer "
        "inte värdena åt.",
    ),
    "equal": (
        (Point(1, 5.04, 4.0, 6.0), Point(5, 4.96, 4.0, 6.0)),
        "Värdet är lika stort i områdestyp 1 och områdestyp 5 (5,0 %).",
    ),
    "just not equal": (
        (Point(1, 5.06, 5.05, 5.07), Point(5, 5.04, 5.03, 5.045)),
        "Värdet är nästan lika stort i områdestyp 1 (5,1 %) och områdestyp 5 (5,0 %).",
    ),
    "without intervals": (
        (Point(1, 9.0), Point(5, 3.0)),
        "Värdet är 9,0 % i områdestyp 1 och 3,0 % i områdestyp 5; utan intervall går det inte att "
        "säga hur säker skillnaden är.",
    ),
    "one interval lacking": (
        (Point(1, 9.0, 8.0, 10.0), Point(5, 3.0)),
        "Värdet är 9,0 % i områdestyp 1 och 3,0 % i områdestyp 5; utan intervall går det inte att "
        "säga hur säker skillnaden är.",
    ),
    "5 is hidden": (
        (Point(1, 11.5, 10.6, 12.4), Point(4, 3.6, 3.4, 3.8), Point(5, None, hidden=True)),
        "Värdet är högre i områdestyp 1 (11,5 %) än i områdestyp 4 (3,6 %), en skillnad på "
        "7,9 procentenheter; intervallen möts inte. Uppgiften är dold i områdestyp 5.",
    ),
    "1 and 2 are hidden": (
        (Point(1, None, hidden=True), Point(2, None, hidden=True), *FIVE[2:]),
        "Värdet är högre i områdestyp 3 (6,0 %) än i områdestyp 5 (2,0 %), en skillnad på "
        "4,0 procentenheter; intervallen möts inte. Uppgiften är dold i områdestyp 1 och 2.",
    ),
    "falling": (
        FIVE,
        "Värdet är högre i områdestyp 1 (10,0 %) än i områdestyp 5 (2,0 %), en skillnad på "
        "8,0 procentenheter; intervallen möts inte. Det sjunker för varje steg från områdestyp 1 "
        "till 5.",
    ),
    "rising": (
        tuple(Point(kind, float(kind)) for kind in range(1, 6)),
        "Värdet är 1,0 % i områdestyp 1 och 5,0 % i områdestyp 5; utan intervall går det inte att "
        "säga hur säker skillnaden är. Det stiger för varje steg från områdestyp 1 till 5.",
    ),
    "almost falling": (
        (*FIVE[:2], Point(3, 8.04, 7.0, 9.0), *FIVE[3:]),
        "Värdet är högre i områdestyp 1 (10,0 %) än i områdestyp 5 (2,0 %), en skillnad på "
        "8,0 procentenheter; intervallen möts inte.",
    ),
    "nought": (
        (Point(1, 0.0, 0.0, 1.0), Point(5, 0.0, 0.0, 1.0)),
        "Värdet är lika stort i områdestyp 1 och områdestyp 5 (0,0 %).",
    ),
    "in any order": (SURE[::-1], "Värdet är högre i områdestyp 1 (11,5 %) än i områdestyp 5 "
                     "(2,5 %), en skillnad på 9,0 procentenheter; intervallen möts inte."),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_the_sentence_of_a_constructed_table(name):
    points, sentence = TABLES[name]
    assert conclude(points, PERCENT["sv"]) == sentence


def test_there_are_twenty_tables():
    assert len(TABLES) == 20


@pytest.mark.parametrize("name", TABLES)
def test_both_languages_follow_the_same_rules(name):
    points, swedish = TABLES[name]
    english = conclude(points, PERCENT["en"], "en")
    for word, other in (("högre", "higher"), ("lika stort", "the same"), ("nästan", "nearly"),
                        ("möts,", "meet,"),
                        ("utan intervall", "without intervals"), ("dold", "hidden"),
                        ("sjunker", "falls"), ("stiger", "rises"), ("Bara", "Only")):  # fmt: skip
        assert (word in swedish) == (other in english)


def test_a_rate_and_a_mean_have_their_own_units():
    rate = conclude((Point(1, 464.3, 327.0, 640.0), Point(5, 122.3, 75.6, 186.9)),
                    plain(" per 100 000"))  # fmt: skip
    assert "(464,3 per 100 000) än" in rate
    assert "en skillnad på 342,0 per 100 000" in rate
    mean = conclude((Point(1, 25143.4), Point(5, 31234.5)), plain(" kr", 0))
    assert "25\u00a0143 kr" in mean


def test_no_sentence_says_that_values_are_alike_because_their_intervals_meet():
    sentence = conclude((Point(1, 9.0, 1.0, 20.0), Point(5, 3.0, 1.0, 20.0)), PERCENT["sv"])
    assert "skiljer inte värdena åt" in sentence
    assert "lika" not in sentence


@pytest.mark.parametrize("kinds", [(1, 1), (0, 5), (6,)])
def test_other_types_are_refused(kinds):
    with pytest.raises(BadValueError, match="ska vara olika tal 1–5"):
        conclude([Point(kind, 1.0) for kind in kinds], PERCENT["sv"])


def test_a_negative_nought_has_no_sign():
    assert number(-0.04, 1) == "0,0"
    assert number(-1.25, 2) == "−1,25"


@pytest.mark.parametrize(
    ("intervals", "above", "below", "between", "hidden"),
    [
        ([(1, 2)], 1, 0, 0, 0),
        ([(-2, -1)], 0, 1, 0, 0),
        ([(-1, 2)], 0, 0, 1, 0),
        ([(0, 2), (-2, 0)], 0, 0, 2, 0),  # an end in 0 does not tell the types apart
        ([(0.1, 2), (-2, -0.1), None], 1, 1, 0, 1),
    ],
)
def test_differences_of_many_indicators_are_counted(intervals, above, below, between, hidden):
    said = conclude_differences((1, 5), intervals)
    assert said.startswith(
        f"Områdestyp 1 är högre än områdestyp 5 för {above} av {len(intervals)} indikatorer och "
        f"lägre för {below}; för {between} når intervallet 0"
    )
    assert said.endswith(f"Uppgiften är dold för {hidden}.") == (hidden > 0)
    english = conclude_differences((1, 5), intervals, "en")
    assert english.startswith(
        f"Area type 1 is higher than area type 5 for {above} of {len(intervals)} indicators and "
        f"lower for {below}; for {between} the interval reaches 0"
    )


def test_differences_that_are_all_hidden_say_nothing_of_the_types():
    assert conclude_differences((1, 5), [None, None]) == "Inget värde visas."
