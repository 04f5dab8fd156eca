"""A personnummer stops a publication, with its place in the sentence; an amount does not."""

import datetime as dt
import random

import pytest
from render_helpers import changed, part, template

from regso.core.money.checkdigits import checksum
from regso.core.money.persons import can_be_person
from regso.errors import FileError
from regso.publication.cover import Stamp
from regso.publication.publishing import publish
from regso.store import EXAMPLE, Reference, using

STAMP = Stamp(dt.date(2026, 3, 2), "9.9", "hämtade 2026-02-01", "ab" * 32)


def checked(nine):
    return next(f"{nine}{d}" for d in range(10) if not checksum(f"{nine}{d}") % 10)


NUMBER = checked("850417913")  # invented
OTHERS = [checked(f"8{i}0417913") for i in range(10)]
AMOUNT = next(n for n in range(8504170000, 8504180000) if not can_be_person(n))


def report(build, *, name="Rapport"):
    """Return a workbook whose report is what `build` writes, with one check."""

    def whole(book, start, indata, rapport, text):
        start.write_formula("D1", '="OK"', None, "OK: allt stämmer.")
        book.define_name("Rapport!bladtyp", '="resultat"')
        build(book, rapport)

    book = template(whole)
    if name != "Rapport":
        workbook = part(book, "xl/workbook.xml").replace("Rapport", name)
        book = changed(book, {"xl/workbook.xml": workbook})
    return book


def published(book):
    with using(Reference(EXAMPLE)):
        return publish(book, STAMP, {}).workbook


def refused(book):
    with pytest.raises(FileError) as raised:
        published(book)
    sentence = str(raised.value)
    assert "ser ut som ett personnummer, så kopian gjordes inte; " in sentence
    assert NUMBER[-4:] not in sentence
    return sentence


def column(values, code=None, at="C3"):
    def build(book, rapport):
        look = book.add_format({"num_format": code}) if code else None
        rapport.write_column(at, values, look)

    return report(build)


# -- where -----------------------------------------------------------------------------------


def test_the_sheet_and_the_cell_are_named_and_the_number_is_not():
    sentence = refused(column(["", f"Kim {NUMBER[:6]}-{NUMBER[6:]}"]))
    assert sentence.startswith("Cell C4 på bladet Rapport ser ut")


@pytest.mark.parametrize(
    "text",
    [
        f"{NUMBER[:6]}\u00a0{NUMBER[6:]}",
        f"1985-04-17-{NUMBER[6:]}",
        f"{NUMBER[:6]}\u00ad{NUMBER[6:]}",
        f"{NUMBER[:6]}\t{NUMBER[6:]}",
        f"{NUMBER[:6]}-T386",
        NUMBER,
    ],
)
def test_every_spelling_in_a_text_is_refused(text):
    assert "Cell C3" in refused(column([text]))


def test_a_text_whose_characters_are_written_as_numbers_is_read_as_it_is_shown():
    def build(book, rapport):
        rapport.write("C3", "PLATS")

    book = report(build)
    strings = part(book, "xl/sharedStrings.xml")
    text = f"{NUMBER[:6]}_x002D_{NUMBER[6:]}"
    refused(changed(book, {"xl/sharedStrings.xml": strings.replace("PLATS", text)}))


def test_the_name_of_a_sheet_is_told_by_its_number():
    name = f"{NUMBER[:6]}-{NUMBER[6:]}"
    assert refused(report(lambda book, r: r.write("A1", 1), name=name)).startswith("Namnet på blad")


def test_a_personnummer_at_the_edge_of_the_page_is_refused():
    def build(book, rapport):
        rapport.write("A1", 1)
        rapport.set_footer(f"&L{NUMBER[:6]}-{NUMBER[6:]}")

    assert refused(report(build)).startswith("Sidhuvudet eller sidfoten på bladet Rapport")


def chart(**options):
    def build(book, rapport):
        rapport.write_column("A1", options.pop("values", [1, 2]))
        drawn = book.add_chart({"type": "column"})
        drawn.add_series({"values": "=Rapport!$A$1:$A$2", **options})
        rapport.insert_chart("C3", drawn, {"description": build.about})

    build.about = options.pop("about", "")
    return report(build)


def test_a_personnummer_in_a_chart_is_refused():
    assert refused(chart(name=f"Kim {NUMBER}")).startswith("Något i ett diagram på bladet Rapport")


def test_a_personnummer_in_the_alternative_text_is_refused():
    sentence = refused(chart(about=f"Kim {NUMBER}"))
    assert sentence.startswith("Texten till en bild eller ett diagram på bladet Rapport")


# -- numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["000000-0000", "0000000000", r"000000\-0000", '000000"-"0000'])
def test_a_number_with_a_format_for_identities_is_one_among_any_others(code):
    sentence = refused(column([AMOUNT] * 9 + [int(NUMBER)], code))
    assert sentence.startswith("Cell C12 ")
    assert sentence.endswith("ge cellen ett talformat för belopp om det är ett.")


@pytest.mark.parametrize("code", [None, "0", "@"])
def test_a_number_without_a_format_of_its_own_is_one_if_its_column_is(code):
    assert "Cell C3" in refused(column([int(n) for n in OTHERS], code))
    assert "Cell C3" in refused(column([int(NUMBER)], code))
    assert "Cell C5" in refused(column([12, 7, int(NUMBER), 3], code))  # among counts
    assert "Cell C3" in refused(column([int(f"19{n}") for n in OTHERS], code))


def test_a_number_among_amounts_is_an_amount():
    assert published(column([int(NUMBER), AMOUNT]))
    assert published(column([AMOUNT + 10 * i for i in range(20)]))


@pytest.mark.parametrize("code", ["#,##0", r"#\ ##0", "0.00", '0" kr"', "0.0%", "yyyy-mm-dd"])
def test_a_number_with_a_format_for_amounts_is_one(code):
    assert published(column([int(NUMBER)], code))


def test_years_of_two_digits_that_begin_with_a_zero_are_found_in_numbers():
    born = [int(checked(f"0{i}0417913")) for i in range(1, 8)]
    assert "Cell C3" in refused(column(born, "0000000000"))
    assert "Cell C3" in refused(column([*born, int(NUMBER)]))
    assert published(column(born[:1]))  # nine digits alone are no evidence


def test_a_chart_of_identities_is_refused_and_one_of_amounts_is_not():
    def of(numbers):
        def build(book, rapport):
            rapport.write_column("M2", numbers)  # beside what is printed
            drawn = book.add_chart({"type": "column"})
            drawn.add_series({"values": f"=Rapport!$M$2:$M${len(numbers) + 1}"})
            rapport.insert_chart("C3", drawn)

        return report(build)

    assert refused(of([int(n) for n in OTHERS]))
    assert published(of([AMOUNT, AMOUNT + 10, int(NUMBER)]))


# -- dates with times, and halves ------------------------------------------------------------


def times(count, seed=1):
    chance = random.Random(seed)  # noqa: S311
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    moments = [start + dt.timedelta(minutes=chance.randrange(3_000_000)) for _ in range(count)]
    return [f"{moment:%Y%m%d-%H%M}" for moment in moments]


def test_a_column_of_dates_with_times_is_published():
    """One in ten has the right check digit by chance."""
    assert published(column(times(200)))


def test_a_column_of_persons_that_could_be_dates_with_times_is_not():
    born = [checked(f"12041{i}12{i}") for i in range(1, 8)]
    texts = [f"20{n[:6]}-{n[6:]}" for n in born if int(n[6:8]) < 24 and int(n[8:]) < 60]
    assert len(texts) > 2
    assert "Cell C3" in refused(column(texts))


@pytest.mark.parametrize("as_text", [True, False])
def test_a_number_whose_halves_are_in_two_cells_is_refused(as_text):
    kind = str if as_text else int

    def build(book, rapport):
        for row, number in enumerate(OTHERS[:5]):
            rapport.write_row(row, 1, [kind(number[:6]), kind(number[6:])])

    assert "Cell B1" in refused(report(build))


def test_counts_beside_each_other_are_no_halves():
    def build(book, rapport):
        rapport.write_row("B1", [int(NUMBER[:6]), int(NUMBER[6:])])
        rapport.write_row("B2", [120415, 1283])
        rapport.write_row("B3", [100101, 2385])

    assert published(report(build))


# -- false alarms ----------------------------------------------------------------------------


def test_columns_of_random_amounts_are_published():
    """20,000 amounts of ten digits without a format, ten in a column: none stops the copy."""
    chance = random.Random(20261)  # noqa: S311
    amounts = [[chance.randrange(10**9, 10**10) for _ in range(10)] for _ in range(2000)]

    def build(book, rapport):
        for number, values in enumerate(amounts):
            rapport.write_column(0, number, values)

    assert sum(can_be_person(value) for values in amounts for value in values) > 100
    assert published(report(build))
