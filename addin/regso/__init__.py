"""RegSO för Excel: worksheet functions, templates and commands for statistics by områdestyp."""

__version__ = "0.2.0"
