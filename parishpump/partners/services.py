"""What people ask a council about, in plain words, with the number that the Local Government Services List gives it.

The numbers and names of that list (LGSL, kept by esd standards) stand here only where they were found in one of these:

* its English and Welsh services, as published in mysociety/council_climate_services,
  `data/englishAndWelshServices-all.csv`;
* GOV.UK's own table of them, alphagov/publisher, `data/local_services.csv` (marked "GOV.UK" below).

A service without a number is in neither, or no entry there fits what people mean by it. Pure: no Django.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """Something that a public body does. `id` never changes; `code` is its LGSL number, None where none was found."""

    id: str
    words: str
    code: int | None = None
    listed_as: str = ""
    also: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Everything that somebody may type to find it."""
        return " ".join((self.id, self.words, *self.also)).casefold()


SERVICES = (
    Service("street light", "Street lights", 564, "street lights (GOV.UK)", ("lamp", "lamppost", "lighting")),
    Service("pothole", "Potholes and road repairs", 557, "potholes (GOV.UK)", ("road surface", "pavement", "tarmac")),
    Service("rubbish", "Bins and recycling", 524, "refuse collection day (GOV.UK)", ("bin", "waste", "refuse")),
    Service("fly-tipping", "Fly-tipping", 587, "Flytipping", ("dumped", "flytipping")),
    Service("smoke", "Smoke and bonfires", 1575, "Smoke control areas", ("fire", "burning", "air quality")),
    Service("noise", "Noise", 412, "noise nuisance (GOV.UK)", ("loud music", "barking")),
    Service("planning", "Planning applications", 487, "Full planning applications", ("building", "development")),
    Service("dogs", "Stray dogs and dog fouling", 432, "dog warden service (GOV.UK)", ("dog mess", "stray")),
    Service("parking", "Parking", 471, "parking fines (GOV.UK)", ("yellow lines", "permit", "traffic warden")),
    Service("footpath", "Footpaths and rights of way", 613, "Public rights of way", ("stile", "bridleway", "gate")),
    Service("flooding", "Flooding", 1612, "Flood prevention", ("flood", "river", "ditch", "sandbags")),
    Service("drains", "Drains and sewers", 664, "blocked drains (GOV.UK)", ("gully", "sewage", "manhole")),
    Service("water supply", "Water supply", also=("leak", "no water", "burst main", "tap", "pressure")),
    Service("allotments", "Allotments", 510, "Allotments", ("plot",)),
    Service("burial", "Burials and graves", 333, "Grave purchasing", ("cemetery", "churchyard", "headstone")),
    Service("grass", "Grass and verges", 589, "Grass cutting", ("verge", "mowing", "hedge")),
    Service("bus", "Buses", 637, "Bus stops and shelters", ("bus stop", "timetable", "bus shelter")),
    Service("school", "Schools", 13, "Primary school places", ("admissions", "school transport")),
    Service("licensing", "Licences for alcohol and events", 860, "Premises licence", ("alcohol", "taxi", "pub")),
    Service("council tax", "Council tax", 57, "council tax (GOV.UK)", ("bill", "band")),
    Service("housing", "Housing and homelessness", 92, "applying for a council home (GOV.UK)", ("homeless", "rent")),
    Service("benefits", "Housing benefit", 69, "housing benefit (GOV.UK)", ("benefit", "help with rent")),
    Service("crime", "Crime and anti-social behaviour", 870, "community safety (GOV.UK)", ("police", "theft", "drugs")),
    Service("speeding", "Speeding and speed limits", 571, "Speed limits", ("speed watch", "20 mph")),
    Service("trees", "Protected trees", 508, "tree preservation orders (GOV.UK)", ("tree", "branch", "fallen tree")),
    Service("playground", "Playgrounds", also=("play area", "swings", "slide")),
    Service("hall", "Village halls", also=("community centre", "booking", "hire")),
    Service("street cleaning", "Litter and street cleaning", 580, "street cleaning (GOV.UK)", ("litter", "graffiti")),
    Service("abandoned vehicles", "Abandoned vehicles", 372, "Abandoned vehicles", ("car", "van", "dumped car")),
    Service("pests", "Rats, wasps and other pests", 431, "pest control (GOV.UK)", ("rat", "wasp", "mice")),
    Service("elections", "Voting and elections", 364, "electoral register (GOV.UK)", ("vote", "polling", "register")),
    Service("power cut", "Power cuts", also=("electricity", "blackout", "power line")),
    Service("health", "Health advice", 199, "Health advice", ("doctor", "NHS", "hospital", "surgery")),
    Service("gas", "Gas leaks", also=("smell of gas", "gas main")),
    Service("library", "Libraries", 437, "library services (GOV.UK)", ("books", "mobile library")),
)

_BY_ID = {one.id: one for one in SERVICES}


def service(id: str) -> Service:
    """One service. Raises KeyError for what is not on the list."""
    return _BY_ID[id]


def is_service(id: str) -> bool:
    """Whether the list has it."""
    return id in _BY_ID


def in_words(ids: Iterable[str]) -> list[str]:
    """What these services are called, in the order of the list."""
    wanted = set(ids)
    return [one.words for one in SERVICES if one.id in wanted]


def codes_of(ids: Iterable[str]) -> dict[str, int]:
    """The LGSL number of each of these services that has one."""
    wanted = set(ids)
    return {one.id: one.code for one in SERVICES if one.id in wanted and one.code is not None}


def services_said(words: str) -> list[Service]:
    """The services that every one of these words points to, as people type them into a search box."""
    return [one for one in SERVICES if words.split() and all_in(words, one.said)]


def all_in(words: str, said: str) -> bool:
    """Whether every one of these words is in a text in small letters; a plural finds its singular too."""
    return all(_singular(word) in said for word in words.casefold().split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
