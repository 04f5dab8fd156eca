"""Copies of small hostile registers, read by an attacker who knows the templates and the rules."""

import docx
import hostile
import pytest
from click.testing import CliRunner

import own_data
from regso.cli import cli

SEEDS = range(2)  # 25 of each template were read once; see docs/handbok/sekretess.md

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def points():
    return [row[:2] for row in own_data.example("brott")[1]]


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments], env={"REGSO_DATA": "/none"})


def options(name, folder, seed, points):
    path = hostile.write(folder / f"{seed}.csv", *hostile.register(name, seed, points))
    given = [part for setting in hostile.SETTINGS[name] for part in ("-s", setting)]
    return ["-d", path, *given, *(p for s in hostile.SIDE.get(name, []) for p in ("-d", s))]


@pytest.mark.parametrize("name", hostile.SETTINGS)
def test_no_small_count_can_be_known_from_a_copy(name, tmp_path, points):
    published = 0
    for seed in SEEDS:
        out = tmp_path / f"{seed}.xlsx"
        done = run("render", name, *options(name, tmp_path, seed, points), "--publish", "-o", out)
        if done.exit_code == 0:
            published += 1
            assert hostile.attack(out.read_bytes()) == [], seed
        else:
            assert not out.exists()
            assert done.stderr.strip().endswith(".")
    assert published


def test_the_attacker_finds_what_is_not_protected(tmp_path, points):
    """With the threshold 1 nothing is hidden; the attacker is no straw man."""
    out = tmp_path / "ut.xlsx"
    made = options("omradestyper", tmp_path, 1, points)
    done = run("render", "omradestyper", *made, "-s", "troskel=1", "--publish", "-o", out)
    assert done.exit_code == 0, done.output
    assert hostile.attack(out.read_bytes())


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([[".."], [20], [30], [53]], {(0, 0): 3}),
        ([[".."], [".."], [30], [53]], {}),
        ([[".."], [".."], [30], [30]], {(0, 0): 0, (1, 0): 0}),
        ([[".."], [20], [30], [".."]], {}),
    ],
)
def test_the_attacker_solves_sums(values, found):
    sums = hostile.constraints(["1", "3", "okänd", "totalt"], ["antal"], values)
    assert hostile.known(values, sums) == found


def test_the_report_in_word_holds_no_more_than_the_copy(tmp_path, points):
    """Its tables have the dots of the copy, and no small count beside them."""
    full, out = tmp_path / "full.xlsx", tmp_path / "ut.docx"
    made = options("omradestyper", tmp_path, 1, points)
    assert run("render", "omradestyper", *made, "-o", full).exit_code == 0
    done = run("report", "Arbetsförmedlingen", "--underlag", full, "-o", out)
    assert done.exit_code == 0, done.output
    counts = [
        cell.text
        for table in docx.Document(out).tables
        for column in table.columns
        if column.cells[0].text.startswith(("antal", "nämnare"))
        for cell in column.cells[1:]
    ]
    assert ".." in counts
    assert not {"1", "2", "3", "4"} & set(counts)
