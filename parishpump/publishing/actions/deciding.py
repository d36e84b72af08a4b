"""Submitting, sending back, approving, running out: who let what go, and under which authority."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.queries import blobs_named
from parishpump.channels.models import Channel
from parishpump.channels.queries import channels_in_use, noticeboard
from parishpump.people.actions import office_of
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import APPROVE, CLERK, WRITE
from parishpump.people.queries import require_authority
from parishpump.policy.findings import Verdict
from parishpump.publishing import lifecycle
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.clock import DECIDE_WITHIN, times
from parishpump.publishing.content import Content
from parishpump.publishing.lifecycle import CORRECT, PUBLISH, SENT
from parishpump.publishing.models import Approval, Delivery, Draft, Post, Revision, SentBack
from parishpump.publishing.queries.judging import pack_in_force, verdict_on
from parishpump.publishing.queries.revisions import content_of, exact_words, is_sealed
from parishpump.publishing.seal import seal_of


class Blocked(ValueError):
    """The policy blocks this content: the verdict says why."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("The policy blocks this.")


class OwnWork(PermissionError):
    """Nobody approves what they wrote, or wrote a part of."""


class TooLate(ValueError):
    """The time by which it had to be decided, or at which it was to come down, has passed."""


@transaction.atomic
def submit(
    post: Post, content: Content, *, overrides: Mapping[tuple[str, str], str], by: Person, at: datetime
) -> Revision:
    """Freeze what the draft says into a revision and ask for approval.

    A revision that waits, or that is approved and has not gone out, gives way to it: nothing of it leaves any more.

    Raises:
        Blocked: a "must" of the policy is not met.
    """
    authority = require_authority(by, WRITE, at=at)
    post = Post.objects.select_for_update().get(id=post.id)
    content = _with_noticeboard(content)
    verdict = verdict_on(content, post, overrides=overrides, at=at)
    if verdict.outcome == "blocked":
        raise Blocked(verdict)
    revision = _freeze(post, content, verdict, authority, by=by, at=at)
    _supersede_unsent(post, but=revision)
    post.latest = revision
    post.save(update_fields=["latest"])
    Draft.objects.filter(post=post).delete()
    archive.record(
        "post submitted",
        subject=f"post {post.reference}",
        by=revision.written_as,
        authority=str(authority),
        at=at,
        body={
            "revision": revision.number,
            "seal": revision.seal,
            "content": content.as_record(),
            "words": revision.channel_texts,
            "verdict": revision.verdict,
        },
        blobs=blobs_named(use.sha256 for use in content.pictures),
    )
    return revision


def _with_noticeboard(content: Content) -> Content:
    """Every post has its copy that counts on the council's own noticeboard, whatever else was chosen."""
    board = noticeboard().id
    return replace(content, channel_ids=(board, *(one for one in content.channel_ids if one != board)))


def _freeze(
    post: Post, content: Content, verdict: Verdict, authority: Delegation, *, by: Person, at: datetime
) -> Revision:
    words = exact_words(content, post, Channel.objects.filter(id__in=content.channel_ids))
    draft = Draft.objects.filter(post=post).first()
    facts: dict[str, Any] = content.as_record()
    last = Revision.objects.filter(post=post).order_by("number").last()
    return Revision.objects.create(
        post=post,
        number=(last.number if last else 0) + 1,
        stage=lifecycle.SUBMITTED,
        title=content.title,
        text=content.text,
        own_texts=facts["own_texts"],
        channel_texts=words,
        channel_ids=facts["channel_ids"],
        pictures=facts["pictures"],
        sources=facts["sources"],
        named=facts["named"],
        positions=facts["positions"],
        category=content.category,
        audience=content.audience,
        purpose=content.purpose,
        link=content.link,
        goes_out=content.goes_out,
        goes_out_wall=content.goes_out_wall,
        zone=content.zone,
        repeat=content.repeat,
        repeat_until=content.repeat_until,
        comes_down=content.comes_down,
        event_start=content.event_start,
        event_end=content.event_end,
        venue=content.venue,
        correction=content.correction,
        corrects=post.public,
        verdict=verdict.as_record(),
        seal=seal_of(content, words),
        written_by=by,
        written_as=office_of(by, at=at),
        written_under=authority,
        writers=sorted({by.id, *(draft.writers if draft else [])}),
        submitted_at=at,
        decide_by=_decide_by(content, at),
    )


def _decide_by(content: Content, at: datetime) -> datetime:
    """It expires when its own time comes, or after a fortnight. What should go out at once has the fortnight too."""
    latest = at + DECIDE_WITHIN
    return min(content.goes_out, latest) if content.goes_out and content.goes_out > at else latest


def _supersede_unsent(post: Post, *, but: Revision) -> None:
    for older in Revision.objects.select_for_update().filter(post=post).exclude(id=but.id):
        if older.stage in lifecycle.STEPS["supersede"] and older.id != post.public_id:
            older.stage = lifecycle.SUPERSEDED
            older.save(update_fields=["stage"])
    Delivery.objects.filter(
        revision__post=post, state__in=(lifecycle.WAITING, lifecycle.HELD, lifecycle.STOPPED, lifecycle.REJECTED)
    ).exclude(revision=but).update(state=lifecycle.CANCELLED, problem="A newer version took its place.")


@transaction.atomic
def send_back(revision: Revision, *, reason: str, by: Person, at: datetime) -> SentBack:
    """Return a revision to its writer, who goes on from the same words."""
    authority = require_authority(by, APPROVE, at=at)
    revision = Revision.objects.select_for_update().get(id=revision.id)
    lifecycle.require(revision.stage, allows="send back")
    _set_stage(revision, lifecycle.SENT_BACK)
    returned = SentBack.objects.create(revision=revision, reason=reason, by=by, office=office_of(by, at=at), at=at)
    archive.record(
        "post sent back",
        subject=f"post {revision.post.reference}",
        by=returned.office,
        authority=str(authority),
        at=at,
        body={"revision": revision.number, "seal": revision.seal, "reason": reason},
    )
    return returned


@transaction.atomic
def approve(revision: Revision, *, by: Person, at: datetime) -> Approval:
    """Let a checked revision go out in the council's name.

    Raises:
        NotDelegated, OwnWork, Blocked, TooLate, lifecycle.NotNow.
    """
    revision = Revision.objects.select_for_update(of=("self",)).select_related("post").get(id=revision.id)
    lifecycle.require(revision.stage, allows="approve")
    authority = require_authority(by, APPROVE, at=at, channels=tuple(revision.channel_ids))
    own_work = _check_own_work(revision, authority, by)
    _check_time(revision, at)
    _check_verdict(revision, at)
    approval = Approval.objects.create(
        revision=revision,
        seal=revision.seal,
        by=by,
        office=str(authority.office),
        authority=authority,
        own_work=own_work,
        at=at,
    )
    if not is_sealed(revision, approval):
        raise lifecycle.NotNow("approve", "not what was sealed")
    _set_stage(revision, lifecycle.APPROVED)
    _send_out(revision, at=at)
    archive.record(
        "post approved",
        subject=f"post {revision.post.reference}",
        by=approval.office,
        authority=str(authority),
        at=at,
        body={
            "revision": revision.number,
            "seal": revision.seal,
            "own work": own_work,
            "delegation": authority.id,
            "minute": authority.minute,
        },
    )
    return approval


def _check_own_work(revision: Revision, authority: Delegation, by: Person) -> bool:
    """Whether this is the Clerk's own work, let through because the council's policy says so."""
    if by.id not in revision.writers:
        return False
    if authority.office.kind == CLERK and pack_in_force().allows_self_approval:
        return True
    raise OwnWork("You wrote this, or a part of it.")


def _check_time(revision: Revision, at: datetime) -> None:
    if at >= revision.decide_by or (revision.comes_down and at >= revision.comes_down):
        raise TooLate("Its time has passed.")


def _check_verdict(revision: Revision, at: datetime) -> None:
    """Judge once more: what was current when it was written may not be now."""
    overrides = {
        (finding.rule, finding.words): finding.overridden_because
        for finding in Verdict.from_record(revision.verdict).findings
        if finding.overridden_because
    }
    verdict = verdict_on(content_of(revision), revision.post, overrides=overrides, at=at)
    if verdict.outcome == "blocked":
        raise Blocked(verdict)


def _send_out(revision: Revision, *, at: datetime) -> None:
    """Mint the deliveries of an approved revision: each with its key, before anything is tried."""
    stopped = Delivery.objects.filter(revision=revision, state=lifecycle.STOPPED)
    if stopped.update(state=lifecycle.WAITING, next_at=at, problem=""):
        ring(at)
        return
    already = _sent_before(revision)
    due = _times_of(revision, at)
    for channel in channels_in_use(revision.channel_ids):
        for older in already.get(channel.id, ()):
            _mint(revision, channel, CORRECT, older.occurrence, at, target=older)
        occurrences = enumerate(due) if not channel.is_noticeboard else [(0, due[0])]
        for number, moment in occurrences:
            if number not in {older.occurrence for older in already.get(channel.id, ())}:
                _mint(revision, channel, PUBLISH, number, moment)
    for gone in set(already) - set(revision.channel_ids):
        for older in already[gone]:
            _mint(revision, older.channel, lifecycle.WITHDRAW, older.occurrence, at, target=older)
    ring(min(due))


def _times_of(revision: Revision, at: datetime) -> list[datetime]:
    if revision.goes_out is None:
        return [at]
    return times(revision.goes_out_wall, revision.zone, revision.repeat, revision.repeat_until)


def _sent_before(revision: Revision) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    sent = Delivery.objects.filter(revision__post=revision.post, deed=PUBLISH, state=SENT).select_related("channel")
    for delivery in sent.exclude(revision=revision):
        found.setdefault(delivery.channel_id, []).append(delivery)
    return found


def _mint(
    revision: Revision, channel: Channel, deed: str, occurrence: int, due: datetime, *, target: Delivery | None = None
) -> Delivery:
    return Delivery.objects.create(
        revision=revision,
        channel=channel,
        deed=deed,
        occurrence=occurrence,
        target=target,
        key=uuid4().hex,
        due_at=due,
        next_at=due,
    )


@transaction.atomic
def expire(revision: Revision, *, at: datetime) -> Revision:
    """Let a revision run out that nobody decided on in time."""
    revision = Revision.objects.select_for_update(of=("self",)).select_related("post").get(id=revision.id)
    lifecycle.require(revision.stage, allows="expire")
    if at < revision.decide_by:
        raise lifecycle.NotNow("expire", "still in time")
    _set_stage(revision, lifecycle.EXPIRED)
    archive.record(
        "post expired unapproved",
        subject=f"post {revision.post.reference}",
        by="Parish Pump",
        authority="",
        at=at,
        body={"revision": revision.number, "seal": revision.seal, "decide by": revision.decide_by.isoformat()},
    )
    return revision


def _set_stage(revision: Revision, stage: str) -> None:
    revision.stage = stage
    revision.save(update_fields=["stage"])
