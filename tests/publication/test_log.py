"""The log of publications: what it holds, what it never holds, and what a copy is tried against."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from render_helpers import rendered, template

from books import book_of
from regso.cli import cli, logged
from regso.core.disclosure.overtime.audit import Disclosed, Edition
from regso.errors import FileError
from regso.publication import history, log
from regso.publication.tables import PublishedTable, published_tables
from regso.render import registry_functions, render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.xlsx.package import Package

FEW, ONE_MORE, SHOWN = (3, 150), (4, 151), (5, 152)  # numerator and denominator of type 4
TODAY = dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat()
FIRST = "Ingen tidigare publicering finns i registrets logg."
EXEMPT = ("--exception", "Beslut 2026:7", "--by", "Kim Ek")


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments], env={"REGSO_DATA": "/none"})


class Agency:
    """A folder in which a register is published again and again."""

    def __init__(self, folder):
        self.folder, self.log = folder, folder / "logg.jsonl"

    def register(self, pair, *, first=30):
        path = self.folder / "register.csv"
        rows = {1: (first, 100), 2: (40, 200), 3: (50, 300), 4: pair, 5: (20, 400)}
        lines = [f"{kind},{x},{n}" for kind, (x, n) in rows.items()]
        path.write_text("\n".join(["kod,taljare,namnare", *lines, ""]), encoding="utf-8")
        return path

    def publish(self, pair, *options, name="kopia.xlsx", register="arb", first=30):
        data = self.register(pair, first=first)
        self.copy = self.folder / name
        base = ("render", "omradestyper", "-d", data, "-o", self.copy, "--publish")
        return run(*base, "--log", self.log, "--register", register, *options)

    def cover(self):
        sheet = book_of(self.copy)["Om kopian"]
        return {row[1].value: row[2].value for row in sheet.iter_rows() if row[1].value}["Över tid"]

    def lines(self):
        return [json.loads(text) for text in self.log.read_text("utf-8").splitlines() if text]


@pytest.fixture
def agency(tmp_path):
    return Agency(tmp_path)


def table(numbers, true, *, sheet="Blad", threshold=5):
    rows = [*"abcdefgh"[: len(numbers) - 1], "totalt"]
    cells = [(row, "n") for row in rows]
    edition = Edition(
        dict(zip(cells, numbers, strict=True)), {cells[-1]: tuple(cells[:-1])}, threshold
    )
    reasons = {cell: "liten" for cell, n in edition.shown.items() if n is None}
    truth = dict(zip(cells, true, strict=True))
    return PublishedTable(sheet, "REGSO_SEKRETESS", 1, edition, reasons, truth)


def made(numbers):
    """Return such a table as a log has it, without its true counts."""
    return replace(table(numbers, [n or 0 for n in numbers]), truth={})


def refused(result, agency, before):
    """Return the sentence of a refusal that left no copy and the log as it was."""
    assert (result.exit_code, result.stdout) == (1, "")
    assert not agency.copy.exists()
    assert agency.log.read_bytes() == before
    return result.stderr.strip()


# -- publishing with a log ------------------------------------------------------------------------


def test_the_first_publication_says_that_there_was_none_earlier(agency):
    assert agency.publish(FEW).exit_code == 0
    assert agency.cover() == FIRST
    [line] = agency.lines()
    assert (line["register"], line["publicering"], line["dag"]) == ("arb", 1, TODAY)
    assert (line["blad"], line["funktion"], line["tröskel"]) == ("Områdestyper", "REGSO_TABELL", 5)
    assert line["rader"] == ["1", "2", "3", "4", "5", "1+2", "okänd", "totalt"]
    assert line["kolumner"] == ["antal", "nämnare"]
    assert line["visat"][3] == ["..", 150]
    assert line["dolt"] == [["4", "antal", "liten"], ["totalt", "antal", "skyddar"]]
    assert [["1+2", "antal"], ["1", "antal"], ["2", "antal"]] in line["summor"]
    assert (line["undantag"], line["ej prövade blad"]) == ([], [])


def test_the_next_one_is_tried_against_it_and_the_cover_says_so(agency):
    agency.publish(FEW)
    assert agency.publish(ONE_MORE, name="ny.xlsx").exit_code == 0
    assert agency.cover() == f"Prövad mot 1 tidigare publicering: {TODAY}."
    assert agency.publish(ONE_MORE, name="nyare.xlsx").exit_code == 0
    assert agency.cover() == f"Prövad mot 2 tidigare publiceringar: {TODAY}, {TODAY}."
    assert [line["publicering"] for line in agency.lines()] == [1, 2, 3]


def test_what_grew_past_the_threshold_by_one_is_refused_with_what_to_do(agency):
    agency.publish(ONE_MORE)
    before = agency.log.read_bytes()
    sentence = refused(agency.publish(SHOWN, name="ny.xlsx"), agency, before)
    assert sentence.startswith(
        "Tabellen på bladet Områdestyper röjer ett litet antal för den som också har kopian från "
        f"{TODAY} (raden 4, kolumnen antal), så kopian gjordes inte; dölj också det som var dolt då"
    )
    assert "höj tröskeln till 6, som är prövat, eller ange --exception och --by" in sentence
    assert agency.publish(SHOWN, "-s", "troskel=6", name="ny.xlsx").exit_code == 0


def test_an_exception_is_published_and_stands_in_the_log(agency):
    agency.publish(ONE_MORE)
    assert agency.publish(SHOWN, *EXEMPT, name="ny.xlsx").exit_code == 0
    assert agency.cover() == (
        f"Prövad mot 1 tidigare publicering: {TODAY}. "
        "Publicerad med undantag som myndigheten har beslutat."
    )
    [exemption] = agency.lines()[1]["undantag"]
    assert (exemption["skäl"], exemption["beslutat av"]) == ("Beslut 2026:7", "Kim Ek")
    assert exemption["varning"].endswith(f"kopian från {TODAY} (raden 4, kolumnen antal).")


def test_an_exception_that_was_not_needed_is_not_one(agency):
    assert agency.publish(FEW, *EXEMPT).exit_code == 0
    assert agency.cover() == FIRST
    assert agency.lines()[0]["undantag"] == []


def test_regso_publish_takes_the_same_log(agency):
    agency.publish(ONE_MORE)
    full, copy = agency.folder / "full.xlsx", agency.folder / "ny.xlsx"
    data = agency.register(SHOWN)
    assert run("render", "omradestyper", "-d", data, "-o", full).exit_code == 0
    options = ("publish", full, "-o", copy, "--log", agency.log, "--register", "arb")
    assert run(*options).exit_code == 1
    assert not copy.exists()
    assert run(*options, *EXEMPT).exit_code == 0
    assert len(agency.lines()) == 2


def test_another_register_in_the_same_log_is_left_alone_and_named(agency):
    agency.publish(ONE_MORE)
    result = agency.publish(SHOWN, register="elever", name="ny.xlsx")
    assert result.exit_code == 0
    assert result.stderr.startswith("Loggen har inget om registret elever, men om arb; ")
    assert agency.cover() == FIRST
    assert [line["publicering"] for line in agency.lines()] == [1, 1]


def test_the_log_is_the_same_whatever_the_hidden_counts_are(agency, tmp_path_factory):
    """3 and 4 hidden, with the total hidden too: nothing in the log tells them apart."""
    other = Agency(tmp_path_factory.mktemp("other"))
    agency.publish((3, 150))
    other.publish((4, 150))
    assert agency.log.read_bytes() == other.log.read_bytes()


# -- options and files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--register", "arb"), "--register, --exception och --by hör till --log"),
        (("--log", "logg"), "--log kräver --register"),
        (("--log", "logg", "--register", "arb", "--by", "Kim"), "Ett undantag behöver både"),
        (("--log", "ut.xlsx", "--register", "arb"), "är både kopian och loggen"),
        (("--log", "saknas/logg", "--register", "arb"), "Mappen saknas finns inte"),
        (("--log", "in.csv", "--register", "arb"), "är filen som läses"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path, monkeypatch, options, sentence):
    monkeypatch.chdir(tmp_path)
    Agency(tmp_path).register(FEW).rename("in.csv")
    done = run("render", "omradestyper", "-d", "in.csv", "-o", "ut.xlsx", "--publish", *options)
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


def test_a_log_of_something_that_is_not_published_is_refused(tmp_path):
    data, out = Agency(tmp_path).register(FEW), tmp_path / "ut.xlsx"
    base = ("render", "omradestyper", "-d", data, "-o", out, "--log", tmp_path / "logg")
    assert "ange också --publish" in run(*base, "--register", "arb").stderr


LINES = "".join(
    log.lines(log.Publication("arb", number, dt.date(2026, 1, number), "Mall", tables))
    for number, tables in (
        (1, [made([None, None, 30, 39]), made([8, 30, 38])]),
        (2, [made([9, 9, 30, 48])]),
        (3, []),
    )
)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-40],
        lambda text: text.replace("regso-logg 1", "regso-logg 2"),
        lambda text: text.replace('"visat": [[".."], ', '"visat": ['),
        lambda text: text.replace('"dag": "', '"dag": "x'),
        lambda text: text.replace('"visas"', '"kanske"'),
        lambda text: text.replace('"tabell": 1', '"tabell": "1"'),
        lambda text: "{}\n" + text,
        lambda text: text + "[]\n",
        lambda text: text + "[" * 100_000 + "\n",
    ],
)
def test_a_damaged_line_is_named(damage):
    assert len(log.publications(LINES, "logg", "arb")) == 3
    assert damage(LINES) != LINES
    with pytest.raises(FileError, match=r"Rad \d i loggen logg är skadad; hämta loggen från"):
        log.publications(damage(LINES), "logg", "arb")


@pytest.mark.parametrize("change", ["without", "twice"])
@pytest.mark.parametrize("number", range(3))
def test_a_line_that_is_missing_or_there_twice_is_noticed(change, number):
    """The last publication may be taken away whole, which no log can notice."""
    rows = LINES.splitlines()
    rows[number : number + 1] = [] if change == "without" else [rows[number]] * 2
    with pytest.raises(FileError, match=r"har inte alla rader om publicering \d av registret"):
        log.publications("\n".join(rows), "logg", "arb")


def test_the_order_of_the_lines_and_blank_lines_do_not_matter():
    turned = "\n".join(["", *reversed(LINES.splitlines()), "", ""])
    found = log.publications(LINES, "logg", "arb")
    assert log.publications(turned, "logg", "arb") == found
    assert [publication.number for publication in found] == [1, 2, 3]
    assert [len(publication.tables) for publication in found] == [2, 1, 0]


def test_nothing_is_published_with_a_damaged_log(agency):
    for content, told in (
        (b"\xff\xfe\x00", "går inte att läsa"),
        (LINES.encode()[:-9], "Rad 4 i loggen"),
    ):
        agency.log.write_bytes(content)
        assert told in refused(agency.publish(FEW), agency, content)


def test_a_log_whose_last_line_has_no_end_gets_one(agency):
    agency.log.write_text(LINES.rstrip("\n"), encoding="utf-8")
    assert agency.publish(FEW).exit_code == 0
    assert [line["publicering"] for line in agency.lines()] == [1, 1, 2, 3, 4]


def test_a_log_that_cannot_be_written_takes_the_copy_back(agency, monkeypatch):
    agency.publish(FEW)
    before, write = agency.log.read_bytes(), logged.write_file

    def full_disk(path, *arguments):
        if path == agency.log:
            raise FileError("Disken är full.")
        write(path, *arguments)

    monkeypatch.setattr(logged, "write_file", full_disk)
    sentence = refused(agency.publish(ONE_MORE, name="ny.xlsx"), agency, before)
    assert sentence == (
        "Disken är full. Kopian togs bort igen, eftersom den inte kom med i loggen."
    )


def test_the_copy_that_stood_there_is_put_back(agency, monkeypatch):
    agency.publish(FEW, name="samma.xlsx")
    [copy] = agency.log.parent.rglob("samma.xlsx")
    before, write = copy.read_bytes(), logged.write_file

    def full_disk(path, *arguments):
        if path == agency.log:
            raise FileError("Disken är full.")
        write(path, *arguments)

    monkeypatch.setattr(logged, "write_file", full_disk)
    assert agency.publish(ONE_MORE, name="samma.xlsx").exit_code == 1
    assert copy.read_bytes() == before


def test_a_copy_that_cannot_be_written_is_not_in_the_log(agency, monkeypatch):
    def full_disk(path, *_):
        raise FileError("Disken är full.")

    agency.publish(FEW)
    monkeypatch.setattr(logged, "write_file", full_disk)
    before = agency.log.read_bytes()
    assert refused(agency.publish(FEW, name="ny.xlsx"), agency, before) == "Disken är full."


def test_a_log_that_changed_meanwhile_is_not_written_over(agency, monkeypatch):
    agency.publish(FEW)
    write = logged.write_file

    def meanwhile(path, *arguments):
        write(path, *arguments)
        agency.log.write_bytes(agency.log.read_bytes() + b"\n")

    monkeypatch.setattr(logged, "write_file", meanwhile)
    result = agency.publish(ONE_MORE, name="ny.xlsx")
    assert "ändrades under tiden" in result.stderr
    assert not agency.copy.exists()
    assert len(log.publications(agency.log.read_text("utf-8"), "logg", "arb")) == 1


# -- tables that are read from a copy -------------------------------------------------------------


def tables_of(workbook, threshold=5, functions=None):
    """Return the tables of a template by sheet, read as publishing reads them."""
    with using(Reference(EXAMPLE)):
        full = rendered(workbook, functions=functions).workbook
        bare = render(full, data=None, columns={}, settings={"troskel": "1"}, functions=functions)
        found = published_tables(Package(full), Package(bare.workbook), threshold)
    return found.tables, found.other_sheets


def of_formula(*formulas):
    """Return a workbook with results of formulas below each other, and a threshold of 5."""

    def build(book, start, indata, rapport, text):
        start.write("B4", 5)
        book.define_name("troskel", "=Start!$B$4")
        book.define_name("Rapport!bladtyp", '="resultat"')
        for i, formula in enumerate(formulas):
            area = f"A{1 + 30 * i}:L{20 + 30 * i}"
            rapport.write_dynamic_array_formula(area, formula, None, "")

    return template(build)


def read(*formulas):
    return tables_of(of_formula(*formulas), functions=registry_functions())


KORS = (
    '=REGSO_KORS({{1;1;2;3;4;5;5}},{{"k";"m";"k";"m";"k";"k";"m"}},'
    "{{20;30;{};40;50;60;70}},2022,troskel)"
)


def test_a_crosstab_is_read_with_its_sums_both_ways():
    [table], others = read(KORS.format(3))
    assert others == []
    assert table.edition.shown["2", "k"] is None
    assert table.edition.shown["1", "m"] == 30
    assert table.truth["2", "k"] == 3
    assert table.reasons["2", "k"] == "liten"
    assert set(table.reasons.values()) == {"liten", "skyddar"}
    assert table.edition.sums["2", "totalt"] == (("2", "k"), ("2", "m"))
    assert table.edition.sums["1+2", "k"] == (("1", "k"), ("2", "k"))
    assert ("1", "k") not in table.edition.sums


def test_years_are_read_as_counts_and_shares_are_not():
    codes, years = "{1;2;5;1;2;5}", "{2022;2022;2022;2023;2023;2023}"
    call = f"=REGSO_UTVECKLING({codes},{years},{{20;3;30;25;30;35}}{{}},2022,troskel)"
    [table], others = read(call.replace("{}", ","))
    assert {row for row, _ in table.edition.shown} == {"2022", "2023"}
    assert table.edition.shown["2022", "2"] is None
    assert ("2022", "totalt") in table.edition.sums
    assert others == []
    none, others = read(call.replace("{}", ",{100;100;100;100;100;100}"))
    assert (none, others) == ([], ["Rapport"])


def test_a_protected_table_is_read_with_the_margins_that_the_formula_names():
    table = '{"a","x";"b",3;"c",20;"d",23;"e",46}'
    [found], _ = read(f'=REGSO_SEKRETESS({table},troskel,"minst","rad 3=1+2")')
    assert found.edition.sums == {("d", "x"): (("b", "x"), ("c", "x"))}
    assert found.edition.least == 1
    zeros = '{"a","x";"b",0;"c",20;"totalt",20}'
    [found], _ = read(f'=REGSO_SEKRETESS({zeros},troskel,"minst","auto","dölj")')
    assert found.edition.least == 0
    assert set(found.reasons.values()) == {"noll, liten eller skyddar"}


def test_a_hidden_count_of_the_input_has_no_truth():
    [found], _ = read('=REGSO_SEKRETESS({"a","x";"b","..";"c","..";"totalt",46},troskel)')
    assert found.reasons == dict.fromkeys([("b", "x"), ("c", "x")], "dold i underlaget")
    assert found.truth == {("totalt", "x"): 46}


def test_two_tables_of_one_sheet_are_two():
    tables, _ = read(KORS.format(3), KORS.format(30))
    assert [table.key for table in tables] == [
        ("Rapport", "REGSO_KORS", 1), ("Rapport", "REGSO_KORS", 2)
    ]  # fmt: skip


def test_a_table_of_another_function_beside_one_that_is_read_is_not_tried():
    several = "=REGSO_TABELLER({1;1;5;5},{20;3;30;9},troskel,{1;2;1;2},,,2022)"
    [table], others = read(KORS.format(30), several)
    assert (table.function, others) == ("REGSO_KORS", ["Rapport"])
    assert read(KORS.format(30), "=REGSO_AR()")[1] == []


@pytest.mark.parametrize(
    ("measure", "columns", "rest"),
    [("andel", 2, True), ("tal", 1, False), ("medel", 1, False)],
)
def test_a_table_by_type_is_read_for_its_measure(measure, columns, rest):
    x, n = "{20;30;40;50;60}", "{200;300;400;500;600}"
    tables, _ = read(f'=REGSO_TABELL({{1;2;3;4;5}},{x},{n},2022,0.95,troskel,"{measure}")')
    assert len(tables) == {"andel": 1, "tal": 2, "medel": 1}[measure]
    heads = {column for _, column in tables[0].edition.shown}
    assert len(heads) == columns
    assert any("övriga" in (column for _, column in t.edition.sums) for t in tables) == rest


def test_the_templates_tables_and_what_is_not_tried():
    found = {name: tables_of(TEMPLATES[name].build()) for name in ("brott", "halsa", "sekretess")}
    assert [t.key[:2] for t in found["brott"][0]] == [("Brottstyper", "REGSO_SEKRETESS")]
    assert [t.key[:2] for t in found["sekretess"][0]] == [("Efter", "REGSO_SEKRETESS")]
    assert found["halsa"] == ([], ["Hälsa"])


# -- sentences ------------------------------------------------------------------------------------


def published(number, *tables, day=1):
    return log.Publication("r", number, dt.date(2026, 1, day), "Mall", tables)


def test_a_count_that_its_own_copy_reveals_is_refused_without_exception():
    with pytest.raises(FileError, match=r"av sig själv ett litet antal \(raden a, kolumnen n\)"):
        history.refuse_exposed([table([None, 20, 23], [3, 20, 23])])
    history.refuse_exposed([table([None, None, 23], [3, 20, 23])])


def test_the_warning_says_whether_the_earlier_pattern_is_enough():
    before = published(1, table([None, None, 30, 39], [3, 6, 30, 39]))
    now = table([None, 6, None, 39], [3, 6, 30, 39])
    [warned] = history.warnings([now], [before])
    assert warned.sentence.endswith("kopian från 2026-01-01 (raden a, kolumnen n).")
    way = 'dölj också det som var dolt då (raden b, kolumnen n), till exempel med ".." i underlaget'
    assert warned.remedy == way
    assert str(warned.refusal(7)) == (
        f"{warned.sentence[:-1]}, så kopian gjordes inte; {way}, höj tröskeln till 7, som är "
        "prövat, eller ange --exception och --by om myndigheten har beslutat att publicera ändå."
    )
    assert f"{way}, slå ihop grupper, vänta" in str(warned.refusal(None))


def test_what_was_told_before_is_not_told_again_by_the_latest_together():
    """The first two copies were published by an exception; the third adds nothing to them."""
    first = published(1, table([None, None, 30, 39], [3, 6, 30, 39]), day=1)
    second = published(2, table([None, 6, None, 39], [3, 6, 30, 39]), day=2)
    third = table([None, 6, None, 39], [3, 6, 30, 39])
    assert list(history.warnings([third], [second])) == []
    [warned] = history.warnings([third], [first, second])
    assert "kopian från 2026-01-01 (" in warned.sentence
    assert history._found(third, [first.tables[0], second.tables[0]]) == {Disclosed(2, ("a", "n"))}


def test_tables_that_no_earlier_publication_has_are_said_not_to_be_compared():
    other = published(1, table([1, 2, 3], [1, 2, 3], sheet="Annat"), day=1)
    same = published(2, table([10, 20, 30], [10, 20, 30]), day=2)
    now = published(3, table([10, 20, 30], [10, 20, 30]), day=3)
    assert history.told(now, [other, same]) == (
        "Prövad mot 1 tidigare publicering: 2026-01-02. "
        "Inte jämförd med 1 tidigare publicering utan gemensam tabell som kan prövas: 2026-01-01."
    )


def test_a_publication_without_tables_is_in_the_log_too():
    nothing = log.Publication("r", 1, dt.date(2026, 1, 1), "Mall", [], [], ["Hälsa"])
    assert log.publications(log.lines(nothing), "logg", "r") == [nothing]
    assert history.told(nothing, []) == f"{FIRST} Inte prövat: bladet Hälsa."


def test_a_sheet_that_had_hidden_counts_then_is_not_tried_now():
    before = replace(published(1), untried=["Hälsa"])
    assert history.told(published(2), [before]).endswith("2026-01-01. Inte prövat: bladet Hälsa.")
    assert "Hälsa" not in history.told(replace(published(2), template="Annan"), [before])
