"""The map: every area in the colour of its type, or a picture of the reason why not."""

import io
import sqlite3

import numpy as np
import pytest
from PIL import Image
from shapely import from_geojson

from regso.functions import call
from regso.render.area_map import picture
from regso.store import EXAMPLE, Reference, using
from regso.workbook import theme
from regso.workbook.mapplace import DPI, HEIGHT, WIDTH

pytestmark = pytest.mark.usefixtures("example")


def _pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def _count(pixels, colour):
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return int((pixels == wanted).all(axis=2).sum())


def _types(area, year):
    rows = call("REGSO_LISTA", [area, None, year])[1:]
    return {row[3] for row in rows}


def test_it_has_the_size_of_its_place():
    image = Image.open(io.BytesIO(picture("99", 2022).png))
    assert image.size == (WIDTH, HEIGHT)
    assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)


@pytest.mark.parametrize("area", ["99", "9901", "9902", "9903"])
def test_a_type_is_drawn_beside_its_legend_exactly_if_the_area_has_it(area):
    map_side = _pixels(picture(area, 2022).png)[:, : int(0.72 * WIDTH)]
    drawn = {kind for kind, colour in theme.TYPE_COLOURS.items() if _count(map_side, colour) > 500}
    assert drawn == _types(area, 2022)


def test_areas_are_drawn_by_their_size():
    """Shares of the drawn colours are those of the areas' sizes, borders and figures apart."""
    with using(Reference(EXAMPLE)) as reference:
        rows = reference.query(
            "SELECT code, geometry FROM boundary WHERE vintage = 2020 AND length(code) = 8"
        )
        size = {code: from_geojson(geometry).area for code, geometry in rows}
        types = {row[0]: row[3] for row in call("REGSO_LISTA", ["99", None, 2022])[1:]}
    pixels = _pixels(picture("99", 2022).png)[:, : int(0.72 * WIDTH)]
    drawn = {kind: _count(pixels, colour) for kind, colour in theme.TYPE_COLOURS.items()}
    for kind, pixels_of_kind in drawn.items():
        expected = sum(size[code] for code, t in types.items() if t == kind) / sum(size.values())
        assert pixels_of_kind / sum(drawn.values()) == pytest.approx(expected, abs=0.01)


def test_the_same_map_is_the_same_bytes_and_another_year_another_map():
    assert picture("99", 2022) == picture("99", 2022)
    assert picture("99", 2022) != picture("99", 2024)


def test_nothing_given_is_all_there_is_in_the_latest_year():
    latest = call("REGSO_AR", ["index"])[0][0]
    assert picture(None, None) == picture("", latest)
    assert _types("99", latest) == _types(None, None)


@pytest.mark.parametrize(("area", "year"), [("0180", 2022), ("99", 1999), ("x", 2022)])
def test_what_cannot_be_drawn_is_a_picture_of_a_sentence(area, year):
    pixels = _pixels(picture(area, year).png)
    assert pixels.shape == (HEIGHT, WIDTH, 3)
    assert not any(_count(pixels, colour) for colour in theme.TYPE_COLOURS.values())
    assert (pixels < 128).any()


def test_without_borders_the_picture_says_so(tmp_path):
    store = tmp_path / "utan.sqlite"
    store.write_bytes(EXAMPLE.read_bytes())
    with sqlite3.connect(store) as db:
        db.execute("DELETE FROM boundary")
    db.close()
    with using(Reference(store)):
        pixels = _pixels(picture("99", 2022).png)
    assert not any(_count(pixels, colour) for colour in theme.TYPE_COLOURS.values())


def test_real_areas_are_drawn(real):
    """SCB's counts for Stockholm 2022: all five types (3, 7, 19, 75 and 23 areas)."""
    pixels = _pixels(picture("0180", 2022).png)[:, : int(0.72 * WIDTH)]
    assert all(_count(pixels, colour) > 500 for colour in theme.TYPE_COLOURS.values())
