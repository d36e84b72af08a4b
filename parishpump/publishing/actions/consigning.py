"""What is handed to a network, and what is written down of a delivery: shared by those who send, settle and amend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings

from parishpump.archive import actions as archive
from parishpump.archive.models import Blob
from parishpump.archive.queries import blobs_named, blobs_with_bytes
from parishpump.channels.models import Channel
from parishpump.channels.queries import credentials_of
from parishpump.councils.tenancy import current_council_id
from parishpump.home.errors import SecretError
from parishpump.networks.contract import Network, NetworkError, Parcel, Receipt
from parishpump.networks.contract import Picture as NetworkPicture
from parishpump.networks.registry import open_network
from parishpump.publishing.lifecycle import CORRECT, PUBLISH, SENT, WITHDRAW
from parishpump.publishing.models import Attempt, Delivery, Picture
from parishpump.publishing.queries.leave import Leave

# A call is over within 30 s (networks.http); one that was not started within START_WITHIN is not made at all; so after
# LEASE no call of an unconcluded attempt can still be on its way.
START_WITHIN = timedelta(seconds=10)
LEASE = timedelta(seconds=75)

KINDS = {PUBLISH: "post published", CORRECT: "post corrected", WITHDRAW: "post taken down"}


@dataclass(frozen=True)
class Consignment:
    """A claimed delivery, with everything its one call needs: no row is touched while the network is spoken to."""

    council_id: int
    attempt_id: int
    delivery_id: int
    channel_id: int
    deed: str
    network: str
    credentials: Mapping[str, str]
    parcel: Parcel
    receipt: Receipt | None
    start_by: datetime


@dataclass(frozen=True)
class Outcome:
    """What came of a call.

    `accepted`, with a receipt; `refused`; `not sent` (it may be tried again); `not known`; and, where the network was
    only read: `not there`.
    """

    result: Literal["accepted", "refused", "not sent", "not known", "not there"]
    receipt: Receipt | None = None
    problem: str = ""
    wait: timedelta | None = None


def payload_of(delivery: Delivery, leave: Leave) -> dict[str, Any]:
    """What is sent, frozen, and who let it go. `written_at` is the same in every attempt, so keys stay the same."""
    revision, approval = delivery.revision, leave.approval
    return {
        "key": delivery.key,
        "title": revision.title,
        "answering": revision.answering,
        "text": revision.channel_texts.get(str(delivery.channel_id), "") if delivery.deed != WITHDRAW else "",
        "pictures": [{"sha256": use["sha256"], "alt": use["alt"]} for use in revision.pictures],
        "written_at": delivery.due_at.astimezone(UTC).isoformat(),
        "seal": revision.seal,
        "approved": (
            {"by": approval.office, "at": approval.at.isoformat(), "own work": approval.own_work} if approval else {}
        ),
        "authority": str(approval.authority) if approval else "",
    }


def consignments_of(attempts: Iterable[Attempt]) -> list[Consignment]:
    """Everything that the one call of each attempt needs. Their deliveries come with channel and target."""
    attempts = list(attempts)
    channels: dict[int, Channel] = {attempt.delivery.channel_id: attempt.delivery.channel for attempt in attempts}
    credentials = {channel_id: _credentials(channel) for channel_id, channel in channels.items()}
    pictures = _pictures(attempts)
    return [
        Consignment(
            council_id=current_council_id(),
            attempt_id=attempt.id or 0,
            delivery_id=attempt.delivery_id,
            channel_id=attempt.delivery.channel_id,
            deed=attempt.delivery.deed,
            network=attempt.delivery.channel.network,
            credentials=credentials[attempt.delivery.channel_id],
            parcel=_parcel(attempt.payload, pictures, comments_closed=attempt.delivery.channel.comments == "off"),
            receipt=_receipt(attempt.delivery.target),
            start_by=attempt.started_at + START_WITHIN,
        )
        for attempt in attempts
    ]


def _credentials(channel: Channel) -> Mapping[str, str]:
    """What the network wants to hear; nothing where it cannot be read: then this channel asks for a new sign-in."""
    try:
        return credentials_of(channel)
    except SecretError:
        return {}


def _receipt(target: Delivery | None) -> Receipt | None:
    return Receipt(target.reference, target.address) if target else None


def _pictures(attempts: Iterable[Attempt]) -> dict[str, tuple[Picture, bytes]]:
    wanted = {picture["sha256"] for attempt in attempts for picture in attempt.payload["pictures"]}
    if not wanted:
        return {}
    content = blobs_with_bytes(wanted)
    return {one.sha256: (one, content[one.sha256]) for one in Picture.objects.filter(sha256__in=wanted)}


def _parcel(
    payload: Mapping[str, Any], pictures: Mapping[str, tuple[Picture, bytes]], *, comments_closed: bool
) -> Parcel:
    return Parcel(
        key=payload["key"],
        text=payload["text"],
        title=payload["title"],
        written_at=datetime.fromisoformat(payload["written_at"]),
        pictures=tuple(_network_picture(one["alt"], *pictures[one["sha256"]]) for one in payload["pictures"]),
        comments_closed=comments_closed,
        **_answered(payload.get("answering", {})),
    )


def _answered(answering: Mapping[str, str]) -> dict[str, str]:
    if not answering:
        return {}
    return {"in_reply_to": answering["reference"], "thread": answering["thread"], "to": answering["to"]}


def _network_picture(alt: str, picture: Picture, content: bytes) -> NetworkPicture:
    return NetworkPicture(
        content=content, media_type=picture.media_type, alt=alt, width=picture.width, height=picture.height
    )


def network_of(consignment: Consignment) -> Network:
    """The client for the network of a consignment, signed in as the council."""
    return open_network(
        consignment.network, consignment.credentials, allow_private=settings.PARISHPUMP_PRIVATE_NETWORKS
    )


def outcome_of(error: NetworkError) -> Outcome:
    """What an error of a network means for the delivery."""
    wait = timedelta(seconds=error.retry_after) if error.retry_after is not None else None
    if not error.outcome_known:
        return Outcome("not known", problem=error.detail)
    if error.reason == "sign-in refused":
        return Outcome("not sent", problem=error.detail, wait=timedelta(minutes=15))
    if error.permanent:
        return Outcome("refused", problem=error.detail)
    return Outcome("not sent", problem=error.detail, wait=wait)


@dataclass(frozen=True)
class Sent:
    """A delivery that is there, with the receipt and with what was sent."""

    delivery: Delivery
    receipt: Receipt
    payload: Mapping[str, Any]


def mark_sent(all_sent: Sequence[Sent], at: datetime) -> None:
    """They are there: keep where, and put on the record exactly what was published and who let it."""
    new = [sent for sent in all_sent if sent.delivery.state != SENT]
    for sent in new:
        sent.delivery.state, sent.delivery.settled_at, sent.delivery.problem = SENT, at, ""
        sent.delivery.reference, sent.delivery.address = sent.receipt.reference, sent.receipt.address
    Delivery.objects.filter(id__in=[sent.delivery.id for sent in new]).update(state=SENT, settled_at=at, problem="")
    Delivery.objects.bulk_update([sent.delivery for sent in new], ["reference", "address"])
    archive.record_all([_sent_entry(sent, at) for sent in new])


def _sent_entry(sent: Sent, at: datetime) -> archive.Entry:
    shown = blobs_named(picture["sha256"] for picture in sent.payload["pictures"])
    return _entry(
        KINDS[sent.delivery.deed],
        sent.delivery,
        at,
        {"sent": dict(sent.payload)},
        authority=sent.payload["authority"],
        blobs=shown,
    )


def note(kind: str, delivery: Delivery, at: datetime, *, by: str = "Parish Pump", **more: str) -> None:
    """Put a step of a delivery on the record."""
    archive.record_all([_entry(kind, delivery, at, more, by=by)])


def _entry(
    kind: str,
    delivery: Delivery,
    at: datetime,
    more: Mapping[str, Any],
    *,
    by: str = "Parish Pump",
    authority: str = "",
    blobs: Iterable[Blob] = (),
) -> archive.Entry:
    revision = delivery.revision
    return archive.Entry(
        kind,
        subject=f"post {revision.post.reference}",
        by=by,
        authority=authority,
        at=at,
        blobs=tuple(blobs),
        body={
            "revision": revision.number,
            "seal": revision.seal,
            "channel": delivery.channel.name,
            "network": delivery.channel.network,
            "key": delivery.key,
            "occurrence": delivery.occurrence,
            "tries": delivery.tries,
            "due": delivery.due_at.isoformat(),
            "address": delivery.address,
            "reference": delivery.reference,
            **more,
        },
    )
