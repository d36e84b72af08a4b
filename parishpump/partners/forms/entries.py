"""What the directory says of a body: entering it, taking over from a day, ending, reviewing."""

from datetime import date
from typing import Any

from django import forms

from parishpump.partners.content import (
    KINDS,
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REMIT,
    PRINCIPAL,
    EntryFacts,
    Page,
    plain,
    trouble_with_address,
)
from parishpump.partners.forms.fields import day_field, line_field, words_field
from parishpump.partners.models import Entry
from parishpump.partners.services import SERVICES
from parishpump.ui.forms import PumpForm

_TEXTS = ("name", "kind", "remit", "phone", "email", "monitoring_officer", "source")


class EntryForm(PumpForm):
    """Everything that an entry says. `today` is the first day on which it can begin; None where any day can be."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = line_field("Name", longest=LONGEST_NAME)
    kind = forms.ChoiceField(label="Kind of body", choices=[("", "Choose one"), *KINDS])
    remit = words_field("What it does", "In plain words, as you would tell somebody.", longest=LONGEST_REMIT)
    services = forms.MultipleChoiceField(
        label="Services",
        help_text="Tick what people are to be sent on for.",
        choices=[(one.id, one.words) for one in SERVICES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    phone = line_field("Telephone", "A number that it publishes itself.", longest=LONGEST_LINE, required=False)
    email = forms.EmailField(label="Email", required=False, max_length=LONGEST_LINE)
    front_page = line_field("Web page", "Like https://council.example/.", longest=LONGEST_ADDRESS, required=False)
    pages = words_field(
        "Pages for single services",
        "One a line: the service, a colon, the address. Like “Potholes and road repairs: https://council.example/roads”.",
        longest=6000,
        required=False,
    )
    trusted_source = forms.BooleanField(
        label="Trusted source: what it says in an emergency may be passed on", required=False
    )
    monitoring_officer = line_field(
        "How to reach its Monitoring Officer",
        "Of the principal authority alone. Complaints about members of your council go there.",
        longest=LONGEST_LINE,
        required=False,
    )
    source = line_field("Where these facts come from", "Such as its own pages, and the day.", longest=LONGEST_LINE)
    valid_from = day_field("From")
    valid_to = day_field("To", "The last day, where one is known. Leave it empty otherwise.", required=False)

    def __init__(self, *args: Any, today: date | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_front_page(self) -> str:
        address: str = self.cleaned_data["front_page"]
        if address and (trouble := trouble_with_address(address)):
            raise forms.ValidationError(f"“Web page” {trouble}. Write it like https://council.example/.")
        return address

    def clean_pages(self) -> tuple[Page, ...]:
        lines = [line.strip() for line in self.cleaned_data["pages"].splitlines() if line.strip()]
        found = {page.service: page for page in map(_page_on, lines)}
        return tuple(found[one.id] for one in SERVICES if one.id in found)

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if self.today is not None and day < self.today:
            raise forms.ValidationError(
                "“From” is over, and records of that day rest on what was said then. Choose today or a day to come."
            )
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("valid_from"), said.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "“To” is before “From”. Change one of the two.")
        if said.get("monitoring_officer") and said.get("kind") not in ("", None, PRINCIPAL):
            self.add_error(
                "monitoring_officer",
                "Only the principal authority’s Monitoring Officer deals with your council. Change the kind, or leave "
                "this empty.",
            )
        return said

    @property
    def facts(self) -> EntryFacts:
        said = self.cleaned_data
        front = (Page("", said["front_page"]),) if said["front_page"] else ()
        return EntryFacts(
            **{name: plain(said[name]) for name in _TEXTS},
            trusted_source=said["trusted_source"],
            services=tuple(one.id for one in SERVICES if one.id in said["services"]),
            pages=(*front, *said["pages"]),
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
        )


def as_typed(entry: Entry) -> dict[str, Any]:
    """What the form is filled with, to say what changes."""
    words = {one.id: one.words for one in SERVICES}
    lines = [f"{words[page.service]}: {page.address}" for page in entry.web_pages if page.service in words]
    same = {name: getattr(entry, name) for name in (*_TEXTS, "services", "trusted_source")}
    return same | {"front_page": entry.front_page, "pages": "\n".join(lines), "seen": entry.number}


def _page_on(line: str) -> Page:
    named, _, address = line.partition(": ")
    known = {said.casefold(): one.id for one in SERVICES for said in (one.id, one.words)}
    service = known.get(named.strip().casefold())
    if service is None:
        raise forms.ValidationError(f"“{line[:80]}”: begin the line with the name of a service, then a colon.")
    if trouble := trouble_with_address(address.strip()):
        raise forms.ValidationError(f"“{line[:80]}”: the address {trouble}.")
    return Page(service, address.strip())


class ReviewForm(PumpForm):
    """That somebody looked, and at what."""

    note = line_field("What you looked at", "Such as its own contact page.", longest=400)


class EndingForm(PumpForm):
    """The last day of an entry, and why."""

    last_day = day_field("Last day")
    reason = line_field("Why", "It goes on the record.", longest=400)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError("“Last day” is over. Choose today or a day to come.")
        return day


class CallingOffForm(PumpForm):
    """Why an entry that has not begun is never to hold."""

    reason = line_field("Why it is called off", "It goes on the record.", longest=400)

    def __init__(self, *args: Any, entry: Entry, **options: Any) -> None:
        super().__init__(*args, auto_id=f"id_{entry.number}_%s", **options)
        self.entry = entry
