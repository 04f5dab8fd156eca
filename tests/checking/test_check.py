"""`regso check` says what a register holds, what is wrong on which rows, and what to run."""

import itertools
import shlex

import openpyxl
import pytest
from click.testing import CliRunner

from books import book_of
from regso.cli import cli

EXAMPLE = "Granska: inga referensdata är inlästa"
CODES = ["9901A0010", "9901C1010", "9902C1080", "9902R007"]


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Return a function that writes a register and checks it."""
    monkeypatch.chdir(tmp_path)

    def run(text, *arguments, name="register.csv"):
        (tmp_path / name).write_text(text, "utf-8")
        return CliRunner().invoke(cli, ["check", name, *arguments], catch_exceptions=False)

    return run


def said(result, start=""):
    """Return the sentences of a check that begin so, but for the one about the example."""
    lines = result.output.splitlines()
    return [line for line in lines if line.startswith(start) and not line.startswith(EXAMPLE)]


def command(result):
    lines = result.output.splitlines()
    return shlex.split(lines[lines.index("Kör:") + 1])


def rows_of(*rows):
    return "\n".join(";".join(map(str, row)) for row in rows) + "\n"


PERSONS = rows_of(
    ("id", "DeSO", "kön", "ålder", "inskriven", "datum"),
    *((n, CODES[n % 3], "KM"[n % 2], "20–64", n % 2, "2022-04-14") for n in range(1, 9)),
)


def test_columns_are_known_by_what_they_hold(check):
    result = check(PERSONS)
    for line in (
        "id         löpnummer: 1–8",
        "DeSO       områdeskod: DeSO 2018",
        "kön        kön",
        "ålder      ålder: 1 olika",
        "inskriven  0 eller 1: 4 av 8 är 1",
        "datum      datum: 2022",
        "En rad per person eller händelse.",
    ):
        assert line in result.output


def test_the_command_that_is_proposed_fills_the_template(check, tmp_path):
    words = command(check(PERSONS))
    assert words[:3] == ["regso", "render", "omradestyper"]
    assert [w for f, w in itertools.pairwise(words) if f == "-c"] == [
        "kod=DeSO", "taljare=inskriven", "namnare=rader",
    ]  # fmt: skip
    assert "ar=2022" in words
    result = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
    assert result.exit_code == 0
    assert (tmp_path / "register-rapport.xlsx").is_file()


@pytest.mark.parametrize(
    ("header", "kind"),
    [("Kommun;x\n9901;1\n9902;2\n", "Kommun  kommunkod"),
     ("omr;x\nExempelby (Sagobacken);1\n", "omr  områdesnamn"),
     ("omr;x\n9902R007 Exempelby (Sagobacken);1\n", "omr  områdeskod: RegSO"),
     ("pnr;x\n198501011234;1\n199002024321;2\n", "pnr  personnummer"),
     ("n;o\n6584000;674000\n6585000;675000\n", "n  nordkoordinat: SWEREF99TM"),
     ("lat;lon\n59.5;18.1\n59.6;18.2\n", "lat  nordkoordinat: WGS84"),
     ("belopp kr;x\n5.5;1\n7.25;2\n", "belopp kr  belopp: 5,5–7,25"),
     ("a;b\n;1\n;2\n", "a  tom"),
     ("kön;x\n1;5\n2;6\n", "kön  kön"),
     ("år;x\n2022;1\n2023;2\n", "år  år: 2022–2023"),
     ("andel sjuka;x\n5;1\n7;2\n", "andel sjuka  andel, kvot eller medel: 5–7"),
     ("fall per 1 000;x\n5;1\n7;2\n", "fall per 1 000  andel, kvot eller medel: 5–7"),
     ("läkemedel;x\n5;1\n7;2\n", "läkemedel  antal: 5–7"),
     ("i handel;x\n5;1\n7;2\n", "i handel  antal: 5–7"),
     ("kvotflyktingar;x\n5;1\n7;2\n", "kvotflyktingar  antal: 5–7")],
)  # fmt: skip
def test_a_kind_of_column(check, header, kind):
    assert f"  {kind}" in check(header).output


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (rows_of(("kod", "antal"), ("9901R001", 1), ("Kalle", 2), ("", 3)),
         'Granska: "XXXXX" i kod är ingen områdeskod, och räknas som okänd (rad 3).'),
        (rows_of(("kod", "antal"), ("9901R001", 1), ("", 3), ("", 4)),
         "Granska: kod är tom, och raden räknas som okänd (rad 3–4)."),
        (rows_of(("kod", "antal"), ("9901R001", 1), ("9901R099", 3)),
         "Granska: 9901R099 finns inte i RegSO 2020/DeSO 2018, och räknas som okänd (rad 3)."),
        (rows_of(("kod", "taljare"), ("9901R001", 1), ("9901R002", "ca 5"), ("9901R003", 4)),
         'Fel: "XX 9" i taljare är inget tal (rad 3).'),
        (rows_of(("kod", "antal", "folkmängd"), ("9901R001", 11, 10), ("9901R002", 5, 100)),
         "Granska: antal är större än folkmängd; rätt för ett tal, men inte för en andel (rad 2)."),
        (rows_of(("kod", "antal"), ("9901R001", -1), ("9901R002", 2)),
         "Granska: antal är mindre än 0 (rad 2)."),
        (rows_of(("kod", "antal"), ("9901R001", ""), ("9901R002", 2)),
         "Granska: antal är tom, och raden är halvfylld (rad 2)."),
        (rows_of(("kod", "antal"), ("9901R011", 30), ("9901A0010", 10)),
         "Fel: RegSO som står tillsammans med sina egna DeSO räknas två gånger; "),
        (rows_of(("kod", "antal"), ("9901R001", 30), ("9901R002", 10), ("Totalt", 40)),
         "Granska: riket och summor avskiljs när delarna finns i registret, och räknas inte två "),
        (rows_of(("kommun", "antal"), ("9901", 30), ("9902", 10)),
         "Fel: kolumnen kommun har kommunkoder på 2 av 2 rader, men områdestyper finns bara för"),
        (rows_of(("pnr", "kod"), ("198501011234", "9901R001"), ("199002024321", "9901R002")),
         "Granska: kolumnen pnr ser ut som personnummer; den behövs inte, ta bort den."),
        (rows_of(("namn", "antal"), ("Anna", 30), ("Bo", 10)),
         "Fel: inget i filen ser ut som kod, som mallen omradestyper behöver; peka ut det med -c "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_rows(check, text, sentence):
    result = check(text)
    assert any(line.startswith(sentence) for line in said(result)), result.output
    assert result.exit_code == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (rows_of(("omr", "antal"), ("Exempelby (Sagobacken)", 1), ("Exempelby (Sagobacken )", 2)),
         "Gjort: kolumnen omr har namn i stället för koder; 2 rader fick sin kod, som REGSO_KOD "),
        (rows_of(("omr", "antal"), ("9902R007 Exempelby (Sagobacken)", 1)),
         "Gjort: kolumnen omr har namn efter koderna; namnen stämmer, och koden är läst på 1 rad."),
        (rows_of(("kod", "kön", "ålder", "antal", "folkmängd"), ("9901R001", "K", "0–4", 3, 9)),
         "Gjort: kolumnen kön: kön är skrivet på andra sätt än män och kvinnor, och är lästa så "),
        (rows_of(("kod", "kön", "ålder", "antal", "folkmängd"), ("9901R001", "K", "0–4", 3, 9)),
         "Gjort: kolumnen ålder: åldrar är skrivna på andra sätt än 20-64 och 85+, och är lästa "),
    ],
)  # fmt: skip
def test_what_is_repaired_is_said_and_is_no_fault(check, text, sentence):
    result = check(text)
    assert any(line.startswith(sentence) for line in said(result)), result.output
    assert "OK: inget att anmärka på." in said(result) or said(result, "Granska") == []


def test_rows_are_those_of_the_file_also_below_titles_and_blank_lines(check):
    text = "Ärenden 2022\n\nkod;antal\n9901R001;1\n\nfel kod;2\n"
    assert said(check(text), "Granska") == [
        'Granska: "XXX XXX" i kod är ingen områdeskod, och räknas som okänd (rad 6).'
    ]


def test_rows_of_a_workbook_are_those_of_the_sheet(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Ärenden"], [], ["kod", "antal"], ["9901R001", 1], ["x", 2], [], ["Källa: eget"]):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    result = CliRunner().invoke(cli, ["check", str(tmp_path / "r.xlsx")])
    assert said(result, "Granska") == [
        'Granska: "X" i kod är ingen områdeskod, och räknas som okänd (rad 5).'
    ]
    assert "rad 1–2 över tabellen är inte med; noterna från rad 7 är inte med." in result.output


def test_decimal_comma_is_seen_said_and_proposed(check):
    result = check("kod;belopp\n9901R001;1,5\n9901R002;2,5\n")
    assert "Filen har decimalkomma, och är läst så." in result.output
    assert "--svensk-csv" in command(result)


@pytest.mark.parametrize(
    ("text", "template"),
    [
        (PERSONS, "omradestyper"),
        (rows_of(("kod", "år", "n"), ("9901R001", 2021, 1), ("9901R001", 2022, 2)), "ar_mot_ar"),
        (rows_of(("kod", "kön", "ålder", "antal", "folk"), ("9901R001", "K", "0-4", 3, 9)),
         "halsa"),
        (rows_of(("n", "o", "typ"), (6584000, 674000, "a"), (6585000, 675000, "b")), "brott"),
    ],
)  # fmt: skip
def test_the_template_is_proposed_from_the_contents(check, text, template):
    assert command(check(text))[2] == template


@pytest.mark.parametrize(
    ("header", "rows", "columns"),
    [
        (("kod", "inskrivna", "alla"), ((3, 9), (4, 8)), ["taljare=inskrivna", "namnare=alla"]),
        (("kod", "fall", "boende"), ((3, 9), (9, 8)), ["taljare=fall"]),  # more than the whole
        (("kod", "2022 män", "2022 kvinnor"), ((3, 9), (4, 8)), ["taljare=2022 män"]),
        (("kod", "count", "per100k"), ((3, 9000), (4, 8000)), ["taljare=count"]),
        (("kod", "fall", "andel av alla"), ((3, 9), (4, 8)), ["taljare=fall"]),
        (("kod", "Områdestyp 2024", "Index 2024"), ((3, 9), (4, 8)), []),
        (("kod", "Områdestyp", "fall"), ((3, 9), (4, 8)), ["taljare=fall"]),
    ],
)  # fmt: skip
def test_a_denominator_is_proposed_only_for_what_can_be_a_part_of_it(check, header, rows, columns):
    text = rows_of(header, *((f"9901R00{n}", *row) for n, row in enumerate(rows, 1)))
    words = command(check(text))
    assert [w for f, w in itertools.pairwise(words) if f == "-c"] == columns
    assert ("matt=fördelning" in words) == (len(columns) < 2)


def test_the_year_is_proposed_where_the_codes_are_of_another_vintage(check):
    result = check("kod;antal\n9902R011;1\n9902R011;2\n")
    assert {"ar=2024", "indelning=RegSO 2025"} <= {*command(result)}
    assert "OK: inget att anmärka på." in said(result) or said(result, "Granska") == []
    assert "ar=" not in " ".join(command(check("kod;antal\n9902R007;1\n9902R007;2\n")))


def test_the_division_is_that_of_the_year_where_the_codes_are_of_both(check, tmp_path):
    result = check("kod;år;antal\n9901A0010;2024;1\n9901A0020;2024;2\n")
    words = command(result)
    assert {"ar=2024", "indelning=DeSO 2025"} <= {*words}
    done = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
    assert "Indelning" not in done.output + done.stderr  # its check has nothing to say
    for year in (2020, 2022):
        text = f"kod;år;antal\n9901A0010;{year};1\n9901A0020;{year};2\n"
        assert "indelning" not in " ".join(command(check(text)))


def test_names_that_no_area_has_lead_on(check):
    result = check(rows_of(("omr", "antal"), ("Sagoby (Bortom)", 3), ("Sagoby (Här)", 4)))
    assert "  omr    områdesnamn: 2 olika, ingen finns i de inlästa områdena" in result.output
    assert "eller byt dem mot koder med REGSO_KOD (rad 2–3)." in said(result, "Granska")[0]
    assert "kod=omr" in command(result)


@pytest.mark.slow
def test_many_columns_of_0_and_1_are_indicators_with_their_groups_and_names(check, tmp_path):
    text = "deso;kön;kontor;arbete;bidrag;flyttat\n" + "".join(
        f"9901A00{10 + 10 * (i % 3)};{'kvinna' if i % 2 else 'man'};{'NS'[i % 2]};1;{i % 2};0\n"
        for i in range(60)
    )
    result = check(text, "--save", "m.toml")
    words = command(result)
    assert words[2] == "indikatorer"
    given = {words[i + 1] for i, word in enumerate(words) if word in {"-c", "-s"}}
    assert given == {
        "kod=deso", "grupp1=kön", "grupp2=kontor", "i1=arbete", "i2=bidrag", "i3=flyttat",
        "namn1=arbete", "namn2=bidrag", "namn3=flyttat",
    }  # fmt: skip
    (tmp_path / "b.csv").write_text(text, "utf-8")
    line = ["render", "--mapping", "m.toml", "-d", "b.csv", "-o", "ut.xlsx"]
    assert CliRunner().invoke(cli, line, catch_exceptions=False).exit_code == 0


def test_a_template_that_does_not_exist_or_a_file_that_cannot_be_read_is_one_sentence(check):
    result = check(PERSONS, "-t", "saknas")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert result.output.startswith(
        "Mallen saknas finns inte; välj något av omradestyper, indikatorer"
    )
    result = CliRunner().invoke(cli, ["check", "finns inte.csv"])
    assert (result.exit_code, result.output.count("\n")) == (1, 1)


def test_a_saved_mapping_makes_next_months_report_one_line(check, tmp_path):
    result = check(PERSONS, "--save", "manad.toml")
    assert "regso render --mapping manad.toml -d FIL -o RAPPORT.xlsx" in result.output
    (tmp_path / "nästa.csv").write_text(PERSONS.replace("2022-04", "2022-05"), "utf-8")
    line = ["render", "--mapping", "manad.toml", "-d", "nästa.csv", "-o", "ut.xlsx"]
    assert CliRunner().invoke(cli, line, catch_exceptions=False).exit_code == 0
    proposed = CliRunner().invoke(cli, [*command(result)[1:-1], "två.xlsx"], catch_exceptions=False)
    assert proposed.exit_code == 0
    one, two = (book_of(tmp_path / name, values=True)["Områdestyper"] for name in
                ("ut.xlsx", "två.xlsx"))  # fmt: skip
    assert [[c.value for c in row] for row in one] == [[c.value for c in row] for row in two]


def test_a_template_and_options_that_are_given_come_before_the_mapping(check, tmp_path):
    check(PERSONS, "--save", "m.toml")
    line = ["render", "omradestyper", "--mapping", "m.toml", "-d", "register.csv", "-s",
            "rubrik=Min egen", "-o", "ut.xlsx"]  # fmt: skip
    assert CliRunner().invoke(cli, line, catch_exceptions=False).exit_code == 0
    sheet = book_of(tmp_path / "ut.xlsx", values=True)["Områdestyper"]
    assert any(cell.value == "Min egen" for row in sheet for cell in row)
    line[1:2] = []
    line[line.index("m.toml")] = "register.csv"
    result = CliRunner().invoke(cli, line)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("toml", "says"),
    [("mall = 3\n", "en del har fel form"), ("annat = 1\n", "den har annat"),
     ("mall = \n", "ingen riktig TOML"), ('[kolumner]\nkod = "x"\n', "Mallen saknas")],
)  # fmt: skip
def test_a_mapping_that_is_none_is_one_sentence(check, tmp_path, toml, says):
    check(PERSONS)
    (tmp_path / "m.toml").write_text(toml, "utf-8")
    line = ["render", "--mapping", "m.toml", "-d", "register.csv", "-o", "ut.xlsx"]
    result = CliRunner().invoke(cli, line)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert says in result.output


def test_a_mapping_does_not_overwrite_the_register(check):
    result = check(PERSONS, "--save", "register.csv")
    assert result.exit_code == 1


def test_render_says_what_check_says_and_what_the_controls_say_failures_first(check, tmp_path):
    (tmp_path / "r.csv").write_text(rows_of(("kod", "taljare", "namnare"), ("9901R011", 5, 10),
                                            ("9901A0010", 2, 4), ("x", 1, 2)), "utf-8")  # fmt: skip
    line = ["render", "omradestyper", "-d", str(tmp_path / "r.csv"), "-o", str(tmp_path / "u.xlsx")]
    lines = CliRunner().invoke(cli, line).output.splitlines()
    levels = [text.partition(":")[0] for text in lines if text.startswith(("Fel", "Granska"))]
    assert levels == sorted(levels)
    assert 'Granska: "X" i kod är ingen områdeskod, och räknas som okänd (rad 4).' in lines
    assert any(text.startswith("Fel: Områden som överlappar (Start):") for text in lines)


def test_formulas_are_shown_only_with_details(check, tmp_path):
    check(PERSONS)
    line = ["render", "omradestyper", "-d", "register.csv", "-c", "kod=DeSO", "-s", "konf=7",
            "-o", "ut.xlsx"]  # fmt: skip
    plain, detailed = (CliRunner().invoke(cli, [*line, *more]) for more in ([], ["--details"]))
    assert (plain.exit_code, detailed.exit_code) == (3, 3)
    assert "=IF(" not in plain.output
    assert len(plain.output.splitlines()) < len(detailed.output.splitlines())
