"""Run ``regso data`` in a test, where it must be in order or refuse with one sentence."""

from click.testing import CliRunner

from regso.cli import cli


def run(*args):
    return CliRunner().invoke(cli, ["data", *map(str, args)])


def ok(*args):
    """Return what is printed by a command that succeeds without a remark."""
    done = run(*args)
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    return done.stdout


def refused(*args):
    """Return the one sentence of a command that is refused."""
    done = run(*args)
    assert done.exit_code == 1, done.output
    [sentence] = done.stderr.splitlines()
    return sentence
