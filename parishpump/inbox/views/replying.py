"""An answer at one look: what was typed, what would go out exactly, and what the policy says of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from parishpump.channels.models import Channel
from parishpump.inbox.forms.replying import reply_form
from parishpump.inbox.models import Message, Reply
from parishpump.inbox.queries.replies import Beside, content_of_reply, first_title, unsigned
from parishpump.networks.registry import LETTERS
from parishpump.people.actions import office_of
from parishpump.people.queries import Acting
from parishpump.publishing.forms.composer import lines
from parishpump.publishing.forms.settling import Overrides, reasons_in
from parishpump.publishing.forms.typed import Typed, kept_typed
from parishpump.publishing.models import Draft
from parishpump.publishing.queries.judging import judgement_on
from parishpump.publishing.views.composing import Composition


@dataclass(frozen=True)
class Answer:
    """An answer as it is being written, and the channel on which it would go."""

    reply: Reply
    channel: Channel
    composition: Composition

    @property
    def message(self) -> Message:
        return self.reply.message

    @property
    def is_letter(self) -> bool:
        return self.channel.network in LETTERS

    @property
    def text(self) -> str:
        return self.composition.typed.fields.get("text", "")

    @property
    def sources(self) -> tuple[str, ...]:
        return lines(self.composition.typed, "sources")

    @property
    def beside(self) -> Beside:
        return beside_in(self.composition.typed)


def answer_in(
    reply: Reply,
    channel: Channel,
    typed: Typed,
    overrides: Overrides,
    *,
    author: Acting,
    at: datetime,
    check: bool = False,
) -> Answer:
    """Read and judge an answer as it was typed. With `check`, its form says what is wrong with it."""
    content = content_of_reply(
        reply.message,
        channel,
        text=typed.fields.get("text", ""),
        sources=lines(typed, "sources"),
        office=office_of(author.person, at=at),
        beside=beside_in(typed),
    )
    judged = judgement_on(content, reply.post, overrides=reasons_in(overrides), at=at)
    form = reply_form(typed.fields, is_letter=channel.network in LETTERS, check=check)
    composition = Composition(reply.post, typed, overrides, form, content, judged, (channel,), {}, (), author, {})
    return Answer(reply, channel, composition)


def beside_in(typed: Typed) -> Beside:
    """What was typed beside the words and what they rest on."""
    title = " ".join(typed.fields.get("title", "").split())
    return Beside(title, lines(typed, "named"), lines(typed, "positions"))


def kept_answer(reply: Reply, channel: Channel, draft: Draft | None) -> Typed:
    """What the draft holds; where there is none, what the latest version says, without the office below it."""
    if draft is not None:
        return kept_typed(draft.content)
    latest = reply.post.latest
    said = {"title": first_title(reply.message, channel)}
    if latest is not None:
        said = {
            "title": latest.title,
            "text": unsigned(latest),
            "sources": "\n".join(latest.sources),
            "named": "\n".join(latest.named),
            "positions": "\n".join(latest.positions),
        }
    return kept_typed(said)


def with_words(typed: Typed, words: str) -> Typed:
    """What was typed with these words after it; they stand alone where nothing was."""
    said = typed.fields.get("text", "").rstrip()
    return typed.with_field("text", f"{said}\n\n{words}" if said else words)


def as_own(answer: Answer) -> Answer:
    """The answer with its content as it was typed, before the office is put below it: where words are changed."""
    content = replace(answer.composition.content, text=answer.text)
    return replace(answer, composition=replace(answer.composition, content=content))
