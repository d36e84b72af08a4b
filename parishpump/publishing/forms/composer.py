"""The composer's form, and the content that it makes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from parishpump.channels.models import Campaign, Channel
from parishpump.publishing.clock import on_the_wall
from parishpump.publishing.content import Content, PictureUse, Shown
from parishpump.publishing.forms.typed import FIELDS, LINES, Typed, TypedPicture
from parishpump.publishing.models import Picture
from parishpump.publishing.queries.policy import PackInForce
from parishpump.ui.forms import PumpForm, TypedMomentField

LONGEST_TEXT = 50_000
BUSINESS = (
    "Meetings and decisions",
    "Roads and travel",
    "Planning",
    "Open spaces",
    "Events",
    "Safety and emergencies",
    "Consultations",
    "Money and the precept",
    "Elections and vacancies",
    "Community",
    "Other council business",
)
_SAID = (
    *("category", "audience", "purpose", "outcome"),
    *("results_plan", "sensitivities", "equality_note", "spending_authority"),
)
REPEATS = [("", "Once"), ("weekly", "Every week"), ("fortnightly", "Every two weeks"), ("monthly", "Every month")]


def _lines(label: str, hint: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=4000, widget=area)


class ComposerForm(PumpForm):
    """Everything about a post but its pictures. Bound, it says what is wrong; unbound, it shows what was typed."""

    title = forms.CharField(label="Headline", max_length=200)
    text = forms.CharField(
        label="Text for every channel",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        help_text="Facts about the council and its business. Say what, where, when, and what people should do.",
    )
    channels = forms.TypedMultipleChoiceField(
        label="Also to", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(label="What should people be able to do?", max_length=400, required=False)
    audience = forms.CharField(label="For whom", max_length=200, required=False)
    category = forms.ChoiceField(label="Council business", required=False)
    sources = _lines("What it rests on", "A minute, a report or a public page; one on each line.")
    link = forms.URLField(label="Link to more", max_length=500, required=False, assume_scheme="https")
    named = _lines(
        "Who agreed to be named, and where that is written",
        "One on each line: “Weald Drainage Ltd: email of 3 November”.",
    )
    positions = _lines(
        "Positions that the council minuted",
        "One on each line: the words, a colon, the minute. “We object to the plan: 2026/140”.",
    )
    campaign = forms.TypedChoiceField(label="Campaign", required=False, coerce=int, empty_value=None)
    outcome = forms.CharField(label="What should come of it?", max_length=400, required=False)
    results_plan = forms.CharField(
        label="What happens with the answers?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who reads them, when, and which decision they feed.",
    )
    other_routes = _lines("Other ways to take part", "For people who are not online; one on each line.")
    sensitivities = _lines("Who could be hurt or left out?", "Language, culture, grief, a dispute: and what you did.")
    equality_note = _lines("Equality note", "For what touches many people: who gains, who does not, and why.")
    public_already = forms.ChoiceField(
        label="Is all of this public already?",
        required=False,
        choices=[("", "Not asked yet"), ("yes", "Yes"), ("no", "No: it rests on a permission")],
    )
    permissions = _lines(
        "Who let it be published", "One on each line: who, a colon, what for. “Weald Water: the map of the works”."
    )
    risks = _lines(
        "What may go wrong?",
        "One on each line, with colons: what: low, medium or high: what you do about it: whose task. "
        "“Rude answers: low: hide and keep them: Communications Officer”.",
    )
    paid = forms.BooleanField(label="Money is spent on it, or a prize is offered", required=False)
    spending_authority = forms.CharField(
        label="Authority to spend", max_length=200, required=False, help_text="The minute or the order."
    )
    goes_out = TypedMomentField(label="Goes out", required=False, help_text="Empty: as soon as it is approved.")
    comes_down = TypedMomentField(label="Comes down", required=False, help_text="When it is no longer true.")
    event_start = TypedMomentField(label="Event starts", required=False)
    event_end = TypedMomentField(label="Event ends", required=False)
    venue = forms.CharField(label="Where it is held", max_length=200, required=False)
    repeat = forms.ChoiceField(label="Goes out again", required=False, choices=REPEATS)
    repeat_until = TypedMomentField(label="Last day of repeats", required=False, usual_time=time(23, 59))
    correction = forms.CharField(
        label="What was wrong?",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stands above the corrected post, for everybody to see.",
    )

    def __init__(
        self,
        *args: Any,
        channels: Sequence[Channel],
        own_texts: Mapping[int, str],
        campaigns: Sequence[Campaign] = (),
        kinds: Sequence[str] = (),
        usual_end: str = "",
        corrects: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.corrects, self.says_errors = corrects, True
        if usual_end:
            told = f"When it is no longer true. Empty: {usual_end} after it goes out, as your policy says."
            self.fields["comes_down"].help_text = told
        self.offer("channels", [(channel.id, channel.name) for channel in channels if not channel.is_noticeboard])
        self.offer("campaign", [("", "None"), *((campaign.id, campaign.name) for campaign in campaigns)])
        chosen = str(self.data.get("category", ""))
        usual = {name.casefold() for name in BUSINESS}
        named = dict.fromkeys(kind for kind in (*kinds, chosen) if kind and kind.casefold() not in usual)
        self.offer("category", [("", "Choose"), *((name, name) for name in (*BUSINESS, *named))])
        for channel in channels:
            self.fields[f"own_{channel.id}"] = _own_text(channel, own_texts.get(channel.id, ""))

    @property
    def errors(self) -> ErrorDict:
        """What is wrong with it; nothing, once it is told to say no errors."""
        return super().errors if self.says_errors else ErrorDict()

    def is_valid(self) -> bool:
        return self.says_errors and super().is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_times(cleaned)
        self._check_repeat(cleaned)
        if self.corrects and not cleaned.get("correction") and "correction" not in self.errors:
            self.add_error(
                "correction", "This is public already. Say what was wrong, so that people can see what changed."
            )
        return cleaned

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        goes_out, comes_down = cleaned.get("goes_out"), cleaned.get("comes_down")
        start, end = cleaned.get("event_start"), cleaned.get("event_end")
        if goes_out and goes_out <= self._now() and not (self.corrects and cleaned.get("repeat")):
            self.add_error(
                "goes_out", "That time has passed. Give a later one, or leave it empty to go out once approved."
            )
        if comes_down and comes_down <= max(goes_out or self._now(), self._now()):
            self.add_error("comes_down", "It would come down before it went out. Give a later time.")
        if start and end and end <= start:
            self.add_error("event_end", "The event would end before it starts. Give a later time.")
        if end and not start and "event_start" not in self.errors:
            self.add_error("event_start", "Say when the event starts, or take its end out.")

    def day(self, typed: str) -> str:
        """A day that was typed, in ISO 8601; empty where nothing that can be read stands there."""
        field = self.moment_field("repeat_until")
        try:
            read = field.to_python(typed.strip())
        except ValidationError:
            return ""
        return read.astimezone(field.zone).date().isoformat() if read else ""

    def _now(self) -> datetime:
        return self.moment_field("goes_out").now or datetime.now(UTC)

    def _check_repeat(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("repeat"):
            return
        if not cleaned.get("goes_out") and "goes_out" not in self.errors:
            self.add_error("goes_out", "A post that goes out again needs its first time.")
        until = cleaned.get("repeat_until")
        if until is None and "repeat_until" not in self.errors:
            self.add_error("repeat_until", "Say the last day, like “Fri 18 Dec”.")
        elif until and cleaned.get("goes_out") and until < cleaned["goes_out"]:
            self.add_error("repeat_until", "The last day is before the first time. Give a later day.")


def _own_text(channel: Channel, text: str) -> forms.CharField:
    return forms.CharField(
        label=f"Text for {channel.name}",
        required=False,
        max_length=LONGEST_TEXT,
        initial=text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def composer_form(
    typed: Typed,
    *,
    channels: Sequence[Channel],
    campaigns: Sequence[Campaign],
    policy: PackInForce,
    corrects: bool,
    now: datetime,
    zone: ZoneInfo,
) -> ComposerForm:
    """The form as typed."""
    said: dict[str, Any] = {name: typed.fields.get(name, "") for name in FIELDS}
    said["channels"] = [str(channel) for channel in typed.channels]
    said.update({f"own_{channel}": text for channel, text in typed.own_texts.items()})
    offered = {channel.id for channel in channels}
    said["channels"] = [channel for channel in said["channels"] if int(channel) in offered]
    own = {channel: text for channel, text in typed.own_texts.items() if channel in offered}
    if said["campaign"] not in {str(campaign.id) for campaign in campaigns}:
        said["campaign"] = ""
    known: dict[str, Any] = {"channels": channels, "own_texts": own, "campaigns": campaigns, "corrects": corrects}
    known |= {"kinds": policy.kinds_of_post, "usual_end": policy.usual_end}
    return ComposerForm(said, **known, now=now, zone=zone)


def content_from(
    form: ComposerForm, typed: Typed, *, channels: Iterable[Channel], pictures: Mapping[int, Picture], zone: str
) -> Content:
    """What a checked form says, exactly. A field that has an error counts as empty, a text as it was typed.

    `channels` are the open ones; the noticeboard is always among those that the post goes to. Moments are in UTC.
    """
    form.full_clean()
    said = form.cleaned_data
    chosen = set(typed.channels)
    ids = tuple(channel.id for channel in channels if channel.is_noticeboard or channel.id in chosen)
    moments: dict[str, Any] = {
        name: said[name].astimezone(UTC) if said.get(name) else None
        for name in ("goes_out", "comes_down", "event_start", "event_end")
    }
    until, repeat = said.get("repeat_until"), str(said.get("repeat", ""))
    return Content(
        title=_as_typed(said, typed, "title"),
        text=_as_typed(said, typed, "text"),
        zone=zone,
        channel_ids=ids,
        own_texts={
            channel: typed.own_texts[channel].strip() for channel in ids if typed.own_texts.get(channel, "").strip()
        },
        pictures=tuple(_picture(one, pictures[one.id], form) for one in typed.pictures if one.id in pictures),
        link=str(said.get("link", "")),
        venue=str(said.get("venue", "")),
        goes_out_wall=on_the_wall(moments["goes_out"], zone) if moments["goes_out"] else "",
        repeat=repeat if until else "",
        correction=str(said.get("correction", "")) if form.corrects else "",
        repeat_until=until.astimezone(ZoneInfo(zone)).date() if until and repeat else None,
        **moments,
        **_grounds(said, typed),
    )


def _grounds(said: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    """What it rests on, what should come of it, and what was thought of."""
    return {
        **{name: lines(typed, name) for name in LINES},
        **{name: str(said.get(name, "")) for name in _SAID},
        "campaign_id": said.get("campaign") or None,
        "public_already": {"yes": True, "no": False}.get(str(said.get("public_already", ""))),
        "paid": bool(said.get("paid")),
    }


def _as_typed(said: Mapping[str, Any], typed: Typed, name: str) -> str:
    return str(said[name]) if name in said else typed.fields.get(name, "").strip()


def lines(typed: Typed, name: str) -> tuple[str, ...]:
    """A field with one thing on each line, the empty ones left out."""
    return tuple(line.strip() for line in typed.fields.get(name, "").splitlines() if line.strip())


def _picture(typed: TypedPicture, picture: Picture, form: ComposerForm) -> PictureUse:
    known = picture.facts
    return PictureUse(
        picture_id=picture.id,
        sha256=picture.sha256,
        alt=typed.alt.strip(),
        owner=typed.owner.strip(),
        licence=typed.licence.strip(),
        credit=typed.credit.strip(),
        filename=picture.filename,
        people=tuple(
            Shown(
                one.who.strip() or "somebody", one.child, one.identifiable, one.consent.strip(), form.day(one.given_on)
            )
            for one in typed.people
        ),
        source=typed.source.strip(),
        scope=known.scope,
        expires_on=known.expires_on.isoformat() if known.expires_on else "",
    )
