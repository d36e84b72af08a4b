"""Steps under the house rules: with a ground, a copy and an end; done once on the network; taken back by another."""

from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.inbox.actions.appealing import SamePerson, appeal, decide_appeal
from parishpump.inbox.actions.moderating import Step, done_by_hand, moderate, undo
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.house_rules import NEVER_A_GROUND, is_criticism
from parishpump.inbox.models import Appeal
from parishpump.networks.contract import NetworkError
from parishpump.people.queries import NotDelegated
from tests.conftest import NOON
from tests.inbox.moderating import LATER, Moderated, carry_out

THREAT = "Threat"


def test_it_is_hidden_on_the_network_once_after_a_copy_was_kept(comment, step, village):
    made = step(comment)

    carry_out(village)
    carry_out(village, LATER + timedelta(hours=1))

    made.refresh_from_db()
    comment.refresh_from_db()
    assert village.done == [("hide", comment.key)]
    assert made.evidence == [comment.fingerprint]
    assert (made.done_at, comment.hidden_at) == (LATER, LATER)


@pytest.mark.parametrize("ground", ["Criticism of the council", "Negative about us", "Harms the council’s reputation"])
def test_criticism_is_no_ground_however_it_is_called(comment, step, ground):
    with pytest.raises(Refused) as refusal:
        step(comment, ground=ground)

    assert refusal.value.words == NEVER_A_GROUND
    assert is_criticism(ground)


def test_what_harms_a_person_is_not_taken_for_criticism():
    assert not is_criticism("Potentially defamatory of a person (Defamation Act 2013)")
    assert not is_criticism("Harassment of a councillor")


def test_the_council_s_own_policy_cannot_make_it_one(comment, step, own_pack):
    own_pack('[parameters]\nmoderate.grounds = ["Threat", "Criticism of the council"]\n')

    with pytest.raises(Refused):
        step(comment, ground="Criticism of the council")


def test_who_may_not_moderate_hides_nothing(comment, communications_officer, village):
    asked = Step("hide", THREAT, "Rude")

    with pytest.raises(NotDelegated):
        moderate(comment, asked, by=communications_officer, at=NOON, opened=lambda source: village)


def test_what_is_gone_already_is_not_hidden(comment, step, village):
    village.delete(comment.key)

    with pytest.raises(Refused, match="no longer there"):
        step(comment)


def test_without_a_look_at_it_now_nothing_is_hidden(comment, step, village):
    village.faults.append(
        NetworkError(permanent=False, outcome_known=True, reason="unreachable", detail="It does not answer.")
    )

    with pytest.raises(Refused, match="Take a picture"):
        step(comment)


def test_a_block_comes_after_something_milder_and_ends(comment, step, village):
    until = NOON + timedelta(days=30)
    with pytest.raises(Refused, match="Nothing milder"):
        step(comment, "block", until=until)
    with pytest.raises(Refused, match="when the block ends"):
        step(comment, "block", at_once_because="They threaten a person")
    step(comment, "block", until=until, at_once_because="They threaten a person")

    carry_out(village)
    carry_out(village, until + timedelta(minutes=1))

    assert village.done == [("block", comment.handle), ("unblock", comment.handle)]


def test_a_network_in_trouble_is_asked_again_and_the_trouble_shown(comment, step, village):
    made = step(comment)
    village.faults.append(NetworkError(permanent=False, outcome_known=True, reason="silent", detail="No answer."))

    carry_out(village)
    made.refresh_from_db()
    assert (made.problem, made.done_at) == ("No answer.", None)
    carry_out(village, LATER + timedelta(hours=3))

    assert village.done == [("hide", comment.key)]


def test_a_report_that_nobody_knows_of_is_not_made_twice(comment, step, village):
    made = step(comment, "report")
    village.faults.append(NetworkError(permanent=False, outcome_known=False, reason="silent", detail="No answer."))

    carry_out(village)
    carry_out(village, LATER + timedelta(days=1))

    made.refresh_from_db()
    assert village.done == []
    assert made.next_at is None


def test_where_no_software_can_a_person_says_that_they_did_it(comment, step, village, deputy_clerk, monkeypatch):
    monkeypatch.setattr(Moderated, "moderates", frozenset())
    made = step(comment)
    assert carry_out(village) == 0

    done_by_hand(made, by=deputy_clerk, at=LATER)

    comment.refresh_from_db()
    assert comment.hidden_at == LATER


def test_another_person_than_the_decider_hears_the_appeal(comment, step, deputy_clerk):
    made = step(comment)
    heard = appeal(made, "I only asked a question.", contact="resident@village.example", key=made.key, at=LATER)

    with pytest.raises(SamePerson):
        decide_appeal(heard, outcome=Appeal.UPHELD, reasons="No threat.", by=deputy_clerk, at=LATER)

    heard.refresh_from_db()
    assert heard.decided_at is None
    assert heard.with_key


def test_an_appeal_that_is_upheld_shows_the_comment_again(comment, step, village, clerk):
    made = step(comment)
    carry_out(village)
    heard = appeal(made, "I only asked a question.", at=LATER)

    decide_appeal(heard, outcome=Appeal.UPHELD, reasons="It was no threat.", by=clerk, at=LATER)
    carry_out(village, LATER + timedelta(minutes=1))

    comment.refresh_from_db()
    assert village.done == [("hide", comment.key), ("show", comment.key)]
    assert comment.hidden_at is None


def test_an_appeal_is_decided_once(comment, step, clerk):
    heard = appeal(step(comment), "Why?", at=LATER)
    decide_appeal(heard, outcome=Appeal.REJECTED, reasons="It was a threat.", by=clerk, at=LATER)

    with pytest.raises(Refused, match="decided already"):
        decide_appeal(heard, outcome=Appeal.UPHELD, reasons="", by=clerk, at=LATER)


def test_a_step_taken_back_before_it_was_done_is_never_done(comment, step, village, deputy_clerk):
    made = step(comment)

    undo(made, reason="The wrong comment", by=deputy_clerk, at=NOON)
    carry_out(village)

    assert village.done == []


def test_the_record_has_each_step_and_names_nobody(comment, step, village, clerk):
    made = step(comment)
    carry_out(village)
    decide_appeal(appeal(made, "Why?", at=LATER), outcome=Appeal.UPHELD, reasons="Wrong.", by=clerk, at=LATER)

    records = Record.objects.filter(subject=f"house rules {made.reference}")

    assert [one.kind for one in records] == [
        "house rules applied",
        "house rules step carried out",
        "appeal received",
        "appeal decided",
        "house rules step taken back",
    ]
    assert comment.author not in str([one.body for one in records])


def test_a_fault_of_our_own_holds_up_nobody_else(comment, step, village):
    first, second = step(comment), step(comment, "report")
    village.faults.append(ZeroDivisionError())

    carry_out(village)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.done_at is None
    assert second.done_at == LATER
