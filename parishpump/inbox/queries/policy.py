"""What the council's policy says of listening, asked of the pack in force. Unset means: our suggestion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from parishpump.adoption.queries import pack_in_force
from parishpump.inbox.outcomes import (
    DECLINED,
    GROUNDS,
    LISTENED,
    PRAISE,
    PUBLIC_ANSWER,
    REDIRECT,
    REPLY,
    Ground,
)
from parishpump.people.models import Office
from parishpump.people.powers import CLERK
from parishpump.policy.pack import Pack
from parishpump.policy.values import Duration
from parishpump.publishing.clock import moved

# How policies name an outcome. What is not here is no matter of policy: law, safety and doubt leave it always open.
_NAMES: Mapping[str, tuple[str, ...]] = {
    REPLY: ("reply", "answer", "respond"),
    PUBLIC_ANSWER: ("public answer", "answer for all", "one answer for many"),
    REDIRECT: ("redirect", "signpost", "refer on"),
    PRAISE: ("praise", "pass praise on", "pass on praise"),
    LISTENED: ("listen", "listened", "note", "noted"),
    DECLINED: ("decline", "declined", "do not answer"),
}


@dataclass(frozen=True)
class ListeningPolicy:
    """What a council's policy states of messages. Where it is silent, the shipped choice holds and is called ours."""

    pack: Pack

    @property
    def fingerprint(self) -> str:
        return self.pack.fingerprint

    def offers(self, outcome: str) -> bool:
        """Whether the policy leaves this outcome open: it names it, or it names none at all."""
        if outcome == PUBLIC_ANSWER:
            one_for_many = self.pack.stated("listen.one_reply_to_many", bool)
            return one_for_many if one_for_many is not None else self._names(outcome)
        return outcome not in _NAMES or self._names(outcome)

    def _names(self, outcome: str) -> bool:
        stated = self.pack.stated("listen.outcomes")
        return stated is None or any(self.pack.lists("listen.outcomes", name) for name in _NAMES[outcome])

    @property
    def engage_test(self) -> tuple[str, ...]:
        """The questions by which the council decides whether to engage; empty where the policy states none."""
        return self.pack.stated("listen.engage_test", tuple) or ()

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The grounds for not answering: those that the policy names, with our reasons where we know any."""
        stated = self.pack.stated("listen.decline_grounds", tuple)
        if stated is None:
            return GROUNDS
        ours = {one.id: one for one in GROUNDS}
        return tuple(ours.get(name.casefold(), Ground(name[:24], name, ((name[:40], name),))) for name in stated)

    @property
    def grounds_are_ours(self) -> bool:
        return self.pack.stated("listen.decline_grounds") is None

    @property
    def decides_in_doubt(self) -> str:
        """Who decides what an officer cannot settle, in words: the policy's titles, else the Clerk."""
        return " or ".join(f"the {title}" for title in self.pack.stated("listen.escalate_to", tuple) or ("Clerk",))

    def may_decide_in_doubt(self, office: Office) -> bool:
        """Whether the holder of this office may: whoever the policy names, and the Clerk always."""
        return office.kind == CLERK or self.pack.names("listen.escalate_to", office.kind, office.title)

    @property
    def direct_messages(self) -> str:
        """What becomes of private messages to an account of the council; empty where the policy states nothing."""
        return self.pack.stated("channels.direct_messages", str) or ""

    @property
    def reply_target(self) -> Duration | None:
        return self.pack.stated("listen.reply_target", Duration)

    @property
    def acknowledge_target(self) -> Duration | None:
        return self.pack.stated("listen.ack_target", Duration)

    def reply_due(self, received_at: datetime) -> datetime | None:
        """When an answer is due by the policy's own target; None where it states none."""
        return moved(received_at, self.reply_target) if self.reply_target else None

    def acknowledge_due(self, received_at: datetime) -> datetime | None:
        """When whoever wrote should have heard that it arrived; None where the policy states no time."""
        return moved(received_at, self.acknowledge_target) if self.acknowledge_target else None


def listening_policy(at: datetime) -> ListeningPolicy:
    """What the policy in force at `at` says of listening. Raises PackError where no policy can be read."""
    return ListeningPolicy(pack_in_force(at))
