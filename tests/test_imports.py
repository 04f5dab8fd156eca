"""The lookup path stays light, and works where NumPy is not installed."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "scipy", "shapely", "pandas", "openpyxl", "lxml", "formualizer", "xlwings")


def in_a_fresh_process(script):
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_importing_the_functions_loads_no_heavy_package():
    script = "import sys; from regso.functions import REGISTRY; REGISTRY.load()"
    loaded = in_a_fresh_process(f"{script}; print(*sys.modules)")
    assert not set(HEAVY) & set(loaded)


def test_a_function_that_is_not_called_is_not_loaded():
    script = "import sys; from regso.functions import call; call('REGSO_VERSION', [])"
    loaded = in_a_fresh_process(f"{script}; print(*sys.modules)")
    assert "regso.functions.versions" in loaded
    assert not {"regso.functions.tables", "regso.core.disclosure"} & set(loaded)


def test_programs_load_highs_without_the_rest_of_scipy_optimize():
    script = "import sys; from regso.core.disclosure import highs; assert highs._inside()"
    loaded = in_a_fresh_process(f"{script}; print(*sys.modules)")
    assert "scipy.optimize._highspy._core" in loaded
    assert "scipy.optimize" not in loaded


def test_scipy_has_the_same_highs_as_was_loaded_before_it():
    script = (
        "from regso.core.disclosure import highs; ours = highs._inside(); "
        "from scipy.optimize import milp; from scipy.optimize._highspy import _core; "
        "print(_core is ours, milp([1], integrality=1, bounds=(0.5, 3)).x[0])"
    )
    assert in_a_fresh_process(script) == ["True", "1.0"]


def test_rendering_loads_no_package_that_only_the_map_needs():
    loaded = in_a_fresh_process("import sys, regso.render; print(*sys.modules)")
    assert not {"numpy", "scipy", "shapely", "matplotlib", "PIL", "pandas"} & set(loaded)


def test_rendering_loads_no_package_that_only_building_a_template_needs():
    script = "import sys, regso.render, regso.publication.controls; print(*sys.modules)"
    assert "xlsxwriter" not in in_a_fresh_process(script)


def test_the_command_line_loads_no_package_of_the_report_until_it_is_written():
    loaded = in_a_fresh_process("import sys, regso.cli; print(*sys.modules)")
    assert not {"docx", "matplotlib", "regso.report"} & set(loaded)


@pytest.mark.slow
def test_the_first_functions_run_on_the_standard_library_alone():
    script = "\n".join(
        [
            "import sys",
            f"sys.modules.update(dict.fromkeys({HEAVY!r}))  # importing one of them now fails",
            "from regso.functions import call",
            "rows = [['9901R001'], ['9902R002']] * 40_000",
            "ones = [[1.0]] * 80_000",
            "table = call('REGSO_TABELL', [rows, ones, ones, 2022, None, 5])",
            "assert table[-1][2] == 80_000, table",
            "for name in ('TYP', 'NAMN', 'INDEX', 'KOMMUN', 'LAN', 'KOD', 'BEFOLKNING'):",
            "    print(call(f'REGSO_{name}', ['9901R001'])[0][0])",
            "print(call('REGSO_ANTAL', [rows]), call('REGSO_MEDEL', [rows, ones]))",
            "print(call('REGSO_MATCHNING', [rows]), call('REGSO_KALLA', []))",
        ]
    )
    assert "#" not in "".join(in_a_fresh_process(script))


PROTECTED = """
import random
from regso.functions import call

rng = random.Random(11)
codes = [[kind] for kind in (1, 2, 3, 4, 5, "x") for _ in range(3)]
groups = [["a"], ["b"], ["c"]] * 6
for _ in range(30):
    values = [[rng.choice((rng.randint(0, 6), rng.randint(5, 200)))] for _ in codes]
    inner = [[values[i + j][0] for j in range(3)] for i in range(0, 18, 3)]
    print(call("REGSO_KORS", [codes, groups, values, None, 5]))
    print(call("REGSO_TABELL", [codes, values, None, None, None, 5]))
    table = [["", *"abc", "alla"], *([f"nr {i}", *row, sum(row)] for i, row in enumerate(inner))]
    table.append(["totalt", *map(sum, zip(*(row[1:] for row in table[1:])))])
    hidden = call("REGSO_SEKRETESS", [table])
    print(hidden, call("REGSO_ROJANDE", [table, hidden]))
"""


@pytest.mark.slow
def test_patterns_of_hidden_counts_are_the_same_without_scipy():
    """Two patterns of one table reveal more than either, so hosts must not differ."""
    blocked = f"import sys\nsys.modules.update(dict.fromkeys({HEAVY!r}))\n{PROTECTED}"
    with_scipy = in_a_fresh_process(PROTECTED)
    assert in_a_fresh_process(blocked) == with_scipy
    assert with_scipy.count("'..',") > 100
    assert "RÖJD" not in "".join(with_scipy)
