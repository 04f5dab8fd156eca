"""What the processes of a run of tests have in common is made by one of them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared import Shared


def test_one_of_many_who_ask_at_once_makes_it_and_all_get_what_is_finished(tmp_path):
    made, together = [], threading.Barrier(4)

    def make(path):
        made.append(path)
        with path.open("w") as file:
            file.write("first,")
            file.flush()
            time.sleep(0.1)  # the others look meanwhile
            file.write("last")

    def ask(_):
        together.wait()
        return Shared(tmp_path).path("a.txt", make).read_text()

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(ask, range(4))] == ["first,last"] * 4
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again_by_the_next_who_asks(tmp_path):
    shared = Shared(tmp_path)
    with pytest.raises(ZeroDivisionError):
        shared.path("a.txt", lambda _: 1 / 0)
    assert shared.path("a.txt", lambda path: path.write_text("here")).read_text() == "here"


def test_a_folder_is_shared_as_a_file_is(tmp_path):
    def make(path):
        path.mkdir()
        (path / "b.txt").write_text("inside")

    assert (Shared(tmp_path).path("folder", make) / "b.txt").read_text() == "inside"
