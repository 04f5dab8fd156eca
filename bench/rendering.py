"""``regso render`` with 1,000 to 100,000 rows of Indata: seconds and peak memory, fresh process.

The limit, 1 second, is for the rendering of 1,000 rows inside a process that has started; the
whole command is reported beside it.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lookups import codes_for
from measure import VALUE, Result

from regso.store import EXAMPLE, Reference

SIZES, QUICK_SIZES = (1_000, 10_000, 100_000), (1_000,)
LIMIT_SIZE, LIMIT_MS = 1_000, 1_000
