"""What the composer's page shows beside the form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils import timezone

from parishpump.channels.models import Campaign, Channel
from parishpump.people.actions import office_of
from parishpump.people.models import Delegation
from parishpump.people.powers import APPROVE, WRITE
from parishpump.people.queries import Acting, holders
from parishpump.publishing.content import Content
from parishpump.publishing.diff import word_diff
from parishpump.publishing.forms.pictures import picture_fields
from parishpump.publishing.forms.typed import Typed, kept_typed
from parishpump.publishing.models import Draft, Post, Revision
from parishpump.publishing.queries.pages import channel_names
from parishpump.publishing.queries.policy import pack_in_force
from parishpump.publishing.queries.revisions import exact_words
from parishpump.publishing.views.composing import Composition, guidance_of
from parishpump.publishing.views.showing.findings import (
    ShownFinding,
    checked_parts,
    counted,
    field_of,
    shown_findings,
    to_settle,
)
from parishpump.publishing.views.showing.previews import previews, room_taken
from parishpump.ui import words
from parishpump.ui.fields import ShownError, errors_of

MOMENTS = ("goes_out", "comes_down", "event_start", "event_end", "repeat_until")


def composer_context(
    composition: Composition,
    acting: Acting,
    *,
    version: str,
    draft: Draft | None,
    at: datetime,
    because: str,
    file_problems: Sequence[str],
) -> dict[str, Any]:
    """Everything on the page; `because`: blocked, not named, moved or survived."""
    context = live_context(composition, at=at, version=version)
    context |= {
        "because": because,
        "draft": draft,
        "saved_at": draft.saved_at if draft and because in ("", "blocked", "not named") else None,
        "errors_heading": context["to_settle"] if because == "blocked" else "This has to be settled first",
        "errors": _errors(composition, context["musts"] if because == "blocked" else [], file_problems)
        + ([ShownError("#send-h", not_named(acting))] if because == "not named" else []),
        "file_problems": file_problems,
        "places": _places(composition),
        "not_offered": _not_offered(composition),
        "campaign": composition.campaign,
        "inherited": inherited(composition.content, composition.campaign),
        "pictures": picture_fields(composition.typed, composition.pictures),
        "writes_under": authority_of(acting, WRITE),
        "approvers": approvers(at, but={acting.person.id, *(draft.writers if draft else ())}),
        "may_approve_own": may_release_own(acting, composition.content.category),
        "not_named": not_named(acting),
        "more_open": _more_is_open(composition),
        "copy_by_email": pack_in_force(timezone.now()).pack.stated("content.official_record_channel", str) == "email",
        "previous": composition.post.latest,
        "own_texts": _own_texts(composition, context["rooms"]),
        "trail": trail(composition.post),
        "heading": _heading(composition.post, composition.typed),
    }
    if because == "moved":
        context |= _both_texts(composition, draft, at)
    return context


def live_context(composition: Composition, *, at: datetime, version: str) -> dict[str, Any]:
    """The parts that are drawn anew while somebody types."""
    content, goes_to = composition.content, composition.goes_to
    exact = exact_words(content, composition.post, goes_to)
    pack = pack_in_force(timezone.now()).pack
    begun = bool(content.text or content.pictures)  # an empty page is not told off
    findings = shown_findings(composition.verdict, pack, content, composition.channels) if begun else []
    musts = [finding for finding in findings if finding.strength == "must"]
    return {
        "post": composition.post,
        "form": composition.form,
        "typed": composition.typed,
        "version": version,
        "now": at,
        "findings": findings,
        "musts": musts,
        "to_settle": to_settle(len(musts)),
        "counted": counted(composition.verdict) if begun else "",
        "begun": begun,
        "checked": checked_parts(composition.verdict, content),
        "content": content,
        "counts": _counts(content.text),
        "previews": previews(content, exact, goes_to, composition.pictures),
        "rooms": [
            (channel.id, _room(composition, exact, channel))
            for channel in composition.channels
            if not channel.is_noticeboard
        ],
        "guidance": guidance_of(composition, at=at),
        "second_person": composition.judged.second_person,
        "echoes": [(name, _echo(composition, name)) for name in MOMENTS],
    }


def _counts(text: str) -> str:
    return f"{words.counted(len(text), 'character')}, {words.counted(len(text.split()), 'word')}"


def _room(composition: Composition, exact: Mapping[str, str], channel: Channel) -> str:
    """How much room the words take on a channel, the address that is added to them counted too."""
    if str(channel.id) not in exact:
        return "Not chosen above."
    return f"{room_taken(exact[str(channel.id)], channel)}, with the address that is added."


def _echo(composition: Composition, name: str) -> str:
    field = composition.form.moment_field(name)
    said = composition.typed.fields.get(name, "")
    if name == "comes_down" and not said.strip() and composition.content.comes_down:
        return f"{field.echo(composition.content.comes_down)}, as the policy says where nothing stands here"
    return field.echo(said)


def _errors(composition: Composition, musts: Sequence[ShownFinding], file_problems: Sequence[str]) -> list[ShownError]:
    files = [ShownError("#id_files", problem) for problem in file_problems]
    return [
        *errors_of(composition.form),
        *files,
        *(ShownError(f"#f{finding.number}", f"{finding.number}, {finding.short}") for finding in musts),
    ]


def _places(composition: Composition) -> dict[str, str]:
    """What to know of each channel before choosing it, by its id."""
    return {str(channel.id): _told(channel, composition.shut.get(channel.id)) for channel in composition.channels}


def _told(channel: Channel, shut: str | None) -> str:
    if channel.by_hand:
        return "By hand: when it is time you get the words and pictures ready to copy."
    if shut is not None:
        return f"It did not let us in when we last looked: {shut} Until that is mended, nothing goes out there."
    if channel.quiet_until is not None and channel.quiet_until > timezone.now():
        return "It asked us to wait; what is due goes out later."
    return ""


@dataclass(frozen=True)
class OwnText:
    """The field for one channel's own words."""

    id: int
    name: str
    field: BoundField
    room: str
    has: bool
    open: bool


def _own_texts(composition: Composition, rooms: Sequence[tuple[int, str]]) -> list[OwnText]:
    """A field for every channel but the noticeboard, which has the common text."""
    said, room = composition.typed.own_texts, dict(rooms)
    return [
        OwnText(
            channel.id,
            channel.name,
            bound,
            room[channel.id],
            has := bool(said.get(channel.id, "").strip()),
            has or bool(bound.errors),
        )
        for channel in composition.channels
        if not channel.is_noticeboard
        for bound in [composition.form[f"own_{channel.id}"]]
    ]


# What few posts need: folded away until it is filled in, or something found points there.
MORE = (
    *("outcome", "results_plan", "other_routes", "risks", "sensitivities", "equality_note"),
    *("public_already", "permissions", "paid", "spending_authority", "named", "positions"),
)


def _more_is_open(composition: Composition) -> bool:
    """Whether something is filled in there, is wrong there, or is found to be missing there."""
    found = {field_of(finding) for finding in composition.verdict.findings if not finding.overridden_because}
    filled = any(composition.typed.fields.get(name, "").strip() for name in MORE)
    wrong = any(composition.form[name].errors for name in MORE)
    return filled or wrong or not found.isdisjoint(MORE)


def may_release_own(acting: Acting, category: str) -> bool:
    """Whether the policy lets this person release a post of this kind that they wrote themselves."""
    pack = pack_in_force(timezone.now())
    offices = (one.office for one in acting.delegations if APPROVE in one.powers and pack.lets_approve(one.office))
    return any(pack.why_own_release(office, category) for office in offices)


def not_named(acting: Acting) -> str:
    """Why this person can write and not submit: the policy names other offices. Empty where they may."""
    pack = pack_in_force(timezone.now())
    if any(WRITE in one.powers and pack.lets_submit(one.office) for one in acting.delegations):
        return ""
    offices = words.listed([f"the {kind.title()}" for kind in sorted(pack.author_offices)], last="or")
    return f"The council’s policy lets {offices} submit posts. Your words are kept; one of them can go on from here."


def _not_offered(composition: Composition) -> list[str]:
    """Channels that the draft names and that are closed since."""
    offered = {channel.id for channel in composition.channels}
    gone = [channel for channel in composition.typed.channels if channel not in offered]
    names = channel_names() if gone else {}
    return [names[channel] for channel in gone if channel in names]


def _both_texts(composition: Composition, theirs: Draft | None, at: datetime) -> dict[str, Any]:
    """The words saved elsewhere, and how those typed here differ."""
    if theirs is None:
        return {"theirs": None}
    saved = kept_typed(theirs.content)
    mine = composition.typed.fields
    return {
        "theirs": saved,
        "theirs_at": theirs.saved_at,
        "theirs_by": office_of(theirs.saved_by, at=at),
        "text_diff": word_diff(saved.fields["text"], mine.get("text", "")),
        "title_diff": word_diff(saved.fields["title"], mine.get("title", "")),
    }


def inherited(content: Content, campaign: Campaign | None) -> list[tuple[str, str]]:
    """What the campaign says for a post that does not say it itself: the label of each, and the words."""
    if campaign is None:
        return []
    facts = (
        ("Purpose", content.purpose, campaign.purpose),
        ("For whom", content.audience, campaign.audience),
        ("What should come of it", content.outcome, campaign.outcome),
        ("What happens with the answers", content.results_plan, campaign.results_plan),
    )
    return [(label, theirs) for label, own, theirs in facts if theirs and not own.strip()]


def _heading(post: Post, typed: Typed) -> str:
    said = typed.fields.get("title", "").strip()
    return said or (post.latest.title if post.latest else "") or "A new post"


def trail(post: Post) -> list[tuple[str, str]]:
    """Where a page about a post hangs."""
    return [("Posts", "/posts/"), (post.reference, f"/posts/{post.reference}/")]


def authority_of(acting: Acting, power: str) -> Delegation | None:
    """The delegation under which somebody does this today."""
    return next((delegation for delegation in acting.delegations if power in delegation.powers), None)


def approvers(at: datetime, *, but: Collection[int] = ()) -> str:
    """The offices that can approve today: `the Clerk or the Deputy Clerk`; nothing where nobody can.

    `but` are the ids of persons who cannot approve this one, because they wrote it.
    """
    pack = pack_in_force(at)
    able = [
        delegation
        for delegation in holders(APPROVE, at=at)
        if delegation.office.person_id not in but and pack.lets_approve(delegation.office)
    ]
    offices = dict.fromkeys(str(delegation.office) for delegation in able)
    return words.listed([f"the {office}" for office in offices], last="or")


def submitted_words(revision: Revision, *, at: datetime) -> str:
    """What was done, who decides, and by when."""
    who = approvers(at, but=revision.writers)
    asked = (
        f"{who[0].upper()}{who[1:]} decides."
        if who
        else "Nobody who did not write it can approve it today: the council can delegate that by a minute."
    )
    by = words.near_moment(timezone.localtime(revision.decide_by), now=timezone.localtime(at))

    return f"Version {revision.number} is submitted. {asked} Undecided, it expires at {by}."
