"""The folder for IT: stripped wheel, hashes, notices and SBOM; nothing is downloaded here."""

import base64
import csv
import hashlib
import io
import json
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "wheelhouse"
XLWINGS = {
    "xlwings/__init__.py": "__version__ = '0.37.8'\n",
    "xlwings/pro/__init__.py": "raise ImportError\n",
    "xlwings/pro/reports/pdf.py": "",
    "xlwings/producer.py": "",
    "xlwings-0.37.8.data/data/xlwings64-0.37.8.dll": "library",
    "xlwings-0.37.8.dist-info/LICENSE.txt": "all files except the pro folder",
    "xlwings-0.37.8.dist-info/LICENSE_PRO.txt": "another licence",
}
MARKED = """\
# a comment
alone==1 \\
    --hash=sha256:aa
mac==1 ; sys_platform == 'darwin' \\
    --hash=sha256:bb
windows==1 ; sys_platform == 'win32' \\
    --hash=sha256:cc \\
    --hash=sha256:dd
split==1 ; python_full_version < '3.12' \\
    --hash=sha256:ee
split==2 ; python_full_version >= '3.12' and sys_platform != 'darwin' \\
    --hash=sha256:ff
"""


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(SCRIPT))


def _wheel(folder, name, version, *headers, files=None):
    """Write a small wheel that pip accepts."""
    info = f"{name}-{version}.dist-info"
    about = "\n".join(("Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *headers))
    contents = {
        **(files or {f"{name}.py": ""}),
        f"{info}/METADATA": about + "\n\nVersion: of the text\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{n},{_hash(t.encode())},{len(t.encode())}\n" for n, t in contents.items())
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in {**contents, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(zipfile.ZipInfo(member), text)
    return path


def _hash(content):
    raw = hashlib.sha256(content).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _xlwings(folder):
    headers = (
        "License: BSD 3-clause",
        "License-File: LICENSE.txt",
        "License-File: LICENSE_PRO.txt",
    )
    return _wheel(folder, "xlwings", "0.37.8", *headers, files=XLWINGS)


@pytest.fixture(scope="module")
def house(script, tmp_path_factory):
    """A folder with our wheel, a stripped xlwings and a package with little to say."""
    folder = tmp_path_factory.mktemp("house")
    script["strip"](_xlwings(folder))
    _wheel(folder, "regso", "1.2", "License-Expression: MIT")
    _wheel(folder, "bare_one", "3.0")
    (folder / "regso.xlam").write_bytes(b"add-in")
    script["describe"](folder, "win_amd64", "3.11")
    return folder


# -- which packages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "python", "names"),
    [
        ("win_amd64", "3.11", ["alone==1", "windows==1", "split==1"]),
        ("win_amd64", "3.9", ["alone==1", "windows==1", "split==1"]),
        ("manylinux2014_x86_64", "3.12", ["alone==1", "split==2"]),
        ("macosx_11_0_arm64", "3.13", ["alone==1", "mac==1"]),
    ],
)
def test_markers_are_read_for_the_target_and_not_for_this_machine(
    script, platform, python, names
):  # fmt: skip
    kept = script["wanted"](MARKED, platform, python)
    assert re.findall(r"(?m)^\S+", kept) == names
    assert ";" not in kept


def test_a_requirement_keeps_all_its_hashes(script):
    kept = script["wanted"](MARKED, "win_amd64", "3.11")
    assert "windows==1 \\\n    --hash=sha256:cc \\\n    --hash=sha256:dd\n" in kept


@pytest.mark.parametrize(
    "marker", ["os_name == 'nt'", "sys_platform == 'a' or sys_platform == 'b'"]
)
def test_what_is_not_understood_is_an_error(script, marker):
    with pytest.raises(script["CannotMakeError"], match="förstås inte"):
        script["applies"](marker, "win_amd64", "3.11")
    with pytest.raises(script["CannotMakeError"], match="amiga är okänd"):
        script["applies"]("", "amiga", "3.11")


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_file_gives_each_package_once_and_those_of_windows(script, python):
    kept = script["wanted"](script["LOCK"].read_text("utf-8"), "win_amd64", python)
    names = re.findall(r"(?m)^([\w.-]+)==", kept)
    assert len(names) == len(set(names))
    assert {"numpy", "pywin32", "xlwings"} <= set(names)
    assert "appscript" not in names


# -- the wheel without pro ----------------------------------------------------------------------


def test_the_stripped_wheel_records_exactly_what_it_holds(house):
    (path,) = house.glob("xlwings-*.whl")
    assert path.name == "xlwings-0.37.8+regso-py3-none-any.whl"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    record = "xlwings-0.37.8+regso.dist-info/RECORD"
    rows = list(csv.reader(io.StringIO(members.pop(record).decode())))
    assert rows[-1] == [record, "", ""]
    assert {r[0]: tuple(r[1:]) for r in rows[:-1]} == {
        name: (_hash(content), str(len(content))) for name, content in members.items()
    }


def test_only_pro_and_its_licence_are_taken_out(house):
    (path,) = house.glob("xlwings-*.whl")
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        about = archive.read("xlwings-0.37.8+regso.dist-info/METADATA").decode()
    assert names == {
        "xlwings/__init__.py",
        "xlwings/producer.py",
        "xlwings-0.37.8+regso.data/data/xlwings64-0.37.8.dll",
        *(
            f"xlwings-0.37.8+regso.dist-info/{name}"
            for name in ("LICENSE.txt", "METADATA", "WHEEL", "RECORD")
        ),
    }  # fmt: skip
    assert re.findall(r"(?m)^Version: (.*)", about) == ["0.37.8+regso", "of the text"]
    assert re.findall(r"(?m)^License-File: (.*)", about) == ["LICENSE.txt"]


def test_a_wheel_that_no_longer_has_the_folder_is_an_error(script, tmp_path):
    with pytest.raises(script["CannotMakeError"], match="har ingen mapp xlwings/pro/"):
        script["strip"](_wheel(tmp_path, "xlwings", "0.37.8"))


# -- what the wheels say ------------------------------------------------------------------------

_BSD = "Classifier: License :: OSI Approved :: BSD License"


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        (["License-Expression: MIT OR Apache-2.0", "License: other", _BSD], "MIT OR Apache-2.0"),
        (["License: PSF", _BSD], "PSF"),
        (["License: BSD 3-Clause License\n  \n  Copyright (c) 2021", _BSD], "BSD License"),
        (["License: UNKNOWN", _BSD], "BSD License"),
        ([_BSD, "Classifier: License :: Public Domain"], "BSD License, Public Domain"),
        ([], ""),
    ],
)
def test_the_licence_is_found_where_each_age_of_metadata_has_it(script, tmp_path, headers, licence):
    part = script["read"](_wheel(tmp_path, "a", "1", *headers))
    assert part.licence == licence
    assert part.is_expression is ("Expression" in str(headers))


@pytest.mark.parametrize(
    ("headers", "home"),
    [
        (["Home-page: https://a.invalid/a"], "https://a.invalid/a"),
        (["Project-URL: Source, https://b.invalid", "Project-URL: homepage, https://a.invalid"],
         "https://a.invalid"),
        (["Home-page: https://pypi.invalid/a", "Project-URL: Source, https://a.invalid"],
         "https://a.invalid"),
        (["Home-page: https://www.pypi.invalid/a"], ""),
        (["Home-page: UNKNOWN"], ""),
    ],
)  # fmt: skip
def test_a_page_at_a_package_index_is_not_a_home(script, tmp_path, headers, home):
    assert script["read"](_wheel(tmp_path, "a", "1", *headers)).home == home


def test_licence_texts_are_those_of_the_metadata_and_those_beside_bundled_things(script, tmp_path):
    kept = ("a-1.dist-info/licenses/sub/ANY_NAME", "a-1.dist-info/COPYING", "a/fonts/LICENSE_STIX")
    files = dict.fromkeys((*kept, "a/license.py", "a/notes.txt", "a/my_license.txt"), "text å")
    part = script["read"](_wheel(tmp_path, "a", "1", files=files))
    assert part.texts == dict.fromkeys(sorted(kept), "text å")


# -- what is written ----------------------------------------------------------------------------


def test_every_file_has_its_sum(house):
    lines = (house / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {line.partition("  ")[2]: line.partition("  ")[0] for line in lines} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in house.iterdir()
        if path.name != "SHA256SUMS"
    }


def test_the_notices_have_every_package_and_say_what_is_missing(house):
    text = (house / "THIRD_PARTY.md").read_text("utf-8")
    assert "| xlwings | 0.37.8+regso | BSD 3-clause | inte angiven |" in text
    assert "| bare_one | 3.0 | inte angiven | inte angiven |" in text
    assert "## bare_one 3.0\n\nPaketet har ingen licenstext med sig." in text
    assert "    all files except the pro folder\n" in text
    assert "another licence" not in text
    assert "regso 1.2" not in text


def test_the_bill_is_cyclonedx_with_the_hashes_of_the_files(house):
    bill = json.loads((house / "sbom.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    assert not {"serialNumber", "timestamp"} & {*bill, *bill["metadata"]}
    bare, xlwings = bill["components"]
    assert (bare["purl"], "licenses" in bare) == ("pkg:pypi/bare-one@3.0", False)
    assert xlwings["purl"] == "pkg:pypi/xlwings@0.37.8%2Bregso"
    assert xlwings["pedigree"]["ancestors"][0]["purl"] == "pkg:pypi/xlwings@0.37.8"
    assert xlwings["licenses"] == [{"license": {"name": "BSD 3-clause"}}]
    ours = bill["metadata"]["component"]
    assert (ours["name"], ours["licenses"]) == ("regso", [{"expression": "MIT"}])
    for part in (bare, xlwings, ours):
        (path,) = house.glob(f"{part['name']}-*.whl")
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        assert part["hashes"] == [{"alg": "SHA-256", "content": content}]


def test_the_read_me_has_the_two_commands(house):
    raw = (house / "LÄS MIG.txt").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    text = raw.decode("utf-8")
    assert "--no-index --find-links . --require-hashes -r requirements.txt" in text
    assert r'"C:\Program Files\Python311\Scripts\regso.exe" excel install --all-users' in text
    assert not re.search(r"[{}]", text)


def test_the_same_wheels_give_the_same_bytes(script, house, tmp_path):
    script["strip"](_xlwings(tmp_path))
    again, first = (next(f.glob("xlwings-*.whl")).read_bytes() for f in (tmp_path, house))
    names = ("requirements.txt", "THIRD_PARTY.md", "sbom.cdx.json", "LÄS MIG.txt", "SHA256SUMS")
    before = [(house / name).read_bytes() for name in names]
    (house / "SHA256SUMS").unlink()
    script["describe"](house, "win_amd64", "3.11")
    assert [(house / name).read_bytes() for name in names] == before
    assert again == first


def _install(house, target):
    pytest.importorskip("pip", reason="pip saknas i den här miljön")
    command = [sys.executable, "-m", "pip", "install", "-qq", "--no-index", "--find-links", house,
               "--disable-pip-version-check", "--require-hashes", "--target", target,
               "-r", house / "requirements.txt"]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_pip_installs_the_folder_offline(house, tmp_path):
    done = _install(house, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "xlwings" / "__init__.py").exists()
    assert not (tmp_path / "xlwings" / "pro").exists()


def test_pip_refuses_a_wheel_that_was_exchanged(house, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in house.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    _wheel(copy, "bare_one", "3.0", files={"bare_one.py": "print('exchanged')\n"})
    done = _install(copy, tmp_path / "target")
    assert done.returncode != 0
    assert "bare_one" in done.stderr or "bare-one" in done.stderr


def test_a_folder_that_exists_is_left_alone(script, tmp_path):
    (tmp_path / "file").write_text("theirs")
    with pytest.raises(script["CannotMakeError"], match="finns redan"):
        script["make"](tmp_path, ["win_amd64"], "3.11")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
