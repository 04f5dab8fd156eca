"""The grammar of --where: what it says, and that nothing else is read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.aggregating import columns as kinds
from regso.aggregating.columns import Columns
from regso.aggregating.conditions import condition
from regso.aggregating.dialects import DUCKDB
from regso.aggregating.filters import Both, Compared, Not, parse
from regso.aggregating.sql import source_text
from regso.errors import FileError

HELD = {"kon": kinds.TEXT, "alder": kinds.WHOLE, "dag": kinds.DAY, "bor": kinds.BIT,
        "belopp": kinds.FLOAT, "a b": kinds.TEXT, 'c"d': kinds.TEXT}  # fmt: skip
COLUMNS = Columns("registret", HELD)


def sql(text):
    return source_text(condition(parse([text]), COLUMNS, {}), DUCKDB)


def test_och_binds_harder_than_eller_and_several_filters_hold_together():
    a, b, c = (Compared(name, "=", (Decimal(1),)) for name in "abc")
    assert parse(["a = 1 eller b = 1 och c = 1"]) == Both("eller", a, Both("och", b, c))
    assert parse(["a = 1", "b = 1"]) == Both("och", a, b)
    assert parse([]) is None


def test_words_may_be_english_and_of_any_case():
    swedish = parse(["inte (a i (1, 2) eller b saknas) och c finns"])
    assert parse(["NOT (a IN (1, 2) OR b saknas) AND c finns"]) == swedish


def test_values_go_beside_the_statement_and_names_are_quoted():
    text, values = sql("""kon = 'x'' OR 1=1 --' och [c"d] != 'y' och "a b" i ('u')""")
    assert values == ["x' OR 1=1 --", "y", "u"]
    assert text == (
        '((("kon" = ?) AND (CASE WHEN ("c""d" = ?) THEN 0 ELSE 1 END = 1)) AND ("a b" IN (?)))'
    )


def test_a_value_is_read_as_what_the_column_holds():
    assert sql("alder >= 20").values == [20]
    assert sql("belopp < 2.5").values == [Decimal("2.5")]
    assert sql("dag >= '2022-01-31'").values == ["2022-01-31"]
    assert sql("bor = 'ja'").values == [1]
    assert "REGEXP_FULL_MATCH" in sql("kon = 1").text  # a CSV has numbers as text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("alder >= '20'", "Kolumnen alder har tal; skriv tal utan citattecken"),
        ("dag = 2022", "Kolumnen dag har datum; skriv värdet inom enkla citattecken"),
        ("dag = '2022-13-01'", "2022-13-01 är inget datum"),
        ("bor = 'kanske'", "kanske är varken ja eller nej"),
        ("ålder = 3", 'Kolumnen "ålder" finns inte i registret; menade ni alder? där finns kon'),
    ],
)
def test_a_value_of_another_kind_is_refused(text, said):
    with pytest.raises(FileError, match=said.replace("?", r"\?")):
        sql(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "kon", "kon =", "= 'x'", "kon = x", "kon = 'x", "kon == 'x'", "kon = 'x';",
        "kon = 'x' --", "kon = 'x' /* */", "kon = 'x' och", "(kon = 'x'", "kon = 'x')",
        "kon i ()", "kon i ('x',)", "kon like '%'", "kon = 'x' union select 1", "1 = 1",
        "lower(kon) = 'x'", "kon = (select 1)", "kon = $1", "kon = ?", "kon = :p1", "kon = 1e9",
        "kon = 0x1", "kon = 1.", "kon = 'x' och och kon = 'y'", "inte", "[kon = 'x'", '"" = 1',
        "kon saknas saknas", "kon is null", "x" * 4001, "inte " * 40 + "kon saknas",
        "(" * 40 + "kon saknas" + ")" * 40, "kon i (" + ",".join(["1"] * 1001) + ")", "\0 = 1",
        "kon = '\ud800", "kon; drop table x", "kon = 'x' ; copy x to 'y'",
    ],
)  # fmt: skip
def test_what_is_not_of_the_grammar_is_refused_with_one_sentence(text):
    with pytest.raises(FileError) as refused:
        parse([text])
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    """A filter that is read has no text of the user's in its statement but quoted names."""
    try:
        found = parse([text])
    except FileError:
        return
    assert isinstance(found, (Compared, Both, Not))


@given(st.text(min_size=1, max_size=30).filter(lambda t: "\0" not in t))
def test_any_value_comes_back_as_it_was(value):
    quoted = value.replace("'", "''")
    assert sql(f"kon = '{quoted}'") == ('("kon" = ?)', [value])
