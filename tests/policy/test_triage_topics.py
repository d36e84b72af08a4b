"""Which service a message is about."""

import pytest

from parishpump.policy.triage.phrasebook import phrasebook
from parishpump.policy.triage.topics import SERVICES, services


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("street light", "The street light outside number 9 is out."),
        ("pothole", "Huge pothole in Mill Road."),
        ("rubbish", "My bin was not collected."),
        ("fly-tipping", "Someone dumped a fridge in the layby."),
        ("smoke", "My neighbour is burning plastic."),
        ("noise", "Loud music from the pub till two."),
        ("planning", "Do I need planning permission?"),
        ("dogs", "Dog mess on the path."),
        ("parking", "Cars parked on the pavement."),
        ("footpath", "Footpath 23 is overgrown."),
        ("flooding", "Station Road is flooded."),
        ("drains", "The drain is blocked."),
        ("water supply", "No water since six."),
        ("allotments", "My allotment gate is broken."),
        ("burial", "The headstone has fallen."),
        ("grass", "The grass needs cutting."),
        ("bus", "The bus was late."),
        ("school", "Is the school taking applications?"),
        ("licensing", "I need a licence for a bar."),
        ("council tax", "My council tax is wrong."),
        ("housing", "I am on the housing list."),
        ("benefits", "They stopped my universal credit."),
        ("crime", "My shed was burgled."),
        ("speeding", "Cars speeding down the lane."),
        ("trees", "A tree leans over the road."),
        ("playground", "The swing is broken."),
        ("hall", "The village hall is cold."),
        ("street cleaning", "Litter all over the street."),
        ("abandoned vehicle", "An abandoned car by the church."),
        ("pests", "Rats by the river."),
        ("elections", "How do I register to vote?"),
        ("power cut", "Power cut in Mill Road."),
        ("health", "When does the surgery open?"),
        ("gas", "I can smell gas."),
        ("library", "Is the library open?"),
    ],
)
def test_a_service_is_told_by_its_words(id, text):
    assert id in [service.id for service in services(text)]


def test_the_words_are_those_of_the_message():
    text = "Hello! Huge POTHOLE, and the street-light is out."

    assert [(each.id, text[each.start : each.end]) for each in services(text)] == [
        ("pothole", "POTHOLE"),
        ("street light", "street-light"),
    ]
    assert all(each.words == text[each.start : each.end] for each in services(text))


def test_a_message_about_no_service_has_none():
    assert services("Happy Christmas to all the councillors") == ()


def test_every_service_has_its_list_and_every_list_its_service():
    named = {pattern.removeprefix("service ") for pattern in phrasebook().sections if pattern.startswith("service ")}

    assert named == set(SERVICES)
