"""Let the tests of the publication copy share helpers."""

import sys
from pathlib import Path

for folder in ("render", "publication", ""):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
