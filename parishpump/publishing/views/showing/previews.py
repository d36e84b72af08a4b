"""Exactly what goes out on each channel, as a page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from parishpump.channels.models import Channel
from parishpump.channels.queries import limits_of
from parishpump.networks.lengths import length
from parishpump.publishing.content import Content, PictureUse
from parishpump.publishing.models import Picture
from parishpump.ui import words


@dataclass(frozen=True)
class ShownPicture:
    """A picture with the text that stands for it."""

    url: str
    alt: str
    width: int = 0
    height: int = 0
    credit: str = ""


@dataclass(frozen=True)
class Preview:
    """The exact words of one channel, with how much of its room they take."""

    id: str
    channel: str
    aside: str
    title: str
    text: str
    pictures: tuple[ShownPicture, ...]
    note: str


def previews(
    content: Content, exact: Mapping[str, str], channels: Iterable[Channel], pictures: Mapping[int, Picture]
) -> list[Preview]:
    """One for each channel, the noticeboard first and with its pictures; the others say which go with them."""
    shown = tuple(shown_picture(use, pictures.get(use.picture_id)) for use in content.pictures)
    return [_preview(content, exact.get(str(channel.id), ""), channel, shown) for channel in channels]


def _preview(content: Content, text: str, channel: Channel, pictures: tuple[ShownPicture, ...]) -> Preview:
    board = channel.is_noticeboard
    return Preview(
        id=f"preview-{channel.id}", channel=channel.name, aside=_aside(content, text, channel),
        title=content.title if board else "", text=text, pictures=pictures if board else (),
        note=_note(channel, len(pictures)),
    )


def _aside(content: Content, text: str, channel: Channel) -> str:
    if channel.is_noticeboard:
        return "published first; the others link to it"
    whose = "own text" if channel.id in content.own_texts else "same text and the address"
    return f"{whose}, {room_taken(text, channel)}"


def room_taken(text: str, channel: Channel) -> str:
    """`128 of 300 characters`, with how many are too many; the characters alone where there is no limit."""
    limits = limits_of(channel)
    taken = length(text, limits)
    if limits.characters is None:
        return words.counted(taken, "character")
    over = taken - limits.characters
    said = f"{taken:,} of {limits.characters:,} characters"
    return f"{said}: {over:,} too many" if over > 0 else said


def _note(channel: Channel, pictures: int) -> str:
    """What else goes there, and who puts it up."""
    said = []
    most = limits_of(channel).pictures
    if pictures and not channel.is_noticeboard:
        with_them = "With the picture and its alt text." if pictures == 1 else f"With the {pictures} pictures and their alt texts."
        said.append(with_them if pictures <= most else f"It takes {words.counted(most, 'picture')} at most, and there are {pictures}.")
    if channel.by_hand:
        said.append("Put up by hand: you get the words and pictures ready to copy, and paste the address back.")
    return " ".join(said)


def shown_picture(use: PictureUse, picture: Picture | None) -> ShownPicture:
    """A picture as this content uses it, served to officers."""
    url = reverse("picture", args=[use.picture_id])
    return ShownPicture(url, use.alt, picture.width if picture else 0, picture.height if picture else 0, use.credit)


def goes_out_words(goes_out: datetime | None, *, now: datetime) -> str:
    """`12:30pm today`, or `as soon as it is approved`."""
    if goes_out is None or goes_out <= now:
        return "as soon as it is approved"
    return words.near_moment(timezone.localtime(goes_out), now=timezone.localtime(now))
