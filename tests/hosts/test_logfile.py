"""The log of a host is a file a day, kept 30 days."""

import logging
import os
import time

import pytest

from regso.hosts.logfile import KEPT_DAYS, log_to

DAY = 24 * 3600


@pytest.fixture
def logger():
    made = logging.getLogger("a host")
    yield made
    for handler in list(made.handlers):
        made.removeHandler(handler)
        handler.close()


def test_lines_have_a_time_and_are_utf_8(logger, tmp_path):
    path = tmp_path / "new" / "host.log"
    log_to(logger, path)
    logger.info("på väg")
    line = path.read_text(encoding="utf-8")
    assert line.endswith(" på väg\n")
    time.strptime(line[:19], "%Y-%m-%d %H:%M:%S")


def test_files_of_more_than_thirty_days_go_and_others_stay(logger, tmp_path):
    now = time.time()
    for name, age in (("host.log.a", KEPT_DAYS + 1), ("host.log.b", KEPT_DAYS - 1), ("other", 99)):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (now - age * DAY, now - age * DAY))
    log_to(logger, tmp_path / "host.log")
    assert {path.name for path in tmp_path.iterdir()} == {"host.log.b", "other"}


def test_what_was_written_yesterday_is_put_aside(logger, tmp_path):
    path = tmp_path / "host.log"
    path.write_text("yesterday\n")
    os.utime(path, (time.time() - DAY, time.time() - DAY))
    log_to(logger, path)
    logger.info("today")
    assert "yesterday" not in path.read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_made_is_no_error(logger, tmp_path):
    (tmp_path / "file").write_text("x")
    log_to(logger, tmp_path / "file" / "host.log")
    assert logger.handlers == []
