"""A picture says in words what it shows, for people who cannot see it."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft, Media
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import quoted

_FILE_NAME = re.compile(
    r"(?:[\w\-. ()]{1,200}\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|svg|mp4|mov|pdf)|(?:img|dsc[nf]?|pxl|p|image|photo|"
    r"screenshot|scan|wa|whatsapp image|picture|untitled|file)[_\- ]*(?:at )?[\d_\-. ]{0,30}(?:\(\d+\))?)",
    re.IGNORECASE,
)
_SAYS_PICTURE = re.compile(
    r"\s*(?:an?\s|the\s|this\s(?:is\san?\s)?)?(?:image|picture|photo|photograph|pic|graphic|"
    r"screenshot)\s(?:of|showing|that\sshows|shows)\s",
    re.IGNORECASE,
)
_ENOUGH_LETTERS = 15
_ENOUGH_WORDS = 3


def missing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Every picture has alt text."""
    for number, media in enumerate(draft.media, 1):
        if not media.alt.strip():
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} has no alt text, so people who cannot see it learn nothing from it.",
                fix="Write in a sentence what the picture shows and why it is there.",
            )


def file_name(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A file's name tells nobody what is in the picture."""
    for number, media in enumerate(draft.media, 1):
        if media.alt.strip() and _is_file_name(media):
            message = f"The alt text of picture {number}, {quoted(media.alt)}, is the name of a file."
            yield _about(number, media, message, "Write in a sentence what the picture shows.")


def short(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A word or two do not tell what a picture shows."""
    for number, media in enumerate(draft.media, 1):
        alt = media.alt.strip()
        too_short = len(alt) < _ENOUGH_LETTERS or len(alt[:1000].split()) < _ENOUGH_WORDS
        if alt and too_short and not _is_file_name(media):
            message = f"The alt text of picture {number}, {quoted(alt)}, is too short to tell what it shows."
            yield _about(number, media, message, "Say who or what is there, where, and what is happening.")


def says_picture(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Screen readers say “image” themselves."""
    for number, media in enumerate(draft.media, 1):
        match = _SAYS_PICTURE.match(media.alt[:500])
        rest = media.alt[match.end() :] if match else ""
        if match and rest:
            yield Finding(
                field=f"media:{number}",
                span=(0, match.end() + 1),
                words=media.alt[: match.end() + 1],
                message=f"The alt text of picture {number} begins {quoted(match[0])}: screen readers say that.",
                fix="Begin with what is shown.",
                replacement=rest[0].upper(),
            )


def _is_file_name(media: Media) -> bool:
    alt = media.alt.strip()
    stem = media.filename.rsplit(".", 1)[0].strip().lower()
    is_this_file = bool(stem) and alt.lower() in (stem, media.filename.strip().lower())
    return len(alt) <= 255 and (is_this_file or _FILE_NAME.fullmatch(alt) is not None)


def _about(number: int, media: Media, message: str, fix: str) -> Finding:
    return Finding(field=f"media:{number}", span=(0, len(media.alt)), words=media.alt, message=message, fix=fix)


RULES = {
    "alt_text.missing": missing,
    "alt_text.file_name": file_name,
    "alt_text.short": short,
    "alt_text.says_picture": says_picture,
}
