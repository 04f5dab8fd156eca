"""Every test reads the fictional example, unless it asks for the real data.

``--quick`` leaves out what starts other programs, reads the real data or builds whole workbooks,
and asks Hypothesis for fewer examples: some minutes' work, for the change at hand.
"""

import functools
import gc
import itertools
import os
import signal
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from regso.cli import cli
from regso.store import EXAMPLE, Reference, using
from regso.workbook.template import Template

sys.path.insert(0, str(Path(__file__).parent))  # the tests share helpers


TESTS = Path(__file__).parent
_NUMBERS = itertools.count()
# What builds whole workbooks, starts other programs or installs; everything else is quick.
LONG = ("attack", "e2e", "templates", "publication", "render/test_area_map.py",
        "render/test_printing.py", "test_handbook.py",
        "test_report.py", "test_wheelhouse.py", "test_cli.py")  # fmt: skip
# The files that take more than twenty seconds, longest first: begun last they would leave all
# processes but one without work.
FIRST = (
    "e2e/test_agreement.py", "e2e/test_valid.py", "e2e/test_buttons.py",
    "e2e/test_printed_pages.py", "e2e/web/test_web_calls.py", "e2e/web/test_web_pages.py",
    "publication/test_publish.py", "aggregating/test_equal.py", "e2e/test_wine.py",
    "e2e/test_publish.py", "test_handbook.py", "e2e/test_pictures.py", "e2e/test_killed.py",
    "e2e/test_copy_looks.py", "sources/scb/test_update.py", "e2e/test_long_letters.py",
    "test_worked_examples.py", "templates/test_resursfordelning.py", "e2e/web/test_web_update.py",
    "e2e/test_frozen.py", "e2e/test_network.py", "publication/test_hostile.py",
    "attack/test_attack.py", "aggregating/test_lost.py", "pictures/test_many_pages.py",
    "test_report.py", "ledger/test_command.py", "e2e/test_readers.py", "test_cli.py",
    "render/test_side_tables.py", "core/disclosure/test_between.py",
    "templates/test_indikatorer.py", "templates/test_uppdraget.py",
)  # fmt: skip
PATIENCE = 600  # seconds for a test, so that one that hangs is said and does not stop the others
REAL = {"real", "real_data", "real_store", "real_outcomes"}

# No law is timed: other tests run at the same time.
settings.register_profile("all", deadline=None)
settings.register_profile("quick", max_examples=10, deadline=None)
settings.load_profile("all")


def pytest_addoption(parser):
    """Add the option."""
    parser.addoption("--quick", action="store_true", help="only what takes no time")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """Run one process more than there are cores: many tests wait for other programs."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config):
    """Build a template once for all tests, and ask for fewer examples of each law."""
    Template.build = _once(Template.build)
    if config.getoption("--quick"):
        settings.load_profile("quick")


def _once(build):
    """Return what builds a template the first time; it has the same bytes every time."""
    built = {}

    def once(template):
        if id(template) not in built:
            built[id(template)] = template, build(template)  # kept, so that no other has its id
        return built[id(template)][1]

    return functools.wraps(build)(once)


def pytest_collection_modifyitems(config, items):
    """Let the longest files go first, and leave out what takes time if that is asked for."""
    turns = {str((TESTS / f).resolve(strict=True)): turn for turn, f in enumerate(FIRST)}
    items.sort(key=lambda item: turns.get(str(item.path), len(turns)))
    if not config.getoption("--quick"):
        return
    long = tuple(str(TESTS / place) for place in LONG)
    kept = [
        item
        for item in items
        if not str(item.path).startswith(long)
        and not REAL & {*item.fixturenames}
        and item.get_closest_marker("slow") is None
    ]
    config.hook.pytest_deselected(items=[i for i in items if i not in {*kept}])
    items[:] = kept


def pytest_collection_finish(session):
    """Seek no garbage among thousands of tests, which stay to the end, and seldom elsewhere.

    Else it takes a fifth of a second each time, and statsmodels asks for it with every call; and
    one part in fifteen of all time that tests of whole workbooks take.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test that hangs, where the system has an alarm."""
    if not hasattr(signal, "SIGALRM"):
        return (yield)

    def give_up(*_):
        pytest.fail(f"{item.nodeid} took more than {PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        return (yield)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _no_store_of_the_user(monkeypatch, tmp_path_factory):
    """Keep tests away from a store that the user of this machine has imported.

    Each has a folder of its own, made by those alone that import: to make one takes a test's time,
    and to delete it three times that.
    """
    own = tmp_path_factory.getbasetemp() / "regso-data" / str(next(_NUMBERS))
    monkeypatch.setenv("REGSO_DATA", str(own))


@pytest.fixture
def example():
    """Give the fictional example as the reference data in force."""
    with using(Reference(EXAMPLE)) as reference:
        yield reference


@pytest.fixture(scope="session")
def real_data():
    """Give the folder of real data; skip where it is not."""
    folder = os.environ.get("REGSO_REAL_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("REGSO_REAL_DATA names no folder with real data")
    return Path(folder)


@pytest.fixture(scope="session")
def _real_store(real_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    result = CliRunner().invoke(
        cli, ["data", "import", str(real_data)], env={"REGSO_DATA": str(folder)}
    )
    assert result.exit_code == 0, result.output
    return Reference(folder / "regso.sqlite")


@pytest.fixture
def real(_real_store):
    """Give the imported real data as the reference data in force."""
    with using(_real_store) as reference:
        yield reference
