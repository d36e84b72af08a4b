"""The services of the list: fixed names, plain words, and numbers that are real."""

import pytest

from parishpump.partners.services import SERVICES, codes_of, in_words, is_service, service, services_said

SHARED = (
    "street light", "pothole", "rubbish", "fly-tipping", "smoke", "noise", "planning", "dogs", "parking", "footpath",
    "flooding", "drains", "water supply", "allotments", "burial", "grass", "bus", "school", "licensing", "council tax",
    "housing", "benefits", "crime", "speeding", "trees", "playground", "hall", "street cleaning", "abandoned vehicles",
    "pests", "elections", "power cut", "health", "gas", "library",
)  # fmt: skip


def test_the_names_are_those_that_triage_knows():
    assert tuple(one.id for one in SERVICES) == SHARED


def test_no_number_stands_for_two_services():
    codes = [one.code for one in SERVICES if one.code is not None]

    assert len(codes) == len(set(codes)) >= 25


def test_a_number_says_what_the_list_calls_it():
    assert [one.id for one in SERVICES if (one.code is None) != (one.listed_as == "")] == []


@pytest.mark.parametrize(("id", "code"), [("allotments", 510), ("grass", 589), ("footpath", 613), ("power cut", None)])
def test_numbers_are_those_of_the_list(id, code):
    assert service(id).code == code


def test_services_are_found_by_the_words_that_people_use():
    assert [one.id for one in services_said("bin")] == ["rubbish"]
    assert [one.id for one in services_said("stray dog")] == ["dogs"]
    assert services_said("  ") == []


def test_what_is_on_no_list_is_no_service():
    assert is_service("pothole")
    assert not is_service("potholes")
    assert in_words(["library", "unheard of", "pothole"]) == ["Potholes and road repairs", "Libraries"]
    assert codes_of(["gas", "pests"]) == {"pests": 431}
