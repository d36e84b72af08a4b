"""What can become of a message, and why the council may leave one unanswered. Pure.

Clauses ENG-5 to ENG-8 and TRA-7 to TRA-13 of the policy; the duties that no outcome may close are those of section 8 of
the Freedom of Information Act 2000 and its sisters, which `policy.triage` looks for.
"""

from dataclasses import dataclass
from datetime import timedelta

REPLY, PUBLIC_ANSWER, REDIRECT, PRAISE = "reply", "public answer", "redirect", "praise"
LISTENED, DECLINED, FORWARD, REFERRED = "listened", "declined", "forward", "information request"
ABUSE_REPORT, HIDE = "report abuse", "hide"


# The kind of message that a list folds away; and those that never are, whatever else they say: somebody may be in
# danger. Nor is one folded away in which the law may want an answer.
ABUSE = "abuse"
NEVER_FOLDED = ("emergency", "safeguarding")

# How long a message stays with whoever claimed it.
CLAIM_LASTS = timedelta(hours=2)


@dataclass(frozen=True)
class Outcome:
    """One way in which a message can end. `answers`: whoever wrote hears from us; `key`: its place on the keyboard."""

    id: str
    words: str
    hint: str
    answers: bool
    key: str


OUTCOMES = (
    Outcome(REPLY, "Reply", "Write an answer. It is checked and approved like every publication.", True, "1"),
    Outcome(PUBLIC_ANSWER, "Answer for all", "One answer for everybody who asks this, naming nobody.", True, "2"),
    Outcome(REDIRECT, "Redirect", "It is another body’s job: say whose, with the link.", True, "3"),
    Outcome(PRAISE, "Pass the praise on", "It reaches whoever earned it.", False, "4"),
    Outcome(LISTENED, "Listened, no reply", "Noted under its topic. Nothing is sent.", False, "5"),
    Outcome(DECLINED, "Decline to answer", "Say why: impartiality or legality.", False, "6"),
    Outcome(FORWARD, "Pass to somebody here", "A colleague decides.", False, "7"),
    Outcome(REFERRED, "Open an information request", "The law’s clock runs from the day it arrived.", True, "8"),
    Outcome(HIDE, "Hide under the house rules", "A copy is kept first. Whoever wrote it can appeal.", False, "9"),
    Outcome(ABUSE_REPORT, "Report abuse", "Keeps the evidence, and offers you support.", False, "0"),
)
BY_ID = {outcome.id: outcome for outcome in OUTCOMES}

# What a legal duty lets nobody choose, until somebody with authority has said that there is none.
CLOSES_WITHOUT_ANSWER = frozenset(one.id for one in OUTCOMES if not one.answers) - {FORWARD}


@dataclass(frozen=True)
class Ground:
    """A ground for not answering, with its reasons in detail (clause TRA-11)."""

    id: str
    words: str
    reasons: tuple[tuple[str, str], ...]


GROUNDS = (
    Ground(
        "impartiality",
        "Impartiality: an answer would take a side",
        (
            ("party politics", "It asks us to take part in party politics"),
            ("pre-election period", "The pre-election period restrains what we say of it"),
            ("neighbours", "It is a dispute between neighbours or businesses"),
            ("not decided", "The council has not decided, and an answer would look like a decision"),
        ),
    ),
    Ground(
        "legality",
        "Legality: an answer here could be unlawful",
        (
            ("court or inquiry", "A court case, an appeal or an investigation is under way"),
            ("personal data", "It would disclose somebody’s personal data"),
            ("confidential", "It is confidential, or was taken in closed session"),
            ("legal advice", "It asks for legal advice, which the council cannot give"),
            ("not our power", "The council has no power in the matter"),
        ),
    ),
)
