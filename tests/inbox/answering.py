"""A network on which somebody asked something, and answers that stand at each step of their way."""

from datetime import datetime
from typing import Any

import pytest

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.replying import begin_reply, submit_reply
from parishpump.inbox.models import Message, Reply, Source
from parishpump.people.models import Person
from parishpump.publishing.actions.deciding import approve
from parishpump.publishing.actions.deliver import deliver
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.memory_network import MemoryNetwork, plug_in
from tests.inbox.hearing import said
from tests.publishing.reading import having_read

REPAIRED = "The drain in Mill Lane is repaired on Thursday 26 November 2026. Kent Highways does the work."
MINUTE = ("Minute 2026/140",)


def memory_source(clerk: Person, patch: pytest.MonkeyPatch) -> tuple[Source, MemoryNetwork]:
    """A channel that is open and listened to."""
    network = MemoryNetwork()
    plug_in(patch, network)
    channel = open_channel("Memory", "memory", address="", purpose="", minute="", by=clerk, at=NOON)
    facts: dict[str, Any] = {"name": "Memory", "channel": channel, "since": NOON, "next_at": NOON, "opened_at": NOON}
    return Source.objects.create(kind=Source.CHANNEL, **facts), network


def asked(source: Source, number: int = 1, **more: Any) -> Message:
    """One question there."""
    (message,) = catch(source, [said(f"at://village/{number}", **more)], cursor=None, at=NOON).new
    return message


def begun(message: Message, by: Person, *, purpose: str = "reply", text: str = REPAIRED) -> Reply:
    """An answer whose writer has read the standards."""
    return begin_reply(message, purpose=purpose, text=text, by=having_read(by), at=NOON)


def submitted(message: Message, by: Person, *, purpose: str = "reply", text: str = REPAIRED) -> Reply:
    """An answer that waits for approval."""
    reply = begun(message, by, purpose=purpose, text=text)
    submit_reply(reply, text=text, sources=MINUTE, overrides={}, by=by, at=NOON)
    reply.post.refresh_from_db()
    return reply


def sent(message: Message, by: Person, approver: Person, *, at: datetime, **more: Any) -> Reply:
    """An answer that has arrived."""
    reply = submitted(message, by, **more)
    approve(reply.post.latest, by=approver, at=NOON)
    deliver(now=lambda: at)
    reply.post.refresh_from_db()
    return reply
