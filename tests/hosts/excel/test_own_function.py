"""The function that the handbook's page writes beside ours works under xlwings as it stands."""

import re
import sys
from pathlib import Path

import pytest

from regso.functions import call
from regso.hosts.excel.identity import ADAPTER

PAGE = Path(__file__).resolve().parents[3] / "docs" / "handbok" / "egna-funktioner.md"


@pytest.fixture
def own(server, tmp_path, monkeypatch):
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "mina_funktioner.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, ADAPTER)
    yield sys.modules["xlwings.udfs"].get_udf_module("mina_funktioner", None)
    sys.modules.pop("mina_funktioner", None)


def test_a_function_of_the_user_s_own_is_called_beside_ours(own, example):
    codes = [[f"9901R{i:03}"] for i in range(1, 7)] + [["okänd"]]
    counts = [[10.0 * i] for i in range(1, 8)]
    types = [row[0] for row in call("REGSO_TYP", [codes])]
    known = [(t, n) for t, (n,) in zip(types, counts, strict=True) if isinstance(t, (int, float))]
    share = sum(n for t, n in known if t <= 2) / sum(n for _, n in known)
    ask = sys.modules["xlwings.udfs"].call_udf
    assert ask("mina_funktioner", "UTMANINGSANDEL", (codes, counts)) == [[share]]
    assert 0 < share < 1
    assert ask("mina_funktioner", "REGSO_TYP", ("9901R001", None)) == [[1.0]]


def test_nothing_to_share_is_an_empty_cell(own, example):
    ask = sys.modules["xlwings.udfs"].call_udf
    assert ask("mina_funktioner", "UTMANINGSANDEL", ([["okänd"]], [[1.0]])) == [[""]]
