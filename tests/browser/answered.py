"""Answers at every step of their way: one being written, one that nothing can carry, one for all, praise, texts."""

from datetime import datetime
from typing import Any

from parishpump.channels.models import Channel
from parishpump.inbox.actions.answering import make_public_answer
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.praising import pass_praise_on
from parishpump.inbox.actions.replying import begin_reply
from parishpump.inbox.actions.saved_texts import approve_saved_text
from parishpump.inbox.models import HandOff, Message, Reply, Source
from parishpump.inbox.signing import sign_receipt
from parishpump.publishing.actions.drafting import begin_post
from tests.browser.parish import Parish
from tests.inbox.hearing import said

DRAIN = "Kent Highways repairs the drain in Mill Lane on Thursday 26 November 2026."
KIND = "What a lovely job they made of the churchyard hedge."


def answer_things(parish: Parish, channel: Channel, *, at: datetime) -> dict[str, Any]:
    """Returns what the pages are about, by a name each."""
    officer, clerk = parish.communications_officer, parish.clerk
    who = {"by": officer, "at": at}
    heard = Source.objects.filter(channel=channel, closed_at__isnull=True).first() or Source.objects.create(
        kind=Source.CHANNEL, name=channel.name, channel=channel, since=at, next_at=at, opened_at=at
    )
    question, thanks, far = (
        _heard(heard, number, text, at)
        for number, text in enumerate(("When is the Mill Lane drain repaired?", KIND, "The lamp at Fern Row is out."))
    )
    text = approve_saved_text("Highways", "The county mends roads and drains.", use="reply", by=clerk, at=at)
    answer = begin_reply(question, purpose="reply", text=f"{DRAIN} #fail", **who)
    nowhere = Message.objects.filter(source__kind=Source.FEED, labels=[]).latest("id")
    lost = begin_post(content={"text": DRAIN}, is_answer=True, **who)
    Reply.objects.create(message=nowhere, post=lost, purpose="reply", begun_at=at, begun_by=officer)
    facts = {"question": "By what day is the drain repaired?", "answer": DRAIN, "topic": None, "looked": False}
    public = make_public_answer(question, **facts, **who)
    praise = pass_praise_on(thanks, to="Grass-cutting team", email="g@team.example", words="Well", named=False, **who)
    HandOff.objects.create(message=far, entry_id=1, body="Kent County Council", service="street light", **who)
    return {
        "answer": answer.post.reference,
        "lost answer": lost.reference,
        "for all": public.number,
        "praise": praise.id,
        "praise link": sign_receipt(praise, at=at),
        "praising": thanks.reference,
        "far": far.reference,
        "saved text": text.id,
    }


def _heard(source: Source, number: int, text: str, at: datetime) -> Message:
    facts = {"author": "Ash Oakley", "handle": "ashoakley.example", "thread": f"at://drain/{number}"}
    (message,) = catch(source, [said(f"at://drain/{number}", text, at=at, **facts)], cursor=None, at=at).new
    return message
