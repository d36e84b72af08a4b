"""Northfold with something on every page: each state of a post, of a delivery, of an office and of a channel."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from parishpump.adoption.actions.elections import Poll, call_off_election, enter_election
from parishpump.adoption.actions.matters import Entry, enter_matter
from parishpump.adoption.queries.texts import text_in_hand
from parishpump.archive.actions import seal
from parishpump.archive.models import Record
from parishpump.channels.actions import close_channel
from parishpump.channels.models import Channel
from parishpump.people.actions import appoint, delegate, introduce, invite, leave_office, revoke
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import DEPUTY_CLERK, LAY_MEMBER, WRITE
from parishpump.people.signing import sign_address
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.actions.picturing import withdraw_consent
from parishpump.publishing.content import Shown
from parishpump.publishing.models import Delivery, Picture, Post, Revision
from parishpump.publishing.passports import PersonPictured
from tests.adoption.conftest import adopted, save
from tests.adoption.test_texts import put_in
from tests.browser.answered import answer_things
from tests.browser.asked_for import ask_for_things
from tests.browser.followed import follow_and_hear
from tests.browser.moderated import keep_the_house_rules
from tests.browser.parish import Parish
from tests.browser.partners_of import know_partners
from tests.browser.running import run_away
from tests.browser.spoken_to import speak_to
from tests.desk.scenes import TEN_PAST_NINE, YESTERDAY, Desk, a_busy_day, channel, left_as
from tests.portal.scenes import picture, put_up
from tests.publishing.lives import WORDS, submitted
from tests.publishing.reading import having_read
from tests.publishing.scenes import OWN, in_library, use_of

BEFORE = YESTERDAY - timedelta(days=2)
DISGRACE = "It is a disgrace that Weald Drainage Ltd closes Mill Lane from Monday 1 December 2026!!! #fail"
Facts = dict[str, Any]


def live_in(parish: Parish) -> Facts:
    """Let it be ten past nine on a busy Tuesday. Returns what the pages are about, by a name each."""
    facts = _public(parish) | _people(parish)
    a_busy_day(Desk(parish.communications_officer, parish.clerk, parish.noticeboard))
    facts |= _unfinished(parish) | _deliveries(parish) | _pictures(parish)
    facts |= ask_for_things(parish, Channel.objects.get(name="Facebook Page"), at=YESTERDAY)
    facts |= _policy(parish) | know_partners(parish, at=YESTERDAY) | speak_to(parish, at=YESTERDAY)
    facts |= follow_and_hear(parish, at=YESTERDAY) | run_away(parish, at=TEN_PAST_NINE)
    facts |= answer_things(parish, Channel.objects.get(id=facts["mastodon"]), at=YESTERDAY)
    facts |= keep_the_house_rules(parish, at=YESTERDAY)
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
        "address token": sign_address(parish.clerk, "town.clerk@northfold.example", at=TEN_PAST_NINE),
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


def _pictures(parish: Parish) -> Facts:
    """A picture that nobody has described, and one on show though somebody shown took their consent back."""
    who = (parish.communications_officer, parish.clerk, parish.noticeboard)
    bare = in_library(parish.communications_officer, None, at=YESTERDAY)
    worker = PersonPictured("a worker", consent="Form 12 in the office", given_on="2026-11-03")
    shown = in_library(parish.communications_officer, replace(OWN, people=(worker,)), at=BEFORE, shift=90)
    use = use_of(shown, people=(Shown("a worker", consent=worker.consent, given_on=worker.given_on),))
    put_up(*who, at=BEFORE + timedelta(hours=2), title="New barrier at Mill Lane", pictures=(use,))
    withdraw_consent(shown, person=0, by=parish.clerk, at=YESTERDAY)
    return {"bare picture": bare.id, "withdrawn picture": shown.id}


def _policy(parish: Parish) -> Facts:
    """Two versions of the policy, a draft of the next, our own text, an election to come and one called off."""
    clerk = parish.clerk
    adopted(clerk, at=BEFORE, channels__comments="off", pack__review_on="2026-06-01")
    adopted(clerk, at=YESTERDAY, minute="2026/151", listen__reply_target="2 working days")
    for writer in (clerk, parish.deputy_clerk, parish.communications_officer):
        having_read(writer)
    save(clerk, at=YESTERDAY, rules={"manners.capitals": (True, "must")}, channels__comments="pre-moderated")
    poll = Poll("Parish Council election", "Northfold", date(2027, 3, 22), date(2027, 5, 6))
    coming, off = (enter_election(poll, by=clerk, at=YESTERDAY) for _ in range(2))
    call_off_election(off, reason="Entered twice.", by=clerk, at=YESTERDAY)
    text = text_in_hand(put_in(clerk))
    enter_matter(Entry("party", "Weald Paving Ltd", "Contract 12"), by=clerk, at=YESTERDAY)
    mourning = Entry("period", "Mourning", "", date(2026, 11, 20), date(2026, 11, 22))
    enter_matter(mourning, by=clerk, at=YESTERDAY)
    closed = enter_matter(Entry("closed", "Gasworks Field", "Minute 2026/140"), by=clerk, at=YESTERDAY)
    ours = text.clauses[0].clause.id
    return {"clause of ours": ours, "election": coming.id, "called off": off.id, "matter": closed.id}
