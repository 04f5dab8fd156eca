"""The lookup path stays light, and works where NumPy is not installed."""

import subprocess
import sys

HEAVY = ("numpy", "scipy", "shapely", "pandas", "openpyxl", "lxml", "formualizer", "xlwings")


def in_a_fresh_process(script):
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_importing_the_functions_loads_no_heavy_package():
    loaded = in_a_fresh_process("import sys, regso.functions; print(*sys.modules)")
    assert not set(HEAVY) & set(loaded)


def test_the_command_line_loads_no_package_of_the_report_until_it_is_written():
    loaded = in_a_fresh_process("import sys, regso.cli; print(*sys.modules)")
    assert not {"docx", "matplotlib", "regso.report"} & set(loaded)


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
