"""Submitting, sending back, approving, agreeing, running out: who let what go, and under which authority."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.queries import blobs_named
from parishpump.channels.models import Channel
from parishpump.channels.queries import noticeboard
from parishpump.people.actions import office_of
from parishpump.people.models import Delegation, Office, Person
from parishpump.people.powers import APPROVE, WRITE
from parishpump.people.queries import acting, require_authorities, require_authority
from parishpump.policy.findings import Verdict
from parishpump.publishing import lifecycle
from parishpump.publishing.actions.guiding import shown_in_words
from parishpump.publishing.actions.minting import send_out
from parishpump.publishing.actions.picturing import enter_passports
from parishpump.publishing.clock import DECIDE_WITHIN
from parishpump.publishing.content import Content
from parishpump.publishing.models import Agreement, Approval, Delivery, Draft, Post, Revision, SentBack
from parishpump.publishing.queries.judging import Judgement, judgement_on
from parishpump.publishing.queries.leave import is_agreed, live_approval
from parishpump.publishing.queries.policy import pack_in_force
from parishpump.publishing.queries.revisions import content_of, exact_words, is_sealed
from parishpump.publishing.seal import seal_of


class Blocked(ValueError):
    """The policy blocks this content: the verdict says why."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("The policy blocks this.")


class OwnWork(PermissionError):
    """Nobody approves what they wrote, or wrote a part of."""


class NotNamed(PermissionError):
    """The council's policy names other offices for this."""

    def __init__(self, offices: frozenset[str]) -> None:
        self.offices = offices
        super().__init__(f"The policy lets {', '.join(sorted(offices))} do this.")


class SamePerson(PermissionError):
    """Whoever approved it, or wrote it, is not the second person."""


class TooLate(ValueError):
    """The time by which it had to be decided, or at which it was to come down, has passed."""


@transaction.atomic
def submit(
    post: Post, content: Content, *, overrides: Mapping[tuple[str, str], str], by: Person, at: datetime
) -> Revision:
    """Freeze what the draft says into a revision and ask for approval.

    A revision that waits, or that is approved and has not gone out, gives way to it: nothing of it leaves any more.

    Raises:
        Blocked: a "must" of the policy is not met. NotNamed: the policy names other offices for submitting.
    """
    authority = _authority_to_submit(by, at)
    post = Post.objects.select_for_update().get(id=post.id)
    content = _with_noticeboard(content)
    enter_passports(content, by=by, at=at)
    judged = judgement_on(content, post, overrides=overrides, at=at)
    if judged.verdict.outcome == "blocked":
        raise Blocked(judged.verdict)
    revision = _freeze(post, content, judged, authority, by=by, at=at)
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
            "second person": revision.second_person,
            "guidance": shown_in_words(post),
        },
        blobs=blobs_named(use.sha256 for use in content.pictures),
    )
    return revision


def _with_noticeboard(content: Content) -> Content:
    """Every notice has its copy that counts on the council's own noticeboard, whatever else was chosen."""
    if content.answering:
        return content
    board = noticeboard().id
    return replace(content, channel_ids=(board, *(one for one in content.channel_ids if one != board)))


def _freeze(
    post: Post, content: Content, judged: Judgement, authority: Delegation, *, by: Person, at: datetime
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
        campaign_id=content.campaign_id,
        outcome=content.outcome,
        results_plan=content.results_plan,
        other_routes=list(content.other_routes),
        sensitivities=content.sensitivities,
        equality_note=content.equality_note,
        public_already=content.public_already,
        permissions=list(content.permissions),
        paid=content.paid,
        spending_authority=content.spending_authority,
        risks=list(content.risks),
        answering=facts.get("answering", {}),
        second_person=judged.second_person,
        verdict=judged.verdict.as_record(),
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
    """Let a checked revision go out in the council's name; where the policy asks for two, as soon as both have.

    Raises:
        NotDelegated, NotNamed, OwnWork, Blocked, TooLate, lifecycle.NotNow.
    """
    revision = _locked(revision)
    lifecycle.require(revision.stage, allows="approve")
    authority = _authority_named(revision, by, at)
    because = _why_own_work(revision, authority, by, at)
    _check_time(revision, at)
    judged = _judged_again(revision, at)
    earlier = live_approval(revision, at=at)
    if earlier is not None and not is_agreed(revision, earlier):
        raise lifecycle.NotNow("approve", "approved, and waits for a second person")
    approval = Approval.objects.create(
        revision=revision,
        seal=revision.seal,
        by=by,
        office=str(authority.office),
        authority=authority,
        own_work=bool(because),
        second_person=revision.second_person or judged.second_person,
        at=at,
    )
    if not is_sealed(revision, approval):
        raise lifecycle.NotNow("approve", "not what was sealed")
    archive.record(
        "post approved",
        subject=f"post {revision.post.reference}",
        by=approval.office,
        authority=str(authority),
        at=at,
        body={
            "revision": revision.number,
            "seal": revision.seal,
            "own work": bool(because),
            **({"own work because": because} if because else {}),
            "delegation": authority.id,
            "minute": authority.minute,
            "second person": approval.second_person,
        },
    )
    _release_where_both(revision, at=at)
    return approval


@transaction.atomic
def agree(revision: Revision, *, by: Person, at: datetime) -> Agreement:
    """Stand beside the approver as the second person, for exactly this seal. Before the approval or after it.

    Raises:
        NotNamed, SamePerson, Blocked, TooLate, lifecycle.NotNow.
    """
    revision = _locked(revision)
    lifecycle.require(revision.stage, allows="agree")
    office = _office_named(by, at)
    _check_time(revision, at)
    judged = _judged_again(revision, at)
    if not revision.second_person and not judged.second_person and not _asked_by_approval(revision):
        raise lifecycle.NotNow("agree", "no second person is asked for")
    if by.id in revision.writers or Approval.objects.filter(revision=revision, by=by).exists():
        raise SamePerson
    if Agreement.objects.filter(revision=revision, by=by).exists():
        raise lifecycle.NotNow("agree", "agreed to by you already")
    agreement = Agreement.objects.create(revision=revision, seal=revision.seal, by=by, office=str(office), at=at)
    archive.record(
        "post agreed to",
        subject=f"post {revision.post.reference}",
        by=agreement.office,
        authority="",
        at=at,
        body={"revision": revision.number, "seal": revision.seal},
    )
    _release_where_both(revision, at=at)
    return agreement


def _locked(revision: Revision) -> Revision:
    return Revision.objects.select_for_update(of=("self",)).select_related("post").get(id=revision.id)


def _asked_by_approval(revision: Revision) -> bool:
    return Approval.objects.filter(revision=revision).exclude(second_person="").exists()


def _authority_to_submit(by: Person, at: datetime) -> Delegation:
    """The delegation under which somebody submits, held in an office that the policy names, where it names any."""
    pack = pack_in_force(at)
    for delegation in require_authorities(by, WRITE, at=at):
        if pack.lets_submit(delegation.office):
            return delegation
    raise NotNamed(pack.author_offices)


def _authority_named(revision: Revision, by: Person, at: datetime) -> Delegation:
    """The delegation under which somebody approves, held in an office that the policy names."""
    pack = pack_in_force(at)
    for delegation in require_authorities(by, APPROVE, at=at, channels=tuple(revision.channel_ids)):
        if pack.lets_approve(delegation.office):
            return delegation
    raise NotNamed(pack.approver_offices)


def _office_named(by: Person, at: datetime) -> Office:
    pack = pack_in_force(at)
    for office in acting(by, at=at).offices:
        if pack.lets_agree(office):
            return office
    raise NotNamed(pack.second_offices)


def _release_where_both(revision: Revision, *, at: datetime) -> None:
    """Let it go where everybody who must has said yes to this very seal; until then it waits."""
    approval = live_approval(revision, at=at)
    if approval is None or not is_agreed(revision, approval):
        return
    _set_stage(revision, lifecycle.APPROVED)
    send_out(revision, at=at)


def _why_own_work(revision: Revision, authority: Delegation, by: Person, at: datetime) -> str:
    """Why the policy lets somebody release what they wrote, for the record; empty where it is not their own work."""
    if by.id not in revision.writers:
        return ""
    because = pack_in_force(at).why_own_release(authority.office, revision.category)
    if not because:
        raise OwnWork("You wrote this, or a part of it.")
    return because


def _check_time(revision: Revision, at: datetime) -> None:
    if at >= revision.decide_by or (revision.comes_down and at >= revision.comes_down):
        raise TooLate("Its time has passed.")


def _judged_again(revision: Revision, at: datetime) -> Judgement:
    """Judge once more: what was current when it was written may not be now. Raises Blocked."""
    overrides = {
        (finding.rule, finding.words): finding.overridden_because
        for finding in Verdict.from_record(revision.verdict).findings
        if finding.overridden_because
    }
    judged = judgement_on(content_of(revision), revision.post, overrides=overrides, at=at)
    if judged.verdict.outcome == "blocked":
        raise Blocked(judged.verdict)
    return judged


@transaction.atomic
def expire(revision: Revision, *, at: datetime) -> Revision:
    """Let a revision run out that nobody decided on in time."""
    revision = _locked(revision)
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
