"""Deciding what becomes of a message, alone or many at once, and taking a decision back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.actions.replying import NoWayToAnswer
from parishpump.inbox.actions.settling import Decision, Settling, carry_out
from parishpump.inbox.duties import in_words, referable_in
from parishpump.inbox.models import Message, Triage
from parishpump.inbox.outcomes import (
    BY_ID,
    CLAIM_LASTS,
    CLOSES_WITHOUT_ANSWER,
    DECLINED,
    FORWARD,
    LISTENED,
    PUBLIC_ANSWER,
    REDIRECT,
    REFERRED,
    REPLY,
)
from parishpump.inbox.queries.policy import ListeningPolicy, listening_policy
from parishpump.people.actions import office_of
from parishpump.people.models import Office, Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority

ENGAGES = frozenset({REPLY, PUBLIC_ANSWER})
LEGALITY = "legality"  # the ground whose matters are the Clerk's


class Refused(ValueError):
    """A decision about a message does not stand: `why` names it for the page that says so."""

    def __init__(self, why: str, words: str, field: str = "outcome") -> None:
        self.why, self.words, self.field = why, words, field
        super().__init__(words)


class DutyLikely(Refused):
    """The law may demand an answer (clause ENG-6), so nobody closes it without one before that is decided."""

    def __init__(self, duties: Collection[str], who: str) -> None:
        self.duties = tuple(duties)
        super().__init__(
            "duty",
            f"The law may demand an answer here: {', '.join(in_words(duties)).lower()}. Answer it, open a request, "
            f"or let {who} decide, with the reason, that there is no such duty.",
        )


class ClaimedBy(Refused):
    """Somebody else has it in hand."""

    def __init__(self, office: str, at: datetime) -> None:
        self.office, self.at = office, at
        super().__init__("claimed", f"The {office} claimed this message and has it in hand. Take another, or ask them.")


class ClosedAlready(Refused):
    """Somebody closed it before."""

    def __init__(self, office: str) -> None:
        self.office = office
        super().__init__(
            "closed", f"The {office} closed this message already. Read what was decided, and reopen it if it is wrong."
        )


@dataclass(frozen=True)
class Outcome:
    """What came of one message among many: its decision, or why there is none. `referred`: a request was opened."""

    message: Message
    triage: Triage | None
    refusal: Refused | None = None
    referred: bool = False


@transaction.atomic
def triage(message: Message, decision: Decision, *, by: Person, at: datetime) -> Triage:
    """Decide what becomes of a message, and do it.

    Raises:
        NotDelegated: without the power to listen and answer. DutyLikely, ClaimedBy, ClosedAlready, Refused: see there.
    """
    authority = require_authority(by, LISTEN, at=at)
    message, office = locked(message), office_of(by, at=at)
    policy = listening_policy(at)
    require_free(message, by=by, at=at)
    _require_open(message)
    _require_sound(message, decision, policy, authority.office)
    made = Triage.objects.create(
        message=message,
        **vars(decision.card),
        outcome=decision.outcome,
        ground=decision.ground if decision.outcome == DECLINED else "",
        ground_reason=decision.ground_reason if decision.outcome == DECLINED else "",
        reason=(decision.by_hand or decision.reason)[:400],
        suggested={"labels": message.labels, "duties": message.duties, "services": message.services},
        by=by,
        office=office,
        authority=authority,
        policy=policy.fingerprint,
        at=at,
    )
    message.outcome, message.topic = decision.outcome, decision.topic or message.topic
    message.claimed_by, message.claimed_at, message.waits_for_writer = None, None, False
    _carry_out(Settling(message, decision, office, by, at))
    message.save(update_fields=[*_CHANGED])
    _record(made, message, str(authority))
    return made


_CHANGED = ("outcome", "topic", "claimed_by", "claimed_at", "waits_for_writer", "assigned_to", "closed_at")


def _carry_out(settling: Settling) -> None:
    try:
        carry_out(settling)
    except NoWayToAnswer as error:
        words = "No address is known to which an answer could go. Say how they were told, such as by telephone."
        raise Refused("no way", words, "by_hand") from error


def triage_many(
    messages: Iterable[Message], decision: Decision, *, refer_duties: bool = False, by: Person, at: datetime
) -> list[Outcome]:
    """Decide the same about many. Each closes, or is refused for its own reason; one refusal stops no other.

    refer_duties: What is refused because of a legal duty is opened as a request instead, dated as it was received.
    """
    return [_one_of_many(message, decision, refer_duties, by, at) for message in messages]


def _one_of_many(message: Message, decision: Decision, refer: bool, by: Person, at: datetime) -> Outcome:
    try:
        return Outcome(message, triage(message, decision, by=by, at=at))
    except DutyLikely as refusal:
        if not (refer and referable_in(refusal.duties)):
            return Outcome(message, None, refusal)
        to_request = replace(decision, outcome=REFERRED, topic=None, ground="", notice="", by_hand="", reason="")
        return Outcome(message, triage(message, to_request, by=by, at=at), refusal, referred=True)
    except Refused as refusal:
        return Outcome(message, None, refusal)


@transaction.atomic
def undo_triage(message: Message, *, reason: str, by: Person, at: datetime) -> Message:
    """Take the last decision back: the message is open again, and what was decided stays to be read."""
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    last = Triage.objects.filter(message=message, undone_at__isnull=True).last()
    if last is None:
        raise Refused("undecided", "Nothing has been decided about this message, so there is nothing to take back.")
    last.undone_at = at
    last.save(update_fields=["undone_at"])
    message.outcome, message.closed_at = "", None
    message.save(update_fields=["outcome", "closed_at"])
    archive.record(
        "message reopened",
        subject=f"message {message.reference}",
        body={"outcome": last.outcome, "reason": reason},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return message


def locked(message: Message) -> Message:
    """The message as it stands, held until the transaction ends."""
    return Message.objects.select_for_update(no_key=True).get(id=message.id)


def require_free(message: Message, *, by: Person, at: datetime) -> None:
    """Nobody else has claimed it, or their claim has run out."""
    if message.claimed_by_id in (None, by.id) or message.claimed_at is None or message.claimed_at <= at - CLAIM_LASTS:
        return
    claimer = Person.objects.get(id=message.claimed_by_id)
    raise ClaimedBy(office_of(claimer, at=at), message.claimed_at)


def _require_open(message: Message) -> None:
    if message.closed_at is None:
        return
    last = Triage.objects.filter(message=message, undone_at__isnull=True).last()
    raise ClosedAlready(last.office if last else "council")


def _require_sound(message: Message, decision: Decision, policy: ListeningPolicy, office: Office) -> None:
    if decision.outcome not in BY_ID:
        raise Refused("unknown", "Choose what happens to it.")
    if message.has_duty and decision.outcome in CLOSES_WITHOUT_ANSWER:
        raise DutyLikely(message.duties, policy.decides_in_doubt)
    if not policy.offers(decision.outcome):
        raise Refused("policy", "Your policy names other outcomes. Choose one of those.")
    _require_details(message, decision, policy)
    _require_reason(decision, policy, office)


def _require_details(message: Message, decision: Decision, policy: ListeningPolicy) -> None:
    """What an outcome cannot be without."""
    lacking = {
        LISTENED: (
            decision.topic is None and message.topic_id is None,
            "Say what it is about. That is what listening is for: the council hears how much of what.",
            "topic",
        ),
        FORWARD: (decision.to is None, "Choose who decides.", "to"),
        REDIRECT: (decision.partner is None, "Choose the body whose job it is.", "partner"),
        DECLINED: (
            decision.ground not in {one.id for one in policy.grounds},
            "Choose the ground for not answering.",
            "ground",
        ),
    }
    is_lacking, words, field = lacking.get(decision.outcome, (False, "", ""))
    if is_lacking:
        raise Refused("details", words, field)


def _require_reason(decision: Decision, policy: ListeningPolicy, office: Office) -> None:
    """To help where a ground to decline is present needs its reason (clause TRA-10); so does what nobody gains by.

    What is unlawful to answer is for whoever decides in doubt: anybody else says why it is clear (clause TRA-11).
    """
    card = decision.card
    if decision.reason:
        return
    if decision.ground == LEGALITY and decision.outcome == DECLINED and not policy.may_decide_in_doubt(office):
        words = f"What is unlawful to answer is for {policy.decides_in_doubt}. Pass it on, or say why it is clear."
        raise Refused("reason", words, "reason")
    if decision.outcome in ENGAGES:
        if card.impartial is False or card.lawful is False:
            words = "By your own answers a ground to decline is present. Say why you answer all the same."
            raise Refused("reason", words, "reason")
        if card.council_gains is False and card.parishioners_gain is False:
            raise Refused("reason", "By your own answer nobody gains. Say why you answer all the same.", "reason")


def _record(made: Triage, message: Message, authority: str) -> None:
    archive.record(
        "message triaged",
        subject=f"message {message.reference}",
        body={
            "outcome": made.outcome,
            "ground": made.ground,
            "ground in detail": made.ground_reason,
            "council gains": made.council_gains,
            "parishioners gain": made.parishioners_gain,
            "impartial": made.impartial,
            "lawful": made.lawful,
            "whose": made.whose,
            "topic": str(message.topic) if message.topic else "",
            "suggested": made.suggested,
            "closed": message.closed_at is not None,
            "received at": message.received_at.isoformat(),
            "policy": made.policy,
        },
        by=made.office,
        authority=authority,
        at=made.at,
    )
