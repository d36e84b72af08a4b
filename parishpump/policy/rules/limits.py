"""What goes out fits its channel, and all of it has been read."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import ChannelText, Draft
from parishpump.policy.facts import READ_AT_MOST, Facts, Passage, texts_of
from parishpump.policy.findings import Finding
from parishpump.policy.graphemes import starts
from parishpump.policy.pack import Pack


def too_long(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A text longer than its channel takes would be refused or cut off."""
    for channel in draft.channels:
        text = channel.text[:READ_AT_MOST]
        length = measure(channel)
        if channel.limit is None or length <= channel.limit:
            continue
        over = length - channel.limit
        cut = _cut(text, channel.limit, channel)
        own = channel.text != draft.text
        yield Finding(
            field=f"channel:{channel.channel}" if own else "text",
            span=(cut, len(text)) if cut < len(text) else None,
            words=text[cut:] if cut < len(text) else "",
            message=f"{channel.channel} takes {channel.limit:,} characters, and this is {over:,} too long.",
            fix=f"Shorten it, or write a text of its own for {channel.channel}.",
        )


def measure(channel: ChannelText) -> int:
    """The length of a channel's text as that channel counts it."""
    text = channel.text
    if channel.url_counts is None or len(text) > READ_AT_MOST:
        return _count(text, channel)
    urls = Passage("", text, datetime.min.date()).urls
    outside = _count(text, channel) - sum(_count(text[start:end], channel) for start, end in urls)
    return outside + channel.url_counts * len(urls)


def _count(text: str, channel: ChannelText) -> int:
    if channel.counts == "characters" or len(text) > READ_AT_MOST:
        return len(text)
    return len(starts(text))


def _cut(text: str, limit: int, channel: ChannelText) -> int:
    """Where a reader would lose the rest; a web address is taken at its full length here."""
    if channel.counts == "characters":
        return min(limit, len(text))
    begins = starts(text)
    return begins[limit] if limit < len(begins) else len(text)


def empty(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A post says something."""
    for field, text in texts_of(draft):
        if not text.strip() and not (field == "text" and _all_have_own_text(draft)):
            yield Finding(field=field, message="There is no text.", fix="Say what people need to know.")


def _all_have_own_text(draft: Draft) -> bool:
    return bool(draft.channels) and all(channel.text.strip() for channel in draft.channels)


def unread(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Nothing goes out that was not read to its end."""
    for (field, text), passage in zip(texts_of(draft), facts.passages, strict=True):
        if len(text) > len(passage.text):
            yield Finding(
                field=field,
                message=f"The text has {len(text):,} characters; only the first {len(passage.text):,} were checked.",
                fix="Shorten it, and link to a page with the rest.",
            )


RULES = {"limits.too_long": too_long, "limits.empty": empty, "limits.unread": unread}
