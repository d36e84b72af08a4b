"""What arrived in the inbox since last time, by UIDVALIDITY and UID (RFC 3501, 2.3.1.1), none twice and none left out.

A UID is given once and they only rise, so "everything above the last one" is exact, whatever was read or deleted
meanwhile. When the server gives the folder another UIDVALIDITY, all UIDs are new: then everything that arrived since
shortly before the last email is read again, for those heard already are known by their keys.
"""

import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from imap_tools.errors import MailboxFetchError
from imap_tools.utils import check_command_status

from parishpump.networks.hearing import Batch, Heard
from parishpump.networks.mailbox_reading import Arrived, heard_in
from parishpump.networks.mailbox_sent import body_of
from parishpump.networks.mailbox_wire import MailServer
from parishpump.networks.readings import packed, unpacked
from parishpump.networks.wire import Deadline

FOLDER = "INBOX"
MOST_EMAILS = 200  # in one batch
MOST_BYTES = 25_000_000  # in one batch
MOST_OF_ONE = 10_000_000  # bytes of an email that is kept whole
BEGINNING = 1_000_000  # bytes that are kept of a longer one, below its headers
OVERLAP = timedelta(days=2)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID, _SIZE = re.compile(rb"UID (\d+)"), re.compile(rb"RFC822\.SIZE (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([ \d]\d-\w{3}-\d{4} \d\d:\d\d:\d\d [+-]\d{4})"')


@dataclass(frozen=True)
class Place:
    """How far the inbox was read. Below the UID `below`, only what arrived since `floor` is wanted."""

    validity: int
    uid: int
    below: int
    floor: str
    latest: str

    @classmethod
    def from_cursor(cls, cursor: str) -> "Place | None":
        """Where a cursor of ours points; None where there is none, or none that can be read."""
        said = unpacked(cursor)
        try:
            place = cls(int(said["validity"]), int(said["uid"]), int(said["below"]), said["floor"], said["latest"])
            datetime.fromisoformat(place.floor), datetime.fromisoformat(place.latest)
        except (ValueError, TypeError, KeyError):
            return None
        return place

    def as_cursor(self) -> str:
        return packed(asdict(self))


@dataclass(frozen=True)
class Waiting:
    """An email that is still to be fetched: `size` in bytes, `at` when the mail server took it in."""

    uid: int
    size: int
    at: datetime


def next_arrivals(server: MailServer, cursor: str, *, since: datetime, deadline: Deadline) -> Batch:
    """The next emails in the order in which they arrived. When the time is over, what there is so far."""
    server.folder.set(FOLDER, readonly=True)
    place = _place_in(server, Place.from_cursor(cursor), since)
    uids = _uids_after(server, place)
    heard: list[Heard] = []
    size = 0
    for waiting in _waiting(server, uids[:MOST_EMAILS]):
        if heard and (size + waiting.size > MOST_BYTES or not deadline.left()):
            return Batch(tuple(heard), place.as_cursor(), more=True)
        if waiting.uid >= place.below or waiting.at >= datetime.fromisoformat(place.floor):
            heard += [heard_in(email) for email in _fetched(server, waiting)]
            size += min(waiting.size, MOST_OF_ONE)
        place = replace(place, uid=waiting.uid, latest=max(place.latest, waiting.at.isoformat()))
    if uids[:MOST_EMAILS]:
        place = replace(place, uid=max(place.uid, uids[:MOST_EMAILS][-1]))
    return Batch(tuple(heard), place.as_cursor(), more=len(uids) > MOST_EMAILS)


def _place_in(server: MailServer, known: Place | None, since: datetime) -> Place:
    """Where to go on: after the last UID, or from a date where the UIDs are not those that we knew."""
    status = server.folder.status(FOLDER, ("UIDVALIDITY", "UIDNEXT"))
    validity = status.get("UIDVALIDITY", 0)
    if known is not None and known.validity == validity:
        return known
    since = since.astimezone(UTC)
    floor = since if known is None else max(since, datetime.fromisoformat(known.latest) - OVERLAP)
    latest = floor.isoformat() if known is None else known.latest
    return Place(validity, 0, status.get("UIDNEXT", 1), floor.isoformat(), latest)


def _uids_after(server: MailServer, place: Place) -> list[int]:
    """Every UID still to be looked at. `n:*` always gives the last one, even where it is below n."""
    found = set(_search(server, f"UID {max(place.uid + 1, place.below)}:*"))
    if place.uid + 1 < place.below:
        # SINCE looks at the date alone, in the time zone of whichever server took the email in: a day to spare.
        day = datetime.fromisoformat(place.floor) - timedelta(days=1)
        since = f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"
        found.update(_search(server, f"UID {place.uid + 1}:{place.below - 1} SINCE {since}"))
    return sorted(uid for uid in found if uid > place.uid)


def _search(server: MailServer, criteria: str) -> list[int]:
    return [int(uid) for uid in server.uids(criteria, charset=None)]


def _waiting(server: MailServer, uids: list[int]) -> list[Waiting]:
    """How long each email is and when it came; without those that are gone meanwhile."""
    if not uids:
        return []
    answer = server.client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE INTERNALDATE)")
    check_command_status(answer, MailboxFetchError)
    lines = [b"".join(piece) if isinstance(piece, tuple) else piece for piece in answer[1] if piece]
    found = [one for one in map(_one_waiting, lines) if one is not None and one.uid in uids]
    return sorted(found, key=lambda one: one.uid)


def _one_waiting(line: bytes) -> Waiting | None:
    uid, size, date = _UID.search(line), _SIZE.search(line), _DATE.search(line)
    if uid is None:
        return None
    return Waiting(int(uid[1]), int(size[1]) if size else 0, _moment(date[1] if date else b""))


def _moment(said: bytes) -> datetime:
    """When the mail server took it in: never later than now, which is what counts where the server does not tell."""
    now = datetime.now(UTC)
    return min(now, parsedate_to_datetime(said.decode().strip().replace("-", " ", 2)).astimezone(UTC)) if said else now


def _fetched(server: MailServer, waiting: Waiting) -> list[Arrived]:
    """The email without marking it as read: whole, or its headers and its beginning; nothing where it is gone."""
    uid, cut = str(waiting.uid), waiting.size > MOST_OF_ONE
    if cut:
        head = body_of(server, uid, "BODY.PEEK[HEADER]")
        raw = head + body_of(server, uid, f"BODY.PEEK[TEXT]<0.{BEGINNING}>")
    else:
        raw = body_of(server, uid, "BODY.PEEK[]")
    return [Arrived(raw, waiting.at, cut)] if raw else []
