"""The legal duty that a message may carry: a request for information, for one's own data, or a complaint.

FOIA s.8 asks for no special words: a request in writing that describes the information is enough, so ordinary questions
about what the council's records alone can answer are suggested too. Environmental information goes under the EIR.
"""

from parishpump.policy.triage.findings import Findings
from parishpump.policy.triage.phrasebook import Hit
from parishpump.policy.triage.suggestions import Reason
from parishpump.policy.triage.word_lists import plain_words


def duties(found: Findings) -> list[Reason]:
    """Reasons for every duty that the message may carry."""
    own = found.of("subject access")
    return [
        *_information(found, own),
        *found.reasons("subject access", own),
        *found.reasons("data protection complaint", found.of("data protection complaint")),
        *found.reasons("formal complaint", found.of("formal complaint")),
    ]


def _information(found: Findings, own: list[Hit]) -> list[Reason]:
    """A request for recorded information that is not about the writer's own data."""
    named, about_me = found.of("foi named"), found.sentences(own)
    outright = [hit for hit in found.of("request", "recorded fact") if found.sentence(hit) not in about_me]
    asked = named + (outright or [hit for hit in _in_no_particular_words(found) if found.sentence(hit) not in about_me])
    if not asked:
        return []
    environment = _near(found, found.of("environment"), asked)
    only_eir = bool(found.of("eir named")) and len(found.of("eir named")) == len(named)
    reasons: list[Reason] = []
    if not (environment or only_eir) or _also_foi(found, named, asked):
        reasons += found.reasons("foi", asked)
    if environment or found.of("eir named"):
        reasons += found.reasons("eir", found.of("eir named") or environment) + found.reasons("eir", asked)
    return reasons


def _in_no_particular_words(found: Findings) -> list[Hit]:
    """The records named in a sentence that asks, unless the writer is the one who offers them there."""
    asking = found.sentences(found.of("act of asking")) | found.message.asking
    # "Did you take advice? I would like to see it."
    asking |= {each - 1 for each in asking & found.sentences(found.of("pointing back"))}
    asking -= found.sentences(found.of("offering"))
    return [hit for hit in found.of("kept record") if found.sentence(hit) in asking]


def _also_foi(found: Findings, named: list[Hit], asked: list[Hit]) -> bool:
    """Whether the FOIA is named, or money is asked for beside the environment."""
    places = found.sentences(asked)
    money = any(word.plain in plain_words("money") and word.sentence in places for word in found.message.words)
    return len(named) > len(found.of("eir named")) or money


def _near(found: Findings, hits: list[Hit], asked: list[Hit]) -> list[Hit]:
    """The hits in the sentences of the request, or else in those beside them."""
    places = found.sentences(asked)
    same = [hit for hit in hits if found.sentence(hit) in places]
    return same or [hit for hit in hits if {found.sentence(hit) - 1, found.sentence(hit) + 1} & places]
