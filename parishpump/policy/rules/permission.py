"""What is not public yet goes out only with leave."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, wording

_PRIVATE = wording(
    "letter to|email to|message to|conversation with|phone call|told|wrote|emailed|confided|confidence|"
    "private|between|off the record|overheard|announced|"
    "made public|embargo|leaked",
    r"\b(?:a|one|another)\s(?:local\s)?(?:resident|neighbour|parishioner|councillor|member\sof\sstaff|"
    r"caller|mother|father|villager|parent)\s"
    r"(?:has\s|kindly\s){0,2}(?:told|wrote\sto|written\sto|emailed|confided\s(?:in|to)|messaged)\s(?:us|me|"
    r"the\s(?:clerk|council|office))\b|"
    r"\b(?:in|from)\s(?:an?|his|her|their)\s(?:private\s)?(?:email|letter|message|conversation|"
    r"phone\scall)\s(?:to|with)\s(?:us|me|the\s(?:council|clerk))\b|"
    r"\b(?:told|said|spoken)\s(?:\w+\s)?(?:privately|in\sprivate(?!\ssession)|in\sconfidence)\b|"
    r"\bi\s(?:was|have\sbeen|am)\stold\b|"
    r"\bbetween\s(?:you\sand\sme|ourselves)\b|\boff\sthe\srecord\b|\b(?:was|were|been|i|we)\soverheard\b|"
    r"\b(?:not|hasn['’]t|haven['’]t)\s(?:yet\s)?(?:been\s)?(?:officially\s)?(?:announced|made\spublic)\b|"
    r"\bembargo(?:ed)?\b|\bleaked\s(?:report|email|paper|document|plans?|letter)",
)


def missing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What is not in the public domain has a permission on record."""
    if pack.stated("content.public_domain_test", bool) is False:
        return
    if draft.public_already is False and not any(each.given_by.strip() for each in draft.permissions):
        yield Finding(
            field="permissions",
            message="This is not public yet, and no permission to publish it is on record.",
            fix="Ask whoever it comes from, and note who agreed to what and when; or wait until it is public.",
        )


def private_talk(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What was said or written in private is not passed on unasked."""
    if draft.public_already or draft.permissions:
        return
    for passage, match in _PRIVATE.find(facts.passages):
        message = "{words} passes on what was said or written in private, and no permission is on record."
        yield point(passage, match.span(), message, "Ask the person first and note it, or leave it out.")


RULES = {"permission.missing": missing, "permission.private_talk": private_talk}
