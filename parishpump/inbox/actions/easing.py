"""What a partly upheld appeal gives: a comment is shown again while the warning stands, or a block ends sooner."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from parishpump.archive import actions as archive
from parishpump.councils.models import Council
from parishpump.councils.queries import this_council
from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.actions.moderating import fresh_key, take_back
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.house_rules import BLOCK, HIDE, WARN
from parishpump.inbox.models import Moderation
from parishpump.people.models import Person
from parishpump.ui.words import moment

EASED = "An appeal was partly upheld: a milder step stands instead."


def ease(step: Moderation, *, until: datetime | None, by: Person, office: str, authority: str, at: datetime) -> str:
    """Lessen a step that is locked. Returns what that gives whoever appealed, in words.

    Raises:
        Refused: it is taken back already, or a step of this kind is either right or wrong.
    """
    if step.undone_at is not None:
        raise Refused("undone", "The step is taken back already, so nothing is left to give back in part.", "outcome")
    if step.step == HIDE:
        return _show_with_a_warning(step, by=by, office=office, authority=authority, at=at)
    if step.step == BLOCK:
        return _end_sooner(step, until, office=office, authority=authority, at=at)
    raise Refused("whole", "A warning or a report is right or wrong. Uphold the appeal, or reject it.", "outcome")


def _show_with_a_warning(step: Moderation, *, by: Person, office: str, authority: str, at: datetime) -> str:
    """The comment is given back; a warning on the same ground and the same copy takes the place of hiding it."""
    take_back(step, reason=EASED, by=office, authority=authority, at=at)
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())  # one number after the other
    milder = Moderation.objects.create(
        message=step.message,
        number=(Moderation.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        key=fresh_key(),
        step=WARN,
        ground=step.ground,
        reason=step.reason,
        evidence=[*step.evidence],
        handle=step.handle,
        instead_of=step,
        by=by,
        office=office,
        authority=step.authority,  # whoever hears appeals may hold no delegation of their own: less of the same remains
        at=at,
    )
    archive.record(
        "house rules applied",
        subject=f"house rules {milder.reference}",
        body={"step": WARN, "ground": step.ground, "instead of": step.reference, "evidence": [*milder.evidence]},
        by=office,
        authority=authority,
        at=at,
    )
    return "What you wrote is shown again. The warning stands."


def _end_sooner(step: Moderation, until: datetime | None, *, office: str, authority: str, at: datetime) -> str:
    if until is None or step.until is None or not at < until < step.until:
        raise Refused("end", "Say when the block ends now: sooner than it would, and still to come.", "until")
    before, step.until = step.until, until
    step.save(update_fields=["until"])
    archive.record(
        "block shortened",
        subject=f"house rules {step.reference}",
        body={"until": until.isoformat(), "before": before.isoformat()},
        by=office,
        authority=authority,
        at=at,
    )
    local = until.astimezone(ZoneInfo(this_council().zone))
    return f"You can answer us again from {moment(local)}."
