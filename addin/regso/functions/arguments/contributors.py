"""Who stands behind the amounts in the rows of a register, which a threshold counts."""

from __future__ import annotations

from typing import NamedTuple

from regso.errors import BadValueError
from regso.functions.arguments.ranges import Numbers, require_whole
from regso.functions.registry import Cells

BY_ROWS = "rader"


class Contributors(NamedTuple):
    """How many contribute to each row; None where each row is one contributor."""

    per_row: list[float | None] | None

    @classmethod
    def of(cls, personer: Numbers | str | None, koder: Cells) -> Contributors:
        """Read the argument `personer`: a number per row, or that each row is one.

        Raises
        ------
        BadValueError
            It is another text than "rader", or of another size than the codes.
        DomainError
            A number is not whole.
        """
        if isinstance(personer, Numbers):
            values = personer.require(koder.shape, "personer")
            require_whole(values, "personer")
            return cls(values)
        if personer is not None and personer.lower() != BY_ROWS:
            raise BadValueError(
                f'personer kan inte vara "{personer}"; ange ett område med antal personer per rad, '
                'eller "rader" när varje rad är en person.'
            )
        return cls(None)
