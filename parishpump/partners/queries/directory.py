"""Who does what, on a day: the directory, one service, the principal authority and its Monitoring Officer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet

from parishpump.partners.content import KINDS, PRINCIPAL
from parishpump.partners.models import Entry, Partner
from parishpump.partners.services import SERVICES, Service, all_in, services_said

_PLACE_OF_KIND = {kind: place for place, (kind, _) in enumerate(KINDS)}


@dataclass(frozen=True)
class MonitoringOfficer:
    """Where a complaint about a member goes (Localism Act 2011, s.28): the principal authority's officer."""

    entry: Entry

    @property
    def body(self) -> str:
        return self.entry.name

    @property
    def contact(self) -> str:
        return self.entry.monitoring_officer


def directory_at(day: date) -> list[Entry]:
    """What the directory says of every body on that day, by name. One query."""
    newest = _begun(day).order_by("partner_id", "-valid_from", "-number").distinct("partner_id")
    return sorted((one for one in newest if one.holds_on(day)), key=lambda one: one.name.casefold())


def to_come_after(day: date) -> list[Entry]:
    """Every entry that takes over after that day, the next first; what was called off is left out."""
    later = _entries().filter(valid_from__gt=day).order_by("valid_from", "name", "number")
    # Of two entries of one body from one day, the later one counts.
    counts = {(one.partner_id, one.valid_from): one for one in later if not one.is_called_off}
    return list(counts.values())


def who_does(service: str, day: date, *, among: Iterable[Entry] | None = None) -> list[Entry]:
    """The bodies that do this on that day, those with a page or a number for it first; empty where nobody is known.

    `among` is a directory that was read before, so that many services cost one query.
    """
    doers = [one for one in (directory_at(day) if among is None else among) if service in one.services]
    return sorted(doers, key=lambda one: (not _has_page_for(one, service), _PLACE_OF_KIND.get(one.kind, 99), one.name))


def who_does_each(day: date, *, among: Sequence[Entry] | None = None) -> list[tuple[Service, list[Entry]]]:
    """Every service of the list with the bodies that do it on that day. One query at most."""
    entries = directory_at(day) if among is None else among
    return [(one, who_does(one.id, day, among=entries)) for one in SERVICES]


def entry_of(partner: Partner, day: date) -> Entry | None:
    """What the directory says of one body on that day; None where nothing holds."""
    newest = _begun(day).filter(partner=partner).order_by("-valid_from", "-number").first()
    return newest if newest is not None and newest.holds_on(day) else None


def history_of(partner: Partner) -> list[Entry]:
    """Everything that was ever said of a body, what begins last on top; with its reviews."""
    said = _entries().filter(partner=partner).prefetch_related("reviews")
    return list(said.order_by("-valid_from", "-number"))


@dataclass(frozen=True)
class Span:
    """An entry in the history of its body, and the last day on which it holds: None where no such day is known."""

    entry: Entry
    last: date | None

    def state_on(self, day: date) -> str:
        """`now`, `to come`, `over`, `called off`; `corrected` where another took its place before it held a day."""
        if self.entry.is_called_off:
            return "called off"
        if self.last is not None and self.last < self.entry.valid_from:
            return "corrected"
        if self.entry.valid_from > day:
            return "to come"
        return "now" if self.last is None or day <= self.last else "over"


def spans(history: Sequence[Entry]) -> list[Span]:
    """From when to when each entry of a history holds, in the same order: up to the day before the next begins."""
    found: list[Span] = []
    taken_over: date | None = None
    for entry in history:
        until = [day for day in (entry.last_day, taken_over and taken_over - timedelta(days=1)) if day]
        found.append(Span(entry, entry.last_day if entry.is_called_off else min(until, default=None)))
        taken_over = taken_over if entry.is_called_off else entry.valid_from
    return found


def principal_authority_at(day: date, *, among: Iterable[Entry] | None = None) -> Entry | None:
    """The district, borough or unitary council for the area on that day. Of several, the one that came last."""
    found = [one for one in (directory_at(day) if among is None else among) if one.kind == PRINCIPAL]
    return max(found, key=lambda one: (one.valid_from, one.id), default=None)


def monitoring_officer_at(day: date, *, among: Iterable[Entry] | None = None) -> MonitoringOfficer | None:
    """How to reach the Monitoring Officer on that day; None where the directory does not say."""
    authority = principal_authority_at(day, among=among)
    return MonitoringOfficer(authority) if authority is not None and authority.monitoring_officer else None


def saying(entries: Iterable[Entry], words: str, services: Mapping[str, Service]) -> list[Entry]:
    """Those of the entries that have every one of these words in their name, remit, services or contacts."""
    return [one for one in entries if all_in(words, _said_of(one, services))]


def answers_to(
    words: str, day: date, *, among: Sequence[Entry]
) -> tuple[list[tuple[Service, list[Entry]]], list[Entry]]:
    """What these words lead to in a directory: services with who does them, and bodies. No words: everything.

    Words that name a service lead to that service alone; others to the bodies that have them, and all that those do.
    """
    named = {one.id for one in services_said(words)}
    each = who_does_each(day, among=among)
    if named:
        found = [(service, doers) for service, doers in each if service.id in named]
        doing = {entry.id for _, doers in found for entry in doers}
        bodies = [one for one in among if one.id in doing or all_in(words, one.name.casefold())]
        return found, bodies
    bodies = saying(among, words, {one.id: one for one in SERVICES})
    shown = {one.id for one in bodies}
    return [(service, [one for one in doers if one.id in shown]) for service, doers in each], bodies


def _entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("partner", "ending")


def _begun(day: date) -> QuerySet[Entry]:
    """Entries whose first day has come, without those that were ended before it."""
    return _entries().filter(valid_from__lte=day).exclude(ending__last_day__lt=F("valid_from"))


def _has_page_for(entry: Entry, service: str) -> bool:
    return any(page.service == service for page in entry.web_pages)


def _said_of(entry: Entry, services: Mapping[str, Service]) -> str:
    done = " ".join(services[one].said for one in entry.services if one in services)
    return f"{entry.name} {entry.kind_words} {entry.remit} {entry.phone} {entry.email} {done}".casefold()
