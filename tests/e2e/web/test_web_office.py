"""What Microsoft's own tools say of the metadata and of the manifest."""

import json
import subprocess

import browser as drive

from regso.functions import REGISTRY
from regso.hosts.web.manifest import manifest
from regso.hosts.web.metadata import metadata

URL = "https://regso.example.se/excel"


def declared(entry):
    """Return a function as one would write it in TypeScript."""
    lines = [f" * {entry.doc}", f" * @customfunction {entry.name} {entry.name}"]
    names = []
    for arg in entry.args:
        kind = "any[][]" if arg.kind.takes_range else "any"
        names.append(f"{arg.name}{'?' if arg.optional else ''}: {kind}")
        name = f"[{arg.name}]" if arg.optional else arg.name
        lines.append(f" * @param {{{kind}}} {name} {arg.doc}")
    lines += [" * @cancelable", *([" * @volatile"] if entry.volatile else [])]
    names.append("invocation: CustomFunctions.CancelableInvocation")
    head = "\n".join(lines)
    return (
        f"/**\n{head}\n */\nfunction {entry.name.lower()}({', '.join(names)}): any[][] {{\n"
        "  return [[]];\n}\n"
    )


def test_the_metadata_are_those_of_microsoft_s_generator(tmp_path):
    """But for two settings of the whole, which the generator has other defaults of.

    Ours are given error values, and the value alone of a cell that has more than a value.
    """
    source = tmp_path / "functions.ts"
    source.write_text("\n".join(map(declared, REGISTRY.values())), "utf-8")
    done = subprocess.run(
        ["node", drive.HERE / "metadata.mjs", drive.MODULES, source],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["errors"] == []
    ours, theirs = metadata([*REGISTRY.values()]), told["metadata"]
    assert theirs.pop("allowCustomDataForDataTypeAny") is True
    assert ours.pop("allowCustomDataForDataTypeAny") is False
    assert ours.pop("allowErrorForDataTypeAny") is True
    assert ours == theirs


def test_microsoft_s_tool_reads_the_manifest(tmp_path):
    path = tmp_path / "manifest.xml"
    path.write_text(manifest(URL), "utf-8")
    tool = drive.MODULES / "node_modules" / ".bin" / "office-addin-manifest"
    done = subprocess.run(
        [tool, "info", path], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "RegSO för Excel" in done.stdout
    assert "ReadWriteDocument" in done.stdout
