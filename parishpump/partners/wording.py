"""Filling a standing text with the facts of the body that people are sent on to. Pure: no Django."""

import re
from collections.abc import Mapping

# What a standing text may leave to the directory, so that it stays right when the body or its page changes.
PLACES = ("body", "phone", "email", "page")
_PLACE = re.compile(r"\{([^{}]*)\}")

# Ours, for where a council has approved no text of its own. It goes nowhere before a person has approved it.
SUGGESTED = "Thank you for telling us. {body} looks after this, and can help you directly: {page}"
SUGGESTED_BY_PHONE = "Thank you for telling us. {body} looks after this, and can help you directly on {phone}."


def unknown_places(text: str) -> list[str]:
    """The words in braces that stand for nothing."""
    return [place for place in _PLACE.findall(text) if place not in PLACES]


def places_in(text: str) -> set[str]:
    """Which facts the text leaves to the directory."""
    return {place for place in _PLACE.findall(text) if place in PLACES}


def missing_in(text: str, facts: Mapping[str, str]) -> list[str]:
    """Which facts the text wants and the directory does not have."""
    return [place for place in PLACES if place in places_in(text) and not facts.get(place)]


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with the facts put in; what the directory does not have is left out, with the space before it."""
    put_in = _PLACE.sub(lambda found: facts.get(found[1], ""), text)
    return re.sub(r"[ \t]+([.,:;)]|$)", r"\1", re.sub(r"[ \t]{2,}", " ", put_in), flags=re.MULTILINE).strip()


def suggestion(facts: Mapping[str, str]) -> str:
    """A text to begin with, by what is known of the body."""
    return SUGGESTED_BY_PHONE if facts.get("phone") and not facts.get("page") else SUGGESTED
