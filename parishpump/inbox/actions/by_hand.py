"""An answer that no machine carries: given by telephone, at the desk or by letter."""

from datetime import datetime

from django.db import transaction

from parishpump.inbox.actions.settling import Decision, GainCard
from parishpump.inbox.actions.triaging import triage
from parishpump.inbox.models import Reply, Triage
from parishpump.inbox.outcomes import REPLY
from parishpump.people.models import Person
from parishpump.publishing.actions.drafting import throw_away


@transaction.atomic
def answer_by_hand(reply: Reply, *, how: str, words: str, by: Person, at: datetime) -> Triage:
    """Keep how a message was answered and in which words; the draft is put away, and the message closed.

    Raises:
        NotDelegated, and what `triage` raises.
    """
    last = Triage.objects.filter(message=reply.message, undone_at__isnull=True).last()
    card = GainCard() if last is None else _card_of(last)
    reason = last.reason if last else ""
    decision = Decision(REPLY, card, reason=reason, by_hand=f"Answered {how}: {words}")
    made = triage(reply.message, decision, by=by, at=at)
    throw_away(reply.post, by=by, at=at)
    return made


def _card_of(last: Triage) -> GainCard:
    return GainCard(last.council_gains, last.parishioners_gain, last.impartial, last.lawful, last.whose)
