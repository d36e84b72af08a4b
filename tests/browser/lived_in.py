"""Northfold with something on every page: each state of a post, of a delivery, of an office and of a channel."""

from datetime import date, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from parishpump.archive.actions import seal
from parishpump.archive.models import Record
from parishpump.channels.actions import close_channel
from parishpump.channels.models import Channel
from parishpump.people.actions import appoint, delegate, introduce, invite, leave_office, revoke
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import DEPUTY_CLERK, LAY_MEMBER, WRITE
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Delivery, Picture, Post, Revision
from tests.browser.parish import Parish
from tests.desk.scenes import TEN_PAST_NINE, YESTERDAY, Desk, a_busy_day, channel, left_as
from tests.portal.scenes import picture, put_up
from tests.publishing.lives import WORDS, submitted

BEFORE = YESTERDAY - timedelta(days=2)
DISGRACE = "It is a disgrace that Weald Drainage Ltd closes Mill Lane from Monday 1 December 2026!!! #fail"
Facts = dict[str, Any]


def live_in(parish: Parish) -> Facts:
    """Let it be ten past nine on a busy Tuesday. Returns what the pages are about, by a name each."""
    facts = _public(parish) | _people(parish)
    a_busy_day(Desk(parish.communications_officer, parish.clerk, parish.noticeboard))
    facts |= _unfinished(parish) | _deliveries(parish)
    seal(at=TEN_PAST_NINE)
    return facts | {"record": Record.objects.order_by("id").first().id}


def _public(parish: Parish) -> Facts:
    """A corrected event with a picture, a withdrawn notice, one whose time is over, and a very long word."""
    who = (parish.communications_officer, parish.clerk, parish.noticeboard)
    event = {
        "event_start": TEN_PAST_NINE + timedelta(days=7),
        "event_end": TEN_PAST_NINE + timedelta(days=9),
        "venue": "Mill Lane, Church Road to the ford",
        "pictures": (picture(parish.communications_officer),),
        "title": "Mill Lane closed, 1 to 3 December",
    }
    corrected = put_up(*who, at=BEFORE, **event)
    put_up(
        *who,
        at=BEFORE + timedelta(hours=1),
        post=corrected,
        correction="We left out Ford Street.",
        text=WORDS.replace("by Church Road", "by Church Road and Ford Street"),
        **event,
    )
    withdrawn = put_up(*who, at=BEFORE, title="Surgery called off")
    over = put_up(*who, at=BEFORE, title="Draft budget: tell us by Friday", comes_down=BEFORE + timedelta(days=1))
    put_up(*who, at=BEFORE, title="A" + "very" * 30 + "long-word")
    withdraw(withdrawn, reason="The surgery is held after all.", by=parish.clerk, at=YESTERDAY)
    return {
        "corrected": corrected.reference,
        "withdrawn": withdrawn.reference,
        "over": over.reference,
        "picture": Picture.objects.first().id,
    }


def _people(parish: Parish) -> Facts:
    """Somebody invited and not come yet, an office that is over, a delegation taken back."""
    lay = introduce("footpaths@northfold.example", name="Lay member", at=BEFORE)
    to_come = appoint(lay, LAY_MEMBER, since=date(2026, 5, 13), minute="2026/101", by=parish.clerk, at=BEFORE)
    _, token = invite(to_come, by=parish.clerk, at=YESTERDAY)
    before = introduce("before@northfold.example", name="Deputy Clerk before", at=BEFORE)
    left = appoint(before, DEPUTY_CLERK, since=date(2025, 5, 13), minute="2025/9", by=parish.clerk, at=BEFORE)
    taken = delegate(
        left, [WRITE], minute="2025/10", starts=date(2025, 5, 14), ends=date(2027, 5, 1), by=parish.clerk, at=BEFORE
    )
    revoke(taken, reason="Minute 2026/88.", by=parish.clerk, at=BEFORE)
    leave_office(left, until=date(2026, 6, 30), by=parish.clerk, at=BEFORE)
    key = default_token_generator.make_token(lay)
    return {
        "office": Office.objects.get(person=parish.communications_officer).id,
        "to come": to_come.id,
        "left": left.id,
        "councillor": Office.objects.get(person=parish.councillor).id,
        "token": token,
        "taken back": taken.id,
        "delegation": Delegation.objects.get(office__person=parish.communications_officer).id,
        "uid": user_pk_to_url_str(lay),
        "key": key,
    }


def _unfinished(parish: Parish) -> Facts:
    """A draft that the policy stops, an empty one, a version that nobody decided in time, a channel that is closed."""
    officer = parish.communications_officer
    stopped = begin_post(by=officer, at=YESTERDAY, content={"title": "Mill Lane", "text": DISGRACE, "goes_out": "soon"})
    empty = begin_post(by=officer, at=YESTERDAY)
    late = submitted(officer, parish.noticeboard, at=YESTERDAY - timedelta(days=30), title="Nobody decided")
    Revision.objects.filter(id=late.id).update(decide_by=YESTERDAY)
    closed = channel("An old page", "facebook by hand", parish.clerk)
    close_channel(closed, reason="Nobody reads it.", by=parish.clerk, at=YESTERDAY)
    return {
        "stopped draft": stopped.reference,
        "empty draft": empty.reference,
        "expired": late.post.reference,
        "closed": closed.id,
        "waits": Post.objects.get(
            latest__title="Mill Lane closed, 1 to 3 December", latest__stage="submitted"
        ).reference,
        "returned": Post.objects.get(latest__title="Carol service tickets").reference,
        "own": Post.objects.get(latest__title="Parish office open day").reference,
    }


def _deliveries(parish: Parish) -> Facts:
    """A delivery in every state that there is."""
    desk = Desk(parish.communications_officer, parish.clerk, parish.noticeboard)
    social = Channel.objects.get(network="mastodon")
    page = Channel.objects.get(name="Facebook Page")
    found: Facts = {"mastodon": social.id, "by hand channel": page.id}
    for state, problem in (
        ("held", ""),
        ("stopped", "The delegation under which it was approved has ended."),
        ("sending", ""),
        ("void", ""),
        ("sent", ""),
    ):
        revision = desk.approved(f"Notice that is {state}", social)
        found[state] = left_as(revision, social, state, problem).id
    for name, state in (("unknown", "unknown"), ("rejected", "rejected")):
        found[name] = Delivery.objects.filter(state=state).first().id
    found["by hand"] = Delivery.objects.get(channel=page, revision__title="Allotment rents").id
    found["by hand later"] = Delivery.objects.get(channel=page, revision__title="Library van dates").id
    found["scheduled"] = Delivery.objects.get(channel=social, revision__title="Speed Watch volunteers").id
    gone = desk.approved("A page to take down", page)
    Delivery.objects.filter(revision=gone).update(state="sent", address="https://facebook.example/northfold/7")
    Post.objects.filter(id=gone.post_id).update(public=gone, published_at=YESTERDAY)
    withdraw(Post.objects.get(id=gone.post_id), reason="Put off.", by=parish.clerk, at=TEN_PAST_NINE)
    found["take down"] = Delivery.objects.get(revision=gone, channel=page, deed="withdraw").id
    return found
