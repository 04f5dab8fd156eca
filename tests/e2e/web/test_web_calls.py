"""Worksheet functions in Chromium, called through Microsoft's own custom-functions runtime."""

import re
import subprocess
import sys
import time
from functools import cache

import pytest
from calls import EMPTY, Day, of_the_registry
from excelcalls import differences, received, sent

from regso import functions
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.render import direct_call, render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES

# Coordinates need shapely; tables with levels both ways, or protected together, SciPy.
NEEDING = {
    "REGSO_FRAN_KOORD", "REGSO_NARMAST", "REGSO_TACKNING",
    "REGSO_TABELLER", "REGSO_SEKRETESS_FLERA",
}  # fmt: skip
ALONE = """
import sys
sys.modules.update(dict.fromkeys(("numpy", "scipy", "shapely")))
from regso.functions import REGISTRY, call
from regso.render.constants import direct_call
for entry in REGISTRY.values():
    try:
        call(*direct_call(entry.example))
    except ImportError:
        print(entry.name)
"""


@pytest.fixture(autouse=True)
def _example():
    with using(Reference(EXAMPLE)):
        yield


def examples():
    """Return the call of every function's example."""
    return [direct_call(e.example) for e in REGISTRY.values() if not e.volatile]


@cache
def needing_wheels():
    """Return the functions whose example needs a package that is not carried, as CPython tells."""
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def asked_of(excel, calls, together=10_000):
    return excel.recalculate(
        [[name, [sent(arg) for arg in args]] for name, args in calls], together
    )


def test_every_example_equals_cpython_but_those_that_need_wheels(excel):
    asked, lacking = examples(), needing_wheels()
    answers = asked_of(excel, asked)
    differing = differences(asked, answers)
    assert {name for name, *_ in differing} == lacking
    assert all(got == [[CellError("#REF!")]] for *_, got in differing)
    assert lacking == NEEDING
    said = excel.run("const m = await import(given); return m.sentences;", module(excel, "call.js"))
    told = {
        s["name"] for s in said if re.search("behöver paketet (numpy|scipy|shapely)", s["text"])
    }
    assert told == lacking


def module(excel, name):
    return excel.run(
        "return document.querySelector('script[type=module]').src.replace(/[^/]*$/, given);", name
    )


def test_every_form_of_argument_equals_cpython(excel):
    """Empty cells, error values in ranges, dates, left out and wrong arguments: `calls`."""
    asked, lacking = [], needing_wheels()
    for one in of_the_registry():
        if REGISTRY[one.name].volatile or one.name in lacking:
            continue
        args = [plainly(arg) for arg in one.args]
        asked.append((one.name, args))
    assert len(asked) > 300
    together, alone = (asked_of(excel, asked, n) for n in (len(asked), 1))
    assert differences(asked, together) == []
    assert differences(asked, alone) == []


def plainly(arg):
    if isinstance(arg, list):
        return [[plainly(cell) for cell in row] for row in arg]
    if isinstance(arg, Day):
        return 45000.0
    return None if arg is EMPTY else arg


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_call_of_a_template_equals_cpython(excel, name, monkeypatch):
    """With the arguments that the renderer gives it."""
    kept, lacking = {}, needing_wheels()
    true_call = functions.call

    def noting(function, args):
        if function not in lacking and not REGISTRY[function].volatile:
            kept.setdefault(repr((function, args)), (function, [*args]))
        return true_call(function, args)

    monkeypatch.setattr(functions, "call", noting)
    render(TEMPLATES[name].build(), data=None, columns={}, settings={})
    monkeypatch.undo()
    assert kept
    assert differences([*kept.values()], asked_of(excel, kept.values())) == []


def test_an_error_value_in_a_range_stays_in_its_cell_and_our_own_say_why(excel):
    rows = [["9901R001"], [CellError("#DIV/0!")], ["finns inte"], [""], ["9901R999"]]
    [answer] = asked_of(excel, [("REGSO_TYP", [rows, 2022])])
    found = [cell for [cell] in received(answer)]
    assert found[0] == call("REGSO_TYP", ["9901R001", 2022])[0][0]
    assert [getattr(cell, "code", cell) for cell in found[1:]] == [
        "#DIV/0!",
        "#VALUE!",
        "",
        "#N/A",
    ]
    assert "är ingen områdeskod" in found[2].message
    assert "9901R999" in found[4].message


def test_calls_that_are_cancelled_are_not_calculated(excel):
    """A message is at work; what waits behind it and is cancelled never reaches Python."""
    sent_on, answered = excel.run(
        """
        const sent = [];
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
          sent.push(message.text);
          post.call(this, message);
        };
        const one = ["REGSO_SOK", ["molnslottet"]];
        const first = fakeExcel.ask(Array.from({ length: 500 }, () => one));
        await new Promise((done) => setTimeout(done, 20));
        const late = fakeExcel.ask([
          ["REGSO_SOK", ["en som avbryts"]], ["REGSO_SOK", ["en som väntar"]],
        ]);
        await new Promise((done) => setTimeout(done, 20));
        fakeExcel.cancel([late.ids[0]]);
        const rows = await first.done;
        await fakeExcel.recalculate([["REGSO_TYP", ["9901R001"]]]);
        Worker.prototype.postMessage = post;
        return [sent.join(), rows.length];
        """
    )
    assert answered == 500
    assert "en som väntar" in sent_on
    assert "en som avbryts" not in sent_on


def test_cancelled_work_that_goes_on_is_ended_and_the_next_call_is_answered(excel):
    """A table that takes long to protect, cancelled: it is not waited for to its end."""
    started, after = excel.run(
        """
        const { Worker } = window;
        let started = 0;
        window.Worker = class extends Worker {
          constructor(...given) { super(...given); started++; }
        };
        const post = Worker.prototype.postMessage;
        const begun = new Promise((done) => {
          Worker.prototype.postMessage = function (message) {
            post.call(this, message);
            if (message.text?.includes("REGSO_SEKRETESS")) done();
          };
        });
        const table = Array.from({ length: 150_000 }, (_, i) => [i % 10]);
        const long = fakeExcel.ask([["REGSO_SEKRETESS", [table]]]);
        await begun;
        Worker.prototype.postMessage = post;
        fakeExcel.cancel(long.ids);
        const [{ value }] = await fakeExcel.recalculate([["REGSO_TYP", ["9901R001"]]]);
        window.Worker = Worker;
        return [started, value];
        """
    )
    assert (started, after) == (1, [[1]])


def test_a_killed_worker_is_started_again_and_answers(excel):
    """The worker ends itself between two messages, with thousands of calls waiting."""
    asked = [["REGSO_NAMN", [f"990{1 + i % 3}R00{1 + i % 4}"]] for i in range(20_000)]
    excel.run("window.waiting = fakeExcel.recalculate(given, 20000); return 0;", asked)
    assert excel("endWorkers") >= 1
    answers = excel.run("return await window.waiting;")
    assert differences([(n, a) for n, a in asked], answers) == []


def test_a_call_that_ends_the_worker_twice_is_an_error_and_the_others_are_answered(excel):
    """A stand-in for a call that takes all memory: the worker ends whenever it gets the call."""
    answers = excel.run(
        """
        const { Host } = await import(given);
        const host = new Host();
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
          if (message.text?.includes("dödlig")) this.terminate(), this.onerror();
          else post.call(this, message);
        };
        const asked = ["9901R001", "dödlig", "9902R001"].map((code) =>
          host.call("REGSO_TYP", [code]).catch((fault) => fault.message));
        const found = await Promise.all(asked);
        Worker.prototype.postMessage = post;
        return found;
        """,
        module(excel, "host.js"),
    )
    assert answers == [[[1]], "Beräkningen tog slut på minne eller avbröts två gånger; dela upp "
                       "området och räkna om.", [[4]]]  # fmt: skip


def test_ten_thousand_single_cells_and_a_range_of_a_hundred_thousand_are_right(excel):
    """Times are printed beside those of CPython; run with -s. No test is timed."""
    codes = ["9901R001", "9901R002", "9902R001", "finns inte"]
    singles = [("REGSO_NAMN", [[[codes[i % 4]]], None]) for i in range(10_000)]
    rows = [[codes[i % 4]] for i in range(100_000)]
    for asked in (singles, [("REGSO_NAMN", [rows, None])]):
        began = time.perf_counter()
        [call(*one) for one in asked]
        python = time.perf_counter() - began
        browser = excel.run(
            "const t = performance.now(); window.answers = await fakeExcel.recalculate(given);"
            "return performance.now() - t;",
            [[name, [sent(a) for a in args]] for name, args in asked],
        )
        assert differences(asked, excel.run("return window.answers;")) == []
        print(f"{len(asked)} calls: CPython {python:.3f} s, Chromium {browser / 1000:.3f} s")  # noqa: T201


def test_memory_does_not_grow_over_fifty_recalculations(excel):
    """Python's memory, which a browser never takes back, is the same after 10 and after 50."""
    codes = [[f"9901R{i:03}"] for i in range(3_000)]
    asked = [["REGSO_NAMN", [[code], None]] for code in codes[:500]]
    asked += [["REGSO_TABELL", [codes, None, None, 2022]], ["REGSO_MATCHNING", [codes]]]
    sizes = []
    for _ in range(50):
        excel.run("return (await fakeExcel.recalculate(given)).length;", asked)
        sizes.append(excel("inWorkers", code="return self.python._module.HEAPU8.length;")[-1])
    assert sizes[-1] == sizes[9], sizes
    print(f"Python's memory: {sizes[-1] / 1e6:.0f} MB")  # noqa: T201
