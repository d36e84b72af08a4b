"""House rules: a step against a comment or an account, decided with its ground, its reason and a copy, and undone."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.archive.models import Blob
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.actions.evidence import Opener, Seen, captured_before, keep_evidence, listener_of, look_now
from parishpump.inbox.actions.triaging import Refused, locked
from parishpump.inbox.house_rules import BLOCK, HIDE, NEVER_A_GROUND, WARN, is_criticism, milder_than
from parishpump.inbox.models import Message, Moderation
from parishpump.inbox.queries.house_rules import HouseRules, house_rules
from parishpump.inbox.queries.moderation import can_carry_out, closes_with
from parishpump.inbox.scans import Scan
from parishpump.networks.hearing import Gone
from parishpump.people.actions import office_of
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import MODERATE
from parishpump.people.queries import require_authority

LONGEST_BLOCK = timedelta(days=366)  # then it is decided anew
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_BY_ITSELF = "Parish Pump"


@dataclass(frozen=True)
class Step:
    """What somebody wants to do. `at_once_because`: why a block has no milder step before; `picture`: a screenshot."""

    step: str
    ground: str
    reason: str
    until: datetime | None = None
    at_once_because: str = ""
    picture: Scan | None = None


def moderate(message: Message, step: Step, *, by: Person, at: datetime, opened: Opener = listener_of) -> Moderation:
    """Decide a step. What the network does comes afterwards, by the job; where none can, a person does it by hand.

    Raises:
        NotDelegated: without the power to moderate. Refused: no ground, out of its turn, no end, or no copy of it.
    """
    authority = require_authority(by, MODERATE, at=at)
    _require_sound(message, step, house_rules(at), authority, at)
    seen = look_now(message, opened=opened)
    return _decide(message, step, seen, authority, by=by, at=at)


@transaction.atomic
def _decide(message: Message, step: Step, seen: Seen, authority: Delegation, *, by: Person, at: datetime) -> Moderation:
    message, rules = locked(message), house_rules(at)
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())  # one number after the other
    _require_sound(message, step, rules, authority, at)
    _require_copy(message, step, seen, rules)
    kept = keep_evidence(message, seen, step.picture, at=at)
    number = (Moderation.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Moderation.objects.create(
        message=message,
        number=number,
        key=fresh_key(),
        step=step.step,
        ground=step.ground,
        reason=step.reason,
        evidence=list(dict.fromkeys([*captured_before(message), *(blob.sha256 for blob in kept)])),
        handle=message.handle,
        until=step.until if step.step == BLOCK else None,
        at_once_because=step.at_once_because,
        by=by,
        office=office_of(by, at=at),
        authority=authority,
        at=at,
        next_at=at if can_carry_out(message.source, step.step) else None,
    )
    _record("house rules applied", made, _facts(made), made.office, str(authority), at, kept)
    return made


def fresh_key() -> str:
    """A key that is told to one person alone."""
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


def _require_sound(message: Message, step: Step, rules: HouseRules, authority: Delegation, at: datetime) -> None:
    if not rules.lets_moderate(authority.office):
        raise Refused("office", "Your policy names other offices for this. Pass the message to one of them.", "step")
    if is_criticism(step.ground):
        raise Refused("criticism", NEVER_A_GROUND, "ground")
    if step.ground not in rules.grounds:
        raise Refused("ground", "Choose one of the grounds in your policy, or let the council add to them.", "ground")
    if step.step not in rules.ladder:
        raise Refused("step", "Your policy knows no such step. Choose another.", "step")
    if step.step == HIDE and not message.public:
        raise Refused("private", "Nobody but us can read it, so there is nothing to hide. Warn, or block.", "step")
    if step.step == HIDE and message.hidden_at is not None:
        raise Refused("hidden", "It is hidden already.", "step")
    if step.step == BLOCK:
        _require_fair_block(message, step, rules, at)


def _require_fair_block(message: Message, step: Step, rules: HouseRules, at: datetime) -> None:
    """A block comes after a milder step, and it ends."""
    if not message.handle:
        raise Refused("nobody", "No account is known, so there is nobody to block.", "step")
    before = Moderation.objects.filter(handle=message.handle, undone_at__isnull=True)
    if not before.filter(step__in=milder_than(BLOCK, rules.ladder)).exists() and not step.at_once_because:
        raise Refused(
            "ladder",
            "Nothing milder was tried with this account. Take that step first, or say why it cannot wait.",
            "at_once_because",
        )
    if step.until is None or step.until <= at:
        raise Refused("end", "Say when the block ends: a day that is still to come.", "until")
    first = not before.filter(step=BLOCK).exists()
    longest = (rules.block_ends(at) if first else None) or at + LONGEST_BLOCK
    if step.until > longest:
        limit = f"{rules.first_block} the first time" if first and rules.first_block else "a year"
        raise Refused("length", f"A block lasts {limit} at most. Choose an earlier day.", "until")


def _require_copy(message: Message, step: Step, seen: Seen, rules: HouseRules) -> None:
    """Nothing is hidden of which the council has no copy as it stood."""
    if not message.versions.exists():
        raise Refused("no copy", "No copy of this message was kept, so nothing can be done about it.", "step")
    if isinstance(seen.now, Gone) and step.step == HIDE:
        raise Refused("gone", "It is no longer there: its writer or the network took it away.", "step")
    wanted = message.public and (step.step != WARN or rules.copy_before_every_step)
    if wanted and seen.now is None and step.picture is None:
        why = f" {seen.problem}" if seen.problem else ""
        raise Refused(
            "no copy",
            f"No software could look at how it stands now.{why} Take a picture of it and add it here.",
            "picture",
        )


@transaction.atomic
def undo(moderation: Moderation, *, reason: str, by: Person, at: datetime) -> Moderation:
    """Take a step back, with the reason; what the network did is reversed by the job, or by hand."""
    authority = require_authority(by, MODERATE, at=at)
    made = lock_step(moderation)
    if made.undone_at is not None:
        raise Refused("undone", "It was taken back already.", "why")
    return take_back(made, reason=reason, by=office_of(by, at=at), authority=str(authority), at=at)


@transaction.atomic
def end_blocks(*, at: datetime) -> list[Moderation]:
    """Take back every block whose time is over. Twice does nothing."""
    over = Moderation.objects.select_for_update(of=("self",), skip_locked=True).filter(
        step=BLOCK, until__lte=at, undone_at__isnull=True
    )
    found = list(over.select_related("message__source__channel")[:100])
    return [take_back(one, reason="Its time was over.", by=_BY_ITSELF, authority="", at=at) for one in found]


def take_back(made: Moderation, *, reason: str, by: str, authority: str, at: datetime) -> Moderation:
    """Undo a step that is locked. A call to the network that is still under way is waited for."""
    made.undone_at, made.undone_because = at, reason[:400]
    by_machine = made.owes_reversal and can_carry_out(made.message.source, made.step) and not made.done_by_hand
    made.next_at = max(made.next_at or at, at) if by_machine else None
    made.problem = ""
    made.save(update_fields=["undone_at", "undone_because", "next_at", "problem"])
    _record("house rules step taken back", made, {"reason": reason}, by, authority, at)
    return made


@transaction.atomic
def done_by_hand(moderation: Moderation, *, by: Person, at: datetime) -> Moderation:
    """Somebody did it on the network themselves, or took it back there.

    Raises:
        Refused: nothing is left to do, or the software is doing it.
    """
    authority = require_authority(by, MODERATE, at=at)
    made = lock_step(moderation)
    if made.next_at is not None or not (made.owes_doing or made.owes_reversal):
        raise Refused("nothing", "Nothing is left to do by hand here.", "step")
    made.done_by_hand = made.done_by_hand or made.owes_doing
    settle(made, by=office_of(by, at=at), authority=str(authority), at=at)
    return made


def lock_step(moderation: Moderation) -> Moderation:
    """The step as it stands, locked until the transaction ends."""
    return (
        Moderation.objects.select_for_update(of=("self",))
        .select_related("message__source__channel")
        .get(id=moderation.id)
    )


def settle(made: Moderation, *, by: str, authority: str, at: datetime) -> None:
    """Write down that what was owed is done: the step itself, or that it was reversed."""
    reversing = made.owes_reversal
    if reversing:
        made.reversed_at = at
    else:
        made.done_at = at
    made.next_at, made.problem = None, ""
    made.save(update_fields=["done_at", "reversed_at", "done_by_hand", "next_at", "problem"])
    message = locked(made.message)
    if made.step == HIDE:
        message.hidden_at = None if reversing else at
    if not reversing and closes_with(message, made.step):
        message.closed_at = message.closed_at or at
    message.save(update_fields=["hidden_at", "closed_at"])
    what = "house rules step reversed" if reversing else "house rules step carried out"
    _record(what, made, {"step": made.step, "by hand": made.done_by_hand}, by, authority, at)


def _facts(made: Moderation) -> dict[str, Json]:
    return {
        "step": made.step,
        "ground": made.ground,
        "reason": made.reason,
        "evidence": [*made.evidence],
        "until": made.until.isoformat() if made.until else "",
        "at once because": made.at_once_because,
        "message": made.message.reference,
    }


def _record(
    kind: str,
    made: Moderation,
    body: Mapping[str, Json],
    by: str,
    authority: str,
    at: datetime,
    blobs: list[Blob] | None = None,
) -> None:
    archive.record(
        kind, subject=f"house rules {made.reference}", body=body, by=by, authority=authority, at=at, blobs=blobs or []
    )
