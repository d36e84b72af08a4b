"""What each outcome does besides being recorded. One function an outcome, all in one place: AFTER."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from parishpump.inbox.actions.replying import begin_reply
from parishpump.inbox.display import gives_address, gives_name
from parishpump.inbox.duties import EIR, FOI, referable_in
from parishpump.inbox.models import HandOff, Message, Referral, Topic
from parishpump.inbox.outcomes import (
    ABUSE_REPORT,
    DECLINED,
    FORWARD,
    HIDE,
    LISTENED,
    PRAISE,
    PUBLIC_ANSWER,
    REDIRECT,
    REFERRED,
    REPLY,
)
from parishpump.partners.models import Entry
from parishpump.partners.queries import wording_for
from parishpump.people.models import Person

_READ = 20_000  # characters in which somebody's own name and address are looked for


@dataclass(frozen=True)
class GainCard:
    """The four questions of the card (clauses ENG-7, TRA-9 to TRA-11). None: not asked, or the Clerk is asked."""

    council_gains: bool | None = None
    parishioners_gain: bool | None = None
    impartial: bool | None = None
    lawful: bool | None = None
    whose: str = ""


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a message. Which of the later fields count depends on the outcome.

    `by_hand` says how it was answered already, where no machine carries an answer; `notice` is the courteous wording
    of a refusal, empty where nothing is sent; `service` and `link` belong to `partner`.
    """

    outcome: str
    card: GainCard = field(default_factory=GainCard)
    reason: str = ""
    topic: Topic | None = None
    ground: str = ""
    ground_reason: str = ""
    notice: str = ""
    by_hand: str = ""
    to: Person | None = None
    partner: Entry | None = None
    service: str = ""
    link: str = ""
    duty: str = ""


@dataclass(frozen=True)
class Settling:
    """A decision that is being carried out."""

    message: Message
    decision: Decision
    office: str
    by: Person
    at: datetime


After = Callable[[Settling], bool]


def carry_out(settling: Settling) -> None:
    """Do what the outcome brings with it; where nothing is left to do, the message is closed."""
    if AFTER[settling.decision.outcome](settling):
        settling.message.closed_at = settling.at


def _answer(settling: Settling) -> bool:
    """Begin the answer, or keep that it was given by hand. The message is closed when the answer has arrived."""
    if settling.decision.by_hand:
        return True
    _begin(settling, "")
    return False


def _redirect(settling: Settling) -> bool:
    """Keep to whom somebody was sent, as the directory stood, and begin the words that tell them."""
    partner, decision = settling.decision.partner, settling.decision
    if partner is None:
        raise ValueError("A redirect needs its partner: the caller checks.")
    HandOff.objects.create(
        message=settling.message,
        entry_id=partner.id,
        body=partner.name,
        service=decision.service,
        link=decision.link,
        by=settling.by,
        at=settling.at,
    )
    if decision.by_hand:
        return not settling.message.has_duty
    _begin(settling, wording_for(decision.service, partner).text)
    return False


def _decline(settling: Settling) -> bool:
    """With a courteous word to whoever wrote, where one is wanted."""
    if not settling.decision.notice:
        return True
    _begin(settling, settling.decision.notice)
    return False


def _begin(settling: Settling, text: str) -> None:
    begin_reply(settling.message, purpose=settling.decision.outcome, text=text, by=settling.by, at=settling.at)


def _pass_on(settling: Settling) -> bool:
    settling.message.assigned_to = settling.decision.to
    return False


def _refer(settling: Settling) -> bool:
    """Open the request with the day on which it was received, not the day of this click (law note LAW-5).

    The message stays open, so that it cannot be lost, until its answer has arrived.
    """
    message = settling.message
    duty = settling.decision.duty or referable_in(message.duties) or FOI
    Referral.objects.get_or_create(
        message=message,
        defaults={
            "duty": duty,
            "received_at": message.received_at,
            "lacks": lacking(message, duty),
            "by": settling.by,
            "office": settling.office,
            "at": settling.at,
        },
    )
    return False


def lacking(message: Message, duty: str) -> str:
    """What a valid request still needs (Freedom of Information Act 2000, section 8): a handle alone is no name.

    A request under the Environmental Information Regulations may be spoken, and needs neither.
    """
    if duty == EIR:
        return ""
    words = f"{message.title}\n{message.text[:_READ]}"
    lacks = [] if message.author.strip() or gives_name(words) else ["name"]
    return ", ".join(lacks if "@" in message.handle or gives_address(words) else [*lacks, "address for the answer"])


def _close(settling: Settling) -> bool:
    return True


def _leave_open(settling: Settling) -> bool:
    return False


AFTER: Mapping[str, After] = {
    REPLY: _answer,
    PUBLIC_ANSWER: _leave_open,
    REDIRECT: _redirect,
    PRAISE: _leave_open,
    LISTENED: _close,
    DECLINED: _decline,
    FORWARD: _pass_on,
    REFERRED: _refer,
    HIDE: _leave_open,
    ABUSE_REPORT: _leave_open,
}
