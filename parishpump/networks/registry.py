"""Every network that we can speak to, what each wants to know of us, and what each takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import httpx

from parishpump.networks.bluesky import Bluesky
from parishpump.networks.contract import Limits, Network, NetworkError
from parishpump.networks.demonstration import Demonstration
from parishpump.networks.mailbox import Mailbox
from parishpump.networks.mastodon import Mastodon
from parishpump.networks.wordpress import WordPress


@dataclass(frozen=True)
class Field:
    """One thing that a clerk gives to connect a network. `secret`: never shown again."""

    name: str
    label: str
    hint: str
    secret: bool = False


class Opens(Protocol):
    """A class of clients: called with the credentials, it gives a Network."""

    def __call__(
        self, credentials: Mapping[str, str], *, transport: httpx.BaseTransport | None, allow_private: bool
    ) -> Network: ...


class Known(NamedTuple):
    """A network that we have a client for."""

    kind: Opens
    fields: tuple[Field, ...]
    limits: Limits


NETWORKS: dict[str, Known] = {
    "bluesky": Known(
        Bluesky,
        (
            Field("service", "Server", "https://bsky.social, unless your account is on another server."),
            Field("handle", "Handle", "The account’s name, such as northfold.bsky.social."),
            Field(
                "app_password",
                "App password",
                "Make one in Bluesky under Settings, Privacy and security, App passwords. Not your own password.",
                secret=True,
            ),
        ),
        Bluesky.limits(),
    ),
    "mastodon": Known(
        Mastodon,
        (
            Field("address", "Server", "Where you sign in, such as https://mastodon.example."),
            Field(
                "access_token",
                "Access token",
                "Make one in Mastodon under Preferences, Development, New application, with read and write.",
                secret=True,
            ),
        ),
        Mastodon.limits(),
    ),
    "wordpress": Known(
        WordPress,
        (
            Field("address", "Website", "The website’s front page, such as https://www.northfold.example."),
            Field("username", "User name", "An account on the website that may publish posts."),
            Field(
                "application_password",
                "Application password",
                "Make one in WordPress under Users, Profile, Application Passwords. Not the account’s own password.",
                secret=True,
            ),
        ),
        WordPress.limits(),
    ),
    "mailbox": Known(
        Mailbox,
        (
            Field("address", "Email address", "The council’s own, such as clerk@northfold.example."),
            Field("imap_server", "Server for reading", "Its mail host calls it IMAP, such as imap.northfold.example."),
            Field("imap_port", "Port for reading", "993, unless your mail host says 143."),
            Field("smtp_server", "Server for sending", "Its mail host calls it SMTP, such as smtp.northfold.example."),
            Field("smtp_port", "Port for sending", "465, unless your mail host says 587."),
            Field("username", "User name", "Usually the whole email address."),
            Field(
                "password",
                "Password",
                "Of the mailbox. Where your mail host offers app passwords, make one for this.",
                secret=True,
            ),
        ),
        Mailbox.limits(),
    ),
    "demonstration": Known(
        Demonstration,
        (
            Field("address", "Address", "Where the demonstration network is served."),
            Field("token", "Token", "Given by the demonstration.", secret=True),
        ),
        Demonstration.limits(),
    ),
}


# What goes to one person alone: answers go that way, and no post.
LETTERS = frozenset({"mailbox"})


def _by_hand(characters: int | None, *, pictures: int, url_counts: int | None = None) -> Limits:
    return Limits(
        characters=characters,
        counts="characters",
        url_counts=url_counts,
        pictures=pictures,
        picture_bytes=None,
        alt_required=False,
        edits=False,
        withdraws=False,
    )


LIMITS: dict[str, Limits] = {
    "noticeboard": Limits(
        characters=None,
        counts="characters",
        url_counts=None,
        pictures=20,
        picture_bytes=None,
        alt_required=True,
        edits=True,
        withdraws=True,
    ),
    **{name: known.limits for name, known in NETWORKS.items()},
    "facebook by hand": _by_hand(63_206, pictures=10),
    "x by hand": _by_hand(280, pictures=4, url_counts=23),
    "instagram by hand": _by_hand(2_200, pictures=10),
    "nextdoor by hand": _by_hand(8_192, pictures=10),
    "other by hand": _by_hand(None, pictures=20),
}


def open_network(
    name: str,
    credentials: Mapping[str, str],
    *,
    transport: httpx.BaseTransport | None = None,
    allow_private: bool = False,
) -> Network:
    """A client for one account. Nothing is sent yet.

    `allow_private` lets it call machines inside our own network, and without https: for the demonstration and tests.
    `transport` takes the place of the wire, and with it of the check of addresses: for tests.
    Raises NetworkError where a credential is missing or cannot be right, KeyError for a network that nobody knows.
    """
    known = NETWORKS[name]
    given = {field.name: _checked(field, credentials.get(field.name, "")) for field in known.fields}
    return known.kind(given, transport=transport, allow_private=allow_private)


def _checked(field: Field, said: str) -> str:
    value = said.strip()
    problem = ""
    if not value:
        problem = f"{field.label} is missing."
    elif not value.isprintable() or (field.secret and not value.isascii()):
        problem = f"{field.label} has characters in it that cannot be right. Copy it again."
    if problem:
        raise NetworkError(permanent=True, outcome_known=True, reason="sign-in refused", detail=problem)
    return value
