"""Answering once for everybody (clause TRA-7): a notice that names nobody, and a word to each who asked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.actions.replying import NoWayToAnswer, begin_reply, submit_reply
from parishpump.inbox.actions.settling import Decision
from parishpump.inbox.actions.triaging import Refused, locked, triage
from parishpump.inbox.likeness import sketch_of
from parishpump.inbox.models import Asked, Message, PublicAnswer, Reply, Topic
from parishpump.inbox.outcomes import PUBLIC_ANSWER
from parishpump.inbox.queries.answers import is_public, said_by_asker
from parishpump.inbox.queries.policy import listening_policy
from parishpump.inbox.traces import Trace, certain_among, redaction_log, traces_of
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority
from parishpump.publishing.actions.deciding import Blocked, NotNamed, OwnWork, SamePerson, TooLate, approve
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.lifecycle import SUBMITTED, NotNow
from parishpump.publishing.models import Approval
from parishpump.publishing.queries.policy import pack_in_force

WHY_NOT_APPROVED = (OwnWork, NotNamed, SamePerson, Blocked, TooLate, NotNow, PermissionError)


class TracesRemain(ValueError):
    """The words still point at whoever asked: some of it certainly, or nobody has looked at the rest."""

    def __init__(self, traces: Collection[Trace]) -> None:
        self.traces = tuple(traces)
        self.certain = tuple(certain_among(traces))
        super().__init__("The answer still points at whoever asked.")


class NotPublic(ValueError):
    """The answer is not published yet, so nobody can be sent to it."""


def traces_left(message: Message, question: str, answer: str) -> list[Trace]:
    """What in a question and its answer, one below the other, points at whoever asked."""
    return traces_of(
        f"{question}\n{answer}", author=message.author, handle=message.handle, thread=said_by_asker(message)
    )


@transaction.atomic
def make_public_answer(
    message: Message,
    *,
    question: str,
    answer: str,
    topic: Topic | None,
    looked: bool,
    by: Person,
    at: datetime,
) -> PublicAnswer:
    """Begin a notice that answers for everybody what one person asked; it is approved like every notice.

    looked: A person looked at every trace that is not certain, and lets it stand. What was found is kept on the
    record by kind and place, never its words.

    Raises:
        TracesRemain: see there. Refused: the policy wants an answer to each.
    """
    authority = require_authority(by, LISTEN, at=at)
    if not listening_policy(at).offers(PUBLIC_ANSWER):
        raise Refused("policy", "Your policy wants an answer to each who asks. Answer them one by one.")
    question, answer = " ".join(question.split())[:200], answer.strip()
    traces = traces_left(message, question, answer)
    if certain_among(traces) or (traces and not looked):
        raise TracesRemain(traces)
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())
    message = locked(message)
    known = Asked.objects.select_related("answer").filter(message=message).first()
    if known is not None:
        return known.answer
    number = (PublicAnswer.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    post = begin_post(by=by, at=at, content=_notice(question, answer, at), for_all=True)
    made = PublicAnswer.objects.create(
        number=number,
        question=question,
        answer=answer,
        topic=topic or message.topic,
        post=post,
        sketch=sketch_of(question),
        made_at=at,
        made_by=by,
    )
    Asked.objects.create(answer=made, message=message, at=at)
    log: list[Json] = [dict(one) for one in redaction_log(traces, f"{question}\n{answer}")]
    archive.record(
        "public answer begun",
        subject=f"message {message.reference}",
        body={"post": post.reference, "answer": number, "traces looked at and left": log},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return made


def _notice(question: str, answer: str, at: datetime) -> dict[str, str]:
    """The draft of its notice; of the kinds that the policy names, the one for questions."""
    named = (kind for kind in pack_in_force(at).kinds_of_post if "question" in kind.casefold())
    return {
        "title": question,
        "text": answer,
        "category": next(named, "Other council business"),
        "purpose": "Know the council’s answer to a question that residents ask",
        "audience": "Everybody who asks the same",
    }


@dataclass(frozen=True)
class Telling:
    """One message that an answer settles: the reply that waits for approval, or why nobody could be told."""

    message: Message
    reply: Reply | None
    why: str = ""


def tell_all(
    answer: PublicAnswer, messages: Iterable[Message], *, text: str, link: str, by: Person, at: datetime
) -> list[Telling]:
    """Tell each who asked where the answer stands, in the same words; each is a reply of its own, to be approved.

    Whoever cannot be reached is kept as settled and listed; where a legal duty is open, the message stays open.

    Raises:
        NotPublic: before the answer is published. Refused: the policy wants an answer to each.
    """
    require_authority(by, LISTEN, at=at)
    if not is_public(answer, at=at):
        raise NotPublic
    if not listening_policy(at).offers(PUBLIC_ANSWER):
        raise Refused("policy", "Your policy wants an answer to each who asks. Answer them one by one.")
    words = text if link in text else f"{text.rstrip()}\n\n{link}"
    return [_tell(answer, message, words, link, by, at) for message in messages]


def _tell(answer: PublicAnswer, message: Message, words: str, link: str, by: Person, at: datetime) -> Telling:
    try:
        with transaction.atomic():
            asked = _settled_by(answer, message, by, at)
            if asked.reply is not None:
                return Telling(message, asked.reply, "They were told already.")
            reply = begin_reply(message, purpose=PUBLIC_ANSWER, text=words, by=by, at=at)
            submit_reply(reply, text=words, sources=(link,), overrides={}, by=by, at=at)
            asked.reply = reply
            asked.save(update_fields=["reply"])
            return Telling(message, reply)
    except Refused as refusal:
        return Telling(message, None, refusal.words)
    except Blocked:
        return Telling(message, None, "The policy blocks these words for the channel they came by.")
    except NotNamed:
        return Telling(message, None, "The policy lets other offices submit answers.")
    except NoWayToAnswer:
        return _unreachable(answer, message, by, at)


@transaction.atomic
def _unreachable(answer: PublicAnswer, message: Message, by: Person, at: datetime) -> Telling:
    _settled_by(answer, message, by, at)
    message = locked(message)
    if message.has_duty:
        return Telling(message, None, "No address is known, and a legal duty is open: it stays open.")
    if message.closed_at is None:
        message.closed_at = at
        message.save(update_fields=["closed_at"])
        archive.record(
            "message settled by public answer",
            subject=f"message {message.reference}",
            body={"answer": answer.number, "told": False},
            by=office_of(by, at=at),
            authority="",
            at=at,
        )
    return Telling(message, None, "No address is known. It is closed, and whoever looks finds the answer published.")


def _settled_by(answer: PublicAnswer, message: Message, by: Person, at: datetime) -> Asked:
    """The row that ties a message to the answer, decided first where nobody has yet."""
    known = Asked.objects.filter(message=message).first()
    if known is not None and known.answer_id != answer.id:
        raise Refused("other", f"Public answer {known.answer.number} settles this one already.")
    if not message.outcome and message.closed_at is None:
        triage(message, Decision(PUBLIC_ANSWER), by=by, at=at)
    return known or Asked.objects.create(answer=answer, message=message, at=at)


@dataclass(frozen=True)
class Decided:
    """One reply among many: its own approval, or what refused it."""

    reply: Reply
    approval: Approval | None
    refusal: Exception | None = None


def approve_each(replies: Iterable[Reply], *, by: Person, at: datetime) -> list[Decided]:
    """Approve many replies, each for itself; one refusal stops no other. Those that wait no more are left out."""
    return [_approve(one, by, at) for one in replies if one.post.latest and one.post.latest.stage == SUBMITTED]


def _approve(reply: Reply, by: Person, at: datetime) -> Decided:
    latest = reply.post.latest
    if latest is None:
        raise ValueError("Only what was submitted is approved: the caller checks.")
    try:
        return Decided(reply, approve(latest, by=by, at=at))
    except WHY_NOT_APPROVED as refusal:
        return Decided(reply, None, refusal)
