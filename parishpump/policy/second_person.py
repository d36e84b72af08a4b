"""When two persons must stand behind one post: as the pack says, always, where more is at stake, or before a poll."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.election_gate import needs_second_approval
from parishpump.policy.findings import Verdict
from parishpump.policy.pack import Pack


def why_a_second(pack: Pack, draft: Draft, verdict: Verdict, at: datetime) -> str:
    """Why a second person must agree before this goes out, in words that follow “because”; empty where nobody must."""
    if needs_second_approval(verdict, pack):
        return "the council’s policy asks for it before a poll"
    asked = pack.stated("publish.two_person", str)
    if asked == "always":
        return "the council’s policy asks for two persons every time"
    return next(_at_stake(draft, verdict, at), "") if asked == "by risk" else ""


def _at_stake(draft: Draft, verdict: Verdict, at: datetime) -> Iterator[str]:
    if any(finding.overridden_because for finding in verdict.findings):
        yield "a warning of the policy was kept with a reason"
    if any(person.child and person.identifiable for media in draft.media for person in media.people):
        yield "a child can be recognised in a picture"
    if draft.council.minuted_positions or any(finding.rule.startswith("opinion.") for finding in verdict.findings):
        yield "it states a position or an opinion"
    if _is_sensitive(draft, at):
        yield "it goes out in a time of heightened sensitivity"


def _is_sensitive(draft: Draft, at: datetime) -> bool:
    moments = (max(draft.scheduled_for or at, at), *draft.repeats)
    periods = [(each.notice, each.poll) for each in draft.council.elections]
    periods += [(each.opens, each.closes) for each in draft.council.sensitive_periods]
    return any(opens <= moment <= closes for opens, closes in periods for moment in moments)
