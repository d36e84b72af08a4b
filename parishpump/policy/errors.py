"""What can be wrong with a pack file or with a draft's file."""

from collections.abc import Sequence


class PolicyError(Exception):
    """Something the policy was given cannot be used; the message says what and where."""


class PackError(PolicyError):
    """A policy pack is broken, or loosens what law has locked: names the file and the key."""

    def __init__(self, file: str, key: str, why: str) -> None:
        super().__init__(f"{file}: {key}: {why}")
        self.file = file
        self.key = key
        self.why = why


class DraftError(PolicyError):
    """A draft's file cannot be read: every problem is named with its path in the file."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)
