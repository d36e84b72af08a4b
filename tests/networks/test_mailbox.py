"""A mailbox that sends: what is sent goes out once, whatever happens in between."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from parishpump.networks.contract import NetworkError, Parcel
from parishpump.networks.mailbox import Mailbox
from parishpump.networks.registry import open_network
from tests.fakes.fake_mail_server import PASSWORD, FakeMailServer, Mishap
from tests.networks.letters import SINCE, opened
from tests.networks.parcels import TEXT, parcel, picture


def answer(text: str = TEXT, *pictures, to: str = "resident@village.example", **more: str) -> Parcel:
    return replace(parcel(text, *pictures, title="The hall"), to=to, **more)


def failure(mailbox: Mailbox, sent: Parcel) -> NetworkError:
    with pytest.raises(NetworkError) as raised:
        mailbox.publish(sent)
    return raised.value


def test_the_mailbox_says_who_we_are(mailbox: Mailbox) -> None:
    assert mailbox.check().ok
    assert mailbox.check().account == "clerk@northfold.example"


def test_a_clerk_opens_it_as_any_other_channel(server: FakeMailServer) -> None:
    assert open_network("mailbox", server.credentials, allow_private=True).check().ok


def test_an_answer_goes_out_in_its_thread_with_our_message_id(server: FakeMailServer, mailbox: Mailbox) -> None:
    sent = answer(in_reply_to="<2@village.example> 0123456789abcdef", thread="<1@village.example>")

    receipt = mailbox.publish(sent)

    letter = message_from_bytes(server.taken[0], EmailMessage, policy=default)
    assert letter["Message-ID"] == receipt.reference == f"<pp-{sent.key}@northfold.example>"
    assert (letter["In-Reply-To"], letter["References"]) == (
        "<2@village.example>", "<1@village.example> <2@village.example>",
    )  # fmt: skip
    assert (letter["To"], letter["Subject"]) == ("resident@village.example", "Re: The hall")
    assert letter["Date"].datetime == sent.written_at.replace(microsecond=0)


def test_an_answer_is_kept_as_it_was_sent(mailbox: Mailbox) -> None:
    receipt = mailbox.publish(answer(TEXT, picture(), picture("The hall’s new door", colour="red")))

    shown = mailbox.read(receipt)

    assert shown is not None
    assert shown.text == TEXT
    assert shown.alts == ("The mended roof of the village hall", "The hall’s new door")


def test_the_same_parcel_twice_is_one_letter(server: FakeMailServer, mailbox: Mailbox) -> None:
    sent = answer()

    assert mailbox.publish(sent) == mailbox.publish(sent) == mailbox.find(sent)

    assert len(server.taken) == len(server.folders["Sent"]) == 1
    assert server.folders["Sent"][0].flags == {r"\Seen"}


def test_what_was_never_sent_is_not_found(mailbox: Mailbox) -> None:
    assert mailbox.find(answer()) is None


@pytest.mark.parametrize("mishap", ["lost before", "lost after"])
def test_a_lost_answer_is_never_sent_again_until_a_person_has_looked(
    server: FakeMailServer, mailbox: Mailbox, mishap: Mishap
) -> None:
    sent = answer()
    server.fail(mishap)

    assert not failure(mailbox, sent).outcome_known
    assert "flag" in failure(mailbox, sent).detail
    with pytest.raises(NetworkError) as reading:
        mailbox.find(sent)

    assert reading.value.outcome_known
    assert len(server.taken) == (mishap == "lost after")


def test_a_person_who_takes_the_flag_off_says_that_it_was_sent(server: FakeMailServer, mailbox: Mailbox) -> None:
    sent = answer()
    server.fail("lost after")
    failure(mailbox, sent)

    server.folders["Sent"][0].flags.remove(r"\Flagged")

    assert mailbox.publish(sent) == mailbox.find(sent)
    assert len(server.taken) == 1


def test_a_person_who_deletes_the_copy_says_that_it_was_not(server: FakeMailServer, mailbox: Mailbox) -> None:
    sent = answer()
    server.fail("lost before")
    failure(mailbox, sent)

    server.folders["Sent"][0].flags.add(r"\Deleted")

    assert mailbox.find(sent) is None
    assert mailbox.publish(sent) == mailbox.find(sent)
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("mishap", "permanent"),
    [("unknown recipient", True), ("recipient later", False), ("letter refused", True), ("letter later", False)],
)
def test_a_refused_letter_leaves_nothing_behind_and_may_be_sent_again(
    server: FakeMailServer, mailbox: Mailbox, mishap: Mishap, permanent: bool
) -> None:
    sent = answer()
    server.arrive(b"Subject: kept\n\n", folder="Sent").flags.add(r"\Deleted")
    server.fail(mishap)

    error = failure(mailbox, sent)

    assert (error.outcome_known, error.permanent) == (True, permanent)
    assert [b"kept" in mail.raw for mail in server.folders["Sent"]] == [True]
    assert mailbox.publish(sent) == mailbox.find(sent)


def test_a_letter_that_was_taken_is_sent_whatever_becomes_of_its_flag(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.imap_says["UID STORE"] = "NO not now"

    assert mailbox.publish(answer()).reference

    assert server.folders["Sent"][0].flags == {r"\Seen", r"\Flagged"}


def test_nothing_is_sent_where_no_copy_can_be_kept(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.imap_says["APPEND"] = "NO [OVERQUOTA] the mailbox is full"

    error = failure(mailbox, answer())

    assert (error.outcome_known, server.taken) == (True, [])
    assert "full" in error.detail


def test_a_server_that_is_down_was_told_nothing(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.stop_sending()
    down = failure(mailbox, answer())
    server.stop_reading()
    with pytest.raises(NetworkError) as reading:
        mailbox.listen("", since=SINCE, under=())

    for error in (down, reading.value):
        assert (error.reason, error.outcome_known, error.permanent) == ("unreachable", True, False)
    assert server.folders["Sent"] == []


def test_a_wrong_password_shows_as_ill_health_and_in_no_words(server: FakeMailServer) -> None:
    wrong = opened(server, password="wrong-password")

    health, error = wrong.check(), failure(wrong, answer())

    assert (health.ok, error.reason) == (False, "sign-in refused")
    assert "wrong-password" not in f"{health} {error!r} {error.__context__} {wrong!r} {wrong._account}"


def test_a_password_that_only_the_sending_server_refuses_is_in_no_words(
    server: FakeMailServer, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fakes.fake_mail_server._Imap._login", lambda *_: "OK welcome")
    health = opened(server, password=f"{PASSWORD}x").check()

    assert not health.ok
    assert "[hidden]" in health.message


def test_a_passing_trouble_at_sign_in_is_not_a_wrong_password(server: FakeMailServer, mailbox: Mailbox) -> None:
    server.imap_says["LOGIN"] = "NO [UNAVAILABLE] Temporary authentication failure"

    with pytest.raises(NetworkError) as raised:
        mailbox.check()

    assert not raised.value.permanent


@pytest.mark.parametrize(
    "to",
    ["", "resident", "a@b@c", "resident@village.example, clerk@x.example", "a b@c.example", "é@village.example",
     "no-reply@village.example", "MAILER-DAEMON@village.example", "Clerk@northfold.example"],
)  # fmt: skip
def test_a_letter_to_nobody_is_refused_before_anything_is_asked(
    server: FakeMailServer, mailbox: Mailbox, to: str
) -> None:
    server.stop_reading()

    error = failure(mailbox, answer(to=to))

    assert (error.reason, error.outcome_known, error.permanent) == ("refused", True, True)


def test_a_subject_cannot_smuggle_in_another_header(server: FakeMailServer, mailbox: Mailbox) -> None:
    mailbox.publish(replace(answer(), title="Hall\r\nBcc: everybody@village.example"))

    assert message_from_bytes(server.taken[0])["Bcc"] is None


def test_a_name_in_another_script_has_a_domain_that_servers_know(server: FakeMailServer, mailbox: Mailbox) -> None:
    mailbox.publish(answer(to="resident@bücher.example"))

    assert message_from_bytes(server.taken[0])["To"] == "resident@xn--bcher-kva.example"


def test_an_email_is_neither_corrected_nor_taken_back(mailbox: Mailbox) -> None:
    receipt = mailbox.publish(answer())

    for refused in (lambda: mailbox.edit(receipt, answer()), lambda: mailbox.withdraw(receipt)):
        with pytest.raises(NetworkError) as refusal:
            refused()
        assert (refusal.value.permanent, refusal.value.outcome_known) == (True, True)
