"""Elections: entered, corrected, called off; the strip on every officer's page; what the judge is told."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from parishpump.adoption.actions.elections import CalledOff, Poll, call_off_election, correct_election, enter_election
from parishpump.adoption.models import Election
from parishpump.adoption.queries import elections_on_record, members_on_record
from parishpump.adoption.queries.elections import standing_of
from parishpump.archive.models import Record
from parishpump.councils.tenancy import council_scope
from parishpump.people.queries import NotDelegated
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.queries.judging import verdict_on
from tests.conftest import NOON, person_in
from tests.people.signing_in import sign_in
from tests.publishing.lives import content

POLL = Poll("Parish Council election", "Northfold", date(2027, 3, 22), date(2027, 5, 6))
TYPED = {"name": POLL.name, "area": POLL.area, "notice_on": "22/3/2027", "poll_on": "6/5/2027"}
IN_APRIL = datetime(2027, 4, 8, 9, 0, tzinfo=UTC)
VIEW = "Cllr Mill says that the housing site should never be built."


@pytest.fixture
def election(clerk) -> Election:
    return enter_election(POLL, by=clerk, at=NOON)


def test_an_election_is_entered_on_the_record_under_a_delegation(election):
    written = Record.objects.get(kind="election entered")

    assert written.body == {**POLL.as_record()}
    assert "2026/118" in written.authority


def test_who_does_not_keep_the_policy_enters_none(deputy_clerk):
    with pytest.raises(NotDelegated):
        enter_election(POLL, by=deputy_clerk, at=NOON)

    assert not Election.objects.exists()


def test_the_judge_is_told_of_the_notice_at_midnight_and_the_poll_at_ten_in_the_evening(election):
    (told,) = elections_on_record()

    assert told.notice.isoformat() == "2027-03-22T00:00:00+00:00"
    assert told.poll.isoformat() == "2027-05-06T22:00:00+01:00"


def test_a_correction_keeps_on_the_record_what_stood_there(election, clerk):
    correct_election(election, replace(POLL, area="Mill ward"), reason="One ward only.", by=clerk, at=NOON)

    body = Record.objects.get(kind="election corrected").body
    assert (body["before"]["area"], body["after"]["area"], body["reason"]) == (
        "Northfold",
        "Mill ward",
        "One ward only.",
    )


def test_an_election_called_off_holds_nothing_back_and_changes_no_more(election, clerk):
    call_off_election(election, reason="Uncontested.", by=clerk, at=NOON)

    assert elections_on_record() == ()
    with pytest.raises(CalledOff):
        correct_election(election, POLL, reason="Again.", by=clerk, at=NOON)


def test_no_election_is_deleted(election):
    with pytest.raises(DatabaseError), transaction.atomic():
        election.delete()


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (datetime(2027, 3, 21, 23, 59, tzinfo=UTC), "to come"),
        (datetime(2027, 3, 22, 0, 0, tzinfo=UTC), "running"),
        (datetime(2027, 5, 6, 21, 0, tzinfo=UTC), "running"),
        (datetime(2027, 5, 6, 21, 1, tzinfo=UTC), "over"),
    ],
)
def test_a_period_begins_with_the_notice_and_ends_by_itself_when_the_poll_closes(election, at, state):
    assert standing_of(election, at=at).state == state


def test_a_members_view_is_blocked_in_the_period_and_passes_after_it(election, noticeboard, communications_officer):
    said = content(noticeboard, text=VIEW)

    during = verdict_on(said, _post(communications_officer), overrides={}, at=IN_APRIL)
    after = verdict_on(said, _post(communications_officer), overrides={}, at=datetime(2027, 5, 7, 9, tzinfo=UTC))

    assert "elections.member_view" in {one.rule for one in during.findings}
    assert not {one.rule for one in after.findings if one.rule.startswith("elections.")}


def test_members_are_told_by_name_and_an_office_is_no_name(northfold):
    person_in("councillor", minute="")
    named = person_in("chairman", minute="")
    named.name = "Alex Weald"
    named.save()

    assert members_on_record(NOON) == ("Alex Weald",)


def test_another_councils_election_holds_nothing_back_here(election, southfold):
    with council_scope(southfold.id):
        assert elections_on_record() == ()


def test_the_clerk_enters_one_by_the_page(as_clerk):
    page = as_clerk.post(reverse("new-election"), TYPED)

    assert page.url == reverse("elections")
    assert Poll.of(Election.objects.get()) == POLL


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("notice_on", "6/5/2027", "is not before the poll of 6/5/2027"),
        ("notice_on", "7/5/2027", "is not before the poll of 6/5/2027"),
        ("poll_on", "6/5/2020", "is past"),
        ("poll_on", "sixth of May", "is not a date we can read"),
        ("name", "", "is empty"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(as_clerk, field, typed, said):
    page = as_clerk.post(reverse("new-election"), TYPED | {field: typed})

    assert page.status_code == 422
    assert said in page.text
    assert 'value="Northfold"' in page.text
    assert not Election.objects.exists()


def test_the_same_election_is_not_entered_twice(as_clerk, election):
    page = as_clerk.post(reverse("new-election"), TYPED)

    assert page.status_code == 422
    assert "on the list already" in page.text


@pytest.mark.parametrize("name", ["election-correction", "election-end"])
def test_who_does_not_keep_the_policy_changes_none(as_deputy, election, name):
    page = as_deputy.post(reverse(name, args=[election.id]), TYPED | {"reason": "No."})

    assert page.status_code == 403
    election.refresh_from_db()
    assert election.called_off_at is None


def test_every_officer_reads_the_list_and_sees_no_form(as_councillor, election):
    assert "Parish Council election" in as_councillor.get(reverse("elections")).text
    page = as_councillor.get(reverse("election", args=[election.id])).text

    assert reverse("election-end", args=[election.id]) not in page


def test_it_is_corrected_and_called_off_by_the_page(as_clerk, election):
    as_clerk.post(reverse("election-correction", args=[election.id]), TYPED | {"area": "Mill ward", "reason": "Ward."})
    page = as_clerk.post(reverse("election-end", args=[election.id]), {"reason": "Uncontested."}, follow=True)

    assert "is called off" in page.text
    assert Election.objects.get().area == "Mill ward"


def desk_at(at, as_councillor, councillor, monkeypatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: at)
    return sign_in(as_councillor, councillor).get(reverse("desk")).text


def test_while_a_period_runs_every_officers_page_says_so(as_councillor, councillor, election, monkeypatch):
    page = desk_at(IN_APRIL, as_councillor, councillor, monkeypatch)

    assert "Pre-election period</b>" in page
    assert "until 10pm on Thursday 6 May 2027" in page


@pytest.mark.parametrize("at", [NOON, datetime(2027, 5, 6, 21, 1, tzinfo=UTC)])
def test_before_the_notice_and_after_the_close_of_poll_there_is_no_strip(
    as_councillor, councillor, election, monkeypatch, at
):
    page = desk_at(at, as_councillor, councillor, monkeypatch)

    assert "<h1>" in page
    assert "Pre-election period</b>" not in page


def _post(officer):
    return begin_post(by=officer, at=NOON)
