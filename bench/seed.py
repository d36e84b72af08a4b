"""Many posts at once, as the actions would have left them, but written in bulk."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from parishpump.channels.actions import found_noticeboard, sign_in
from parishpump.channels.models import Channel
from parishpump.councils.actions import found_council
from parishpump.councils.models import Council
from parishpump.councils.tenancy import council_scope
from parishpump.people.actions import appoint, delegate, introduce
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import CLERK, COMMUNICATIONS_OFFICER, POWERS, WRITE
from parishpump.publishing.content import Content
from parishpump.publishing.models import Approval, Delivery, Post, Revision
from parishpump.publishing.queries.revisions import exact_words
from parishpump.publishing.seal import seal_of
from tests.channels.opening import open_channel

WORDS = (
    "Mill Lane is closed while the drain is repaired. The diversion is by Church Road. Questions to the parish office."
)


class Seeded:
    """A council with a Clerk, a Communications Officer, a noticeboard and a channel on each network given."""

    def __init__(self, networks: dict[str, dict[str, str]]) -> None:
        now = timezone.now()
        self.council: Council = found_council(
            "Northfold Parish Council",
            kind="parish",
            host="northfold.example",
            address="https://northfold.example",
            pack="lenham",
            pack_minute="2026/061",
            at=now,
        )
        with council_scope(self.council.id):
            self.clerk = self._person(CLERK, list(POWERS), now)
            self.officer = self._person(COMMUNICATIONS_OFFICER, [WRITE], now)
            self.authority = Delegation.objects.get(office__person=self.clerk)
            self.channels = [found_noticeboard(address=self.council.address, by=self.clerk, at=now)]
            for network, credentials in networks.items():
                self.channels.append(self._channel(network, credentials, now))

    def _person(self, kind: str, powers: list[str], now: datetime) -> Person:
        person = introduce(f"{kind.replace(' ', '.')}@northfold.example", name=kind.title(), at=now)
        office = appoint(person, kind, since=now.date(), minute="2026/100", by=None, at=now)
        delegate(
            office,
            powers,
            minute="2026/118",
            starts=now.date(),
            ends=(now + timedelta(days=300)).date(),
            by=None,
            at=now,
        )
        return person

    def _channel(self, network: str, credentials: dict[str, str], now: datetime) -> Channel:
        channel = open_channel(network.title(), network, address="", purpose="", minute="", by=self.clerk, at=now)
        sign_in(channel, credentials, ends_at=None, by=self.clerk, at=now)
        return channel

    def posts(self, due: list[datetime], *, published: bool = False) -> None:
        """One approved post for each moment, with its deliveries; `published`: as they stand after it all went out."""
        now = timezone.now()
        first = Post.objects.count()
        posts = Post.objects.bulk_create(
            Post(number=first + number, begun_at=now, begun_by=self.officer, published_at=moment if published else None)
            for number, moment in enumerate(due, start=1)
        )
        revisions = Revision.objects.bulk_create(
            [self._revision(post, moment, now) for post, moment in zip(posts, due, strict=True)], batch_size=1000
        )
        for post, revision in zip(posts, revisions, strict=True):
            post.latest, post.public = revision, revision if published else None
        Post.objects.bulk_update(posts, ["latest", "public"], batch_size=1000)
        Approval.objects.bulk_create(
            (
                Approval(
                    revision=revision,
                    seal=revision.seal,
                    by=self.clerk,
                    office="Clerk",
                    authority=self.authority,
                    at=now,
                )
                for revision in revisions
            ),
            batch_size=1000,
        )
        Delivery.objects.bulk_create(
            (
                Delivery(
                    revision=revision,
                    channel=channel,
                    key=uuid4().hex,
                    due_at=moment,
                    next_at=moment,
                    state="sent" if published else "waiting",
                    settled_at=moment if published else None,
                )
                for revision, moment in zip(revisions, due, strict=True)
                for channel in self.channels
            ),
            batch_size=1000,
        )

    def _revision(self, post: Post, due: datetime, now: datetime) -> Revision:
        content = Content(
            title=f"Mill Lane, notice {post.number}",
            text=WORDS,
            zone="Europe/London",
            channel_ids=tuple(channel.id for channel in self.channels),
            sources=("Minute 2026/203",),
            category="Roads and travel",
            audience="People near Mill Lane",
            purpose="Plan another way",
            goes_out=due,
            goes_out_wall=due.strftime("%Y-%m-%dT%H:%M"),
            comes_down=due + timedelta(days=20),
        )
        words = exact_words(content, post, self.channels)
        facts = content.as_record()
        return Revision(
            post=post,
            number=1,
            stage="approved",
            title=content.title,
            text=content.text,
            channel_texts=words,
            channel_ids=facts["channel_ids"],
            sources=facts["sources"],
            category=content.category,
            audience=content.audience,
            purpose=content.purpose,
            goes_out=due,
            goes_out_wall=content.goes_out_wall,
            zone=content.zone,
            comes_down=content.comes_down,
            verdict={"outcome": "clear", "findings": [], "pack": "lenham", "version": "1", "fingerprint": ""},
            seal=seal_of(content, words),
            written_by=self.officer,
            written_as="Communications Officer",
            writers=[self.officer.id],
            submitted_at=now,
            decide_by=due,
        )
