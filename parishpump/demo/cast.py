"""The people of the demonstration council: invented, and named by their offices alone."""

from dataclasses import dataclass

from parishpump.people.powers import (
    APPROVE,
    CHAIRMAN,
    CHANNELS,
    CLERK,
    COMMUNICATIONS_OFFICER,
    COUNCILLOR,
    DEPUTY_CLERK,
    LAY_MEMBER,
    LISTEN,
    MODERATE,
    MONITORING_OFFICER,
    PAUSE,
    PEOPLE,
    POWERS,
    WITHDRAW,
    WRITE,
)

NAME = "Northfold Parish Council"
HOST = "northfold.example"


@dataclass(frozen=True)
class Role:
    """Somebody in office. `minute` is the number in the minute book of what is delegated, where anything is."""

    mailbox: str
    kind: str
    powers: tuple[str, ...] = ()
    minute: int = 0
    title: str = ""

    @property
    def email(self) -> str:
        return f"{self.mailbox}@{HOST}"


THE_CLERK = Role("clerk", CLERK, POWERS, 118)
THE_DEPUTY = Role(
    "deputy.clerk", DEPUTY_CLERK, (WRITE, APPROVE, WITHDRAW, LISTEN, MODERATE, PAUSE, CHANNELS, PEOPLE), 119
)
THE_WRITER = Role("communications", COMMUNICATIONS_OFFICER, (WRITE, LISTEN), 120)

# The Clerk is appointed when the council is founded; these come after.
OTHERS = (
    THE_DEPUTY,
    THE_WRITER,
    Role("chairman", CHAIRMAN),
    Role("church.ward", COUNCILLOR, (WRITE,), 121, "Councillor, Church ward"),
    Role("mill.ward", COUNCILLOR, title="Councillor, Mill ward"),
    Role("footpaths", LAY_MEMBER, title="Lay member, footpaths working party"),
    Role("monitoring.officer", MONITORING_OFFICER),
)

_ORDER = (COMMUNICATIONS_OFFICER, CLERK, DEPUTY_CLERK, COUNCILLOR, CHAIRMAN, LAY_MEMBER, MONITORING_OFFICER)

SAYS = {
    COMMUNICATIONS_OFFICER: "Writes what the council publishes, answers who writes to it, lets nothing out alone.",
    CLERK: "The council's proper officer. Approves, and answers for the channels and for who may do what.",
    DEPUTY_CLERK: "Approves when the Clerk is away, or when the Clerk wrote it.",
    COUNCILLOR: "Reads everything. The law lets no council delegate its powers to a single councillor: "
    "drafting is as far as it goes.",
    CHAIRMAN: "Reads everything. A chairman cannot approve alone either.",
    LAY_MEMBER: "Sits on a working party without being a councillor.",
    MONITORING_OFFICER: "Of the principal authority. Can look, and check the record.",
}

BUTTONS = {
    COUNCILLOR: "Be this councillor",
    LAY_MEMBER: "Be the lay member",
    MONITORING_OFFICER: "Be the Monitoring Officer",
}


def place_of(kind: str) -> int:
    """Where an office stands in the list: those who do most first."""
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
