"""Pictures, slides and Word tables: what they show is what the workbook publishes."""

import datetime as dt
import io
import re
import time
from xml.etree import ElementTree as ET

import docx
import pytest
from PIL import Image, ImageChops
from pptx import Presentation

from regso.errors import FileError
from regso.pictures import sentences
from regso.pictures.books import DRAFT, EXAMPLE, read_book
from regso.pictures.documents import document
from regso.pictures.files import pictures
from regso.pictures.slides import slides
from regso.publication.cover import Stamp
from regso.publication.publishing import publish
from regso.render import registry_functions, render
from regso.report.charts import DrawnChart, Series
from regso.report.draw import picture
from regso.report.look import Look, contrast, luminance, read_look
from regso.store import EXAMPLE as STORE
from regso.store import Reference, using
from regso.templates import TEMPLATES
from regso.workbook import theme

DAY = dt.date(2026, 11, 29)
SVG = "{http://www.w3.org/2000/svg}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NAMES = ("omradestyper", "halsa")


@pytest.fixture(scope="module")
def books():
    with using(Reference(STORE)):
        return {name: read_book(name, DAY) for name in NAMES}


@pytest.fixture(scope="module")
def charts(books):
    """The chart of each book, with the heading above it."""
    found = {}
    for name, book in books.items():
        [(heading, drawing)] = [pair for page in book.pages for pair in page.drawings]
        found[name] = (heading, drawing.chart)
    return found


@pytest.fixture(scope="module")
def show(books):
    return Presentation(io.BytesIO(slides([*books.values()], Look(), DAY)))


def values_of(chart):
    return next(series.values for series in chart.series if not series.hatched)


# -- pictures --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_dots_and_whiskers_of_the_svg_are_the_values_and_limits(books, charts, name):
    """The places of the marks are a line through the values: one scale for all of them."""
    _, chart = charts[name]
    [drawn] = [f for f in pictures(books[name], Look()) if f.name.endswith("_diagram.svg")]
    tree = ET.fromstring(drawn.content)
    groups = {g.get("id"): g for g in tree.iter(f"{SVG}g")}
    series = chart.series[0]
    pairs = []
    for at, value in enumerate(series.values):
        dot = groups.get(f"value-0-{at}")
        assert (dot is None) == (value is None)
        if dot is None:
            continue
        pairs.append((value, float(next(dot.iter(f"{SVG}use")).get("x"))))
        path = next(groups[f"interval-0-{at}"].iter(f"{SVG}path")).get("d")
        ends = [float(x) for x, _ in re.findall(r"[ML] ([\d.]+) ([\d.]+)", path)]
        pairs += [(value - series.down[at], ends[0]), (value + series.up[at], ends[-1])]
    (low, left), (high, right) = min(pairs), max(pairs)
    scale = (right - left) / (high - low)
    assert len(pairs) >= 12
    for value, place in pairs:
        assert place == pytest.approx(left + scale * (value - low), abs=0.02)


@pytest.mark.slow
def test_a_table_in_svg_has_the_texts_of_the_table(books):
    book = books["omradestyper"]
    drawn = next(f for f in pictures(book, Look()) if f.name.endswith("tabell1.svg"))
    groups = {g.get("id"): g for g in ET.fromstring(drawn.content).iter(f"{SVG}g")}
    table = book.pages[0].tables[0]
    for row, texts in enumerate((table.titles, *table.rows)):
        for column, text in enumerate(texts):
            if text:
                found = "".join(groups[f"cell-{row}-{column}"].itertext()).strip()
                assert found.replace("\n", "") == text


@pytest.mark.slow
def test_a_map_is_svg_too_with_its_texts_as_texts():
    with using(Reference(STORE)):
        made = [f for f in pictures(read_book("karta", DAY), Look()) if "karta." in f.name]
    svg, png = made
    assert [svg.name[-9:], png.name[-9:]] == ["karta.svg", "karta.png"]
    assert svg.about == png.about
    tree = ET.fromstring(svg.content)
    assert tree.find(f"{SVG}title").text == svg.about
    texts = " ".join("".join(text.itertext()) for text in tree.iter(f"{SVG}text"))
    assert all(text in texts for text in ("Exempellän", "Områdestyper 2022", "Stora utmaningar"))


@pytest.mark.slow
def test_a_map_says_that_it_is_a_draft_in_ink_too():
    """Nothing else of the picture is changed by the mark in its corner."""
    with using(Reference(STORE)):
        book = read_book("karta", DAY)
    made = [f for f in pictures(book, Look()) if "karta." in f.name]
    bare = [f for f in pictures(book._replace(mark=""), Look()) if "karta." in f.name]
    assert f">{EXAMPLE}</text>".encode() in made[0].content
    assert EXAMPLE.encode() not in bare[0].content
    marked, plain = (Image.open(io.BytesIO(f.content)).convert("RGB") for f in (made[1], bare[1]))
    left, top, right, bottom = ImageChops.difference(marked, plain).getbbox()
    assert (right - left > 200, bottom - top < 30) == (True, True)
    assert top > 0.95 * plain.height
    assert left > 0.7 * plain.width


@pytest.mark.slow
def test_every_picture_says_what_it_shows_and_that_it_is_a_draft(books):
    for made in pictures(books["halsa"], Look()):
        assert made.about.startswith(EXAMPLE)
        if made.name.endswith(".svg"):
            tree = ET.fromstring(made.content)
            assert tree.get("role") == "img"
            assert tree.find(f"{SVG}title").text == made.about
            assert EXAMPLE in "".join(tree.itertext()).replace(made.about, "")
        else:
            with Image.open(io.BytesIO(made.content)) as opened:
                assert opened.info["Description"] == made.about


@pytest.mark.slow
def test_the_same_book_gives_the_same_bytes(books):
    one, other = (list(pictures(books["halsa"], Look())) for _ in range(2))
    assert one == other
    first = slides([books["halsa"]], Look(), DAY)
    time.sleep(1.1)  # the workbooks of the charts say the second when they were made
    assert slides([books["halsa"]], Look(), DAY) == first


# -- sentences -------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_sentence_of_a_chart_is_of_its_values(charts):
    assert sentences.of_chart(charts["omradestyper"][1], charts["omradestyper"][0]) == (
        "Värdet är högre i områdestyp 1 (11,5 %) än i områdestyp 5 (2,5 %), en skillnad på "
        "9,0 procentenheter; intervallen möts inte. Det sjunker för varje steg från områdestyp 1 "
        "till 5."
    )
    assert sentences.of_chart(charts["halsa"][1], charts["halsa"][0]).endswith(
        "Uppgiften är dold i områdestyp 2."
    )


def test_a_chart_of_anything_but_types_has_no_sentence():
    series = [Series("Antal", [1.0, 2.0], [], [], [], False)]
    chart = DrawnChart("bar", False, False, True, ["Ale", "Boda"], series)
    assert sentences.of_chart(chart, "Antal") == ""


def test_a_difference_below_nought_has_its_place_on_the_scale():
    series = [Series("Skillnad", [-27.0, 10.0], [8.0, 2.0], [8.0, 2.0], ["#5F82A6"], False)]
    chart = DrawnChart("bar", False, False, True, ["a", "b"], series)
    tree = ET.fromstring(picture(chart, Look(), "svg"))
    groups = {g.get("id"): g for g in tree.iter(f"{SVG}g")}
    below, above = (float(next(groups[f"value-0-{i}"].iter(f"{SVG}use")).get("x")) for i in (0, 1))
    path = next(groups["interval-0-0"].iter(f"{SVG}path")).get("d")
    start, end = (float(x) for x, _ in re.findall(r"[ML] ([\d.]+) ([\d.]+)", path))
    scale = (above - below) / 37
    assert start == pytest.approx(below - 8 * scale, abs=0.02)
    assert end == pytest.approx(below + 8 * scale, abs=0.02)
    assert start > 20  # to the right of the labels


# -- slides ----------------------------------------------------------------------------------


def graphic_frames(show, kind):
    return [(slide, shape) for slide in show.slides for shape in slide.shapes
            if getattr(shape, kind, False)]  # fmt: skip


@pytest.mark.slow
def test_the_charts_of_the_slides_have_the_values_and_intervals(show, charts):
    frames = graphic_frames(show, "has_chart")
    for (_, frame), (_, chart) in zip(frames, charts.values(), strict=True):
        [series] = frame.chart.plots[0].series
        assert list(series.values) == values_of(chart)
        lengths = {}
        for side in ("plus", "minus"):
            points = series._element.iterfind(f"{CHART}errBars/{CHART}{side}//{CHART}v")
            lengths[side] = [float(point.text) for point in points]
        assert lengths == {"plus": chart.series[0].up, "minus": chart.series[0].down}
        hidden = [str(c).endswith("(..)") for c in frame.chart.plots[0].categories]
        assert hidden == [value is None for value in values_of(chart)]


@pytest.mark.slow
def test_the_tables_of_the_slides_are_those_of_the_workbooks(show, books):
    """A long one goes on on further slides, its head on each."""
    wanted = [t for book in books.values() for page in book.pages for t in page.tables]
    frames = iter(graphic_frames(show, "has_table"))
    for table in wanted:
        rows = []
        while len(rows) < len(table.rows):
            _, frame = next(frames)
            titles, *more = [tuple(cell.text for cell in row.cells) for row in frame.table.rows]
            assert titles == table.titles
            assert frame.table.first_row
            rows += more
        assert rows == [*table.rows]
    assert next(frames, None) is None


@pytest.mark.slow
def test_every_slide_can_be_read_aloud_in_order_and_has_source_date_and_mark(show):
    for slide in show.slides:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title
        assert shapes[1].name == "Slutsats"
        assert shapes[1].text_frame.text
        texts = [s.text_frame.text for s in shapes if s.has_text_frame]
        assert any("Källa: " in text and DAY.isoformat() in text for text in texts)
        assert texts[-1] == EXAMPLE
        for shape in shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr").startswith(EXAMPLE)


def test_nothing_on_a_slide_is_outside_it(show):
    for slide in show.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= show.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= show.slide_height


def test_texts_of_slides_have_contrast(show):
    """WCAG 2.1 AA: 4.5 to 1 on the white of the slide."""
    for slide in show.slides:
        runs = [r for s in slide.shapes if s.has_text_frame
                for p in s.text_frame.paragraphs for r in p.runs]  # fmt: skip
        for run in runs:
            assert contrast(f"#{run.font.color.rgb}", "#FFFFFF") >= 4.5


# -- Word ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_word_tables_have_heads_captions_and_the_sentence(books):
    made = docx.Document(io.BytesIO(document([*books.values()], Look(), DAY)))
    wanted = [t for book in books.values() for page in book.pages for t in page.tables]
    assert len(made.tables) == len(wanted)
    for table, shown in zip(made.tables, wanted, strict=True):
        found = tuple(cell.text.replace("\N{SOFT HYPHEN}", "") for cell in table.rows[0].cells)
        assert found == shown.titles
        assert table._tbl.xpath(".//w:tblHeader")
        assert table._tbl.xpath(".//w:tblDescription")[0].values()[0].startswith("Tabell")
    text = "\n".join(p.text for p in made.paragraphs)
    assert "intervallen möts inte" in text
    assert EXAMPLE in text
    for inline in made.inline_shapes:
        assert "Värdet är" in inline._inline.docPr.get("descr")


# -- what may be shown -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A workbook with own rows, and its publication copy."""
    from regso.indata import Data  # noqa: PLC0415 - only here

    folder = tmp_path_factory.mktemp("böcker")
    rows = [[f"9901R00{n}", str(10 + n), "100"] for n in range(1, 9)]
    data = Data("egna.csv", ["kod", "taljare", "namnare"], rows)
    with using(Reference(STORE)):
        book = render(TEMPLATES["omradestyper"].build(), data=data, columns={}, settings={})
        copy = publish(book.workbook, Stamp(DAY, "0", "", ""), registry_functions()).workbook
    for name, content in (("egen.xlsx", book.workbook), ("kopia.xlsx", copy)):
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.slow
def test_an_unpublished_book_and_its_copy_show_the_same(filled):
    with using(Reference(STORE)):
        own, copy = (read_book(str(filled / f"{name}.xlsx"), DAY) for name in ("egen", "kopia"))
    assert [page.tables for page in own.pages] == [page.tables for page in copy.pages]
    assert [d.chart for page in own.pages for _, d in page.drawings] == [
        d.chart for page in copy.pages for _, d in page.drawings
    ]
    assert {own.mark, copy.mark} <= {EXAMPLE, DRAFT, ""}
    assert own.mark  # the example's reference data are made up, so both are drafts here


def test_a_file_that_is_no_template_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"inte en arbetsbok")
    with pytest.raises(FileError):
        read_book(str(tmp_path / "a.xlsx"), DAY)


# -- themes ----------------------------------------------------------------------------------

THEME = """[tema]
namn = "Exempelmyndigheten"
typsnitt = "Arial"
farg = "#5A1846"
omradestyper = ["#4A1A5E", "#7B4B8E", "#A582AF", "#CDB8D0", "#EFE6EF"]
"""


@pytest.fixture
def own(tmp_path):
    (tmp_path / "tema.toml").write_text(THEME, encoding="utf-8")
    return read_look(tmp_path / "tema.toml")


@pytest.mark.slow
def test_a_theme_colours_slides_word_and_pictures(own, books):
    show = Presentation(io.BytesIO(slides([books["omradestyper"]], own, DAY)))
    title = show.slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert (str(title.font.color.rgb), title.font.name) == ("5A1846", "Arial")
    [(_, frame)] = graphic_frames(show, "has_chart")
    points = frame.chart.plots[0].series[0].points
    assert [str(points[n].format.fill.fore_color.rgb) for n in (0, 4)] == ["4A1A5E", "EFE6EF"]
    made = docx.Document(io.BytesIO(document([books["omradestyper"]], own, DAY)))
    assert made.styles["Normal"].font.name == "Arial"
    assert 'w:fill="5A1846"' in made.tables[0]._tbl.xml
    [svg] = [f for f in pictures(books["omradestyper"], own) if f.name.endswith("diagram.svg")]
    assert b"#4a1a5e" in svg.content
    assert b"#33608c" not in svg.content


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("farg = 3", r"\[tema\]"),
        ('[tema]\nfarg = "röd"', "ingen färg"),
        ('[tema]\nfarg = "#FFFF00"', "vit text syns inte"),
        ('[tema]\nomradestyper = ["#000000"]', "fem färger"),
        ('[tema]\nomradestyper = ["#EFE6EF", "#CDB8D0", "#A582AF", "#7B4B8E", "#4A1A5E"]',
         "bli ljusare"),
        ('[tema]\nlogo = "a.png"', r"\[tema\] med några av"),
        ("[tema", "ingen temafil"),
    ],
)  # fmt: skip
def test_a_theme_that_cannot_be_used_is_refused(tmp_path, text, sentence):
    (tmp_path / "t.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=sentence):
        read_look(tmp_path / "t.toml")


def test_the_templates_own_look_passes_its_own_rules():
    light = [luminance(colour) for colour in theme.TYPE_COLOURS.values()]
    assert light == sorted(light)
    assert contrast(theme.BRAND, "#FFFFFF") >= 4.5


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_hidden_value_is_not_drawn_as_a_number(form):
    def drawn(value):
        series = [Series("Värde", [1.5, value], [0.5, 0.5], [0.5, 0.5], ["#33608C", "#5F82A6"],
                         False)]  # fmt: skip
        return picture(DrawnChart("bar", False, False, True, ["a", "b"], series), Look(), form)

    assert drawn(None) == drawn(None) != drawn(0.0)
