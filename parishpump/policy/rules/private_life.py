"""Somebody's home, health, birthday, school class or bank account stays out of posts."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, wording

_ROAD = (
    r"(?:Road|Rd|Lane|Street|St|Close|Avenue|Drive|Way|Hill|Row|Gardens|Crescent|Court|Mews|Walk|View|Green|Terrace)"
)
_DOOR = rf"(?:No\.?\s)?\d{{1,3}}[A-Za-z]?,?\s(?:[A-Z][\w’']+\s){{1,3}}{_ROAD}\b"
_PERSON = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.?\s[A-Z][\w’'\-]+(?:\s[A-Z][\w’'\-]+)?|"
    r"[A-Z][a-z’'\-]+\s[A-Z][a-z’'\-]+|"
    r"(?:[Tt]he|[Oo]ur)\s(?:[Dd]eputy\s|[Pp]arish\s)?(?:[Cc]lerk|[Gg]roundsman|[Cc]aretaker|[Ww]arden|"
    r"[Cc]hair(?:man)?|[Vv]icar|[Hh]eadteacher))"
)
_HOME = wording(
    "lives|living at|home|resides|mr|ms|miss|dr|cllr|councillor",
    rf"\b(?:lives?|living|resides?|(?:his|her|their)\shome|home\saddress)\b[^.!?\n]{{0,30}}?\b{_DOOR}|"
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.?\s[^.!?\n]{{1,40}}?,?\s(?:of|at)\s{_DOOR}",
    exact_case=True,
)
_BANK = wording(
    "sort code|account",
    r"\bsort\scode[:\s]{0,3}\d\d[\s-]?\d\d[\s-]?\d\d\b|\baccount\s(?:number|no)\.?[:\s]{0,3}\d{8}\b",
)
_ILL = wording(
    "recovering|covid|bad fall|breakdown|sick leave|hospital|ill|unwell|off sick|intensive care|suffering|"
    "diagnosed|cancer|dementia|stroke|heart attack|"
    "pregnant|disabled",
    rf"\b{_PERSON}\s(?:is|was|are|has\sbeen|remains|will\sbe|is\sstill|has|had|is\scurrently)\s(?:still\s|"
    rf"now\s|currently\s|recently\s|very\s|seriously\s)?"
    r"(?:in\s(?:the\s|[A-Z]\w+\s)?(?:hospital|intensive\scare)|taken\s(?:to\shospital|ill)|ill\b|unwell|"
    r"off\ssick|on\ssick\sleave|"
    r"suffering\sfrom|recovering\s(?:from|in|after)|diagnosed|(?:got\s)?(?:cancer|dementia|covid)\b|"
    r"(?:had\s)?a\s(?:stroke|heart\sattack|bad\sfall|mental\sbreakdown)|pregnant)",
    exact_case=True,
)
_BORN = wording("born|date of birth|dob|birthday", r"\b(?:born\son|born|date\sof\sbirth|dob|d\.o\.b\.?|birthday)\b")
_PUPIL = wording(
    "year|reception|class",
    r"\b[A-Z][a-z’'\-]+\s[A-Z][a-z’'\-]+,?\s\(?(?:who\sis\s)?(?:in\s|from\s|of\s|a\s)?(?:Year\s(?:1[0-3]|"
    r"\d)\b(?!\d)|Reception\b|Class\s\d\b)",
    exact_case=True,
)
_NO_PERSON = re.compile(r"^(?:Primary|Parish|Village|High|Community|Junior|Infant|The|Our|School|Every|Each)\b")
_A_LIFE = 100
_SOON_AFTER = 20


def home(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Where somebody lives is nobody else's business."""
    for passage, match in _HOME.find(facts.everything):
        message = "{words} tells where somebody lives."
        yield point(passage, match.span(), message, "Leave the house out: the street, or the village, is enough.")


def bank(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Bank details in a post invite fraud."""
    for passage, match in _BANK.find(facts.everything):
        message = "{words} gives bank details, which others can misuse."
        yield point(passage, match.span(), message, "Say where people can ask for them instead.")


def health(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """How somebody's health is, only they may tell."""
    for passage, match in _ILL.find(facts.everything):
        message = "{words} tells of somebody's health."
        yield point(passage, match.span(), message, "Leave it out, or say only who stands in and until when.")


def birth_date(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A living person's date of birth helps those who steal names."""
    for passage, match in _BORN.find(facts.everything):
        if _tells_birth(passage, match):
            message = "{words} comes with somebody's full date of birth."
            yield point(passage, match.span(), message, "Leave the year out, or the whole date.")


def _tells_birth(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a full date of the last hundred years follows at once."""
    return any(
        written.day is not None
        and written.year_written
        and 0 <= written.span[0] - match.end() <= _SOON_AFTER
        and passage.today.year - _A_LIFE < written.day.year < passage.today.year
        for written in passage.dates
    )


def pupil(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A child is not named with a school class."""
    for passage, match in _PUPIL.find(facts.everything):
        if not _NO_PERSON.match(match[0]) and not _NO_PERSON.match(match[0].split()[1]):
            message = "{words} names a child with a school class."
            yield point(
                passage, match.span(), message, "Leave out the name or the class, unless a parent agreed in writing."
            )


RULES = {
    "personal.home": home,
    "personal.bank": bank,
    "personal.health": health,
    "personal.birth_date": birth_date,
    "personal.pupil": pupil,
}
