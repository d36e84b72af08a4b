"""The other kinds: praise, questions, faults, complaints, the press, spam, and what is another authority's business."""

from parishpump.policy.triage.findings import Findings
from parishpump.policy.triage.phrasebook import Hit
from parishpump.policy.triage.suggestions import Reason
from parishpump.policy.triage.topics import EITHERS, OWN, services_found

# One sign of spam may stand in an honest message; two seldom do.
_SIGNS_OF_SPAM = 2
_WANTING = frozenset({"issue report", "question", "complaint", "emergency"})
_LONG = 60


def everyday(found: Findings, abuse: list[Reason], language: str) -> list[Reason]:
    """Reasons for each everyday kind; a message that advertises is nothing else."""
    if spam := _spam(found):
        return spam
    return [
        *found.reasons("press enquiry", found.of("press enquiry")),
        *_complaint(found),
        *_fault(found, abuse),
        *_question(found, language),
        *found.reasons("praise", found.of("praise")),
    ]


def other_authority(found: Findings, labels: set[str]) -> list[Reason]:
    """Services of other bodies, where the message wants something done or answered about them."""
    if not labels & _WANTING or labels & {"foi", "eir"}:
        return []
    services = services_found(found)
    if any(service.id in OWN for service in services):
        return []
    others = [service for service in services if service.id not in EITHERS]
    return [Reason("other authority", each.words, each.start, each.end) for each in others[:3]]


def _complaint(found: Findings) -> list[Reason]:
    """Plain displeasure; a sign that a report of a fault shows too counts where no service is named."""
    hits = found.of("complaint")
    if not hits and not services_found(found):
        hits = found.of("grumble")
    return found.reasons("complaint", hits)


def _fault(found: Findings, abuse: list[Reason]) -> list[Reason]:
    """Reports of faults; "vermin" said of people is none."""
    faults = found.reasons("issue report", found.of("fault"))
    return [fault for fault in faults if not any(fault.start < each.end and each.start < fault.end for each in abuse)]


def _question(found: Findings, language: str) -> list[Reason]:
    """A sentence that ends with a question mark or asks without one, unless it is asked for effect."""
    rhetorical = found.sentences(found.of("rhetorical"))
    asking = found.of("asking") + (found.of("asking elsewhere") if language != "en" else [])
    hits = [hit for hit in _asking_sentences(found) + asking if found.sentence(hit) not in rhetorical]
    return found.reasons("question", hits)


def _asking_sentences(found: Findings) -> list[Hit]:
    """The sentences with a question mark, at most their last words."""
    places: dict[int, list[int]] = {}
    for place, word in enumerate(found.message.words):
        if word.sentence in found.message.asking:
            places.setdefault(word.sentence, []).append(place)
    return [Hit("question", each[-_LONG:][0], each[-1]) for each in places.values()]


def _spam(found: Findings) -> list[Reason]:
    hits = found.of("spam")
    return found.reasons("spam", hits) if len({hit.first for hit in hits}) >= _SIGNS_OF_SPAM else []
