"""Searching and narrowing the list of messages, and deciding about many of them at once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from parishpump.inbox.actions.settling import Decision
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.forms.choosing import QuickSelect
from parishpump.inbox.models import Message, Topic
from parishpump.inbox.outcomes import BY_ID, DECLINED, FORWARD, LISTENED
from parishpump.inbox.queries.listing import DUE, OPEN, ORDERS, SHOWS, Wanted, messages_listed
from parishpump.inbox.queries.policy import ListeningPolicy
from parishpump.people.models import Office, Person
from parishpump.ui.forms import PumpForm

MOST_AT_ONCE = 500
FOR_MANY = (LISTENED, DECLINED, FORWARD)


def wanted_by(asked: Mapping[str, str], zone: str) -> Wanted:
    """What a query string asks for. What cannot be read narrows nothing."""
    show, order = asked.get("show", ""), asked.get("order", "")
    until = _day(asked.get("until", ""), zone)
    return Wanted(
        show=show if show in SHOWS else OPEN,
        words=asked.get("words", "").replace("\0", "").strip()[:400],
        source=_number(asked.get("source", "")),
        kind=asked.get("kind", "").replace("\0", "")[:40],
        duty=asked.get("duty", "").replace("\0", "")[:40],
        topic=_number(asked.get("topic", "")),
        conversation=_number(asked.get("conversation", "")),
        outcome=asked.get("outcome", "") if asked.get("outcome", "") in BY_ID else "",
        since=_day(asked.get("since", ""), zone),
        until=until + timedelta(days=1) if until else None,
        order=order if order in ORDERS else DUE,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _day(text: str, zone: str) -> datetime | None:
    for order in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text.strip(), order).date()
        except ValueError:
            continue
        return datetime.combine(day, time(), ZoneInfo(zone)) if day > date(1900, 1, 1) else None
    return None


class ManyForm(PumpForm):
    """One decision about several messages."""

    what = forms.ChoiceField(
        label="What happens to them", choices=[(one, BY_ID[one].words) for one in FOR_MANY], widget=forms.RadioSelect
    )
    topic = forms.ChoiceField(label="Topic", required=False, widget=QuickSelect)
    new_topic = forms.CharField(label="Or a new topic", required=False, max_length=80)
    ground = forms.ChoiceField(label="Ground", required=False, widget=QuickSelect)
    to = forms.ChoiceField(label="Who decides", required=False, widget=QuickSelect)
    reason = forms.CharField(label="Why", required=False, max_length=400)
    refer = forms.BooleanField(
        label="Where the law may demand an answer, open a request instead", required=False, initial=True
    )

    def __init__(
        self, *args: Any, policy: ListeningPolicy, topics: Sequence[Topic], offices: Sequence[Office], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.topics, self.offices = topics, offices
        grounds = [(one.words, [(f"{one.id}|{key}", words) for key, words in one.reasons]) for one in policy.grounds]
        self.offer("topic", [("", "none of these"), *((str(one.id), one.name) for one in topics)])
        self.offer("ground", [("", "Choose a ground"), *grounds])
        self.offer("to", [("", "Choose an office"), *((str(one.id), str(one)) for one in offices)])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        what = said.get("what")
        if what == LISTENED and not (said.get("topic") or said.get("new_topic", "").strip()):
            self.add_error("topic", "Say what they are about. That is what listening is for.")
        if what == DECLINED and not said.get("ground"):
            self.add_error("ground", "Choose the ground for not answering.")
        if what == FORWARD and not said.get("to"):
            self.add_error("to", "Choose who decides.")
        return said

    def decision(self, *, by: Person, at: datetime) -> Decision:
        """What was decided about all of them."""
        said = self.cleaned_data
        ground, _, detail = said["ground"].partition("|")
        to = next((one.person for one in self.offices if str(one.id) == said["to"]), None)
        return Decision(
            said["what"],
            reason=said["reason"].strip(),
            topic=self._topic(by, at) if said["what"] == LISTENED else None,
            ground=ground,
            ground_reason=detail,
            to=to if said["what"] == FORWARD else None,
        )

    def _topic(self, by: Person, at: datetime) -> Topic | None:
        if name := self.cleaned_data["new_topic"].strip():
            return open_topic(name, by=by, at=at)
        return next((one for one in self.topics if str(one.id) == self.cleaned_data["topic"]), None)


def chosen(posted: Any, wanted: Wanted, *, person: int, at: datetime) -> list[Message]:
    """The messages that were ticked, or all that the list shows; at most 500 at once, in the order of the list."""
    listed = messages_listed(wanted, person=person, at=at).defer("text", "search", "sketch")
    if posted.get("all"):
        return list(listed[:MOST_AT_ONCE])
    ticked = [int(one) for one in posted.getlist("message")[:MOST_AT_ONCE] if _number(one) is not None]
    return list(Message.objects.filter(id__in=ticked).defer("text", "search", "sketch").order_by("received_at", "id"))
