"""What a request says, as a value: what is unsaid, what blocks, and that its record is the whole of it."""

from dataclasses import replace
from datetime import date

import pytest

from parishpump.channels.content import PARTS, Proposal, ProposedRisk, open_wounds, proposal_from, unsaid
from parishpump.channels.lifecycle import NotNow, allows, require
from parishpump.channels.request_in_words import in_words, money, part_words, time_words
from parishpump.channels.seal import seal_of
from tests.channels.opening import proposed

HIGH = ProposedRisk("1", "Images of children", "high", review_on=date(2027, 1, 5))


def test_a_record_of_it_gives_the_same_again():
    said = proposed(risks=(HIGH,), starts=date(2026, 12, 1))

    assert proposal_from(said.as_record()) == said


def test_one_letter_makes_another_seal():
    assert seal_of(proposed().as_record()) != seal_of(proposed(purpose="Show what the council doe").as_record())


def test_of_an_empty_request_every_part_is_unsaid():
    assert unsaid(Proposal("Page", "channel")) == list(PARTS)
    assert unsaid(proposed()) == []


@pytest.mark.parametrize(
    ("risk", "blocks"),
    [
        (HIGH, True),
        (replace(HIGH, mitigation="Permission"), True),
        (replace(HIGH, owner_id=3), True),
        (replace(HIGH, mitigation=" ", owner_id=3), True),
        (replace(HIGH, mitigation="Permission", owner_id=3), False),
        (replace(HIGH, rating="medium"), False),
    ],
)
def test_a_high_risk_blocks_until_it_has_both(risk, blocks):
    assert bool(open_wounds(proposed(risks=(risk,)))) == blocks


def test_every_part_has_words_for_people():
    assert all(part_words(part) for part in (*PARTS, "network", "dates", "comments", "mode"))
    assert ("Time", "2 hours a week") in in_words(proposed())


@pytest.mark.parametrize(("pence", "words"), [(0, "nothing"), (1200, "£12"), (120450, "£1,204.50")])
def test_money_is_said_in_pounds(pence, words):
    assert money(pence) == words


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 minutes"), (60, "1 hour"), (150, "2 hours 30 minutes")])
def test_time_is_said_in_hours_and_minutes(minutes, words):
    assert time_words(minutes) == words


@pytest.mark.parametrize("stage", ["approved", "sent back", "refused", "superseded", "ended"])
def test_what_does_not_wait_cannot_be_decided(stage):
    with pytest.raises(NotNow):
        require(stage, allows="approve")


def test_what_has_ended_cannot_be_changed():
    assert not allows("ended", "change")
    assert allows("approved", "change")
