"""May this go out, now? Asked at the moment of sending, of everything at once, and failing closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from parishpump.people.powers import APPROVE
from parishpump.people.queries import delegations_in_force
from parishpump.publishing.lifecycle import APPROVED, PUBLISH, SUBMITTED, WITHDRAW
from parishpump.publishing.models import Approval, Delivery, Pause, Revision, Withdrawal
from parishpump.publishing.queries.revisions import is_sealed

# Later than this after its time, what was news may no longer be: a person looks first.
STALE_AFTER = timedelta(hours=12)
_LAPSED = "The authority behind its approval is no longer in force. It waits for a new approval."


@dataclass(frozen=True)
class Leave:
    """Whether a delivery may go: `go`; `stop` (its approval no longer carries it); `hold` (a person looks first)."""

    answer: Literal["go", "stop", "hold"]
    because: str = ""
    approval: Approval | None = None
    ask_again: bool = False


def is_paused() -> bool:
    """Whether everything of the council in scope is paused."""
    return Pause.objects.filter(ended_at__isnull=True).exists()


class Gate:
    """Everything that sending depends on, read once for a batch of deliveries."""

    def __init__(self, deliveries: list[Delivery], *, at: datetime) -> None:
        self._at = at
        self._in_force = {delegation.id: delegation for delegation in delegations_in_force(at)}
        self._approvals: dict[int, list[Approval]] = {}
        revisions = {delivery.revision_id for delivery in deliveries}
        for approval in Approval.objects.filter(revision_id__in=revisions).select_related("authority__office"):
            self._approvals.setdefault(approval.revision_id, []).append(approval)
        posts = {delivery.revision.post_id for delivery in deliveries}
        self._withdrawn = {
            withdrawal.post_id: withdrawal
            for withdrawal in Withdrawal.objects.filter(post_id__in=posts).select_related("authority__office")
        }
        self._sealed: dict[int, bool] = {}

    def leave_for(self, delivery: Delivery) -> Leave:
        """What stands between this delivery and its network at this moment."""
        if delivery.deed == WITHDRAW:
            return self._leave_to_withdraw(delivery)
        return self._out_of_date(delivery) or self._leave_by_approval(delivery)

    def _out_of_date(self, delivery: Delivery) -> Leave | None:
        revision = delivery.revision
        if delivery.channel.closed_at is not None:
            return Leave("stop", "The channel is closed.")
        if revision.stage == SUBMITTED:
            return Leave("stop", _LAPSED)
        if revision.stage != APPROVED or revision.post_id in self._withdrawn:
            return Leave("stop", "It was withdrawn, or a newer version took its place.")
        if revision.comes_down and self._at >= revision.comes_down:
            return Leave("stop", "The time at which it was to come down has passed.")
        return None

    def _leave_by_approval(self, delivery: Delivery) -> Leave:
        approval = self._live_approval(delivery.revision, delivery.channel_id)
        if approval is None:
            return Leave("stop", _LAPSED, ask_again=True)
        if not self._matches(delivery.revision, approval):
            return Leave("stop", "It is not exactly what was approved.")
        if delivery.deed == PUBLISH and self._at - (delivery.released_at or delivery.due_at) > STALE_AFTER:
            return Leave("hold", "It is more than 12 hours late. Look whether it still holds.")
        return Leave("go", approval=approval)

    def _leave_to_withdraw(self, delivery: Delivery) -> Leave:
        """Taking down rests on the withdrawal, or on the approval of the version that leaves a channel out."""
        if delivery.revision.post_id in self._withdrawn:
            return Leave("go")
        approval = self._live_approval(delivery.revision, None)
        return Leave("go", approval=approval) if approval else Leave("stop", "Nobody with authority asks for it now.")

    def _live_approval(self, revision: Revision, channel_id: int | None) -> Approval | None:
        for approval in reversed(self._approvals.get(revision.id, [])):
            authority = self._in_force.get(approval.authority_id)
            if authority is None or APPROVE not in authority.powers:
                continue
            if channel_id is None or not authority.channels or channel_id in authority.channels:
                return approval
        return None

    def _matches(self, revision: Revision, approval: Approval) -> bool:
        if revision.id not in self._sealed:
            self._sealed[revision.id] = is_sealed(revision, approval)
        return self._sealed[revision.id] and approval.seal == revision.seal
