"""What a fake network can be told to do wrong, and when."""

from enum import Enum
from threading import Event
from typing import Literal

from tests.fakes.asked import Deed


class Fault(Enum):
    """The way in which a call fails. AFTER means: the network has taken it, and only the answer is spoiled."""

    SIGN_IN_REFUSED = "401"
    RATE_LIMITED = "429, Retry-After in seconds"
    RATE_LIMITED_UNTIL = "429, Retry-After as a date"
    REFUSED = "422"
    REDIRECTED = "301"
    ERROR_BEFORE = "500 before acceptance"
    ERROR_AFTER = "500 after acceptance"
    SILENT_BEFORE = "no answer, not accepted"
    SILENT_AFTER = "no answer, accepted"
    RESET_BEFORE = "connection reset, not accepted"
    RESET_AFTER = "connection reset, accepted"
    DRIP_AFTER = "the answer drips, accepted"
    OVERSIZED_AFTER = "an answer without end, accepted"
    GARBAGE_AFTER = "an answer that is no JSON, accepted"

    @property
    def accepts(self) -> bool:
        return self.name.endswith("_AFTER")


class Gate:
    """Holds calls of one kind until a test lets them go on: `reached` says that one waits there."""

    def __init__(self, on: Deed, when: Literal["before", "after"]) -> None:
        self.on, self.when = on, when
        self.reached, self.opened = Event(), Event()

    def wait(self) -> None:
        self.reached.set()
        self.opened.wait(120)

    def open(self) -> None:
        self.opened.set()
