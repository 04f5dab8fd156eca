"""The pictures of the docs: one or more per template, made by the script beside them."""

import runpy
import shutil
from pathlib import Path

import pytest

from draws import rest
from regso.errors import FileError
from regso.render.pdf import find_program
from regso.templates import TEMPLATES

FOLDER = Path(__file__).parents[2] / "docs" / "bilder"
PNG = b"\x89PNG\r\n\x1a\n"
LARGEST = 250_000


PICTURES = [name for template in TEMPLATES.values() for name in template.pictures]


@pytest.mark.parametrize("name", PICTURES)
def test_every_template_has_small_pictures(name):
    picture = (FOLDER / name).read_bytes()
    assert picture.startswith(PNG)
    assert len(picture) < LARGEST


@pytest.mark.parametrize("name", rest(TEMPLATES, "karta", "redovisning"))
def test_the_script_makes_those_of_a_template(name, tmp_path, capsys):
    try:
        find_program()
    except FileError as error:
        pytest.skip(str(error))
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    runpy.run_path(str(FOLDER / "make_pictures.py"))["main"](tmp_path, name)
    pictures = [*TEMPLATES[name].pictures]
    assert capsys.readouterr().out.split() == pictures
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pictures)
    for picture in pictures:
        assert (tmp_path / picture).read_bytes().startswith(PNG)
