"""Saved texts: those in use, and those that fit a message."""

from parishpump.inbox.models import Message, SavedText


def texts_in_use() -> list[SavedText]:
    """Every approved text that is not ended, by its use and title."""
    return list(SavedText.objects.filter(ended_at__isnull=True).order_by("use", "title", "-id"))


def texts_for(message: Message, purpose: str) -> list[SavedText]:
    """The approved texts for an answer of this purpose; those about what the message is about come first."""
    about = set(message.services)
    found = SavedText.objects.filter(ended_at__isnull=True, use=purpose)
    return sorted(found, key=lambda one: (about.isdisjoint(one.services), one.title.casefold()))
