"""``regso aggregate``: a register that is larger than a sheet, grouped where it lies.

- `command`: the options; `wanted`: what they ask for; `results`: what is made of the answer
"""

from regso.cli.aggregate.command import aggregate

__all__ = ["aggregate"]
