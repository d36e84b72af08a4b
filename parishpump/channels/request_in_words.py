"""What a request says, as terms and sentences that a clerk reads. Pure."""

from parishpump.channels.content import CAMPAIGN, CHANNEL, Proposal
from parishpump.channels.kinds import kind_of
from parishpump.ui.words import counted, days_between

NOT_SAID = "Not said"
_PARTS = {
    "purpose": "what it is for",
    "outcome": "what should come of it",
    "measure": "how you will know",
    "audience": "for whom",
    "audience needs": "what these people need",
    "sensitivities": "what could hurt or leave out somebody",
    "right means": "whether social media is the right means, and why",
    "other routes": "how else people are asked or told",
    "results plan": "what happens with what comes back",
    "time": "the time it takes",
    "cost": "its cost",
    "risk": "its risks",
    "continuity": "who runs it and who stands in",
    "closure": "when it ends, and how",
    "network": "where it is",
    "dates": "its first and last day",
    "comments": "comments",
    "mode": "how people are met there",
}


def part_words(part: str) -> str:
    """A part of a request, as a person would name it."""
    return _PARTS[part]


def in_words(said: Proposal) -> list[tuple[str, str]]:
    """Everything that a request says but for its risks, as terms and what they say."""
    return [
        *_where(said),
        ("What it is for", said.purpose or NOT_SAID),
        ("What should come of it", said.outcome or NOT_SAID),
        ("How we will know", said.measure or NOT_SAID),
        ("For whom", said.audience or NOT_SAID),
        ("What these people need", said.audience_needs or NOT_SAID),
        ("What could hurt or leave out", said.sensitivities or NOT_SAID),
        ("The right means?", _means(said)),
        ("Other ways", said.other_routes or _none(said)),
        ("What comes back", said.results_plan or NOT_SAID),
        ("Time", NOT_SAID if said.minutes_a_week is None else f"{time_words(said.minutes_a_week)} a week"),
        ("Cost", NOT_SAID if said.cost_pence is None else f"{money(said.cost_pence)} a year"),
        ("Who runs it", said.continuity or NOT_SAID),
        ("Who stands in", said.cover or NOT_SAID),
        ("When it ends, and how", said.closure or NOT_SAID),
    ]


def money(pence: int) -> str:
    """`nothing`, `£12`, `£1,204.50`."""
    if pence == 0:
        return "nothing"
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"


def time_words(minutes: int) -> str:
    """`45 minutes`, `2 hours`, `2 hours 30 minutes`."""
    hours, rest = divmod(minutes, 60)
    said = [counted(hours, "hour")] if hours else []
    return " ".join([*said, counted(rest, "minute")] if rest or not hours else said)


def _where(said: Proposal) -> list[tuple[str, str]]:
    if said.kind == CHANNEL:
        return [
            ("Where", kind_of(said.network).name if said.network else NOT_SAID),
            ("How people are met", said.mode.capitalize() or NOT_SAID),
            ("Comments", said.comments.capitalize() or NOT_SAID),
        ]
    if said.kind == CAMPAIGN and said.starts and said.ends:
        return [("When", days_between(said.starts, said.ends))]
    return []


def _means(said: Proposal) -> str:
    if said.right_means is None:
        return NOT_SAID
    answer = "Yes" if said.right_means else "No"
    return f"{answer}. {said.right_means_because}" if said.right_means_because else f"{answer}. No reason is given."


def _none(said: Proposal) -> str:
    return f"None. {said.no_routes_because}" if said.no_routes_because else NOT_SAID
