"""Appeals against a step under the house rules: taken in from anybody, heard by another person, and told."""

import hmac
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.inbox.actions.easing import ease
from parishpump.inbox.actions.moderating import lock_step, settle, take_back
from parishpump.inbox.actions.replying import begin_reply
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.house_rules import WARN
from parishpump.inbox.models import Appeal, Look, Moderation, Reply
from parishpump.inbox.queries.house_rules import HouseRules, house_rules
from parishpump.inbox.queries.replies import APPEAL, HOUSE_RULES
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import MODERATE
from parishpump.people.queries import acting, authority_for
from parishpump.publishing.lifecycle import PUBLISH, SENT
from parishpump.publishing.models import Delivery


class SamePerson(Refused):
    """Whoever decided a step does not hear the appeal against it."""

    def __init__(self) -> None:
        super().__init__("same person", "You decided this step yourself, so somebody else hears the appeal.", "outcome")


@transaction.atomic
def appeal(moderation: Moderation, words: str, *, contact: str = "", key: str = "", at: datetime) -> Appeal:
    """Take in an appeal. Anybody may write one; whoever gives the key is the person concerned."""
    made = Appeal.objects.create(
        moderation=moderation,
        words=words,
        contact=contact[:320],
        with_key=hmac.compare_digest(key.strip().casefold().encode(), moderation.key.encode()),
        arrived_at=at,
        due_at=house_rules(at).appeal_due(at),
    )
    body: dict[str, Json] = {
        "appeal": made.id,
        "with key": made.with_key,
        "due at": made.due_at.isoformat() if made.due_at else "",
    }
    _record("appeal received", made, body, "Whoever appealed", "", at)
    return made


@transaction.atomic
def decide_appeal(
    one: Appeal, *, outcome: str, reasons: str, until: datetime | None = None, by: Person, at: datetime
) -> Appeal:
    """Hear an appeal. What it gives back is given back at once; the outcome is told afterwards.

    until: The nearer end of a block, where an appeal against one is partly upheld.

    Raises:
        SamePerson: `by` decided the step. Refused: not theirs to hear, it is decided, or nothing can be given in part.
    """
    authority = require_hearer(one, house_rules(at), by=by, at=at)
    one = Appeal.objects.select_for_update().get(id=one.id)
    if one.decided_at is not None:
        raise Refused("decided", "This appeal is decided already.", "outcome")
    step = lock_step(one.moderation)
    office = office_of(by, at=at)
    if outcome == Appeal.PARTLY:
        one.relief = ease(step, until=until, by=by, office=office, authority=authority, at=at)
    one.outcome, one.reasons, one.by, one.decided_at, one.office = outcome, reasons, by, at, office
    one.save(update_fields=["outcome", "reasons", "relief", "by", "decided_at", "office"])
    body: dict[str, Json] = {"outcome": outcome, "reasons": reasons, "gives": one.relief}
    _record("appeal decided", one, body, one.office, authority, at)
    if outcome == Appeal.UPHELD and step.undone_at is None:
        take_back(step, reason="An appeal was upheld.", by=one.office, authority=authority, at=at)
    return one


def require_hearer(one: Appeal, rules: HouseRules, *, by: Person, at: datetime) -> str:
    """Under what `by` hears this appeal: the policy names their office, or moderating is delegated to them."""
    if one.moderation.by_id == by.id:
        raise SamePerson
    if rules.lets_hear(acting(by, at=at).offices):
        return "the policy on appeals"
    delegation = authority_for(by, MODERATE, at=at)
    if delegation is None or rules.hearers:
        who = " or ".join(f"the {title}" for title in rules.hearers) or "somebody to whom moderating is delegated"
        raise Refused("office", f"This appeal is for {who} to hear.", "outcome")
    return str(delegation)


def begin_telling(step: Moderation, text: str, *, by: Person, at: datetime) -> Reply:
    """Begin the answer that tells whoever wrote of a step. Raises what `begin_reply` raises."""
    return begin_reply(step.message, purpose=f"{HOUSE_RULES} {step.number}", text=text, by=by, at=at)


def begin_outcome(one: Appeal, text: str, *, by: Person, at: datetime) -> Reply:
    """Begin the answer that tells of an appeal's outcome. Raises what `begin_reply` raises."""
    return begin_reply(one.moderation.message, purpose=f"{APPEAL} {one.id}", text=text, by=by, at=at)


@transaction.atomic
def told_by_hand(one: Appeal, *, by: Person, at: datetime) -> Appeal:
    """Somebody told the outcome themselves."""
    authority = require_hearer_or_moderator(by, at)
    one = Appeal.objects.select_for_update().get(id=one.id)
    if one.decided_at is None or one.told_at is not None:
        raise Refused("told", "There is nothing to tell: it is not decided, or it was told already.", "outcome")
    _told(one, by_hand=True, by=office_of(by, at=at), authority=authority, at=at)
    return one


def _told(one: Appeal, *, by_hand: bool, by: str, authority: str, at: datetime) -> None:
    """Keep that they know. With the outcome they were told of the warning that is left, where one is."""
    one.told_at = at
    one.save(update_fields=["told_at"])
    _record("appeal outcome told", one, {"by hand": by_hand}, by, authority, at)
    left = Moderation.objects.filter(instead_of=one.moderation_id, done_at__isnull=True, undone_at__isnull=True).first()
    if left is not None:
        settle(lock_step(left), by=by, authority=authority, at=at)


def require_hearer_or_moderator(by: Person, at: datetime) -> str:
    """Under what somebody works on appeals at all."""
    delegation = authority_for(by, MODERATE, at=at)
    if delegation is not None:
        return str(delegation)
    if house_rules(at).lets_hear(acting(by, at=at).offices):
        return "the policy on appeals"
    raise Refused("office", "Your policy names others for this.", "outcome")


@transaction.atomic
def see_evidence(step: Moderation, *, by: Person, at: datetime) -> Look:
    """Look at what was captured before a step, which may be abuse. Each look is recorded."""
    authority = require_hearer_or_moderator(by, at)
    looked = Look.objects.create(message=step.message, what="abuse", by=by, at=at)
    archive.record(
        "message looked at",
        subject=f"message {step.message.reference}",
        body={"what": "abuse", "house rules": step.reference},
        by=office_of(by, at=at),
        authority=authority,
        at=at,
    )
    return looked


@transaction.atomic
def note_what_was_told(*, at: datetime) -> int:
    """Keep which warnings and which outcomes have reached whoever they concern. Twice does nothing."""
    arrived = Delivery.objects.filter(revision__post=OuterRef("post"), deed=PUBLISH, state=SENT)
    found = Reply.objects.filter(Exists(arrived))
    told = 0
    for one in Appeal.objects.select_for_update().filter(decided_at__isnull=False, told_at__isnull=True)[:100]:
        if found.filter(purpose=f"{APPEAL} {one.id}").exists():
            _told(one, by_hand=False, by="Parish Pump", authority="", at=at)
            told += 1
    for step in Moderation.objects.select_for_update().filter(step=WARN, done_at__isnull=True, undone_at__isnull=True)[
        :100
    ]:
        if found.filter(purpose=f"{HOUSE_RULES} {step.number}").exists():
            settle(lock_step(step), by="Parish Pump", authority="", at=at)
            told += 1
    return told


def _record(kind: str, one: Appeal, body: Mapping[str, Json], by: str, authority: str, at: datetime) -> None:
    archive.record(
        kind,
        subject=f"house rules {one.moderation.reference}",
        body=body,
        by=by,
        authority=authority,
        at=at,
    )
