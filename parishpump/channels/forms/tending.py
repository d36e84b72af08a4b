"""The facts of a channel, and the review of it."""

from datetime import datetime
from typing import Any

from django import forms

from parishpump.channels.actions.tending import ChannelFacts, Review
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
from parishpump.channels.forms.opening import letter_field, page_field
from parishpump.channels.forms.request import COMMENT_WORDS, MODE_WORDS, against_policy
from parishpump.channels.kinds import kind_of
from parishpump.channels.models import Channel
from parishpump.channels.queries.policy import REVIEW_MONTHS, DeploymentPolicy, months_after
from parishpump.people.models import Office
from parishpump.people.queries import local_day
from parishpump.ui.forms import PumpForm, speak_plainly
from parishpump.ui.words import listed

ADMINISTRATORS = 4


class FactsForm(PumpForm):
    """What the register says of a channel."""

    address = page_field(required=False)
    purpose = line_field("What it is for")
    audience = line_field("For whom", required=False)
    mode = choice_field("How people are met there", list(MODE_WORDS.items()))
    comments = choice_field("Comments below posts", list(COMMENT_WORDS.items()))
    cost = pounds_field("Cost a year, in pounds", "Write 0 if there is none.")
    owner = OfficeField(label="Owner", hint="The office that answers for this channel.")

    def __init__(self, *args: Any, channel: Channel, policy: DeploymentPolicy, at: datetime, **options: Any) -> None:
        administrators = list(channel.administrators.select_related("office"))
        super().__init__(*args, initial=_as_typed(channel, administrators), **options)
        if kind_of(channel.network).by_letter:
            self.fields["address"] = written_to = letter_field()
            speak_plainly(written_to, "address")
        self.policy = policy
        for number in self.numbers:
            self.fields[f"administrator_{number}"] = OfficeField(label=f"Administrator {number}")
            self.fields[f"recovery_{number}"] = line_field("How the council gets back in", required=False)
        self.administrators_before = {one.office_id for one in administrators}
        if policy.administrator_approvers:
            self.fields["change_approved"] = line_field(
                "Who approved a change of administrators",
                f"Your policy asks for {listed(policy.administrator_approvers, last='or')}: the office and the day, or "
                "the minute.",
                required=False,
            )
        offer_offices(self, at, channel.owner, *(one.office for one in administrators))

    numbers = tuple(range(1, ADMINISTRATORS + 1))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        chosen = [said.get(f"administrator_{number}") for number in self.numbers]
        for number, office in zip(self.numbers, chosen, strict=True):
            if office is None and said.get(f"recovery_{number}"):
                self.add_error(
                    f"administrator_{number}", f"Administrator {number}: say which office this way back is for."
                )
            if office is not None and office in chosen[: number - 1]:
                self.add_error(f"administrator_{number}", f"{office} is there already. Choose another office, or none.")
        changed = {office.id for office in chosen if office} != self.administrators_before
        if changed and "change_approved" in self.fields and not said.get("change_approved"):
            self.add_error("change_approved", "The administrators change. Say who approved that, as your policy asks.")
        for part in self.policy.rules_out(mode=said.get("mode", ""), comments=said.get("comments", "")):
            self.add_error(part, against_policy(self.policy).format(self.fields[part].label))
        return said

    @property
    def plain(self) -> list[forms.BoundField]:
        """Every field but those of the administrators and of who approved a change of them."""
        own = ("administrator_", "recovery_", "change_approved")
        return [bound for bound in self.visible_fields() if not bound.name.startswith(own)]

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each administrator with the way back in."""
        return [(self[f"administrator_{number}"], self[f"recovery_{number}"]) for number in self.numbers]

    @property
    def facts(self) -> ChannelFacts:
        said = self.cleaned_data
        return ChannelFacts(
            address=said["address"],
            purpose=said["purpose"],
            mode=said["mode"],
            comments=said["comments"],
            audience=said["audience"],
            cost_pence=pence(said["cost"]),
            owner=said["owner"],
            administrators=tuple(self._administrators()),
            change_approved=said.get("change_approved", ""),
        )

    def _administrators(self) -> list[tuple[Office, str]]:
        said = self.cleaned_data
        pairs = [(said[f"administrator_{number}"], said[f"recovery_{number}"]) for number in self.numbers]
        return [(office, recovery) for office, recovery in pairs if office is not None]


def _as_typed(channel: Channel, administrators: list[Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        name: getattr(channel, name) for name in ("address", "purpose", "audience", "mode", "comments")
    }
    shown |= {"cost": pounds(channel.cost_pence), "owner": channel.owner_id or ""}
    for number, one in enumerate(administrators, start=1):
        shown |= {f"administrator_{number}": one.office_id, f"recovery_{number}": one.recovery}
    return shown


class ReviewForm(PumpForm):
    """That a channel was looked at again."""

    on = day_field("Looked at on")
    decided = words_field(
        "What was decided", "Keep it, change it or close it, and why it is worth its cost.", longest=400, rows=3
    )
    minute = line_field("Minute", "If a meeting decided it.", longest=64, required=False)
    next_due = day_field("Look again by")

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        self.today = local_day(at)
        initial = {"on": self.today, "next_due": months_after(self.today, REVIEW_MONTHS)}
        super().__init__(*args, initial=initial, **options)

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError("“Looked at on” is a day to come. Enter a review when it has been held.")
        return self.cleaned_data["on"]

    def clean_next_due(self) -> Any:
        if self.cleaned_data["next_due"] <= self.today:
            raise forms.ValidationError("“Look again by” is not after today. Choose a day to come.")
        return self.cleaned_data["next_due"]

    @property
    def review(self) -> Review:
        return Review(**{name: self.cleaned_data[name] for name in ("on", "decided", "minute", "next_due")})
