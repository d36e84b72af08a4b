"""Telephone, desk and letter typed in."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from parishpump.archive.models import Blob
from parishpump.inbox.actions.entering import TELEPHONE, Told, type_in
from parishpump.inbox.models import Message, Version
from parishpump.people.queries import NotDelegated
from tests.conftest import NOON

NEW = "/conversations/new/"
TOLD = {
    "route": "telephone",
    "text": "The light outside the shop is out.",
    "name": "A resident",
    "contact": "01632 960118",
    "received_at": "Mon 23 Nov, 4:45pm",
}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def picture_with_place() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 14.0, 0.0)}
    Image.new("RGB", (80, 60), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(content: bytes, name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_when_it_arrived_counts_and_not_when_it_was_typed_in(as_officer, communications_officer):
    answer = as_officer.post(NEW, TOLD)

    message = Message.objects.get()
    assert answer["Location"] == f"/conversations/{message.reference}/"
    assert message.received_at == NOON - timedelta(hours=19, minutes=15)
    assert (message.logged_at, message.logged_by) == (NOON, communications_officer)
    assert (message.route, message.author, message.handle) == ("telephone", "A resident", "01632 960118")


def test_nothing_is_received_before_it_arrives(as_officer):
    page = as_officer.post(NEW, TOLD | {"received_at": "Wed 25 Nov, 9am"})

    assert page.status_code == 422
    assert "still to come" in page.text
    assert TOLD["text"] in page.text


def test_the_action_refuses_a_moment_to_come_too(communications_officer):
    told = Told(TELEPHONE, "Soon", NOON + timedelta(minutes=1))

    with pytest.raises(ValueError, match="before it arrives"):
        type_in(told, by=communications_officer, at=NOON)


def test_now_is_offered_as_the_moment(as_officer):
    assert 'value="Tue 24 Nov 2026, 12 noon"' in as_officer.get(NEW).text


def test_pressed_twice_it_is_one_message(as_officer):
    as_officer.post(NEW, TOLD)
    as_officer.post(NEW, TOLD)

    assert Message.objects.count() == 1


def test_a_scan_alone_is_a_message(as_officer):
    as_officer.post(NEW, TOLD | {"text": "", "route": "letter", "scan": upload(PDF)})

    (kept,) = Version.objects.get().attachments
    assert kept["media_type"] == "application/pdf"
    assert bytes(Blob.objects.get(sha256=kept["sha256"]).content) == PDF


def test_a_photograph_is_kept_without_its_place(as_officer):
    as_officer.post(NEW, TOLD | {"scan": upload(picture_with_place(), "letter.jpg")})

    kept, given = Version.objects.get().attachments
    content = bytes(Blob.objects.get(sha256=kept["sha256"]).content)
    assert not Image.open(io.BytesIO(content)).getexif()
    assert given["address"].startswith("sha256:")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\nhalf of it", "not whole"),
        (b"MZ\x90\x00 a program", "not a picture"),
        (b"<html><script>alert(1)</script>", "not a picture"),
        (b"%PDF-1.7" + b"0" * (15 * 1024 * 1024) + b"%%EOF", "larger than 15 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_keeps_the_words(as_officer, content, says):
    page = as_officer.post(NEW, TOLD | {"scan": upload(content)})

    assert page.status_code == 422
    assert says in page.text
    assert TOLD["text"] in page.text


def test_neither_words_nor_a_scan_is_no_message(as_officer):
    assert "one of them is the message" in as_officer.post(NEW, TOLD | {"text": " "}).text


def test_a_pdf_is_saved_and_never_opened_by_the_page(as_officer):
    as_officer.post(NEW, TOLD | {"scan": upload(PDF)})
    (kept,) = Version.objects.get().attachments

    answer = as_officer.get(f"/conversations/attachments/{kept['sha256']}/")

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_bytes_that_came_with_no_message_are_not_shown(as_officer, clerk):
    as_officer.post(NEW, TOLD)
    fingerprint = Version.objects.get().sha256

    assert as_officer.get(f"/conversations/attachments/{fingerprint}/").status_code == 404


def test_only_those_who_listen_enter_messages(councillor):
    with pytest.raises(NotDelegated):
        type_in(Told(TELEPHONE, "Hello", NOON), by=councillor, at=NOON)
