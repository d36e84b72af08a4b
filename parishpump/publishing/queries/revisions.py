"""Reading revisions: their content, their exact words, what waits for a decision."""

from collections.abc import Iterable
from datetime import datetime

from parishpump.channels.models import Channel
from parishpump.channels.queries import limits_of
from parishpump.councils.models import Council
from parishpump.councils.queries import this_council
from parishpump.publishing.content import Answering, Content, PictureUse, Shown, words_for
from parishpump.publishing.lifecycle import SUBMITTED
from parishpump.publishing.models import Approval, Post, Revision
from parishpump.publishing.seal import seal_of


def content_of(revision: Revision) -> Content:
    """The content as the revision's columns have it now: what the seal is computed over again at sending."""
    return Content(
        title=revision.title,
        text=revision.text,
        zone=revision.zone,
        channel_ids=tuple(revision.channel_ids),
        own_texts={int(channel): text for channel, text in revision.own_texts.items()},
        pictures=tuple(
            PictureUse(**{**use, "people": tuple(Shown(**one) for one in use["people"])}) for use in revision.pictures
        ),
        sources=tuple(revision.sources),
        named=tuple(revision.named),
        positions=tuple(revision.positions),
        category=revision.category,
        audience=revision.audience,
        purpose=revision.purpose,
        link=revision.link,
        goes_out=revision.goes_out,
        goes_out_wall=revision.goes_out_wall,
        repeat=revision.repeat,
        repeat_until=revision.repeat_until,
        comes_down=revision.comes_down,
        event_start=revision.event_start,
        event_end=revision.event_end,
        venue=revision.venue,
        correction=revision.correction,
        campaign_id=revision.campaign_id,
        outcome=revision.outcome,
        results_plan=revision.results_plan,
        other_routes=tuple(revision.other_routes),
        sensitivities=revision.sensitivities,
        equality_note=revision.equality_note,
        public_already=revision.public_already,
        permissions=tuple(revision.permissions),
        paid=revision.paid,
        spending_authority=revision.spending_authority,
        risks=tuple(revision.risks),
        answering=Answering(**revision.answering) if revision.answering else None,
    )


def public_address(post: Post, council: Council) -> str:
    """Where the noticeboard shows the post: the copy that counts, to which the others link."""
    return f"{council.address}/n/{post.reference}/"


def exact_words(content: Content, post: Post, channels: Iterable[Channel]) -> dict[str, str]:
    """By channel id, exactly what goes out there. An answer has no copy on the web to point to."""
    address = "" if content.answering else public_address(post, this_council())
    return {
        str(channel.id): words_for(
            content, channel.id, address="" if channel.is_noticeboard else address, limits=limits_of(channel)
        )
        for channel in channels
    }


def is_sealed(revision: Revision, approval: Approval) -> bool:
    """Whether the approval is for exactly what the revision says now."""
    return approval.seal == revision.seal == seal_of(content_of(revision), revision.channel_texts)


def previous(revision: Revision) -> Revision | None:
    """The revision before this one: what a difference is shown against."""
    return Revision.objects.filter(post_id=revision.post_id, number__lt=revision.number).order_by("number").last()


def run_out(at: datetime) -> list[Revision]:
    """Submitted revisions whose time to be decided on is over."""
    return list(Revision.objects.filter(stage=SUBMITTED, decide_by__lte=at).select_related("post"))
