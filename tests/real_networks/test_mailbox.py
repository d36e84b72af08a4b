"""The council's mailbox on a real mail server, with a resident at the other end."""

import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest

from parishpump.networks import mailbox_wire
from parishpump.networks.contract import NetworkError, Parcel
from parishpump.networks.hearing import Heard
from parishpump.networks.mailbox import Mailbox
from tests.networks.parcels import TEXT, parcel, picture
from tests.real_networks.mail_server import CLERK, RESIDENT, MailServers

pytestmark = pytest.mark.real_network

SINCE = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def council(mail: MailServers) -> Mailbox:
    """The council's mailbox, empty."""
    mail.empty()
    return opened(mail)


@pytest.fixture
def resident(mail: MailServers, council: Mailbox) -> Mailbox:
    return opened(mail, RESIDENT)


def opened(mail: MailServers, address: str = CLERK, **other: str) -> Mailbox:
    return Mailbox({**mail.credentials_of(address), **other}, transport=None, allow_private=True)


def letter(text: str, to: str = CLERK, **more: str) -> Parcel:
    return replace(parcel(text, title="The hall"), to=to, **more)


def everything(mailbox: Mailbox, cursor: str = "") -> tuple[list[Heard], str]:
    heard: list[Heard] = []
    more = True
    while more:
        batch = mailbox.listen(cursor, since=SINCE, under=())
        heard, cursor, more = [*heard, *batch.heard], batch.cursor, batch.more
    return heard, cursor


def arrived(mailbox: Mailbox, number: int, cursor: str = "") -> list[Heard]:
    """That many emails, once they are all there."""
    ends = time.monotonic() + 30
    while len(heard := everything(mailbox, cursor)[0]) < number and time.monotonic() < ends:
        time.sleep(0.1)
    return heard


def put(mail: MailServers, address: str, number: int, text: str = "Words") -> None:
    """Straight into the mailbox, as a mail server would."""
    raw = f"From: {RESIDENT}\r\nSubject: {number}\r\nMessage-ID: <{number}@village.example>\r\n\r\n{text}\r\n"
    file = mail.maildir(address) / "tmp" / f"{time.time_ns()}.{number}.here"
    file.write_text(raw)
    shutil.chown(file, 65534, 65534)
    file.rename(mail.maildir(address) / "new" / file.name)


def test_a_question_and_its_answer_are_one_conversation(council: Mailbox, resident: Mailbox) -> None:
    resident.publish(letter("Is the hall open?"))
    (question,) = arrived(council, 1)

    answer = replace(parcel(TEXT, picture(), title=question.title), to=question.to)
    receipt = council.publish(replace(answer, in_reply_to=question.key, thread=question.thread))
    (heard,) = arrived(resident, 1)
    resident.publish(letter("Thank you.", in_reply_to=heard.key, thread=heard.thread))
    (_, thanks) = arrived(council, 2)

    assert heard.text == TEXT
    assert heard.title == "Re: The hall"
    assert question.thread == heard.thread == thanks.thread
    assert (heard.answers, thanks.answers) == (question.thread, receipt.reference)
    shown = council.read(receipt)
    assert shown is not None
    assert (shown.text, shown.alts) == (TEXT, ("The mended roof of the village hall",))


@pytest.mark.parametrize("security", ["plain", "starttls", "tls"])
def test_every_way_in_lets_us_in(mail: MailServers, monkeypatch: pytest.MonkeyPatch, security: str) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(mail.certificate))
    mailbox_wire.tls.cache_clear()

    health = opened(mail, **mail.credentials_of(CLERK, security=security)).check()

    mailbox_wire.tls.cache_clear()
    assert (health.ok, health.account) == (True, CLERK)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_password(mail: MailServers, security: str) -> None:
    with pytest.raises(NetworkError) as raised:
        opened(mail, **mail.credentials_of(CLERK, security=security)).check()

    assert "certificate" in raised.value.detail
    assert raised.value.outcome_known


def test_a_wrong_password_is_ill_health(mail: MailServers) -> None:
    health = opened(mail, password="wrong-password").check()

    assert not health.ok
    assert "wrong-password" not in health.message


def test_a_lost_answer_is_settled_by_a_person_and_never_by_sending_again(
    council: Mailbox, resident: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = letter("The hall is open.", RESIDENT)
    monkeypatch.setattr("parishpump.networks.mailbox.hand_over", _handed_over_and_lost)
    for _ in range(2):
        with pytest.raises(NetworkError) as raised:
            council.publish(sent)
        assert not raised.value.outcome_known

    with pytest.raises(NetworkError):
        council.find(sent)

    assert len(arrived(resident, 1)) == 1


def _handed_over_and_lost(line, content, way, account) -> None:
    mailbox_wire.hand_over(line, content, way, account)
    raise NetworkError(permanent=False, outcome_known=False, reason="silent", detail="no answer")


def test_what_was_sent_is_found_and_not_sent_again(council: Mailbox, resident: Mailbox) -> None:
    sent = letter("The hall is open.", RESIDENT)
    assert council.find(sent) is None

    assert council.publish(sent) == council.find(sent) == council.publish(sent)

    assert len(arrived(resident, 1)) == 1


def test_an_unknown_recipient_comes_back_as_a_report_that_a_machine_wrote(council: Mailbox) -> None:
    receipt = council.publish(letter("Hello?", "nobody@village.example"))

    (report,) = arrived(council, 1)

    assert report.kind == "item"
    assert receipt.reference.encode() in report.raw
    assert "message/delivery-status" in {one.media_type for one in report.attachments}


def test_what_is_heard_is_heard_once_and_stays_unread(mail: MailServers, council: Mailbox, resident: Mailbox) -> None:
    resident.publish(letter("One"))
    arrived(council, 1)
    first, cursor = everything(council)
    resident.publish(letter("Two"))
    arrived(council, 1, cursor)

    second, cursor = everything(opened(mail), cursor)

    assert [one.text for one in (*first, *second)] == ["One", "Two"]
    assert not everything(council, cursor)[0]
    assert not any("S" in file.name.partition(":2,")[2] for file in mail.letters(CLERK))


def test_another_uidvalidity_skips_nothing(mail: MailServers, council: Mailbox) -> None:
    for number in range(3):
        put(mail, CLERK, number)
    before, cursor = everything(council)

    for file in mail.maildir(CLERK).glob("dovecot*"):
        file.unlink()
    put(mail, CLERK, 3)
    after, now = everything(council, cursor)

    assert now != cursor
    assert {one.title for one in after} == {"0", "1", "2", "3"}
    assert {one.key for one in before} < {one.key for one in after}
    assert not everything(council, now)[0]


def test_five_megabytes_are_kept_whole(council: Mailbox, resident: Mailbox) -> None:
    large = replace(picture(), content=bytes(range(256)) * 19_000)
    resident.publish(replace(letter("See the picture."), pictures=(large,)))

    (heard,) = arrived(council, 1)

    assert heard.attachments[0].content == large.content
    assert message_from_bytes(heard.raw)["Subject"] == "The hall"


def test_a_flood_of_five_hundred_is_heard_whole(mail: MailServers, council: Mailbox) -> None:
    for number in range(500):
        put(mail, CLERK, number)

    heard, cursor = everything(council)

    assert sorted(int(one.title) for one in heard) == list(range(500))
    assert not everything(council, cursor)[0]


def test_a_server_that_is_down_was_told_nothing(mail: MailServers) -> None:
    with pytest.raises(NetworkError) as raised:
        opened(mail, smtp_port="1").publish(letter("Hello.", RESIDENT))

    assert (raised.value.reason, raised.value.outcome_known, raised.value.permanent) == ("unreachable", True, False)
