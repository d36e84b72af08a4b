"""What the page of an answer shows: the conversation, the words, what the policy says, and what would go out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parishpump.inbox.models import Message, Reply
from parishpump.inbox.outcomes import ABUSE, BY_ID
from parishpump.inbox.queries.card import latest_looks, message_named, thread_around
from parishpump.inbox.queries.replies import ANSWER, CLARIFICATION, replies_to
from parishpump.inbox.queries.saved_texts import texts_for
from parishpump.inbox.views.replying import Answer, as_own
from parishpump.inbox.views.showing.card import beginning_of, looks_now, thread_shown
from parishpump.people.actions import office_of
from parishpump.people.powers import WRITE
from parishpump.people.queries import Acting
from parishpump.publishing.diff import word_diff
from parishpump.publishing.forms.typed import kept_typed
from parishpump.publishing.lifecycle import APPROVED, CORRECT, EXPIRED, PUBLISH, SENT, SENT_BACK, SUBMITTED
from parishpump.publishing.models import Delivery, Draft
from parishpump.publishing.queries.policy import pack_in_force
from parishpump.publishing.queries.revisions import exact_words
from parishpump.publishing.views.composing import guidance_of
from parishpump.publishing.views.showing.composer import approvers, authority_of, may_release_own, not_named
from parishpump.publishing.views.showing.findings import checked_parts, counted, shown_findings, to_settle
from parishpump.publishing.views.showing.previews import Preview, room_taken
from parishpump.ui import words
from parishpump.ui.fields import ShownError, errors_of

PURPOSES = {CLARIFICATION: "Ask what is meant", "praise thanks": "Thanks for praise"}


def purpose_words(purpose: str) -> str:
    """What an answer is for, in words."""
    return PURPOSES.get(purpose) or (BY_ID[purpose].words if purpose in BY_ID else purpose.capitalize())


def reply_context(
    answer: Answer, acting: Acting, *, version: str, draft: Draft | None, at: datetime, because: str
) -> dict[str, Any]:
    """Everything on the page; `because`: blocked, not named, moved or survived."""
    composition = answer.composition
    context = live_context(answer, at=at, version=version)
    musts = context["musts"] if because == "blocked" else []
    context |= {
        "because": because,
        "draft": draft,
        "saved_at": draft.saved_at if draft and because in ("", "blocked", "not named") else None,
        "errors_heading": context["to_settle"] if because == "blocked" else "This has to be settled first",
        "errors": [
            *(errors_of(composition.form) if composition.form.is_bound else []),
            *(ShownError(f"#f{one.number}", f"{one.number}, {one.short}") for one in musts),
            *([ShownError("#send-h", not_named(acting))] if because == "not named" else []),
        ],
        "writes_under": authority_of(acting, WRITE),
        "approvers": approvers(at, but={acting.person.id, *(draft.writers if draft else ())}),
        "may_approve_own": may_release_own(acting, ANSWER),
        "not_named": not_named(acting),
        "previous": answer.reply.post.latest,
        "texts": texts_for(answer.message, answer.reply.purpose),
        "more_open": any(composition.typed.fields.get(name, "").strip() for name in ("named", "positions")),
        **conversation(answer.message, person=acting.person.id, at=at),
        "purpose": purpose_words(answer.reply.purpose),
    }
    return context | (_both(answer, draft, at) if because == "moved" else {})


def conversation(message: Message, *, person: int, at: datetime) -> dict[str, Any]:
    """The conversation as it stands beside what is written about it."""
    one = message_named(message.reference)
    looks = latest_looks(one, person=person)
    folded = ABUSE in one.labels and not looks_now(looks, "abuse", at)
    thread = thread_around(one)
    said = thread_shown(one, thread, open_up=looks_now(looks, "writer", at), folded=folded)
    return {"message": one, "title": beginning_of(one), "thread": thread, "said": said}


def live_context(answer: Answer, *, at: datetime, version: str) -> dict[str, Any]:
    """The parts that are drawn anew while somebody types."""
    composition, content = answer.composition, answer.composition.content
    begun = bool(answer.text.strip())
    pack = pack_in_force(at).pack
    findings = shown_findings(composition.verdict, pack, content, (answer.channel,)) if begun else []
    musts = [one for one in findings if one.strength == "must"]
    exact = exact_words(content, composition.post, (answer.channel,))
    return {
        "post": composition.post,
        "reply": answer.reply,
        "channel": answer.channel,
        "is_letter": answer.is_letter,
        "form": composition.form,
        "typed": composition.typed,
        "version": version,
        "now": at,
        "findings": findings,
        "musts": musts,
        "to_settle": to_settle(len(musts)),
        "counted": counted(composition.verdict) if begun else "",
        "begun": begun,
        "checked": checked_parts(composition.verdict, as_own(answer).composition.content) if begun else [],
        "counts": f"{words.counted(len(answer.text), 'character')}, {words.counted(len(answer.text.split()), 'word')}",
        "previews": [_preview(answer, exact)],
        "guidance": guidance_of(composition, at=at),
        "second_person": composition.judged.second_person,
    }


def _preview(answer: Answer, exact: Mapping[str, str]) -> Preview:
    text = exact[str(answer.channel.id)]
    title = answer.composition.content.title if answer.is_letter else ""
    in_public = "Under what they wrote, for all to read." if answer.message.public else "To whoever wrote, alone."
    where = "To the address that they wrote from." if answer.is_letter else in_public
    by_hand = [f"{answer.channel.name} is put up by hand: you get the words ready."] if answer.channel.by_hand else []
    room = room_taken(text, answer.channel)
    return Preview("preview", answer.channel.name, room, title, text, (), (where, *by_hand))


def _both(answer: Answer, theirs: Draft | None, at: datetime) -> dict[str, Any]:
    """The words saved elsewhere, and how those typed here differ."""
    if theirs is None:
        return {"theirs": None}
    saved = kept_typed(theirs.content)
    return {
        "theirs": saved,
        "theirs_at": theirs.saved_at,
        "theirs_by": office_of(theirs.saved_by, at=at),
        "text_diff": word_diff(saved.fields["text"], answer.text),
    }


@dataclass(frozen=True)
class ShownReply:
    """An answer on the page of its message: for what, how it stands, and where it is."""

    reply: Reply
    purpose: str
    kind: str
    state: str
    says: str
    url: str
    link: str = ""


def answers_shown(message: Any, *, at: datetime) -> list[ShownReply]:
    """Every answer to a message with how it stands, oldest first."""
    return [_shown(one, at) for one in replies_to(message)]


def _shown(reply: Reply, at: datetime) -> ShownReply:
    post = reply.post
    deliveries = [one for revision in post.revisions.all() for one in revision.deliveries.all()]
    page, draft = reverse("post", args=[post.reference]), reverse("reply", args=[post.reference])
    sent = next((one for one in reversed(deliveries) if one.deed == PUBLISH and one.state == SENT), None)
    withdrawal = getattr(post, "withdrawal", None)
    name = purpose_words(reply.purpose)
    if withdrawal is not None:
        says = f"since {_near(withdrawal.at, at)}, by the {withdrawal.office}: “{withdrawal.reason}”"
        return ShownReply(reply, name, "quiet", "Withdrawn", says, page)
    if post.thrown_away_at is not None:
        return ShownReply(reply, name, "quiet", "Thrown away", f"since {_near(post.thrown_away_at, at)}", draft)
    if sent is not None:
        return _sent(reply, name, sent, deliveries, page, at)
    kind, state, says = _before(reply, at)
    waits = post.latest is not None and post.latest.stage in (SUBMITTED, APPROVED)
    number = post.latest.number if post.latest is not None else 0
    return ShownReply(
        reply, name, kind, state, says, reverse("revision", args=[post.reference, number]) if waits else draft
    )


def _sent(
    reply: Reply, name: str, sent: Delivery, deliveries: Iterable[Delivery], page: str, at: datetime
) -> ShownReply:
    corrected = any(one.deed == CORRECT and one.state == SENT for one in deliveries)
    state = "Sent, and corrected since" if corrected else "Sent"
    when = _near(sent.settled_at, at) if sent.settled_at else ""
    return ShownReply(reply, name, "sent", state, when, page, sent.address)


def _before(reply: Reply, at: datetime) -> tuple[str, str, str]:
    latest = reply.post.latest
    if latest is None:
        return "quiet", "Begun", "Nobody has been asked to approve it yet."
    if latest.stage == SUBMITTED and latest.decide_by > at:
        return "due", "Waits for approval", f"Undecided, it expires at {_near(latest.decide_by, at)}."
    if latest.stage == SENT_BACK:
        return "due", "Sent back", "Change it and submit it again."
    if latest.stage in (EXPIRED, SUBMITTED):
        return "quiet", "Expired unapproved", "Submit it again."
    return "set", "Approved", "It goes out now."


def _near(when: datetime, now: datetime) -> str:
    return words.near_moment(timezone.localtime(when), now=timezone.localtime(now))
