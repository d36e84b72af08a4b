"""Looking, once a week, whether the pages of every council's directory are still there."""

from collections.abc import Callable, Iterable
from datetime import datetime
from time import sleep

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.partners.actions import keep_looks
from parishpump.partners.page_check import Seen, look_at
from parishpump.partners.queries.looks import addresses_due
from parishpump.people.queries import local_day

BETWEEN = 2.0  # seconds from one page to the next: nobody's site should notice us
MOST_AT_ONCE = 200  # pages in one run; the rest have their turn the next night

Look = Callable[[str], Seen]


@app.periodic(cron="25 3 * * *")
@app.task(queueing_lock="look at the pages of the directories")
def look_at_pages(timestamp: int) -> None:
    """Look at what was not looked at for a week. Only reads, so it is safe to run twice."""
    if not settings.PARISHPUMP_DEMO:  # whose bodies are invented, and which reaches nobody
        look_for_all(all_councils(), look=_look, at=timezone.now())


def look_for_all(councils: Iterable[Council], *, look: Look, at: datetime) -> int:
    """Look at each page once, however many councils list it, one after the other. Returns how many were looked at.

    Nothing is held in the database while a site is asked.
    """
    due = {council.id: _due(council, at) for council in councils}
    wanted = sorted({address for addresses in due.values() for address in addresses})[:MOST_AT_ONCE]
    seen = {address: look(address) for address in wanted}
    for council_id, addresses in due.items():
        with council_scope(council_id):
            keep_looks({address: seen[address] for address in addresses if address in seen}, at=at)
    return len(seen)


def _due(council: Council, at: datetime) -> list[str]:
    with council_scope(council.id):
        return addresses_due(at, local_day(at))


def _look(address: str) -> Seen:
    sleep(BETWEEN)
    return look_at(address, allow_private=settings.PARISHPUMP_PRIVATE_NETWORKS)
