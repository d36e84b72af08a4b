"""Triage of one message: what it probably is, the legal duty that may lie in it, and the words behind each."""

import re

from parishpump.policy.triage.abuse import abuse
from parishpump.policy.triage.duties import duties
from parishpump.policy.triage.emergencies import emergency, safeguarding
from parishpump.policy.triage.everyday import everyday, other_authority
from parishpump.policy.triage.findings import Findings, findings
from parishpump.policy.triage.language import language_of
from parishpump.policy.triage.suggestions import DUTIES, LABELS, Reason, Suggestion

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)


def triaged(text: str, *, has_address: bool = False) -> Suggestion:
    """Suggest what a message is, most pressing first. `has_address` says that its channel gives one to answer to.

    Any text will do, of any length; the time it takes grows with the length alone.
    """
    found = findings(text)
    language = language_of(found.message)
    reasons = _reasons(found, language)
    labels = {reason.label for reason in reasons}
    return Suggestion(
        labels=tuple(label for label in LABELS if label in labels),
        duty=tuple(duty for duty in DUTIES if duty in labels),
        reasons=tuple(sorted(reasons, key=lambda reason: LABELS.index(reason.label))),
        language=language,
        lacks_address="foi" in labels and not has_address and not _ADDRESS.search(text),
    )


def _reasons(found: Findings, language: str) -> list[Reason]:
    foul = abuse(found)
    reasons = [*emergency(found), *safeguarding(found), *duties(found), *foul, *everyday(found, foul, language)]
    reasons += _implied(reasons)
    return reasons + other_authority(found, {reason.label for reason in reasons})


def _implied(reasons: list[Reason]) -> list[Reason]:
    """A formal complaint is a complaint, and a request for information a question."""
    labels = {reason.label for reason in reasons}
    follows = {
        "formal complaint": "complaint",
        "data protection complaint": "complaint",
        "foi": "question",
        "eir": "question",
    }
    first = {reason.label: reason for reason in reversed(reasons)}
    implied = {then: first[label] for label, then in follows.items() if label in labels and then not in labels}
    return [Reason(label, each.words, each.start, each.end) for label, each in implied.items()]
