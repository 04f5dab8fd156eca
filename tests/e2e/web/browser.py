"""Chromium as a test drives it, and the web server that it asks: only files, with our headers."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from click.testing import CliRunner

from regso.cli import cli
from regso.hosts.web.build import is_kept
from regso.hosts.web.servers import ANEW, FOREVER, HEADERS, TYPES

HERE = Path(__file__).parent
MODULES = HERE.parents[2] / ".web"
FAKE_HOST, FAKE_WORKBOOK = HERE / "host_of_excel.js", HERE / "workbook_of_excel.js"


def missing():
    """Return why no browser can be driven; empty when one can."""
    if shutil.which("node") is None:
        return "there is no node"
    if chromium() is None:
        return "there is no Chromium (.ci/web installs it)"
    if not (MODULES / "node_modules" / "playwright-core").is_dir():
        return "the packages of npm are not installed (.ci/web)"
    return ""


def chromium():
    """Return the path of Chromium, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def package(name):
    """Return the folder of a package from npm."""
    return MODULES / "node_modules" / name


def build(output, *more):
    """Run the command that builds the folder."""
    command = ["web", "build", "--url", "http://127.0.0.1/regso", "-o", output / "regso",
               "--pyodide", package("pyodide"),
               "--office-js", package("@microsoft/office-js"), *more]  # fmt: skip
    result = CliRunner().invoke(cli, [str(part) for part in command])
    assert result.exit_code == 0, result.output


def beside_excel(folder):
    """Return the pane's page with Microsoft's runtime beside it."""
    page = (folder / "regso" / "panel.html").read_text("utf-8")
    [office] = re.findall(r'src="(office-[^/"]+)/office.js"', page)
    library = f'<script src="{office}/office.js"></script>'
    assert library in page
    runtime = f'<script src="{office}/custom-functions-runtime.js"></script>'
    return page.replace(library, library + runtime)


class Server:
    """A folder of files on 127.0.0.1, as a web server with our settings sends them.

    `asked` has the paths that were asked for, and `sent` how many bytes were sent, compressed.
    A server that `is_down` hangs up.
    """

    def __init__(self, folder):
        self.folder, self.asked, self.sent, self.pages = folder, [], 0, {}
        self._compressed, self.is_down = {}, False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def forget(self):
        """Begin to count anew."""
        self.asked, self.sent = [], 0

    def answer(self, path):
        """Return the content of a path, None where there is none."""
        name = unquote(path.partition("?")[0]).lstrip("/")
        if name in self.pages:
            return self.pages[name].encode()
        file = self.folder / name
        return file.read_bytes() if file.is_file() and ".." not in name else None

    def compressed(self, content):
        if content not in self._compressed:
            self._compressed[content] = gzip.compress(content, 6)
        return self._compressed[content]

    def _handler(server):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.asked.append(self.path)
                if server.is_down:
                    self.close_connection = True
                    return
                content = server.answer(self.path)
                if content is None:
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                end = self.path.partition("?")[0].rpartition(".")[2]
                is_small = end not in {"zip", "bin", "xlsx", "png"}
                body = server.compressed(content) if is_small else content
                self.send_response(200)
                is_forever = any(map(is_kept, self.path.split("/")))
                headers = {
                    **HEADERS,
                    "Content-Type": TYPES.get(end, "application/octet-stream"),
                    "Content-Length": str(len(body)),
                    "Cache-Control": FOREVER if is_forever else ANEW,
                }
                if is_small:
                    headers["Content-Encoding"] = "gzip"
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                server.sent += len(body)

            def log_message(self, *args):
                pass

        return Handler


class Browser:
    """One Chromium; a page of it has its own storage."""

    def __init__(self, address):
        self._process = subprocess.Popen(
            ["node", HERE / "driver.mjs", MODULES, chromium(), address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        self.version = self.ask("version")

    def ask(self, name, **given):
        """Run a command of driver.mjs and return its value."""
        self._process.stdin.write(json.dumps({"name": name, **given}, default=str) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "fault" not in answer, answer["fault"]
        return answer.get("value")

    def open(self, url=None, *, scripts=(), **options):
        page = Page(self, self.ask("open", scripts=[*scripts], options=options))
        if url:
            page("goto", url=url)
        return page

    def close(self):
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


class Page:
    """A page; calling it runs a command there."""

    def __init__(self, browser, number):
        self._browser, self._number = browser, number

    def __call__(self, name, **given):
        return self._browser.ask(name, page=self._number, **given)

    def run(self, code, given=None):
        """Return what a script returns; `given` is what it is given."""
        return self("run", code=code, given=given)

    def ready(self):
        """Wait until Python has started."""
        self("wait", code="/Redo|Ready/.test(document.getElementById('state').textContent)")
        return self

    def recalculate(self, calls, together=10_000):
        """Return the answers of Excel's calls, through Microsoft's runtime."""
        return self.run("return fakeExcel.recalculate(given[0], given[1]);", [[*calls], together])
