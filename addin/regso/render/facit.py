"""Write the expected values of the example book: ``python -m regso.render.facit``.

The example of every function that is not volatile is computed once, with the fictional reference
data, and kept in a file beside the template, so that a change of any value shows as a change of
that file.
"""

from __future__ import annotations

import json

from regso.functions import REGISTRY, call
from regso.render.constants import direct_call
from regso.render.engine import FormulaError
from regso.store import EXAMPLE, Reference, using
from regso.templates.exempelbok.examples import FACIT
from regso.xlsx.formula import with_commas


def main() -> None:
    """Write the file."""
    FACIT.write_text(expected(), encoding="utf-8", newline="\n")


def expected() -> str:
    """Return the examples with their values, as JSON."""
    found = {}
    with using(Reference(EXAMPLE)):
        for entry in (e for e in REGISTRY.values() if not e.volatile):
            parsed = direct_call(entry.example)
            if parsed is None:
                raise FormulaError(f"The example of {entry.name} is no single call.")
            formula = with_commas(entry.example).removeprefix("=")
            found[entry.name] = {"formula": formula, "rows": call(*parsed)}
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
             for name, value in found.items())  # fmt: skip
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
