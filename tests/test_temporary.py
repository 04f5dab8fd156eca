"""What is temporary is private, goes with the command, and is swept if the command was killed."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from processes import is_gone
from regso.temporary import places, programs

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and permissions")
STOPPED = ["SIGTERM", "SIGINT", "SIGHUP"]
NAME = "regso-0123456789abcdef"
SIGNED = b"RegSO: temporary 1\n"


@pytest.fixture
def base(tmp_path, monkeypatch):
    """Give the folder that temporary files are made in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left_over(base, lock=SIGNED, name=NAME):
    """Make what a killed command leaves: a folder, a file in it, and a lock that no one holds."""
    folder = base / name
    folder.mkdir(0o700)
    (folder / "rapport.xlsx").write_bytes(b"rader")
    (folder / "profil").mkdir()
    (folder / "profil" / "fil").write_bytes(b"rader")
    if lock is not None:
        (folder / "lock").write_bytes(lock)
        (folder / "lock").chmod(0o600)
    return folder


# -- a folder --------------------------------------------------------------------------------


@posix
def test_a_folder_is_closed_to_everyone_else(base):
    with places.folder() as folder:
        assert folder.parent == base
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_folder_is_gone_when_the_work_is_done(base):
    with places.folder() as folder:
        (folder / "a" / "b").mkdir(parents=True)
        (folder / "a" / "b" / "c").write_bytes(b"rader")
    assert list(base.iterdir()) == []


def test_a_folder_is_gone_when_the_work_fails(base):
    def fails():
        with places.folder() as folder:
            (folder / "a").write_bytes(b"rader")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert list(base.iterdir()) == []


@posix
def test_a_link_out_of_the_folder_is_removed_and_not_what_it_leads_to(base, tmp_path):
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "fil").write_bytes(b"kvar")
    with places.folder() as folder:
        (folder / "lank").symlink_to(tmp_path / "annat")
    assert list(base.iterdir()) == []
    assert (tmp_path / "annat" / "fil").read_bytes() == b"kvar"


def test_two_folders_are_two(base):
    with places.folder() as one, places.folder() as other:
        assert one != other
        assert len(list(base.iterdir())) == 2


# -- a draft ---------------------------------------------------------------------------------


def test_a_draft_that_is_moved_is_the_file(base, tmp_path):
    with places.draft(tmp_path / "ut") as draft:
        draft.write_bytes(b"nytt")
        draft.replace(tmp_path / "ut")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["temporary", "ut"]
    assert list(base.iterdir()) == []


def test_a_draft_that_is_not_moved_is_gone(base, tmp_path):
    def fails():
        with places.draft(tmp_path / "ut") as draft:
            draft.write_bytes(b"halvt")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert [path.name for path in tmp_path.iterdir()] == ["temporary"]


def test_a_file_is_written_also_where_no_temporary_file_can_be(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "saknas"))
    with places.draft(tmp_path / "ut") as draft:
        draft.write_bytes(b"nytt")
        draft.replace(tmp_path / "ut")
    assert [path.name for path in tmp_path.iterdir()] == ["ut"]


# -- the sweep -------------------------------------------------------------------------------


def test_what_a_killed_command_left_is_swept(base):
    left_over(base)
    places.sweep()
    assert list(base.iterdir()) == []


def test_a_draft_that_a_killed_command_left_is_swept(base, tmp_path):
    for name in (".regso-0123456789abcdef.draft", "regso.sqlite.0123456789abcdef.draft"):
        draft = tmp_path / name
        draft.write_bytes(b"halvt")
        draft.with_name(f"{name}-journal").write_bytes(b"halvt")
        left_over(base, SIGNED + os.fsencode(draft))
        places.sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["temporary"]


def test_a_folder_is_swept_whose_draft_was_moved_just_before(base, tmp_path):
    left_over(base, SIGNED + os.fsencode(tmp_path / ".regso-0123456789abcdef.draft"))
    places.sweep()
    assert list(base.iterdir()) == []


@pytest.mark.parametrize("has_lock", [True, False])
def test_a_folder_is_swept_whose_command_was_killed_when_it_was_made(base, has_lock):
    (base / NAME).mkdir(0o700)
    if has_lock:
        (base / NAME / "lock").touch(0o600)
    places.sweep()
    assert list(base.iterdir()) == []


def test_a_folder_in_use_is_left_alone(base):
    with places.folder() as folder:
        (folder / "fil").write_bytes(b"rader")
        places.sweep()
        assert (folder / "fil").exists()


@posix
def test_a_folder_in_use_by_another_command_is_left_alone(base):
    code = (
        "import sys, tempfile; from regso.temporary import places\n"
        f"tempfile.tempdir = {str(base)!r}\n"
        "with places.folder() as folder:\n"
        "    (folder / 'fil').touch(); print(folder, flush=True); sys.stdin.read()\n"
    )
    with running(code, stdin=subprocess.PIPE) as process:
        folder = Path(process.stdout.readline().decode().strip())
        places.sweep()
        assert (folder / "fil").exists()
        process.communicate(b"")
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("regso-0123456789abcde", SIGNED),  # a name that we do not give
        ("regso-pdf-abcdefgh", SIGNED),
        (NAME, b"Something else\n"),
        (NAME, b""),  # a file, and no word of whose it is
        (NAME, None),
    ],
)
def test_a_folder_that_is_not_ours_is_left_alone(base, name, lock):
    folder = left_over(base, lock, name)
    places.sweep()
    assert (folder / "rapport.xlsx").exists()


@posix
@pytest.mark.parametrize("what", ["folder", "lock"])
def test_a_folder_that_others_may_open_is_not_ours(base, what):
    folder = left_over(base)
    (folder if what == "folder" else folder / "lock").chmod(0o755)
    places.sweep()
    assert (folder / "rapport.xlsx").exists()


@posix
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root")
def test_a_folder_of_another_user_is_left_alone(base):
    folder = left_over(base)
    os.chown(folder, 65534, 65534)
    places.sweep()
    assert (folder / "rapport.xlsx").exists()


@posix
def test_links_with_our_names_are_not_followed(base, tmp_path):
    other = tmp_path / "annat"
    other.mkdir()
    folder = left_over(other)
    (base / NAME).symlink_to(folder)
    inner = base / "regso-fedcba9876543210"
    inner.mkdir(0o700)
    (inner / "lock").symlink_to(folder / "lock")
    (inner / "fil").touch()
    places.sweep()
    assert (folder / "rapport.xlsx").exists()
    assert (inner / "fil").exists()


@pytest.mark.parametrize("name", ["viktig.xlsx", "regso.draft", ".regso-0123456789abcdef.tmp"])
def test_a_note_of_something_that_is_no_draft_removes_nothing(base, tmp_path, name):
    (tmp_path / name).write_bytes(b"kvar")
    left_over(base, SIGNED + os.fsencode(tmp_path / name))
    places.sweep()
    assert (tmp_path / name).exists()


def test_without_a_place_for_temporary_files_there_is_nothing_to_sweep(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "saknas"))
    places.sweep()


@posix
def test_the_sweep_ends_what_still_works_in_a_folder_that_is_left(base):
    folder = left_over(base)
    words = [sys.executable, "-c", "import time; time.sleep(60)", f"file://{folder}/profil"]
    ours, users = subprocess.Popen(words, start_new_session=True), subprocess.Popen(words)
    try:
        places.sweep()
        assert ours.wait(90) == -signal.SIGKILL
        assert users.poll() is None
    finally:
        for process in (ours, users):
            process.kill()
            process.wait()
    assert list(base.iterdir()) == []


@posix
def test_a_sweep_between_the_making_of_a_folder_and_its_lock_costs_only_another_try(
    base, monkeypatch
):
    lock, swept = places._lock, []

    def late(handle):
        if not swept:  # another command sweeps before we have the lock
            swept.append(handle)
            monkeypatch.setattr(places, "_lock", lock)
            places.sweep()
        return lock(handle)

    monkeypatch.setattr(places, "_lock", late)
    with places.folder() as folder:
        assert (folder / "lock").read_bytes() == SIGNED
    assert swept
    assert list(base.iterdir()) == []


# -- a command that is stopped ---------------------------------------------------------------


class running:  # noqa: N801 - reads as a verb
    """Run some code in a process that is ended afterwards."""

    def __init__(self, code, **options):
        environment = {**os.environ, "PYTHONPATH": str(Path(places.__file__).parents[2])}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, **options,
        )  # fmt: skip

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()


WORK = """
import pathlib, signal, sys, tempfile, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
tempfile.tempdir = {base!r}
from regso.temporary import places, programs, stopping
with stopping.leaving_nothing():
    with places.folder() as folder, places.draft(pathlib.Path({out!r})) as draft:
        (folder / "fil").write_text("rader")
        draft.write_text("rader")
        {wait}
"""
SHELL = (
    "programs.run(['/bin/sh', '-c', 'sleep 60 & echo $$ $! > {pids}; wait', str(folder)], "
    "dict(), 60)"
)


def stopped(base, number, wait, pids=None):
    """Stop a command that works; return its exit code and what it said."""
    code = WORK.format(base=str(base), out=str(base.parent / "ut"), wait=wait.format(pids=pids))
    with running(code) as process:
        for _ in range(200):
            ready = [path.name for path in base.rglob("*")]
            if "fil" in ready and (pids is None or (pids.exists() and pids.read_text())):
                break
            time.sleep(0.05)
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
    return process.returncode, said.decode()


@posix
@pytest.mark.parametrize("name", STOPPED)
def test_a_command_that_is_stopped_leaves_nothing_and_ends_by_the_signal(base, name):
    number = getattr(signal, name)
    assert stopped(base, number, "time.sleep(60)") == (-number, "Avbrutet.\n")
    assert [path.name for path in base.parent.iterdir()] == [base.name]
    assert list(base.iterdir()) == []


@posix
@pytest.mark.parametrize("name", STOPPED)
def test_a_command_that_is_stopped_ends_its_program_with_its_children(base, name):
    pids = base.parent / "pids"
    number = getattr(signal, name)
    assert stopped(base, number, SHELL, pids)[0] == -number
    assert list(base.iterdir()) == []
    assert all(map(is_gone, map(int, pids.read_text().split())))


@posix
def test_after_a_kill_the_next_command_removes_files_and_program(base):
    pids = base.parent / "pids"
    assert stopped(base, signal.SIGKILL, SHELL, pids)[0] == -signal.SIGKILL
    working = [*map(int, pids.read_text().split())]
    assert list(base.iterdir())
    assert not any(is_gone(pid, tries=1) for pid in working)
    places.sweep()
    assert list(base.iterdir()) == []
    assert all(map(is_gone, working))
    assert sorted(path.name for path in base.parent.iterdir()) == ["pids", base.name]


@posix
def test_a_signal_while_a_program_is_being_started_waits_until_it_is_known(base):
    wait = (
        "import signal, subprocess; old = subprocess.Popen\n"
        "        def slow(*a, **k):\n"
        "            p = old(*a, **k); open({pids!r}, 'w').write(str(p.pid)); time.sleep(1.5)\n"
        "            return p\n"
        "        subprocess.Popen = slow\n"
        "        programs.run(['/bin/sleep', '60'], dict(), 60)"
    )
    pids = base.parent / "pids"
    assert stopped(base, signal.SIGTERM, wait.replace("{pids!r}", repr(str(pids))), pids)[0] == -15
    assert is_gone(int(pids.read_text()))
    assert list(base.iterdir()) == []


@posix
def test_a_signal_that_nohup_ignores_stops_nothing(base):
    code = WORK.format(base=str(base), out=str(base.parent / "ut"), wait="time.sleep(1)")
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + code
    with running(ignoring) as process:
        while not any(path.name == "fil" for path in base.rglob("*")):
            time.sleep(0.05)
        process.send_signal(signal.SIGHUP)
        assert process.wait(20) == 0


@posix
def test_a_program_that_takes_too_long_is_ended_with_its_children(tmp_path):
    pids = tmp_path / "pids"
    script = f"sleep 60 & echo $$ $! > {pids}; wait"
    assert not programs.run(["/bin/sh", "-c", script], {}, 1)
    assert all(map(is_gone, map(int, pids.read_text().split())))


@posix
def test_a_program_that_ends_by_itself_is_done():
    assert programs.run(["/bin/sh", "-c", "exit 3"], {}, 10)


@posix
def test_every_command_sweeps_when_it_starts(base):
    left_over(base)
    code = "import sys; from regso.cli import main; sys.argv[1:] = ['--version']; main()"
    with running(code) as process:
        said, _ = process.communicate(timeout=60)
    assert said.startswith(b"regso, version")
    assert list(base.iterdir()) == []


def test_a_command_that_makes_no_temporary_file_does_not_load_what_makes_them():
    code = "import sys, regso.cli; print('regso.temporary.places' in sys.modules)"
    with running(code) as process:
        assert process.communicate(timeout=60)[0].strip() == b"False"
