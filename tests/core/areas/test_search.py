"""Search by name: the likeness by hand and by brute force, and the errors that it forgives."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.areas.search import NameIndex, folded, likeness, pairs

TEXT = st.text("abcåäö -()", max_size=12)


def test_letters_are_compared_without_case_and_marks():
    assert folded("ÅKERÖ Éden") == "akero eden"


def test_the_likeness_of_night_and_nacht_by_hand():
    """Pairs of ' night ' and ' nacht ': 6 + 6, of which ' n', 'ht' and 't ' are common."""
    assert likeness("night", "nacht") == 2 * 3 / 12


def test_the_order_of_words_and_punctuation_do_not_count():
    assert likeness("Botkyrka Alby", "Alby (Botkyrka)") == 1


def test_a_repeated_pair_counts_as_often_as_both_have_it():
    """' aaa ': ' a', 'aa', 'aa', 'a '; ' aa ': ' a', 'aa', 'a '."""
    assert pairs("aaa")["aa"] == 2
    assert likeness("aaa", "aa") == 2 * 3 / 7


@given(TEXT, TEXT)
def test_likeness_is_mutual_between_0_and_1_and_1_with_itself(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (1 if pairs(one) else 0)


@given(st.dictionaries(st.integers(), TEXT, max_size=20), TEXT, st.integers(1, 5))
def test_the_index_finds_what_brute_force_finds(names, text, count):
    index = NameIndex((str(key), name) for key, name in names.items())
    expected = {str(k): likeness(text, n) for k, n in names.items() if likeness(text, n) > 0}
    found = index.best(text, count)
    assert [like for _, like in found] == sorted(expected.values(), reverse=True)[:count]
    assert all(expected[key] == like for key, like in found)


def test_of_equally_like_names_the_one_with_the_same_letters_comes_first():
    index = NameIndex([("1", "Ostra"), ("2", "Östra"), ("3", "Ostra")])
    assert [key for key, _ in index.best("östra", 3)] == ["2", "1", "3"]
    assert [key for key, _ in index.best("ostra", 3)] == ["1", "3", "2"]


def test_the_best_of_several_texts_of_a_key_counts():
    index = NameIndex([("1", "Alby"), ("1", "Botkyrka (Alby)"), ("2", "Botkyrka")])
    assert dict(index.best("alby botkyrka", 9))["1"] == 1
    assert dict(index.best("alby", 9))["1"] == 1


@pytest.mark.parametrize("text", ["", " ", "--", "()"])
def test_a_text_without_letters_finds_nothing(text):
    assert NameIndex([("1", "Alby")]).best(text, 3) == []


def test_a_misspelling_anywhere_still_finds_a_real_name_among_the_first_ten(real_data):
    """One letter is doubled, dropped or swapped with the next, at a place that varies."""
    with (real_data / "regso2025.csv").open(encoding="utf-8") as file:
        names = {row["regsokod"]: row["regsonamn"] for row in csv.DictReader(file)}
    index = NameIndex(names.items())
    tried, missed = 0, []
    for i, (code, name) in enumerate([*names.items()][::17]):
        at = i % len(name)
        doubled = name[: at + 1] + name[at:]
        dropped = name[:at] + name[at + 1 :]
        swapped = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
        for typed in (doubled, dropped, swapped):
            tried += 1
            if code not in dict(index.best(typed, 10)):
                missed.append((name, typed))
    assert tried > 500
    assert len(missed) <= 0.005 * tried, missed
