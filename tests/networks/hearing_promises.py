"""What every network that listens promises. The same sentences are tried on the fakes and on the real networks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.hearing import Gone, Heard
from tests.networks.listening import Council, Resident, heard_of, now_of, patiently, read_all
from tests.networks.parcels import parcel

ASKED = "When is the hall open — & for <whom>? 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.fixture
def post(council: Council) -> Receipt:
    return council.publish(parcel(f"The hall is open again, {datetime.now(UTC):%H:%M:%S.%f}."))


@pytest.fixture
def asked(council: Council, resident: Resident, post: Receipt) -> Heard:
    return heard_of(council, resident.says(ASKED, answers=post.reference), under=[post])


def test_a_reply_is_heard_with_its_words_its_author_and_its_place(asked: Heard, post: Receipt) -> None:
    assert asked.text == ASKED
    assert asked.author
    assert (asked.thread, asked.answers) == (post.reference, post.reference)
    assert asked.kind in ("reply", "comment", "mention")
    assert abs(asked.written_at - datetime.now(UTC)) < timedelta(minutes=2)
    assert asked.written_at.utcoffset() == timedelta(0)
    assert asked.address.startswith("http")
    assert asked.raw
    assert asked.media_type == "application/json"


def test_however_often_we_read_a_reply_stays_one_message_in_one_version(
    council: Council, asked: Heard, post: Receipt
) -> None:
    first, cursor = read_all(council, under=[post])
    again, _ = read_all(council, cursor, under=[post])
    anew, _ = read_all(council, under=[post])

    assert {(one.key, one.version) for one in [*first, *again, *anew] if one.key == asked.key} == {
        (asked.key, asked.version)
    }


def test_what_is_said_after_the_last_reading_is_heard_in_the_next(
    council: Council, resident: Resident, post: Receipt
) -> None:
    _, cursor = read_all(council, under=[post])
    key = resident.says("And on Sundays?", answers=post.reference)

    patiently(lambda: key in [one.key for one in read_all(council, cursor, under=[post])[0]])


def test_the_council_does_not_hear_itself(council: Council, asked: Heard, post: Receipt) -> None:
    answer = council.publish(replace(parcel("At seven."), in_reply_to=asked.key, thread=asked.thread))

    assert answer.reference not in {one.key for one in read_all(council, under=[post])[0]}


def test_an_edit_shows_as_a_new_version(council: Council, resident: Resident, asked: Heard) -> None:
    resident.changes(asked.key, "When is the hall shut?")

    now = patiently(lambda: _if_other(now_of(council, asked.key), asked))
    assert (now.text, now.key, now.thread) == ("When is the hall shut?", asked.key, asked.thread)


def test_a_deletion_shows_as_gone(council: Council, resident: Resident, asked: Heard) -> None:
    resident.takes_back(asked.key)

    assert patiently(lambda: council.look_again([asked.key]) == (Gone(asked.key),))


def test_what_is_still_there_looks_as_it_was_heard(council: Council, asked: Heard) -> None:
    now = now_of(council, asked.key)

    assert isinstance(now, Heard)
    assert replace(now, raw=asked.raw) == asked


def test_keys_of_which_nothing_can_be_told_are_left_out(council: Council, asked: Heard) -> None:
    assert council.look_again(["", "../..", "no such key", "at://nobody"]) == ()


def test_an_answer_lands_below_what_it_answers_and_goes_out_once(
    council: Council, resident: Resident, asked: Heard
) -> None:
    sent = replace(parcel("From nine & all day <3"), in_reply_to=asked.key, thread=asked.thread)

    first, second = council.publish(sent), council.publish(sent)

    assert first == second
    assert council.find(sent) == first
    assert patiently(lambda: len(resident.below(asked.key)) == 1)
    shown = council.read(first)
    assert shown is not None
    assert shown.text == sent.text


def test_an_answer_that_was_never_sent_is_not_found(council: Council, asked: Heard) -> None:
    sent = replace(parcel("From nine."), in_reply_to=asked.key, thread=asked.thread)

    assert council.find(sent) is None


def test_a_corrected_answer_stays_where_it_was(council: Council, resident: Resident, asked: Heard) -> None:
    sent = replace(parcel("From nine."), in_reply_to=asked.key, thread=asked.thread)
    receipt = council.publish(sent)

    corrected = council.edit(receipt, replace(sent, text="From ten."))

    shown = council.read(corrected)
    assert shown is not None
    assert (shown.text, corrected) == ("From ten.", receipt)
    assert patiently(lambda: [text for text in resident.below(asked.key) if "ten" in text])


def test_a_withdrawn_answer_is_gone(council: Council, asked: Heard) -> None:
    receipt = council.publish(replace(parcel("From nine."), in_reply_to=asked.key, thread=asked.thread))

    council.withdraw(receipt)
    council.withdraw(receipt)

    assert council.read(receipt) is None


def test_a_conversation_that_goes_on_stays_one(
    council: Council, resident: Resident, asked: Heard, post: Receipt
) -> None:
    answer = council.publish(replace(parcel("From nine."), in_reply_to=asked.key, thread=asked.thread))
    key = resident.says("And on Sundays?", answers=answer.reference)

    followed = heard_of(council, key, under=[post])

    assert followed.answers == answer.reference
    assert followed.thread in (post.reference, answer.reference)


def test_what_was_deleted_meanwhile_is_not_answered(council: Council, resident: Resident, asked: Heard) -> None:
    resident.takes_back(asked.key)
    patiently(lambda: council.look_again([asked.key]) == (Gone(asked.key),))

    with pytest.raises(NetworkError) as refusal:
        council.publish(replace(parcel("From nine."), in_reply_to=asked.key, thread=asked.thread))

    assert (refusal.value.reason, refusal.value.permanent, refusal.value.outcome_known) == ("refused", True, True)


def test_what_the_house_rules_do_not_allow_is_hidden_and_shown_again(council: Council, asked: Heard) -> None:
    if "hide" not in council.moderates:
        with pytest.raises(NetworkError, match="refused"):
            council.hide(asked.key)
        return

    council.hide(asked.key)
    council.hide(asked.key)
    council.show(asked.key)
    council.show(asked.key)

    now = now_of(council, asked.key)
    assert isinstance(now, Heard)
    assert (now.public, now.text) == (True, asked.text)


def test_an_account_is_blocked_and_let_in_again(council: Council, asked: Heard) -> None:
    if "block" not in council.moderates:
        with pytest.raises(NetworkError, match="refused"):
            council.block(asked.handle)
        return

    council.block(asked.handle)
    council.block(asked.handle)
    council.unblock(asked.handle)
    council.unblock(asked.handle)

    assert isinstance(patiently(lambda: council.look_again([asked.key]))[0], Heard)


def test_a_message_is_reported_with_our_reason(council: Council, asked: Heard) -> None:
    if "report" not in council.moderates:
        with pytest.raises(NetworkError, match="refused"):
            council.report(asked.key, "It threatens a councillor.")
        return

    council.report(asked.key, "It threatens a councillor.")


def _if_other(now: Heard | Gone, before: Heard) -> Heard | None:
    return now if isinstance(now, Heard) and now.version != before.version else None
