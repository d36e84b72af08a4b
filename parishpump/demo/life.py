"""A few weeks in the life of the demonstration council, through the same actions as anybody's, at their own times."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F

from parishpump.archive.actions import seal
from parishpump.channels.models import NOTICEBOARD, Channel
from parishpump.councils.models import Council
from parishpump.demo import neighbours, notices, residents, ventures
from parishpump.demo.almanac import Almanac
from parishpump.demo.in_house import carry
from parishpump.demo.models import DemoPost, Reply
from parishpump.demo.notices import Notice
from parishpump.demo.pictures import plan_of_the_diversion, planted_green
from parishpump.people.models import Person
from parishpump.people.queries import acting
from parishpump.publishing.actions.amending import put_up_by_hand, withdraw
from parishpump.publishing.actions.deciding import approve, send_back, submit
from parishpump.publishing.actions.drafting import begin_post, save_draft
from parishpump.publishing.actions.guiding import acknowledge
from parishpump.publishing.actions.picturing import add_picture
from parishpump.publishing.content import Content, PictureUse
from parishpump.publishing.lifecycle import CORRECT, WITHDRAW
from parishpump.publishing.models import Delivery, Post
from parishpump.publishing.queries.guided import standards_of
from parishpump.publishing.queries.judging import verdict_on
from parishpump.publishing.queries.policy import pack_in_force

A_MINUTE = timedelta(minutes=1)
PICTURES = {
    "plan": (plan_of_the_diversion, "mill-lane-diversion.png"),
    "green": (planted_green, "daffodils-on-the-green.jpg"),
}
ANSWERS = (
    ("Mill Lane", "Parent, Ford Street", "Will the school bus still stop at the bottom of Mill Lane?"),
    ("Mill Lane", "Dog walker", "Thank you for the plan. Now I see which way round it is."),
    ("one bench", "Somebody from the High Street", "The bus stop, please. People stand there in the rain."),
)

FIRST_NUMBER = 102_000  # of posts on the council's page elsewhere

Step = tuple[datetime, Callable[[], object]]


@dataclass(frozen=True)
class Crew:
    """Who does what in the story, and where it goes: open channels by their networks."""

    council: Council
    writer: Person
    clerk: Person
    deputy: Person
    channels: dict[str, Channel]


def live(crew: Crew, days: Almanac) -> None:
    """Let everything happen that happened up to now, in its order, with the sealing in between."""
    _standards_read(crew, days)
    first, right = notices.mill_lane(days)
    steps = [step for notice in notices.published(days) for step in _story(crew, notice)]
    steps += _corrected(crew, first, right)
    steps += _withdrawn(crew, notices.hall_closed(days), days.at(days.back(6), 17, 35))
    steps += [*_story(crew, notices.footpath(days)), *_story(crew, notices.trees(days))]
    steps += [*_story(crew, notices.surgery(days)), *_sent_back(crew, notices.play_area(days), days)]
    steps.append((days.before(25), partial(_hasty, crew, days.before(25))))
    steps += ventures.steps(ventures.Askers(crew.writer, crew.clerk), crew.channels, days)
    steps += neighbours.steps(crew.clerk, days)
    steps += residents.steps(crew.writer, crew.deputy, days)
    for at, happens in sorted(steps, key=lambda step: step[0]):
        carry(at)
        happens()
        seal(at=at + A_MINUTE)
    carry(days.now)
    _keep_time(crew)
    _answered(days)
    seal(at=days.now)


def _standards_read(crew: Crew, days: Almanac) -> None:
    """Everybody who writes has read the standards of their office, so that visitors can begin at once."""
    pack = pack_in_force(days.now).pack
    for person in (crew.clerk, crew.deputy, crew.writer):
        acknowledge(pack, standards_of(acting(person, at=days.now), pack), by=person, at=days.now)


def _story(crew: Crew, notice: Notice, *, post: list[Post] | None = None) -> list[Step]:
    """A notice from the first word to the last hand that it needed. `post` takes up the post that it became."""
    became: list[Post] = [] if post is None else post
    steps: list[Step] = [(notice.submitted, partial(_submitted, crew, notice, became))]
    if notice.approved is not None:
        steps.append((notice.approved, partial(_approved, crew, notice, became, notice.approved)))
    if notice.put_up is not None:
        steps.append((notice.put_up, partial(_put_up, crew, became, notice.put_up)))
    return steps


def _submitted(crew: Crew, notice: Notice, became: list[Post]) -> None:
    begun = notice.submitted - 12 * A_MINUTE
    if not became:
        became.append(begin_post(by=crew.writer, at=begun))
    submit(became[0], _addressed(crew, notice, begun), overrides=notice.reasons, by=crew.writer, at=notice.submitted)


def _addressed(crew: Crew, notice: Notice, at: datetime) -> Content:
    """The content with the channels that it goes to, and its picture where it has one."""
    content = replace(
        notice.content, channel_ids=tuple(crew.channels[name].id for name in (NOTICEBOARD, *notice.networks))
    )
    if not notice.picture:
        return content
    draw, filename = PICTURES[notice.picture]
    picture = add_picture(draw(), filename=filename, by=crew.writer, at=at)
    use = PictureUse(
        picture.id, picture.sha256, notice.alt, owner=crew.council.name, licence="Our own work", filename=filename
    )
    return replace(content, pictures=(use,))


def _approved(crew: Crew, notice: Notice, became: list[Post], at: datetime) -> None:
    became[0].refresh_from_db()
    waiting = became[0].latest
    if waiting is not None:
        approve(waiting, by=crew.deputy if notice.by_deputy else crew.clerk, at=at)


def _put_up(crew: Crew, became: list[Post], at: datetime) -> None:
    by_hand = Delivery.objects.get(revision__post=became[0], channel=crew.channels["facebook by hand"])
    address = f"{by_hand.channel.address}/posts/{FIRST_NUMBER + became[0].number}"
    put_up_by_hand(by_hand, address=address, proof=b"", media_type="", by=crew.writer, at=at)


def _corrected(crew: Crew, first: Notice, right: Notice) -> list[Step]:
    became: list[Post] = []
    return [*_story(crew, first, post=became), *_story(crew, right, post=became)]


def _withdrawn(crew: Crew, notice: Notice, at: datetime) -> list[Step]:
    became: list[Post] = []

    def take_back() -> None:
        became[0].refresh_from_db()
        withdraw(became[0], reason="The hall committee gave us the wrong Saturday.", by=crew.clerk, at=at)

    return [*_story(crew, notice, post=became), (at, take_back)]


def _sent_back(crew: Crew, notice: Notice, days: Almanac) -> list[Step]:
    became: list[Post] = []
    at = days.at(days.back(1), 16, 10)

    def return_it() -> None:
        became[0].refresh_from_db()
        if became[0].latest is not None:
            send_back(became[0].latest, reason=notices.SENT_BACK_BECAUSE, by=crew.clerk, at=at)

    return [*_story(crew, notice, post=became), (at, return_it)]


def _hasty(crew: Crew, at: datetime) -> None:
    """A draft with findings, saved as the composer saves it."""
    post = begin_post(by=crew.writer, at=at)
    network = crew.channels["demonstration"].id
    content = Content(
        title=notices.HASTY["title"],
        text=notices.HASTY["text"],
        category=notices.HASTY["category"],
        zone=crew.council.zone,
        channel_ids=(crew.channels[NOTICEBOARD].id, network),
    )
    save_draft(
        post.draft,
        content={**notices.HASTY, "channels": [network]},
        overrides=[],
        version=0,
        by=crew.writer,
        at=at,
        verdict=verdict_on(content, post, overrides={}, at=at).as_record(),
    )


def _keep_time(crew: Crew) -> None:
    """The network's own clock told when this was set up: let it tell the times of the story."""
    DemoPost.objects.update(arrived_at=F("written_at"))
    for delivery in Delivery.objects.filter(channel=crew.channels["demonstration"], deed__in=(CORRECT, WITHDRAW)):
        told = "changed_at" if delivery.deed == CORRECT else "gone_at"
        DemoPost.objects.filter(id=int(delivery.reference)).update(**{told: delivery.settled_at})


def _answered(days: Almanac) -> None:
    """What residents answered on the demonstration network."""
    for number, (about, author, text) in enumerate(ANSWERS):
        post = DemoPost.objects.filter(text__contains=about).latest("written_at")
        Reply.objects.create(post=post, author=author, text=text, at=days.before(400 - 90 * number), sender="")
