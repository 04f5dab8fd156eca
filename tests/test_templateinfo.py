"""`regso templates MALL` says what a template takes, and its lines work as they are printed."""

import re
import shlex

import pytest
from click.testing import CliRunner

from regso.cli import cli
from regso.cli.templateinfo import commands
from regso.templates import TEMPLATES


def run(*arguments):
    return CliRunner().invoke(cli, [*arguments], catch_exceptions=False)


def test_without_a_name_every_template_is_listed_with_its_title():
    lines = run("templates").output.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == list(TEMPLATES)
    for line, template in zip(lines, TEMPLATES.values(), strict=False):
        assert f"{template.title}: {template.lead}" in line


def names(line):
    """Return the names that a line begins with: one, or all from a first to a last by number."""
    first, _, last = line.partition("  ")[2].partition(" ")[0].partition("–")
    if not last:
        return [first]
    one, many = (int(re.search("[0-9]+", name)[0]) for name in (first, last))
    return [first.replace(str(one), str(number)) for number in range(one, many + 1)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_shows_all_its_columns_settings_and_pages(name):
    template, output = TEMPLATES[name], run("templates", name).output
    for column in (*template.columns, *(c for side in template.tables for c in side.columns)):
        assert f"  {column.name} " in output
        assert column.doc in output
    told = {name: line for line in output.splitlines() for name in names(line)}
    for item in template.inputs:
        assert re.sub("[0-9]+", "1", item.label) in re.sub("[0-9]+", "1", told[item.name])
    assert all(page.name in output for page in template.sheets if page.use == "result")
    assert run("templates", "show", name).output == output


def test_limits_and_choices_are_in_words():
    output = run("templates", "omradestyper").output
    assert "[andel | tal | medel | fördelning]" in output
    assert "[heltal 1–1000]" in output
    assert "[tal 0,5–0,999]" in output
    assert "förval 0,95" in output
    required = [line.split()[0] for line in output.splitlines() if "  krävs  " in line]
    assert required == [c.name for c in TEMPLATES["omradestyper"].columns if c.required]


def test_many_settings_that_differ_by_a_number_are_told_once():
    lines = run("templates", "uppdraget").output.splitlines()
    names = [line.split()[0] for line in lines if "slag_" in line.split(":")[0]]
    assert names == ["slag_1–slag_40", "budget_slag_1–budget_slag_40",
                     "plan_slag_1_fran–plan_slag_40_fran",
                     "plan_slag_1_till–plan_slag_40_till"]  # fmt: skip


def test_a_made_up_value_is_no_default():
    assert "Exempel:" not in run("templates", "halsa").output


@pytest.mark.slow
@pytest.mark.parametrize("name", ["omradestyper", "halsa", "brott", "uppdraget", "karta"])
def test_the_lines_to_copy_work_as_they_are(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line in commands(TEMPLATES[name]):
        assert f"  {line}" in run("templates", name).output.splitlines()
        words = shlex.split(line)[1:]
        assert run(*words).exit_code in ({0, 3} if words[0] == "check" else {0}), line
    assert (tmp_path / f"{name}.xlsx").is_file()


def test_the_rows_that_are_written_are_those_of_the_template(tmp_path):
    path = tmp_path / "r.csv"
    run("templates", "skola", "-o", str(path))
    header, *rows = path.read_text("utf-8-sig").splitlines()
    assert header.split(",") == [column.name for column in TEMPLATES["skola"].columns]
    assert len(rows) == 41


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["saknas"], "Mallen saknas finns inte; välj något av omradestyper"),
     (["exempelbok", "-o", "k.csv"], "Mallen exempelbok tar inga rader; utelämna -o.")],
)  # fmt: skip
def test_what_there_is_not_is_one_sentence(arguments, says):
    result = run("templates", *arguments)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert result.output.startswith(says)
