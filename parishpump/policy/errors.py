"""What can be wrong with a pack file or with a draft's file."""

from collections.abc import Sequence
from dataclasses import dataclass


class PolicyError(Exception):
    """Something the policy was given cannot be used; the message says what and where."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a pack: its key, why, and the line of the file where there is one."""

    key: str
    why: str
    line: int | None = None

    def __str__(self) -> str:
        return f"line {self.line}: {self.key}: {self.why}" if self.line else f"{self.key}: {self.why}"


class PackError(PolicyError):
    """A policy pack is broken, or loosens what law has locked: names the file and every fault with its key."""

    def __init__(self, file: str, *faults: Fault) -> None:
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))
        self.file = file
        self.faults = faults

    @property
    def key(self) -> str:
        """The key of the first fault."""
        return self.faults[0].key

    @property
    def why(self) -> str:
        """What is wrong there."""
        return self.faults[0].why


class DraftError(PolicyError):
    """A draft's file cannot be read: every problem is named with its path in the file."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class DocumentError(PolicyError):
    """A document cannot be read as a policy: the message says why and what to do."""
