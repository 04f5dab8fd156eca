"""What the sheets beside the table by type are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Beside:
    """A sheet beside the table.

    Attributes
    ----------
    heading, subtitle : str
        Formulas; year and vintage of the types follow the subtitle.
    basis, groups : str
        The cells that say what values are divided by, and whether there are groups.
    """

    heading: str
    subtitle: str
    basis: str
    groups: str
