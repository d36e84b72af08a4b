"""The deployment request, as it is typed, saved half done, and submitted."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms

from parishpump.channels.content import CAMPAIGN, CHANNEL, RATINGS, Proposal, ProposedRisk
from parishpump.channels.forms.fields import (
    OfficeField,
    choice_field,
    day_field,
    line_field,
    offer_offices,
    pence,
    pounds,
    pounds_field,
    words_field,
)
from parishpump.channels.kinds import Kind
from parishpump.channels.queries.policy import DeploymentPolicy
from parishpump.ui.forms import PumpForm, speak_plainly

LEAST_RISKS, MOST_RISKS = 2, 12
_NOT_CHOSEN = [("", "Choose one")]
MODE_WORDS = {
    "broadcast": "Broadcast: nobody answers there",
    "interactive": "Interactive: people can answer",
    "group": "Group: members write to each other",
}
COMMENT_WORDS = {
    "on": "On",
    "off": "Off",
    "per post": "Decided post by post",
    "pre-moderated": "Seen by an officer before they show",
}
RATING_WORDS = {rating: rating.capitalize() for rating in RATINGS}

# Which field speaks for a part of a request, under the part's name in a policy.
FIELD_OF = {
    "network": "network",
    "dates": "starts",
    "comments": "comments",
    "mode": "mode",
    "purpose": "purpose",
    "outcome": "outcome",
    "measure": "measure",
    "audience": "audience",
    "audience needs": "audience_needs",
    "sensitivities": "sensitivities",
    "right means": "right_means",
    "other routes": "other_routes",
    "results plan": "results_plan",
    "time": "minutes_a_week",
    "cost": "cost",
    "risk": "risk_1_what",
    "continuity": "continuity",
    "closure": "closure",
}


def against_policy(policy: DeploymentPolicy) -> str:
    """What is said where the policy rules something out; the field's label goes between the braces."""
    return f"“{{}}”: {policy.called} rules this out. Choose otherwise, or have the policy changed."


class DeploymentForm(PumpForm):
    """Everything that is asked about a new channel, campaign or activity. Saving asks for nothing but a name."""

    name = line_field("What you call it", longest=80)
    network = choice_field("Where", [], required=False)
    mode = choice_field("How people are met there", [*_NOT_CHOSEN, *MODE_WORDS.items()], required=False)
    comments = choice_field("Comments below posts", [*_NOT_CHOSEN, *COMMENT_WORDS.items()], required=False)
    starts = day_field("First day", required=False)
    ends = day_field("Last day", "After it nothing is added. Like 12/5/2027.", required=False)
    purpose = line_field(
        "What it is for", "One sentence that a resident would understand.", longest=400, required=False
    )
    outcome = line_field(
        "What should come of it", "What people know, do or have afterwards.", longest=400, required=False
    )
    measure = line_field(
        "How you will know", "What is counted, when, and what would be enough.", longest=400, required=False
    )
    audience = line_field("For whom", "Such as “People who live along the A20”.", required=False)
    audience_needs = words_field(
        "What these people need",
        "Large print, captions, plain English, a copy on paper, a time of day.",
        required=False,
    )
    sensitivities = words_field(
        "What could hurt or leave out somebody",
        "Language, faith, disability, dates to avoid. For something large, your equality note.",
        required=False,
    )
    right_means = choice_field(
        "Is social media the right means for this?", [("yes", "Yes"), ("no", "No")], required=False, radios=True
    )
    right_means_because = line_field("Why", longest=400, required=False)
    other_routes = words_field(
        "How else people are asked or told", "The noticeboard, the newsletter, a meeting, letters.", required=False
    )
    no_routes_because = line_field("If in no other way: why", longest=400, required=False)
    results_plan = words_field(
        "What happens with what comes back", "Who reads it, when, and which decision it feeds.", required=False
    )
    minutes_a_week = forms.IntegerField(
        label="Time it takes, in minutes a week",
        help_text="Writing, looking and answering together. Two hours are 120.",
        required=False,
        min_value=0,
        max_value=10_080,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
    )
    cost = pounds_field("Cost a year, in pounds", "Fees, advertising, tools. Write 0 if there is none.")
    continuity = line_field("Who runs it", "An office, not a name.", required=False)
    cover = line_field("Who stands in", "When that office is away or vacant.", required=False)
    closure = words_field(
        "When it ends, and how",
        "What would end it, what becomes of the account and of what was published.",
        required=False,
    )
    saves = forms.IntegerField(widget=forms.HiddenInput(), required=False, initial=0)

    def __init__(
        self, *args: Any, kind: str, kinds: list[Kind], policy: DeploymentPolicy, at: datetime, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.policy = kind, policy
        self._leave_out(kinds)
        self.risk_numbers = list(range(1, _rows(self.data or self.initial) + 1))
        for number in self.risk_numbers:
            self._add_risk(number)
        offer_offices(self, at)

    def _leave_out(self, kinds: list[Kind]) -> None:
        """A channel is somewhere; a campaign has its days; an activity has neither."""
        if self.kind == CHANNEL:
            self.offer("network", [*_NOT_CHOSEN, *((one.key, one.name) for one in kinds)])
        for name in ("network", "mode", "comments") if self.kind != CHANNEL else ():
            del self.fields[name]
        for name in ("starts", "ends") if self.kind != CAMPAIGN else ():
            del self.fields[name]

    def _add_risk(self, number: int) -> None:
        added: dict[str, forms.Field] = {
            "what": line_field("What could go wrong", longest=300, required=False),
            "rating": choice_field("How bad, how likely", [*_NOT_CHOSEN, *RATING_WORDS.items()], required=False),
            "mitigation": words_field("What is done about it", rows=2, required=False),
            "owner": OfficeField(label="Who sees to it"),
            "review": day_field("Look at it again on", required=False),
            "key": forms.CharField(widget=forms.HiddenInput(), required=False, max_length=12),
        }
        for name, field in added.items():
            speak_plainly(field, name)
            self.fields[f"risk_{number}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            self.add_error("ends", "The last day is before the first. Check the years.")
        for number in self.risk_numbers:
            if said.get(f"risk_{number}_what") and not said.get(f"risk_{number}_rating"):
                self.add_error(f"risk_{number}_rating", f"Risk {number} is not rated. Choose low, medium or high.")
            if not said.get(f"risk_{number}_what") and said.get(f"risk_{number}_mitigation"):
                self.add_error(
                    f"risk_{number}_what", f"Risk {number} has a remedy and no risk. Say what could go wrong."
                )
        return said

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields, as it was typed: what a draft keeps."""
        return {name: self.data.get(name, "") for name in self.fields if name != "saves" and self.data.get(name)}

    @property
    def proposal(self) -> Proposal:
        """What was typed, as a proposal. Only after it was found valid."""
        said = self.cleaned_data
        plain = {name: said.get(name) or "" for name in _PLAIN if name in said}
        return Proposal(
            kind=self.kind,
            starts=said.get("starts"),
            ends=said.get("ends"),
            minutes_a_week=said["minutes_a_week"],
            right_means={"yes": True, "no": False}.get(said["right_means"]),
            cost_pence=pence(said["cost"]),
            risks=tuple(self._risks()),
            **plain,
        )

    def _risks(self) -> Iterator[ProposedRisk]:
        for number in self.risk_numbers:
            said: dict[str, Any] = {name: self.cleaned_data.get(f"risk_{number}_{name}") for name in _RISK}
            if said["what"]:
                owner = said["owner"]
                yield ProposedRisk(
                    key=said["key"] or secrets.token_hex(4),
                    what=said["what"],
                    rating=said["rating"],
                    mitigation=said["mitigation"] or "",
                    owner_id=owner.id if owner else 0,
                    owner=str(owner or ""),
                    review_on=said["review"],
                )

    def refuse(self, parts: list[str], why: str) -> None:
        """Put an error at the field of each part; `why` says it with the field's label between its braces."""
        for part in parts:
            name = FIELD_OF[part]
            self.add_error(name, why.format(self.fields[name].label))


_PLAIN = (
    "name",
    "network",
    "mode",
    "comments",
    "purpose",
    "outcome",
    "measure",
    "audience",
    "audience_needs",
    "sensitivities",
    "right_means_because",
    "other_routes",
    "no_routes_because",
    "results_plan",
    "continuity",
    "cover",
    "closure",
)
_RISK = ("what", "rating", "mitigation", "owner", "review", "key")


def as_typed(proposal: Proposal) -> dict[str, str]:
    """A proposal as somebody would have typed it: where a change of it begins."""
    typed = {name: str(getattr(proposal, name)) for name in _PLAIN}
    typed |= {
        "starts": f"{proposal.starts:%d/%m/%Y}" if proposal.starts else "",
        "ends": f"{proposal.ends:%d/%m/%Y}" if proposal.ends else "",
        "minutes_a_week": "" if proposal.minutes_a_week is None else str(proposal.minutes_a_week),
        "right_means": {True: "yes", False: "no", None: ""}[proposal.right_means],
        "cost": pounds(proposal.cost_pence),
    }
    for number, risk in enumerate(proposal.risks, start=1):
        typed |= {f"risk_{number}_{name}": said for name, said in _risk_as_typed(risk).items()}
    return {name: said for name, said in typed.items() if said}


def _risk_as_typed(risk: ProposedRisk) -> dict[str, str]:
    return {
        "what": risk.what,
        "rating": risk.rating,
        "mitigation": risk.mitigation,
        "owner": str(risk.owner_id or ""),
        "review": f"{risk.review_on:%d/%m/%Y}" if risk.review_on else "",
        "key": risk.key,
    }


def _rows(typed: Mapping[str, Any]) -> int:
    """How many risks the form has room for: all that are there, and an empty one below."""
    named = [number for number in range(1, MOST_RISKS + 1) if typed.get(f"risk_{number}_what")]
    return min(max([LEAST_RISKS, *(number + 1 for number in named)]), MOST_RISKS)
