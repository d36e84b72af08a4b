"""Which public service a message is about."""

from dataclasses import dataclass

from parishpump.policy.triage.findings import Findings, findings

SERVICES = (
    "gas", "power cut", "flooding", "street light", "pothole", "rubbish", "fly-tipping", "smoke", "noise", "planning",
    "dogs", "parking", "footpath", "drains", "water supply", "allotments", "burial", "grass", "bus", "school",
    "licensing", "council tax", "housing", "benefits", "crime", "speeding", "trees", "playground", "hall",
    "street cleaning", "abandoned vehicle", "pests", "elections", "health", "library",
)  # fmt: skip
# What a parish usually does itself, so never another authority's business.
OWN = frozenset({"allotments", "burial", "grass", "playground", "hall"})
# As often the parish's as another's: no reason by itself.
EITHERS = frozenset({"trees"})


@dataclass(frozen=True)
class Service:
    """A service by its plain name, and the very words that point to it; places count characters of the text."""

    id: str
    words: str
    start: int
    end: int


def services(text: str) -> tuple[Service, ...]:
    """Every service that a message is about, in the order of the text; empty where none is named."""
    return services_found(findings(text))


def services_found(found: Findings) -> tuple[Service, ...]:
    """The same, of a message that has been looked up."""
    first = [hits[0] for id in SERVICES if (hits := found.of(f"service {id}"))]
    ordered = sorted(first, key=lambda hit: hit.first)
    return tuple(
        Service(hit.section.removeprefix("service "), *found.message.quoted(hit.first, hit.last)) for hit in ordered
    )
