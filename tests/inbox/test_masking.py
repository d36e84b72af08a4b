"""What a closed group said, without who said it."""

import time

import pytest

from parishpump.inbox.masking import masked

PHONE = """[21/11/2026, 18:03:22] Fern Attwater: Has anybody seen Mill Lane? Call me on 07700 900123
[21/11/2026, 18:04:01] ~ Rowan: @Fern Attwater yes, 12 Mill Lane is flooded. Fern rang Mr Pebble
[21/11/2026, 18:05:01] +44 7700 900456: Write to fern@example.org, ME17 2DA"""


def test_whoever_speaks_becomes_a_number_wherever_they_are_named():
    without = masked(PHONE)

    assert without.text.splitlines()[:2] == [
        "[21/11/2026, 18:03:22] Person 1: Has anybody seen Mill Lane? Call me on [telephone number]",
        "[21/11/2026, 18:04:01] Person 2: Person 1 yes, [house] Mill Lane is flooded. Person 1 rang Mr [name]",
    ]


def test_no_name_number_or_address_is_left():
    left = masked(PHONE).text

    for personal in ("Fern", "Attwater", "Rowan", "Pebble", "07700", "900456", "fern@", "ME17"):
        assert personal not in left


def test_what_was_taken_out_is_counted():
    assert masked(PHONE).taken == {
        "name": 6,
        "telephone number": 1,
        "email address": 1,
        "postcode": 1,
        "house number": 1,
    }


@pytest.mark.parametrize(
    "line",
    [
        "21/11/2026, 18:03 - Moss Hollow: Hello",
        "Moss Hollow: Hello",
        "Moss Hollow\n3h\nHello",
        "[11/21/26, 6:03 PM] Moss Hollow: Hello",
        "I met Moss Hollow there. Hello",
        "Ask @Moss Hollow. Hello",
        "Cllr Moss said so. Hello",
    ],
)
def test_names_are_found_in_every_form_of_a_thread(line):
    left = masked(line).text

    assert "Moss" not in left
    assert "Hello" in left


@pytest.mark.parametrize(
    "words",
    [
        "The Parish Council should mend the Village Hall roof.",
        "Mill Lane and Church Road are closed on Monday.",
        "Note: the bins go out on Tuesday.",
        "Is the Kent County Council depot open?",
        "The precept rose by 12 per cent in 2026.",
    ],
)
def test_places_bodies_and_days_stay(words):
    assert masked(words).text == words


def test_a_name_that_only_a_person_can_tell_is_taken_out_when_named():
    assert masked("Is Bramble back?", also=["Bramble"]).text == "Is [name] back?"


def test_a_road_that_is_called_like_a_speaker_stays():
    assert masked("Rose Mill: look at Mill Lane").text == "Person 1: look at Mill Lane"


@pytest.mark.parametrize("paste", ["Ab Cd " * 30_000, "a: " * 60_000, "@" * 100_000, "[1/1/26, 1:11] " * 12_000])
def test_a_hostile_paste_takes_no_longer_than_its_length_allows(paste):
    start = time.monotonic()
    masked(paste)

    assert time.monotonic() - start < 5
