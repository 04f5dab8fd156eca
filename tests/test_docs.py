"""docs/: the pages that are written from the registry and from the command line."""

import importlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from regso.cli import cli
from regso.functions import REGISTRY

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.fixture
def extension(monkeypatch):
    """The Sphinx extension, on the path as Sphinx puts it there."""
    monkeypatch.syspath_prepend(str(DOCS / "_ext"))
    return importlib.import_module


@pytest.fixture
def built(extension):
    """The text of a page as Sphinx gets it."""

    def page(name):
        content = [(DOCS / "handbok" / name).read_text("utf-8")]
        extension("regso_docs").fill(None, name, content)
        return content[0]

    return page


def sections(text, heading):
    """Return the text below each heading of a level."""
    _, *parts = re.split(rf"^{heading} ", text, flags=re.MULTILINE)
    return {part.partition("\n")[0]: part for part in parts}


@pytest.mark.slow
def test_every_worksheet_function_has_a_section_with_all_its_arguments(built):
    page = sections(built("funktioner.md"), "###")
    assert list(page) == list(REGISTRY)
    for entry in REGISTRY.values():
        assert entry.signature() in page[entry.name]
        assert entry.doc in page[entry.name]
        for arg in entry.args:
            assert f"| {arg.doc} |" in page[entry.name]


@pytest.mark.slow
def test_every_example_gives_a_value_and_no_error(built):
    page = built("funktioner.md")
    assert page.count("Exempel: ") == len(REGISTRY)
    assert not re.search(r"#(N/A|VALUE!|NUM!|DIV/0!|REF!|NAME\?)", page)


@pytest.mark.slow
def test_an_example_is_calculated_on_the_fictional_data(built):
    assert 'Exempel: `=REGSO_TYP("9901R001";2022)` ger `1`' in built("funktioner.md")


@pytest.mark.slow
def test_an_example_does_not_use_the_reference_data_of_the_machine(built, monkeypatch, tmp_path):
    (tmp_path / "regso.sqlite").write_bytes(b"not a store")
    monkeypatch.setenv("REGSO_DATA", str(tmp_path))
    assert "påhittade exempeldata" in built("funktioner.md")


def test_every_function_has_its_method_its_source_and_its_oracle(extension, built):
    methods = extension("method_page").methods()
    assert list(methods) == list(REGISTRY)
    for name, row in methods.items():
        assert all(row.values()), name
        assert f"| {name} | " in built("metodtabell.md")


def test_numbers_are_shown_with_a_decimal_comma(extension):
    shown = extension("function_page").shown
    assert [shown(x) for x in (0.0641025, 1077.0, -0.5, "..", None)] == [
        "0,0641",
        "1077",
        "-0,5",
        "..",
        "",
    ]


def test_every_command_has_a_section_with_every_option_that_its_help_shows(extension, built):
    page = sections(built("kommandoraden.md"), "##")
    found = list(extension("cli_page").commands(cli))
    assert list(page) == [" ".join(path) for path, _ in found]
    for path, _command in found:
        shown = CliRunner().invoke(cli, [*path[1:], "--help"]).output
        options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", shown, re.MULTILINE)) - {"--help"}
        section = page[" ".join(path)]
        assert set(re.findall(r"--[a-z-]+(?= [A-ZÅÄÖ]|`)", section)) == options


def test_every_option_says_what_it_does(extension):
    for _path, command in extension("cli_page").commands(cli):
        assert command.help
        assert all(p.help for p in command.params if p.param_type_name == "option")


def test_what_click_says_in_english_is_in_swedish_on_the_page(built):
    page = built("kommandoraden.md")
    assert "(krävs)" in page
    assert "(förval: workbooks)" in page
    assert "[required]" not in page
    assert "[default" not in page
