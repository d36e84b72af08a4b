"""What is on record for the rules: entered, heeded, ended; and who is nominated."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from parishpump.adoption.actions.elections import Poll, enter_election
from parishpump.adoption.actions.matters import EndedAlready, Entry, OnRecordAlready, end_matter, enter_matter
from parishpump.adoption.models import Election, Matter
from parishpump.adoption.queries import matters_on_record
from parishpump.adoption.queries.matters import OnRecord
from parishpump.archive.models import Record
from parishpump.councils.tenancy import council_scope
from parishpump.people.queries import NotDelegated
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.queries.judging import verdict_on
from tests.conftest import NOON
from tests.publishing.lives import content

FIRM = Entry("party", "Weald Paving", "Contract 12")
BAKERY = Entry("partner", "Weald Bakery", "Minute 2026/90")
SITE = Entry("closed", "Gasworks Field", "Minute 2026/140, item 12")
CASE = Entry("live", "Mill Lane inquiry", "File 7")
MOURNING = Entry("period", "Mourning", "", date(2026, 11, 20), date(2026, 11, 30))
TOLD = {
    "parties.supplier": (FIRM, "The path is by weald paving, as the residents asked."),
    "confidence.closed_item": (SITE, "The council talked about Gasworks Field."),
    "speech.live_matter": (CASE, "The Mill Lane inquiry goes on."),
    "readers.sensitive_period": (MOURNING, "Come and dance at the village hall."),
}
TYPED = {"kind": "closed", "words": SITE.words, "reference": SITE.reference}
POLL = Poll("By-election", "Northfold", date(2026, 11, 2), date(2026, 12, 3), ("Alex Weald",))


def rules_that_fire(noticeboard, officer, text: str) -> set[str]:
    said = content(noticeboard, text=text, category="")
    verdict = verdict_on(said, begin_post(by=officer, at=NOON), overrides={}, at=NOON)
    return {one.rule for one in verdict.findings}


@pytest.mark.parametrize("rule", TOLD)
def test_what_is_on_record_makes_its_rule_speak_until_it_is_ended(rule, clerk, noticeboard, communications_officer):
    entry, text = TOLD[rule]
    matter = enter_matter(entry, by=clerk, at=NOON)

    assert rule in rules_that_fire(noticeboard, communications_officer, text)
    end_matter(matter, by=clerk, at=NOON)
    assert rule not in rules_that_fire(noticeboard, communications_officer, text)


def test_a_partners_post_may_be_shared_until_they_are_a_partner_no_more(clerk, noticeboard, communications_officer):
    shared = "Sharing a post from Weald Bakery."
    assert "business.shared" in rules_that_fire(noticeboard, communications_officer, shared)

    matter = enter_matter(BAKERY, by=clerk, at=NOON)

    assert "business.shared" not in rules_that_fire(noticeboard, communications_officer, shared)
    end_matter(matter, by=clerk, at=NOON)
    assert "business.shared" in rules_that_fire(noticeboard, communications_officer, shared)


@pytest.mark.parametrize("entry", [FIRM, SITE, CASE])
def test_the_record_keeps_kind_and_reference_and_never_the_words(clerk, entry):
    end_matter(enter_matter(entry, by=clerk, at=NOON), by=clerk, at=NOON)

    written = Record.objects.filter(kind__in=["matter entered", "matter ended"])
    assert written.count() == 2
    assert all(one.body["reference"] == entry.reference for one in written)
    assert not any(entry.words in f"{one.body} {one.subject}" for one in written)


def test_what_is_no_secret_stands_on_the_record_with_its_days(clerk):
    enter_matter(MOURNING, by=clerk, at=NOON)

    body = Record.objects.get(kind="matter entered").body
    assert (body["words"], body["opens"], body["closes"]) == ("Mourning", "2026-11-20", "2026-11-30")


def test_a_time_of_mourning_runs_to_the_end_of_its_last_day(clerk, northfold):
    enter_matter(MOURNING, by=clerk, at=NOON)

    (period,) = matters_on_record(NOON).sensitive_periods
    assert (period.opens.isoformat(), period.closes.isoformat()) == (
        "2026-11-20T00:00:00+00:00",
        "2026-11-30T23:59:59+00:00",
    )


def test_everything_on_record_is_read_in_one_look(clerk, northfold, django_assert_num_queries):
    for entry in (FIRM, BAKERY, SITE, CASE, MOURNING):
        enter_matter(entry, by=clerk, at=NOON)
    matters_on_record(NOON)  # the council itself is looked up once a scope

    with django_assert_num_queries(1):
        assert len(matters_on_record(NOON).closed_items) == 1


def test_who_does_not_keep_the_policy_enters_and_ends_nothing(clerk, deputy_clerk):
    matter = enter_matter(SITE, by=clerk, at=NOON)

    with pytest.raises(NotDelegated):
        enter_matter(CASE, by=deputy_clerk, at=NOON)
    with pytest.raises(NotDelegated):
        end_matter(matter, by=deputy_clerk, at=NOON)
    assert Matter.objects.get().ended_at is None


def test_nothing_is_entered_twice_or_ended_twice(clerk):
    matter = enter_matter(SITE, by=clerk, at=NOON)

    with pytest.raises(OnRecordAlready):
        enter_matter(replace(SITE, words="gasworks field"), by=clerk, at=NOON)
    end_matter(matter, by=clerk, at=NOON)
    with pytest.raises(EndedAlready):
        end_matter(matter, by=clerk, at=NOON)


def test_another_council_knows_nothing_of_it(clerk, southfold):
    enter_matter(SITE, by=clerk, at=NOON)

    with council_scope(southfold.id):
        assert matters_on_record(NOON) == OnRecord()


def test_nothing_is_deleted(clerk):
    with pytest.raises(DatabaseError), transaction.atomic():
        enter_matter(SITE, by=clerk, at=NOON).delete()


def test_the_clerk_enters_and_ends_one_by_the_page(as_clerk):
    assert as_clerk.post(reverse("on-record"), TYPED).url == reverse("on-record")
    matter = Matter.objects.get()
    assert "Gasworks Field" in as_clerk.get(reverse("on-record")).text

    assert "Gasworks Field" in as_clerk.get(reverse("on-record-end", args=[matter.id])).text
    page = as_clerk.post(reverse("on-record-end", args=[matter.id]), follow=True)

    assert "It is off the list" in page.text
    assert "Gasworks Field" not in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": ""}, "is empty"),
        ({"words": "it"}, "too short"),
        ({"reference": ""}, "The record keeps it instead of the words"),
        ({"kind": "period"}, "needs both days"),
        ({"kind": "period", "opens": "30/11/2026", "closes": "20/11/2026"}, "before the first"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(as_clerk, typed, said):
    page = as_clerk.post(reverse("on-record"), TYPED | typed)

    assert page.status_code == 422
    assert said in page.text
    assert page.context["form"]["reference"].value() == (TYPED | typed)["reference"]
    assert not Matter.objects.exists()


def test_the_same_words_are_refused_at_their_field(as_clerk, clerk):
    enter_matter(SITE, by=clerk, at=NOON)

    page = as_clerk.post(reverse("on-record"), TYPED)

    assert page.status_code == 422
    assert "on record already" in page.text


def test_other_officers_see_the_reference_and_not_the_words(as_councillor, clerk):
    matter = enter_matter(SITE, by=clerk, at=NOON)

    page = as_councillor.get(reverse("on-record")).text

    assert SITE.reference in page
    assert SITE.words not in page
    assert as_councillor.post(reverse("on-record"), TYPED).status_code == 403
    assert as_councillor.post(reverse("on-record-end", args=[matter.id])).status_code == 403
    assert Matter.objects.get().ended_at is None


def test_who_is_nominated_is_named_in_official_notices_alone(clerk, noticeboard, communications_officer):
    text = "Alex Weald opened the new bridge."
    assert "elections.candidate_named" not in rules_that_fire(noticeboard, communications_officer, text)

    enter_election(POLL, by=clerk, at=NOON)

    assert "elections.candidate_named" in rules_that_fire(noticeboard, communications_officer, text)


def test_the_record_counts_who_is_nominated_and_names_nobody(clerk):
    enter_election(POLL, by=clerk, at=NOON)

    assert Record.objects.get(kind="election entered").body["candidates"] == 1


def test_who_is_nominated_is_typed_one_a_line_and_gone_from_view_after_the_poll(as_clerk, clerk, monkeypatch):
    election = enter_election(replace(POLL, candidates=()), by=clerk, at=NOON)
    typed = {"name": POLL.name, "area": POLL.area, "notice_on": "2/11/2026", "poll_on": "3/12/2026"}
    as_clerk.post(
        reverse("election-correction", args=[election.id]),
        typed | {"candidates": "Alex  Weald\n\nKim Ford\nKim Ford\n", "reason": "Statement published."},
    )

    assert Election.objects.get().candidates == ["Alex Weald", "Kim Ford"]
    assert "Alex Weald" in as_clerk.get(reverse("election", args=[election.id])).text
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, 4, 9, tzinfo=UTC))
    assert "Alex Weald" not in as_clerk.get(reverse("election", args=[election.id])).text
