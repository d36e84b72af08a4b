"""Several councils on one installation: founding a further one, and what whoever hosts them may see of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from parishpump.adoption.queries.packs import version_in_force
from parishpump.channels.queries import channels_open
from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.people.post_office import post
from parishpump.people.queries import delegations_in_force
from parishpump.policy.errors import PackError
from parishpump.policy.packs import load_pack
from parishpump.publishing.actions.founding import Charter, Founded, HostTaken, found_further
from parishpump.publishing.models import Post

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)


class CannotBeFounded(ValueError):
    """A council cannot be founded as it was said; the message says why and what to do."""


def found(said: Mapping[str, str | None], *, at: datetime) -> list[str]:
    """Found a further council and invite its Clerk. `said` is by the command's options; returns what to tell.

    Raises:
        CannotBeFounded: something that was said does not do.
    """
    charter = _charter(said, at)
    try:
        founded = found_further(charter, at=at)
    except HostTaken as taken:
        raise CannotBeFounded(f"Another council is found under {taken}. Give this one a host of its own.") from taken
    lines = [f"{founded.council.name} is founded. It begins with the policy pack {charter.pack}.", _invited(founded)]
    return [*lines, *_to_do(founded.council)]


@dataclass(frozen=True)
class Overview:
    """What whoever hosts a council sees of it: its policy version, and how much there is of what."""

    name: str
    host: str
    policy: str
    posts: int
    channels: int
    delegations: int

    def __str__(self) -> str:
        counts = f"posts {self.posts}, channels {self.channels}, delegations in force {self.delegations}"
        return f"{self.name} ({self.host}): policy {self.policy}; {counts}"


def overview(*, at: datetime) -> list[Overview]:
    """Every council by counts and its policy version alone."""
    return [_overview(one, at) for one in all_councils()]


def _overview(council: Council, at: datetime) -> Overview:
    with council_scope(council.id):
        version = version_in_force(at)
        policy = f"version {version.number}" if version else f"pack {council.pack}, no version adopted"
        return Overview(
            name=council.name,
            host=council.host,
            policy=policy,
            posts=Post.objects.count(),
            channels=channels_open().count(),
            delegations=delegations_in_force(at).count(),
        )


def _charter(said: Mapping[str, str | None], at: datetime) -> Charter:
    host, address = _host(said["host"] or ""), said["address"] or f"https://{said['host']}"
    return Charter(
        name=_filled(said, "name"),
        kind=said["kind"] or "parish",
        host=host,
        address=_address(address, host),
        pack=_pack(said["pack"] or ""),
        pack_minute=(said["pack_minute"] or "").strip(),
        clerk_name=_filled(said, "clerk_name"),
        clerk_email=_email(said["clerk_email"] or ""),
        clerk_minute=_filled(said, "minute"),
        ends=_ends(said["ends"], at.date()),
    )


def _filled(said: Mapping[str, str | None], name: str) -> str:
    words = (said[name] or "").strip()
    if not words:
        raise CannotBeFounded(f"--{name.replace('_', '-')} is empty. Say it.")
    longest = 64 if name == "minute" else 120
    if len(words) > longest:
        raise CannotBeFounded(f"--{name.replace('_', '-')} is longer than {longest} characters. Shorten it.")
    return words


def _host(host: str) -> str:
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise CannotBeFounded(f"--host {host!r} is no host name. Give it alone, like social.southfold.example.")
    return host.lower()


def _address(address: str, host: str) -> str:
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and not parts.path.strip("/") and not parts.query
        fits = whole and (parts.hostname or "").lower() == host
    except ValueError:
        fits = False
    if not fits:
        raise CannotBeFounded(f"--address {address!r} is not the address of {host}. Write it like https://{host}.")
    return address.rstrip("/")


def _pack(pack: str) -> str:
    try:
        load_pack(pack)
    except PackError as broken:
        raise CannotBeFounded(f"--pack {pack!r} cannot be used. {broken}") from broken
    return pack


def _email(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError as odd:
        raise CannotBeFounded(f"--clerk-email {email!r} is no email address. Nobody could be invited.") from odd
    return email.strip()


def _ends(ends: str | None, today: date) -> date:
    """The last day of the Clerk's delegation; a year on, as from one annual meeting to the next, where none is said."""
    if not ends:
        return today + relativedelta(years=1, days=-1)
    try:
        day = date.fromisoformat(ends)
    except ValueError as odd:
        raise CannotBeFounded(f"--ends {ends!r} is no day. Write it like 2027-05-12.") from odd
    if day <= today:
        raise CannotBeFounded(f"--ends {ends} is past, so the Clerk could do nothing. Check the year.")
    return day


def _invited(founded: Founded) -> str:
    council, sent = founded.council, founded.invitation
    link = f"{council.address}{reverse('invited', args=[founded.token])}"
    with council_scope(council.id):
        facts = {"council": council, "office": sent.office, "link": link, "ends_at": sent.ends_at}
        email = sent.office.person.email
    if post("invitation", email, facts):
        return f"The invitation of its Clerk is on its way to {email}."
    return f"The mail server did not take the invitation. Hand over this link yourself, it works once: {link}"


def _to_do(council: Council) -> list[str]:
    """What is left for whoever hosts it."""
    hosts = ", ".join(f"{one.name} at {one.host}" for one in all_councils())
    return [
        f"Now let {council.host} lead to this installation: its name on the internet, and its HTTPS certificate.",
        f"Each council answers under its own host name alone: {hosts}.",
        "Its Clerk adopts its policy on its own pages. You see its counts and its policy version: council list.",
    ]
