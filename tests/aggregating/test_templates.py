"""A large register straight into a template: what it needs, what it says, and what is published."""

import pytest

from books import book_of
from large_registers import parquet, refused, rows, run, swedish_csv
from regso.cli.filled import template_bytes
from regso.functions import call
from regso.render.marks import with_source
from regso.xlsx.package import Package

ASKED = ("-c", "kod=kod", "-c", "ar=ar", "-c", "taljare=deltar")


@pytest.fixture(scope="module")
def register(content, tmp_path_factory):
    return parquet(tmp_path_factory.mktemp("mall") / "register.parquet", content)


def filled(tmp_path, *arguments):
    out = tmp_path / "bok.xlsx"
    done = run(*arguments, "-o", out)
    assert done.exit_code in {0, 3}, done.output
    return book_of(out, values=True), done


def table(book):
    """Return count and whole of the report's rows, by type."""
    found = {}
    for cells in book["Områdestyper"].iter_rows(values_only=True):
        kind, *row = [cell for cell in cells if cell is not None] or [""]
        if len(row) > 2:
            found.setdefault(str(kind), (row[1], row[2]))
    return found


def test_the_template_shows_what_the_rows_themselves_give(example, content, register, tmp_path):
    """The counts are those of REGSO_TABELL of one row per person, of the year alone."""
    book, _ = filled(tmp_path, register, *ASKED, "--template", "omradestyper", "-s", "ar=2023")
    own = [row for row in content if row[1] == 2023]
    columns = ([[row[2]] for row in own], [[int(row[4])] for row in own], [[1]] * len(own))
    rows_ = call("REGSO_TABELL", [*columns, 2023])
    wanted = {str(row[0]).removesuffix(".0"): (row[2], row[3]) for row in rows_}
    found = table(book)
    for kind in ("1", "2", "3", "4", "5", "1+2", "okänd", "totalt"):
        assert found[kind] == wanted[kind], kind
    assert found["totalt"][1] == len(own)


def test_kalla_says_where_the_rows_come_from(example, register, tmp_path):
    book, _ = filled(tmp_path, register, *ASKED, "--template", "omradestyper", "-s", "ar=2023",
                     "--where", "kon = 'kvinnor' och person < 19121212")  # fmt: skip
    told = {row[1].value: row[2].value for row in book["Källa"].iter_rows() if row[1].value}
    assert told["Underlag"] == "register.parquet (1 fil, Parquet)"
    assert len(told["SHA-256"]) == 64
    assert told["Urval"] == "kon = … och person < …"
    assert told["Läst med"].startswith("DuckDB ")


@pytest.mark.slow
def test_texts_are_groups_and_numbers_are_sums(example, register, tmp_path):
    """Hälsa has columns for sex and age; its events are rows where no column has them."""
    book, done = filled(tmp_path, register, "--template", "halsa", "-c", "kod=kod", "-c", "ar=ar",
                        "-c", "kon=kon", "-c", "alder=kon", "-c", "befolkning=person",
                        "-s", "ar=2022")  # fmt: skip
    sheet = book["Indata"]
    found = [[cell.value for cell in row] for row in sheet[sheet.tables["Indata"].ref]]
    assert found[0] == ["kod", "kon", "alder", "antal", "befolkning"]
    assert {row[1] for row in found[1:]} == {"kvinnor", "män"}
    assert sum(row[3] for row in found[1:]) == len([r for r in rows() if r[1] == 2022])
    assert done.stderr


def test_a_template_of_years_gets_them_all(example, register, tmp_path):
    book, _ = filled(tmp_path, register, *ASKED, "--template", "ar_mot_ar")
    sheet = book["Indata"]
    found = [[cell.value for cell in row] for row in sheet[sheet.tables["Indata"].ref]]
    assert {row[found[0].index("ar")] for row in found[1:]} == {2022, 2023, 2024}


def test_a_mean_counts_persons_and_not_groups(example, register, tmp_path):
    """What the template takes as one person per row is the number of rows of each group."""
    book, _ = filled(tmp_path, register, "-c", "kod=kod", "-c", "ar=ar", "-c", "taljare=andel",
                     "--template", "omradestyper", "-s", "ar=2022", "-s", "matt=medel")  # fmt: skip
    sheet = book["Indata"]
    head, *found = [[c.value for c in row] for row in sheet[sheet.tables["Indata"].ref]]
    at = head.index("personer")
    assert sum(row[at] for row in found) == len([r for r in rows() if r[1] == 2022])


def test_a_mapping_of_check_is_all_that_is_needed(example, content, tmp_path):
    path = swedish_csv(tmp_path / "r.csv", content)
    mapping = tmp_path / "r.toml"
    mapping.write_text(
        'mall = "omradestyper"\nsvensk_csv = true\n\n[kolumner]\n"kod" = "kod"\n'
        '"taljare" = "deltar"\n"ar" = "ar"\n\n[installningar]\n"ar" = "2022"\n',
        "utf-8",
    )
    book, _ = filled(tmp_path, path, "--mapping", mapping)
    assert table(book)["totalt"][1] == len([row for row in content if row[1] == 2022])
    out = tmp_path / "rader.csv"
    assert run(path, "--mapping", mapping, "-o", out).exit_code == 0
    assert out.read_text("utf-8-sig").startswith("ar,kod,antal,taljare,namnare\n")


@pytest.mark.slow
def test_the_copy_that_is_published_has_no_row_of_the_register(example, tmp_path):
    """A number of a person that is grouped by, or filtered on, is nowhere in the package."""
    number = "191212121212"
    path = tmp_path / "r.parquet"
    own = [row for row in rows(400) if row[2] and row[2].startswith("990")]
    parquet(path, own)
    out = tmp_path / "k.xlsx"
    asked = ("--template", "omradestyper", "-s", "ar=2022", "-s", "rubrik=Deltagare", "--publish")
    done = run(path, *ASKED, *asked, "--where", f"person < {number}", "-o", out)
    assert done.exit_code == 0, done.output
    package = Package(out.read_bytes())
    assert all(number.encode() not in part for part in package.parts.values())
    assert "Indata" not in package.sheets


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--template", "servicenat"), "Mallen tar inte rader per område"),
        (("--template", "halsa"), "Mallen behöver kon, alder, befolkning"),
        (("--template", "nej"), "Mallen nej finns inte; välj något av omradestyper"),
        (("--template", "omradestyper", "-c", "x=kon"), 'ingen kolumn "x"; den har kod, taljare'),
        (("--template", "resursfordelning", "-c", "index=andel"), "Kolumnen index är ingen summa"),
        (("--template", "omradestyper", "--freeze", "--publish"), "utelämna --freeze"),
    ],
)  # fmt: skip
def test_what_a_template_cannot_take_is_refused_before_the_work(
    tmp_path, register, arguments, said
):
    assert said in refused(tmp_path, register, "-c", "kod=kod", *arguments, name="b.xlsx")


def test_a_template_without_kalla_is_left_as_it_is():
    template = template_bytes("sekretess")
    assert with_source(template, "sekretess", {"Underlag": "x"}) == template
