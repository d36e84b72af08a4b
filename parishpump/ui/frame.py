"""What the frame of a page shows: navigation, the authority somebody acts under, the state of things."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class NavLink:
    """One place in the navigation; `noun` says what `count` counts, as in "23 waiting"."""

    label: str
    url: str
    count: int = 0
    current: bool = False
    noun: str = "waiting"


@dataclass(frozen=True)
class Acting:
    """The office and the minute under which the person at the desk acts, `until` its last day."""

    office: str
    minute: str = ""
    minute_url: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Strip:
    """A state of the whole council, said on every page: `lead` in bold, then `words`, then one link."""

    kind: Literal["paused", "election", "demo", "notice"]
    lead: str
    words: str = ""
    url: str = ""
    link: str = ""
