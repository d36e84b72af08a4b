"""Deciding what becomes of a message: what is recorded, what is refused, and what comes of it."""

from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.inbox.actions.settling import Decision, GainCard
from parishpump.inbox.actions.tending import (
    NotForThisOffice,
    settle_duty,
)
from parishpump.inbox.actions.triaging import (
    ClosedAlready,
    DutyLikely,
    Refused,
    triage,
    triage_many,
    undo_triage,
)
from parishpump.inbox.models import HandOff, Message, Referral, Triage
from parishpump.partners.actions import enter_partner
from parishpump.policy.packs import load_pack
from tests.conftest import NOON
from tests.inbox.deciding import BOTH_GAIN, LATER, listened
from tests.inbox.village import LEASE, SMOKE, entry_facts, hear, hear_one


def test_listening_closes_a_message_under_its_topic_and_records_the_four_answers(
    page, bonfires, communications_officer
):
    message = hear_one(page, SMOKE)

    made = triage(message, listened(bonfires), by=communications_officer, at=LATER)

    message.refresh_from_db()
    assert (message.outcome, message.closed_at, message.topic) == ("listened", LATER, bonfires)
    assert (made.council_gains, made.parishioners_gain, made.impartial, made.lawful) == (True, True, True, True)
    assert made.policy == load_pack("lenham").fingerprint
    assert Record.objects.get(kind="message triaged").body["topic"] == "Bonfires"


def test_the_record_of_a_decision_holds_nobodys_name_or_words(page, bonfires, communications_officer):
    triage(hear_one(page, SMOKE), listened(bonfires), by=communications_officer, at=LATER)

    said = str(Record.objects.get(kind="message triaged").body)

    assert "resident1" not in said
    assert "smoke" not in said.lower().replace("'services': ['smoke']", "")


@pytest.mark.parametrize("outcome", ["listened", "declined", "praise", "hide", "report abuse"])
def test_no_outcome_without_an_answer_closes_what_the_law_may_want_answered(
    page, bonfires, communications_officer, outcome
):
    message = hear_one(page, LEASE)

    with pytest.raises(DutyLikely):
        triage(message, Decision(outcome, topic=bonfires, ground="impartiality"), by=communications_officer, at=LATER)

    assert not Triage.objects.exists()


def test_somebody_at_risk_is_a_duty_too(page, bonfires, communications_officer):
    message = hear_one(page, SMOKE)
    Message.objects.filter(id=message.id).update(duties=["safeguarding"], labels=["safeguarding"])

    with pytest.raises(DutyLikely):
        triage(message, listened(bonfires), by=communications_officer, at=LATER)


def test_a_request_is_dated_by_the_day_on_which_it_was_received(page, communications_officer):
    message = hear_one(page, LEASE, at=NOON - timedelta(days=2))

    triage(message, Decision("information request", BOTH_GAIN), by=communications_officer, at=LATER)

    referral = Referral.objects.get()
    assert referral.received_at == NOON - timedelta(days=2)
    assert (referral.duty, referral.lacks) == (message.duties[0], "")
    message.refresh_from_db()
    assert message.closed_at is None


def test_a_request_from_a_handle_alone_lacks_a_name_and_an_address(page, communications_officer):
    message = hear_one(page, "Please send me all emails about the allotment lease.", author="")

    triage(message, Decision("information request", BOTH_GAIN), by=communications_officer, at=LATER)

    assert Referral.objects.get().lacks == "name, address for the answer"


def test_twenty_close_together_and_the_one_with_a_duty_opens_a_request(page, bonfires, communications_officer):
    twenty = hear(page, *[f"{SMOKE} House {number}." for number in range(20)])
    lease = hear_one(page, LEASE, number=21)

    done = triage_many([*twenty, lease], listened(bonfires), refer_duties=True, by=communications_officer, at=LATER)

    assert [one.triage.outcome for one in done] == ["listened"] * 20 + ["information request"]
    assert done[-1].referred
    assert isinstance(done[-1].refusal, DutyLikely)
    assert Message.objects.filter(closed_at=LATER, topic=bonfires).count() == 20
    assert Referral.objects.get().received_at == lease.received_at


def test_one_refusal_among_many_stops_no_other(page, bonfires, communications_officer):
    first, lease, last = hear(page, SMOKE, LEASE, SMOKE + " Again.")

    done = triage_many([first, lease, last], listened(bonfires), by=communications_officer, at=LATER)

    assert [one.refusal is None for one in done] == [True, False, True]
    assert not Referral.objects.exists()


def test_only_the_clerk_says_that_there_is_no_duty_and_then_it_can_be_left(
    page, bonfires, communications_officer, clerk
):
    message = hear_one(page, LEASE)

    with pytest.raises(NotForThisOffice):
        settle_duty(message, reason="It is rhetoric.", by=communications_officer, at=LATER)
    settle_duty(message, reason="It is rhetoric.", by=clerk, at=LATER)
    triage(message, listened(bonfires), by=communications_officer, at=LATER)

    message.refresh_from_db()
    assert message.closed_at == LATER
    assert message.duty_decisions.get().reason == "It is rhetoric."


def test_whoever_the_policy_names_decides_in_doubt(page, deputy_clerk, clerk, own_pack):
    own_pack('[parameters.listen]\nescalate_to = ["Deputy Clerk"]\n')
    message = hear_one(page, LEASE)

    settle_duty(message, reason="It is a quotation.", by=deputy_clerk, at=LATER)

    message.refresh_from_db()
    assert not message.has_duty


def test_an_outcome_that_the_policy_does_not_name_is_refused(page, communications_officer, own_pack):
    own_pack('[parameters.listen]\noutcomes = ["reply"]\n')

    with pytest.raises(Refused) as refused:
        triage(hear_one(page, SMOKE), Decision("declined", ground="legality"), by=communications_officer, at=LATER)

    assert refused.value.why == "policy"


def test_a_ground_that_the_policy_does_not_name_is_refused(page, communications_officer, own_pack):
    own_pack('[parameters.listen]\ndecline_grounds = ["impartiality"]\n')
    decision = Decision("declined", BOTH_GAIN, ground="legality", reason="A court case.")

    with pytest.raises(Refused) as refused:
        triage(hear_one(page, SMOKE), decision, by=communications_officer, at=LATER)

    assert refused.value.field == "ground"


def test_declining_keeps_its_ground_and_the_reason_in_detail(page, communications_officer):
    decision = Decision("declined", BOTH_GAIN, ground="impartiality", ground_reason="neighbours")

    made = triage(hear_one(page, SMOKE), decision, by=communications_officer, at=LATER)

    assert (made.ground, made.ground_reason, made.message.closed_at) == ("impartiality", "neighbours", LATER)


def test_what_is_unlawful_to_answer_is_the_clerks_or_needs_its_reason(page, communications_officer, clerk):
    first, second = hear(page, SMOKE, SMOKE + " Again.")
    decision = Decision("declined", BOTH_GAIN, ground="legality", ground_reason="court or inquiry")

    with pytest.raises(Refused) as refused:
        triage(first, decision, by=communications_officer, at=LATER)
    triage(second, decision, by=clerk, at=LATER)

    assert refused.value.why == "reason"


@pytest.mark.parametrize(
    "card",
    [GainCard(True, True, False, True, "ours"), GainCard(True, True, True, False, "ours"), GainCard(False, False)],
    ids=["not impartial", "not lawful", "nobody gains"],
)
def test_to_answer_against_a_ground_needs_its_reason(page, communications_officer, card):
    message = hear_one(page, SMOKE)
    bare = Decision("reply", card, by_hand="By telephone")

    with pytest.raises(Refused) as refused:
        triage(message, bare, by=communications_officer, at=LATER)
    made = triage(
        message,
        Decision("reply", card, by_hand="By telephone", reason="The council asked us to."),
        by=communications_officer,
        at=LATER,
    )

    assert refused.value.field == "reason"
    assert made.message_id == message.id


def test_a_message_that_no_answer_can_reach_is_answered_by_hand(page, communications_officer):
    message = hear_one(page, SMOKE)

    with pytest.raises(Refused) as refused:
        triage(message, Decision("reply", BOTH_GAIN), by=communications_officer, at=LATER)
    triage(message, Decision("reply", BOTH_GAIN, by_hand="By telephone"), by=communications_officer, at=LATER)

    assert refused.value.field == "by_hand"
    message.refresh_from_db()
    assert (message.outcome, message.closed_at) == ("reply", LATER)


def test_what_is_passed_on_stays_open_and_is_with_somebody(page, communications_officer, clerk):
    message = hear_one(page, SMOKE)

    triage(message, Decision("forward", BOTH_GAIN, to=clerk), by=communications_officer, at=LATER)

    message.refresh_from_db()
    assert (message.assigned_to, message.closed_at) == (clerk, None)


@pytest.mark.parametrize("outcome", ["listened", "declined", "forward", "redirect", "nonsense"])
def test_an_outcome_without_what_it_needs_is_refused(page, communications_officer, outcome):
    with pytest.raises(Refused):
        triage(hear_one(page, SMOKE), Decision(outcome, BOTH_GAIN), by=communications_officer, at=LATER)

    assert not HandOff.objects.exists()


def test_a_decision_taken_back_leaves_the_message_open_and_itself_on_record(page, bonfires, communications_officer):
    message = hear_one(page, SMOKE)
    triage(message, listened(bonfires), by=communications_officer, at=NOON)

    undo_triage(message, reason="It asks something.", by=communications_officer, at=LATER)

    message.refresh_from_db()
    assert (message.closed_at, message.outcome) == (None, "")
    assert Triage.objects.get().undone_at == LATER
    with pytest.raises(Refused):
        undo_triage(message, reason="Once more.", by=communications_officer, at=LATER)


def test_what_is_closed_is_not_decided_again(page, bonfires, communications_officer, clerk):
    message = hear_one(page, SMOKE)
    triage(message, listened(bonfires), by=communications_officer, at=NOON)

    with pytest.raises(ClosedAlready) as refused:
        triage(message, listened(bonfires), by=clerk, at=LATER)

    assert refused.value.office == "Communications Officer"


def test_redirecting_keeps_whose_job_it_was_on_the_day_of_the_message(page, communications_officer, clerk):
    entry = enter_partner("weald-county-council", entry_facts("Weald County Council"), by=clerk, at=NOON)
    message = hear_one(page, "The street light outside the school is out again. Who mends it?")
    decision = Decision("redirect", BOTH_GAIN, partner=entry, service="street light", by_hand="Told by telephone")

    triage(message, decision, by=communications_officer, at=LATER)

    hand_off = HandOff.objects.get()
    assert (hand_off.entry_id, hand_off.body, hand_off.service) == (entry.id, "Weald County Council", "street light")
    message.refresh_from_db()
    assert (message.outcome, message.closed_at) == ("redirect", LATER)
