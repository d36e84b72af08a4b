"""What other rooms say otherwise than the policy: told by config, since they are above this one."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from parishpump.policy.pack import Pack


class Otherwise(Protocol):
    """A parameter that the policy states one way and the directory of other bodies another, and where that is read."""

    @property
    def parameter(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def policy(self) -> str: ...
    @property
    def directory(self) -> str: ...
    @property
    def url(self) -> str: ...


def said_otherwise(pack: Pack, day: date) -> Sequence[Otherwise]:
    """Where the two differ on a day."""
    found: Sequence[Otherwise] = import_string(settings.PARISHPUMP_SAID_OTHERWISE)(pack, day)
    return found
