"""The village-group notebook: what a closed group says, without who says it."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parishpump.archive.models import Blob, Record
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.models import Message, Source, Version
from tests.conftest import NOON
from tests.inbox.test_entering import picture_with_place

NOTE = "/conversations/group-note/"
PASTED = "Moss Hollow: The bonfire smoke is awful, ring me on 07700 900123\nFern: It is, Moss"


def test_a_paste_and_a_topic_are_a_note_without_names(as_officer, bonfires):
    page = as_officer.post(NOTE, {"text": PASTED, "topic": bonfires.id}, follow=True)

    message = Message.objects.get()
    assert (
        message.text == "Person 1: The bonfire smoke is awful, ring me on [telephone number]\nPerson 2: It is, Person 1"
    )
    assert (message.topic, message.route, message.source.kind) == (bonfires, "group", Source.NOTEBOOK)
    assert f"noted as {message.reference}, under Bonfires" in page.text
    assert "Taken out: 3 names and 1 telephone number" in page.text


def test_the_words_as_pasted_are_nowhere_but_their_hash_is(as_officer, bonfires):
    as_officer.post(NOTE, {"text": PASTED.replace("\n", "\r\n"), "topic": bonfires.id})

    kept = b"".join(bytes(blob.content) for blob in Blob.objects.all())
    written = "".join(str(record.body) for record in Record.objects.all())
    for personal in ("Moss", "Fern", "07700"):
        assert personal.encode() not in kept
        assert personal not in written
    assert sha256(PASTED.encode()).hexdigest().encode() in kept


def test_another_topic_is_opened_in_the_same_form(as_officer, bonfires):
    as_officer.post(NOTE, {"text": PASTED, "new_topic": "Smoke from the kiln"})

    assert Message.objects.get().topic.name == "Smoke from the kiln"


def test_the_name_of_a_topic_that_is_there_finds_it(as_officer, bonfires):
    as_officer.post(NOTE, {"text": PASTED, "new_topic": "bonfires"})

    assert Message.objects.get().topic == bonfires


def test_a_screenshot_is_kept_anew_and_the_given_one_by_its_hash(as_officer, bonfires):
    given = picture_with_place()

    as_officer.post(NOTE, {"topic": bonfires.id, "screenshots": SimpleUploadedFile("group.jpg", given)})

    kept, original = Version.objects.get().attachments
    assert original["address"] == f"sha256:{sha256(given).hexdigest()}"
    assert kept["sha256"] != sha256(given).hexdigest()
    assert not Blob.objects.filter(sha256=sha256(given).hexdigest()).exists()


def test_the_same_paste_twice_is_one_note(as_officer, bonfires):
    for _ in range(2):
        as_officer.post(NOTE, {"text": PASTED, "topic": bonfires.id})

    assert Message.objects.count() == Version.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"text": "", "new_topic": "Smoke"}, "Paste what was said, or add a screenshot"),
        ({"text": PASTED}, "Say what it is about"),
        ({"text": PASTED, "new_topic": "Smoke", "screenshots": SimpleUploadedFile("a.exe", b"MZ")}, "not a picture"),
    ],
)
def test_what_is_missing_is_said_and_what_was_pasted_is_still_there(as_officer, bonfires, typed, says):
    page = as_officer.post(NOTE, typed)

    assert page.status_code == 422
    assert says in page.text
    assert typed["text"].split("\n")[0] in page.text


def test_the_topic_of_which_a_group_last_spoke_is_offered_first(as_officer, bonfires, communications_officer):
    open_topic("Allotments", by=communications_officer, at=NOON)
    as_officer.post(NOTE, {"text": PASTED, "topic": bonfires.id})

    page = as_officer.get(NOTE).text

    assert page.index('id="id_topic_0"') < page.index("Bonfires</label>") < page.index("Allotments</label>")


def test_the_first_note_of_a_council_needs_no_topic_before(as_officer):
    as_officer.post(NOTE, {"text": PASTED, "new_topic": "Smoke"})

    assert Message.objects.get().topic.name == "Smoke"
