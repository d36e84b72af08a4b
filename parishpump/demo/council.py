"""Northfold, the demonstration council: founded at the first start, kept in step with its address at every other."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from parishpump.adoption.actions.elections import Poll, enter_election
from parishpump.adoption.actions.packs import Resolution, adopt, save_draft_pack
from parishpump.adoption.queries.packs import draft_in_hand
from parishpump.channels.actions import connect_channel, keep_examination, open_channel, sign_in
from parishpump.channels.examination import Examination
from parishpump.channels.models import Channel
from parishpump.channels.queries import credentials_of, noticeboard
from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.demo import ventures
from parishpump.demo.actions import open_account
from parishpump.demo.almanac import Almanac
from parishpump.demo.cast import HOST, NAME, OTHERS, THE_CLERK, THE_DEPUTY, THE_WRITER, Role
from parishpump.demo.in_house import network_in_house
from parishpump.demo.life import Crew, live
from parishpump.home.errors import HomeError
from parishpump.networks.demonstration import Demonstration
from parishpump.people.actions import appoint, delegate, introduce
from parishpump.people.models import Office, Person
from parishpump.policy.pack_changes import with_changes
from parishpump.publishing.actions.founding import Charter, found

PACK = Path(__file__).parent / "northfold.toml"
THURSDAY = 3
ELECTION_IN, NOTICE_BEFORE_POLL = timedelta(days=110), timedelta(days=36)
NETWORK_PATH = "/demonstration/network"
CONTACTS = ["01632 960118", "01632 960119", f"clerk@{HOST}", f"communications@{HOST}"]


def prepare(address: str, *, at: datetime) -> None:
    """See to it that the demonstration council is there, reachable under `address`. Safe to call at every start.

    Raises:
        HomeError: this installation serves a real council, into which nobody is let without a password.
    """
    councils = all_councils()
    if any(council.host != HOST for council in councils):
        raise HomeError(
            "This data folder belongs to a real council, and the demonstration lets anybody in.",
            "Set PARISHPUMP_HOME (and DATABASE_URL, if you use it) to another place, then start it again.",
        )
    with transaction.atomic():
        if councils:
            _keep_in_step(councils[0], address, at)
        else:
            _begin(address, Almanac(at))


def _begin(address: str, days: Almanac) -> None:
    at = days.at(days.founded, 19, 40)
    clerk = found(_charter(address, days), at=at).person
    council = all_councils()[0]
    council.contacts = CONTACTS
    council.save(update_fields=["contacts"])
    with council_scope(council.id):
        people = {THE_CLERK: clerk, **{role: _take_office(role, clerk, days, at) for role in OTHERS}}
        _adopt_policy(clerk, days, at)
        channels = _open_channels(council, ventures.Askers(people[THE_WRITER], clerk), days)
        live(Crew(council, people[THE_WRITER], clerk, people[THE_DEPUTY], channels), days)


def _charter(address: str, days: Almanac) -> Charter:
    return Charter(
        name=NAME,
        kind="parish",
        host=HOST,
        address=address,
        pack=str(PACK),
        pack_minute=days.minute(61),
        clerk_name="Clerk",
        clerk_email=THE_CLERK.email,
        clerk_minute=days.minute(THE_CLERK.minute),
        ends=days.delegated_until,
        clerk_password=secrets.token_urlsafe(32),
    )


def _take_office(role: Role, clerk: Person, days: Almanac, at: datetime) -> Person:
    person = introduce(role.email, name=role.title or role.kind.capitalize(), at=at)
    person.password = clerk.password  # nobody knows it: here one signs in with a click
    person.save(update_fields=["password"])
    office: Office = appoint(
        person, role.kind, title=role.title, since=days.founded, minute=days.minute(100), by=clerk, at=at
    )
    if role.powers:
        delegate(
            office,
            list(role.powers),
            minute=days.minute(role.minute),
            starts=days.founded,
            ends=days.delegated_until,
            by=None,
            at=at,
        )
    return person


def _open_channels(council: Council, askers: ventures.Askers, days: Almanac) -> dict[str, Channel]:
    asked, decided, at = (days.at(days.back(number), hour, 30) for number, hour in ((32, 9), (29, 11), (28, 10)))
    page, network = (
        ventures.agreed(proposal, askers, asked=asked, decided=decided, days=days)
        for proposal in (ventures.the_page(), ventures.the_network())
    )
    by_hand = open_channel(page, address="https://facebook.example/northfold", by=askers.clerk, at=at)
    credentials = _credentials(council.address)
    account = connect_channel(
        network,
        credentials,
        _look(credentials),
        address=f"{council.address}{NETWORK_PATH}/",
        by=askers.clerk,
        at=at,
    )
    keep_examination(account, _look(credentials), at=days.before(75))
    return {channel.network: channel for channel in (noticeboard(), by_hand, account)}


def _adopt_policy(clerk: Person, days: Almanac, at: datetime) -> None:
    """The annual meeting adopts the policy, to be looked at again before the next; and an election is to come."""
    begun = draft_in_hand(at)
    pack = with_changes(begun.pack, texts={"pack.review_on": days.delegated_until.isoformat()})
    draft = save_draft_pack(pack, seen=begun.version, by=clerk, at=at)
    adopt(Resolution(days.minute(61), days.founded, days.founded), seen=draft.version, by=clerk, at=at)
    poll = days.next(THURSDAY, days.today + ELECTION_IN)
    enter_election(Poll("By-election", "Mill ward", poll - NOTICE_BEFORE_POLL, poll), by=clerk, at=at)


def _credentials(address: str) -> dict[str, str]:
    """A fresh token of the demonstration network, and where it is served."""
    token = secrets.token_urlsafe(24)
    open_account(NAME, handle="northfold", token=token)
    return {"address": f"{address}{NETWORK_PATH}", "token": token}


def _look(credentials: dict[str, str]) -> Examination:
    health = network_in_house(credentials).check()
    return Examination(health.ok, health.message, account=health.account, limits=vars(Demonstration.limits()))


def _keep_in_step(council: Council, address: str, at: datetime) -> None:
    """The same council under another port, or from another folder of the program."""
    council.address, council.pack = address, str(PACK)
    council.save(update_fields=["address", "pack"])
    with council_scope(council.id):
        Channel.objects.filter(network="noticeboard").update(address=f"{address}/")
        channel = Channel.objects.filter(network="demonstration", closed_at__isnull=True).first()
        if channel is None or credentials_of(channel).get("address") == f"{address}{NETWORK_PATH}":
            return
        Channel.objects.filter(id=channel.id).update(address=f"{address}{NETWORK_PATH}/")
        sign_in(channel, _credentials(address), ends_at=None, by=Person.objects.get(email=THE_CLERK.email), at=at)
