"""Northfold with stories that run away: one that was found, one that was marked, one that is over."""

from datetime import datetime, timedelta
from typing import Any

from parishpump.inbox.actions.press import Enquiry, answer_enquiry, enter_enquiry
from parishpump.inbox.actions.stories import add_line, begin_statement, end_story, open_by_hand
from parishpump.inbox.actions.telling import tell
from parishpump.inbox.actions.watching import look_out
from parishpump.inbox.models import Message, SavedText, Story
from tests.browser.parish import Parish
from tests.inbox.running_away import quiet_village, speak

QUARTER = timedelta(minutes=15)


def run_away(parish: Parish, *, at: datetime) -> dict[str, Any]:
    """Until half an hour before `at`, a quiet page; then smoke, a journalist, a statement and somebody to be told."""
    clerk, officer = parish.clerk, parish.communications_officer
    start = at.replace(minute=0) - timedelta(hours=2)
    source = quiet_village(clerk, until=start)
    _saved_text(clerk, at)
    look_out(at=start)
    for quarter, number in enumerate((6, 21, 14, 9)):
        said = speak(source, at=start + quarter * QUARTER + timedelta(minutes=3), times=number)
        speak(source, at=start + quarter * QUARTER + timedelta(minutes=9), text="Same on our side", answers=said[0])
        look_out(at=start + (quarter + 1) * QUARTER)
    speak(source, at=at - timedelta(minutes=40), text="You are useless idiots", labels=["abuse"])
    (paper,) = speak(
        source,
        at=at - timedelta(minutes=30),
        thread="paper",
        text="For the Gazette: whose is it?",
        labels=["press enquiry"],
    )
    Message.objects.filter(id=paper.id).update(number=9001)
    found = Story.objects.get(conversation__key="smoke")
    tell(lambda told: True, at=found.begun_at)
    _log(found, officer, clerk, at=at - timedelta(minutes=20))
    return {"story": found.id, **_others(parish, source, at=at)}


def _saved_text(clerk: Any, at: datetime) -> None:
    SavedText.objects.create(
        title="We look into it",
        text="We know of this and look into it. We say more here today.",
        use="holding statement",
        approved_by=clerk,
        office="Clerk",
        approved_at=at,
    )


def _log(found: Story, officer: Any, clerk: Any, *, at: datetime) -> None:
    add_line(found, "The farm on Orchard Way was telephoned. Nobody answered.", by=officer, at=at)
    begin_statement(found, SavedText.objects.get(use="holding statement"), by=officer, at=at)
    gazette = Enquiry("Weald Gazette", "Whose fire is it?", "newsdesk@gazette.example", at + timedelta(hours=5))
    enter_enquiry(found, gazette, by=officer, at=at)
    radio = enter_enquiry(found, Enquiry("Radio Weald", "Is the school shut?"), by=officer, at=at)
    answer_enquiry(radio, "No. It is open today.", by=clerk, at=at + timedelta(minutes=9))


def _others(parish: Parish, source: Any, *, at: datetime) -> dict[str, int]:
    (marked,) = speak(source, at=at - timedelta(hours=30), thread="a very long name of a thread " + "x" * 80)
    (over,) = speak(source, at=at - timedelta(hours=50), thread="precept")
    story = open_by_hand(marked, by=parish.clerk, at=at - timedelta(minutes=5))
    past = open_by_hand(over, by=parish.clerk, at=at - timedelta(hours=49))
    end_story(past, "Two people asked, and both have an answer.", by=parish.clerk, at=at - timedelta(hours=20))
    return {"marked": story.id, "past story": past.id}
