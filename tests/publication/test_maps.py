"""A map leaves with a copy only as the workbook's settings of the day would draw it."""

import copy
import io
import json

import pytest
from click.testing import CliRunner
from PIL import Image

from books import book_of
from draws import more
from regso.cli import cli
from regso.indata import Data
from regso.render import render
from regso.render.pictures import maps
from regso.report import read_filled
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES, build
from regso.xlsx import vector
from regso.xlsx.package import DOCUMENT, Package

HEADERS = ["kod", "taljare", "namnare"]
ROWS = [[f"9901R{i:03}", 30 * i, 1000] for i in range(1, 13)] + [["9902R001", 3, 800]]


WHERE = {"karta": "omrade", "omradestyper": "lista_omrade", "indikatorer": "karta_omrade"}
BESIDE = ("omradestyper", "indikatorer")  # templates whose map stands beside sums by type


def filled(rows=ROWS, template="karta", **settings):
    settings = {WHERE[template]: "99", "rubrik": "Andel", "indelning": "RegSO 2020", **settings}
    headers = HEADERS
    if template == "indikatorer":
        headers, names = ["kod", "i1", "namnare"], ("har arbete", *[""] * 5)
        settings |= {f"namn{number}": name for number, name in enumerate(names, 1)}
        # A share of exactly 3 per cent is read as a count by the check of the copy.
        rows = [[code, x + 27 * (x > 4), n] for code, x, n in rows]
    with using(Reference(EXAMPLE)):
        data = Data("egna.csv", headers, rows)
        return render(build(template), data=data, columns={}, settings=settings).workbook


def published(workbook, folder, *options):
    """Return the outcome of regso publish, and the copy's picture and alternative text."""
    book, made = folder / "ifylld.xlsx", folder / "kopia.xlsx"
    book.write_bytes(workbook)
    with using(Reference(EXAMPLE)):
        done = CliRunner().invoke(cli, ["publish", str(book), "-o", str(made), *options])
    if done.exit_code:
        return done.output, None, None
    package = Package(made.read_bytes())
    pictures = [part for part in package.parts if part.endswith(".png")]
    if not pictures:
        return done.output, None, None
    [picture] = pictures
    drawing = package.parts["xl/drawings/drawing1.xml"].decode()
    return done.output, package.parts[picture], drawing


def pictured(workbook):
    [slot] = maps(package := Package(workbook))
    return package.parts[slot.picture], slot.named.get("descr")


def test_the_copy_has_the_map_and_its_text(tmp_path):
    book = filled()
    _, png, drawing = published(book, tmp_path)
    own, text = pictured(book)
    assert "; 1 dolda; 27 utan uppgift." in text
    assert text in drawing
    assert _pixels(png) == _pixels(own)


def test_a_map_that_was_drawn_with_a_lower_threshold_is_drawn_anew(tmp_path):
    """The cells were calculated since, as Excel does; the picture was not."""
    open_book, book = filled(troskel=1), filled()
    stale = Package(book)
    [slot] = maps(stale)
    stale.parts[slot.picture] = pictured(open_book)[0]
    _, png, drawing = published(stale.write({}), tmp_path)
    assert _pixels(png) == _pixels(pictured(book)[0]) != _pixels(pictured(open_book)[0])
    assert "1 dolda" in drawing


def drawn_in(workbook):
    """Return the SVG behind the one map of a workbook."""
    [slot] = maps(package := Package(workbook))
    return package.parts.get(vector.part_of(package, slot.drawing, slot.blip))


def with_svg(workbook, svg):
    """Return a workbook where another SVG is behind the map."""
    [slot] = maps(package := Package(workbook))
    vector.put(package, slot.drawing, slot.blip, svg)
    return package.write({})


def svgs(path):
    return [part for name, part in Package(path.read_bytes()).parts.items() if ".svg" in name]


def test_the_copy_has_the_svg_of_the_map_as_it_is_drawn_anew(tmp_path):
    book, stale = filled(), drawn_in(filled(troskel=1))
    output, *_ = published(with_svg(book, stale), tmp_path)
    assert "publiceringskopia" in output
    assert svgs(tmp_path / "kopia.xlsx") == [drawn_in(book)] != [stale]
    assert b"<svg" in drawn_in(book)


def test_an_svg_behind_any_other_picture_is_left_behind(tmp_path):
    """Nobody has checked what it holds."""
    package = Package(filled())
    [slot] = maps(package)
    package.change(slot.drawing)
    logotype = copy.deepcopy(slot.named.getparent().getparent().getparent())
    slot.named.getparent().getparent().getparent().addnext(logotype)
    vector.put(package, slot.drawing, slot.blip, b"")
    logotype.find(".//{*}cNvPr").set("descr", "Vår logotyp")
    image = package.parts[slot.picture]
    package.add("xl/media/image9.png", image)
    package.relate(slot.drawing, "rId9", f"{DOCUMENT}/image", "../media/image9.png")
    blip = logotype.find(".//{*}blip")
    for ext in list(blip):
        blip.remove(ext)
    blip.set(f"{{{DOCUMENT}}}embed", "rId9")
    vector.put(package, slot.drawing, blip, b"<svg>hemligt</svg>")
    book, result = tmp_path / "ifylld.xlsx", tmp_path / "kopia.xlsx"
    book.write_bytes(package.write({}))
    with using(Reference(EXAMPLE)):
        done = CliRunner().invoke(cli, ["publish", str(book), "-o", str(result)])
    assert done.exit_code == 0, done.output
    assert len([name for name in Package(result.read_bytes()).parts if ".png" in name]) == 2
    assert svgs(result) == [drawn_in(filled())]


@pytest.mark.parametrize("hide", ["sheet", "text"])
def test_no_new_name_or_text_keeps_an_old_map(tmp_path, hide):
    stale = Package(filled())
    [slot] = maps(stale)
    fresh = _pixels(stale.parts[slot.picture])
    stale.parts[slot.picture] = pictured(filled(troskel=1))[0]
    stale.change(slot.drawing)
    if hide == "text":
        slot.named.set("descr", "Vår bild")
        book = stale.write({})
    else:
        slot.named.set("descr", "Karta")
        book = _renamed(stale.write({}))
    _, png, _ = published(book, tmp_path)
    assert _pixels(png) == fresh


def _renamed(workbook):
    package = Package(workbook)
    tree = package.change("xl/workbook.xml")
    for sheet in tree.iter("{*}sheet"):
        if sheet.get("name") == "Karta":
            sheet.set("name", "Min_karta")
    for name in tree.iter("{*}definedName"):
        name.text = (name.text or "").replace("Karta!", "Min_karta!")
    for part, content in list(package.parts.items()):
        if part.startswith("xl/worksheets/sheet"):
            package.parts[part] = content.replace(b"Karta!", b"Min_karta!")
    return package.write({})


def test_a_copy_is_the_same_whatever_a_hidden_count_is(tmp_path):
    copies = []
    for cases in (1, 4):
        _, png, drawing = published(filled([*ROWS[:-1], ["9902R001", cases, 800]]), tmp_path)
        copies.append((png, drawing, svgs(tmp_path / "kopia.xlsx")))
    assert copies[0] == copies[1]


def test_nothing_of_the_register_is_in_the_copy(tmp_path):
    rows = [*ROWS[:-1], ["9902R001", 3, 876_543]]
    published(filled(rows), tmp_path)
    book = book_of(tmp_path / "kopia.xlsx")
    assert book.sheetnames == ["Om kopian", "Karta", "Källa"]
    cells = [cell.value for sheet in book for row in sheet for cell in row]
    assert 876_543 not in cells
    assert "9902R001" not in cells


def test_in_reports_of_several_units_every_area_is_hidden(tmp_path):
    register, folder = tmp_path / "register.csv", tmp_path / "per"
    both = [*ROWS[:-1], *([code, x // 2, n // 2] for code, x, n in ROWS[:-1])]
    kinds = ["alla"] * len(ROWS[:-1]) + ["män"] * len(ROWS[:-1])
    lines = [[*HEADERS, "kon"], *([*row, kind] for row, kind in zip(both, kinds, strict=True))]
    register.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="utf-8")
    with using(Reference(EXAMPLE)):
        options = ["-s", "indelning=RegSO 2020", "--per", "kon", "--publish", "-o", str(folder)]
        done = CliRunner().invoke(cli, ["render", "karta", "-d", str(register), *options])
    assert done.exit_code == 0, done.output
    books = [book for book in folder.glob("*.xlsx") if book.stem != "innehall"]
    assert len(books) == 3
    for book in books:
        drawing = Package(book.read_bytes()).parts["xl/drawings/drawing1.xml"].decode()
        assert "40 RegSO; 12 dolda; 28 utan uppgift." in drawing


def test_a_wrong_number_stops_the_copy(tmp_path):
    output, png, _ = published(filled([["9901R001", 9, 5], ["9902R001", 50, 800]]), tmp_path)
    assert png is None
    assert "Rätta i Indata" in output


@pytest.mark.parametrize("template", WHERE)
@pytest.mark.parametrize(
    ("settings", "says"),
    [({"klassning": "tio"}, "klassning tio går inte att tolka; skriv kvantiler, lika steg eller"),
     *more(({"klasser": 9}, "klasser 9 ska vara ett helt tal från 3 till 7."))],
)  # fmt: skip
def test_a_map_that_cannot_be_drawn_stops_the_copy(tmp_path, template, settings, says):
    output, png, _ = published(filled(template=template, **settings), tmp_path)
    assert png is None
    assert "Kopian gjordes inte, för kartan på bladet Karta kan inte ritas:" in output
    assert says in output
    output, *_ = published(filled(template=template, **settings), tmp_path, "--page", "Källa")
    assert "publiceringskopia" in output


@pytest.mark.parametrize("template", BESIDE)
def test_a_map_beside_sums_by_type_is_in_the_copy_and_drawn_anew(tmp_path, template):
    open_book = filled(template=template, troskel=1)
    book = filled(template=template)
    stale = Package(book)
    [slot] = maps(stale)
    stale.parts[slot.picture] = pictured(open_book)[0]
    _, png, _ = published(stale.write({}), tmp_path)
    assert _pixels(png) == _pixels(pictured(book)[0]) != _pixels(pictured(open_book)[0])
    texts = [part.decode() for name, part in Package((tmp_path / "kopia.xlsx").read_bytes())
             .parts.items() if name.startswith("xl/drawings/drawing")]  # fmt: skip
    assert any(pictured(book)[1] in text for text in texts)


@pytest.mark.parametrize("template", BESIDE)
def test_without_an_area_the_copy_has_no_page_with_a_map(tmp_path, template):
    published(filled(template=template, **{WHERE[template]: ""}), tmp_path)
    sheets = book_of(tmp_path / "kopia.xlsx").sheetnames
    assert (
        sheets
        == {
            "omradestyper": ["Om kopian", "Områdestyper", "Områden", "Källa"],
            "indikatorer": ["Om kopian", "Indikatorer", "Grupper", "Indikator", "Källa"],
        }[template]
    )


@pytest.mark.parametrize("template", BESIDE)
def test_a_copy_with_a_map_is_known_as_the_template_that_it_is_made_from(tmp_path, template):
    """It has the report of the template Karta too."""
    published(filled(template=template), tmp_path)
    assert read_filled(tmp_path / "kopia.xlsx").template is TEMPLATES[template]


def test_the_log_says_that_a_map_was_not_audited_over_time(tmp_path):
    log = tmp_path / "logg.jsonl"
    published(filled(), tmp_path, "--log", str(log), "--register", "r")
    [line] = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert line["ej prövade blad"] == ["Karta"]
    book = book_of(tmp_path / "kopia.xlsx")
    assert any("Karta" in str(cell.value) for cell in book["Om kopian"]["C"] if cell.row == 8)


def _pixels(png):
    return Image.open(io.BytesIO(png)).convert("RGB").tobytes()
