"""The library of pictures: each picture, the versions of its passport, and its retirement."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Person
from parishpump.publishing.passports import Facts, PersonPictured


class Picture(CouncilOwned):
    """A picture as it may leave: re-encoded, without place data. What its use rests on is in its passport."""

    sha256 = models.CharField(max_length=64, db_index=True, help_text="Of its bytes, which the archive keeps.")
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    filename = models.CharField(max_length=200, blank=True, help_text="What the file was called when it was uploaded.")
    had_place = models.BooleanField(default=False, help_text="Place data was found in the file and removed.")
    uploaded_sha256 = models.CharField(max_length=64, blank=True, db_index=True, help_text="Of the file as it came.")
    look = models.CharField(max_length=16, blank=True, help_text="Its difference hash, hexadecimal: see pictures.py.")
    looks_like = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="One that was in the library before, and looks the same.",
    )
    passport = models.ForeignKey(
        "Passport", on_delete=models.PROTECT, null=True, related_name="+", help_text="The version that counts."
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return (self.passport.alt if self.passport else "") or self.filename or f"Picture {self.id}"

    @property
    def facts(self) -> Facts:
        """What its passport says now."""
        return self.passport.facts if self.passport else Facts()

    @property
    def passport_number(self) -> int:
        return self.passport.number if self.passport else 0


class Passport(CouncilOwned):
    """One version of a picture's passport. A change writes the next one; what a post sealed stays what it was."""

    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="passports")
    number = models.PositiveIntegerField()
    alt = models.TextField(blank=True)
    owner = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    source = models.TextField(blank=True)
    credit = models.TextField(blank=True)
    people = models.JSONField(default=list, help_text="Who is shown, with their consent: see passports.py.")
    scope = models.TextField(blank=True, help_text="What the permission covers.")
    expires_on = models.DateField(null=True, help_text="The last day on which it may be used.")
    missing = ArrayField(models.CharField(max_length=400), default=list, help_text="What it still lacked, in words.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["picture", "number"], name="one_number_a_passport")]
        indexes = [GinIndex(fields=["people"], name="passport_people", opclasses=["jsonb_path_ops"])]

    @property
    def facts(self) -> Facts:
        people = tuple(PersonPictured(**one) for one in self.people)
        return Facts(self.alt, self.owner, self.licence, self.source, self.credit, people, self.scope, self.expires_on)

    def has_run_out(self, day: date) -> bool:
        return self.expires_on is not None and self.expires_on < day


class Retirement(CouncilOwned):
    """A picture taken out of use: no new post can show it. What was published stays on the register."""

    picture = models.OneToOneField(Picture, on_delete=models.PROTECT, related_name="retirement")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()
