"""The list of messages, the card of one, topics, and the figures: what pages show, and what they keep back."""

from datetime import timedelta

import pytest
from django import forms
from django.test import Client
from django.utils import timezone

from parishpump.archive.models import Record
from parishpump.inbox.actions.settling import Decision, GainCard
from parishpump.inbox.actions.tending import claim, tag_topic
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.actions.triaging import triage
from parishpump.inbox.forms.choosing import QuickSelect
from parishpump.inbox.models import Look, Message, Referral, Source, Triage
from parishpump.inbox.queries.beside import beside
from parishpump.inbox.queries.counts import public_counts
from parishpump.inbox.queries.listing import Wanted, messages_listed, next_to_decide
from parishpump.inbox.queries.topics import months_until, summary_of
from tests.conftest import NOON
from tests.inbox.village import LEASE, SMOKE, hear, hear_one, village_page
from tests.people.signing_in import sign_in

LATER = NOON + timedelta(hours=3)
ABUSIVE = "You are useless idiots and I hope you die."
CARD = {"gains": "both", "impartial": "yes", "lawful": "yes", "whose": "ours"}


@pytest.fixture
def it_is_later(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def as_officer(communications_officer, it_is_later) -> Client:
    return sign_in(Client(headers={"host": "northfold.example"}), communications_officer)


def listed(person, **wanted) -> list[str]:
    found = messages_listed(Wanted(**wanted), person=person.id, at=LATER)
    return [one.reference for one in found]


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def card_of(client: Client, message: Message) -> str:
    return shown(client, f"/conversations/{message.reference}/")


def test_what_the_law_may_want_answered_stands_first_then_the_oldest(page, communications_officer):
    hear_one(page, SMOKE, at=NOON - timedelta(days=3))
    hear_one(page, SMOKE, at=NOON - timedelta(days=4), number=2)
    hear_one(page, LEASE, at=NOON, number=3)

    assert listed(communications_officer) == ["M-2026-0003", "M-2026-0002", "M-2026-0001"]
    assert listed(communications_officer, order="arrived") == ["M-2026-0003", "M-2026-0001", "M-2026-0002"]


def test_every_message_is_on_some_page(page, as_officer):
    hear(page, *[f"{SMOKE} House {number}." for number in range(65)])

    found = "".join(shown(as_officer, f"/conversations/?page={number}") for number in (1, 2, 3))

    assert all(f"M-2026-{number:04d}" in found for number in range(1, 66))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"words": "orchard smoke"}, 2),
        ({"words": "orch"}, 2),
        ({"words": '"open a window"'}, 2),
        ({"words": '"window a open"'}, 0),
        ({"words": "M-2026-0003"}, 1),
        ({"words": "M-2026-9999"}, 0),
        ({"words": "') | :* & !"}, 0),
        ({"words": "don't \\ %_ ;--"}, 0),
    ],
)
def test_words_are_found_whole_begun_or_as_a_phrase(page, communications_officer, wanted, expected):
    hear(page, SMOKE, f"{SMOKE} Again.", "Thank you for the flowers by the pond.")

    assert len(listed(communications_officer, **wanted)) == expected


def test_the_list_is_narrowed_by_source_topic_time_and_outcome(page, communications_officer, clerk):
    other = village_page(clerk, name="Another page")
    smoke = hear_one(page, SMOKE)
    hear_one(other, SMOKE, number=2, at=NOON - timedelta(days=9))
    topic = open_topic("Bonfires", by=communications_officer, at=NOON)
    triage(smoke, Decision("listened", topic=topic), by=communications_officer, at=NOON)

    assert listed(communications_officer, source=other.id) == ["M-2026-0002"]
    assert listed(communications_officer, topic=0) == ["M-2026-0002"]
    assert listed(communications_officer, until=NOON - timedelta(days=8)) == ["M-2026-0002"]
    assert listed(communications_officer, show="closed", outcome="listened") == ["M-2026-0001"]
    assert listed(communications_officer, show="all", topic=topic.id) == ["M-2026-0001"]


def test_what_cannot_be_read_in_an_address_narrows_nothing(page, as_officer):
    hear_one(page, SMOKE)

    for query in ("source=x", "topic=99999999999999999999", "since=never", "page=0", "page=zz", "show=x&order=y"):
        assert "M-2026-0001" in shown(as_officer, f"/conversations/?{query}")


def test_abuse_is_folded_away_until_a_look_that_is_recorded(page, as_officer):
    abuse = hear_one(page, ABUSIVE)
    assert "abuse" in abuse.labels

    before = shown(as_officer, "/conversations/") + shown(as_officer, "/conversations/?show=folded")
    closed = card_of(as_officer, abuse) + shown(as_officer, f"/conversations/{abuse.reference}/whole/")
    as_officer.post(f"/conversations/{abuse.reference}/looks/", {"what": "abuse"})

    assert "1 message is folded away: abuse" in " ".join(before.split())
    assert "idiots" not in before + closed
    assert "idiots" in card_of(as_officer, abuse)
    assert Look.objects.get().what == "abuse"


def test_abuse_with_a_duty_in_it_stays_in_the_list_with_its_words_kept_back(page, as_officer):
    message = hear_one(page, f"{ABUSIVE} {LEASE}")
    assert {"abuse"} <= set(message.labels)
    assert message.duties

    listed_now = shown(as_officer, "/conversations/")

    assert message.reference in listed_now
    assert "idiots" not in listed_now


def test_a_writers_name_and_address_are_kept_back_until_a_look_that_is_recorded(page, as_officer, it_is_later):
    message = hear_one(page, LEASE, author="Ash Weald")
    address = f"/conversations/{message.reference}/"

    before = card_of(as_officer, message) + shown(as_officer, "/conversations/") + shown(as_officer, f"{address}whole/")
    as_officer.post(f"{address}looks/", {"what": "writer"})
    after = card_of(as_officer, message)

    for kept in ("Ash", "weald@resident.example", "resident1.example"):
        assert kept not in before
        assert kept in after
    assert Record.objects.filter(kind="message looked at").count() == 1


def test_a_look_shows_for_half_an_hour_and_the_next_is_recorded_anew(page, as_officer, monkeypatch):
    message = hear_one(page, LEASE, author="Ash Weald")
    as_officer.post(f"/conversations/{message.reference}/looks/", {"what": "writer"})

    monkeypatch.setattr(timezone, "now", lambda: LATER + timedelta(minutes=31))

    assert "Ash" not in card_of(as_officer, message)


def test_hostile_words_are_shown_harmlessly(page, as_officer):
    words = "\u202egpj.exe <script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7|add:7 }}\x00\x1b[2J"
    message = hear_one(page, words, title="\u2067<b>evil</b>\u2066")

    for path in (
        "/conversations/",
        f"/conversations/{message.reference}/",
        f"/conversations/{message.reference}/whole/",
    ):
        said = shown(as_officer, path)
        assert "<script>alert" not in said
        assert "<img src=x" not in said
        assert "<b>evil" not in said
        assert not {"\u202e", "\u2066", "\u2067", "\x1b", "\x00"} & set(said)
        assert "{{ 7|add:7 }}" in said or path.endswith("/conversations/")


def test_a_megabyte_is_cut_and_all_of_it_is_on_pages_of_its_own(page, as_officer):
    message = hear_one(page, "word " * 200_000 + "the very end")
    address = f"/conversations/{message.reference}/"

    card, last = card_of(as_officer, message), shown(as_officer, f"{address}whole/?page=21")

    assert len(card) < 100_000
    assert "Show all of it" in card
    assert "the very end" in last
    assert "Page 21 of 21" in last


def test_a_flood_in_one_thread_makes_the_card_no_longer(page, as_officer, django_assert_max_num_queries):
    middle = hear(page, *[f"{SMOKE} House {number}." for number in range(120)])[60]

    with django_assert_max_num_queries(31):
        said = card_of(as_officer, middle)

    assert "55 earlier messages" in said
    assert "54 later messages" in said


def test_pages_ask_no_more_of_the_database_however_much_there_is(page, as_officer, django_assert_max_num_queries):
    hear(page, *[f"{SMOKE} House {number}." for number in range(90)])
    shown(as_officer, "/conversations/")

    for path, most in (
        ("conversations/", 12),
        ("conversations/?words=smoke", 13),
        ("conversations/topics/", 12),
        ("desk/", 12),
    ):
        with django_assert_max_num_queries(most):
            shown(as_officer, f"/{path}")


def test_a_legal_duty_names_its_law_and_closed_outcomes_say_why(page, as_officer):
    said = card_of(
        as_officer, hear_one(page, "Under the Freedom of Information Act send me the invoices for the pavilion.")
    )

    assert "This looks like a request for information" in said
    assert "20th working day" in said
    assert "Not open for this message" in said
    assert 'value="listened"' not in said


def test_the_card_records_and_takes_the_next(page, as_officer):
    first, second = hear(page, SMOKE, f"{SMOKE} Again.")

    answer = as_officer.post(
        f"/conversations/{first.reference}/decision/", CARD | {"outcome": "listened", "new_topic": "Bonfires"}
    )

    assert answer.status_code == 302
    assert answer["Location"] == f"/conversations/{second.reference}/?next=1"
    made = Triage.objects.get()
    assert (made.outcome, made.whose, made.message.topic.name) == ("listened", "ours", "Bonfires")


def test_a_card_that_is_not_filled_in_keeps_what_was_chosen_and_says_what_is_missing(page, as_officer):
    message = hear_one(page, SMOKE)

    answer = as_officer.post(f"/conversations/{message.reference}/decision/", {"outcome": "listened", "gains": "both"})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode() or "error-summary" in answer.content.decode()
    assert not Triage.objects.exists()


def test_a_refusal_stands_at_its_field(page, as_officer):
    message = hear_one(page, SMOKE)

    answer = as_officer.post(f"/conversations/{message.reference}/decision/", CARD | {"outcome": "declined"})

    assert answer.status_code == 422
    assert "Choose the ground for not answering." in answer.content.decode()


def test_many_are_decided_together_and_each_refusal_has_its_reason(page, as_officer):
    hear(page, *[f"{SMOKE} House {number}." for number in range(3)])
    hear_one(page, LEASE, number=4)
    asked = {"all": "1", "what": "listened", "new_topic": "bonfires"}

    told = as_officer.post("/conversations/decisions/", asked, follow=True).content.decode()

    assert "3 messages are on the record" in told
    assert "1 message not closed" in told
    assert "The law may demand an answer here" in told
    assert not Referral.objects.exists()


def test_many_with_none_ticked_decides_nothing(page, as_officer):
    hear_one(page, SMOKE)

    told = as_officer.post("/conversations/decisions/", {"what": "listened", "new_topic": "x"}, follow=True)

    assert "No message is ticked" in told.content.decode()
    assert not Triage.objects.exists()


def test_age_is_told_against_the_policys_own_target_or_alone(page, as_officer, own_pack):
    hear_one(page, SMOKE, at=NOON - timedelta(days=5))
    silent = shown(as_officer, "/conversations/")
    own_pack('[parameters.listen]\nreply_target = "2 working days"\n')

    stated = shown(as_officer, "/conversations/")

    assert "Your policy states no reply time" in silent
    assert "reply within 2 working days" in stated
    assert "state--late" in stated


def test_the_next_leaves_out_what_somebody_else_has_in_hand(page, communications_officer, clerk):
    first, second, third = hear(page, SMOKE, f"{SMOKE} 2", f"{SMOKE} 3")
    claim(second, by=clerk, at=LATER)

    assert next_to_decide(first, person=communications_officer.id, at=LATER) == third
    near = beside(third, person=communications_officer.id, at=LATER).neighbours
    assert (near.before, near.after, near.place, near.total) == (first.reference, "", 3, 3)


def test_before_and_after_go_from_the_duties_to_the_rest_and_back(page, communications_officer):
    plain = hear_one(page, SMOKE, at=NOON - timedelta(days=3))
    hear_one(page, SMOKE, at=NOON - timedelta(days=2), number=2)
    duty = hear_one(page, LEASE, at=NOON, number=3)

    first = beside(duty, person=communications_officer.id, at=LATER).neighbours
    second = beside(plain, person=communications_officer.id, at=LATER).neighbours

    assert (first.before, first.after, first.place) == ("", "M-2026-0001", 1)
    assert (second.before, second.after, second.place, second.total) == ("M-2026-0003", "M-2026-0002", 2, 3)


def test_the_summary_of_a_topic_counts_and_names_nobody(page, as_officer, communications_officer):
    topic = open_topic("Bonfires", decision="minute 2026/203", by=communications_officer, at=NOON)
    for message in hear(page, SMOKE, f"{SMOKE} Again.", author="Ash Weald"):
        tag_topic(message, topic, affected="allotment holders", wants_contact=True, by=communications_officer, at=NOON)

    summary = summary_of(topic, since=None, until=None, at=LATER)
    said = shown(as_officer, f"/conversations/topics/{topic.id}/")

    assert (summary.messages, summary.writers, summary.wants_contact, summary.open) == (2, 2, 2, 2)
    assert summary.affected == (("allotment holders", 2),)
    assert summary.by_month[-1] == 2
    assert "minute 2026/203" in said
    for name in ("Ash", "resident1"):
        assert name not in said


def test_months_are_twelve_and_end_with_this_one():
    months = months_until(NOON.date())

    assert len(months) == 12
    assert (months[0].isoformat(), months[-1].isoformat()) == ("2025-12-01", "2026-11-01")


def test_the_public_figures_count_outcomes_and_grounds(page, communications_officer):
    topic = open_topic("Bonfires", by=communications_officer, at=NOON)
    smoke, again, lease = hear(page, SMOKE, f"{SMOKE} Again.", LEASE)
    card = GainCard(True, True, True, True, "ours")
    triage(smoke, Decision("listened", card, topic=topic), by=communications_officer, at=NOON)
    triage(again, Decision("declined", card, ground="impartiality"), by=communications_officer, at=NOON)
    triage(lease, Decision("information request", card), by=communications_officer, at=NOON)

    figures = public_counts(NOON - timedelta(days=1), LATER)

    assert (figures.received, figures.listened, figures.requests, figures.open) == (3, 1, 1, 1)
    assert dict(figures.declined) == {"impartiality": 1}


def test_whoever_may_not_listen_sees_no_message(page, councillor, it_is_later):
    message = hear_one(page, SMOKE)
    client = sign_in(Client(headers={"host": "northfold.example"}), councillor)

    for path in ("/conversations/", f"/conversations/{message.reference}/", "/conversations/topics/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "Orchard" not in answer.content.decode()


def test_the_desk_says_how_many_wait_and_since_when(page, as_officer):
    hear_one(page, SMOKE, at=NOON - timedelta(days=12))
    hear_one(page, LEASE, at=NOON - timedelta(days=1), number=2)

    said = shown(as_officer, "/desk/")

    first = said.index("Look at 1 message that the law may want answered")
    assert "Conversations: 1 waits" in said[first:]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"read_at": NOON}, "1 conversation followed, each read since 12 noon today"),
        ({"read_at": None}, "1 conversation followed, none read yet"),
        ({"failing_since": NOON}, "1 conversation followed, not all can be read"),
    ],
)
def test_the_desk_says_whether_what_we_follow_is_read(page, as_officer, facts, says):
    Source.objects.filter(id=page.id).update(**facts)

    assert says in shown(as_officer, "/desk/")


def test_a_list_to_choose_from_is_drawn_as_django_draws_it():
    choices = [("", "None"), ("<a>", 'Say "b" & c'), ("Group", [("1", "One"), (2, "Two")])]
    kept = {"class": "govuk-select", "id": "id_x"}

    drawn = [
        widget(choices=choices).render("x", value, attrs=kept)
        for widget in (forms.Select, QuickSelect)
        for value in ("2", "<a>", "", None)
    ]

    plain = [" ".join(one.split()).replace("> <", "><") for one in drawn]
    ordered = [one.replace('<select name="x" class="govuk-select" id="id_x">', "<select>") for one in plain[:4]]
    quick = [one.replace('<select class="govuk-select" id="id_x" name="x">', "<select>") for one in plain[4:]]
    assert ordered == quick
