"""Two councils on one installation: every table and every address, and neither sees the other."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from parishpump.adoption.models import AdoptedPack, DraftPack, Election, Matching, Matter
from parishpump.channels.models import Deployment, Risk
from parishpump.councils.tenancy import council_scope
from parishpump.inbox.models import (
    AbuseReport,
    AbuseStep,
    Asked,
    HandOff,
    Laid,
    Message,
    Praise,
    PressEnquiry,
    Reply,
    RotaTurn,
    SavedText,
    Source,
    Story,
    StoryNote,
    Topic,
    WorkedTime,
)
from parishpump.partners.models import Ending, Organisation, Review, StandingText
from parishpump.partners.models import Entry as PartnerEntry
from parishpump.people.models import Delegation, Office
from parishpump.publishing.models import Delivery, Picture
from tests.conftest import person_in
from tests.people.signing_in import sign_in as sign_in_as
from tests.two_councils import SECRET, live_in

# Tables that belong to no council, and why each may.
OF_NO_COUNCIL = {
    "councils_council": "the councils themselves, found by host before any scope",
    "people_person": "a person may hold offices in several councils",
    "people_seat": "which councils a person has to do with: the switcher",
    "publishing_alarm": "when a council next has something to send: a council and a moment",
}
OF_THE_FRAMEWORK = ("django_", "auth_", "account_", "mfa_", "usersessions_", "procrastinate_", "shared_cache", "demo_")


def tables() -> list[tuple[str, bool, bool, bool]]:
    """Every table: name, whether it has a council, whether row-level security is on, and forced on its owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND attname = 'council_id'),"
            " relrowsecurity, relforcerowsecurity FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind = 'r' AND nspname = 'public' ORDER BY relname"
        )
        return cursor.fetchall()


def test_every_table_of_a_council_is_behind_row_level_security(db):
    open_ones = [name for name, owned, on, forced in tables() if owned and not (on and forced)]

    assert set(open_ones) <= set(OF_NO_COUNCIL)


def test_every_table_without_a_council_is_known_by_name(db):
    strangers = [
        name
        for name, owned, *_ in tables()
        if not owned and name not in OF_NO_COUNCIL and not name.startswith(OF_THE_FRAMEWORK)
    ]

    assert strangers == []


def test_the_application_can_bypass_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")

        assert cursor.fetchone() == (False, False, False)


@pytest.fixture
def lived_in(db):
    return live_in()


def the_care() -> tuple[int, int, int, int]:
    """What was reported and done about it, the hours, the turns that stand."""
    turns = RotaTurn.objects.filter(ended_at__isnull=True).count()
    return AbuseReport.objects.count(), AbuseStep.objects.count(), WorkedTime.objects.count(), turns


def the_directory() -> tuple[int, ...]:
    """How much of the directory is as it was: entries, endings, reviews, versions of standing texts; contacts."""
    kept = Organisation.objects.filter(withdrawn_at__isnull=True, version=1).count()
    return (*(table.objects.count() for table in (PartnerEntry, Ending, Review, StandingText)), kept)


def the_conversations() -> tuple[int, ...]:
    """What is followed and was heard: open sources, open messages, open topics, lists that were laid, meetings."""
    open_ones = (table.objects.filter(closed_at__isnull=True).count() for table in (Source, Message, Topic))
    return (*open_ones, Laid.objects.count(), Topic.objects.filter(decided_on__isnull=False).count())


def the_stories() -> tuple[int, int, int]:
    """What runs away: stories that run, lines of their timelines, enquiries without an answer."""
    running = Story.objects.filter(ended_at__isnull=True).count()
    return running, StoryNote.objects.count(), PressEnquiry.objects.filter(answered_at__isnull=True).count()


def test_no_row_of_one_council_is_seen_from_the_other(lived_in):
    _, southfold = lived_in
    owned = [name for name, has_council, on, _ in tables() if has_council and on]
    with council_scope(southfold.id), connection.cursor() as cursor:
        for name in owned:
            cursor.execute(f'SELECT count(*) FROM "{name}" WHERE council_id <> %s', [southfold.id])
            assert cursor.fetchone() == (0,), name


def addresses(northfold) -> list[str]:
    """Every address of the URL map, filled in with what is Northfold's."""
    with council_scope(northfold.id):
        post = northfold.revision.post
        filled = {
            "reference": post.reference,
            "ref": post.reference,
            "number": "1",
            "sha256": "0" * 64,
            "token": "x" * 43,
            "post": post.reference,
            "record_id": "1",
            "network": "facebook by hand",
            "version": "1",
            "message": northfold.message.reference,
            "report": northfold.report.reference,
        }
        ids = {
            "channels/": northfold.revision.channel_ids[-1],
            "deliveries/": Delivery.objects.last().id,
            "pictures/": getattr(Picture.objects.first(), "id", 1),
            "deployments/": northfold.asked.deployment_id,
            "campaigns/": northfold.campaign.id,
            "risks/": northfold.risk.id,
            "on-record/": northfold.matter.id,
            "conversations-monitored/": northfold.source.id,
            "topics/": northfold.topic.id,
            "rota/": northfold.turn.id,
            "offices/": Office.objects.first().id,
            "replies/": northfold.reply.post.reference,
            "answers/": northfold.answer.number,
            "praise/": northfold.praise.id,
            "hand-offs/": HandOff.objects.get().id,
            "saved-texts/": northfold.text.id,
            "stories/": northfold.story.id,
            "enquiries/": northfold.enquiry.id,
            "partners/": northfold.body.partner_id,
            "texts/": northfold.standing_text.id,
            "community/": northfold.club.id,
            "people/": Office.objects.first().id,
            "delegations/": Delegation.objects.first().id,
        }
    return [fill(pattern, filled, ids) for pattern in patterns(get_resolver().url_patterns)]


def patterns(entries, prefix: str = "/") -> list[str]:
    found = []
    for entry in entries:
        route = prefix + re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(entry.pattern).strip("^$"))
        if isinstance(entry, URLResolver):
            found += patterns(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            found.append(route)
    return found


def fill(pattern: str, filled: dict[str, str], ids: dict[str, int]) -> str:
    def one(found: re.Match[str]) -> str:
        before = pattern[: found.start()].rsplit("/", 2)[-2] + "/"
        if before in ids:
            return str(ids[before])
        return str(filled.get(found[1], 1))

    return re.sub(r"<(?:\w+:)?(\w+)>", one, pattern)


def test_no_address_shows_one_council_to_the_other(lived_in):
    northfold, southfold = lived_in
    client = Client(headers={"host": southfold.host}, raise_request_exception=True)
    sign_in_as(client, southfold.clerk)

    walked = addresses(northfold)
    for address in walked:
        answer = client.get(address)
        assert answer.status_code < 500, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET.encode() not in body, address

    assert len(walked) > 60


def the_policy() -> tuple[int, int, int, int, int]:
    """How much of the policy is as it was: versions, saves of the draft, elections and matters, clauses settled."""
    return (
        AdoptedPack.objects.count(),
        DraftPack.objects.get().version,
        Election.objects.filter(called_off_at__isnull=True).count(),
        Matter.objects.filter(ended_at__isnull=True).count(),
        Matching.objects.count(),
    )


def test_no_address_lets_one_council_write_in_the_other(lived_in):
    northfold, southfold = lived_in
    client = Client(headers={"host": southfold.host})
    sign_in_as(client, southfold.clerk)

    for address in addresses(northfold):
        if "log" in address or "sessions" in address:
            continue  # these end the walker's own session
        answer = client.post(address, {"reason": "walking", "address": "https://example.org/"})
        assert answer.status_code < 500, address

    with council_scope(northfold.id):
        northfold.revision.refresh_from_db()
        assert northfold.revision.stage == "approved"
        assert Delivery.objects.get(channel__network="facebook by hand").state == "waiting"
        assert not Delegation.objects.filter(revocation__isnull=False).exists()
        northfold.asked.refresh_from_db()
        assert (northfold.asked.stage, Risk.objects.get(id=northfold.risk.id).closed_at) == ("submitted", None)
        assert not Deployment.objects.filter(ended_at__isnull=False).exists()
        assert the_policy() == (1, 1, 1, 1, 0)
        assert the_directory() == (1, 0, 0, 1, 1)
        assert the_conversations() == (3, 2, 1, 1, 1)
        assert the_stories() == (1, 1, 1)
        assert the_care() == (1, 0, 1, 1)
        northfold.message.refresh_from_db()
        assert (northfold.message.claimed_by, northfold.message.fast_moving_at) == (None, None)
        assert not northfold.message.looks.exists()
        assert (Reply.objects.count(), Asked.objects.count(), Praise.objects.count()) == (1, 1, 1)
        assert not SavedText.objects.filter(ended_at__isnull=False).exists()
        assert (HandOff.objects.get().outcome, Praise.objects.get().permission) == ("", Praise.UNASKED)


def test_nobody_signed_out_sees_an_officers_page(lived_in):
    northfold, _ = lived_in
    client = Client(headers={"host": northfold.host})
    public = (
        "/n/",
        "/feed",
        "/events",
        "/official",
        "/ask",
        "/house-rules",
        "/appeal",
        "/answers",
        "/praise",
        "/conversations-we-follow",
        "/figures",
        "/our-policy",
        "/who-does-what",
        "/published",
        "/access",
        "/privacy",
        "/checking",
        "/account",
        "/health",
        "/robots",
        "/invitations",
        "/first-run",
        "/favicon",
    )

    for address in addresses(northfold):
        if address == "/" or address.startswith(public):
            continue
        answer = client.get(address)
        assert answer.status_code in (301, 302, 403, 404, 405), address
        assert SECRET.encode() not in answer.content, address


def test_a_councillor_without_a_delegation_changes_nothing(lived_in):
    northfold, _ = lived_in
    with council_scope(northfold.id):
        councillor = person_in("councillor", minute="")
    client = Client(headers={"host": northfold.host})
    sign_in_as(client, councillor)

    for address in addresses(northfold):
        if "log" in address or "sessions" in address or "/account/" in address:
            continue
        answer = client.post(address, {"reason": "walking", "address": "https://example.org/"})
        assert answer.status_code < 500, address

    with council_scope(northfold.id):
        northfold.revision.refresh_from_db()
        assert northfold.revision.stage == "approved"
        assert Delivery.objects.get(channel__network="facebook by hand").state == "waiting"
        assert not Delegation.objects.filter(revocation__isnull=False).exists()
        northfold.asked.refresh_from_db()
        assert (northfold.asked.stage, Risk.objects.get(id=northfold.risk.id).closed_at) == ("submitted", None)
        assert not Deployment.objects.filter(ended_at__isnull=False).exists()
        assert the_policy() == (1, 1, 1, 1, 0)
        assert the_directory() == (1, 0, 0, 1, 1)
        assert the_conversations() == (3, 2, 1, 1, 1)
        assert the_stories() == (1, 1, 1)
        assert the_care() == (1, 0, 1, 1)
