"""Swedish coordinate systems: SWEREF 99 TM, WGS 84 (latitude and longitude) and RT 90 2.5 gon V.

All computing is done in SWEREF 99. A position in WGS 84 is taken as one in SWEREF 99: the two
agree within about one metre. The formulas are Gauss–Krüger's as Lantmäteriet publishes them,
with errors below one millimetre in Sweden; RT 90 goes through Lantmäteriet's direct projection
(standard error 0.07 m, at most a little over 0.2 m).

First comes north (northing, latitude, RT 90's x), then east (easting, longitude, RT 90's y).

>>> north, east = SWEREF99TM.to_plane(59.349, 18.047)
>>> round(float(north)), round(float(east))
(6582879, 673243)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regso.errors import BadValueError

Floats = NDArray[np.float64]

SEMI_MAJOR_AXIS = 6_378_137.0  # GRS 80, metres
_FLATTENING = 1 / 298.257222101
ECCENTRICITY_SQUARED = _FLATTENING * (2 - _FLATTENING)


class Plane(NamedTuple):
    """Positions in a projection, metres, float64 of one shape."""

    north: Floats
    east: Floats


class Geodetic(NamedTuple):
    """Positions in SWEREF 99, degrees, float64 of one shape."""

    latitude: Floats
    longitude: Floats


@dataclass(frozen=True)
class TransverseMercator:
    """A Gauss–Krüger projection of GRS 80.

    Parameters
    ----------
    central_meridian : float, degrees east of Greenwich
    scale : float, scale on the central meridian
    false_northing, false_easting : float, metres

    References
    ----------
    Lantmäteriet: Gauss Conformal Projection (Transverse Mercator), Krüger's Formulas.
    Krüger (1912): Konforme Abbildung des Erdellipsoids in der Ebene.
    """

    central_meridian: float
    scale: float
    false_northing: float
    false_easting: float

    def to_plane(self, latitude: ArrayLike, longitude: ArrayLike) -> Plane:
        """Return the projected positions of latitudes and longitudes (degrees, any shape)."""
        phi = np.radians(np.asarray(latitude, dtype=np.float64))
        offset = np.radians(np.asarray(longitude, dtype=np.float64) - self.central_meridian)
        conformal = phi - _product(phi, _TO_CONFORMAL)
        xi = np.arctan2(np.sin(conformal), np.cos(conformal) * np.cos(offset))
        eta = np.arctanh(np.cos(conformal) * np.sin(offset))
        unit = _RECTIFYING_RADIUS * self.scale
        sphere = xi + 1j * eta
        plane = sphere + sum(c * np.sin(2 * k * sphere) for k, c in enumerate(_TO_PLANE, 1))
        return Plane(
            unit * plane.real + self.false_northing, unit * plane.imag + self.false_easting
        )

    def to_geodetic(self, north: ArrayLike, east: ArrayLike) -> Geodetic:
        """Return the latitudes and longitudes of projected positions (metres, any shape)."""
        unit = _RECTIFYING_RADIUS * self.scale
        xi = (np.asarray(north, dtype=np.float64) - self.false_northing) / unit
        eta = (np.asarray(east, dtype=np.float64) - self.false_easting) / unit
        plane = xi + 1j * eta
        sphere = plane - sum(c * np.sin(2 * k * plane) for k, c in enumerate(_FROM_PLANE, 1))
        conformal = np.arcsin(np.sin(sphere.real) / np.cosh(sphere.imag))
        offset = np.arctan2(np.sinh(sphere.imag), np.cos(sphere.real))
        phi = conformal + _product(conformal, _FROM_CONFORMAL)
        return Geodetic(np.degrees(phi), self.central_meridian + np.degrees(offset))


def _product(angle: Floats, coefficients: tuple[float, ...]) -> Floats:
    """Return sin·cos·(c0 + c1·sin² + c2·sin⁴ + c3·sin⁶), as the formulas are printed."""
    square = np.sin(angle) ** 2
    series = np.zeros_like(square)
    for coefficient in reversed(coefficients):
        series = series * square + coefficient
    product: Floats = np.sin(angle) * np.cos(angle) * series
    return product


# The constants below have the names and the order of Lantmäteriet's paper.
_N = _FLATTENING / (2 - _FLATTENING)
_E2, _E4, _E6, _E8 = (ECCENTRICITY_SQUARED**k for k in range(1, 5))
_RECTIFYING_RADIUS = SEMI_MAJOR_AXIS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_TO_CONFORMAL = (  # A, B, C, D
    _E2,
    (5 * _E4 - _E6) / 6,
    (104 * _E6 - 45 * _E8) / 120,
    1237 * _E8 / 1260,
)
_FROM_CONFORMAL = (  # A*, B*, C*, D*
    _E2 + _E4 + _E6 + _E8,
    -(7 * _E4 + 17 * _E6 + 30 * _E8) / 6,
    (224 * _E6 + 889 * _E8) / 120,
    -4279 * _E8 / 1260,
)
_TO_PLANE = (  # beta 1–4
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_FROM_PLANE = (  # delta 1–4
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)

SWEREF99TM = TransverseMercator(15.0, 0.9996, 0.0, 500_000.0)
# Lantmäteriet: RT 90 – SWEREF 99, direct projection from GRS 80.
RT90 = TransverseMercator(15 + 48 / 60 + 22.624306 / 3600, 1.00000561024, -667.711, 1_500_064.274)


class Box(NamedTuple):
    """Bounds of coordinates, both ends included."""

    south: float
    north: float
    west: float
    east: float

    @overload
    def holds(self, north: float, east: float) -> bool: ...
    @overload
    def holds(self, north: Floats, east: Floats) -> NDArray[np.bool_]: ...
    def holds(self, north: float | Floats, east: float | Floats) -> bool | NDArray[np.bool_]:
        """Tell whether positions are within the bounds."""
        return (
            (self.south <= north)
            & (north <= self.north)
            & (self.west <= east)
            & (east <= self.east)
        )


@dataclass(frozen=True)
class System:
    """A coordinate system in which positions are given.

    Attributes
    ----------
    name : str, as users write it
    projection : TransverseMercator or None; None: latitude and longitude
    sweden : Box
        Bounds of Sweden and its sea with a margin. They overlap in no two systems, nor with the
        axes swapped, so that the numbers of a position in Sweden tell its system.
    possible : Box
        Bounds of what can be coordinates of the system at all: northern Europe, and for
        latitude and longitude the whole Earth.
    """

    name: str
    projection: TransverseMercator | None
    sweden: Box
    possible: Box

    def to_geodetic(self, north: ArrayLike, east: ArrayLike) -> Geodetic:
        """Return positions as latitude and longitude in SWEREF 99."""
        if self.projection is None:
            return Geodetic(np.asarray(north, np.float64), np.asarray(east, np.float64))
        return self.projection.to_geodetic(north, east)

    def to_sweref(self, north: ArrayLike, east: ArrayLike) -> Plane:
        """Return positions in SWEREF 99 TM; those that are in it already stay as they are."""
        if self.projection is SWEREF99TM:
            return Plane(np.asarray(north, np.float64), np.asarray(east, np.float64))
        return SWEREF99TM.to_plane(*self.to_geodetic(north, east))


SYSTEMS = {
    "SWEREF99TM": System(
        "SWEREF99TM",
        SWEREF99TM,
        Box(6_100_000, 7_720_000, 230_000, 950_000),
        Box(5_000_000, 9_000_000, -800_000, 1_800_000),
    ),
    "WGS84": System("WGS84", None, Box(55.0, 69.5, 10.0, 25.0), Box(-90, 90, -180, 180)),
    "RT90": System(
        "RT90",
        RT90,
        Box(6_100_000, 7_720_000, 1_170_000, 1_930_000),
        Box(5_000_000, 9_000_000, 200_000, 2_800_000),
    ),
}
_LONG_NAMES = {"RT9025GONV": "RT90"}


def system_named(text: str) -> System:
    """Return the coordinate system that a text names; case, blanks and signs do not count.

    Raises
    ------
    BadValueError
        The text names no system.
    """
    key = "".join(c for c in text.upper() if c.isalnum())
    found = SYSTEMS.get(_LONG_NAMES.get(key, key))
    if found is None:
        raise BadValueError(
            f'Koordinatsystemet "{text}" finns inte; ange {" eller ".join(SYSTEMS)}.'
        )
    return found


def system_of(north: float, east: float) -> System | None:
    """Return the system in which a position is in Sweden, None if it is so in none."""
    return next((s for s in SYSTEMS.values() if s.sweden.holds(north, east)), None)


def misreading(north: float, east: float, system: System) -> str | None:
    """Return why two numbers cannot be a position in a system, None if they can.

    The sentence does not show the numbers: they may be where somebody lives.
    """
    if system.sweden.holds(north, east):
        return None
    swapped, other = system_of(east, north), system_of(north, east)
    if swapped is system:
        return "n och o verkar vara omkastade; ange norrvärdet (latituden) först."
    if swapped is not None:
        return (
            f"Talen ser ut som {swapped.name} med omkastade axlar och inte som {system.name}; "
            "ange norrvärdet först, och rätt system."
        )
    if other is not None:
        return f"Talen ser ut som {other.name} och inte som {system.name}; ange rätt system."
    if system.possible.holds(north, east):
        return None
    return f"Talen kan inte vara koordinater i {system.name}; kontrollera talen och systemet."
