"""Reading every source of every council, and closing what is answered, each minute."""

from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from parishpump.councils.queries import all_councils, this_council
from parishpump.councils.tenancy import council_scope
from parishpump.inbox.actions.appealing import note_what_was_told
from parishpump.inbox.actions.clarified import note_answers
from parishpump.inbox.actions.replying import close_answered
from parishpump.inbox.actions.steps import carry_out_steps
from parishpump.inbox.actions.telling import tell
from parishpump.inbox.actions.watching import look_out
from parishpump.inbox.display import one_line
from parishpump.inbox.models import Told
from parishpump.inbox.queries.stories import driving, kept_of
from parishpump.inbox.reader import Reader
from parishpump.people.post_office import post


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="listen")
def listen_everywhere(timestamp: int) -> None:
    """Read what is due. Two at once do no harm: a source is leased before it is read."""
    Reader(now=timezone.now).read()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="close what is answered")
def close_answered_everywhere(timestamp: int) -> None:
    """Close every message whose answer has arrived, and hear who answered a question of ours. Twice does nothing."""
    for council in all_councils():
        with council_scope(council.id):
            close_answered(at=timezone.now())
            note_answers(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="carry out house rules")
def carry_out_house_rules_everywhere(timestamp: int) -> None:
    """Hide, block, report and take back what is due, and keep who was told. Twice does no harm."""
    for council in all_councils():
        with council_scope(council.id):
            carry_out_steps(at=timezone.now())
            note_what_was_told(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="watch for stories")
def watch_for_stories(timestamp: int) -> None:
    """Look at the quarter of an hour that ended, and write to those who are to hear of a story."""
    for council in all_councils():
        with council_scope(council.id):
            look_out(at=timezone.now())
            tell(send_story, at=timezone.now())


def send_story(told: Told) -> bool:
    """Write to one person of a story: what broke, what drives it, where to go. Whether the mail server took it."""
    story, council = told.story, this_council()
    drive = driving(story, at=timezone.now(), with_private=False)
    facts = {
        "story": story,
        "council": council,
        "alerts": kept_of(story).alerts,
        "words": drive.words,
        "messages": [one_line(one.beginning, 160) for one in drive.messages],
        "number": drive.number,
        "folded": drive.folded,
        "private": drive.private,
        "link": council.address.rstrip("/") + reverse("story", args=[story.id]),
    }
    return post("story", told.person.email, facts)
