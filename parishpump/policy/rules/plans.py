"""What is deployed has a purpose, an outcome, a plan for its results, and its risks in hand."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.intent import ASKS
from parishpump.policy.rules.pointing import point, quoted, wording

_OTHERS_ASK = wording(
    "consult|ask|seek|survey|carrying|running|launch|open|questionnaire",
    r"\b(?:(?:county|borough|district|city|unitary)(?:\scouncil)?|kcc|government|police|nhs|environment\sagency|network\srail|"
    r"national\shighways|water|commissioner|operator|developers?)"
    r"(?:\s(?:is|are|has|wants|asks)\s(?:now\s|to\s)?(?:consult|ask|seek|carrying|running|launch|open)\w*|"
    r"['’]s\s(?:\w+\s){0,2}(?:consultation|survey|questionnaire))",
)
_USES_RESULTS = wording(
    "answer|replies|response|result|comment|views|what you|consider|decide|discuss|reads",
    r"\b(?:answers?|replies|responses?|results?|comments?|views|what\syou\s(?:say|"
    r"tell\sus))\b[^.!?\n]{0,60}\b(?:go(?:es)?\sto|"
    r"(?:will\s|are\s|be\s){1,3}(?:read|considered|reported|published|put|taken|discussed)|feeds?\sinto|"
    r"help(?:s)?\s(?:the|us)|inform|decide)"
    r"|\b(?:council|committee|working\s(?:group|party))\b[^.!?\n]{0,40}\b(?:decides?|considers?|reads?|"
    r"discuss(?:es)?)\b"
    r"|\breads\sthe\sanswers\b",
)
_OTHER_ROUTES = wording(
    "every home|leaflet|paper|library|post|office|person|hall|phone|call|write|letter|drop-in|meeting|counter|ring",
    r"\b(?:on\spaper|paper\s(?:copy|copies|form|forms)|library|by\s(?:post|letter|phone|telephone)|"
    r"parish\soffice|the\soffice|"
    r"in\sperson|village\shall|drop[- ]in|call|ring|phone|write\sto|letter|leaflet|every\shome|"
    r"public\smeeting|counter)\b",
)


def outcome(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A campaign knows what should come of it."""
    campaign = draft.campaign
    if campaign and not (draft.outcome.strip() or campaign.outcome.strip()):
        yield Finding(
            field="outcome",
            message=f"Nothing says what should come of the campaign {quoted(campaign.name)}, or how that is measured.",
            fix="Say what will be different, and by which figure you will know it.",
        )


def results_plan(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Whoever asks for views knows who reads them and what they feed."""
    planned = draft.results_plan.strip() or (draft.campaign and draft.campaign.results_plan.strip())
    for passage, span in () if planned else _asked(facts):
        if _USES_RESULTS.search(passage) is None:
            yield point(
                passage,
                span,
                "{words} asks for views, and nothing says what becomes of them.",
                "Say who reads the answers, when, and which decision they feed.",
            )


def other_routes(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """People who are not online can answer too."""
    known = draft.other_routes or (draft.campaign and draft.campaign.other_routes)
    for passage, span in () if known else _asked(facts):
        if _OTHER_ROUTES.search(passage) is None:
            yield point(
                passage,
                span,
                "{words} asks for views, and gives no way to answer without the internet.",
                "Name another way as well, such as paper forms at the library or the parish office.",
            )


def _asked(facts: Facts) -> Iterator[tuple[Passage, tuple[int, int]]]:
    """The first place in each passage where the council itself asks for views."""
    for passage in facts.passages:
        match = ASKS.search(passage)
        if match and _OTHERS_ASK.search(passage) is None:
            yield passage, match.span()


def campaign_unapproved(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No post of a campaign goes out before the campaign is approved."""
    if draft.campaign and not draft.campaign.approved and pack.stated("deploy.approval_levels", str) != "channel":
        yield Finding(
            field="campaign",
            message=f"The campaign {quoted(draft.campaign.name)} is not approved.",
            fix="Have the campaign approved first, or take this post out of it.",
        )


def high_risk(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A high risk has a plan and somebody whose task it is."""
    for risk in (*draft.risks, *(draft.campaign.risks if draft.campaign else ())):
        lacks = [name for name, given in (("mitigation", risk.mitigation), ("owner", risk.owner)) if not given.strip()]
        if risk.rating == "high" and lacks:
            yield Finding(
                field="risks",
                message=f"The high risk {quoted(risk.what)} has no {' and no '.join(lacks)}.",
                fix="Say what is done about it and whose task that is.",
            )


def risk_unthought(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Somebody thought of what may go wrong with a campaign or with reach that is bought."""
    risks = draft.risks or (draft.campaign and draft.campaign.risks)
    if (draft.campaign or draft.paid) and not risks:
        yield Finding(
            field="risks",
            message="Nobody has written down what may go wrong.",
            fix="Name at least one risk, how bad it would be, and what you do about it.",
        )


RULES = {
    "intent.outcome": outcome,
    "intent.results_plan": results_plan,
    "intent.other_routes": other_routes,
    "campaign.unapproved": campaign_unapproved,
    "risk.high": high_risk,
    "risk.unthought": risk_unthought,
}
