"""What the web server has to send with the files: for IIS, nginx and Apache.

Files in a folder whose name is of its content never change and are kept for a year; the few that
have fixed names are asked for anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# Where Excel on the web shows an add-in: pages of these may have the pane in a frame.
_EXCEL: Final = (
    "https://*.officeapps.live.com https://*.office.com https://*.office365.com "
    "https://*.sharepoint.com https://*.cloud.microsoft"
)
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": f"{PAGE_POLICY}; frame-ancestors 'self' {_EXCEL}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
FOREVER, ANEW = "public, max-age=31536000, immutable", "no-cache"
TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "xml": "text/xml; charset=utf-8",
    "png": "image/png",
    "wasm": "application/wasm",
    "zip": "application/zip",
    "whl": "application/octet-stream",
    "bin": "application/octet-stream",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COMPRESSED: Final = ("html", "js", "mjs", "css", "json", "xml", "wasm")


def settings(kept: Iterable[str]) -> dict[str, bytes]:
    """Return the files of settings; `kept` are the folders that never change."""
    made = {
        "web.config": _iis(sorted(kept)),
        ".htaccess": _apache(),
        "nginx.conf": _nginx(),
    }
    return {name: text.encode() for name, text in made.items()}


def _iis(kept: list[str]) -> str:
    types = "".join(
        f'      <remove fileExtension=".{end}"/>\n'
        f'      <mimeMap fileExtension=".{end}" mimeType="{kind}"/>\n'
        for end, kind in TYPES.items()
    )
    headers = "".join(
        f'        <add name="{name}" value="{value}"/>\n'
        for name, value in {**HEADERS, "Cache-Control": ANEW}.items()
    )
    folders = "".join(
        f'  <location path="{folder}">\n    <system.webServer><httpProtocol><customHeaders>\n'
        f'      <remove name="Cache-Control"/>\n'
        f'      <add name="Cache-Control" value="{FOREVER}"/>\n'
        "    </customHeaders></httpProtocol></system.webServer>\n  </location>\n"
        for folder in kept
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<configuration>\n  <system.webServer>\n'
        f"    <staticContent>\n{types}    </staticContent>\n"
        '    <urlCompression doStaticCompression="true"/>\n'
        f"    <httpProtocol>\n      <customHeaders>\n{headers}      </customHeaders>\n"
        "    </httpProtocol>\n  </system.webServer>\n"
        f"{folders}</configuration>\n"
    )


def _apache() -> str:
    types = "".join(f'AddType "{kind}" .{end}\n' for end, kind in TYPES.items())
    headers = "".join(f'Header always set {n} "{v}"\n' for n, v in HEADERS.items())
    compressed = " ".join(sorted({TYPES[end].partition(";")[0] for end in _COMPRESSED}))
    return (
        f"# Apache 2.4 med mod_headers, mod_deflate och mod_setenvif.\n{types}{headers}"
        'SetEnvIf Request_URI "/[a-z]+-[0-9a-f]{12}/" REGSO_KEPT\n'
        f'Header set Cache-Control "{ANEW}"\n'
        f'Header set Cache-Control "{FOREVER}" env=REGSO_KEPT\n'
        f"AddOutputFilterByType DEFLATE {compressed}\n"
    )


def _nginx() -> str:
    types = "".join(f"    {kind.partition(';')[0]} {end};\n" for end, kind in TYPES.items())
    headers = "".join(f'add_header {n} "{v}" always;\n' for n, v in HEADERS.items())
    compressed = " ".join(
        sorted({TYPES[end].partition(";")[0] for end in _COMPRESSED} - {"text/html"})
    )
    return (
        "# Läggs i server-blocket, eller med include; root pekar ut mappen.\n"
        f"types {{\n{types}}}\n"
        f"charset utf-8;\ncharset_types text/html text/javascript text/css text/xml;\n"
        f"gzip on;\ngzip_types {compressed};\n{headers}"
        f'set $regso_cache "{ANEW}";\n'
        'if ($uri ~ "/[a-z]+-[0-9a-f]{12}/") { set $regso_cache '
        f'"{FOREVER}"; }}\nadd_header Cache-Control $regso_cache;\n'
    )
