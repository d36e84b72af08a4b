"""How long a text is for a network, and where its links and hashtags are. Pure."""

import re

from parishpump.networks import graphemes
from parishpump.networks.contract import Limits, NetworkError, Parcel

_LINK = re.compile(r"https?://[^\s<>\"]+")
_HASHTAG = re.compile(r"(?<!\S)#(?=\w*[^\W\d])\w+")
_AFTER_A_LINK = ".,;:!?'’”"

Span = tuple[int, int]


def links_in(text: str) -> list[Span]:
    """Where the web addresses of a text begin and end, in characters, without the full stop that ends a sentence."""
    return [(found.start(), found.start() + len(_without_tail(found.group()))) for found in _LINK.finditer(text)]


def _without_tail(link: str) -> str:
    while link[-1] in _AFTER_A_LINK or (link[-1] == ")" and link.count(")") > link.count("(")):
        link = link[:-1]
    return link


def hashtags_in(text: str) -> list[Span]:
    """Where the hashtags of a text begin and end, in characters, the # included. `#123` is none."""
    return [found.span() for found in _HASHTAG.finditer(text)]


def length(text: str, limits: Limits) -> int:
    """How much of a network's limit a text takes."""
    counted = text
    if limits.url_counts is not None:
        for start, end in reversed(links_in(text)):
            counted = counted[:start] + "x" * limits.url_counts + counted[end:]
    return graphemes.count(counted) if limits.counts == "graphemes" else len(counted)


def require_fit(parcel: Parcel, limits: Limits, *, network: str) -> None:
    """Refuse here what the network would refuse anyway, before a single picture is uploaded."""
    problem = ""
    if limits.characters is not None and length(parcel.text, limits) > limits.characters:
        problem = f"The text is longer than the {limits.characters} characters that {network} takes."
    if len(parcel.pictures) > limits.pictures:
        problem = f"{network} takes {limits.pictures} pictures at most."
    if any(len(picture.content) > (limits.picture_bytes or len(picture.content)) for picture in parcel.pictures):
        problem = f"A picture is larger than the {limits.picture_bytes} bytes that {network} takes."
    if problem:
        raise NetworkError(permanent=True, outcome_known=True, reason="refused", detail=problem)
