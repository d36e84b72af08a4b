"""Emails and a mailbox on a server of our own."""

from datetime import UTC, datetime, timedelta

from parishpump.networks.hearing import Heard
from parishpump.networks.mailbox import Mailbox
from tests.fakes.fake_mail_server import FakeMailServer

SINCE = datetime.now(UTC) - timedelta(days=30)


def opened(server: FakeMailServer, **other: str) -> Mailbox:
    return Mailbox({**server.credentials, **other}, transport=None, allow_private=True)


def written(number: int, text: str = "Is the hall open?") -> bytes:
    return (
        f"From: A resident <resident@village.example>\nTo: clerk@northfold.example\nSubject: The hall\n"
        f"Message-ID: <{number}@village.example>\n\n{text}\n"
    ).encode()


def everything(mailbox: Mailbox, cursor: str = "") -> tuple[list[Heard], str]:
    heard: list[Heard] = []
    while True:
        batch = mailbox.listen(cursor, since=SINCE, under=())
        heard, cursor = [*heard, *batch.heard], batch.cursor
        if not batch.more:
            return heard, cursor
