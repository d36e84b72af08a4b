"""The councils, and the shape of every row that belongs to one."""

from typing import ClassVar, Self, TypeVar

from django.db import models

from parishpump.councils.tenancy import current_council_id

Row = TypeVar("Row", bound=models.Model, covariant=True)


class Council(models.Model):
    """A parish or town council that this installation serves."""

    KINDS = (("parish", "Parish council"), ("town", "Town council"), ("community", "Community or village council"))

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=KINDS, default="parish")
    host = models.CharField(max_length=253, unique=True, help_text="The host name under which it is found.")
    address = models.URLField(help_text="The public address that links begin with, without a slash at the end.")
    zone = models.CharField(max_length=64, default="Europe/London")
    pack = models.CharField(max_length=300, default="base", help_text="A pack’s name, or the path of a pack file.")
    pack_minute = models.CharField(max_length=64, blank=True, help_text="The minute that adopted the policy.")
    contacts = models.JSONField(
        default=list, blank=True, help_text="Its own published telephone numbers and addresses."
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OwnedManager(models.Manager[Row]):
    """Refuses outside a scope, and shows only the scope's own rows inside one."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(council_id=current_council_id())


class CouncilOwned(models.Model):
    """A row that belongs to one council: the one in scope when it is made."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="+", editable=False, default=current_council_id
    )

    objects: ClassVar[OwnedManager[Self]] = OwnedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
