"""What waits for somebody: posts to decide on or to go on with, channels, delegations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from parishpump.channels.models import Channel, Checkup, Credential
from parishpump.councils.tenancy import current_council_id
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import APPROVE
from parishpump.people.queries import Acting
from parishpump.publishing.lifecycle import EXPIRED, SENT_BACK, STOPPED, SUBMITTED
from parishpump.publishing.models import Post, Revision
from parishpump.publishing.queries.policy import PackInForce

# How long somebody is reminded of what came back or ran out, and after how long of a draft that nobody touched.
REMIND_FOR = timedelta(days=14)
UNTOUCHED_AFTER = timedelta(days=1)


def posts_waiting(person: Person, *, at: datetime) -> list[Post]:
    """Posts to decide on, and this person's own that came back, ran out, or lie untouched; with `latest` and `draft`.

    `stopped` says whether deliveries of the latest version stand still until it is approved again. `approved` and
    `agreed`: whether anybody said so to exactly this version; `two`: its approval asked for a second person;
    `approved_by_me` and `agreed_by_me`: whether this person did.
    """
    facts = {
        "council": current_council_id(),
        "person": [person.id],
        "at": at,
        "since": at - REMIND_FOR,
        "untouched": at - UNTOUCHED_AFTER,
    }
    wanted = RawSQL(_WAITING, [facts[name] for name in _WAITING_ASKS])  # noqa: S611
    posts = Post.objects.filter(id__in=wanted, thrown_away_at__isnull=True).select_related("latest__sent_back", "draft")
    asked = (STOPPED, person.id, person.id)
    found: list[Any] = list(posts.annotate(said=RawSQL(_SAID, asked, output_field=_FACTS)).order_by("id"))  # noqa: S611
    for post in found:
        for name, fact in zip(_SAID_NAMES, post.said or _NOTHING_SAID, strict=True):
            setattr(post, name, fact)
    return found


# Written out, as in state.py: the ORM would spend longer on putting it together than PostgreSQL on answering.
# A union, not an OR: PostgreSQL then finds the few posts by their keys and does not look through all.
_WAITING_ASKS = ("council", "at", "person", "since", "since", "at", "council", "person", "untouched")
_WAITING = f"""
SELECT revision.post_id FROM publishing_revision revision JOIN publishing_post post ON post.latest_id = revision.id
WHERE revision.council_id = %s AND (
    (revision.stage = '{SUBMITTED}' AND revision.decide_by > %s)
    OR (revision.writers @> %s::bigint[] AND (
        (revision.stage = '{SENT_BACK}' AND EXISTS (
            SELECT FROM publishing_sentback back WHERE back.revision_id = revision.id AND back.at >= %s))
        OR (revision.stage = '{EXPIRED}' AND revision.decide_by >= %s)
        OR (revision.stage = '{SUBMITTED}' AND revision.decide_by <= %s))))
UNION
SELECT post_id FROM publishing_draft WHERE council_id = %s AND writers @> %s::bigint[] AND saved_at <= %s
"""  # noqa: S608
_SAID_NAMES = ("stopped", "approved", "two", "approved_by_me", "agreed", "agreed_by_me")
_NOTHING_SAID = (False,) * len(_SAID_NAMES)
_FACTS: "ArrayField[Any, Any]" = ArrayField(BooleanField())
_SAID = """
SELECT ARRAY[
    EXISTS (SELECT FROM publishing_delivery WHERE revision_id = revision.id AND state = %s),
    count(approval.id) > 0,
    coalesce(bool_or(approval.second_person <> ''), false),
    coalesce(bool_or(approval.by_id = %s), false),
    EXISTS (SELECT FROM publishing_agreement agreement
        WHERE agreement.revision_id = revision.id AND agreement.seal = revision.seal),
    EXISTS (SELECT FROM publishing_agreement agreement
        WHERE agreement.revision_id = revision.id AND agreement.seal = revision.seal AND agreement.by_id = %s)]
FROM publishing_revision revision
LEFT JOIN publishing_approval approval ON approval.revision_id = revision.id AND approval.seal = revision.seal
WHERE revision.id = publishing_post.latest_id
GROUP BY revision.id
"""


def may_approve(revision: Revision, acting: Acting, policy: PackInForce | None) -> bool:
    """Whether this person may decide on it: a delegation that covers its channels, and not their own work.

    `policy` says which offices approve and release their own; None where no policy can be read.
    """
    wanted = set(revision.channel_ids)
    covering = [
        one.office
        for one in acting.delegations
        if APPROVE in one.powers and (not one.channels or wanted <= set(one.channels))
    ]
    named = [office for office in covering if policy is None or policy.lets_approve(office)]
    if acting.person.id in revision.writers:
        return policy is not None and any(policy.why_own_release(office, revision.category) for office in named)
    return bool(named)


@dataclass(frozen=True)
class ChannelHealth:
    """An open channel, with the newest look at it (`ok` None: never looked at) and when its sign-in ends."""

    id: int
    name: str
    network: str
    ok: bool | None
    looked_at: datetime | None
    message: str | None
    ends_at: datetime | None


def channels_health() -> list[ChannelHealth]:
    """Every open channel, in one query."""
    looks = Checkup.objects.filter(channel_id=OuterRef("pk")).order_by("-at", "-id")
    signed_in = Credential.objects.filter(channel_id=OuterRef("pk")).order_by("-id")
    rows = Channel.objects.filter(closed_at__isnull=True).annotate(
        ok=Subquery(looks.values("ok")[:1]),
        looked_at=Subquery(looks.values("at")[:1]),
        message=Subquery(looks.values("message")[:1]),
        ends_at=Subquery(signed_in.values("ends_at")[:1]),
    )
    facts = rows.values_list("id", "name", "network", "ok", "looked_at", "message", "ends_at")
    return [ChannelHealth(*row) for row in facts]


@dataclass(frozen=True)
class Powers:
    """The delegations of the council that are in force on `day` or will be, whoever holds them."""

    day: date
    delegations: tuple[Delegation, ...]

    @property
    def in_force(self) -> list[Delegation]:
        return [one for one in self.delegations if max(one.starts, one.office.since) <= self.day]

    def ending(self, within: timedelta) -> list[Delegation]:
        """Those that end within that time and whose powers nothing takes up again, the first to end on top."""
        return [one for one in self.in_force if one.ends <= self.day + within and not self._followed(one)]

    def cover(self, acting: Acting) -> list[Delegation]:
        """Who else may approve, should this person be away."""
        return [one for one in self.in_force if APPROVE in one.powers and one.office.person_id != acting.person.id]

    def _followed(self, ending: Delegation) -> bool:
        return any(
            one.office_id == ending.office_id
            and one.starts <= ending.ends + timedelta(days=1)
            and one.ends > ending.ends
            and set(ending.powers) <= set(one.powers)
            for one in self.delegations
        )


def powers_from(at: datetime) -> Powers:
    """Every delegation that is in force at `at` or will be. Only for showing: actions ask people.queries."""
    day = timezone.localdate(at)
    return Powers(day, tuple(_not_over(day, at)))


def _not_over(day: date, at: datetime) -> QuerySet[Delegation]:
    return (
        Delegation.objects.filter(Q(revocation__isnull=True) | Q(revocation__at__gt=at), ends__gte=day)
        .filter(Q(office__until__isnull=True) | Q(office__until__gte=day), office__person__is_active=True)
        .select_related("office")
    )
