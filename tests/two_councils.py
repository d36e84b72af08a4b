"""Two councils on one installation: one with something in every corner, and one with a Clerk who holds every power."""

from datetime import time, timedelta

from django.utils import timezone

from parishpump.adoption.actions.elections import Poll, enter_election
from parishpump.adoption.actions.matters import Entry, enter_matter
from parishpump.archive.actions import seal
from parishpump.channels.actions import enter_risk, found_noticeboard, note_platform, sign_in
from parishpump.channels.actions.risks import Rating
from parishpump.channels.actions.watching import Look
from parishpump.councils.tenancy import council_scope
from parishpump.inbox.actions.entering import Noted, Told, note_group, type_in
from parishpump.inbox.actions.praising import pass_praise_on
from parishpump.inbox.actions.press import Enquiry, enter_enquiry
from parishpump.inbox.actions.reporting import Reported, report_abuse
from parishpump.inbox.actions.saved_texts import approve_saved_text
from parishpump.inbox.actions.sources import follow_feed
from parishpump.inbox.actions.stories import open_by_hand
from parishpump.inbox.actions.tending import tag_topic
from parishpump.inbox.actions.topics import lay_before_meeting, open_topic, set_meeting
from parishpump.inbox.actions.working import enter_time, enter_turn, state_hours
from parishpump.inbox.models import (
    AbuseReport,
    Asked,
    HandOff,
    Message,
    Praise,
    PublicAnswer,
    Reply,
    RotaTurn,
    SavedText,
)
from parishpump.inbox.rota import Turn
from parishpump.partners.actions import approve_text, enter_partner, keep_looks
from parishpump.partners.actions.community import enter_organisation
from parishpump.partners.community import Contact
from parishpump.partners.content import EntryFacts, Page
from parishpump.partners.models import Entry as PartnerEntry
from parishpump.partners.models import StandingText
from parishpump.partners.page_check import Seen
from parishpump.people.actions import invite
from parishpump.people.models import Office
from parishpump.people.powers import CLERK, COMMUNICATIONS_OFFICER, POWERS, WRITE
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.drafting import begin_post
from tests.adoption.conftest import adopted, save
from tests.adoption.test_texts import put_in
from tests.channels.opening import open_campaign, open_channel, proposed
from tests.channels.opening import submitted as submitted_request
from tests.conftest import make_council, person_in
from tests.publishing.lives import approved

SECRET = "Weald-Zebra-Lane"


def live_in():
    """Northfold with something in every corner; Southfold with a Clerk who holds every power there."""
    now = timezone.now()
    northfold, southfold = make_council("Northfold"), make_council("Southfold")
    with council_scope(northfold.id):
        northfold.clerk = person_in(CLERK, *POWERS, minute="2026/118")
        officer = person_in(COMMUNICATIONS_OFFICER, WRITE, minute="2026/120")
        board = found_noticeboard(address=northfold.address, by=northfold.clerk, at=now)
        page = open_channel(
            SECRET, "facebook by hand", address="", purpose=SECRET, minute="", by=northfold.clerk, at=now
        )
        sign_in(page, {"token": SECRET}, ends_at=None, by=northfold.clerk, at=now)
        northfold.revision = approved(
            officer, northfold.clerk, board, page, at=now, title=f"{SECRET} closed", comes_down=now + timedelta(days=9)
        )
        deliver(now=lambda: now)
        invite(Office.objects.first(), by=northfold.clerk, at=now)
        campaign = open_campaign(SECRET, purpose=SECRET, by=northfold.clerk, at=now)
        rating = Rating("high", SECRET, None, now.date())
        risk = enter_risk(SECRET, rating, channel=page, by=northfold.clerk, at=now)
        asked = submitted_request(proposed(SECRET, purpose=SECRET), by=officer, at=now)
        northfold.asked, northfold.risk, northfold.campaign = asked, risk, campaign
        note_platform(page.network, Look(now.date(), SECRET, SECRET, now.date()), by=northfold.clerk, at=now)
        northfold.draft = begin_post(by=officer, at=now, content={"title": SECRET, "text": SECRET})
        adopted(northfold.clerk, at=now, minute=SECRET, resolved=now.date(), scope__purpose=SECRET)
        save(northfold.clerk, at=now, scope__purpose=f"{SECRET} again")
        put_in(northfold.clerk, f"# {SECRET}\n\nThe Clerk publishes on {SECRET}.\n")
        period = (now.date() - timedelta(days=1), now.date() + timedelta(days=9))
        enter_election(Poll(SECRET, SECRET, *period), by=northfold.clerk, at=now)
        northfold.body, northfold.standing_text = known_body(northfold.clerk, now)
        northfold.matter = enter_matter(Entry("closed", SECRET, SECRET), by=northfold.clerk, at=now)
        northfold.source = follow_feed(
            SECRET, f"https://county.example/{SECRET}", words=[SECRET], by=northfold.clerk, at=now
        )
        northfold.message = type_in(Told("telephone", SECRET, now, SECRET), by=northfold.clerk, at=now)
        northfold.topic = open_topic(SECRET, by=northfold.clerk, at=now)
        note_group(Noted(f"About {SECRET}"), northfold.topic, by=northfold.clerk, at=now)
        set_meeting(northfold.topic, day=now.date() + timedelta(days=9), agenda_item=SECRET, by=northfold.clerk, at=now)
        tag_topic(northfold.message, northfold.topic, by=northfold.clerk, at=now)
        lay_before_meeting(northfold.topic, by=northfold.clerk, at=now)
        club = Contact(SECRET, SECRET, SECRET, SECRET, "consent", "", now.date(), SECRET)
        northfold.club = enter_organisation(club, by=northfold.clerk, at=now)
        northfold.story = open_by_hand(Message.objects.latest("id"), by=northfold.clerk, at=now)
        northfold.enquiry = enter_enquiry(northfold.story, Enquiry(SECRET, SECRET, SECRET), by=northfold.clerk, at=now)
        northfold.reply, northfold.answer, northfold.praise, northfold.text = answered(northfold, now)
        northfold.report, northfold.turn = cared_for(northfold, officer, now)
        seal(at=now)
    with council_scope(southfold.id):
        southfold.clerk = person_in(CLERK, *POWERS, minute="2026/7", council="southfold")
        found_noticeboard(address=southfold.address, by=southfold.clerk, at=now)
    return northfold, southfold


def answered(northfold, now) -> tuple[Reply, PublicAnswer, Praise, SavedText]:
    """An answer that is being written, one for all, praise that was passed on, a saved text, a hand-off."""
    who, message = {"by": northfold.clerk, "at": now}, northfold.message
    post = begin_post(content={"title": SECRET, "text": SECRET}, is_answer=True, **who)
    reply = Reply.objects.create(message=message, post=post, purpose="reply", begun_at=now, begun_by=northfold.clerk)
    notice = begin_post(content={"title": SECRET, "text": SECRET}, **who)
    kept = {"question": SECRET, "answer": SECRET, "post": notice, "made_at": now, "made_by": northfold.clerk}
    answer = PublicAnswer.objects.create(number=1, **kept)
    Asked.objects.create(answer=answer, message=message, at=now)
    HandOff.objects.create(message=message, entry_id=northfold.body.id, body=SECRET, **who)
    praise = pass_praise_on(message, to=SECRET, email="team@weald.example", words=SECRET, named=False, **who)
    return reply, answer, praise, approve_saved_text(SECRET, SECRET, use="reply", **who)


def cared_for(northfold, officer, now) -> tuple[AbuseReport, RotaTurn]:
    """Abuse that was reported, time that was entered, a turn of the rota, contracted hours."""
    who = {"by": northfold.clerk, "at": now}
    report = report_abuse(Reported("telephone", SECRET, now, handle=SECRET), **who)
    enter_time(now.date(), 25, what=SECRET, **who)
    state_hours(northfold.clerk, 600, since=now.date(), **who)
    turn = enter_turn(Turn(1, time(9), time(13)), Office.objects.get(person=northfold.clerk), None, **who)
    return report, turn


def known_body(clerk, now) -> tuple[PartnerEntry, StandingText]:
    """A body in the directory, with a page that was looked at and words to send people on with."""
    page = f"https://{SECRET.lower()}.example/"
    facts = EntryFacts(SECRET, "police", SECRET, ("crime",), now.date(), pages=(Page("", page),), source=SECRET)
    entry = enter_partner("police", facts, by=clerk, at=now)
    keep_looks({page: Seen("fails", SECRET)}, at=now)
    return entry, approve_text(SECRET, service="crime", partner=entry.partner, seen=0, by=clerk, at=now)
