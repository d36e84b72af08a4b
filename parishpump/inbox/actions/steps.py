"""Carrying out steps under the house rules on the networks: the row first, then the call, then what came of it.

To hide, show, block and unblock may be repeated, so a call that nobody concluded is made again when its lease is over.
A report may not: before it is made the row says that nobody knows, and only its answer takes that back.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.actions.evidence import Opener, listener_of
from parishpump.inbox.actions.moderating import end_blocks, lock_step, settle
from parishpump.inbox.house_rules import BLOCK, HIDE, REPORT
from parishpump.inbox.models import Moderation
from parishpump.networks.contract import NetworkError
from parishpump.networks.hearing import Listener

AT_ONCE = 20
LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=2)
NOT_KNOWN = "The software stopped while it reported this. Look on the network whether the report arrived."
_BY = "Parish Pump"
OUR_FAULT = "Something went wrong on our side. Look on the network whether it was done."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Call:
    """A step that was taken in hand, and until when. `reverses`: what was done is taken back."""

    moderation: Moderation
    reverses: bool
    until: datetime


def carry_out_steps(*, at: datetime, opened: Opener = listener_of) -> int:
    """End the blocks whose time is over, and do on the networks what is due. Returns how many calls were made."""
    end_blocks(at=at)
    calls = _take(at)
    for call in calls:
        _conclude(call, _ask(call, opened), at=at)
    return len(calls)


@transaction.atomic
def _take(at: datetime) -> list[Call]:
    due = Moderation.objects.select_for_update(of=("self",), skip_locked=True).filter(next_at__lte=at)
    found = list(due.select_related("message__source__channel").order_by("next_at", "id")[:AT_ONCE])
    for one in found:
        one.tries += 1
        one.next_at = None if one.step == REPORT else at + LEASE
        one.problem = NOT_KNOWN if one.step == REPORT else one.problem
    Moderation.objects.bulk_update(found, ["tries", "next_at", "problem"])
    return [Call(one, one.owes_reversal, at + LEASE) for one in found]


def _ask(call: Call, opened: Opener) -> NetworkError | None:
    """Make the call. No transaction is open, and no row is touched."""
    try:
        _do(opened(call.moderation.message.source), call)
    except NetworkError as error:
        return error
    except Exception:
        log.exception("Carrying out step %s failed in our own code.", call.moderation.id)
        return NetworkError(permanent=False, outcome_known=False, reason="unreadable answer", detail=OUR_FAULT)
    return None


def _do(network: Listener, call: Call) -> None:
    made = call.moderation
    key = made.message.key
    if made.step == REPORT:
        network.report(key, f"{made.ground}. {made.reason}")
    elif made.step == HIDE:
        (network.show if call.reverses else network.hide)(key)
    elif made.step == BLOCK:
        (network.unblock if call.reverses else network.block)(made.handle)


@transaction.atomic
def _conclude(call: Call, error: NetworkError | None, *, at: datetime) -> None:
    """Write down what came of it; nothing where somebody else has it in hand by now."""
    made = lock_step(call.moderation)
    leased = made.problem == NOT_KNOWN if made.step == REPORT else made.next_at == call.until
    if not leased or made.owes_reversal != call.reverses:
        return
    if error is None:
        settle(made, by=_BY, authority="", at=at)
        return
    made.problem = (error.detail or "The network did not answer.")[:400]
    again = not error.permanent and (made.step != REPORT or error.outcome_known)
    wait = max(timedelta(minutes=2 ** min(made.tries, 7)), timedelta(seconds=error.retry_after or 0))
    made.next_at = at + min(wait, LONGEST_WAIT) if again else None
    made.save(update_fields=["problem", "next_at"])
    archive.record(
        "house rules step failed",
        subject=f"house rules {made.reference}",
        body={"problem": made.problem, "again": again, "try": made.tries},
        by=_BY,
        authority="",
        at=at,
    )
