"""The picture of a seal: 32 ticks whose lengths are the first 32 hex digits of a SHA-256, clockwise from the top."""

from math import cos, pi, sin

TICKS = 32
MIDDLE = 32.0
OUTER = 28.2
SHORTEST = 1.6
PER_DIGIT = 0.66


def ticks(digest: str) -> str:
    """The path data of the ticks of a 64-digit hex digest, in a square of 64 units."""
    if len(digest) != 64:
        raise ValueError("a seal is drawn from the 64 hex digits of a SHA-256")
    return "".join(_tick(index, int(digit, 16)) for index, digit in enumerate(digest[:TICKS]))


def _tick(index: int, digit: int) -> str:
    angle = 2 * pi * index / TICKS
    inner = OUTER - SHORTEST - PER_DIGIT * digit
    return f"M{_point(angle, OUTER)}L{_point(angle, inner)}"


def _point(angle: float, radius: float) -> str:
    return f"{MIDDLE + radius * sin(angle):.1f} {MIDDLE - radius * cos(angle):.1f}"
