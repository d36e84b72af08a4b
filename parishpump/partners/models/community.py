"""Community organisations with which the council keeps in touch, and what permits it."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.partners.community import BASES, LONGEST_CONTACT, LONGEST_DOES, LONGEST_HOW, LONGEST_ORGANISATION
from parishpump.people.models import Delegation, Person


class Organisation(CouncilOwned):
    """A club, charity or group of residents on the contact list (clause RUL-3).

    How to reach it is often somebody's own address, so it can be changed and is gone once permission is withdrawn:
    the archive keeps what was decided, and never the contact.
    """

    name = models.CharField(max_length=LONGEST_ORGANISATION)
    does = models.CharField(max_length=LONGEST_DOES)
    who = models.CharField(max_length=LONGEST_ORGANISATION, blank=True, help_text="Whom one reaches, by their role.")
    contact = models.CharField(max_length=LONGEST_CONTACT, blank=True, help_text="Empty once permission is withdrawn.")
    basis = models.CharField(max_length=24, choices=[(one.id, one.words) for one in BASES])
    because = models.CharField(max_length=LONGEST_HOW, blank=True, help_text="Why that basis.")
    permitted_on = models.DateField()
    permitted_how = models.CharField(max_length=LONGEST_HOW, help_text="What shows it: a letter, a form, a call.")
    reviewed_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_words = models.CharField(max_length=LONGEST_HOW, blank=True)
    entered_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def basis_words(self) -> str:
        return next((one.words for one in BASES if one.id == self.basis), self.basis)
