"""Copies of small hostile registers, read by an attacker who knows the templates and the rules."""

import random

import hostile
import indicators
import pytest
from click.testing import CliRunner

import own_data
from draws import rest
from regso.cli import cli
from regso.errors import FileError
from regso.render.pdf import find_program
from regso.templates import TEMPLATES

AGENCY = "Arbetsförmedlingen"
SEEDS = range(2)  # 25 of each template were read once; see docs/handbok/sekretess.md

SEED_OF_PDF = {"omradestyper": 0, "skola": 0}  # of a register with dots

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


def with_groups(folder, seed, points):
    """Return the options of a register of few persons in two or three groups."""
    header, rows = hostile.register("omradestyper", seed, points)
    r = random.Random(seed)  # noqa: S311
    names = "abc"[: r.randint(2, 3)]
    rows = [[c, x := hostile.few(r), x + hostile.few(r), g] for c, *_ in rows for g in names]
    path = hostile.write(folder / f"g{seed}.csv", [*header, "grupp"], rows)
    return ["-d", path, "-s", "indelning=RegSO 2020"]


def test_no_small_count_of_a_group_can_be_known_from_a_copy(tmp_path, points):
    seen = set()
    for seed in range(4):
        out = tmp_path / f"{seed}.xlsx"
        done = run("render", "omradestyper", *with_groups(tmp_path, seed, points),
                   "--publish", "-o", out)  # fmt: skip
        assert done.exit_code == 0, done.output
        assert hostile.attack(out.read_bytes()) == [], seed
        seen |= {x == ".." for _, x, _ in hostile.grouped(out.read_bytes()).values()}
    assert seen == {True, False}


def test_the_attacker_finds_a_group_that_is_not_protected(tmp_path, points):
    out = tmp_path / "ut.xlsx"
    made = with_groups(tmp_path, 1, points)
    done = run("render", "omradestyper", *made, "-s", "troskel=1", "--publish", "-o", out)
    assert done.exit_code == 0, done.output
    assert "Grupper" in {sheet for sheet, *_ in hostile.attack(out.read_bytes())}


KINDS_OF_GROUPS = ("okänd", "totalt")  # which the sheet Grupper shows
MEASURES = ("andel", "andel", "tal")


def attacked_indicators(folder, seed, *more):
    """Return the small counts that a copy of Indikatorer tells."""
    kind = KINDS_OF_GROUPS[seed % len(KINDS_OF_GROUPS)]
    path = hostile.write(folder / f"{seed}.csv", *indicators.register(seed, hostile.CODES))
    out = folder / f"{seed}.xlsx"
    fields = ["rubrik=Egen", "indelning=RegSO 2020", "matt3=tal", f"visad_typ={kind}", *more]
    given = [part for field in fields for part in ("-s", field)]
    done = run("render", "indikatorer", "-d", path, *given, "--publish", "-o", out)
    assert done.exit_code == 0, done.output
    return indicators.attack(out.read_bytes(), MEASURES, kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_count_of_indicators_can_be_known_from_a_copy(seed, tmp_path):
    assert attacked_indicators(tmp_path, seed) == {}


def test_the_attacker_finds_indicators_that_are_not_protected(tmp_path):
    found = attacked_indicators(tmp_path, 0, "troskel=1")
    assert {group for _, group, _ in found} & {*indicators.GROUPS}, "by their shares alone"


def test_the_attacker_finds_what_is_not_protected(tmp_path, points):
    """With the threshold 1 nothing is hidden; the attacker is no straw man."""
    out = tmp_path / "ut.xlsx"
    made = options("omradestyper", tmp_path, 1, points)
    done = run("render", "omradestyper", *made, "-s", "troskel=1", "--publish", "-o", out)
    assert done.exit_code == 0, done.output
    found = hostile.attack(out.read_bytes())
    assert {"sums", "shown"} & {where for *_, where in found}
    assert "Områden" in {sheet for sheet, *_ in found}


def test_the_attacker_finds_an_area_that_is_hidden_alone():
    """40 cases among 100 persons of type 1, of whom one area has 37 and 90."""
    table = ("Områdestyper", ["1"], ["antal", "nämnare"], [[40, 100]])
    alone = {"a": ("1", 37, 90), "b": ("1", "..", "..")}
    assert ("Områdestyper", "Områden", "b", 3, 0) in hostile._among_areas([table], alone, 5)
    together = {**alone, "a": ("1", "..", "..")}
    assert hostile._among_areas([table], together, 5) == []


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


REPORTED = [name for name in hostile.SETTINGS if name != "ar_mot_ar"]  # shares without counts


@pytest.mark.parametrize("name", rest(REPORTED, "omradestyper", "skola", "sekretess"))
def test_no_small_count_can_be_known_from_a_report_in_word(name, tmp_path, points):
    """It reads the filled workbook: no copy has been tried before it, but for Sekretess.

    The headers of Sekretess depend on what is pasted, and are only there in a copy.
    """
    written = 0
    has_agency = "myndighet" in TEMPLATES[name].settings
    whose = ["-s", f"myndighet={AGENCY}"] if has_agency else []
    for seed in SEEDS:
        full, out = tmp_path / f"{seed}.xlsx", tmp_path / f"{seed}.docx"
        made = options(name, tmp_path, seed, points)
        copied = ["--publish"] if name == "sekretess" else []
        assert run("render", name, *made, *whose, *copied, "-o", full).exit_code in (0, 3)
        done = run("report", AGENCY, "--underlag", full, "-o", out)
        if done.exit_code == 0:
            written += 1
            tables = list(hostile.docx_grids(out))
            assert tables
            assert hostile.attacked(tables) == [], seed
        else:
            assert not out.exists()
            assert "Rapporten skrevs inte" in done.stderr, done.stderr
    assert written


@pytest.mark.parametrize("name", list(SEED_OF_PDF))
def test_a_pdf_of_a_copy_shows_the_counts_of_the_copy_and_no_others(name, tmp_path, points):
    try:
        find_program()
    except FileError as error:
        pytest.skip(str(error))
    out = tmp_path / "ut.xlsx"
    made = options(name, tmp_path, SEED_OF_PDF[name], points)
    done = run("render", name, *made, "--publish", "--pdf", "-o", out)
    assert done.exit_code == 0, done.output
    [first, *_] = hostile.grids(out.read_bytes())
    [printed] = hostile.pdf_grids(out.with_suffix(".pdf"), first[0])
    assert printed == first
    assert ".." in {value for row in printed[3] for value in row}


def test_the_attacker_finds_what_a_report_and_a_pdf_show(tmp_path, points):
    full, out = tmp_path / "full.xlsx", tmp_path / "ut.docx"
    made = options("omradestyper", tmp_path, 1, points)
    assert run("render", "omradestyper", *made, "-s", "troskel=1", "-o", full).exit_code == 0
    done = run("report", "Arbetsförmedlingen", "--underlag", full, "-o", out)
    assert done.exit_code == 0, done.output
    assert hostile.attacked(list(hostile.docx_grids(out)))
