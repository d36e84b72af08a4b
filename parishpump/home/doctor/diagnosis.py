"""One finding of the doctor."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """What was looked at; whether it is well (None: it could not be told, or a person should know); why; what to do."""

    ok: bool | None
    what: str
    why: str
    do: str = ""
