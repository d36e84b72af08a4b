"""Triage: each kind with its look-alikes, and what holds of any text whatever."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parishpump.policy.triage.reading import triaged
from parishpump.policy.triage.suggestions import DUTIES, LABELS
from parishpump.policy.triage.words import WORDS


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("Send me all emails about the allotment lease.", ("foi",)),
        ("how much did you spend on the Christmas lights", ("foi",)),
        ("Please send the noise readings from the pub garden.", ("eir",)),
        ("Please send me everything you hold about me.", ("subject access",)),
        ("You published my home address without my consent.", ("data protection complaint",)),
        ("I wish to make a formal complaint about the clerk.", ("formal complaint",)),
        ("Under FOI, send me the invoices for the tree work.", ("foi", "eir")),
    ],
)
def test_a_legal_duty_is_suggested(text, duty):
    assert triaged(text).duty == duty


@pytest.mark.parametrize(
    "text",
    [
        "When does the hall open?",
        "How much is it to hire the hall?",
        "How many times do I have to tell you?",
        "Thank you for your reply to my FOI request, it answered everything.",
        "I enclose a copy of our insurance for the fete.",
        "Search and rescue (SAR) volunteers collect on Saturday.",
        "No complaints from me, the fete was wonderful.",
        "Can you send me an application form for an allotment?",
    ],
)
def test_a_look_alike_carries_no_duty(text):
    assert triaged(text).duty == ()


@pytest.mark.parametrize(
    ("label", "text", "look_alike"),
    [
        (
            "emergency",
            "There is a fire at the hall, flames everywhere!",
            "The fire brigade hold an open day on Sunday.",
        ),
        (
            "emergency",
            "There is smoke in the house next door.",
            "The smoke is awful again, my whole house smells of it.",
        ),
        (
            "emergency",
            "Smoke is coming out of the window next door, we see flames.",
            "Third night running. Cannot open a window of my house for the smoke.",
        ),
        ("emergency", "C'è un incendio nella casa, aiuto!", "We had a flood of complaints about the quiz."),
        ("safeguarding", "My husband hits me and I am scared to go home.", "This traffic will be the death of me."),
        ("abuse", "The clerk is a stupid fat cow.", "A stupid rule, and I shall vote against it."),
        ("abuse", "you are all w@nkers", "The cock crowed all morning at the farm."),
        ("abuse", "you are all c u n t s", "Bitch for sale, spaniel, good with children."),
        ("abuse", "I know where the chairman lives. Watch your back.", "Fucking brilliant fireworks, thank you!"),
        ("press enquiry", "I'm a reporter on the Gazette, on deadline.", "I'm going to the papers about this."),
        ("complaint", "It is a disgrace that the toilets are shut.", "Can't complain about the weather for once."),
        ("issue report", "The swing has a broken chain.", "Hats off to the litter pickers."),
        ("other authority", "Huge pothole in Mill Road.", "The grass in the cemetery is too long."),
        ("question", "what time is the meeting", "What is the point of asking us?"),
        ("praise", "Well done everyone, a lovely day.", "Well done wasting our money."),
        ("spam", "Our SEO experts boost your website. Click here!", "The Scouts have Christmas trees for sale."),
    ],
)
def test_a_kind_is_told_from_its_look_alike(label, text, look_alike):
    assert label in triaged(text).labels
    assert label not in triaged(look_alike).labels


def test_the_most_pressing_comes_first():
    suggestion = triaged("Thanks for the lights. The river burst its banks, and send me the flood survey. You idiots!")

    assert suggestion.labels[:3] == ("emergency", "eir", "abuse")
    assert [reason.label for reason in suggestion.reasons] == sorted(
        (reason.label for reason in suggestion.reasons), key=LABELS.index
    )


@pytest.mark.parametrize(
    "hidden", ["fu\u200bck you", "ｆｕｃｋ you", "FUUUUCK you", "f*** you", "\u202efuck you", "fück you"]
)
def test_a_disguised_insult_is_seen(hidden):
    assert "abuse" in triaged(hidden).labels


def test_accents_and_curly_apostrophes_do_not_hide_a_request():
    assert triaged("I’d like to sée a copy of the léase").duty == ("foi",)


def test_a_request_without_an_address_says_so():
    request = "Please send me the minutes of 2019."

    assert triaged(request).lacks_address
    assert not triaged(request, has_address=True).lacks_address
    assert not triaged(f"{request} resident@example.org").lacks_address
    assert not triaged("Please send me the tree survey.").lacks_address


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "When is the hall open?"),
        ("pl", "Kiedy jest otwarta sala i czy można ją wynająć?"),
        ("uk", "Коли працює бібліотека і чи можна прийти?"),
        ("ro", "Bună ziua, când este deschisă sala?"),
        ("ar", "متى تفتح القاعة؟"),
        ("unknown", "😀😀"),
        ("unknown", ""),
    ],
)
def test_the_language_is_guessed(language, text):
    assert triaged(text).language == language


def test_every_label_has_words_for_the_clerk_and_every_duty_to_answer_its_law():
    assert set(WORDS) == set(LABELS)
    assert [duty for duty in DUTIES if not WORDS[duty].law] == ["formal complaint"]


PIECES = ["send", "me", "all", "emails", "about", "F*CK", "?", "flood", "my", "'é\u202e", "\0", "c u n t", "İ", "you"]


@given(st.text(max_size=400) | st.lists(st.sampled_from(PIECES)).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_it_and_every_reason_quotes_the_text(text):
    suggestion = triaged(text)

    assert all(text[reason.start : reason.end] == reason.words != "" for reason in suggestion.reasons)
    assert set(suggestion.labels) == {reason.label for reason in suggestion.reasons}
    assert set(suggestion.duty) == set(suggestion.labels) & set(DUTIES)


@pytest.mark.parametrize(
    "piece",
    ["a", "send me ", "c u n t ", "f***", "\u202e", "\0", "?", "please can i have a copy of all the ", "a.", "a@"],
)
def test_time_grows_with_the_length_alone(piece):
    short, long = (piece * (size // len(piece)) for size in (5_000, 20_000))
    triaged(short)

    assert _seconds(long) < 8 * _seconds(short) + 0.5


def _seconds(text: str) -> float:
    start = time.process_time()
    triaged(text)
    return time.process_time() - start
