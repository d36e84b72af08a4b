"""Hearing that whoever was asked what they meant has written again: then it waits for us."""

from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.models import Clarification, Message
from parishpump.inbox.queries.clarified import answered_since

_AT_ONCE = 200


@transaction.atomic
def note_answers(*, at: datetime) -> list[Clarification]:
    """Tie each question back to what its writer said next in the same conversation, whether it is closed or not.

    A message that was closed meanwhile stays closed: what came is a message of its own. Twice does nothing.
    """
    rows = list(answered_since().select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    for one in rows:
        one.answered_by_id = one.next_message
    Clarification.objects.bulk_update(rows, ["answered_by"])
    waiting = Message.objects.filter(id__in={one.message_id for one in rows}, waits_for_writer=True)
    waiting.exclude(clarifications__answered_by=None).update(waits_for_writer=False)
    archive.record_all(
        [
            archive.Entry(
                "clarification answered",
                f"message {one.message.reference}",
                {"clarification": one.id, "message": one.next_message},
                "Parish Pump",
                "",
                at,
            )
            for one in rows
        ]
    )
    return rows
