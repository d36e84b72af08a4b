"""Everything on the card of one message, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parishpump.inbox.display import SHOWN, Piece, Span, harmless, one_line, personal_in, pieces
from parishpump.inbox.duties import Duty, duty, referable_in
from parishpump.inbox.models import Message
from parishpump.inbox.outcomes import (
    ABUSE,
    ABUSE_REPORT,
    BY_ID,
    CLOSES_WITHOUT_ANSWER,
    FORWARD,
    OUTCOMES,
    PRAISE,
    REDIRECT,
    REFERRED,
    Outcome,
)
from parishpump.inbox.queries.answers import AlikeAnswer
from parishpump.inbox.queries.beside_facts import Ours, Thread
from parishpump.inbox.queries.card import Responsible
from parishpump.inbox.queries.care import NOBODY_SPARED, Spared
from parishpump.inbox.queries.policy import ListeningPolicy
from parishpump.networks.mailbox_text import new_words_end
from parishpump.partners.services import SERVICES
from parishpump.policy.triage.words import WORDS
from parishpump.ui import words

SHOWN_FOR = timedelta(minutes=30)  # how long a recorded look shows what it asked for
_SERVICES = {one.id: one.words for one in SERVICES}


@dataclass(frozen=True)
class Said:
    """One message of the thread as it is shown. `here`: it is the one that the card is about.

    `below` is what a mail program put under the words of an answer: the signature, and the messages before it.
    """

    who: str
    when: datetime
    pieces: Sequence[Piece]
    below: Sequence[Piece] = ()
    url: str = ""
    here: bool = False
    ours: bool = False
    marks: tuple[str, ...] = ()
    rest: int = 0
    folded: bool = False


def beginning_of(message: Any, spared: Spared = NOBODY_SPARED) -> str:
    """What the page calls the message: its subject, or how it begins."""
    if ABUSE in message.labels or spared.holds(message):
        return "A message that is folded away"
    title = one_line(message.title, 90)
    if title:
        return title
    line = one_line(message.beginning, 70)
    return line or "A message without words"


def thread_shown(
    message: Any, thread: Thread, *, open_up: bool, folded: bool, spared: Spared = NOBODY_SPARED
) -> list[Said]:
    """The thread in the order in which it was said, ours among it. Nobody in it is named."""
    everybody = [*thread.before, message, *thread.after]
    names = _pseudonyms(everybody)
    said = [
        _said(
            one,
            names[one.id],
            here=one.id == message.id,
            open_up=open_up,
            folded=folded if one.id == message.id else ABUSE in one.labels or spared.holds(one),
        )
        for one in everybody
    ]
    return sorted([*said, *(_ours(one) for one in thread.ours)], key=lambda one: one.when)


def _said(one: Any, who: str, *, here: bool, open_up: bool, folded: bool) -> Said:
    marks = [("Deleted by its writer", one.gone_at), ("Hidden by us", one.hidden_at)]
    text = "" if folded else one.beginning if here else one.beginning[: SHOWN // 4]
    spans = reason_spans(one, len(text)) if here else []
    new, masked = new_words_end(text), not (here and open_up)
    return Said(
        who=who,
        when=one.received_at,
        pieces=_pieces(text, 0, new, spans, masked=masked),
        below=_pieces(text, new, len(text), spans, masked=masked),
        url="" if here else reverse("message", args=[one.reference]),
        here=here,
        marks=tuple(words for words, on in marks if on),
        rest=max(one.characters - SHOWN, 0) if here else 0,
        folded=folded,
    )


def _pieces(text: str, start: int, end: int, spans: Iterable[Span], *, masked: bool) -> list[Piece]:
    """A part of the words with those behind a suggestion marked, and what points at a person kept back."""
    part = text[start:end].lstrip()
    start = end - len(part)
    marked = [
        Span(one.start - start, one.end - start, one.look) for one in spans if start <= one.start < one.end <= end
    ]
    shown = pieces(part, [*marked, *(personal_in(part) if masked else ())]) if part else []
    return [Piece(harmless(piece.words), piece.look) for piece in shown]


def reason_spans(message: Message, length: int) -> list[Span]:
    """Where in the text the words behind the suggestions stand. They are counted with the subject above them."""
    before = len(message.title) + 1 if message.title else 0
    found = [Span(one["start"] - before, one["end"] - before, "should") for one in message.reasons]
    return [one for one in found if 0 <= one.start < one.end <= length]


def _ours(one: Ours) -> Said:
    return Said(
        who="The council",
        when=one.at,
        pieces=[Piece(harmless(one.text))],
        url=reverse("post", args=[one.reference]),
        ours=True,
    )


def _pseudonyms(everybody: Iterable[Message]) -> dict[int, str]:
    """By message, what its writer is called here: Resident A, B, C, in the order in which they come."""
    letters: dict[str, str] = {}
    names: dict[int, str] = {}
    for one in everybody:
        key = one.handle or one.author or f"message {one.id}"
        if key not in letters:
            number = len(letters)
            letters[key] = chr(ord("A") + number) if number < 26 else str(number + 1)
        names[one.id] = f"Resident {letters[key]}"
    return names


@dataclass(frozen=True)
class Thought:
    """One thing that we think, and the words that led there."""

    what: str
    because: Sequence[str]
    says: str = ""
    url: str = ""


def thoughts(message: Any, responsible: Iterable[Responsible], answers: Iterable[AlikeAnswer]) -> list[Thought]:
    """Suggestions with their reasons; never a decision. What points at a person is no reason to be shown."""
    found = [
        Thought(_label_words(label), _quoted(message, label), WORDS[label].why if label in WORDS else "")
        for label in message.labels
    ]
    if message.language and message.language != "en":
        found.append(Thought("Not in English", [], "The words are those of another language."))
    found += [_whose_it_is(one, message.received_at) for one in responsible]
    near = [
        Thought(
            "Answered before?",
            [],
            f"“{one.answer.question}” comes near.",
            reverse("post", args=[one.answer.post.reference]),
        )
        for one in answers
    ]
    return [*found, *(near or [Thought("Answered before?", [], "No public answer comes near.")])]


def _label_words(label: str) -> str:
    return WORDS[label].name if label in WORDS else label.capitalize()


def _quoted(message: Any, label: str) -> list[str]:
    """The words behind one label, as they stand; what overlaps a name or an address is left out."""
    text = f"{message.title}\n{message.beginning}" if message.title else message.beginning
    kept = personal_in(text)
    found = [
        one_line(one["words"], 120)
        for one in message.reasons
        if one["label"] == label and not any(span.start < one["end"] and one["start"] < span.end for span in kept)
    ]
    return list({words.casefold(): words for words in reversed(found)}.values())[::-1][:4]


def _whose_it_is(one: Responsible, received_at: datetime) -> Thought:
    service = _SERVICES.get(one.service, one.service)
    day = words.plain_day(timezone.localtime(received_at))
    if not one.bodies:
        return Thought(service, [], f"The partner directory names nobody for it on {day}.")
    bodies = words.listed([body.name for body in one.bodies])
    return Thought(
        f"{service}: {bodies}",
        [],
        f"The partner directory, as it stood on {day}.",
        one.bodies[0].facts.page_for(one.service),
    )


def suggested(message: Message, responsible: Sequence[Responsible]) -> str:
    """The outcome that the suggestions point to; empty where they point nowhere."""
    if message.has_duty:
        return REFERRED if referable_in(message.duties) else FORWARD
    pointing = (
        (ABUSE in message.labels, ABUSE_REPORT),
        (message.labels[:1] == ["praise"], PRAISE),
        ("other authority" in message.labels and any(one.bodies for one in responsible), REDIRECT),
    )
    return next((outcome for points, outcome in pointing if points), "")


@dataclass(frozen=True)
class Closed:
    """Outcomes that are not open for this message, and why."""

    names: str
    why: str


def outcomes_for(message: Message, policy: ListeningPolicy) -> tuple[list[Outcome], list[Closed]]:
    """What can become of this message, and what cannot, with the reason."""
    by_law = [one for one in OUTCOMES if message.has_duty and one.id in CLOSES_WITHOUT_ANSWER]
    by_policy = [one for one in OUTCOMES if one not in by_law and not policy.offers(one.id)]
    closed = []
    if by_law:
        closed.append(Closed(_names(by_law), "Each would close a message that the law may require us to answer."))
    if by_policy:
        closed.append(Closed(_names(by_policy), "Your policy names other outcomes."))
    return [one for one in OUTCOMES if one not in by_law and one not in by_policy], closed


def _names(outcomes: Iterable[Outcome]) -> str:
    return " ".join(f"{one.words}." for one in outcomes)


def duties_of(message: Message) -> list[Duty]:
    """The duties that are open on it."""
    return [duty(one) for one in message.duties] if message.has_duty else []


def outcome_words(id: str) -> str:
    """What an outcome is called."""
    return BY_ID[id].words if id in BY_ID else id


def looks_now(looks: Mapping[str, datetime], what: str, at: datetime) -> bool:
    """Whether a look that was recorded still shows what it asked for."""
    return what in looks and looks[what] > at - SHOWN_FOR
