"""Steps under the house rules in words: where each stands, what is left to a person, what whoever wrote is told."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parishpump.archive.queries import blobs_named
from parishpump.councils.queries import this_council
from parishpump.inbox.display import harmless
from parishpump.inbox.house_rules import BLOCK, HIDE, REPORT, WARN
from parishpump.inbox.models import Appeal, Moderation, Version
from parishpump.inbox.outcomes import ABUSE
from parishpump.inbox.queries.card import latest_looks
from parishpump.inbox.queries.replies import reply_channel
from parishpump.inbox.views.showing.card import looks_now
from parishpump.networks.registry import LETTERS
from parishpump.ui.words import day, moment

_DONE = {HIDE: "Hidden", WARN: "Warned", BLOCK: "Blocked", REPORT: "Reported"}
_TOLD = {
    HIDE: "We have hidden what you wrote{where}.",
    WARN: "What you wrote{where} breaks our house rules. It is a warning.",
    BLOCK: "You cannot answer us{where} until {until}.",
    REPORT: "We have reported what you wrote{where}.",
}
_BY_HAND = {
    HIDE: "Open it on the network, and hide it with the network’s own button. Do not delete it.",
    WARN: "Give them the words below: by the answer that this page begins, or in your own way.",
    BLOCK: "Open the account on the network, and block it there until {until}.",
    REPORT: "Open it on the network, and report it there with the ground and the reason above.",
}
_BACK_BY_HAND = {
    HIDE: "Open it on the network, and show it again.",
    BLOCK: "Open the account on the network, and take the block back.",
}


def state_of(step: Moderation) -> tuple[str, str]:
    """Where a step stands: the kind of box, and its word."""
    if step.owes_reversal:
        return ("due", "Taken back: waits for the network") if step.next_at else ("late", "Taken back: do it by hand")
    if step.undone_at:
        return "quiet", "Taken back"
    if step.done_at:
        return "done", _DONE[step.step]
    if step.next_at:
        return "due", "Waits for the network"
    return "late", "To do by hand"


def confirmed_words(step: Moderation) -> str:
    """Who says that it was done, or taken back, and when; empty where nobody does yet."""
    on = step.reversed_at or (None if step.owes_reversal else step.done_at)
    if on is None:
        return ""
    what = "taken back" if step.reversed_at else "done"
    who = "by hand, as an officer says" if step.done_by_hand or step.step == WARN else "confirmed by the network"
    return f"{what.capitalize()} {who}: {moment(timezone.localtime(on))}."


def by_hand_words(step: Moderation) -> str:
    """What a person has to do on the network; empty where nothing is left to one."""
    if step.next_at is not None or not (step.owes_doing or step.owes_reversal):
        return ""
    words = _BACK_BY_HAND if step.owes_reversal else _BY_HAND
    return words[step.step].format(until=moment(timezone.localtime(step.until)) if step.until else "")


def notice_words(step: Moderation, *, public: bool) -> str:
    """What whoever wrote it is told. In public the key is left out: everybody would have it."""
    where = f" at {harmless(step.message.source.name)}"
    said = _TOLD[step.step].format(where=where, until=moment(timezone.localtime(step.until)) if step.until else "")
    address = this_council().address.rstrip("/") + reverse("appeal", args=[step.reference])
    key = "" if public else f" Your key: {step.key}."
    return (
        f"{said} The ground: {step.ground}. It is not about criticism of the council, which is never a ground.\n\n"
        f"You can appeal, and another person hears it: {address} Reference: {step.reference}.{key}"
    )


def outcome_words(one: Appeal) -> str:
    """What whoever appealed is told."""
    step = one.moderation
    gives = f" {one.relief}" if one.relief else ""
    return (
        f"Your appeal {step.reference} was heard by the {one.office}, who did not take the first decision. "
        f"The outcome: {one.outcome}.{gives}\n\n{one.reasons}"
    )


def told_in_public(step: Moderation) -> bool:
    """Whether an answer to whoever wrote it would stand where everybody reads it."""
    channel = reply_channel(step.message)
    return channel is not None and channel.network not in LETTERS


def evidence_shown(step: Moderation, *, person: int, at: datetime) -> dict[str, Any]:
    """What was captured before the step; folded away where it is abuse and nobody's look is on the record yet."""
    folded = ABUSE in step.message.labels and not looks_now(latest_looks(step.message, person=person), "abuse", at)
    versions = (
        [] if folded else list(Version.objects.filter(message=step.message, seen_at__lte=step.at).order_by("number"))
    )
    return {
        "folded": folded,
        "versions": [(one, harmless(one.text)[:20_000]) for one in versions],
        "kept": blobs_named(step.evidence),
        "told_on": day(step.at),
    }
