"""A sheet with a page for each indicator is as many pages: in slides, Word and pictures."""

import datetime as dt
import io
from collections import Counter

import docx
import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_FILL

from regso.pictures import sentences
from regso.pictures.books import read_book
from regso.pictures.documents import document
from regso.pictures.files import pictures
from regso.pictures.slides import slides
from regso.report.look import Look
from regso.store import EXAMPLE, Reference, using

DAY = dt.date(2026, 11, 30)
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def book():
    with using(Reference(EXAMPLE)):
        return read_book("indikatorer", DAY)


@pytest.fixture(scope="module")
def show(book):
    return Presentation(io.BytesIO(slides([book], Look(), DAY)))


@pytest.fixture(scope="module")
def overview(book):
    return next(page for page in book.pages if page.sheet == "Indikatorer")


def charts(show):
    return [(slide.shapes.title.text, shape.chart) for slide in show.slides
            for shape in slide.shapes if shape.has_chart]  # fmt: skip


def test_each_indicator_has_its_own_title_chart_and_tables(book, show, overview):
    names = [row[0] for row in overview.tables[0].rows]
    own = [page for page in book.pages if page.sheet == "Indikator"]
    assert [page.heading for page in own] == names
    assert all(len(page.drawings) == 1 and len(page.tables) == 2 for page in own)
    assert [title for title, _ in charts(show)][1:] == names
    titles = Counter(slide.shapes.title.text for slide in show.slides)
    assert all(titles[name] == 3 for name in names)
    word = docx.Document(io.BytesIO(document([book], Look(), DAY)))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert [text for text in headings if text in names] == names


def test_the_value_by_type_on_a_page_is_the_one_of_the_overview(book, overview):
    for row, page in zip(overview.tables[0].rows, book.pages[-len(overview.tables[0].rows) :],
                         strict=True):  # fmt: skip
        values = [cells[4].removesuffix("\N{NO-BREAK SPACE}%") for cells in page.tables[0].rows[:5]]
        assert values == [*row[2:7]], row[0]


def test_no_two_pictures_have_the_same_name(book):
    names = [made.name for made in pictures(book, Look())]
    assert len(names) == len({*names})


def test_differences_below_0_are_drawn_below_0_and_the_scale_reaches_every_interval(
    book, show, overview
):
    _, made = charts(show)[0]
    [(_, drawing)] = overview.drawings
    [series] = drawing.chart.series
    [plotted] = made.plots[0].series
    assert [*plotted.values] == [
        series.values[at] for at, n in enumerate(drawing.chart.labels) if n
    ]
    assert min(value for value in plotted.values if value is not None) < 0
    assert plotted.invert_if_negative is False  # white or turned otherwise
    axis = made.value_axis
    lengths = zip(series.values, series.down, series.up, strict=True)
    ends = [(v - down, v + up) for v, down, up in lengths if v is not None]
    assert axis.minimum_scale <= min(low for low, _ in ends)
    assert axis.maximum_scale >= max(high for _, high in ends)
    assert [*made.plots[0].categories] == [
        row[0] + (" (..)" if row[-3] == ".." else "") for row in overview.tables[0].rows
    ]


def test_the_scale_of_every_page_reaches_its_intervals(book, show):
    pages = [page for page in book.pages if page.sheet == "Indikator"]
    for page, (_, made) in zip(pages, charts(show)[1:], strict=True):
        [(_, drawing)] = page.drawings
        seen = next(series for series in drawing.chart.series if not series.hatched)
        highs = [value + up for value, up in zip(seen.values, seen.up, strict=True)
                 if value is not None]  # fmt: skip
        assert made.value_axis.minimum_scale == 0
        assert made.value_axis.maximum_scale >= max(highs)


def test_the_differences_are_counted_in_a_sentence(book, overview):
    [(heading, drawing)] = overview.drawings
    rows = [row[-3:] for row in overview.tables[0].rows]
    ends = [[float(text.replace("−", "-").replace(",", ".")) for text in row[1:]]
            for row in rows if row[0] != ".."]  # fmt: skip
    above, below = sum(low > 0 for low, _ in ends), sum(high < 0 for _, high in ends)
    assert above
    assert below
    assert sentences.of_chart(drawing.chart, heading) == (
        f"Områdestyp 1 är högre än områdestyp 5 för {above} av {len(rows)} indikatorer och lägre "
        f"för {below}; för {len(ends) - above - below} når intervallet 0, så det skiljer dem inte "
        f"åt. Uppgiften är dold för {len(rows) - len(ends)}."
    )


def test_a_column_without_any_value_is_no_column_of_a_slide(book):
    for page in book.pages:
        for table in page.tables:
            for column in zip(*table.rows, strict=True):
                assert any(column), (page.heading, table.titles)


@pytest.fixture(scope="module")
def others():
    with using(Reference(EXAMPLE)):
        books = [read_book(name, DAY) for name in ("resursfordelning", "servicenat", "ar_mot_ar")]
    show = Presentation(io.BytesIO(slides(books, Look(), DAY)))
    return dict(zip(("kr", "andel", "del"), (chart for _, chart in charts(show)), strict=True))


def test_two_series_are_told_apart_by_stripes_and_names(others):
    for name, names in (("kr", {"A", "B"}), ("andel", {"nu", "alt."})):
        made = others[name]
        assert not made.has_legend
        assert {series.name for series in made.plots[0].series} == names
        striped = [series for series in made.plots[0].series
                   if series.points[0].format.fill.type == MSO_FILL.PATTERNED]  # fmt: skip
        assert len(striped) == 1
        for label in made._chartSpace.iter(f"{CHART}dLbl"):
            assert label.find(f"{CHART}showSerName").get("val") == "1"


def test_values_are_written_as_in_the_workbook(others):
    forms = {name: made.plots[0].data_labels.number_format for name, made in others.items()}
    assert forms["kr"] == "#,##0"
    assert forms["andel"] == "0.0 %"
    assert forms["del"].endswith(";")  # a part of a pile that is 0 has no label
    assert others["del"].value_axis.maximum_scale == 100


def test_no_slide_writes_over_its_source(book):
    made = Presentation(io.BytesIO(slides([book], Look(), DAY)))
    for slide in made.slides:
        source = next(shape for shape in slide.shapes if shape.name == "Källa och datum")
        for shape in slide.shapes:
            if shape.has_table or shape.has_chart:
                assert shape.top + shape.height <= source.top
        assert " ·  · " not in source.text_frame.text
