"""Ten thousand messages at once: read beside the others, each of them to be reached, and nobody deafened."""

import resource
from datetime import timedelta
from itertools import count

import pytest

from parishpump.inbox.actions import listening
from parishpump.inbox.actions.listening import LEASE
from parishpump.inbox.actions.sources import follow_feed
from parishpump.inbox.actions.telling import tell
from parishpump.inbox.actions.watching import look_out
from parishpump.inbox.models import Alert, Arrival, Message, Source, Story, Version
from parishpump.inbox.reader import Reader
from tests.conftest import NOON
from tests.inbox.hearing import Village, said
from tests.inbox.test_exactly_once import Killed

MANY = 10_000
A_BATCH = 100  # as the networks give them
A_PAGE = 30
MOST_QUERIES = 20
MOST_MEMORY = 300 * 1024  # kilobytes more than before


class Flood:
    """A page that is overrun and one that is not, on the same council's list; and a clock that goes."""

    def __init__(self, clerk) -> None:
        self.overrun, self.calm = Village(size=A_BATCH, overlap=5), Village(size=A_BATCH)
        loud, quiet = (
            follow_feed(name, f"https://{name}.example/feed", words=[], by=clerk, at=NOON) for name in ("loud", "quiet")
        )
        self.loud, self.quiet = loud.id, quiet.id
        self._villages = {loud.id: self.overrun, quiet.id: self.calm}
        self._seconds = count()
        self.overrun.say(*(an_angry_word(number) for number in range(MANY)))
        self.calm.say(*(said(f"at://calm/{number}", f"The tap by the pond drips {number}") for number in range(3)))

    def read(self, *, after: timedelta = timedelta()) -> None:
        """One turn of a reader, as the job takes them."""
        clock = lambda: NOON + after + timedelta(seconds=next(self._seconds))  # noqa: E731
        Reader(now=clock, opened=lambda one: self._villages[one.source_id]).read(within=timedelta(hours=2))


def an_angry_word(number: int):
    """Half of them below one post, half each on its own."""
    thread = "at://flood/post" if number % 2 else f"at://flood/{number}"
    return said(f"at://flood/{number}", f"Number {number}: hands off our pond", thread=thread, at=NOON)


@pytest.fixture
def flood(clerk) -> Flood:
    return Flood(clerk)


def test_a_flood_is_read_whole_and_fairly_shown_whole_and_told_of_once(flood, as_officer, monkeypatch, it_is):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    # The reader dies in the middle of a batch, and another goes on when the lease has run out.
    with monkeypatch.context() as dying:
        dying.setattr(listening, "conclude", dies_at(40, listening.conclude))
        with pytest.raises(Killed):
            flood.read()
    flood.read(after=2 * LEASE)

    # Nothing is lost, nothing is there twice, and the three others did not wait for the ten thousand.
    assert Message.objects.count() == Arrival.objects.count() == Version.objects.count() == MANY + 3
    assert set(Message.objects.filter(source=flood.loud).values_list("key", flat=True)) == set(flood.overrun.there)
    calm = Message.objects.filter(source=flood.quiet).values_list("number", flat=True)
    assert len(calm) == 3
    assert max(calm) <= 4 * A_BATCH
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY

    # The list ends with the last of them, and says how many there are; the page of the others is short.
    it_is(NOON + timedelta(hours=3))
    last = as_officer.get("/conversations/", {"page": -(-(MANY + 3) // A_PAGE), "order": "arrived"})
    assert last.status_code == 200
    assert "10,003" in last.text or "10003" in last.text
    assert last.text.count("<tr") > 1
    assert as_officer.get("/conversations/", {"source": flood.quiet}).text.count("The tap by the pond drips") == 3

    # Those who are to hear of it get one email each.
    sent = told_of(flood)
    assert Alert.objects.count() <= 3
    assert len(sent) == len(set(sent)) <= 2 * Story.objects.count() <= 6
    assert sent


def dies_at(batch: int, conclude):
    """A reader that is killed after it kept so many batches, before it wrote down that it did."""
    batches = count(1)

    def concludes(*given, **named):
        if next(batches) == batch:
            raise Killed
        return conclude(*given, **named)

    return concludes


def told_of(flood: Flood) -> list[tuple[str, int]]:
    """Every email that goes in the hours after, by person and story."""
    sent: list[tuple[str, int]] = []
    for quarter in range(1, 13):
        at = NOON + quarter * timedelta(minutes=15)
        Source.objects.update(read_at=at)
        look_out(at=at)
        tell(lambda told: not sent.append((told.person.email, told.story_id)), at=at)
    return sent
