"""The same ledger in SIE 4 and in the lists of agencies, and the same rows of each."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ledger_files as files
from regso.errors import FileError
from regso.ledger import letters, opened, siefile
from regso.ledger.amounts import to_ore
from regso.ledger.rows import Key, key_of

SMALL = files.ledger(40, seed=3)


def read(folder, **contents):
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return opened.read(paths)


def booked(ledger):
    """Return what is booked, whatever company a list says nothing of."""
    return Counter((row.key[1:], row.facts, row.account_name) for row in ledger.rows)


@pytest.mark.parametrize("name", [name for name in files.FORMS if name != "pc8.se"])
def test_a_list_has_the_rows_of_the_sie_file(tmp_path, name):
    (tmp_path / name).write_bytes(files.FORMS[name](SMALL))
    (ledger,) = opened.read([tmp_path / name])
    (sie,) = read(tmp_path, a_se=files.sie(SMALL))
    assert booked(ledger) == booked(sie)
    assert len(ledger.rows) == sum(len(ver.rows) for ver in SMALL)


def test_a_file_is_recognised_by_its_content_and_not_by_its_name(tmp_path):
    forms = [
        ledger.form
        for ledger in read(
            tmp_path,
            a_txt=files.sie(SMALL),
            b_se=files.agresso(SMALL),
            c_csv=files.hypergene(SMALL),
        )
    ]
    assert forms == ["SIE 4E, PC8", "lista, Windows-1252", "lista, bladet Sheet"]


@pytest.mark.parametrize(
    ("encoding", "called"), [("cp437", "PC8"), ("cp1252", "Windows-1252"), ("utf-8", "UTF-8")]
)
def test_the_letters_decide_the_encoding_although_the_head_says_pc8(tmp_path, encoding, called):
    (ledger,) = read(tmp_path, a_se=files.sie(SMALL, encoding))
    assert ledger.form == f"SIE 4E, {called}"
    assert {row.account_name for row in ledger.rows} <= set(files.ACCOUNTS.values())
    assert any(row.account_name == "Löner, månadslön" for row in ledger.rows)


def test_letters_of_two_encodings_are_refused():
    with pytest.raises(Exception, match="blandar teckenkodningar"):
        letters.decode("Löner åäö".encode("cp437") + "Löner åäö".encode("cp1252"), "a.se")
    with pytest.raises(Exception, match="blandar teckenkodningar"):
        letters.decode("Löner åäö".encode() + b"\xff", "a.se")
    with pytest.raises(Exception, match="ingen textfil"):
        letters.decode("#FLAGGA 0".encode("utf-16"), "a.se")


def test_only_trans_is_summed(tmp_path):
    text = (
        "#FLAGGA 0\n#SIETYP 4\n#VER A 1 20220601\n{\n#TRANS 4011 {} 100\n#BTRANS 4011 {} 900\n"
        "#RTRANS 4011 {} 100\n#TRANS 2570 {} -100\n}\n"
    )
    (ledger,) = read(tmp_path, a_se=text)
    assert [row.amount for row in ledger.rows] == [10_000, -10_000]


def test_a_row_has_its_own_day_and_text_or_those_of_the_verification(tmp_path):
    text = (
        '#FLAGGA 0\n#SIETYP 4\n#DIM 6 Projekt\n#VER A 1 20220601 "ver"\n{\n'
        '#TRANS 4011 {6 P1} 100 20220530 "rad \\"x\\""\n#TRANS 2570 {} -100\n}\n'
    )
    (ledger,) = read(tmp_path, a_se=text)
    own, other = ledger.rows
    assert (own.day, own.text, own.objects.project) == (dt.date(2022, 5, 30), 'rad "x"', "P1")
    assert (other.day, other.text, other.objects.project) == (dt.date(2022, 6, 1), "ver", "")
    assert ledger.form.startswith("SIE 4I")
    assert ledger.stated is None


def test_a_verification_without_a_number_is_known_by_its_content(tmp_path):
    ver = '#VER "" "" 20220601\n{\n#TRANS 4011 {} 100\n#TRANS 2570 {} -100\n}\n'
    (ledger,) = read(tmp_path, a_se="#FLAGGA 0\n#SIETYP 4\n" + ver + ver)
    keys = {row.key for row in ledger.rows}
    assert len(keys) == 2
    (again,) = read(tmp_path, b_se="#FLAGGA 0\n#SIETYP 4\n" + ver)
    assert {row.key for row in again.rows} < keys


def test_balances_are_compared_only_where_they_cover_the_rows(tmp_path):
    covered, until_june, without, import_ = read(
        tmp_path,
        a_se=files.sie(SMALL),
        b_se=files.sie(SMALL, covers=dt.date(2022, 6, 30)),
        c_se=files.sie(SMALL, balances=False),
        d_se=files.sie(SMALL, kind="4I"),
    )
    assert all(stated.amount == stated.rows for stated in covered.stated)
    assert len(covered.stated) == len({row.account for row in covered.rows})
    assert (until_june.stated, without.stated, import_.stated) == (None, None, None)


def test_the_total_of_a_list_is_compared_with_its_rows(tmp_path):
    (with_total,) = read(tmp_path, a_xlsx=files.hypergene(SMALL))
    (without,) = read(tmp_path, b_xlsx=files.hypergene(SMALL, total=False))
    assert [(s.amount, s.rows) for s in with_total.stated] == [(0, 0)]
    assert without.stated is None
    assert with_total.rows == without.rows


def test_a_cost_belongs_to_its_period_and_not_to_the_day_it_was_booked(tmp_path):
    text = (
        "S-kod;Verifikation;Datum;Period;Belopp;Projekt\n"
        "S5311;L 7;2022-10-03;202209;1 250,50;P1\n"
        "S5311;L 8;2022-10-04;;100,00-;P1\n"
    )
    (ledger,) = read(tmp_path, a_csv=text)
    assert [(row.day, row.amount, row.code) for row in ledger.rows] == [
        (dt.date(2022, 9, 30), 125_050, "S5311"),
        (dt.date(2022, 10, 4), -10_000, "S5311"),
    ]


def test_series_and_number_may_be_written_as_one():
    expected = Key("", 2022, "A", "12")
    for series, number in (("A", "12"), ("", "A12"), ("a", "A-0012"), ("", "A 12")):
        assert key_of("", 2022, series, number) == expected
    assert key_of("", 2022, "", "2022/7").number == "2022/7"


@pytest.mark.parametrize(
    ("text", "ore"),
    [("1 234,50", 123_450), ("-1234.5", -123_450), ("1.234.567,89-", -123_456_789), ("−12", -1200),
     ("(1 000,00)", -100_000), ("12 kr", 1200), ("1.234", None), ("1,234", None), ("", None),
     ("--1", None), ("1,2,3", None), (0.1 + 0.2, 30), (1.005, None), (float("nan"), None),
     (float("inf"), None), (True, None), (7, 700), ("1e3", None)],
)  # fmt: skip
def test_an_amount_is_read_exactly_or_not_at_all(text, ore):
    assert to_ore(text) == ore


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#VER A 1 20220601\n{\n#TRANS 4011 {} 100\n#TRANS 2570 {} -99\n}\n",
         r"Verifikation A 1 på rad 3 .* balanserar inte: raderna summerar till 1,00 kr"),
        ("#VER A 1 20220601\n{\n#TRANS 4011 {} 100\n", "avklippt: verifikationen på rad 3"),
        ("#VER A 1 20220601\n", "avklippt: verifikationen på rad 3"),
        ('#VER A 1 20220601\n{\n#TRANS 4011 {6 "P', "citattecken som inte slutar"),
        ("#VER A 1 20220601\n{\n#TRANS 4011 {6 P", "Rad 5 .* avklippt"),
        ("#VER A 1 20220631\n{\n}\n", "Rad 3 .* har 20220631 där ett datum"),
        ("#VER A 1 20220601\n{\n#TRANS 4011 {} 1,50\n}\n", "Rad 5 .* har 1,50 där ett belopp"),
        ("#VER A 1 20220601\n{\n#TRANS\n}\n", "Rad 5 .* utan konto"),
        ("#VER A 1 20220601\n{\n#VER A 2 20220601\n{\n}\n", "avklippt: verifikationen på rad 3"),
        ("#VER A 1 20220601\n{\n}\n#VER A 01 20220602\n{\n}\n", "A 1 finns på rad 3 och 6"),
        ("#KSUMMA\n#VER A 1 20220601\n{\n}\n", "avklippt: kontrollsumman"),
        ("hej\n", "Rad 3 .* följer inte SIE"),
        ("}\n", "Rad 3 .* följer inte SIE"),
        ("#VER A 1 20220601\n{\n}\n", "inga bokförda rader"),
    ],
)  # fmt: skip
def test_a_damaged_sie_file_is_refused_with_the_line(tmp_path, text, said):
    with pytest.raises(Exception, match=said):
        read(tmp_path, a_se="#FLAGGA 0\n#SIETYP 4\n" + text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#FLAGGA 0\n#SIETYP 2\n", "SIE typ 2, som inte har verifikationer"),
        ("Konto;Belopp\n4011;1\n", "varken SIE 4 eller en huvudbokslista"),
        ("Konto;Ver;Datum;Belopp\n4011;A1;2022-06-01\n", "Rad 2 .* har 3 fält"),
        ("Konto;Ver;Datum;Belopp\n4011;A1;1/6 2022;1\n", 'Rad 2 .* "1/6 2022" där ett datum'),
        ("Konto;Ver;Datum;Belopp\n4011;A1;2022-06-01;1.234\n", "Rad 2 .* högst två decimaler"),
        ("Konto;Ver;Datum;Belopp\n4011;A1;2022-06-01;\n", "Rad 2 .* där ett belopp"),
        ("Konto;Ver;Datum;Belopp\n4011;;2022-06-01;1\n", "Rad 2 .* verifikationens nummer"),
        ("Konto;Ver;Datum;Belopp\n;A1;2022-06-01;1\n", "Rad 2 .* ett konto eller en S-kod"),
        ("Konto;Ver;Datum;Belopp;Period\n4011;A1;2022-06-01;1;13\n", "Rad 2 .* en period"),
        ("Konto;Ver;Datum;Belopp;Valuta\n4011;A1;2022-06-01;1;SEK\n4011;A2;2022-06-01;1;EUR\n",
         r"flera valutor \(EUR, SEK\)"),
        ("Konto;Ver;Datum;Debet;Kredit\n4011;A1;2022-06-01;;\n", "debet eller kredit"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_exactly_is_refused_with_the_row(tmp_path, text, said):
    with pytest.raises(Exception, match=said):
        read(tmp_path, a_csv=text)


def test_files_that_do_not_go_together_are_refused(tmp_path):
    sie = files.sie(SMALL)
    with pytest.raises(Exception, match=r"b\.se är samma fil som .*a\.se"):
        read(tmp_path, a_se=sie, b_se=sie)
    with pytest.raises(Exception, match=r"a\.se är i SEK, b\.se är i EUR"):
        read(tmp_path, a_se=sie, b_se=files.sie(SMALL, extra="#VALUTA EUR"))
    with pytest.raises(Exception, match=r"a\.se är i EUR, men uppdragets medel är i kronor"):
        read(tmp_path, a_se=files.sie(SMALL, extra="#VALUTA EUR"))
    other = [SMALL[0]._replace(rows=SMALL[0].rows * 2), *SMALL[1:]]
    with pytest.raises(Exception, match=r"Verifikation \w+ 1 har olika rader i a\.se och b\.se"):
        read(tmp_path, a_se=sie, b_se=files.sie(other))


def test_the_braces_of_a_text_are_part_of_it():
    (post,) = siefile.posts('#KONTO 4011 "Löner {a} \\"b\\""\n', "a.se")
    assert post.fields == ["4011", 'Löner {a} "b"']


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.sampled_from(["cut", "drop", "swap", "insert"]),
        st.binary(max_size=3),
    ),
    min_size=1,
    max_size=3,
)


def changed(content, changes):
    for place, how, some in changes:
        at = place % (len(content) + 1)
        rest = {"cut": b"", "drop": content[at + 1 :], "swap": some + content[at + 1 :],
                "insert": some + content[at:]}[how]  # fmt: skip
        content = content[:at] + rest
    return content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.sampled_from(sorted(files.FORMS)), CHANGES)
def test_a_file_that_is_changed_anywhere_is_read_or_refused_with_a_sentence(
    tmp_path, name, changes
):
    path = tmp_path / name
    path.write_bytes(changed(ORIGINALS[name], changes))
    said = [""]
    try:
        assert opened.read([path])[0].rows
    except FileError as error:
        said = [name, str(error)]
    assert said[-1].endswith("." if said[0] else "")
    assert said[0] in said[-1]


ORIGINALS = {name: form(SMALL[:6]) for name, form in files.FORMS.items()}
