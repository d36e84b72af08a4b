"""What the page of one revision shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from parishpump.adoption.queries.packs import judged_under
from parishpump.channels.models import Channel
from parishpump.people.powers import APPROVE
from parishpump.people.queries import Acting
from parishpump.policy.findings import Verdict
from parishpump.publishing.content import Content
from parishpump.publishing.diff import Change, changes, repeats_in_words, word_diff, words_counted
from parishpump.publishing.forms.settling import marked
from parishpump.publishing.lifecycle import SUBMITTED
from parishpump.publishing.models import Agreement, Approval, Revision
from parishpump.publishing.queries.leave import is_agreed, live_approval
from parishpump.publishing.queries.library import pictures_numbered
from parishpump.publishing.queries.pages import whole
from parishpump.publishing.queries.policy import PackInForce, pack_in_force
from parishpump.publishing.queries.revisions import content_of
from parishpump.publishing.views.showing.composer import approvers, authority_of, inherited, may_release_own, trail
from parishpump.publishing.views.showing.findings import shown_findings
from parishpump.publishing.views.showing.previews import goes_out_words, previews
from parishpump.ui import words


def revision_context(revision: Revision, acting: Acting, *, at: datetime) -> dict[str, Any]:
    """Everything that somebody needs who decides."""
    every = whole(revision.post)
    content = content_of(revision)
    channels = list(Channel.objects.all())
    goes_to = sorted(
        (one for one in channels if one.id in content.channel_ids), key=lambda one: (not one.is_noticeboard, one.id)
    )
    before = next((older for older in reversed(every.revisions) if older.number < revision.number), None)
    pack = pack_in_force(at)
    verdict = Verdict.from_record(revision.verdict)
    under = judged_under(verdict.fingerprint)
    return {
        "post": revision.post,
        "revision": revision,
        "content": content,
        "now": at,
        "trail": trail(revision.post),
        "waits": revision.stage == SUBMITTED and at < revision.decide_by,
        "overdue": revision.stage == SUBMITTED and at >= revision.decide_by,
        "newest": revision.post.latest_id == revision.id,
        "before": before,
        "sent_back": getattr(every.revision(revision.number), "sent_back", None),
        "sent_back_before": getattr(before, "sent_back", None) if before else None,
        "versions": every.revisions,
        "approvals": list(_approvals(every.revisions, revision)),
        "previews": previews(
            content, revision.channel_texts, goes_to, pictures_numbered(use.picture_id for use in content.pictures)
        ),
        "places": words.listed([channel.name for channel in goes_to]),
        "judged_under": under,
        "findings": shown_findings(verdict, under.pack or pack.pack, content, channels),
        "passed": _passed(verdict, len((under.pack or pack.pack).rules)),
        "goes_out": goes_out_words(content.goes_out, now=at),
        "repeats": repeats_in_words(content.repeat, content.repeat_until),
        "decides_under": authority_of(acting, APPROVE),
        "approvers": approvers(at, but=revision.writers),
        "own_work": acting.person.id in revision.writers,
        "own_allowed": may_release_own(acting, revision.category),
        "campaign": revision.campaign,
        "inherited": inherited(content, revision.campaign),
        **_two_persons(revision, _approvals(every.revisions, revision), acting, pack, at=at),
        **_changed(before, content, channels),
    }


def _approvals(revisions: Sequence[Revision], revision: Revision) -> Sequence[Approval]:
    return next((list(each.approvals.all()) for each in revisions if each.id == revision.id), [])


def _two_persons(
    revision: Revision, approvals: Sequence[Approval], acting: Acting, pack: PackInForce, *, at: datetime
) -> dict[str, Any]:
    """Whether a second person is asked for, who agreed, and what whoever looks can do about it."""
    asked = revision.second_person or next((one.second_person for one in approvals if one.second_person), "")
    approval = live_approval(revision, at=at) if asked else None
    agreements = list(Agreement.objects.filter(revision=revision)) if asked else []
    person = acting.person.id
    wrote_or_approved = person in revision.writers or (approval is not None and approval.by_id == person)
    named = next((office for office in acting.offices if pack.lets_agree(office)), None)
    return {
        "second_person": asked,
        "approved_already": approval if approval and not is_agreed(revision, approval) else None,
        "agreements": agreements,
        "agreed_already": any(one.by_id == person for one in agreements),
        "agrees_as": None if wrote_or_approved else named,
        "named_to_approve": _named(acting, pack),
    }


def _named(acting: Acting, pack: PackInForce) -> bool:
    """Whether the policy names the office under which somebody would approve."""
    return any(APPROVE in one.powers and pack.lets_approve(one.office) for one in acting.delegations)


def _changed(before: Revision | None, content: Content, channels: Sequence[Channel]) -> dict[str, Any]:
    """What is not as it was in the version before."""
    if before is None:
        return {"text_diff": None, "changes": []}
    old = content_of(before)
    parts = word_diff(old.text, content.text)
    added, removed = words_counted(parts)
    others: list[Change] = [
        change
        for change in changes(old, content, {channel.id: channel.name for channel in channels})
        if change.label != "Text"
    ]
    return {
        "text_diff": parts if old.text != content.text else None,
        "added": added,
        "removed": removed,
        "changes": others,
    }


def _passed(verdict: Verdict, rules: int) -> int:
    return max(rules - len({each.finding.rule for each in marked(verdict.findings)}), 0)


def approved_words(revision: Revision, approval: Approval, *, at: datetime) -> str:
    """What was recorded, and under which authority."""
    when = goes_out_words(revision.goes_out, now=at)
    goes = f"It goes out at {when}" if revision.goes_out and revision.goes_out > at else "It goes out now"
    own = " It is your own work, and the record says so." if approval.own_work else ""
    if revision.stage == SUBMITTED:
        goes = "It waits for a second person to agree to the very same"
    done = f"Version {revision.number} is approved by you as {approval.office}, minute {approval.authority.minute}."
    return f"{done} {goes}.{own}"


def agreed_words(revision: Revision, agreement: Agreement, *, at: datetime) -> str:
    """What was recorded of a second person, and what happens now."""
    done = f"You agreed to version {revision.number} as {agreement.office}."
    if revision.stage == SUBMITTED:
        return f"{done} It goes out when an officer who is named for it approves the very same."
    when = goes_out_words(revision.goes_out, now=at)
    return f"{done} It is approved, and goes out {'at ' if revision.goes_out and revision.goes_out > at else ''}{when}."
