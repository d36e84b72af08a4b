"""How strong a clause is in its own words: must, should, may or aim. A suggestion, for a person to confirm."""

import re

_MUST = re.compile(
    r"\b(?:must|shall|will|never|cannot|(?:do|does) not(?! (?:have|need|mean))|don['’]t(?! (?:have|need))"
    r"|may not|may only|can only|ensure|mandatory|compulsory"
    r"|(?:is|are|be) (?:required|prohibited|forbidden|obliged|not (?:allowed|permitted))|make sure|only be)\b",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"\b(?:should|ought|(?:is|are|be) (?:encouraged|advised|asked|expected|recommended|reminded)|advisable|remember)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|can|might|discretion|discretionary|optional|welcome)\b", re.IGNORECASE)
# “Respect copyright”, “Assess any risks”: an instruction without any such word advises.
_INSTRUCTION = re.compile(
    r"(?:ask|assess|avoid|be|check|consider|credit|evaluate|follow|get|keep|monitor|obtain|read|record|respect|review"
    r"|seek|stay|tell|think|treat|use|write)\b",
    re.IGNORECASE,
)


def strength_of(text: str) -> str:
    """The strongest of must, should and may that the words carry, otherwise aim."""
    if _MUST.search(text):
        return "must"
    if _SHOULD.search(text) or _INSTRUCTION.match(text):
        return "should"
    return "may" if _MAY.search(text) else "aim"
