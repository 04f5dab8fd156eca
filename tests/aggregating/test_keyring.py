"""A PostgreSQL that asks for a password, which only the system's keyring knows."""

import psycopg
import pytest

from large_registers import grouped, refused

keyring = pytest.importorskip("keyring", reason="keyring is not installed; .ci/postgres does it")
backend = pytest.importorskip("keyring.backend")
PASSWORD = "hemligt-i-ringen"  # noqa: S105 - of a role that lives as long as the test


class Ring(backend.KeyringBackend):
    """A keyring that is gone with the test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


@pytest.fixture
def ring():
    """Give a keyring in force that knows nothing."""
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def guarded(postgres, monkeypatch):
    """Give the address of the register for a role that must say its password."""
    for name in ("REGSO_DB_USER", "REGSO_DB_PASSWORD", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)
    with psycopg.connect(postgres, autocommit=True) as db:
        [rules] = db.execute("SELECT pg_read_file(current_setting('hba_file'))").fetchone()
        [path] = db.execute("SHOW hba_file").fetchone()

        def use(text):
            # The server itself writes its file: nobody else may.
            lines = db.execute("SELECT lo_from_bytea(0, %s)", [text.encode()]).fetchone()
            db.execute("SELECT lo_export(%s, %s)", [*lines, path])
            db.execute("SELECT lo_unlink(%s)", lines)
            db.execute("SELECT pg_reload_conf()")

        db.execute(f"CREATE ROLE ringen LOGIN PASSWORD '{PASSWORD}'")
        db.execute("GRANT SELECT ON register TO ringen")
        use(f"host all ringen 127.0.0.1/32 scram-sha-256\n{rules}")
        yield postgres.replace("postgres@", "ringen@")
        use(rules)
        db.execute("DROP OWNED BY ringen")
        db.execute("DROP ROLE ringen")


def test_the_password_of_the_keyring_opens_the_database_and_is_nowhere(guarded, ring, tmp_path):
    asked = ("--table", "register", "-c", "kod=kod")
    assert "svarar inte eller släpper inte in" in refused(tmp_path, guarded, *asked)
    host = guarded.partition("@")[2].partition(":")[0]
    ring.set_password("regso", f"ringen@{host}/postgres", "fel")
    assert "svarar inte eller släpper inte in" in refused(tmp_path, guarded, *asked)
    ring.set_password("regso", f"ringen@{host}/postgres", PASSWORD)
    assert grouped(tmp_path, guarded, *asked)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or PASSWORD.encode() not in path.read_bytes()
