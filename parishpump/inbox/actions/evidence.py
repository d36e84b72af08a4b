"""Keeping a copy before anything is hidden: as it was received, and as it stands now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from parishpump.archive import actions as archive
from parishpump.archive.models import Blob
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.ears import can_listen, credentials_for, listener_on
from parishpump.inbox.models import Message, Source, Version
from parishpump.inbox.scans import Scan
from parishpump.networks.contract import NetworkError
from parishpump.networks.hearing import Gone, Heard, Listener

Opener = Callable[[Source], Listener]


@dataclass(frozen=True)
class Seen:
    """What a look at the place where a message stands brought; nothing where nobody could look, and why."""

    now: Heard | Gone | None = None
    problem: str = ""


def listener_of(source: Source) -> Listener:
    """The client of the channel behind a source.

    Raises:
        NetworkError: there is no channel behind it, a credential is missing, or this network cannot be read.
    """
    if source.channel is None:
        raise NetworkError(
            permanent=True, outcome_known=True, reason="refused", detail="No software can act in that place."
        )
    return listener_on(source.channel.network, credentials_for(source.channel))


def look_now(message: Message, *, opened: Opener = listener_of) -> Seen:
    """Ask the network how a message stands now. Touches no row."""
    channel = message.source.channel
    if not message.public or channel is None or not can_listen(channel.network):
        return Seen()
    try:
        found = opened(message.source).look_again([message.key])
    except NetworkError as error:
        return Seen(problem=error.detail or "The network did not answer.")
    return Seen(next((one for one in found if one.key == message.key), None))


def keep_evidence(message: Message, seen: Seen, picture: Scan | None, *, at: datetime) -> list[Blob]:
    """Keep what was seen and the picture, with what was captured before. Returns what was kept now."""
    kept: list[Blob] = []
    if isinstance(seen.now, Heard):
        catch(message.source, [seen.now], cursor=None, at=at)
        kept.append(archive.capture(seen.now.raw, seen.now.media_type[:120]))
    if picture is not None:
        kept.append(archive.capture(picture.content, picture.media_type))
    return kept


def captured_before(message: Message) -> list[str]:
    """The SHA-256 of every version of a message and of what came with it, oldest first."""
    names: list[str] = []
    for version in Version.objects.filter(message=message).order_by("number"):
        names += [version.sha256, *(one.get("sha256", "") for one in version.attachments)]
    return list(dict.fromkeys(name for name in names if name))
