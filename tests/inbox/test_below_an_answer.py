"""An answer by email carries its whole past below it: on the card that is folded away, and nothing of it is lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.models import Message
from parishpump.networks.mailbox_text import new_words_end
from tests.conftest import NOON
from tests.inbox.answering import asked, begun, memory_source
from tests.inbox.conftest import signed_in
from tests.inbox.hearing import said

NEW = "Yes, on Monday. Is the street light in Mill Lane yours?"
OLD = "On Tue, 24 Nov 2026 at 12:00, the clerk wrote:\n> We thank you for it. Ring 01632 960 123."
SIGNED = "-- \nA resident\nTN25 4AB"


@pytest.fixture
def message(clerk, noticeboard, monkeypatch) -> Message:
    source, _ = memory_source(clerk, monkeypatch)
    return asked(source, text=f"{NEW}\n{SIGNED}\n\n{OLD}", title="Re: the works")


def folded(page: str) -> str:
    (found,) = re.findall(r"<details(?:(?!<details).)*Signature and older messages.*?</details>", page, re.DOTALL)
    return found


def test_the_card_shows_the_answer_and_folds_what_stands_below_it(message, clerk, it_is):
    page = signed_in(clerk).get(f"/conversations/{message.reference}/").text

    below = folded(page)
    assert "for it. Ring" in below
    assert "A resident" in below
    assert "for it. Ring" not in page.replace(below, "")


def test_what_points_at_a_person_is_kept_back_in_the_fold_too(message, clerk, it_is):
    page = signed_in(clerk).get(f"/conversations/{message.reference}/").text

    assert ("960 123" in page, "TN25 4AB" in page) == (False, False)
    assert folded(page).count("[shown to those who answer]") == 2


def test_beside_the_reply_it_is_folded_the_same_way(message, clerk, it_is):
    reply = begun(message, clerk)

    below = folded(signed_in(clerk).get(reverse("reply", args=[reply.post.reference])).text)

    assert ("for it. Ring" in below, "960 123" in below) == (True, False)


@pytest.mark.parametrize(
    ("first", "below", "labels"),
    [
        ("The lamp in Mill Lane is out.", OLD, False),  # our own thanks, in a thread that we know
        (None, OLD, True),  # nobody heard what stands below it
        ("The lamp is out.", "---------- Forwarded message ---------\nFrom: A\n\nWe thank you for it.", True),
    ],
)
def test_what_an_answer_quotes_is_read_where_nobody_heard_it_yet(clerk, noticeboard, monkeypatch, first, below, labels):
    source, _ = memory_source(clerk, monkeypatch)
    if first:
        asked(source, 1, text=first)
    key, at = "at://village/1", NOON + timedelta(hours=1)
    answer = said("at://village/2", f"It is number 14.\n\n{below}", at=at, thread=key, answers=key)

    (message,) = catch(source, [answer], cursor=None, at=at).new

    assert ("praise" in message.labels) is labels


def test_a_message_with_nothing_below_it_has_no_fold(clerk, noticeboard, monkeypatch, it_is):
    source, _ = memory_source(clerk, monkeypatch)
    message = asked(source, text=NEW)

    page = signed_in(clerk).get(f"/conversations/{message.reference}/").text

    assert (NEW in page, "Signature and older" in page) == (True, False)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (f"{NEW}\n\n{OLD}", NEW),
        (f"\n\n {NEW}\n\n{OLD}", f"\n\n {NEW}"),
        (f"{OLD}\n\n{NEW}", f"{OLD}\n\n{NEW}"),
        ("A line.\r\nAnother.\r\n\r\n> Older", "A line.\r\nAnother."),
        ("A line.\nAnother.\r\n> Older", "A line.\nAnother.\r\n> Older"),  # not in one piece: left as it stands
        (NEW, NEW),
        (f"{NEW}\n\n", f"{NEW}\n\n"),
        ("", ""),
    ],
)
def test_where_the_new_words_end(text, new):
    assert text[: new_words_end(text)] == new
