"""What in a public answer points at whoever asked: what is certain is found, and nothing else is refused."""

import random

import pytest

from parishpump.inbox.traces import certain_among, redaction_log, traces_of

ASKED = (
    "Can somebody say when the drain outside my house in Mill Lane gets repaired? My son is in a wheelchair. "
    "You can ring me on 07700 900123 or write to ash.oakley@resident.example.\nKind regards, Ash Oakley"
)


def found(text: str, *, author: str = "Ash Oakley", handle: str = "@ashoakley.example", thread: tuple = (ASKED,)):
    return traces_of(text, author=author, handle=handle, thread=thread)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, Ash Oakley, for asking.",
        "Thank you ASH OAKLEY.",
        "As Oakley asked, the drain is repaired.",
        "Ms Oakley’s question: when is it repaired?",
        "@ashoakley.example asked about the drain.",
        "ashoakley asked about the drain.",
        "We rang 07700 900123.",
        "We rang +44 7700 900 123.",
        "We wrote to Ash.Oakley@Resident.example.",
    ],
)
def test_a_name_an_account_and_their_own_contact_are_certain(text):
    assert certain_among(found(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is outside 12 Mill Lane.", "house"),
        ("It is at number 14.", "house"),
        ("The postcode is ME17 2QW.", "postcode"),
        ("The car AB12 CDE stands in front of it.", "vehicle"),
        ("Because their son is in a wheelchair, it comes first.", "circumstances"),
        ("She is disabled.", "circumstances"),
        ("The drain outside my house in Mill Lane is next.", "quotation"),
    ],
)
def test_other_traces_are_shown_and_left_to_a_person(text, kind):
    traces = found(text)

    assert kind in {one.kind for one in traces}
    assert certain_among(traces) == []


def test_a_plain_answer_has_no_trace():
    answer = "Kent Highways repairs the drain in Mill Lane on Thursday 26 November 2026. Report others on 03000 418181."

    assert found(answer) == []


def test_a_name_that_is_an_everyday_word_is_left_to_a_person():
    traces = found("Will the drain be repaired? It will.", author="Will Lane", thread=())

    assert [(one.words, one.certain) for one in traces] == [("Will", False)]


def test_a_name_given_only_in_the_message_is_found():
    assert certain_among(found("Thank you, Oakley.", author="", handle=""))


def test_an_account_that_names_nobody_hides_no_answer():
    assert found("Every resident can come.", author="A resident", handle="resident.example", thread=()) == []


def test_the_log_holds_kinds_and_places_and_never_the_words():
    text = "The drain.\nThank you, Ash Oakley."

    (kept,) = redaction_log(found(text), text)

    assert kept == {"kind": "name", "line": 2, "at": 22}


def test_of_traces_within_one_another_the_certain_one_is_shown():
    (one,) = found("Thank you Ash Oakley.")

    assert (one.words, one.certain) == ("Ash Oakley", True)


NAMES = ("Robin Fenwick", "Siân Pritchard", "Oluwaseun Adeyemi", "Mary-Jane O’Connor", "Zoë", "Jean Le Tissier")
SENTENCES = (
    "{} asked when the drain is repaired.",
    "Thanks to {}, the drain is known.",
    "The question of {}: when is it repaired?",
    "It was asked by {}.",
    "Dear {}, the drain is repaired on Thursday.",
)


@pytest.mark.parametrize("seed", range(20))
def test_a_name_is_found_wherever_it_stands_and_however_it_is_written(seed):
    draw = random.Random(seed)
    name = draw.choice(NAMES)
    written = draw.choice([name, name.upper(), name.lower(), name.split()[-1], name.replace(" ", "  ")])

    assert certain_among(traces_of(draw.choice(SENTENCES).format(written), author=name, handle="", thread=()))


def test_a_long_thread_takes_no_time_to_speak_of():
    words = " ".join(f"word{number}" for number in range(30_000))

    assert traces_of("The drain is repaired. " * 500, author="Ash Oakley", handle="x@y.example", thread=(words,)) == []
