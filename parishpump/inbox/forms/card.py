"""The gain card: four questions, an outcome, and what that outcome needs to know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from parishpump.inbox.actions.settling import Decision, GainCard
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.duties import FOI, REFERABLE, duty, referable_in
from parishpump.inbox.forms.choosing import QuickSelect
from parishpump.inbox.models import Message, SavedText, Topic
from parishpump.inbox.outcomes import DECLINED, FORWARD, LISTENED, OUTCOMES, REDIRECT, REFERRED, REPLY, Ground
from parishpump.inbox.queries.card import Responsible
from parishpump.inbox.queries.policy import ListeningPolicy
from parishpump.partners.models import Entry
from parishpump.partners.services import SERVICES
from parishpump.people.models import Office, Person
from parishpump.ui.forms import PumpForm

GAINS = (("council", "Council"), ("parishioners", "Parishioners"), ("both", "Both"), ("neither", "Neither"))
YES_NO_ASK = (("yes", "Yes"), ("no", "No"), ("ask", "Ask the Clerk"))
WHOSE = (("ours", "Ours"), ("another body", "Another body’s"), ("some of each", "Some of each"))
COURTEOUS = (
    "Thank you for writing. The council cannot answer this here, and that says nothing about whether it was right to "
    "ask. If you want recorded information from the council, you can ask for it on any channel, and the law then sets "
    "the time for an answer."
)
NO_NOTICE, OURS = "", "ours"


@dataclass(frozen=True)
class Choices:
    """What the card offers for one message: the policy, the topics, the offices, who is responsible, the wordings."""

    policy: ListeningPolicy
    topics: Sequence[Topic]
    offices: Sequence[Office]
    responsible: Sequence[Responsible]
    directory: Sequence[Entry]
    texts: Sequence[SavedText]


class CardForm(PumpForm):
    """One decision about one message."""

    gains = forms.ChoiceField(label="1. Who gains if we answer?", choices=GAINS, widget=forms.RadioSelect)
    impartial = forms.ChoiceField(
        label="2. Can we answer and stay impartial?", choices=YES_NO_ASK, widget=forms.RadioSelect
    )
    lawful = forms.ChoiceField(
        label="3. Is it lawful to answer here, in public?", choices=YES_NO_ASK, widget=forms.RadioSelect
    )
    whose = forms.ChoiceField(label="4. Whose job is it?", choices=WHOSE, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="What happens to it", choices=[(one.id, one.words) for one in OUTCOMES], widget=forms.RadioSelect
    )
    by_hand = forms.CharField(
        label="Answered already?",
        help_text="How and when: by telephone, at the desk. Leave it empty to write an answer now.",
        required=False,
        max_length=400,
    )
    partner = forms.ChoiceField(label="Whose job it is", required=False, widget=QuickSelect)
    told = forms.CharField(
        label="Told already?",
        help_text="How and when: by telephone, at the desk. Leave it empty to write to them now.",
        required=False,
        max_length=400,
    )
    topic = forms.ChoiceField(label="Topic", required=False, widget=QuickSelect)
    new_topic = forms.CharField(label="Or a new topic", required=False, max_length=80)
    ground = forms.ChoiceField(label="Ground", required=False, widget=QuickSelect)
    notice = forms.ChoiceField(label="A courteous word to whoever wrote", required=False, widget=QuickSelect)
    to = forms.ChoiceField(label="Who decides", required=False, widget=QuickSelect)
    duty = forms.ChoiceField(
        label="Under which law",
        choices=[(one, duty(one).name) for one in REFERABLE],
        required=False,
        widget=QuickSelect,
    )
    reason = forms.CharField(
        label="Why",
        help_text="Wanted where you answer against a ground, or where no rule says it.",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, message: Message, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.message, self.choices = message, choices
        self.offer("partner", _partners(choices))
        self.offer("topic", [("", "none of these"), *((str(one.id), one.name) for one in choices.topics)])
        self.offer("ground", [("", "Choose a ground"), *_grounds(choices.policy.grounds)])
        self.offer("notice", _notices(choices.texts))
        self.offer("to", [("", "Choose an office"), *((str(one.id), str(one)) for one in choices.offices)])
        self.initial.setdefault("outcome", suggested_outcome(message))
        self.initial.setdefault("duty", referable_in(message.duties) or FOI)
        self.initial.setdefault("topic", str(message.topic_id or ""))
        if choices.responsible and choices.responsible[0].bodies:
            first = choices.responsible[0]
            self.initial.setdefault("partner", _key(first.bodies[0], first.service))

    def decision(self, *, by: Person, at: datetime) -> Decision:
        """What was decided. A topic that is new is opened."""
        said = self.cleaned_data
        partner, service = self._partner() if said["outcome"] == REDIRECT else (None, "")
        ground, _, detail = said["ground"].partition("|")
        return Decision(
            outcome=said["outcome"],
            card=card_of(said),
            reason=said["reason"].strip(),
            topic=self._topic(by, at) if said["outcome"] == LISTENED else None,
            ground=ground,
            ground_reason=detail,
            notice=self._notice() if said["outcome"] == DECLINED else "",
            by_hand=self._by_hand(),
            to=self._to() if said["outcome"] == FORWARD else None,
            partner=partner,
            service=service,
            link=partner.facts.page_for(service) if partner else "",
            duty=said["duty"] if said["outcome"] == REFERRED else "",
        )

    def refuse(self, refusal: Refused) -> None:
        """Say at the field that it is about why a decision does not stand."""
        outcome = self.cleaned_data["outcome"]
        if refusal.field == "by_hand" and outcome == DECLINED:
            self.add_error("notice", "No address is known to which a word could go. Choose that nothing is sent.")
        elif refusal.field == "by_hand" and outcome == REDIRECT:
            self.add_error("told", refusal.words)
        else:
            self.add_error(refusal.field, refusal.words)

    def _by_hand(self) -> str:
        field = {REPLY: "by_hand", REDIRECT: "told"}.get(self.cleaned_data["outcome"], "")
        return str(self.cleaned_data.get(field, "")).strip()

    def _topic(self, by: Person, at: datetime) -> Topic | None:
        if name := self.cleaned_data["new_topic"].strip():
            return open_topic(name, by=by, at=at)
        return next((one for one in self.choices.topics if str(one.id) == self.cleaned_data["topic"]), None)

    def _to(self) -> Person | None:
        return next((one.person for one in self.choices.offices if str(one.id) == self.cleaned_data["to"]), None)

    def _partner(self) -> tuple[Entry | None, str]:
        number, _, service = self.cleaned_data["partner"].partition("|")
        return next((one for one in self.choices.directory if str(one.id) == number), None), service

    def _notice(self) -> str:
        chosen = self.cleaned_data["notice"]
        return (
            COURTEOUS if chosen == OURS else next((one.text for one in self.choices.texts if str(one.id) == chosen), "")
        )


def card_of(said: dict[str, str]) -> GainCard:
    """The four answers as facts; None where the Clerk is asked."""
    answers = {"yes": True, "no": False, "ask": None}
    return GainCard(
        council_gains=said["gains"] in ("council", "both"),
        parishioners_gain=said["gains"] in ("parishioners", "both"),
        impartial=answers[said["impartial"]],
        lawful=answers[said["lawful"]],
        whose=said["whose"],
    )


def suggested_outcome(message: Message) -> str:
    """What stands chosen at first, where a law or the message itself says it plainly; else nothing does."""
    return REFERRED if message.has_duty and referable_in(message.duties) else ""


def _key(entry: Entry, service: str) -> str:
    return f"{entry.id}|{service}"


def _partners(choices: Choices) -> list[Any]:
    """First whoever does what the message seems to be about, then everybody in the directory."""
    words = {one.id: one.words for one in SERVICES}
    likely = [
        (_key(body, one.service), f"{body.name}: {words.get(one.service, one.service)}")
        for one in choices.responsible
        for body in one.bodies
    ]
    rest = [(_key(entry, ""), entry.name) for entry in choices.directory]
    found: list[Any] = [("", "Choose a body")]
    found += [("Likely", likely)] if likely else []
    return [*found, ("The whole directory", rest)] if rest else found


def _grounds(grounds: Iterable[Ground]) -> list[Any]:
    return [(one.words, [(f"{one.id}|{key}", words) for key, words in one.reasons]) for one in grounds]


def _notices(texts: Iterable[SavedText]) -> list[tuple[str, str]]:
    saved = [(str(one.id), f"Saved: {one.title}") for one in texts]
    return [(NO_NOTICE, "Nothing is sent"), *saved, (OURS, "Our suggestion, to be changed and approved")]
