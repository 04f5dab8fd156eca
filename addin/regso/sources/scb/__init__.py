"""Statistics Sweden over the network: the only package that opens a connection.

``line`` asks and waits, ``tables`` and ``layers`` know the two services, ``answers`` keeps what was
received until all of it is there, ``contents`` turns it into rows, and ``update`` is the whole.
"""

from __future__ import annotations

from typing import NamedTuple


class Service(NamedTuple):
    """Where the two services of the publisher are: PxWebApi v2 and WFS."""

    api: str
    wfs: str


SCB = Service(
    "https://statistikdatabasen.scb.se/api/v2", "https://geodata.scb.se/geoserver/stat/wfs"
)
