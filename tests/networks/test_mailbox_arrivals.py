"""A mailbox heard: what arrives is heard once, whatever happens in between."""

from datetime import UTC, datetime, timedelta

import pytest

from parishpump.networks import mailbox_arrivals
from parishpump.networks.contract import NetworkError
from parishpump.networks.mailbox import Mailbox
from tests.fakes.fake_mail_server import FakeMailServer
from tests.networks.letters import SINCE, everything, opened, written


def test_what_arrives_is_heard_once_and_stays_unread(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.arrive(written(1))
    first, cursor = everything(mailbox)
    server.arrive(written(2))

    second, cursor = everything(mailbox, cursor)
    third, _ = everything(opened(server), cursor)

    assert [one.thread for one in (*first, *second)] == ["<1@village.example>", "<2@village.example>"]
    assert not third
    assert all(mail.flags == set() for mail in server.folders["INBOX"])


def test_a_heard_email_says_who_wrote_what_when(server: FakeMailServer, mailbox: Mailbox) -> None:
    mail = server.arrive(written(1), at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC))

    (heard,), _ = everything(mailbox) if mail.at >= SINCE else (mailbox.listen("", since=mail.at, under=()).heard, "")

    assert (heard.text, heard.author, heard.handle) == ("Is the hall open?", "A resident", "resident@village.example")
    assert (heard.title, heard.kind, heard.public) == ("The hall", "message", False)
    assert (heard.written_at, heard.raw) == (mail.at, mail.raw)


def test_a_flood_is_heard_whole_in_batches(server: FakeMailServer, mailbox: Mailbox) -> None:
    for number in range(450):
        server.arrive(written(number))

    batch = mailbox.listen("", since=SINCE, under=())
    rest, _ = everything(mailbox, batch.cursor)

    assert (len(batch.heard), batch.more) == (200, True)
    assert [one.thread for one in (*batch.heard, *rest)] == [f"<{number}@village.example>" for number in range(450)]


def test_emails_from_before_we_listened_are_left_alone(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.arrive(written(1), at=SINCE - timedelta(hours=1))
    server.arrive(written(2), at=SINCE + timedelta(hours=1))

    heard, cursor = everything(mailbox)
    server.arrive(written(3), at=SINCE - timedelta(days=90))  # moved back into the inbox by somebody

    assert [one.thread for one in heard] == ["<2@village.example>"]
    assert [one.thread for one in everything(mailbox, cursor)[0]] == ["<3@village.example>"]


def test_another_uidvalidity_repeats_a_little_and_skips_nothing(server: FakeMailServer, mailbox: Mailbox) -> None:
    now = datetime.now(UTC)
    for number, days in enumerate((20, 10, 1)):
        server.arrive(written(number), at=now - timedelta(days=days))
    before, cursor = everything(mailbox)

    server.renumber()
    server.arrive(written(3))
    after, cursor = everything(mailbox, cursor)

    assert [one.thread for one in after] == ["<2@village.example>", "<3@village.example>"]
    assert after[0].key == before[2].key
    assert not everything(mailbox, cursor)[0]


def test_a_reading_that_breaks_off_is_repeated_from_the_same_place(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.arrive(written(1))
    server.imap_says["UID FETCH"] = "NO [EXPUNGEISSUED] some are gone"
    with pytest.raises(NetworkError):
        mailbox.listen("", since=SINCE, under=())

    server.imap_says.clear()

    assert len(everything(mailbox)[0]) == 1


def test_an_email_deleted_meanwhile_holds_up_nobody(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.arrive(written(1))
    _, cursor = everything(mailbox)
    server.folders["INBOX"].clear()
    server.arrive(written(2))

    assert [one.thread for one in everything(mailbox, cursor)[0]] == ["<2@village.example>"]


def test_of_an_email_without_end_the_beginning_is_kept_and_it_is_said(
    server: FakeMailServer, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox_arrivals, "MOST_OF_ONE", 2_000)
    monkeypatch.setattr(mailbox_arrivals, "BEGINNING", 500)
    server.arrive(written(1, "The drain. " * 1_000))

    (heard,), _ = everything(mailbox)

    assert heard.text.startswith("The drain. ")
    assert "too long" in heard.text
    assert len(heard.raw) < 1_000


def test_a_batch_ends_before_it_is_too_large(
    server: FakeMailServer, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox_arrivals, "MOST_BYTES", 1_000)
    for number in range(5):
        server.arrive(written(number, "x" * 400))

    batch = mailbox.listen("", since=SINCE, under=())

    assert 1 <= len(batch.heard) < 5
    assert batch.more
    assert len(everything(mailbox, batch.cursor)[0]) == 5 - len(batch.heard)


def test_nobody_can_speak_in_anothers_message(server: FakeMailServer, mailbox: Mailbox) -> None:
    """Whoever answers in a thread knows its Message-IDs, and some web forms send the same one every time."""
    server.arrive(written(1))
    server.arrive(written(1).replace(b"resident@", b"stranger@"))
    server.arrive(written(1, "Is the hall closed?"))

    heard, _ = everything(mailbox)

    assert len({one.key for one in heard}) == 3
    assert {one.thread for one in heard} == {"<1@village.example>"}
