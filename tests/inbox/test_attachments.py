"""What came with a message stands under its words: pictures folded away, files to save, the rest as an address."""

from datetime import timedelta

import pytest

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.models import Message, Source
from parishpump.inbox.queries.card import message_named
from parishpump.networks.hearing import Attachment, Gone
from tests.conftest import NOON
from tests.inbox.hearing import said
from tests.inbox.village import village_page

PICTURE = Attachment("drain.jpg", "image/jpeg", content=b"\xff\xd8\xff a drain")
LETTER = Attachment("letter.pdf", "application/pdf", content=b"%PDF-1.7 a letter")
ELSEWHERE = Attachment("a film", "video/mp4", "https://village.example/film")


@pytest.fixture
def page(northfold) -> Source:
    return village_page()


def with_attachments(page: Source, *attachments: Attachment, version: str = "v1", text: str = "See this.") -> Message:
    one = said("at://village/1", text, attachments=attachments, version=version)
    caught = catch(page, [one], cursor=None, at=NOON + timedelta(minutes=int(version[1:])))
    return (*caught.new, *caught.changed)[0]


def card(client, message) -> str:
    return client.get(f"/conversations/{message.reference}/").text


def test_a_picture_is_folded_away_a_file_is_saved_and_what_was_not_kept_is_an_address(page, as_officer):
    shown = card(as_officer, with_attachments(page, PICTURE, LETTER, ELSEWHERE))

    assert "Drain.jpg: show it" in shown
    assert "Save letter.pdf" in shown
    assert "https://village.example/film" in shown
    assert 'href="https://village.example/film"' not in shown


def test_after_an_edit_the_card_shows_what_came_with_the_newest_version(page, as_officer):
    with_attachments(page, PICTURE)
    edited = with_attachments(page, LETTER, version="v2", text="See the letter.")

    shown = card(as_officer, edited)

    assert "letter.pdf" in shown
    assert "rain.jpg" not in shown


def test_what_its_writer_took_away_stays_to_be_seen(page):
    message = with_attachments(page, PICTURE)
    catch(page, [Gone(message.key)], cursor=None, at=NOON + timedelta(hours=1))

    assert [one["name"] for one in message_named(message.reference).came_with_it] == ["drain.jpg"]


def test_with_abuse_that_is_folded_away_its_pictures_are_too(page, as_officer):
    message = with_attachments(page, PICTURE)
    Message.objects.filter(id=message.id).update(labels=["abuse"])

    assert "rain.jpg" not in card(as_officer, message)


def test_a_name_that_turns_letters_around_is_shown_harmlessly(page, as_officer):
    shown = card(as_officer, with_attachments(page, Attachment("\u202egpj.exe", "image/png", content=b"\x89PNG x")))

    assert "\u202e" not in shown
