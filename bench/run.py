"""Run the benches: ``python bench/run.py [--quick] [NAME ...]``.

Prints a table and writes bench/results.json. A figure over its limit is shown, and is no
failure, because machines are noisy; an error is. With REGSO_REAL_DATA set to a folder of real
files, the benches of lookups, tables and the store also run on those.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import aggregates
import imports
import lookups
import rendering
import stores
from measure import Result
from rich.console import Console
from rich.table import Table

from regso.store import EXAMPLE

RESULTS = Path(__file__).with_name("results.json")
ON_EACH_STORE = {"lookup": lookups.run, "table": aggregates.run, "store": stores.run}
ONCE = {"import": imports.run, "render": rendering.run}
