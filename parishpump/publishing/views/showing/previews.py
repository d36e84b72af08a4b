"""Exactly what goes out on each channel, as a page shows it."""

from collections.abc import Mapping, Sequence
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
    notes: tuple[str, ...]


def previews(
    content: Content, exact: Mapping[str, str], channels: Sequence[Channel], pictures: Mapping[int, Picture]
) -> list[Preview]:
    """The noticeboard with its pictures, then the others; channels that carry the very same words share one preview."""
    shown = tuple(shown_picture(use, pictures.get(use.picture_id)) for use in content.pictures)
    board = [channel for channel in channels if channel.is_noticeboard]
    alike: dict[str, list[Channel]] = {}
    for channel in channels:
        if not channel.is_noticeboard:
            alike.setdefault(exact.get(str(channel.id), ""), []).append(channel)
    first = [
        Preview(
            f"preview-{channel.id}",
            channel.name,
            "published first; the others link to it",
            content.title,
            exact.get(str(channel.id), ""),
            shown,
            (),
        )
        for channel in board
    ]
    return first + [_preview(content, text, together, len(shown)) for text, together in alike.items()]


def _preview(content: Content, text: str, channels: Sequence[Channel], pictures: int) -> Preview:
    own = any(channel.id in content.own_texts for channel in channels)
    names = words.listed([channel.name for channel in channels])
    whose = "own text" if own else "the same text, with the address"
    rooms = [f"{channel.name}: {room_taken(text, channel)}." for channel in channels] if len(channels) > 1 else []
    aside = whose if rooms else f"{whose}, {room_taken(text, channels[0])}"
    notes = [*rooms, *(note for channel in channels for note in _notes(channel, pictures))]
    return Preview(f"preview-{channels[0].id}", names, aside, "", text, (), tuple(dict.fromkeys(notes)))


def room_taken(text: str, channel: Channel) -> str:
    """`128 of 300 characters`, with how many are too many; the characters alone where there is no limit."""
    limits = limits_of(channel)
    taken = length(text, limits)
    if limits.characters is None:
        return words.counted(taken, "character")
    over = taken - limits.characters
    said = f"{taken:,} of {limits.characters:,} characters"
    return f"{said}: {over:,} too many" if over > 0 else said


def _notes(channel: Channel, pictures: int) -> list[str]:
    """What else goes there, and who puts it up."""
    said, most = [], limits_of(channel).pictures
    if pictures > most:
        said.append(f"{channel.name} takes {words.counted(most, 'picture')} at most, and there are {pictures}.")
    elif pictures:
        said.append(
            "With the picture and its alt text."
            if pictures == 1
            else f"With the {pictures} pictures and their alt texts."
        )
    if channel.by_hand:
        said.append(
            f"{channel.name} is put up by hand: you get the words and pictures ready, and paste the address back."
        )
    return said


def shown_picture(use: PictureUse, picture: Picture | None) -> ShownPicture:
    """A picture as this content uses it, served to officers."""
    url = reverse("picture", args=[use.picture_id])
    return ShownPicture(url, use.alt, picture.width if picture else 0, picture.height if picture else 0, use.credit)


def goes_out_words(goes_out: datetime | None, *, now: datetime) -> str:
    """`12:30pm today`, or `as soon as it is approved`."""
    if goes_out is None or goes_out <= now:
        return "as soon as it is approved"
    return words.near_moment(timezone.localtime(goes_out), now=timezone.localtime(now))
