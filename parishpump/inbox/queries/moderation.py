"""Reading steps under the house rules: the register, one step, appeals, what the network can do, and public counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from parishpump.inbox.house_rules import BLOCK, HIDE, REPORT
from parishpump.inbox.models import Appeal, Message, Moderation, Source
from parishpump.inbox.outcomes import ABUSE_REPORT
from parishpump.inbox.outcomes import HIDE as HIDDEN
from parishpump.inbox.queries.house_rules import HouseRules
from parishpump.inbox.references import step_number
from parishpump.networks.registry import NETWORKS
from parishpump.people.powers import MODERATE
from parishpump.people.queries import Acting


def can_carry_out(source: Source, step: str) -> bool:
    """Whether the network's client can do this step in that place; else a person does it by hand."""
    known = NETWORKS.get(source.channel.network) if source.channel else None
    return step in getattr(known.kind if known else None, "moderates", frozenset())


def closes_with(message: Message, step: str) -> bool:
    """Whether a message is finished with when this step is done; never while the law may demand an answer."""
    ends = (message.outcome == HIDDEN and step in (HIDE, BLOCK)) or (message.outcome == ABUSE_REPORT and step == REPORT)
    return ends and not message.has_duty


def steps_taken() -> QuerySet[Moderation]:
    """Every step, the newest first, with what its row shows."""
    found = Moderation.objects.select_related("message", "message__source")
    return found.defer("message__text", "message__search", "message__sketch").prefetch_related("appeals")


def step_named(reference: str) -> Moderation:
    """The step of that reference.

    Raises:
        Moderation.DoesNotExist: there is none in this council.
    """
    found = (
        Moderation.objects.select_related("message__source__channel", "message__conversation")
        .defer("message__search", "message__sketch")
        .get(number=step_number(reference) or 0)
    )
    if found.reference != reference:
        raise Moderation.DoesNotExist
    return found


def earlier_steps(message: Message) -> list[Moderation]:
    """What was done about the same account before, or about this message where no account is known; newest first."""
    of_whom = {"handle": message.handle} if message.handle else {"message": message}
    return list(Moderation.objects.filter(**of_whom).select_related("message")[:20])


def appeals_waiting() -> QuerySet[Appeal]:
    """Appeals that nobody has decided, the one that is due first before the others."""
    return Appeal.objects.filter(decided_at__isnull=True).select_related("moderation").order_by("due_at", "id")


def appeals_to_hear(acting: Acting, rules: HouseRules) -> list[Appeal]:
    """The appeals that wait and that this person may hear: never against a step of their own."""
    named = rules.lets_hear(acting.offices)
    if not named and (rules.hearers or not acting.may(MODERATE)):
        return []
    return list(appeals_waiting().exclude(moderation__by=acting.person))


@dataclass(frozen=True)
class RulesInFigures:
    """Steps by ground and by kind, and appeals by their outcome ("" while they wait). Nobody is named."""

    by_ground: Mapping[str, int]
    by_step: Mapping[str, int]
    by_outcome: Mapping[str, int]
    undone: int


def rules_in_figures(since: datetime, until: datetime) -> RulesInFigures:
    """What was done under the house rules in that time. Four queries."""
    steps = Moderation.objects.filter(at__gte=since, at__lt=until).order_by()
    appeals = Appeal.objects.filter(arrived_at__gte=since, arrived_at__lt=until).order_by()
    return RulesInFigures(
        dict(steps.values_list("ground").annotate(Count("id"))),
        dict(steps.values_list("step").annotate(Count("id"))),
        dict(appeals.values_list("outcome").annotate(Count("id"))),
        steps.filter(undone_at__isnull=False).count(),
    )
