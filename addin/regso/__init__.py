"""RegSO för Excel: worksheet functions, templates and a command line for statistics by områdestyp."""

__version__ = "0.1.0"
