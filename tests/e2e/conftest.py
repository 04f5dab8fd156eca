"""Let the tests across programs share their helpers, and those of rendering."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "render")]
