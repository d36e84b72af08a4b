"""The kinds of channel that a council can open, in the words that a clerk reads. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from parishpump.networks.contract import Limits
from parishpump.networks.registry import LETTERS, NETWORKS, Field
from parishpump.ui.words import counted, size

BY_HAND_SAYS = "A person puts the post up and pastes its address back. We keep the words ready and the record straight."


@dataclass(frozen=True)
class Kind:
    """One kind of channel: `key` in networks.registry, and the `usual` answers to what its network wants to know."""

    key: str
    name: str
    says: str
    usual: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_hand(self) -> bool:
        return self.key not in NETWORKS

    @property
    def by_letter(self) -> bool:
        """Whether people write to it and nobody else reads along: it has an address, and no public page."""
        return self.key in LETTERS

    @property
    def fields(self) -> tuple[Field, ...]:
        return () if self.by_hand else NETWORKS[self.key].fields


_KINDS = (
    Kind("bluesky", "Bluesky", "We post, correct and take down for you.", {"service": "https://bsky.social"}),
    Kind("mastodon", "Mastodon", "We post, correct and take down for you, on whichever server your account is."),
    Kind("wordpress", "WordPress website", "We put each post among the news of the council's own website."),
    Kind(
        "mailbox",
        "Mailbox",
        "We read what arrives and send your answers. Nothing in it is deleted or marked as read.",
        {"imap_port": "993", "smtp_port": "465"},
    ),
    Kind("demonstration", "Demonstration network", "A small network that exists in this demonstration only."),
    Kind("facebook by hand", "Facebook Page, by hand", BY_HAND_SAYS),
    Kind("x by hand", "X, by hand", BY_HAND_SAYS),
    Kind("instagram by hand", "Instagram, by hand", BY_HAND_SAYS),
    Kind("nextdoor by hand", "Nextdoor, by hand", BY_HAND_SAYS),
    Kind("other by hand", "Another place, by hand", "A newsletter, a glass case, any other page. " + BY_HAND_SAYS),
)

_OURS = Kind("noticeboard", "Our own pages", "The copy that counts, to which the others link.")


def kinds(*, demonstration: bool) -> list[Kind]:
    """Every kind on offer; that of the demonstration network in the demonstration only."""
    return [kind for kind in _KINDS if kind.key != "demonstration" or demonstration]


def kind_of(network: str) -> Kind:
    """The kind of a channel that there is, whatever became of its network since."""
    known = next((kind for kind in (*_KINDS, _OURS) if kind.key == network), None)
    return known or Kind(network, network[:1].upper() + network[1:], "")


def limits_in_words(limits: Limits) -> list[tuple[str, str]]:
    """What a channel takes, as terms and what they say."""
    return [
        ("Length", _length(limits)),
        ("Pictures", _pictures(limits)),
        ("Alt text", "asked for there, and by us" if limits.alt_required else "not asked for there; we ask for it"),
        (
            "Corrections",
            "we change the post there" if limits.edits else "a person changes it there, where it can be changed",
        ),
        ("Taking down", "we take the post down there" if limits.withdraws else "a person takes it down there"),
    ]


def _length(limits: Limits) -> str:
    if limits.characters is None:
        return "as long as you like"
    counts = ", as people count them" if limits.counts == "graphemes" else ""
    address = f"; a web address counts as {limits.url_counts}" if limits.url_counts else ""
    return f"{limits.characters:,} characters{counts}{address}"


def _pictures(limits: Limits) -> str:
    each = f", each at most {size(limits.picture_bytes)}" if limits.picture_bytes else ""
    return f"{counted(limits.pictures, 'picture')}{each}" if limits.pictures else "none"
