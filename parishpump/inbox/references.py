"""How a message is named. Pure."""

import re
from datetime import UTC, datetime

MESSAGE = r"M-\d{4}-\d{4,9}"
STEP = r"H-\d{4}-\d{4,9}"
REPORT = r"A-\d{4}-\d{4,9}"


def message_reference(received_at: datetime, number: int) -> str:
    """A message's name for people and in addresses: M-2026-0871, by the year (UTC) in which it was received."""
    return f"M-{received_at.astimezone(UTC).year}-{number:04d}"


def message_number(reference: str) -> int | None:
    """The number in such a name, or None where it is none."""
    found = re.fullmatch(r"M-\d{4}-(\d{4,9})", reference.strip(), re.ASCII | re.IGNORECASE)
    return int(found[1]) if found else None


def step_reference(at: datetime, number: int) -> str:
    """A step under the house rules as it is named for the person it concerns: H-2026-0004, by the year (UTC)."""
    return f"H-{at.astimezone(UTC).year}-{number:04d}"


def step_number(reference: str) -> int | None:
    """The number in such a name, or None where it is none."""
    found = re.fullmatch(r"H-\d{4}-(\d{4,9})", reference.strip(), re.ASCII | re.IGNORECASE)
    return int(found[1]) if found else None


def report_reference(at: datetime, number: int) -> str:
    """A report of abuse as it is named: A-2026-0003, by the year (UTC)."""
    return f"A-{at.astimezone(UTC).year}-{number:04d}"


def report_number(reference: str) -> int | None:
    """The number in such a name, or None where it is none."""
    found = re.fullmatch(r"A-\d{4}-(\d{4,9})", reference.strip(), re.ASCII | re.IGNORECASE)
    return int(found[1]) if found else None
