"""What an entry of the directory says, and the kinds of public body there are. Pure: no Django."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

PRINCIPAL, COUNTY, POLICE, FIRE, WATER, HIGHWAYS = (
    "principal authority",
    "county council",
    "police",
    "fire and rescue",
    "water company",
    "highways",
)

# Every kind in plain words, in the order in which people look for them.
KINDS = (
    (PRINCIPAL, "Principal authority: the district, borough or unitary council"),
    (COUNTY, "County council"),
    (POLICE, "Police"),
    (FIRE, "Fire and rescue"),
    ("health", "Health"),
    (WATER, "Water company"),
    ("electricity network", "Electricity network"),
    ("gas network", "Gas network"),
    (HIGHWAYS, "Highways, where a body of its own"),
    ("environment", "Environment and flooding"),
    ("parish", "Another parish or town council"),
    ("association", "Association of councils"),
    ("regulator", "Regulator or ombudsman"),
    ("government", "Another part of government"),
    ("other", "Another public body"),
)
LONGEST_NAME, LONGEST_REMIT, LONGEST_ADDRESS, LONGEST_LINE = 120, 600, 300, 200
KIND_WORDS = {kind: words.partition(":")[0] for kind, words in KINDS}


@dataclass(frozen=True)
class Page:
    """A web page of a body: for one service, or, where `service` is empty, its own front page."""

    service: str
    address: str


@dataclass(frozen=True)
class EntryFacts:
    """What the directory says of a body from one day on, until the day when something else is said.

    `monitoring_officer` is how to reach that officer, of the principal authority alone. `source` is where the facts
    come from. `valid_to` is the last day where one is known beforehand.
    """

    name: str
    kind: str
    remit: str
    services: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    phone: str = ""
    email: str = ""
    pages: tuple[Page, ...] = ()
    trusted_source: bool = False
    monitoring_officer: str = ""
    source: str = ""

    def page_for(self, service: str) -> str:
        """Where this body answers for a service: its page for it, else its front page, else nothing."""
        return page_for(self.pages, service)


def page_for(pages: tuple[Page, ...], service: str) -> str:
    """The address for a service among these pages, else the front page's, else nothing."""
    found = {page.service: page.address for page in pages}
    return found.get(service) or found.get("", "")


def plain(said: str) -> str:
    """What was typed, on one line and without signs that cannot be seen: some make a line read as something else."""
    return " ".join("".join(one if one.isprintable() else " " for one in said).split())


def trouble_with_address(said: str) -> str:
    """Why this is no address of a public page, as the end of a sentence; empty where it is one."""
    try:
        parts = urlsplit(said)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not a whole web address"
    if parts.scheme != "https" or "." not in host or any(character <= " " for character in said):
        return "is not a whole web address that begins with https://"
    if parts.username or parts.password:
        return "has a name or a password in it"
    return f"has more than {LONGEST_ADDRESS} characters" if len(said) > LONGEST_ADDRESS else ""
