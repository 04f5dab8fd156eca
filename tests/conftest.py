"""Every test reads the fictional example, unless it asks for the real data.

``--quick`` leaves out what starts other programs, reads the real data or builds whole workbooks,
and all that is marked ``slow``, and asks Hypothesis for fewer examples: for the change at hand.
``--thorough`` adds more draws of what is tested (`draws.more`): before a release.
"""

import functools
import gc
import itertools
import os
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from regso.cli import cli
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.workbook.template import Template

sys.path.insert(0, str(Path(__file__).parent))  # the tests share helpers

from shared import Shared

TESTS = Path(__file__).parent
SHARED = pytest.StashKey[Shared]()
_NUMBERS = itertools.count()
# What builds whole workbooks, starts other programs or installs; everything else is quick.
LONG = ("attack", "e2e", "templates", "publication", "render/test_area_map.py",
        "render/test_side_tables.py", "render/test_printing.py", "test_handbook.py",
        "test_report.py", "test_report_signed.py", "test_wheelhouse.py", "test_cli.py",
        "test_worked_examples.py", "test_temporary.py", "pictures/test_many_pages.py",
        "ledger/test_command.py", "sources/scb/test_update.py",
        "core/disclosure/test_sets.py")  # fmt: skip
LEFT_OUT = tuple(str(TESTS / place) for place in LONG)
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
OWN_SETTINGS = "_hypothesis_internal_use_settings"  # where Hypothesis keeps those of a law
REAL = {"real", "real_data", "real_store", "real_outcomes"}

# No law is timed: other tests run at the same time.
settings.register_profile("all", deadline=None)
settings.register_profile("quick", max_examples=10, deadline=None)
settings.load_profile("all")


def pytest_addoption(parser):
    """Add the option."""
    parser.addoption("--quick", action="store_true", help="only what takes no time")
    parser.addoption("--thorough", action="store_true", help="more draws of what is tested")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """Run one process more than there are cores: many tests wait for other programs.

    The quick ones do not, and each process imports all tests.
    """
    return (os.cpu_count() or 1) + (not config.getoption("--quick"))


def pytest_configure(config):
    """Build a template once for all tests, and ask for fewer examples of each law."""
    gc.set_threshold(50_000, 20, 50)
    given = getattr(config, "workerinput", {}).get("shared")
    config.stash[SHARED] = Shared(given or _folder(config))
    Template.build = _once(Template.build, config.stash[SHARED])
    if config.getoption("--quick"):
        settings.load_profile("quick")


def pytest_ignore_collect(collection_path, config):
    """Import nothing of what ``--quick`` leaves out."""
    if config.getoption("--quick") and str(collection_path).startswith(LEFT_OUT):
        return True
    return None  # as pytest itself finds


def _folder(config):
    """Return a new folder that lasts as long as the run."""
    folder = tempfile.TemporaryDirectory(prefix="regso-shared-")
    config.add_cleanup(folder.cleanup)
    return folder.name


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Give a process of the run the folder that all have in common."""
    node.workerinput["shared"] = str(node.config.stash[SHARED].folder)


def _once(build, shared):
    """Return what builds a template the first time; it has the same bytes every time."""
    built = {}

    def bytes_of(template):
        if template is not TEMPLATES.get(template.name):
            return build(template)  # one that a test has made up
        return shared.path(
            f"{template.name}.xlsx", lambda path: path.write_bytes(build(template))
        ).read_bytes()

    def once(template):
        if id(template) not in built:
            built[id(template)] = template, bytes_of(template)  # kept, so that no other has its id
        return built[id(template)][1]

    return functools.wraps(build)(once)


def pytest_collection_modifyitems(config, items):
    """Let the longest files go first, and leave out what takes time if that is asked for."""
    turns = {str((TESTS / f).resolve(strict=True)): turn for turn, f in enumerate(FIRST)}
    items.sort(key=lambda item: turns.get(str(item.path), len(turns)))
    quick, thorough = config.getoption("--quick"), config.getoption("--thorough")
    asked = [
        item
        for item in items
        if (thorough or item.get_closest_marker("thorough") is None)
        and (not quick or _is_quick(item))
    ]
    if quick:
        for item in asked:
            _ask_less(item.obj)
    chosen = {*asked}
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = asked


def _is_quick(item):
    return not REAL & {*item.fixturenames} and item.get_closest_marker("slow") is None


def _ask_less(law):
    """Give a law that has a number of examples of its own no more than the profile says."""
    own, most = getattr(law, OWN_SETTINGS, None), settings.default.max_examples
    if own is not None and own.max_examples > most:
        setattr(law, OWN_SETTINGS, settings(own, max_examples=most))


def pytest_collection_finish(session):
    """Seek no garbage among thousands of tests, which stay to the end, and seldom elsewhere.

    Else it takes a fifth of a second each time, and statsmodels asks for it with every call; and
    one part in fifteen of all time that tests of whole workbooks take.
    """
    gc.collect()
    gc.freeze()


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
def shared(pytestconfig):
    """Give the folder that all processes of the run have in common."""
    return pytestconfig.stash[SHARED]


@pytest.fixture(scope="session")
def demo(shared):
    """Give the folder that `regso demo` fills; to be read."""

    def filled(folder):
        result = CliRunner().invoke(cli, ["demo", "-o", str(folder)])
        assert result.exit_code == 0, result.output

    return shared.path("demo", filled)


@pytest.fixture(scope="session")
def _real_store(real_data, shared):
    def imported(folder):
        result = CliRunner().invoke(
            cli, ["data", "import", str(real_data)], env={"REGSO_DATA": str(folder)}
        )
        assert result.exit_code == 0, result.output

    return Reference(shared.path("real", imported) / "regso.sqlite")


@pytest.fixture
def real(_real_store):
    """Give the imported real data as the reference data in force."""
    with using(_real_store) as reference:
        yield reference
