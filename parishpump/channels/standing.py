"""How a channel stands, in a word and a sentence."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from parishpump.channels.models import Channel, Checkup
from parishpump.channels.queries import WARN_BEFORE, SignIn
from parishpump.ui import words


@dataclass(frozen=True)
class Standing:
    """A kind of state (see ui/state.html), its word, what it means; `ends`: a warning that the sign-in runs out."""

    kind: str
    word: str
    says: str = ""
    ends: str = ""


def standing_of(channel: Channel, checkup: Checkup | None, sign_in: SignIn | None, *, now: datetime) -> Standing:
    """Whether something can go out on a channel now, and what to do where it cannot."""
    if channel.closed_at is not None:
        return Standing("quiet", "Closed", "Nothing goes out there any more.")
    if channel.is_noticeboard:
        return Standing("done", "Always open", "These are our own pages: they need no sign-in.")
    if channel.by_hand:
        return Standing("quiet", "By hand", "A person puts it up and pastes the address back.")
    if sign_in is None:
        return Standing("blocked", "Not signed in", "Nothing can go out there until somebody signs in.")
    if sign_in.ends_at is not None and sign_in.ends_at <= now:
        return Standing("late", "Sign-in over", f"It ended at {_near(sign_in.ends_at, now)}. Sign in again.")
    return _examined(channel, checkup, _ending(sign_in, now), now)


def _examined(channel: Channel, checkup: Checkup | None, ends: str, now: datetime) -> Standing:
    if channel.quiet_until is not None and channel.quiet_until > now:
        until = _near(channel.quiet_until, now)
        says = f"The network asked for it, or did not answer. What is due goes out after {until}."
        return Standing("held", "Waiting a while", says, ends)
    if checkup is None:
        return Standing("set", "Not tested yet", "It is tested every morning. You can test it now.", ends)
    if checkup.ok:
        return Standing("done", "Lets us in", f"as {checkup.account}" if checkup.account else "", ends)
    if checkup.passing:
        return Standing("unknown", "Not reached", f"{checkup.message} That says nothing of our sign-in.", ends)
    return Standing("late", "Does not let us in", checkup.message, ends)


def _ending(sign_in: SignIn, now: datetime) -> str:
    if sign_in.ends_at is None or sign_in.ends_at > now + WARN_BEFORE:
        return ""
    left = sign_in.ends_at - now
    ahead = f"in {words.counted(left.days, 'day')}" if left >= timedelta(days=1) else "within a day"
    return f"Our sign-in ends {ahead}, at {_near(sign_in.ends_at, now)}. Sign in again before then."


def _near(when: datetime, now: datetime) -> str:
    return words.near_moment(timezone.localtime(when), now=timezone.localtime(now))
