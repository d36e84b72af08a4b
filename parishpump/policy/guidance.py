"""Which guidance applies to this author and this post. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.findings import Verdict
from parishpump.policy.pack import Guidance, Pack, When
from parishpump.policy.roles import offices_of


def guidance_for(
    pack: Pack, draft: Draft, verdict: Verdict, *, offices: Collection[str], modes: Collection[str], at: datetime
) -> tuple[Guidance, ...]:
    """What to mind while writing this: first what this post gives cause for, then what always holds.

    `offices` are the author's, `modes` those of the channels that it goes to (broadcast, interactive, group).
    """
    asked = [piece for piece in pack.guidance.values() if _is_for(piece, offices, pack.titles)]
    caused = [piece for piece in asked if piece.when != When() and _applies(piece.when, draft, verdict, modes, at)]
    return (*caused, *(piece for piece in asked if piece.when == When() and not piece.standard))


def standards_for(pack: Pack, offices: Collection[str]) -> tuple[Guidance, ...]:
    """The standards that somebody in these offices reads before the first draft, in the order of the pack."""
    return tuple(piece for piece in pack.guidance.values() if piece.standard and _is_for(piece, offices, pack.titles))


def _is_for(piece: Guidance, offices: Collection[str], titles: Mapping[str, str]) -> bool:
    return not piece.offices or not offices_of(piece.offices, titles).isdisjoint(offices)


def _applies(when: When, draft: Draft, verdict: Verdict, modes: Collection[str], at: datetime) -> bool:
    rules = [finding.rule for finding in verdict.findings]
    return all(
        (
            not when.picture or bool(draft.media),
            not when.child or any(person.child for media in draft.media for person in media.people),
            not when.campaign or draft.campaign is not None,
            not when.paid or draft.paid,
            not when.election or _in_an_election(draft, at),
            not when.categories or draft.category in when.categories,
            not when.networks or _meet(when.networks, (channel.network for channel in draft.channels)),
            not when.modes or _meet(when.modes, modes),
            not when.found or any(rule.startswith(when.found) for rule in rules),
        )
    )


def _meet(wanted: Iterable[str], there: Iterable[str]) -> bool:
    return not set(wanted).isdisjoint(there)


def _in_an_election(draft: Draft, at: datetime) -> bool:
    goes_out = max(draft.scheduled_for or at, at)
    return any(each.notice <= goes_out <= each.poll for each in draft.council.elections)
