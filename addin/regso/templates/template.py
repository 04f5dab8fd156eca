"""What the renderer and the command line need to know about a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from regso.templates.book import Column, Content, Input
from regso.templates.pages import TABLE


@dataclass(frozen=True)
class Template:
    """A workbook that users fill with their own rows.

    Attributes
    ----------
    name, title : str
        What the command line calls it, and what users see.
    columns : tuple of Column
        The columns of the table to fill; one that is not required may be absent in the data.
    inputs : tuple of Input
        The cells with a defined name that a rendering may set, with their examples.
    report : str
        The sheet that shows the result first.
    published : frozenset of str
        The sheets that may leave the agency in a publication copy.
    make : callable
        Builds the workbook.
    table : str
        The name of the table to fill.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    inputs: tuple[Input, ...]
    report: str
    published: frozenset[str]
    make: Callable[[], bytes]
    table: str = TABLE

    @classmethod
    def of(cls, module: ModuleType) -> Template:
        """Return the template that a module describes."""
        return cls(
            name=module.NAME,
            title=module.TITLE,
            columns=module.COLUMNS,
            inputs=module.INPUTS,
            report=module.REPORT,
            published=module.PUBLISHED,
            make=module.build,
        )

    @property
    def filename(self) -> str:
        """The name of the built file."""
        return f"{self.name}.xlsx"

    @property
    def settings(self) -> dict[str, Content]:
        """The inputs by name, with the values of the example."""
        return {item.name: item.example for item in self.inputs}
