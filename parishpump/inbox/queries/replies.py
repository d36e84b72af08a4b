"""Reading answers: on which channel one goes, what it says exactly, which of them have arrived."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from parishpump.channels.models import Channel
from parishpump.channels.queries import channels_approved, channels_open
from parishpump.councils.queries import this_council
from parishpump.inbox.models import Message, Reply, Source
from parishpump.networks.registry import LETTERS
from parishpump.publishing.content import Answering, Content
from parishpump.publishing.lifecycle import PUBLISH, SENT
from parishpump.publishing.models import Delivery, Post, Revision

CLARIFICATION = "clarification"
HOUSE_RULES, APPEAL = "house rules", "appeal"  # with a number behind it: what tells of a step, or of an outcome
ANSWER = "answer"  # the kind of publication, as the policy's lists name it


def reply_channel(message: Message) -> Channel | None:
    """Where an answer to this message goes: back where it came from, else by email where we know one; or nowhere."""
    approved = channels_approved()
    if message.source.kind == Source.CHANNEL and message.source.channel_id in approved:
        return channels_open().filter(id=message.source.channel_id).first()
    if "@" not in message.handle:
        return None
    return channels_open().filter(network__in=LETTERS, id__in=approved).first()


@dataclass(frozen=True)
class Beside:
    """What few answers need: a subject of their own, who agreed to be named, the positions that were minuted."""

    title: str = ""
    named: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()


NOTHING_BESIDE = Beside()


def content_of_reply(
    message: Message,
    channel: Channel,
    *,
    text: str,
    sources: tuple[str, ...],
    office: str,
    beside: Beside = NOTHING_BESIDE,
) -> Content:
    """An answer as it would go out: signed with the office and the council, on the one channel."""
    council = this_council()
    came_this_way = message.source.channel_id == channel.id
    return Content(
        title=(beside.title or first_title(message, channel))[:200],
        text=signed(text, office),
        zone=council.zone,
        channel_ids=(channel.id,),
        sources=sources,
        named=beside.named,
        positions=beside.positions,
        category=ANSWER,
        answering=Answering(
            reference=message.key if came_this_way else "",
            thread=message.conversation.key if came_this_way else "",
            to=message.handle if channel.network in LETTERS else "",
        ),
    )


def first_title(message: Message, channel: Channel | None) -> str:
    """What an answer is called before somebody says otherwise: by email its subject, else its name in our lists."""
    is_letter = channel is not None and channel.network in LETTERS
    return subject_of(message) if is_letter else f"Answer to {message.reference}"


def subject_of(message: Message) -> str:
    """The subject of an answer by email."""
    title = message.title or f"Your message to {this_council().name}"
    return f"{title if title.casefold().startswith('re:') else f'Re: {title}'} [{message.reference}]"


def signed(text: str, office: str) -> str:
    """The words with the office and the council below them, once."""
    line = f"{office}, {this_council().name}"
    return text.rstrip() if line in text else f"{text.rstrip()}\n\n{line}"


def unsigned(revision: Revision) -> str:
    """The words of an answer without the office and the council below them, for whoever goes on with it."""
    return revision.text.removesuffix(f"\n\n{revision.written_as}, {this_council().name}")


@dataclass(frozen=True)
class Answered:
    """What a post answers, for the pages that show the post: the message's name, its words, and where both are."""

    reference: str
    words: str
    url: str
    draft_url: str


def answered_by(post: Post) -> Answered | None:
    """The message that a post answers, or None where it answers none."""
    reply = Reply.objects.filter(post=post).select_related("message").first()
    if reply is None:
        return None
    name = reply.message.reference
    return Answered(name, reply.message.text, reverse("message", args=[name]), reverse("reply", args=[post.reference]))


def unsent_question(message: Message) -> Reply | None:
    """The question to whoever wrote that is begun or waits for approval and has not gone; None where there is none."""
    gone = Delivery.objects.filter(revision__post=OuterRef("post"), deed=PUBLISH, state=SENT)
    asked = Reply.objects.filter(message=message, purpose=CLARIFICATION, post__thrown_away_at__isnull=True)
    unsent = asked.filter(~Exists(gone), post__withdrawal__isnull=True).select_related("post")
    return unsent.order_by("id").first()


def reply_of(post: Post) -> Reply:
    """The answer that a post carries. Raises Reply.DoesNotExist where it carries none."""
    return Reply.objects.select_related("message__source", "message__conversation", "post__latest").get(post=post)


def has_arrived(post: Post) -> bool:
    """Whether an answer stands where it was asked for."""
    return Delivery.objects.filter(revision__post=post, deed=PUBLISH, state=SENT).exists()


def answered_and_open() -> QuerySet[Message]:
    """Open messages whose answer has arrived. To ask what was meant is no answer, nor to tell of the house rules."""
    arrived = Reply.objects.filter(
        post__revisions__deliveries__deed=PUBLISH, post__revisions__deliveries__state=SENT
    ).exclude(Q(purpose=CLARIFICATION) | Q(purpose__startswith=HOUSE_RULES) | Q(purpose__startswith=APPEAL))
    return Message.objects.filter(closed_at__isnull=True, id__in=arrived.values("message"))
