"""What reaches us by a way that no machine reads: our own form, telephone, desk, letter, and closed village groups."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from parishpump.inbox.actions.capturing import Logged, catch
from parishpump.inbox.actions.sources import own_source
from parishpump.inbox.masking import Masked, masked
from parishpump.inbox.models import Message, Source, Topic
from parishpump.inbox.queries.notebook import GROUP
from parishpump.inbox.scans import Scan
from parishpump.networks.hearing import Attachment, Heard
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority

TELEPHONE, DESK, LETTER = "telephone", "desk", "letter"
JSON = "application/json"


@dataclass(frozen=True)
class Question:
    """What somebody sent through our own form. `form` names the page that was drawn: sent twice, it is one message."""

    form: str
    name: str
    email: str
    text: str


@dataclass(frozen=True)
class Told:
    """What somebody told us, as it was typed in: by which route, by whom, and when it reached the council."""

    route: str
    text: str
    received_at: datetime
    name: str = ""
    contact: str = ""
    scan: Scan | None = None


@dataclass(frozen=True)
class Noted:
    """What was said in a closed group: the words as they were pasted, screenshots, and further names to take out."""

    text: str
    screenshots: Sequence[Scan] = ()
    also: Sequence[str] = ()
    group: str = ""


def ask(question: Question, *, at: datetime) -> Message:
    """Take in a question from our own form. The same form sent again with the same words is the same question."""
    said = {"name": question.name, "email": question.email, "question": question.text}
    raw = _as_bytes(said)
    key = f"ask:{question.form}:{sha256(raw).hexdigest()[:24]}"
    heard = _heard(key, question.text, raw, at, author=question.name, to=question.email)
    source = own_source(Source.ASK, at=at)
    catch(source, [heard], cursor=None, at=at)
    return Message.objects.get(arrivals__source=source, arrivals__key=key)


@transaction.atomic
def type_in(told: Told, *, by: Person, at: datetime) -> Message:
    """Enter what somebody said by telephone, at the desk or in a letter. What counts is when it reached us.

    The same words of the same moment, sent twice, are one message.

    Raises:
        ValueError: it is said to have arrived after it is entered.
    """
    require_authority(by, LISTEN, at=at)
    if told.received_at > at:
        raise ValueError("Nothing is received before it arrives.")
    said = {"name": told.name, "contact": told.contact, "words": told.text, "route": told.route}
    scan = told.scan.original if told.scan else ""
    raw = _as_bytes({**said, "received at": told.received_at.isoformat(), "sha-256 of the scan as given": scan})
    attachments = told.scan.attachments("scan") if told.scan else ()
    key = f"typed:{sha256(raw).hexdigest()}"
    heard = _heard(key, told.text, raw, told.received_at, author=told.name, to=told.contact, attachments=attachments)
    logged = Logged(by, office_of(by, at=at), told.route)
    source = own_source(Source.TYPED, at=at)
    catch(source, [heard], cursor=None, at=at, logged=logged)
    return Message.objects.get(arrivals__source=source, arrivals__key=key)


@transaction.atomic
def note_group(noted: Noted, topic: Topic, *, by: Person, at: datetime) -> tuple[Message, Masked]:
    """Keep what a closed group said, tied to a topic, without the people who said it.

    The words as pasted are not kept: their SHA-256 is, so that it can be shown later what the note was made from.
    """
    require_authority(by, LISTEN, at=at)
    text = noted.text.replace("\r\n", "\n")  # a browser sends the one where the other was pasted
    without = masked(text, also=noted.also)
    original = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    pictures = [picture for one in noted.screenshots for picture in one.attachments("screenshot")]
    pasted = (_not_kept("words as pasted", "text/plain", original),) if text.strip() else ()
    raw = _as_bytes(
        {
            "words without names": without.text,
            "sha-256 of the words as pasted": original,
            "sha-256 of the screenshots as given": [one.original for one in noted.screenshots],
            "group": noted.group,
        }
    )
    key = f"group:{sha256(raw).hexdigest()}"
    heard = _heard(key, without.text, raw, at, title=noted.group, attachments=(*pasted, *pictures))
    source = own_source(Source.NOTEBOOK, at=at)
    catch(source, [heard], cursor=None, at=at, logged=Logged(by, office_of(by, at=at), GROUP))
    message = Message.objects.get(arrivals__source=source, arrivals__key=key)
    message.topic = topic
    message.save(update_fields=["topic"])
    return message, without


def _heard(
    key: str,
    text: str,
    raw: bytes,
    at: datetime,
    *,
    author: str = "",
    to: str = "",
    title: str = "",
    attachments: Sequence[Attachment] = (),
) -> Heard:
    return Heard(
        key=key,
        version=sha256(raw).hexdigest(),
        kind="message",
        text=text,
        author=author,
        handle=to,
        written_at=at,
        address="",
        thread=key,
        answers="",
        public=False,
        raw=raw,
        media_type=JSON,
        title=title,
        attachments=tuple(attachments),
        to=to,
    )


def _not_kept(name: str, media_type: str, digest: str) -> Attachment:
    return Attachment(f"{name}, not kept", media_type, address=f"sha256:{digest}")


def _as_bytes(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "replace")
