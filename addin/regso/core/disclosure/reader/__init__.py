"""What a reader of finished tables can work out, by numbers alone.

The tables are read as anyone reads them who has nothing but the publication: no structure is known
but what the shown numbers and labels say. Nothing here is shared with the protection, nor with its
audit, so that what one of them does not see the other may.
"""

from __future__ import annotations

from regso.core.disclosure.reader.reading import Read, read
from regso.core.disclosure.reader.shown import HIDDEN, Finding, Shown, Value

__all__ = ["HIDDEN", "Finding", "Read", "Shown", "Value", "read"]
