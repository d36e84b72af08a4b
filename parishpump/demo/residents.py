"""What residents told the demonstration council by other ways than its channels, and what its officer did."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from parishpump.demo.almanac import Almanac
from parishpump.inbox.actions.entering import TELEPHONE, Noted, Question, Told, ask, note_group, type_in
from parishpump.inbox.actions.praising import pass_praise_on
from parishpump.inbox.actions.settling import Decision, GainCard
from parishpump.inbox.actions.tending import add_note, assign, tag_topic
from parishpump.inbox.actions.topics import open_topic, set_meeting
from parishpump.inbox.actions.triaging import triage
from parishpump.inbox.actions.working import enter_turn
from parishpump.inbox.models import Message
from parishpump.inbox.outcomes import LISTENED, PRAISE, REDIRECT
from parishpump.inbox.rota import Turn
from parishpump.partners.actions.community import enter_organisation
from parishpump.partners.community import CONSENT, Contact
from parishpump.partners.queries.directory import who_does
from parishpump.people.models import Person
from parishpump.people.queries import acting, local_day

Step = tuple[datetime, Callable[[], object]]

SMOKE = "There is smoke from the bonfires behind Orchard Way again, and my washing smells of it."
PRAISED = "Please thank the gardening volunteers and the Deputy Clerk for the daffodils on the green. They are lovely."
RECORDS = (
    "Under the Freedom of Information Act, please send me copies of all emails about the lease of the allotments since "
    "April. My address for the answer is above."
)
REPAIR = "The gate of the play area does not close. When will it be mended?"
RUDE = "You are a bunch of useless idiots and liars. Shut up and resign, you pathetic clowns."
GROUP = """[09/11/2026, 19:02] Resident of Orchard Way: The bonfire smoke is back. My washing smells of it.
[09/11/2026, 19:05] Resident of Mill Lane: Every evening this week. Can the council do something?"""


def steps(officer: Person, deputy: Person, days: Almanac) -> list[Step]:
    """What was told, each at its own time, and what the officer made of it. Some of it waits for a visitor."""
    begins = days.at(days.back(10), 9, 30)
    lamp, smoke, praised = days.at(days.back(9), 10, 5), days.at(days.back(7), 19, 30), days.at(days.back(6), 13, 10)
    wanted, gate, rude = days.at(days.back(3), 20, 45), days.at(days.back(2), 8, 20), days.before(190)
    return [
        (begins, partial(_ready, officer, deputy, begins)),
        (lamp, partial(_street_light, officer, days, lamp)),
        (smoke, partial(_bonfires, officer, smoke)),
        (praised, partial(_praise, officer, deputy, praised)),
        (wanted, partial(_asked, "Allotment holder", RECORDS, wanted)),
        (gate, partial(_for_the_deputy, officer, deputy, days, gate)),
        (rude, partial(_asked, "A passer-by", RUDE, rude)),
    ]


def _ready(officer: Person, deputy: Person, at: datetime) -> None:
    """Who listens when, and whom in the village the council keeps in touch with."""
    theirs, cover = (acting(person, at=at).offices[0] for person in (officer, deputy))
    for weekday in range(5):
        enter_turn(Turn(weekday, time(9), time(13)), theirs, cover, by=officer, at=at)
    gardeners = Contact(
        "Northfold gardening volunteers",
        "They plant and water the green, the pond bank and the tubs in the High Street.",
        "Their secretary",
        "gardeners@volunteers.example",
        CONSENT,
        "",
        local_day(at),
        "Their letter, kept in the folder “Village groups”",
    )
    enter_organisation(gardeners, by=officer, at=at)


def _street_light(officer: Person, days: Almanac, at: datetime) -> None:
    """Somebody telephoned about what is the county council's: told there and then whom to ask."""
    told = Told(
        TELEPHONE,
        "The street light outside the school has been out for a week.",
        at - timedelta(minutes=5),
        name="Parent, Ford Street",
        contact="01632 960111",
    )
    county = who_does("street light", days.today)[0]
    decision = Decision(
        REDIRECT,
        GainCard(council_gains=False, parishioners_gain=True, impartial=True, lawful=True, whose="another body"),
        partner=county,
        service="street light",
        by_hand="Told on the telephone whom to ring, with the number.",
    )
    triage(type_in(told, by=officer, at=at), decision, by=officer, at=at + timedelta(minutes=2))


def _bonfires(officer: Person, at: datetime) -> None:
    """What is listened to: said in the village group, and by the form."""
    bonfires = open_topic("Bonfires", by=officer, at=at)
    note_group(Noted(GROUP, group="Orchard Way neighbours"), bonfires, by=officer, at=at)
    told = _asked("Resident of Orchard Way", SMOKE, at + timedelta(minutes=30))
    card = GainCard(council_gains=False, parishioners_gain=True, impartial=True, lawful=True, whose="another body")
    triage(told, Decision(LISTENED, card, topic=bonfires), by=officer, at=at + timedelta(minutes=40))


def _praise(officer: Person, deputy: Person, at: datetime) -> None:
    """Praise reaches whoever earned it."""
    message, later = _asked("Resident of Church Road", PRAISED, at), at + timedelta(minutes=25)
    triage(message, Decision(PRAISE, GainCard(True, True, True, True, "ours")), by=officer, at=later)
    words = "This came for you and the volunteers. Thank you from all of us."
    pass_praise_on(message, to="Deputy Clerk", email=deputy.email, words=words, named=False, by=officer, at=later)


def _for_the_deputy(officer: Person, deputy: Person, days: Almanac, at: datetime) -> None:
    message, later = _asked("Grandparent, Mill Lane", REPAIR, at), at + timedelta(minutes=50)
    topic = open_topic("Play area", by=officer, at=later)
    set_meeting(topic, day=days.ahead(6), agenda_item="9, Repairs to the play area", by=officer, at=later)
    tag_topic(message, topic, by=officer, at=later)
    add_note(message, "The estimate is on the next agenda. Say that, and no date yet.", by=officer, at=later)
    assign(message, deputy, why="The play area is yours.", by=officer, at=later)


def _asked(name: str, words: str, at: datetime) -> Message:
    """A question by the council's own form."""
    email = f"{name.split(',')[0].lower().replace(' ', '.')}@resident.example"
    return ask(Question(f"demonstration {at.isoformat()}", name, email, words), at=at)
