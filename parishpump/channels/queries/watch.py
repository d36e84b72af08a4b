"""The platform watch: every network that the council uses, what was last seen there, when to look again."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from parishpump.channels.models import NOTICEBOARD, Channel, PlatformNote
from parishpump.channels.queries.policy import WATCH_MONTHS, months_after
from parishpump.people.queries import local_day


@dataclass(frozen=True)
class Watched:
    """A network in use, with the newest note on it (None: nobody has looked yet) and the day of the next look."""

    network: str
    latest: PlatformNote | None
    due: date


def watched_networks() -> list[Watched]:
    """Every network with an open channel, the one that is due first on top. The council's own pages are not watched."""
    in_use = Channel.objects.filter(closed_at__isnull=True).exclude(network=NOTICEBOARD)
    first_opened = in_use.order_by().values_list("network").annotate(Min("opened_at"))
    newest = {
        note.network: note for note in PlatformNote.objects.order_by("network", "-looked_on", "-id").distinct("network")
    }
    found = [
        Watched(network, note, note.next_look if note else months_after(local_day(opened), WATCH_MONTHS))
        for network, opened in first_opened
        for note in [newest.get(network)]
    ]
    return sorted(found, key=lambda one: (one.due, one.network))
