"""What a writer can choose from: the open channels with how each was last found, and the open campaigns."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from parishpump.channels.models import Campaign, Channel, Checkup
from parishpump.channels.queries import campaigns_open, channels_open
from parishpump.networks.registry import LETTERS


@dataclass(frozen=True)
class Offered:
    """The channels, why some did not let us in when last looked at (by id), and the campaigns."""

    channels: tuple[Channel, ...]
    shut: dict[int, str]
    campaigns: tuple[Campaign, ...]


def offered(at: datetime) -> Offered:
    """All of it in one query, and a second one where there is a campaign at all."""
    newest = Checkup.objects.filter(channel=OuterRef("pk")).order_by("-at", "-id")
    rows: list[Any] = list(
        channels_open()
        .exclude(network__in=LETTERS)
        .annotate(
            last_ok=Subquery(newest.values("ok")[:1]),
            last_words=Subquery(newest.values("message")[:1]),
            campaigning=Exists(Campaign.objects.filter(ended_at__isnull=True)),
        )
    )
    shut = {channel.id: channel.last_words for channel in rows if channel.last_ok is False}
    campaigns = campaigns_open(at) if any(channel.campaigning for channel in rows) else ()
    return Offered(tuple(rows), shut, tuple(campaigns))
