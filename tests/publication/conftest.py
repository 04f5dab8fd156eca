"""Let the tests of the publication copy share the helpers of rendering."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))
