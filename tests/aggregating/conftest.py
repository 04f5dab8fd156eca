"""Real PostgreSQL and Spark, or a skip that says how to install them."""

import os
import shutil
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from large_registers import HEADERS, rows

OWNER = "postgres"
# A Java that lives for seconds takes more time to compile well than it gains.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
TYPES = ("bigint", "smallint", "text", "varchar(20)", "boolean", "numeric(12, 2)",
         "double precision", "date")  # fmt: skip


@pytest.fixture(scope="session")
def content():
    """Give the rows of the register that every engine groups."""
    return rows()


@pytest.fixture(scope="session")
def postgres(content):
    """Give the address of a PostgreSQL of our own with the register; see .ci/postgres."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    if programs is None:
        pytest.skip("PostgreSQL is not installed; .ci/postgres installs it on a Debian")
    as_owner = ["setpriv", "--reuid", OWNER, "--regid", OWNER, "--clear-groups"]
    as_owner = as_owner if os.getuid() == 0 else []  # the server refuses to be root's
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    if as_owner:
        shutil.chown(folder, OWNER)
    port = _free_port()
    data, quiet = folder / "data", {"stdout": subprocess.DEVNULL, "cwd": "/"}
    made = [*as_owner, programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust"]
    subprocess.run(made, check=True, **quiet)
    server = [*as_owner, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run(
        [*server, "-o", f"-p {port} -k {folder} -c fsync=off", "start"], check=True, **quiet
    )
    try:
        address = f"postgresql://{OWNER}@127.0.0.1:{port}/{OWNER}"
        with psycopg.connect(address, autocommit=True) as db:
            made = ", ".join(f"{h} {t}" for h, t in zip(HEADERS, TYPES, strict=True))
            db.execute(f"CREATE TABLE register ({made})")
            with db.cursor().copy("COPY register FROM STDIN") as copy:
                for row in content:
                    copy.write_row(row)
        yield address
    finally:
        subprocess.run([*server, "-m", "immediate", "stop"], check=True, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def spark():
    """Say that Spark runs here, and let its Java start fast; see .ci/spark."""
    pytest.importorskip("pyspark", reason="PySpark is not installed; .ci/spark installs it")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed; .ci/spark installs it on a Debian")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", SHORT_LIVED)
        yield


@pytest.fixture
def spark_connect(spark, tmp_path):
    """Give the address of a Spark Connect server of our own."""
    if not find_spec("grpc_status"):
        pytest.skip("what Spark Connect needs is not installed; .ci/spark installs it")
    home, port = Path(find_spec("pyspark").origin).parent, _free_port()
    command = [home / "bin" / "spark-submit", "--class", CONNECT, "--master", "local[2]",
               "--conf", f"spark.connect.grpc.binding.port={port}"]  # fmt: skip
    server = subprocess.Popen(
        command,
        env={**os.environ, "SPARK_HOME": str(home)},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(3000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None
            time.sleep(0.1)
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
