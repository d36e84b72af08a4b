"""Rows about words: what waits for a decision, what came back, what ran out, what lies untouched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from parishpump.desk.queries.waiting import may_approve
from parishpump.desk.views.showing.rows import Row, by_words, near
from parishpump.people.queries import Acting
from parishpump.policy.findings import Verdict
from parishpump.publishing.lifecycle import SENT_BACK, SUBMITTED
from parishpump.publishing.models import Draft, Post, Revision
from parishpump.publishing.queries.policy import PackInForce
from parishpump.ui import words

# What has no hour of its own stands behind what hurts within a day, or within a week.
SOON, SOME_TIME = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Decisions:
    """What waits for this person, and what of theirs waits for somebody else."""

    mine: list[Row]
    for_others: list[Row]


def decisions(posts: Iterable[Post], acting: Acting, *, policy: PackInForce | None, now: datetime) -> Decisions:
    """The rows about posts; the same post never twice."""
    found = Decisions([], [])
    for post in posts:
        revision = post.latest
        if revision is not None and revision.stage == SUBMITTED and revision.decide_by > now:
            _waiting_for_approval(found, post, revision, acting, policy, now)
        elif revision is not None and revision.stage == SENT_BACK:
            found.mine.append(_sent_back(post, revision, now))
        elif (draft := _draft_of(post)) is not None:
            found.mine.append(_untouched(post, draft, now))
        elif revision is not None:
            found.mine.append(_ran_out(post, revision, now))
    return found


def _draft_of(post: Post) -> Draft | None:
    draft: Draft | None = getattr(post, "draft", None)
    return draft


def _waiting_for_approval(
    found: Decisions, post: Any, revision: Revision, acting: Acting, policy: PackInForce | None, now: datetime
) -> None:
    asks_for_two = bool(revision.second_person) or post.two
    second_awaited = asks_for_two and post.approved and not post.agreed and not post.stopped
    if not second_awaited and not post.agreed_by_me and may_approve(revision, acting, policy):
        found.mine.append(_to_approve(post, revision, acting, now))
    elif asks_for_two and not post.agreed and not post.approved_by_me and _may_agree(revision, acting, policy):
        found.mine.append(_to_agree(post, revision, now))
    elif post.approved_by_me and second_awaited:
        found.for_others.append(_waits_for_others(post, revision, now, "You approved this; a second person agrees."))
    elif acting.person.id in revision.writers:
        found.for_others.append(_waits_for_others(post, revision, now, "You wrote this, so somebody else approves it."))


def _may_agree(revision: Revision, acting: Acting, policy: PackInForce | None) -> bool:
    """Whether this person can be the second one: named for it, and no writer of it."""
    if policy is None or acting.person.id in revision.writers:
        return False
    return any(policy.lets_agree(office) for office in acting.offices)


def _to_agree(post: Any, revision: Revision, now: datetime) -> Row:
    when, then = by_words(revision.decide_by, now, then="then it expires")
    stands = (
        "It is approved, and goes out once a second person agrees." if post.approved else "Nobody has approved it yet."
    )
    return Row(
        hurts_at=revision.decide_by,
        when=when,
        then=then,
        title=f"Agree, as the second person: {revision}",
        url=_revision_url(post, revision),
        why=f"{stands} {_findings_words(revision)}",
        button="Read and decide",
        hidden=f"on {revision}",
        main=True,
    )


def _to_approve(post: Post, revision: Revision, acting: Acting, now: datetime) -> Row:
    when, then = by_words(revision.decide_by, now, then="then it expires")
    sent = f"The {revision.written_as} asked for approval at {near(revision.submitted_at, now)}."
    if acting.person.id in revision.writers:
        sent = "You wrote it, or a part. Your policy lets you release it, which is recorded as just that."
    if post.stopped:  # type: ignore[attr-defined]
        sent = "The authority behind its approval is no longer in force, so it stopped until somebody decides."
    return Row(
        hurts_at=revision.decide_by,
        when=when,
        then=then,
        title=f"Approve: {revision}",
        url=_revision_url(post, revision),
        why=f"{sent} {_findings_words(revision)}",
        button="Read and decide",
        hidden=f"on {revision}",
        main=True,
    )


def _waits_for_others(post: Post, revision: Revision, now: datetime, because: str) -> Row:
    when, then = by_words(revision.decide_by, now, then="then it expires")
    return Row(
        hurts_at=revision.decide_by,
        when=when,
        then=then,
        title=str(revision),
        url=_revision_url(post, revision),
        why=f"{because} Submitted at {near(revision.submitted_at, now)}.",
        button="Look at it",
        hidden=f": {revision}",
    )


def _sent_back(post: Post, revision: Revision, now: datetime) -> Row:
    returned = revision.sent_back
    wanted = revision.goes_out if revision.goes_out and revision.goes_out > now else None
    back = ("Sent back", near(returned.at, now))
    when, then = by_words(wanted, now, then="when it was to go out") if wanted else back
    return Row(
        hurts_at=wanted or now + SOON,
        when=when,
        then=then,
        title=f"Change: {revision}",
        url=reverse("draft", args=[post.reference]),
        why=f"The {returned.office} sent it back: “{returned.reason}”",
        button="Change it",
        hidden=f": {revision}",
        main=True,
    )


def _ran_out(post: Post, revision: Revision, now: datetime) -> Row:
    return Row(
        hurts_at=now + SOME_TIME,
        when="Expired",
        then=near(revision.decide_by, now),
        title=f"Submit again, or leave: {revision}",
        url=reverse("post", args=[post.reference]),
        button="Look at it",
        hidden=f": {revision}",
        why="Nobody decided on it in time, so it did not go out. Your words are kept.",
    )


def _untouched(post: Post, draft: Draft, now: datetime) -> Row:
    content: dict[str, Any] = draft.content
    title = str(content.get("title") or str(content.get("text") or "")[:60]).strip() or f"draft {post.reference}"
    return Row(
        hurts_at=now + SOME_TIME,
        when="Untouched",
        then=f"for {words.length(now - draft.saved_at)}",
        title=f"Finish your draft: {title}",
        url=reverse("draft", args=[post.reference]),
        why="It is saved. Nobody has been asked to approve it.",
        button="Go on writing",
        hidden=f": {title}",
    )


def _findings_words(revision: Revision) -> str:
    findings = Verdict.from_record(revision.verdict).findings
    kept = sum(1 for finding in findings if finding.overridden_because)
    open_ones = sum(1 for finding in findings if not finding.overridden_because and finding.strength == "should")
    parts = [
        f"{words.counted(open_ones, 'warning').capitalize()} left standing" if open_ones else "",
        f"{words.counted(kept, 'warning')} answered with a reason" if kept else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else "The policy has nothing against it."


def _revision_url(post: Post, revision: Revision) -> str:
    return reverse("revision", args=[post.reference, revision.number])
