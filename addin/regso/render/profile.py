"""LibreOffice's profile for one conversion: in Swedish, opens no link, and is no first start.

In a profile that no LibreOffice has used it makes itself at home first and then starts once more,
which is half the time of a PDF. It is told what it would have written itself: which version has
settled there. Where that cannot be read, or is another's, it settles as it always has.
"""

from __future__ import annotations

import re
from pathlib import Path

# The region decides decimal comma and the language that the PDF says it is in. No link is opened,
# though the copy has none.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>sv-SE</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
{settled}</oor:items>
"""
_SETTLED = """<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse">
<value>{version}</value></prop></item>
"""
# LibreOffice's own files, by their names in Linux and macOS, and in Windows.
_VERSION = ("bootstraprc", "bootstrap.ini"), re.compile(r"(?m)^ProductKey=.* (\d+\.\d+)\s*$")
_BUILD = ("versionrc", "version.ini"), re.compile(r"(?m)^buildid=([\w:() .-]+?)\s*$")


def make(folder: Path, program: str) -> str:
    """Write a profile in a folder, and return the option by which LibreOffice uses it.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    program : str
        The path of LibreOffice's program.
    """
    version, build = (_said(program, *place) for place in (_VERSION, _BUILD))
    settled = _SETTLED.format(version=version) if version else ""
    user = folder / "user"
    (user / "extensions").mkdir(parents=True)
    settings = user / "registrymodifications.xcu"
    settings.write_text(_SETTINGS.format(settled=settled), encoding="utf-8")
    if build:
        (user / "extensions" / "buildid").write_text(build, encoding="ascii")
    return f"-env:UserInstallation={folder.as_uri()}"


def _said(program: str, names: tuple[str, ...], line: re.Pattern[str]) -> str:
    """Return what a file of LibreOffice's says of itself; nothing where there is none."""
    home = Path(program).resolve().parent
    for path in (folder / name for folder in (home, home.parent / "Resources") for name in names):
        try:
            found = line.search(path.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
        if found is not None:
            return found[1]
    return ""
