"""Appeals: on the desk of whoever may hear them, upheld in part, and told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parishpump.inbox.actions.appealing import appeal, decide_appeal, told_by_hand
from parishpump.inbox.actions.moderating import Step, moderate
from parishpump.inbox.actions.steps import carry_out_steps
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.models import Appeal, Message, Moderation
from parishpump.inbox.queries.house_rules import house_rules
from parishpump.inbox.queries.moderation import appeals_to_hear
from parishpump.inbox.views.showing.moderation import outcome_words
from parishpump.people.powers import CHAIRMAN
from parishpump.people.queries import acting
from tests.conftest import NOON, person_in
from tests.inbox.conftest import signed_in
from tests.inbox.moderating import LATER, carry_out

UNTIL = NOON + timedelta(days=30)
SOONER = NOON + timedelta(days=7)


def in_part(made: Moderation, by, **more) -> Appeal:
    heard = appeal(made, "It was too much.", contact="resident@village.example", at=LATER)
    return decide_appeal(heard, outcome=Appeal.PARTLY, reasons="A warning is enough.", by=by, at=LATER, **more)


def test_a_comment_is_shown_again_and_the_warning_stands(comment, step, village, clerk):
    made = step(comment)
    carry_out(village)

    heard = in_part(made, clerk)
    carry_out(village, LATER + timedelta(minutes=1))

    warning = Moderation.objects.get(instead_of=made)
    assert village.done == [("hide", comment.key), ("show", comment.key)]
    assert (warning.step, warning.ground, warning.evidence) == ("warn", made.ground, made.evidence)
    assert warning.office == "Clerk"
    assert heard.relief == "What you wrote is shown again. The warning stands."
    assert heard.relief in outcome_words(heard)


def test_the_warning_counts_as_told_with_the_outcome(comment, step, village, clerk):
    made = step(comment)
    heard = in_part(made, clerk)

    told_by_hand(heard, by=clerk, at=LATER)

    assert Moderation.objects.get(instead_of=made).done_at == LATER


def test_a_block_ends_sooner(comment, step, village, clerk):
    made = step(comment, "block", until=UNTIL, at_once_because="A threat")
    carry_out(village)

    heard = in_part(made, clerk, until=SOONER)
    carry_out(village, SOONER + timedelta(minutes=1))

    assert village.done == [("block", comment.handle), ("unblock", comment.handle)]
    assert heard.relief == "You can answer us again from Tuesday 1 December 2026 at 12 noon."


@pytest.mark.parametrize("until", [None, UNTIL, LATER])
def test_a_block_is_made_no_longer_and_its_new_end_is_to_come(comment, step, clerk, until):
    made = step(comment, "block", until=UNTIL, at_once_because="A threat")

    with pytest.raises(Refused, match="sooner than it would"):
        in_part(made, clerk, until=until)

    assert not Appeal.objects.filter(decided_at__isnull=False).exists()


def test_a_warning_is_right_or_wrong(comment, step, clerk):
    with pytest.raises(Refused, match="right or wrong"):
        in_part(step(comment, "warn"), clerk)


def test_an_appeal_is_for_another_than_its_decider(comment, step, clerk, deputy_clerk, councillor):
    heard = appeal(step(comment), "Why?", at=LATER)

    rules, people = house_rules(NOON), (clerk, deputy_clerk, councillor)
    assert [appeals_to_hear(acting(one, at=NOON), rules) for one in people] == [[heard], [], []]


def test_where_the_policy_names_who_hears_it_is_for_them_alone(own_pack, comment, step, clerk):
    own_pack('[parameters]\nmoderate.appeal_role = ["Chairman"]\n')
    chairman = person_in(CHAIRMAN, minute="")
    heard = appeal(step(comment), "Why?", at=LATER)

    rules = house_rules(NOON)
    assert appeals_to_hear(acting(chairman, at=NOON), rules) == [heard]
    assert appeals_to_hear(acting(clerk, at=NOON), rules) == []


def test_it_stands_on_the_desk_of_whoever_may_hear_it(it_is, comment, step, clerk, deputy_clerk):
    made = step(comment)
    appeal(made, "Why?", at=NOON)

    title = f"Hear the appeal against {made.reference}"

    assert title in signed_in(clerk).get(reverse("desk")).text
    assert title not in signed_in(deputy_clerk).get(reverse("desk")).text


def test_the_page_takes_an_appeal_in_part(it_is, comment, step, clerk):
    made = step(comment)
    heard = appeal(made, "Why?", at=NOON)
    client, address = signed_in(clerk), reverse("appeal-hearing", args=[heard.id])

    client.post(address, {"outcome": Appeal.PARTLY, "reasons": "A warning is enough."})

    assert "The warning stands." in client.get(address).text


def test_a_message_that_was_hidden_is_hidden_in_the_list_until_then(comment, step, village, clerk):
    made = step(comment)
    carry_out_steps(at=LATER, opened=lambda source: village)
    assert Message.objects.get(id=comment.id).hidden_at == LATER

    in_part(made, clerk)
    carry_out(village, LATER + timedelta(minutes=1))

    assert Message.objects.get(id=comment.id).hidden_at is None


def test_a_step_can_be_lessened_once(comment, step, village, clerk, deputy_clerk):
    made = step(comment)
    in_part(made, clerk)

    with pytest.raises(Refused, match="taken back already"):
        in_part(made, clerk)


def test_moderation_of_criticism_is_refused_before_anybody_has_to_appeal(comment, deputy_clerk, village):
    asked = Step("hide", "Criticism of the council", "It is negative.")

    with pytest.raises(Refused, match="Criticism of the council is no ground"):
        moderate(comment, asked, by=deputy_clerk, at=NOON, opened=lambda source: village)
