"""Reading an email: its words, who it is from, and whether a person wrote it, whatever is wrong with it. Pure."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis.strategies import binary

from parishpump.networks.hearing import Heard
from parishpump.networks.mailbox_reading import Arrived, heard_in
from parishpump.networks.mailbox_text import new_words

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PLAIN = b"From: a@b.example\nSubject: Hall\nMessage-ID: <1@b.example>\n"


def heard(raw: bytes, *, cut: bool = False) -> Heard:
    return heard_in(Arrived(raw, AT, cut))


def test_plain_text_is_taken_before_html() -> None:
    message = EmailMessage()
    message["From"] = "A resident <a@b.example>"
    message.set_content("The plain words.")
    message.add_alternative("<p>The <b>HTML</b> words.</p>", subtype="html")

    assert heard(message.as_bytes()).text == "The plain words."


def test_html_alone_is_read_as_a_person_would() -> None:
    raw = PLAIN + (
        b"Content-Type: text/html; charset=utf-8\n\n<html><head><title>x</title><style>p {}</style></head><body>"
        b"<p>Is the hall&nbsp;open?</p><script>alert(1)</script><p>Caf\xc3\xa9 <a href='https://a.example/'>here</a></p>"
    )

    said = heard(raw).text

    assert "Is the hall" in said
    assert "Café here (https://a.example/)" in said
    assert "alert" not in said
    assert "<" not in said


@pytest.mark.parametrize(
    ("charset", "content"),
    [("utf-8", "Café – £5".encode("cp1252")), ("us-ascii", "Café – £5".encode()),
     ("no-such-charset", "Café – £5".encode()), ("utf-8", "Café – £5".encode()),
     ("windows-1252", "Café – £5".encode("cp1252"))],
)  # fmt: skip
def test_a_mistaken_charset_loses_no_word(charset: str, content: bytes) -> None:
    raw = PLAIN + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode() + content

    assert heard(raw).text == "Café – £5"


@pytest.mark.parametrize(
    ("header", "read"),
    [(b"=?utf-8?q?The_caf=C3=A9?=", "The café"), ("The café".encode(), "The café"),
     ("The café".encode("cp1252"), "The café"), (b"=?utf-8?b?not base64?=", "=?utf-8?b?not base64?="),
     (b"=?x-nothing?q?Hall?=", "Hall"), (b"The\n hall", "The hall")],
)  # fmt: skip
def test_a_subject_is_read_however_it_is_written(header: bytes, read: str) -> None:
    assert heard(b"Subject: " + header + b"\n\nWords").title == read


@pytest.mark.parametrize(
    ("header", "handle", "author"),
    [("A Resident <A.Resident@B.example>", "a.resident@b.example", "A Resident"), ("a@b.example", "a@b.example", ""),
     ("=?utf-8?q?a=40evil.example?= <a@b.example>", "a@b.example", "a@evil.example"), ("nobody", "", ""), ("", "", "")],
)  # fmt: skip
def test_who_wrote_it_is_the_address_and_not_the_name(header: str, handle: str, author: str) -> None:
    said = heard(f"From: {header}\n\nWords".encode())

    assert (said.handle, said.author) == (handle, author)


def test_an_answer_goes_to_where_its_author_wants_it() -> None:
    said = heard(b"From: form@site.example\nReply-To: A <a@b.example>\n\nWords")

    assert (said.handle, said.to) == ("form@site.example", "a@b.example")


@pytest.mark.parametrize(
    ("headers", "thread", "answers"),
    [(b"", "<1@b.example>", ""), (b"In-Reply-To: <0@c.example>\n", "<0@c.example>", "<0@c.example>"),
     (b"In-Reply-To: <2@c.example>\nReferences: <0@c.example>\n <2@c.example>\n", "<0@c.example>", "<2@c.example>")],
)  # fmt: skip
def test_a_conversation_is_known_by_its_first_message(headers: bytes, thread: str, answers: str) -> None:
    said = heard(PLAIN + headers + b"\nWords")

    assert (said.thread, said.answers) == (thread, answers)


def test_one_email_by_two_ways_is_one() -> None:
    direct = heard(b"Received: from here\n" + PLAIN + b"\nWords")
    through_an_alias = heard(b"Received: from there\nDelivered-To: office@b.example\n" + PLAIN + b"\nWords")

    assert (direct.key, direct.version) == (through_an_alias.key, through_an_alias.version)


def test_an_email_without_a_message_id_has_a_key_all_the_same() -> None:
    one, other = heard(b"From: a@b.example\n\nOne"), heard(b"From: a@b.example\n\nOther")

    assert one.key != other.key
    assert one.key == heard(b"From: a@b.example\n\nOne").key
    assert one.key.startswith(one.thread)


@pytest.mark.parametrize(
    "headers",
    [b"Auto-Submitted: auto-replied\n", b"Precedence: bulk\n", b"X-Auto-Response-Suppress: All\n", b"List-Id: <l.b>\n",
     b"Return-Path: <>\n", b"Content-Type: multipart/report; boundary=x\n"],
)  # fmt: skip
def test_what_a_machine_sent_is_an_item(headers: bytes) -> None:
    assert heard(headers + PLAIN + b"\nWords").kind == "item"


@pytest.mark.parametrize("headers", [b"", b"Auto-Submitted: no\n", b"Return-Path: <a@b.example>\n"])
def test_what_a_person_sent_is_a_message(headers: bytes) -> None:
    assert heard(headers + PLAIN + b"\nWords").kind == "message"


def test_what_is_attached_comes_with_it() -> None:
    message = EmailMessage()
    message.set_content("See the picture.")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="../road/hole.png")
    forwarded = EmailMessage()
    forwarded.set_content("An older email.")
    message.add_attachment(forwarded)

    picture, older = heard(message.as_bytes()).attachments

    assert (picture.name, picture.media_type, picture.content) == (".._road_hole.png", "image/png", b"\x89PNG")
    assert older.media_type == "message/rfc822"
    assert b"An older email." in older.content


def test_an_email_that_was_cut_says_so() -> None:
    said = heard(PLAIN + b"\nWords and", cut=True).text

    assert said.startswith("Words and")
    assert "too long" in said


@given(binary(max_size=400))
def test_no_bytes_stop_the_reading(raw: bytes) -> None:
    said = heard(raw)

    assert said.raw == raw
    assert said.key
    assert "\0" not in f"{said.key}{said.text}{said.title}{said.author}"


@pytest.mark.parametrize(
    "body",
    [b"Content-Type: text/html\n\n" + b"<a " * 300_000, b"Content-Type: text/html\n\n" + b"<!--" * 200_000,
     b"\n" + b" " * 900_000 + b"wrote:", b"Subject:" + b" =?utf-8?q?a?=" * 20_000 + b"\n\nWords",
     b"From:" + b" <a@b.example>," * 20_000 + b"\n\nWords", b"References:" + b" <a@b.example>" * 50_000 + b"\n\nWords",
     b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(400)) + b"\nWords"],
    ids=["tags", "comments", "spaces", "subject", "from", "references", "nested"],
)  # fmt: skip
def test_a_hostile_email_is_read_in_a_moment(body: bytes) -> None:
    started = time.monotonic()

    new_words(heard(body).text)

    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "text",
    ["Yes, on Monday.\n\nOn Tue, 24 Nov 2026 at 12:00, the clerk <clerk@northfold.example> wrote:\n> Which day?\n> C",
     "Yes, on Monday.\n\nOn Tue, 24 Nov 2026 at 12:00, the clerk\n<clerk@northfold.example> wrote:\n\n> Which day?\n\n",
     "Yes, on Monday.\n\n> Which day?", "Yes, on Monday.\n-- \nA resident\n1 High Street",
     "Yes, on Monday.\n\n-----Original Message-----\nFrom: Clerk\nWhich day?",
     "Yes, on Monday.\n\nFrom: Clerk <c@n.example>\nSent: 24 November 2026\nSubject: Day\n\nWhich day?",
     "Yes, on Monday.\n\nOn Tuesday, the clerk wrote:\n\nWhich day?"],
)  # fmt: skip
def test_the_new_words_of_an_answer_are_those_above_the_older_message(text: str) -> None:
    assert new_words(text) == "Yes, on Monday."


@pytest.mark.parametrize(
    "text",
    ["> Which day?\nMonday.\n> What time?\nNoon.", "> Which day?\n\nMonday.", "> Which day?", "From: me to you",
     "I wrote: nothing", ""],
)  # fmt: skip
def test_nothing_else_is_taken_from_an_answer(text: str) -> None:
    assert new_words(text) == text
