"""May this go out, now? Asked at the moment of sending, of everything at once, and failing closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from parishpump.channels.queries import channels_approved
from parishpump.people.powers import APPROVE
from parishpump.people.queries import delegations_in_force, local_day
from parishpump.publishing.lifecycle import APPROVED, PUBLISH, SUBMITTED, WITHDRAW
from parishpump.publishing.models import Agreement, Approval, Delivery, Pause, Picture, Revision, Withdrawal
from parishpump.publishing.passports import consent_withdrawn
from parishpump.publishing.queries.library import pictures_numbered
from parishpump.publishing.queries.revisions import is_sealed

# Later than this after its time, what was news may no longer be: a person looks first.
STALE_AFTER = timedelta(hours=12)
_LAPSED = "The authority behind its approval is no longer in force. It waits for a new approval."
_ALONE = "The policy asks for two persons, and no second one has agreed to exactly this. It waits for a decision."


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


def live_approval(revision: Revision, *, at: datetime) -> Approval | None:
    """The newest approval of exactly this revision under a delegation that is in force, for all of its channels."""
    in_force = {delegation.id: delegation for delegation in delegations_in_force(at)}
    for approval in Approval.objects.filter(revision=revision, seal=revision.seal).order_by("-id"):
        authority = in_force.get(approval.authority_id)
        if authority is None or APPROVE not in authority.powers:
            continue
        if not authority.channels or set(revision.channel_ids) <= set(authority.channels):
            return approval
    return None


def is_agreed(revision: Revision, approval: Approval) -> bool:
    """Whether somebody else agreed to the very same seal, where two persons are asked for."""
    return not _asks_for_two(revision, approval) or _agreed(
        revision, approval, Agreement.objects.filter(revision=revision)
    )


def _asks_for_two(revision: Revision, approval: Approval) -> bool:
    return bool(revision.second_person or approval.second_person)


def _agreed(revision: Revision, approval: Approval, agreements: Iterable[Agreement]) -> bool:
    """Neither the approver nor anybody who wrote it is the second person."""
    nobody = {approval.by_id, *revision.writers}
    return any(one.seal == revision.seal and one.by_id not in nobody for one in agreements)


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
        self._approved_channels = channels_approved()
        self._sealed: dict[int, bool] = {}
        self._agreements: dict[int, list[Agreement]] = {}
        for agreement in Agreement.objects.filter(revision_id__in=revisions):
            self._agreements.setdefault(agreement.revision_id, []).append(agreement)
        self._pictures = pictures_numbered(
            {use["picture_id"] for delivery in deliveries for use in delivery.revision.pictures}
        )

    def leave_for(self, delivery: Delivery) -> Leave:
        """What stands between this delivery and its network at this moment."""
        if delivery.deed == WITHDRAW:
            return self._leave_to_withdraw(delivery)
        return self._out_of_date(delivery) or self._leave_by_approval(delivery)

    def _out_of_date(self, delivery: Delivery) -> Leave | None:
        revision = delivery.revision
        if delivery.channel.closed_at is not None:
            return Leave("stop", "The channel is closed.")
        if delivery.channel_id not in self._approved_channels:
            return Leave("stop", "No live approval stands behind this channel. Its page says what to do.")
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
        if not self._is_agreed(delivery.revision, approval):
            return Leave("stop", _ALONE, ask_again=True)
        if barred := self._barred_picture(delivery.revision):
            return Leave("stop", barred, ask_again=True)
        if delivery.deed == PUBLISH and self._at - (delivery.released_at or delivery.due_at) > STALE_AFTER:
            return Leave("hold", "It is more than 12 hours late. Look whether it still holds.")
        return Leave("go", approval=approval)

    def _leave_to_withdraw(self, delivery: Delivery) -> Leave:
        """Taking down rests on the withdrawal, or on the approval of the version that leaves a channel out."""
        if delivery.revision.post_id in self._withdrawn:
            return Leave("go")
        approval = self._live_approval(delivery.revision, None)
        if approval is None or not self._is_agreed(delivery.revision, approval):
            return Leave("stop", "Nobody with authority asks for it now.")
        return Leave("go", approval=approval)

    def _is_agreed(self, revision: Revision, approval: Approval) -> bool:
        return not _asks_for_two(revision, approval) or _agreed(
            revision, approval, self._agreements.get(revision.id, ())
        )

    def _barred_picture(self, revision: Revision) -> str:
        """Why one of its pictures may not be shown now, though it could be when it was approved; else empty."""
        for number, use in enumerate(revision.pictures, start=1):
            picture = self._pictures.get(use["picture_id"])
            if picture and (words := self._barred(picture)):
                return f"{words.format(number)} It waits for a version without it."
        return ""

    def _barred(self, picture: Picture) -> str:
        if hasattr(picture, "retirement"):
            return "Picture {} was taken out of use."
        if picture.passport and picture.passport.has_run_out(local_day(self._at)):
            return "The right to use picture {} has ended."
        return "Somebody shown in picture {} took their consent back." if consent_withdrawn(picture.facts) else ""

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
