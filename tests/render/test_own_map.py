"""Maps of own shares: what is drawn is what the register gives, and nothing more."""

import functools
import io
import random
import shutil
import sqlite3
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from shapely import from_geojson, point_on_surface

from draws import more
from regso.core.disclosure.siblings import settling
from regso.core.measures.rates import wilson
from regso.errors import DomainError, NotFoundError, NotInstalledError
from regso.functions import call
from regso.functions.question.areashares import Shown
from regso.render.maps import canvas, insets, palette
from regso.render.maps.cells import ListCells, OwnCells, own_picture
from regso.render.maps.choropleth import drawn
from regso.render.maps.legend import looks
from regso.render.maps.own import Asked, own_view
from regso.render.maps.view import about
from regso.store import EXAMPLE, Reference, using
from regso.workbook.mapplace import HEIGHT, WIDTH

EXAMPLE_STORE = Reference(EXAMPLE)
HIDDEN, MISSING = "9901R003", "9902R004"


@pytest.fixture(autouse=True)
def _example():
    with using(EXAMPLE_STORE):
        yield


def register(seed=1, cases_of_hidden=3):
    """Return three columns: an area that is hidden, one of few persons, one that has no row."""
    rnd = random.Random(seed)  # noqa: S311
    rows = []
    for code, *_ in call("REGSO_LISTA", ["99", None, 2022])[1:]:
        if code == HIDDEN:
            rows.append((code, float(cases_of_hidden), 900.0))
        elif code == "9901R005":
            rows.append((code, 9.0, 25.0))
        elif code != MISSING:
            persons = rnd.randint(400, 3000)
            rows.append((code, float(rnd.randint(20, persons // 4)), float(persons)))
    return tuple(map(list, zip(*rows, strict=True)))


ASKED = Asked(
    area="99", year=2022, columns=([], [], []), heading="Andel", level="RegSO", how="kvantiler",
    number=5, shown=Shown(5), has_types=False,
)  # fmt: skip


def ask(**changes):
    return replace(ASKED, **{"columns": register(), **changes})


def expected(columns, breaks, threshold=5):
    """Return class and state of each area with a row, from the register alone."""
    found = {}
    for code, x, n in zip(*columns, strict=True):
        if 0 < x < threshold or 0 < n - x < threshold:
            found[code] = (None, "dold")
            continue
        place = sum(x >= b * n / 100 for b in breaks)
        _, low, high = wilson(x, n)
        wide = high - low >= 0.30 or (high - low > 0.05 and high - low > 1.3 * x / n)
        found[code] = (place, "osäker" if n < 30 or wide else "visad")
    return found


def patches(figure, gid="karta"):
    """Return the paths of each look as they are drawn: colour, hatch, and one path per area."""
    axes = next(axes for axes in figure.axes if axes.get_gid() == gid)
    return {
        c.get_gid(): (tuple(c.get_facecolor()[0]), c.get_hatch(), c.get_paths())
        for c in axes.collections
        if c.get_gid() and len(c.get_facecolor())
    }


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


@pytest.mark.parametrize("how", ["kvantiler", "lika steg", "5;10;15"])
@pytest.mark.parametrize("area", ["99", "9901"])
def test_class_and_state_of_every_area_are_those_of_the_register(how, area):
    columns = register()
    view = own_view(ask(how=how, area=area))
    counted = expected(columns, view.classes.breaks)
    members = [row[0] for row in call("REGSO_LISTA", [area, None, 2022])[1:]]
    assert [a.code for a in view.areas] == members
    for each in view.areas:
        assert (each.place, each.state) == counted.get(each.code, (None, "saknas"))


def test_the_patches_that_are_drawn_are_the_areas_of_each_class_in_its_colour():
    view = own_view(ask())
    found = patches(drawn(view))
    by_name = {look.name: look for look in looks(view.classes.number)}
    seen = 0
    for name, (colour, hatch, paths) in found.items():
        look = by_name[name]
        assert colour[:3] == pytest.approx(rgb(look.colour))
        assert (hatch or "") == look.hatch
        areas = [a for a in view.areas if (a.place, a.state) == look.key]
        assert len(paths) == len(areas)
        for path, area in zip(paths, areas, strict=True):
            assert np.array_equal(path.vertices, np.concatenate(area.rings))
        seen += len(areas)
    assert seen == len(view.areas) == 40
    assert {"dold", "saknas", *(f"klass-{i}" for i in range(1, 6))} < found.keys()


def test_every_class_is_found_in_the_svg_with_its_colour_and_its_number_of_areas():
    view = own_view(ask())
    tree = ET.fromstring(canvas.svg(drawn(view)))
    groups = {g.get("id"): g for g in tree.iter("{http://www.w3.org/2000/svg}g")}
    for place, colour in enumerate(palette.COLOURS[5]):
        areas = [a for a in view.areas if (a.place, a.state) == (place, "visad")]
        shapes = ET.tostring(groups[f"klass-{place + 1}"], encoding="unicode")
        assert shapes.count(f"fill: {colour.lower()}") == len(areas)


def test_the_pixels_in_the_middle_of_areas_have_the_colours_of_their_classes():
    view = own_view(ask())
    figure = drawn(view)
    pixels = np.asarray(Image.open(io.BytesIO(canvas.png(figure))).convert("RGB")) / 255
    axes = figure.axes[0]
    rows = EXAMPLE_STORE.boundaries(2020, "regso")
    middles = {code: point_on_surface(from_geojson(geometry)) for code, _, geometry in rows}
    right = shown = 0
    for area in view.areas:
        if area.state == "visad":
            east, north = middles[area.code].x, middles[area.code].y
            x, y = axes.transData.transform((east, north))
            colour = pixels[HEIGHT - 1 - int(y), int(x)]
            right += bool(np.allclose(colour, rgb(palette.COLOURS[5][area.place]), atol=0.01))
            shown += 1
    assert shown > 30
    assert right >= shown - 4  # the names of the four kommuner stand on some


@pytest.mark.slow
@pytest.mark.parametrize("cases", [1, 2, 4, 897])
def test_the_map_is_the_same_to_the_byte_whatever_a_hidden_count_is(cases):
    """Neither class, nor legend, nor breaks, nor alternative text tell of it."""
    one, other = (own_view(ask(columns=register(cases_of_hidden=c))) for c in (3, cases))
    assert canvas.picture(drawn(one), about(one)) == canvas.picture(drawn(other), about(other))


@pytest.mark.slow
def test_a_count_that_is_shown_changes_the_map():
    one, other = (own_view(ask(columns=register(cases_of_hidden=c))) for c in (3, 40))
    assert canvas.png(drawn(one)) != canvas.png(drawn(other))


def test_the_legend_counts_all_areas_once():
    view = own_view(ask(number=7))
    counts = [view.number_of(place) for place in range(7)]
    assert sum(counts) + view.number_of(None, "dold") + view.number_of(None, "saknas") == 40
    texts = [text.get_text() for text in drawn(view).texts]
    for label, count in zip(view.classes.labels(), counts, strict=True):
        assert texts[texts.index(label) + 1] == str(count)
    assert texts[texts.index("dold") + 1] == "1"
    assert texts[texts.index("uppgift saknas") + 1] == "1"
    assert texts[texts.index("varav osäker") + 1] == str(view.number_of(None, "osäker"))


def test_the_alternative_text_says_the_classes():
    view = own_view(ask(how="5;10;15"))
    counts = [view.number_of(i) for i in range(4)]
    assert about(view) == (
        f"Karta över Exempellän, 2022. Andel per RegSO. 40 RegSO; procent: {counts[0]} under 5, "
        f"{counts[1]} 5–10, {counts[2]} 10–15, {counts[3]} 15 eller mer; "
        f"{view.number_of(None, 'osäker')} osäkra; 1 dolda; 1 utan uppgift."
    )


def test_kommuner_are_dissolved_from_their_regso_and_cover_the_same_ground():
    view = own_view(ask(level="kommun"))
    assert [area.code for area in view.areas] == ["9901", "9902", "9903", "9904"]
    regso = own_view(ask())
    for kommun in view.areas:
        parts = [a.rings for a in regso.areas if a.code.startswith(kommun.code)]
        assert _size(kommun.rings) == pytest.approx(sum(map(_size, parts)), rel=0.002)
    sums = {code: [0.0, 0.0] for code in ("9901", "9902", "9903", "9904")}
    for code, x, n in zip(*register(), strict=True):
        sums[code[:4]][0] += x
        sums[code[:4]][1] += n
    assert [a.share for a in view.areas] == [100 * x / n for x, n in sums.values()]


def _size(rings):
    return sum(abs(np.dot(r[:-1, 0], r[1:, 1]) - np.dot(r[1:, 0], r[:-1, 1])) / 2 for r in rings)


def test_with_types_each_area_has_the_type_of_the_year():
    """Types 1 and 2 have a figure or, where there is no room, a mark."""
    view = own_view(ask(has_types=True, number=3))
    types = {row[0]: row[3] for row in call("REGSO_LISTA", ["99", None, 2022])[1:]}
    assert {area.code: area.kind for area in view.areas} == types
    assert challenged_drawn(view) == sum(kind in {1, 2} for kind in types.values())
    with pytest.raises(DomainError, match="med typ ryms högst 5 klasser"):
        own_view(ask(has_types=True, number=6))


def challenged_drawn(view):
    axes = drawn(view).axes[0]
    marks = [len(c.get_offsets()) for c in axes.collections if c.get_gid() == "typ-1-2"]
    return sum(marks) + sum(text.get_text() in {"1", "2"} for text in axes.texts)


def test_the_types_of_dalarna_are_on_its_map_too_small_or_not(real):
    listed = call("REGSO_LISTA", ["20", None, 2022])[1:]
    columns = [row[0] for row in listed], [100.0] * len(listed), [1000.0] * len(listed)
    view = own_view(ask(area="20", columns=columns, has_types=True))
    assert challenged_drawn(view) == sum(row[3] in {1, 2} for row in listed)
    assert [inset.name for inset in view.insets] == ["Borlänge"]


def lightness(colour):
    """Return L* (CIE 1976) of a colour in sRGB."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
    y = np.dot(linear, (0.2126, 0.7152, 0.0722))
    return 116 * np.cbrt(y) - 16


@pytest.mark.parametrize("number", range(2, 8))
def test_classes_grow_darker_by_even_steps_that_a_grey_print_shows(number):
    found = [lightness(colour) for colour in palette.COLOURS[number]]
    steps = -np.diff(found)
    assert steps.min() > 10
    assert steps.max() - steps.min() < 2
    assert found[0] < 92  # paper is 100


@pytest.mark.parametrize("matrix", [
    [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],  # protanopia
    [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],  # deuteranopia
    [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],  # tritanopia
])  # fmt: skip
def test_the_order_of_the_classes_holds_with_colour_deficiencies(matrix):
    """Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6): severity 1."""
    for colours in palette.COLOURS.values():
        seen = [np.clip(np.dot(matrix, rgb(colour)), 0, 1) for colour in colours]
        light = [np.dot(each, (0.2126, 0.7152, 0.0722)) for each in seen]
        assert light == sorted(light, reverse=True)


def test_small_areas_get_an_inset_those_of_most_areas_first():
    big = {f"01{k}{i}R001": (i * 1e5, 0, i * 1e5 + 9e4, 9e4) for k in (8, 9) for i in range(9)}
    town = {f"0180R{i:03}": (i * 100.0, 0, i * 100.0 + 90, 90) for i in range(1, 30)}
    village = {f"0114R{i:03}": (i * 100.0, 0, i * 100.0 + 90, 90) for i in range(1, 10)}
    assert insets.chosen({**big, **village, **town}) == ["0180", "0114"]
    assert insets.chosen(big) == []
    assert insets.chosen(town) == []  # of one kommun nothing is drawn twice
    assert insets.chosen({}) == []


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("aspect", [0.4, 1.0, 3.0])
def test_insets_stand_beside_the_map_and_left_of_the_legend(aspect, number):
    main, boxes = insets.frames(aspect, number)
    assert len(boxes) == number
    for left, bottom, wide, high in boxes:
        assert main[2] < left < left + wide < canvas.MAP[2]
        assert 0 <= bottom < bottom + high <= 1
        assert wide * WIDTH > 250


def without(tmp_path, sql):
    path = tmp_path / "utan.sqlite"
    shutil.copy(EXAMPLE, path)
    with sqlite3.connect(path) as db:
        db.execute(sql)
    db.close()
    return using(Reference(path))


def test_without_borders_there_is_no_map(tmp_path):
    columns = register()
    with without(tmp_path, "DELETE FROM boundary"), pytest.raises(NotInstalledError):
        own_view(ask(columns=columns))


def test_areas_without_a_border_are_counted_and_said(tmp_path):
    columns = register()
    with without(tmp_path, "DELETE FROM boundary WHERE code IN ('9901R001', '9901R002')"):
        view = own_view(ask(columns=columns))
        drawn(view)
    assert len(view.areas) == 40
    assert "2 RegSO saknar gräns och är inte ritade." in " ".join(view.notes)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE boundary SET exact = 1", "Gränserna är SCB:s egna."),
        ("UPDATE boundary SET exact = 0", "Gränserna kan vara förenklade."),
        (
            "UPDATE source SET note = 'Ungefärliga gränser: en punkt.' || note",
            "UNGEFÄRLIGA GRÄNSER",
        ),
    ],
)
def test_how_good_the_borders_are_is_said(tmp_path, sql, says):
    columns = register()
    with without(tmp_path, sql):
        assert says in " ".join(own_view(ask(columns=columns)).notes)


def test_beside_reports_of_other_units_every_area_is_hidden():
    with settling(lambda _, own: own()):
        view = own_view(ask())
    assert {area.state for area in view.areas} == {"dold", "saknas"}
    assert canvas.png(drawn(view))


SETTINGS = {
    "visa": "egna värden", "rubrik": "Andel", "niva": "RegSO", "klassning": "kvantiler",
    "klasser": 5.0, "troskel": 5.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"troskel": None}, "ange en tröskel"),
        ({"troskel": 0.0}, "ange en tröskel"),
        ({"niva": "län"}, "niva län ska vara RegSO eller kommun"),
        ({"visa": "allt"}, "visa allt ska vara något av"),
        ({"klassning": "tio"}, "klassning tio går inte att tolka"),
        ({"klasser": 9.0}, "klasser 9 ska vara ett helt tal från 3 till 7"),
    ],
)
def test_what_cannot_be_drawn_is_a_picture_of_a_sentence(changed, says):
    png, _, text = own_picture(OwnCells("99", 2022.0, register(), {**SETTINGS, **changed}))
    assert says in text
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    assert pixels.shape == (HEIGHT, WIDTH)
    assert (pixels < 250).mean() < 0.05


def test_a_place_that_does_not_exist_is_refused():
    with pytest.raises(NotFoundError):
        own_view(ask(area="0180"))


# -- beside the table by type ----------------------------------------------------------------------


CHOICES = {name: SETTINGS[name] for name in ("klassning", "klasser", "troskel")}


def of_list(columns, **changes):
    return own_picture(ListCells("99", 2022.0, columns, {**CHOICES, **changes}, "Andel"))


def beside(small, others=False):
    """Return two areas of one type whose sum is the same, and all the other areas, ample."""
    rows = {}
    for i, (code, *_) in enumerate(call("REGSO_LISTA", ["99", None, 2022])[1:]):
        rows[code] = 100.0 + 3 * i, 700.0 + 10 * i
    one, two, *_ = [row[0] for row in call("REGSO_LISTA", ["99", 4, 2022])[1:]]
    few = 400.0 - small if others else float(small)
    rows[one], rows[two] = (few, 400.0), ((600.0 if others else 203.0) - few, 600.0)
    codes, pairs = zip(*rows.items(), strict=True)
    return [[*codes], *map(list, zip(*pairs, strict=True))]


@functools.cache
def beside_three(how, others):
    return of_list(beside(3, others), klassning=how)


@pytest.mark.parametrize("how", ["kvantiler", "lika steg", "5;10;15"])
@pytest.mark.parametrize("small", [1, *more(2, 4)])
@pytest.mark.parametrize("others", [False, True])
def test_the_map_of_the_list_is_the_same_to_the_byte_whatever_hidden_areas_have(how, small, others):
    """Their sum is that of the table by type, which is published beside the map."""
    one = beside_three(how, others)
    assert "2 dolda" in one.text
    assert of_list(beside(small, others), klassning=how) == one


@pytest.mark.slow
def test_the_map_of_the_list_hides_the_area_beside_the_small_one_and_karta_does_not():
    columns = beside(3)
    assert "; 2 dolda" in of_list(columns).text
    assert "; 1 dolda" in own_picture(OwnCells("99", 2022.0, columns, SETTINGS)).text


@pytest.mark.parametrize(
    ("changed", "says"),
    [({"klassning": "tio"}, "klassning tio går inte"), ({"klasser": 9.0}, "klasser 9 ska vara"),
     ({"troskel": None}, "ange en tröskel")],
)  # fmt: skip
def test_what_cannot_be_drawn_of_the_list_is_a_picture_of_a_sentence(changed, says):
    png, _, text = of_list(register(), **changed)
    assert text.startswith("Karta som inte kan ritas: ")
    assert says in text
    assert png.startswith(b"\x89PNG")
