"""What the council's policy says of a content: the facts gathered, the judge asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from parishpump.adoption import queries as adoption
from parishpump.channels.content import ProposedRisk
from parishpump.channels.models import Campaign, Channel
from parishpump.channels.queries import limits_of
from parishpump.councils.queries import this_council
from parishpump.policy import draft as policy
from parishpump.policy.facts import texts_of
from parishpump.policy.findings import Verdict, settle
from parishpump.policy.judge import judge
from parishpump.policy.second_person import why_a_second
from parishpump.publishing.clock import from_the_wall, times
from parishpump.publishing.content import Content, PictureUse
from parishpump.publishing.models import Picture, Post
from parishpump.publishing.passports import Facts, lacks_beyond_the_rules, merged
from parishpump.publishing.queries.answering import asker_in
from parishpump.publishing.queries.library import pictures_numbered
from parishpump.publishing.queries.policy import pack_in_force
from parishpump.publishing.queries.revisions import exact_words

_MINUTE_WORDS = ("minute", "resolution", "resolved")
_RATINGS: Mapping[str, policy.Rating] = {"low": "low", "medium": "medium", "high": "high"}


@dataclass(frozen=True)
class Judgement:
    """What the policy says of a content. `second_person`: why somebody else must agree too; empty: nobody must."""

    draft: policy.Draft
    verdict: Verdict
    second_person: str


@dataclass(frozen=True)
class Known:
    """Rows that were read already, the content's among them."""

    channels: Collection[Channel]
    pictures: Mapping[int, Picture]
    campaigns: Collection[Campaign] = ()


def verdict_on(
    content: Content,
    post: Post,
    *,
    overrides: Mapping[tuple[str, str], str],
    at: datetime,
    known: Known | None = None,
) -> Verdict:
    """What the policy says of a content as it would go out."""
    return judgement_on(content, post, overrides=overrides, at=at, known=known).verdict


def judgement_on(
    content: Content,
    post: Post,
    *,
    overrides: Mapping[tuple[str, str], str],
    at: datetime,
    known: Known | None = None,
) -> Judgement:
    """Judge a content as it would go out, with the warnings that a person answered marked as such."""
    rows = known or _rows_of(content)
    channels = [channel for channel in rows.channels if channel.id in content.channel_ids]
    facts = _on_record(content, at)
    draft = _without_asker(_as_draft(content, channels, exact_words(content, post, channels), rows, facts), post)
    pack = pack_in_force(at).pack
    verdict = settle(judge(draft, pack, at), overrides)
    return Judgement(draft, verdict, why_a_second(pack, draft, verdict, at))


def _without_asker(draft: policy.Draft, post: Post) -> policy.Draft:
    """The draft, with the words of it that name or reach whoever asked what it answers for everybody."""
    texts = [*(text for _, text in texts_of(draft)), *(media.alt for media in draft.media)]
    return replace(draft, asker=asker_in(post, texts))


def _rows_of(content: Content) -> Known:
    channels = list(Channel.objects.filter(id__in=content.channel_ids))
    pictures = pictures_numbered(use.picture_id for use in content.pictures)
    if content.campaign_id is None:
        return Known(channels, pictures)
    campaign = Campaign.objects.select_related("deployment__standing").get(id=content.campaign_id)
    return Known(channels, pictures, (campaign,))


def _as_draft(
    content: Content, channels: list[Channel], words: Mapping[str, str], rows: Known, facts: policy.CouncilFacts
) -> policy.Draft:
    return policy.Draft(
        text=content.text,
        headline=content.title,
        channels=tuple(_channel_text(channel, words[str(channel.id)]) for channel in channels),
        category=content.category,
        sources=tuple(source_of(line) for line in content.sources),
        media=tuple(_media(use, rows.pictures.get(use.picture_id), content.zone) for use in content.pictures),
        event_start=content.event_start,
        event_end=content.event_end,
        expiry=content.comes_down,
        scheduled_for=content.goes_out,
        repeats=_repeats(content),
        purpose=content.purpose,
        audience=(content.audience,) if content.audience else (),
        council=facts,
        outcome=content.outcome,
        results_plan=content.results_plan,
        other_routes=content.other_routes,
        sensitivities=content.sensitivities,
        equality_note=content.equality_note,
        risks=tuple(risk_of(line) for line in content.risks),
        campaign=_campaign(content, rows.campaigns),
        public_already=content.public_already,
        permissions=tuple(_permission(line) for line in content.permissions),
        paid=content.paid,
        spending_authority=content.spending_authority,
        is_answer=content.answering is not None,
    )


def _media(use: PictureUse, picture: Picture | None, zone: str) -> policy.Media:
    """A picture with its passport: the facts of this post, and what the library holds against its use."""
    known: Facts | None = picture.facts if picture and picture.passport else None
    facts = merged(known, use)
    until = from_the_wall(f"{facts.expires_on.isoformat()}T23:59:59", zone) if facts.expires_on else None
    return policy.Media(
        alt=use.alt,
        owner=use.owner,
        licence=use.licence,
        credit=use.credit,
        filename=use.filename,
        people=tuple(policy.PersonShown(one.who, one.child, one.identifiable, one.consent) for one in use.people),
        until=until,
        lacks=lacks_beyond_the_rules(facts),
        retired=picture.retirement.reason if picture and hasattr(picture, "retirement") else "",
    )


def _campaign(content: Content, campaigns: Collection[Campaign]) -> policy.Campaign | None:
    """The campaign that the post belongs to: what the post does not say itself, it says."""
    found = next((one for one in campaigns if one.id == content.campaign_id), None)
    if found is None:
        return None
    standing = found.deployment.standing
    said = standing.proposal if standing else None
    return policy.Campaign(
        name=found.name,
        approved=found.deployment.is_approved and found.ended_at is None,
        purpose=found.purpose,
        outcome=found.outcome,
        results_plan=found.results_plan,
        audience=(found.audience,) if found.audience else (),
        sensitivities=said.sensitivities if said else "",
        other_routes=tuple(line for line in said.other_routes.splitlines() if line.strip()) if said else (),
        risks=tuple(_risk(one) for one in said.risks) if said else (),
    )


def _risk(one: ProposedRisk) -> policy.Risk:
    return policy.Risk(one.what, _RATINGS.get(one.rating, "high"), one.mitigation, one.owner)


def risk_of(line: str) -> policy.Risk:
    """One line of “what may go wrong”: what, how bad, what is done about it, whose task; a colon between each."""
    what, rating, mitigation, owner = (part.strip() for part in (*line.split(":", 3), "", "", "")[:4])
    return policy.Risk(what, _RATINGS.get(rating.lower(), "medium"), mitigation, owner)


def _permission(line: str) -> policy.Permission:
    given_by, _, covers = line.partition(":")
    return policy.Permission(given_by.strip(), covers.strip())


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


def _on_record(content: Content, at: datetime) -> policy.CouncilFacts:
    council, elections = this_council(), adoption.elections_on_record()
    return policy.CouncilFacts(
        **vars(adoption.matters_on_record(at)),
        elections=elections,
        members=adoption.members_on_record(at) if elections else (),
        own_contacts=tuple(council.contacts),
        named_parties_approved=tuple(_before_colon(line) for line in content.named),
        minuted_positions=tuple(_position(line) for line in content.positions),
    )


def _before_colon(line: str) -> str:
    return line.partition(":")[0].strip()


def _position(line: str) -> policy.MinutedPosition:
    words, _, reference = line.rpartition(":")
    return policy.MinutedPosition(words.strip() or reference.strip(), reference.strip() if words else "")
