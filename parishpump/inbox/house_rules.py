"""The house rules for comments: grounds, steps, and what is never a ground. Pure.

Hiding a comment or blocking an account touches freedom of expression: it has to be lawful, justified and proportionate
(European Convention on Human Rights, Article 10; law notes LAW-35 and LAW-36).
"""

import re
from collections.abc import Iterable

HIDE, WARN, BLOCK, REPORT = "hide", "warn", "block", "report"
LADDER = (HIDE, WARN, BLOCK, REPORT)
REVERSED = frozenset({HIDE, BLOCK})  # what the network has to take back when it is undone

# The grounds that hold where a council's policy names none.
GROUNDS = (
    "Threat",
    "Harassment of a person",
    "Hatred of a group protected by the Equality Act 2010",
    "Personal data of somebody else",
    "Potentially defamatory of a person (Defamation Act 2013)",
    "Spam or advertising",
)

TEXT = (
    "Criticise the council as much as you like: that is never a reason to hide what you say. "
    "Do not threaten or harass anybody. Do not stir up hatred of people for who they are. "
    "Do not give away what is private to somebody else. Do not say of a person what may be false and would harm them. "
    "Do not advertise. We keep a copy before we hide anything, and you can appeal."
)

NEVER_A_GROUND = (
    "Criticism of the council is no ground. A council cannot sue for its own reputation, and hiding what people say "
    "has to be lawful, justified and proportionate (European Convention on Human Rights, Article 10). Name what it "
    "does to a person or a group, or leave it where it stands."
)

_ALWAYS = re.compile(r"criti[cq]|\bdisagree|\bdissent|unfavourabl|unflattering|\bnegativ|\bcomplain", re.IGNORECASE)
_HARMS_US = re.compile(
    r"reputation|bad (?:light|name|press)|disrepute|discredit|disparag|embarrass|undermin|unfair|disloyal|image of"
    r"|against (?:the|this|our) (?:parish )?council\b|against us|\boppos|hostil|\banti\b|defam|libel",
    re.IGNORECASE,
)
_US = re.compile(r"\b(?:council|council’s|council's|parish|us|our|we)\b", re.IGNORECASE)
_A_PERSON = re.compile(
    r"\bpersons?\b|\bpeople\b|somebody|individual|resident|councillors?\b|officers?\b|\bclerk\b|\bstaff\b",
    re.IGNORECASE,
)
_STEPS = (
    (WARN, re.compile(r"warn", re.IGNORECASE)),
    (BLOCK, re.compile(r"block|\bban|restrict", re.IGNORECASE)),
    (REPORT, re.compile(r"report|police", re.IGNORECASE)),
    (HIDE, re.compile(r"hid|remov|delet", re.IGNORECASE)),
)


def is_criticism(ground: str) -> bool:
    """Whether a ground is criticism of the council in other words: “negative about us”, “our reputation”."""
    if _ALWAYS.search(ground):
        return True
    if _A_PERSON.search(ground):
        return False
    return bool(_HARMS_US.search(ground) and (_US.search(ground) or "reputation" in ground.casefold()))


def step_of(words: str) -> str | None:
    """The step that a policy's own words mean, or None where they mean none that we know."""
    return next((step for step, pattern in _STEPS if pattern.search(words)), None)


def ladder_of(stated: Iterable[str]) -> tuple[str, ...]:
    """The steps of a policy in its order, each once. To report is always possible, and comes last."""
    known = [step for words in stated if (step := step_of(words)) is not None]
    return tuple(dict.fromkeys([*known, REPORT])) if known else LADDER


def milder_than(step: str, ladder: tuple[str, ...]) -> tuple[str, ...]:
    """The steps that come before this one."""
    return ladder[: ladder.index(step)]
