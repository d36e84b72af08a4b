"""A draft at one look: what was typed, the content that it makes, and what the policy says of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from parishpump.channels.models import Campaign, Channel
from parishpump.councils.models import Council
from parishpump.people.models import Person
from parishpump.people.queries import Acting
from parishpump.policy.findings import Verdict
from parishpump.policy.pack import Guidance
from parishpump.publishing.actions.drafting import DraftMoved, open_draft, save_draft
from parishpump.publishing.actions.guiding import note_shown
from parishpump.publishing.clock import times
from parishpump.publishing.content import Content
from parishpump.publishing.forms.composer import composer_form, content_from
from parishpump.publishing.forms.pictures import with_passports
from parishpump.publishing.forms.settling import Overrides, reasons_in
from parishpump.publishing.forms.typed import Typed, kept_typed, typed_of
from parishpump.publishing.models import Draft, Picture, Post
from parishpump.publishing.queries.guided import guidance_beside
from parishpump.publishing.queries.judging import Judgement, Known, judgement_on
from parishpump.publishing.queries.library import pictures_numbered
from parishpump.publishing.queries.offered import offered
from parishpump.publishing.queries.policy import PackInForce, pack_in_force
from parishpump.publishing.queries.revisions import content_of
from parishpump.ui.forms import PumpForm

NEW = "new"


class DraftGone(ValueError):
    """The draft that this page showed was submitted or thrown away since."""


@dataclass(frozen=True)
class Composition:
    """Everything that the composer shows of a draft."""

    post: Post
    typed: Typed
    overrides: Overrides
    form: PumpForm
    content: Content
    judged: Judgement
    channels: tuple[Channel, ...]
    pictures: dict[int, Picture]
    campaigns: tuple[Campaign, ...]
    author: Acting
    shut: dict[int, str]

    @property
    def verdict(self) -> Verdict:
        return self.judged.verdict

    @property
    def campaign(self) -> Campaign | None:
        return next((one for one in self.campaigns if one.id == self.content.campaign_id), None)

    @property
    def goes_to(self) -> list[Channel]:
        """The channels that it goes to, the noticeboard first."""
        chosen = [channel for channel in self.channels if channel.id in self.content.channel_ids]
        return sorted(chosen, key=lambda channel: (not channel.is_noticeboard, channel.id))


def compose(
    post: Post,
    typed: Typed,
    overrides: Overrides,
    *,
    council: Council,
    author: Acting,
    at: datetime,
    check: bool = False,
) -> Composition:
    """Read and judge a draft as it was typed. With `check`, its form says what is wrong with it."""
    there = offered(at)
    channels, campaigns = there.channels, there.campaigns
    pictures = pictures_numbered(one.id for one in typed.pictures)
    typed = with_passports(typed, pictures)
    zone, corrects, policy = ZoneInfo(council.zone), post.published_at is not None, pack_in_force(at)
    form = composer_form(
        typed, channels=channels, campaigns=campaigns, policy=policy, corrects=corrects, now=at, zone=zone
    )
    content = content_from(form, typed, channels=channels, pictures=pictures, zone=council.zone)
    form.says_errors = check
    content = _with_an_end(content, typed, policy, at)
    known = Known(channels, pictures, campaigns)
    judged = judgement_on(content, post, overrides=reasons_in(overrides), at=at, known=known)
    return Composition(post, typed, overrides, form, content, judged, channels, pictures, campaigns, author, there.shut)


def _with_an_end(content: Content, typed: Typed, policy: PackInForce, at: datetime) -> Content:
    """The end that the policy gives a post whose author says none: counted from its last going out, past its event."""
    if typed.fields.get("comes_down", "").strip():
        return content
    goes_out = content.goes_out or at
    if content.goes_out_wall and content.repeat:
        goes_out = times(content.goes_out_wall, content.zone, content.repeat, content.repeat_until)[-1]
    ends = policy.comes_down_by_itself(goes_out)
    event = content.event_end or content.event_start
    return replace(content, comes_down=max(ends, event) if ends and event else ends)


def guidance_of(composition: Composition, *, at: datetime) -> tuple[Guidance, ...]:
    """What its author should mind while writing this."""
    modes = [channel.mode for channel in composition.goes_to]
    return guidance_beside(composition.judged, composition.author.offices, modes, at=at)


def draft_of(post: Post) -> Draft | None:
    """The open draft of a post, if there is one."""
    return Draft.objects.select_related("saved_by").filter(post=post).first()


def kept_words(post: Post, draft: Draft | None) -> Typed:
    """What the draft holds; where there is none, what the latest revision says, as somebody would have typed it."""
    if draft is not None:
        return kept_typed(draft.content)
    if post.latest is None:
        return Typed()
    return _made_current(post, typed_of(content_of(post.latest)))


def kept_overrides(post: Post, draft: Draft | None) -> Overrides:
    """The warnings that were kept with a reason: in the draft or, where there is none, in the latest revision."""
    if draft is not None:
        return list(draft.overrides)
    findings = Verdict.from_record(post.latest.verdict).findings if post.latest else ()
    return [
        {"rule": finding.rule, "words": finding.words, "reason": finding.overridden_because}
        for finding in findings
        if finding.overridden_because
    ]


def _made_current(post: Post, typed: Typed) -> Typed:
    """Words for the next version of what is public already; before that, they are as they were."""
    return typed if post.published_at is None else as_correction(typed)


def as_correction(typed: Typed) -> Typed:
    """The words of a public version, to be corrected. Its time is over, but for one that repeats."""
    fresh = typed.with_field("correction", "")
    return fresh if typed.fields.get("repeat") else fresh.with_field("goes_out", "")


def keep(composition: Composition, *, version: str, by: Person, at: datetime, by_the_way: bool = False) -> Draft:
    """Save the draft as typed. `version` is what the page was opened with: a number, or NEW where there was no draft.

    Whoever presses a button overtakes their own tab's save by the way; a save by the way overtakes no button, because
    it may be asked for while the answer to the button is still under way.

    Raises:
        DraftMoved: another tab or person saved since. DraftGone: it was submitted or thrown away since.
    """
    tab = composition.typed.tab
    as_tab = tab if by_the_way else ""
    try:
        return _keep(composition, version=version, as_tab=as_tab, by=by, at=at)
    except DraftMoved as moved:
        if by_the_way or not tab or kept_typed(moved.draft.content).tab != tab:
            raise
    return _keep(composition, version=version, as_tab=as_tab, by=by, at=at)


def _keep(composition: Composition, *, version: str, as_tab: str, by: Person, at: datetime) -> Draft:
    post, typed = composition.post, composition.typed
    draft = draft_of(post)
    if draft is None and version != NEW:
        raise DraftGone
    note_shown(post, guidance_of(composition, at=at), by=by, at=at)
    if draft is None:
        draft = open_draft(post, content={}, by=by, at=at)
    elif _nothing_new(draft, composition):
        return draft
    elif version == NEW and kept_typed(draft.content).tab != typed.tab:
        raise DraftMoved(draft)
    return save_draft(
        draft,
        content=replace(typed, tab=as_tab).as_kept(),
        verdict=composition.verdict.as_record(),
        overrides=composition.overrides,
        version=_based_on(draft, typed, version),
        by=by,
        at=at,
    )


def _nothing_new(draft: Draft, composition: Composition) -> bool:
    """Whether the same is kept already: looking at a draft makes nobody its writer."""
    same_words = kept_typed(draft.content).says_the_same_as(composition.typed)
    return bool(draft.content) and same_words and draft.overrides == composition.overrides


def _based_on(draft: Draft, typed: Typed, version: str) -> int:
    """The version that a save is based on. A tab's own later save by the way does not stand against it."""
    if version == NEW or (typed.tab and kept_typed(draft.content).tab == typed.tab):
        return draft.version
    return int(version) if version.isdecimal() else -1
