"""What stands beside the list: one’s authority, whether it all runs, and the first steps of a new council."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from parishpump.channels.models import NOTICEBOARD
from parishpump.desk.queries.happening import Leg
from parishpump.desk.queries.state import CouncilState
from parishpump.desk.queries.waiting import ChannelHealth, Powers
from parishpump.desk.views.showing.deliveries import LATE, kind_of
from parishpump.desk.views.showing.rows import near
from parishpump.desk.views.showing.upkeep import UNSEALED_TOO_LONG
from parishpump.people.models import Delegation
from parishpump.people.powers import APPROVE, POWERS
from parishpump.people.queries import Acting
from parishpump.ui import words


@dataclass(frozen=True)
class Authority:
    """What somebody acts under today; `delegation` None where nothing is delegated to them."""

    office: str
    delegation: Delegation | None
    days_left: int
    may: str
    may_not: str
    cover: list[Delegation]


def authority_of(acting: Acting, powers: Powers, *, own_work: bool) -> Authority:
    """The delegation that gives most, and all that the person may do under any."""
    given = acting.authority
    held = [power for power in POWERS if acting.may(power)]
    lacking = [power for power in POWERS if power not in held]
    if APPROVE in held and not own_work:
        lacking = ["approve what you wrote yourself", *lacking]
    return Authority(
        office=str(acting.office),
        delegation=given,
        days_left=(given.ends - powers.day).days if given else 0,
        may=words.listed(held),
        may_not=words.listed(lacking, last="or"),
        cover=powers.cover(acting) if APPROVE in held else [],
    )


@dataclass(frozen=True)
class Check:
    """One answer to "is it all running?"; `state` is a word in a box where something is wrong."""

    term: str
    says: str
    state: str = ""
    url: str = ""
    link: str = ""


def is_it_running(
    state: CouncilState, channels: Sequence[ChannelHealth], legs: Sequence[Leg], *, now: datetime
) -> list[Check]:
    """The courier, the channels, the reader and the seal, as far as the database knows."""
    return [_courier(state, legs, now), *_channels(channels, now), *_listening(state, now), _record(state, now)]


def _courier(state: CouncilState, legs: Sequence[Leg], now: datetime) -> Check:
    if state.is_paused:
        return Check("Sending", "is paused, and nothing leaves", "Paused")
    late = [leg for leg in legs if kind_of(leg, paused=False, now=now) == LATE]
    if not late:
        return Check("Sending", "whatever was due has been tried")
    oldest = min(leg.due_at for leg in late)
    number = words.counted(len(late), "delivery", "deliveries")
    return Check("Sending", f"{number} late, the oldest due {near(oldest, now)}", "Late")


def _channels(channels: Sequence[ChannelHealth], now: datetime) -> list[Check]:
    looked = [one for one in channels if one.looked_at is not None]
    failing = [
        Check("Channel", f"{one.name} does not let us in", "Failing", reverse("channel", args=[one.id]), "What to do")
        for one in looked
        if one.ok is False
    ]
    if not looked:
        return [Check("Channels", f"{words.counted(len(channels), 'channel')} open; none has a sign-in to look at")]
    newest = max(one.looked_at for one in looked if one.looked_at)
    said = f"{words.counted(len(looked), 'sign-in')} looked at, last at {near(newest, now)}"
    return [Check("Channels", said), *failing]


def _listening(state: CouncilState, now: datetime) -> list[Check]:
    """What the software reads for us; each source that fails waits above for those who listen."""
    if not state.sources_read:
        return []
    number = words.counted(state.sources_read, "conversation")
    read = f"each read since {near(state.read_since, now)}" if state.read_since else "none read yet"
    says, box = ("not all can be read", "Failing") if state.sources_fail else (read, "")
    return [
        Check("Listening", f"{number} followed, {says}", box, reverse("conversations-followed"), "When each was read")
    ]


def _record(state: CouncilState, now: datetime) -> Check:
    number = words.counted(state.sealed, "record")
    if state.unsealed_since is not None and now - state.unsealed_since > UNSEALED_TOO_LONG:
        since = near(state.unsealed_since, now)
        return Check("The record", f"not sealed since {since}", "Late", reverse("record"), "Open the record")
    if state.sealed_at is None:
        return Check("The record", "nothing is sealed yet; that happens every minute")
    at = near(state.sealed_at, now)
    return Check("The record", f"{number}, the newest sealed at {at}", "", reverse("record"), "Open the record")


_CHANNEL = (
    "Your own noticeboard works already. Add Bluesky, Mastodon or your website; or a channel such as a Facebook Page, "
    "for which we make the words ready and you put them up."
)
_OFFICER = "Nobody approves what they wrote, so it takes two: one writes, the other lets it go."
_POST = "The policy is checked while you type, and nothing goes out until somebody approves it."


@dataclass(frozen=True)
class Step:
    """One of the first steps of a new council; `next` is the first that is not done."""

    title: str
    why: str
    url: str
    link: str
    done: bool
    next: bool = False


def first_steps(state: CouncilState, channels: Sequence[ChannelHealth], powers: Powers) -> list[Step]:
    """What a new council does first; empty as soon as there is any post."""
    if state.any_post:
        return []
    connected = any(one.network != NOTICEBOARD for one in channels)
    approvers = {one.office.person_id for one in powers.in_force if APPROVE in one.powers}
    steps = [
        Step("Connect a channel", _CHANNEL, reverse("new-channel"), "Connect a channel", connected),
        Step("Invite a second officer", _OFFICER, reverse("new-office"), "Invite somebody", len(approvers) > 1),
        Step("Write the first post", _POST, reverse("new-post"), "Write a post", False),
    ]
    first = next(number for number, step in enumerate(steps) if not step.done)
    return [replace(step, next=number == first) for number, step in enumerate(steps)]


def heading(number: int, late: int) -> str:
    """`Six things wait for you. One is late.`"""
    if not number:
        return "Nothing waits for you."
    said = f"{words.number_word(number).capitalize()} {words.plural(number, 'thing waits', 'things wait')} for you."
    if not late:
        return said
    return f"{said} {words.number_word(late).capitalize()} {words.plural(late, 'is', 'are')} late."
