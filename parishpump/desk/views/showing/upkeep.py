"""Rows about what the house rests on: sign-ins of channels, delegations, the sealing of the record."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from parishpump.channels.queries import WARN_BEFORE
from parishpump.desk.queries.register import OLDEST, STALE
from parishpump.desk.queries.state import CouncilState
from parishpump.desk.queries.waiting import ChannelHealth, Powers
from parishpump.desk.views.showing.rows import Row, near
from parishpump.people.models import Delegation
from parishpump.people.powers import CHANNELS, PEOPLE
from parishpump.people.queries import Acting
from parishpump.publishing.models import Post
from parishpump.ui import words

DELEGATION_WARNING = timedelta(days=30)
# Sealing is done every minute; a record that waits longer than this shows that nobody does it.
UNSEALED_TOO_LONG = timedelta(minutes=3)
# What has no hour of its own stands behind what hurts within a week.
SOME_TIME = timedelta(days=7)


def channel_rows(channels: Iterable[ChannelHealth], acting: Acting, *, now: datetime) -> list[Row]:
    """For those who manage channels: sign-ins that end within a fortnight, and channels that do not let us in."""
    if not acting.may(CHANNELS):
        return []
    found = list(channels)
    failing = [_failing(one, now) for one in found if one.ok is False]
    ending = [_ending(one, one.ends_at, now) for one in found if one.ends_at and one.ends_at <= now + WARN_BEFORE]
    return failing + ending


def _failing(channel: ChannelHealth, now: datetime) -> Row:
    looked = f"We last looked at {near(channel.looked_at, now)}." if channel.looked_at else ""
    return Row(
        hurts_at=now,
        when="Now",
        then="posts there wait",
        title=f"Mend the sign-in of {channel.name}",
        button="Look and mend",
        why=f"{channel.message or 'It does not let us in'}".rstrip(".") + f". {looked}",
        hidden=channel.name,
        url=reverse("channel", args=[channel.id]),
    )


def _ending(channel: ChannelHealth, ends_at: datetime, now: datetime) -> Row:
    local, local_now = timezone.localtime(ends_at), timezone.localtime(now)
    over = ends_at <= now
    return Row(
        hurts_at=ends_at,
        when="Ended" if over else words.ahead(local, now=local_now).capitalize(),
        late=over,
        then=words.short_day(local),
        title=f"Renew the sign-in of {channel.name}",
        button="Renew",
        why=f"It {'ended' if over else 'ends'} at {near(ends_at, now)}. After that, posts to {channel.name} wait, and "
        "nothing is lost.",
        hidden=f"the sign-in of {channel.name}",
        url=reverse("channel", args=[channel.id]),
    )


def delegation_rows(powers: Powers, acting: Acting, *, now: datetime) -> list[Row]:
    """Delegations that end within 30 days: one's own, and for those who manage people everybody's."""
    ending = powers.ending(DELEGATION_WARNING)
    mine = [one for one in ending if one.office.person_id == acting.person.id or acting.may(PEOPLE)]
    return [_delegation(one, acting, now) for one in mine]


def _delegation(delegation: Delegation, acting: Acting, now: datetime) -> Row:
    end = datetime.combine(delegation.ends + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())
    own = delegation.office.person_id == acting.person.id
    days = (delegation.ends - timezone.localdate(now)).days
    whose = "your delegation" if own else f"the delegation of the {delegation.office}"
    return Row(
        hurts_at=end,
        when="Today" if days == 0 else f"In {words.counted(days, 'day')}",
        then=f"{words.short_day(delegation.ends)}, its last day",
        button="Look at it",
        hidden=f"minute {delegation.minute}",
        title=f"Have {whose} renewed: minute {delegation.minute}",
        why="Put it on the agenda of a meeting before then. After its last day nobody may act under it, and what rests "
        "on it waits.",
        url=reverse("delegation", args=[delegation.id]),
    )


def record_rows(state: CouncilState, acting: Acting, *, now: datetime) -> list[Row]:
    """That records wait too long for their seal; for whoever has any power here."""
    since = state.unsealed_since
    if since is None or now - since <= UNSEALED_TOO_LONG or not acting.delegations:
        return []
    return [
        Row(
            hurts_at=since + timedelta(minutes=1),
            when=words.late(since + timedelta(minutes=1), now=now),
            late=True,
            then=f"waits since {words.clock(timezone.localtime(since))}",
            title="Find out why the record is not sealed",
            why="Records are kept and wait for their seal, which is put on every minute. Nothing is lost. "
            "The worker may not be running: whoever runs this installation can start it with “parishpump worker”.",
            url=reverse("record"),
            button="Open the record",
        )
    ]


def consent_rows(posts: Iterable[Post], *, now: datetime) -> list[Row]:
    """Posts on show with a picture of somebody who took their consent back: each is late from the first minute."""
    return [
        Row(
            hurts_at=now,
            when="Now",
            late=True,
            then="somebody is still shown",
            title=f"Take a picture down: {post.public}",
            why="Somebody shown in it took their consent back. Correct the post without the picture, or withdraw it.",
            button="Look at the post",
            hidden=f": {post.public}",
            url=reverse("post", args=[post.reference]),
        )
        for post in posts
    ]


def stale_rows(number: int, *, now: datetime) -> list[Row]:
    """One row for all that has been public too long without anybody looking at it."""
    if not number:
        return []
    return [
        Row(
            hurts_at=now + SOME_TIME,
            when="Stale",
            then="longer than your policy lets a post go unseen",
            title=f"Look again at {words.counted(number, 'post')} that the public still sees",
            why="Read each: correct it, withdraw it, or say that it still holds.",
            button="Open the list",
            hidden="of stale posts",
            url=f"{reverse('register')}?{urlencode({'state': STALE, 'order': OLDEST})}",
        )
    ]
