"""The directory of other public bodies. An entry never changes: a new one takes over from a day on."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.partners.content import (
    KIND_WORDS,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REMIT,
    EntryFacts,
    Page,
)
from parishpump.partners.services import codes_of
from parishpump.people.models import Delegation, Person


class Partner(CouncilOwned):
    """A public body, whatever it is called and does from one day to the next."""

    key = models.CharField(max_length=60, help_text="The same wherever this body is meant: kent-police.")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("key",)
        constraints = [models.UniqueConstraint(fields=["council", "key"], name="one_partner_a_key")]

    def __str__(self) -> str:
        return self.key


class Entry(CouncilOwned):
    """What the directory says of a body from a day on. Frozen: what holds later is a later entry."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=40)
    remit = models.CharField(max_length=LONGEST_REMIT)
    services = ArrayField(models.CharField(max_length=40), default=list)
    codes = models.JSONField(default=dict, help_text="The LGSL number of each service, as it was then.")
    phone = models.CharField(max_length=LONGEST_LINE, blank=True)
    email = models.CharField(max_length=LONGEST_LINE, blank=True)
    pages = models.JSONField(default=list, help_text="Pairs of a service and an address; the front page is for none.")
    trusted_source = models.BooleanField(default=False)
    monitoring_officer = models.CharField(max_length=LONGEST_LINE, blank=True)
    source = models.CharField(max_length=LONGEST_LINE, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("partner", "valid_from", "number")
        constraints = [models.UniqueConstraint(fields=["partner", "number"], name="one_number_an_entry")]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_words(self) -> str:
        return KIND_WORDS.get(self.kind, self.kind)

    @property
    def web_pages(self) -> tuple[Page, ...]:
        return tuple(Page(service, address) for service, address in self.pages)

    @property
    def front_page(self) -> str:
        return self.facts.page_for("")

    @property
    def facts(self) -> EntryFacts:
        """The same as plain facts."""
        return EntryFacts(
            name=self.name,
            kind=self.kind,
            remit=self.remit,
            services=tuple(self.services),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            phone=self.phone,
            email=self.email,
            pages=self.web_pages,
            trusted_source=self.trusted_source,
            monitoring_officer=self.monitoring_officer,
            source=self.source,
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which it can hold, unless a later entry takes over before; None: no such day is known."""
        known = [day for day in (self.valid_to, self.ending.last_day if self.is_ended else None) if day is not None]
        return min(known) if known else None

    @property
    def is_ended(self) -> bool:
        return hasattr(self, "ending")

    @property
    def is_called_off(self) -> bool:
        """Whether it was ended before it began, and so never holds."""
        return self.last_day is not None and self.last_day < self.valid_from

    def holds_on(self, day: date) -> bool:
        """Whether the entry, by itself, holds on that day: a later one may have taken over."""
        return self.valid_from <= day and (self.last_day is None or day <= self.last_day)

    @staticmethod
    def columns_of(facts: EntryFacts) -> dict[str, object]:
        """The facts as they are kept in a row."""
        kept = vars(facts) | {"services": list(facts.services), "codes": codes_of(facts.services)}
        return kept | {"pages": [[page.service, page.address] for page in facts.pages]}


class Ending(CouncilOwned):
    """That an entry holds no longer than to a day, and why. One before its first day calls it off."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="ending")
    last_day = models.DateField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Review(CouncilOwned):
    """That a person looked whether an entry is right, and what they looked at."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    note = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-on", "-id")
