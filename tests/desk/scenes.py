"""A council in the middle of its day, and a council with years behind it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from parishpump.archive.actions import seal
from parishpump.channels.models import Channel, Checkup, Credential
from parishpump.people.actions import delegate
from parishpump.people.models import Delegation, Office, Person
from parishpump.people.powers import WRITE
from parishpump.publishing.actions.deciding import send_back
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.clock import on_the_wall
from parishpump.publishing.models import Approval, Delivery, Draft, Post, Revision
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.publishing.lives import approved, submitted

TEN_PAST_NINE = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
YESTERDAY = TEN_PAST_NINE - timedelta(days=1)


def clock(time: str, day: str = "2026-11-24") -> datetime:
    """A time in winter, when the clocks of the parish show that of Greenwich."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC)


def goes_out(moment: datetime) -> dict[str, Any]:
    """When a post goes out, as a content has it."""
    return {"goes_out": moment, "goes_out_wall": on_the_wall(moment, "Europe/London")}


def channel(name: str, network: str, by: Person) -> Channel:
    return open_channel(
        name,
        network,
        address="https://network.example/northfold",
        purpose="News",
        minute="2026/90",
        by=by,
        at=NOON - timedelta(days=90),
    )


def left_as(revision: Revision, channel: Channel, state: str, problem: str = "") -> Delivery:
    """What a call of the network left behind, without making one."""
    delivery = Delivery.objects.get(revision=revision, channel=channel)
    delivery.state, delivery.problem, delivery.tries = state, problem, 1
    delivery.save(update_fields=["state", "problem", "tries"])
    return delivery


@dataclass
class Desk:
    """Who writes, who approves, and where it goes."""

    officer: Person
    clerk: Person
    noticeboard: Channel

    def approved(self, title: str, *channels: Channel, at: datetime = YESTERDAY, **more: Any) -> Revision:
        return approved(self.officer, self.clerk, self.noticeboard, *channels, at=at, title=title, **more)

    def submitted(self, title: str, *channels: Channel, at: datetime = YESTERDAY, **more: Any) -> Revision:
        return submitted(self.officer, self.noticeboard, *channels, at=at, title=title, **more)

    def draft(self, title: str, by: Person, *, at: datetime) -> Draft:
        return begin_post(by=by, at=at, content={"title": title, "text": ""}).draft


def a_busy_day(desk: Desk) -> None:
    """Ten past nine on a Tuesday: something of every sort waits for the Clerk."""
    social, page = channel("Mastodon", "mastodon", desk.clerk), channel("Facebook Page", "facebook by hand", desk.clerk)
    gritting = desk.approved("Winter gritting routes", social, **goes_out(clock("08:00")))
    desk.approved("Library van dates", page, **goes_out(clock("09:30")))
    desk.approved("Allotment rents", page, **goes_out(clock("08:30")))
    desk.approved("Speed Watch volunteers", social, **goes_out(clock("17:00")))
    desk.approved("Finance Committee", event_start=clock("19:30"), venue="Village hall", **goes_out(clock("08:10")))
    rejected = desk.approved("Bin days at Christmas", social, **goes_out(clock("16:00", "2026-11-23")))
    deliver_noticeboard(TEN_PAST_NINE)
    left_as(gritting, social, "unknown", "It did not answer.")
    left_as(rejected, social, "rejected", "The picture is too large for it.")
    desk.submitted("Mill Lane closed, 1 to 3 December", social, **goes_out(clock("12:00")))
    desk.submitted("Tree survey begins", at=YESTERDAY)
    returned = submitted(desk.clerk, desk.noticeboard, at=YESTERDAY, title="Carol service tickets")
    send_back(returned, reason="Say where the tickets are sold.", by=deputy(), at=YESTERDAY + timedelta(hours=2))
    submitted(desk.clerk, desk.noticeboard, at=YESTERDAY, title="Parish office open day")
    desk.draft("Bus shelter survey", desk.clerk, at=TEN_PAST_NINE - timedelta(days=3))
    Credential.objects.create(
        channel=social,
        sealed=b"-",
        stored_at=NOON - timedelta(days=50),
        stored_by=desk.clerk,
        ends_at=clock("14:00", "2026-12-03"),
    )
    Checkup.objects.create(channel=social, at=clock("06:17"), ok=True)
    delegate(
        Office.objects.get(person=desk.officer),
        [WRITE],
        minute="2026/300",
        starts=date(2026, 5, 13),
        ends=date(2026, 12, 14),
        by=desk.clerk,
        at=YESTERDAY,
    )
    seal(at=TEN_PAST_NINE - timedelta(seconds=40))


def deputy() -> Person:
    return Person.objects.get(email="deputy.clerk@northfold.example")


def deliver_noticeboard(at: datetime) -> None:
    """What is our own page goes up; no network is called."""
    away = Delivery.objects.exclude(channel__network="noticeboard")
    due = {delivery.id: delivery.next_at for delivery in away}
    away.update(next_at=at + timedelta(days=900))
    deliver(now=lambda: at)
    for number, next_at in due.items():
        Delivery.objects.filter(id=number).update(next_at=next_at)


def many_published(number: int, desk: Desk, *, until: datetime, every: timedelta, title: str = "Notice") -> None:
    """So many posts that went out on the noticeboard, the last at `until`, by four statements."""
    authority = Delegation.objects.filter(office__person=desk.clerk).latest("id")
    start = Post.objects.count()
    times = [until - every * step for step in reversed(range(number))]
    posts = Post.objects.bulk_create(
        Post(number=start + 1 + step, begun_at=time, begun_by=desk.officer, published_at=time)
        for step, time in enumerate(times)
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            post=post,
            number=1,
            stage="approved",
            title=f"{title} {post.number}",
            text="The lane is closed. " * 12,
            channel_ids=[desk.noticeboard.id],
            zone="Europe/London",
            goes_out=post.published_at,
            verdict={"verdict": "clear", "findings": []},
            seal=uuid4().hex * 2,
            writers=[desk.officer.id],
            written_by=desk.officer,
            written_as="Communications Officer",
            submitted_at=post.begun_at,
            decide_by=post.begun_at + timedelta(days=1),
            category="Roads and travel",
        )
        for post in posts
    )
    for post, revision in zip(posts, revisions, strict=True):
        post.latest = post.public = revision
    Post.objects.bulk_update(posts, ["latest", "public"], batch_size=1000)
    Approval.objects.bulk_create(
        Approval(revision=one, seal=one.seal, by=desk.clerk, office="Clerk", authority=authority, at=one.submitted_at)
        for one in revisions
    )
    Delivery.objects.bulk_create(
        Delivery(
            revision=one,
            channel=desk.noticeboard,
            key=uuid4().hex,
            due_at=one.goes_out,
            next_at=one.goes_out,
            state="sent",
            tries=1,
            settled_at=one.goes_out,
        )
        for one in revisions
    )
