"""What the council's policy says of a content: the facts gathered, the judge asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from parishpump.channels.models import Channel
from parishpump.channels.queries import limits_of
from parishpump.councils.queries import this_council
from parishpump.policy import draft as policy
from parishpump.policy.findings import Verdict, settle
from parishpump.policy.judge import judge
from parishpump.policy.packs import Pack, load_pack
from parishpump.publishing.clock import times
from parishpump.publishing.content import Content
from parishpump.publishing.models import Post
from parishpump.publishing.queries.revisions import exact_words

_MINUTE_WORDS = ("minute", "resolution", "resolved")


@dataclass(frozen=True)
class PackInForce:
    """The policy that the council runs under, and what the publishing room asks of it."""

    pack: Pack

    @property
    def allows_self_approval(self) -> bool:
        """Whether the Clerk of a one-person office may release her own work."""
        return self.pack.stated("publish.self_approval", bool) is True


def pack_in_force() -> PackInForce:
    """The pack of the council in scope."""
    return PackInForce(load_pack(this_council().pack))


def verdict_on(
    content: Content,
    post: Post,
    *,
    overrides: Mapping[tuple[str, str], str],
    at: datetime,
    known: Collection[Channel] | None = None,
) -> Verdict:
    """Judge a content as it would go out, with the warnings that a person answered marked as such.

    `known`: channels that were read already, the content's among them.
    """
    everywhere = Channel.objects.filter(id__in=content.channel_ids) if known is None else known
    channels = [channel for channel in everywhere if channel.id in content.channel_ids]
    words = exact_words(content, post, channels)
    return settle(judge(_as_draft(content, channels, words), pack_in_force().pack, at), overrides)


def _as_draft(content: Content, channels: list[Channel], words: Mapping[str, str]) -> policy.Draft:
    return policy.Draft(
        text=content.text,
        headline=content.title,
        channels=tuple(_channel_text(channel, words[str(channel.id)]) for channel in channels),
        category=content.category,
        sources=tuple(source_of(line) for line in content.sources),
        media=tuple(
            policy.Media(
                alt=use.alt,
                owner=use.owner,
                licence=use.licence,
                credit=use.credit,
                filename=use.filename,
                people=tuple(
                    policy.PersonShown(one.who, one.child, one.identifiable, one.consent) for one in use.people
                ),
            )
            for use in content.pictures
        ),
        event_start=content.event_start,
        event_end=content.event_end,
        expiry=content.comes_down,
        scheduled_for=content.goes_out,
        repeats=_repeats(content),
        purpose=content.purpose,
        audience=(content.audience,) if content.audience else (),
        council=_on_record(content),
    )


def _channel_text(channel: Channel, text: str) -> policy.ChannelText:
    limits = limits_of(channel)
    return policy.ChannelText(
        channel=channel.name,
        text=text,
        network=channel.network,
        limit=limits.characters,
        counts=limits.counts,
        url_counts=limits.url_counts,
    )


def _repeats(content: Content) -> tuple[datetime, ...]:
    if not content.repeat or not content.goes_out_wall:
        return ()
    return tuple(times(content.goes_out_wall, content.zone, content.repeat, content.repeat_until)[1:])


def source_of(line: str) -> policy.Source:
    """One line of “what it rests on”: a web address, a minute, or something else with a name."""
    text = line.strip()
    if text.startswith(("https://", "http://")):
        return policy.Source("page", address=text)
    if any(word in text.lower() for word in _MINUTE_WORDS):
        return policy.Source("minute", reference=text)
    return policy.Source("report", reference=text)


def _on_record(content: Content) -> policy.CouncilFacts:
    council = this_council()
    return policy.CouncilFacts(
        own_contacts=tuple(council.contacts),
        named_parties_approved=tuple(_before_colon(line) for line in content.named),
        minuted_positions=tuple(_position(line) for line in content.positions),
    )


def _before_colon(line: str) -> str:
    return line.partition(":")[0].strip()


def _position(line: str) -> policy.MinutedPosition:
    words, _, reference = line.rpartition(":")
    return policy.MinutedPosition(words.strip() or reference.strip(), reference.strip() if words else "")
