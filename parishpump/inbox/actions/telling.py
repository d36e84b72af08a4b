"""Telling those in office of a story, by email, each once, at any hour: within hours it is everywhere (clause ENG-12).

Somebody is claimed first and kept as told afterwards: while the mail server is asked no transaction is open. What the
mail server did not take is tried again, at longer and longer distances; whose claim nobody concluded is not written to
again blind: the story's page says that it is not known.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from parishpump.inbox.actions.stories import keep_told
from parishpump.inbox.models import Told

AT_ONCE = 20
LONGEST_WAIT = timedelta(minutes=30)


def tell(send: Callable[[Told], bool], *, at: datetime) -> int:
    """Write to everybody who is to be told and was not. Returns to how many it went.

    send: Hands one email to the mail server; whether it took it.
    """
    return sum(_conclude(one, send(one), at) for one in _claim(at))


@transaction.atomic
def _claim(at: datetime) -> list[Told]:
    """Take those whose turn it is; nobody else takes them."""
    due = Told.objects.filter(at__isnull=True, claimed_at__isnull=True, next_at__lte=at, story__ended_at__isnull=True)
    found = list(due.select_for_update(of=("self",), skip_locked=True).select_related("story", "person")[:AT_ONCE])
    Told.objects.filter(id__in=[one.id for one in found]).update(claimed_at=at)
    return found


@transaction.atomic
def _conclude(one: Told, went: bool, at: datetime) -> bool:
    if went:
        one.at, one.claimed_at = at, None
        one.save(update_fields=["at", "claimed_at"])
        keep_told([one], one.story, at=at)
    else:
        one.tries, one.claimed_at = one.tries + 1, None
        one.next_at = at + min(timedelta(minutes=2 ** min(one.tries - 1, 10)), LONGEST_WAIT)
        one.save(update_fields=["tries", "claimed_at", "next_at"])
    return went
