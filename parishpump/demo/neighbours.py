"""The other public bodies of an invented county, some reviewed and one not, with a change of councils to come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from parishpump.demo.almanac import Almanac
from parishpump.partners.actions import approve_text, enter_partner, keep_looks, review_entry, take_over
from parishpump.partners.content import COUNTY, FIRE, POLICE, PRINCIPAL, WATER, EntryFacts, Page
from parishpump.partners.models import Entry
from parishpump.partners.page_check import Seen
from parishpump.people.models import Person

Step = tuple[datetime, Callable[[], object]]

BINS, REPAIRS = "https://weald.example/bins", "https://wealdshire.example/report"


def steps(clerk: Person, days: Almanac) -> list[Step]:
    """What the Clerk entered, looked at and approved; and what the weekly look at the pages found."""
    entered, looked = days.at(days.back(40), 10, 15), days.at(days.back(2), 6, 5)
    return [
        (entered, partial(_enter, clerk, days, entered)),
        (looked, partial(keep_looks, _found(), at=looked)),
    ]


def _enter(clerk: Person, days: Almanac, at: datetime) -> None:
    entries = {key: enter_partner(key, facts, by=clerk, at=at) for key, facts in _bodies(days.founded).items()}
    for key in ("weald-district-council", "wealdshire-county-council", "wealdshire-police"):
        review_entry(entries[key], note="Its own contact page, and a call to the switchboard", by=clerk, at=at)
    _reorganise(entries["weald-district-council"], clerk, days, at)
    text = "Thank you for telling us. {body} mends these. It is quickest to tell them yourself, with the place: {page}"
    approve_text(text, service="pothole", partner=None, seen=0, by=clerk, at=at)


def _reorganise(district: Entry, clerk: Person, days: Almanac, at: datetime) -> None:
    """One council for everything, from an April that is more than a year away."""
    unitary = replace(
        district.facts,
        name="West Wealdshire Council",
        remit="Everything that the district and the county council did until then.",
        services=tuple(sorted({*district.services, "pothole", "street light", "school", "library"})),
        phone="01632 960240",
        pages=(Page("", "https://westwealdshire.example/"),),
        monitoring_officer="monitoring.officer@westwealdshire.example",
        source="The order that sets it up",
        valid_from=date(days.today.year + 2, 4, 1),
    )
    take_over(district.partner, unitary, seen=district.number, by=clerk, at=at + timedelta(minutes=20))


def _found() -> dict[str, Seen]:
    works, gone = Seen("works", "Answers."), Seen("fails", "There is no such page any more (404).")
    return {"https://weald.example/": works, "https://wealdshire.example/": works, REPAIRS: works, BINS: gone}


def _bodies(since: date) -> dict[str, EntryFacts]:
    def body(name: str, kind: str, remit: str, services: tuple[str, ...], phone: str) -> EntryFacts:
        return EntryFacts(name, kind, remit, services, since, phone=phone, source="Its own pages")

    district = body(
        "Weald District Council",
        PRINCIPAL,
        "Bins, planning, housing, council tax, noise and street cleaning.",
        (
            "rubbish",
            "fly-tipping",
            "noise",
            "planning",
            "dogs",
            "council tax",
            "housing",
            "street cleaning",
            "elections",
        ),
        "01632 960200",
    )
    county = body(
        "Wealdshire County Council",
        COUNTY,
        "Roads, street lights, footpaths, schools, buses and libraries.",
        ("street light", "pothole", "footpath", "drains", "bus", "school", "library"),
        "01632 960300",
    )
    police = body("Wealdshire Police", POLICE, "Crime and speeding.", ("crime", "speeding"), "999, otherwise 101")
    fire = body("Wealdshire Fire and Rescue", FIRE, "Fires, rescues and advice.", ("smoke",), "999")
    water = body("Weald Water", WATER, "Drinking water, burst mains and leaks.", ("water supply",), "01632 960500")
    power = body("The electricity network", "electricity network", "Power cuts.", ("power cut",), "105")
    return {
        "weald-district-council": replace(
            district,
            pages=(Page("", "https://weald.example/"), Page("rubbish", BINS)),
            monitoring_officer="monitoring.officer@weald.example",
        ),
        "wealdshire-county-council": replace(
            county, pages=(Page("", "https://wealdshire.example/"), Page("pothole", REPAIRS))
        ),
        "wealdshire-police": replace(police, trusted_source=True),
        "wealdshire-fire-and-rescue": replace(fire, trusted_source=True),
        "weald-water": water,
        "electricity-network": power,
    }
