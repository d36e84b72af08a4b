"""Text that everybody's software can read out, and links that say where they go."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.graphemes import graphemes
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, wording

_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u23e9-\u23fa]"
_EMOJI_RUN = re.compile(f"{_EMOJI}(?:[\\s\ufe0f\u200d]?{_EMOJI}|[\ufe0f\u200d\U000e0020-\U000e007f])+")
_MOST_EMOJI = 3
_LINK_WORDS = wording(
    "click|tap |press here|more here|info here|information here|here:|in bio|in the comments|link below|"
    "link above|this link",
    r"\b(?:click|press|tap)\s(?:on\s)?(?:here|this\slink|the\slink|below|the\slink\s(?:below|above))\b|"
    r"\b(?:read|find\sout|see|learn|discover)\smore\shere\b|\bmore\sinfo(?:rmation)?\shere\b|"
    r"\bfollow\s(?:this|the)\slink\b|"
    r"\blinks?\s(?:is\s)?(?:in\s(?:the\s|our\s)?(?:bio|(?:first\s)?comments?)|below|above)\b|\bhere:\s*(?=https?:)",
)
_SHORT_LINK = re.compile(
    r"(?<![\w.@\-])(?:https?://)?(?:www\.)?(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|buff\.ly|is\.gd|"
    r"rb\.gy|shorturl\.at|fb\.me|lnkd\.in|cutt\.ly|t\.ly)/[\w\-]+",
    re.IGNORECASE,
)
_IN_PICTURE = wording(
    "poster|flyer|picture|image|graphic|photo",
    r"\b(?:see|on|in|check|read)\s(?:the\s|our\s|this\s)?(?:attached\s)?(?:poster|flyer|picture|image|"
    r"graphic|photo)\s(?:above|below|attached|for\s(?:(?:full|more|all|further|the)\s)?"
    r"(?:details|info\w*|times|dates|programme))\b|\b(?:details|info(?:rmation)?|times|dates|"
    r"programme)\s(?:are\s|is\s)?(?:on|in)\s(?:the\s|our\s|this\s)?(?:attached\s)?(?:poster|flyer|picture|image|graphic)\b(?!\sin)",
)
_DECORATION = re.compile(r"([*=~\-•|#+^<>])\1{4,}|(?:[★☆✦✧✩✪✭✮✯❖◆◇■□▪▫●○]\s?){3,}")
_MOST_HASHTAGS = 5


def emoji_run(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A screen reader reads every emoji out by its name."""
    for passage in facts.passages:
        for match in _EMOJI_RUN.finditer(passage.text):
            count = graphemes("".join(match[0].split()))
            if count > _MOST_EMOJI:
                message = f"{{words}} is {count} emoji in a row: a screen reader reads each one out by its name."
                yield point(passage, match.span(), message, "Keep one, at the end, or none.")


def link_words(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The words of a link say where it goes."""
    for passage, match in _LINK_WORDS.find(facts.passages):
        message = "{words} does not say where it leads, and means nothing when heard alone."
        yield point(passage, match.span(), message, "Say what people find there, such as “Read the agenda:”.")


def short_link(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """People can see where an address leads."""
    for passage in facts.passages:
        for match in _SHORT_LINK.finditer(passage.text) if "/" in passage.text else ():
            message = "{words} hides where it leads, as links of fraudsters do."
            yield point(passage, match.span(), message, "Give the full address of the page.")


def in_picture_only(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What people need to know stands in the text, not in a picture of text."""
    for passage, match in _IN_PICTURE.find(facts.passages):
        message = "{words} sends readers to a picture, which people who cannot see it cannot read."
        yield point(passage, match.span(), message, "Write what it says: what, when, where, and the cost.")


def decoration(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Rows of signs are read out sign by sign."""
    for passage in facts.passages:
        for match in _DECORATION.finditer(passage.text):
            if not passage.in_url(match.start()):
                message = "{words} is read out sign by sign."
                yield point(passage, match.span(), message, "Use an empty line instead.", "")


def many_hashtags(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Hashtags help people find a post; a crowd of them hides it."""
    for passage in facts.passages:
        if len(passage.hashtags) > _MOST_HASHTAGS:
            first, last = passage.hashtags[_MOST_HASHTAGS], passage.hashtags[-1]
            message = f"There are {len(passage.hashtags)} hashtags: a screen reader reads them all out."
            yield point(passage, (first.start, last.end), message, "Keep the two or three that people look for.")


RULES = {
    "plain_text.emoji_run": emoji_run,
    "plain_text.link_words": link_words,
    "plain_text.short_link": short_link,
    "plain_text.in_picture_only": in_picture_only,
    "plain_text.decoration": decoration,
    "hashtags.many": many_hashtags,
}
