"""The history of a post in plain sentences, from the record and from every try of every delivery."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parishpump.archive.models import Record
from parishpump.publishing.models import Attempt, Delivery

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, what, by whom, under which authority; `number` of its record, 0 for a try."""

    at: datetime
    what: str
    by: str
    authority: str = ""
    words: str = ""
    number: int = 0
    sealed: bool = False

    @property
    def who(self) -> str:
        """By whom, and under what: an authority names its office itself."""
        if not self.authority:
            return self.by
        return self.authority if self.authority.startswith(f"{self.by}, ") else f"{self.by}, under {self.authority}"


def _where(body: Body) -> str:
    return str(body.get("channel", "a channel"))


_SENTENCES: dict[str, Callable[[Body], str]] = {
    "post submitted": lambda body: f"Version {body.get('revision')} was submitted for approval",
    "post sent back": lambda body: f"Version {body.get('revision')} was sent back",
    "post approved": lambda body: (
        f"Version {body.get('revision')} was approved" + (", as their own work" if body.get("own work") else "")
    ),
    "post agreed to": lambda body: f"A second person agreed to version {body.get('revision')}",
    "post expired unapproved": lambda body: f"Version {body.get('revision')} expired: nobody decided in time",
    "post published": lambda body: f"Published on {_where(body)}",
    "post corrected": lambda body: f"Corrected on {_where(body)}",
    "post taken down": lambda body: f"Taken down from {_where(body)}",
    "post withdrawn": lambda body: "Withdrawn",
    "post still holds": lambda body: f"Looked at again: version {body.get('revision')} still holds",
    "draft thrown away": lambda body: "The draft was thrown away",
    "delivery held": lambda body: f"Held before {_where(body)}",
    "delivery stopped": lambda body: f"Stopped before {_where(body)}",
    "delivery rejected": lambda body: f"Refused by {_where(body)}",
    "delivery not found on the network": lambda body: f"Not found on {_where(body)} when it was read back",
    "held delivery released": lambda body: f"Let go to {_where(body)} after it was held",
    "delivery given up": lambda body: f"Given up for {_where(body)}",
    "delivery tried again by hand": lambda body: f"Tried again on {_where(body)}",
    "delivery settled by hand": lambda body: f"Settled for {_where(body)} by somebody who looked",
}
_OUTCOMES = {
    "accepted": "accepted",
    "refused": "refused",
    "not sent": "not sent",
    "not known": "no clear answer came",
    "": "not ended",
}


def history(records: Iterable[Record], attempts: Iterable[tuple[Delivery, Attempt]]) -> list[Happening]:
    """Everything that happened, the newest first. A try that was accepted at once is told by its record alone."""
    told = [_from_record(record) for record in records]
    tried = [_from_attempt(delivery, attempt) for delivery, attempt in attempts if attempt.outcome != "accepted"]
    return sorted([*told, *tried], key=lambda happening: (happening.at, happening.number), reverse=True)


def _from_record(record: Record) -> Happening:
    body: Body = record.body
    tell = _SENTENCES.get(record.kind)
    what = tell(body) if tell else f"{record.kind[:1].upper()}{record.kind[1:]}"
    return Happening(
        record.at,
        what,
        str(body.get("by") or record.actor),
        record.authority or str(body.get("under") or ""),
        str(body.get("reason") or body.get("because") or ""),
        record.id,
        getattr(record, "sealed_as", None) is not None,
    )


def _from_attempt(delivery: Delivery, attempt: Attempt) -> Happening:
    what = f"Try {attempt.number} on {delivery.channel.name}: {_OUTCOMES.get(attempt.outcome, attempt.outcome)}"
    return Happening(
        attempt.started_at, what, "Parish Pump", str(attempt.payload.get("authority", "")), attempt.problem
    )
