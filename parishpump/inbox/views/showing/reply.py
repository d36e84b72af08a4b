"""What the page of an answer shows: the conversation, the words, what the policy says, and what would go out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parishpump.inbox.models import Message
from parishpump.inbox.outcomes import ABUSE, BY_ID
from parishpump.inbox.queries.beside import beside
from parishpump.inbox.queries.beside_facts import Answer as Given
from parishpump.inbox.queries.beside_facts import LatestVersion
from parishpump.inbox.queries.card import message_named
from parishpump.inbox.queries.replies import ANSWER, CLARIFICATION
from parishpump.inbox.queries.saved_texts import texts_for
from parishpump.inbox.views.replying import Answer, as_own
from parishpump.inbox.views.showing.card import beginning_of, looks_now, thread_shown
from parishpump.people.actions import office_of
from parishpump.people.powers import WRITE
from parishpump.people.queries import Acting
from parishpump.publishing.diff import word_diff
from parishpump.publishing.forms.typed import kept_typed
from parishpump.publishing.lifecycle import APPROVED, CORRECT, EXPIRED, PUBLISH, SENT_BACK, SUBMITTED
from parishpump.publishing.models import Draft
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
    found = beside(one, person=person, at=at)
    handed = found.spared
    folded = (ABUSE in one.labels or handed.holds(one)) and not looks_now(found.looks, "abuse", at)
    opened = looks_now(found.looks, "writer", at)
    said = thread_shown(one, found.thread, open_up=opened, folded=folded, spared=handed)
    return {"message": one, "title": beginning_of(one, handed), "thread": found.thread, "said": said}


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

    reference: str
    purpose: str
    kind: str
    state: str
    says: str
    url: str
    link: str = ""


def answers_shown(answers: Iterable[Given], *, at: datetime) -> list[ShownReply]:
    """Every answer to a message with how it stands, oldest first."""
    return [_shown(one, at) for one in answers]


def _shown(answer: Given, at: datetime) -> ShownReply:
    name, withdrawal, latest = purpose_words(answer.purpose), answer.withdrawal, answer.latest
    page, draft = reverse("post", args=[answer.reference]), reverse("reply", args=[answer.reference])
    sent = next((one for one in reversed(answer.sent) if one.deed == PUBLISH), None)
    if withdrawal is not None:
        says = f"since {_near(withdrawal.at, at)}, by the {withdrawal.office}: “{withdrawal.reason}”"
        return ShownReply(answer.reference, name, "quiet", "Withdrawn", says, page)
    if answer.thrown_away_at is not None:
        since = f"since {_near(answer.thrown_away_at, at)}"
        return ShownReply(answer.reference, name, "quiet", "Thrown away", since, draft)
    if sent is not None:
        corrected = any(one.deed == CORRECT for one in answer.sent)
        state = "Sent, and corrected since" if corrected else "Sent"
        when = _near(sent.settled_at, at) if sent.settled_at else ""
        return ShownReply(answer.reference, name, "sent", state, when, page, sent.address)
    kind, state, says = _before(latest, at)
    waits = latest is not None and latest.stage in (SUBMITTED, APPROVED)
    number = latest.number if latest is not None else 0
    url = reverse("revision", args=[answer.reference, number]) if waits else draft
    return ShownReply(answer.reference, name, kind, state, says, url)


def _before(latest: LatestVersion | None, at: datetime) -> tuple[str, str, str]:
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
