"""Sphinx: the Swedish handbook and the English developer documentation."""

from __future__ import annotations

import sys
from pathlib import Path

from regso import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "RegSO för Excel"
version = release = __version__
language = "sv"
extensions = ["myst_parser", "regso_docs"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["regso.css"]
html_title = f"RegSO för Excel {__version__}"
html_show_copyright = False
