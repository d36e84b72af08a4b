"""What the council's policy says of a content: the facts gathered, the judge asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from parishpump.adoption import queries as adoption
from parishpump.channels.content import ProposedRisk
from parishpump.channels.models import Campaign, Channel
from parishpump.channels.queries import limits_of
from parishpump.councils.queries import this_council
from parishpump.people.models import Office
from parishpump.people.powers import CHAIRMAN, CLERK, COUNCILLOR, OFFICERS
from parishpump.policy import draft as policy
from parishpump.policy.errors import PackError
from parishpump.policy.findings import Verdict, settle
from parishpump.policy.judge import judge
from parishpump.policy.packs import Pack
from parishpump.policy.second_person import why_a_second
from parishpump.policy.values import Duration
from parishpump.publishing.clock import from_the_wall, moved, times
from parishpump.publishing.content import Content, PictureUse
from parishpump.publishing.models import Picture, Post
from parishpump.publishing.passports import Facts, lacks_beyond_the_rules, merged
from parishpump.publishing.queries.library import pictures_numbered
from parishpump.publishing.queries.revisions import exact_words

_MINUTE_WORDS = ("minute", "resolution", "resolved")
_RATINGS: Mapping[str, policy.Rating] = {"low": "low", "medium": "medium", "high": "high"}
# Whoever may stand beside the officer as the second person, where the policy names nobody.
_IN_THE_COUNCIL = OFFICERS | {COUNCILLOR, CHAIRMAN}


@dataclass(frozen=True)
class PackInForce:
    """The policy that the council runs under, and what the publishing room asks of it."""

    pack: Pack

    @property
    def allows_self_approval(self) -> bool:
        """Whether the Clerk of a one-person office may release her own work."""
        return self.pack.stated("publish.self_approval", bool) is True

    @property
    def approver_offices(self) -> frozenset[str]:
        """The offices that the policy names for approving and for standing in; empty where it states none."""
        return self.pack.offices_for("publish.approvers") | self.pack.offices_for("publish.deputy_order")

    def lets_approve(self, office: Office) -> bool:
        """Whether the policy lets the holder of this office approve; the law asks for a delegation besides."""
        parameters = ("publish.approvers", "publish.deputy_order")
        return not self.approver_offices or any(self.pack.names(one, office.kind, office.title) for one in parameters)

    def lets_agree(self, office: Office) -> bool:
        """Whether the holder of this office may be the second person: an officer or a member alike."""
        if self.pack.stated("publish.second_approvers") is not None:
            return self.pack.names("publish.second_approvers", office.kind, office.title)
        return self.lets_approve(office) and office.kind in _IN_THE_COUNCIL

    @property
    def author_offices(self) -> frozenset[str]:
        """The offices that the policy names for writing, with those that stand in; empty where it names none."""
        named = self.pack.offices_for("publish.authors")
        return named | self.pack.offices_for("publish.deputy_order") if named else named

    def lets_submit(self, office: Office) -> bool:
        """Whether the holder of this office may submit a post; the law asks for a delegation besides."""
        parameters = ("publish.authors", "publish.deputy_order")
        return not self.author_offices or any(self.pack.names(one, office.kind, office.title) for one in parameters)

    def why_own_release(self, office: Office, category: str) -> str:
        """Why the holder of this office may release a post of their own, for the record; empty where they may not.

        The power stays that of a delegation to approve, which is asked for besides (Local Government Act 1972,
        section 101).
        """
        if office.kind in OFFICERS and self.pack.lists("publish.preauthorised_types", category):
            return f"the council let this kind of post go out once and for all: {category}"
        if office.kind == CLERK and self.allows_self_approval:
            return "the policy lets the Clerk of a one-person office release her own work"
        return ""

    @property
    def kinds_of_post(self) -> tuple[str, ...]:
        """The kinds of post that the policy speaks of by name."""
        parameters = ("content.permitted_uses", "publish.preauthorised_types", "publish.requires_council_type")
        named = (kind for one in parameters for kind in self.pack.stated(one, tuple) or ())
        return tuple(dict.fromkeys(named))

    @property
    def usual_end(self) -> str:
        """How long after going out a post comes down where its author says nothing, in words; empty: not stated."""
        length = self.pack.stated("content.default_expiry", Duration)
        return str(length) if length else ""

    def comes_down_by_itself(self, goes_out: datetime) -> datetime | None:
        """When a post that goes out then comes down where its author says nothing; None where the policy is silent."""
        length = self.pack.stated("content.default_expiry", Duration)
        return moved(goes_out, length) if length else None

    def stale_before(self, at: datetime) -> datetime | None:
        """What nobody has looked at since this moment counts as stale; None where the policy states no length."""
        length = self.pack.stated("content.stale_after", Duration)
        return moved(at, length, back=True) if length else None

    @property
    def second_offices(self) -> frozenset[str]:
        """The offices from which the second person comes; empty where the policy names none for anything."""
        return self.pack.offices_for("publish.second_approvers") or self.approver_offices


def pack_in_force(at: datetime) -> PackInForce:
    """The pack of the council in scope: the newest version that it adopted, else the one with which it began."""
    return PackInForce(adoption.pack_in_force(at))


def stale_before(at: datetime) -> datetime | None:
    """Since when nobody has looked at what counts as stale; None where no policy that can be read says so."""
    try:
        return pack_in_force(at).stale_before(at)
    except PackError:
        return None


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
    draft = _as_draft(content, channels, exact_words(content, post, channels), rows, facts)
    pack = pack_in_force(at).pack
    verdict = settle(judge(draft, pack, at), overrides)
    return Judgement(draft, verdict, why_a_second(pack, draft, verdict, at))


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
