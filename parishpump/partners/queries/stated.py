"""What the policy states of other public bodies, beside what the directory says today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from parishpump.partners.models import Entry
from parishpump.partners.queries.directory import directory_at, principal_authority_at
from parishpump.policy.kinds import Dated
from parishpump.policy.pack import Pack

AUTHORITY, OFFICER, BODIES = "principal_authority", "monitoring_officer_contact", "partners.directory"
_LABELS: Mapping[str, str] = {AUTHORITY: "the principal authority", OFFICER: "how to reach its Monitoring Officer"}


@dataclass(frozen=True)
class Difference:
    """Where the policy states one thing and the directory another; `url` is where the directory says it."""

    parameter: str
    policy: str
    directory: str
    url: str

    @property
    def what(self) -> str:
        return _LABELS[self.parameter]


def differences(pack: Pack, day: date, *, among: Iterable[Entry] | None = None) -> list[Difference]:
    """Where the two say different things on a day; what one of them leaves out is no difference. One query at most."""
    stated = {name: _on(pack, name, day) for name in _LABELS}
    if not any(stated.values()):
        return []
    holding = principal_authority_at(day, among=directory_at(day) if among is None else among)
    if holding is None:
        return []
    entered = {AUTHORITY: holding.name, OFFICER: holding.monitoring_officer}
    url = reverse("partner", args=[holding.partner_id])
    return [
        Difference(name, said, entered[name], url)
        for name, said in stated.items()
        if said and entered[name] and _plain(said) != _plain(entered[name])
    ]


def unknown_bodies(pack: Pack, *, among: Iterable[Entry]) -> list[tuple[str, str]]:
    """The bodies to whom the policy sends people on, each with what for, that a directory does not name."""
    named = {_plain(one.name) for one in among}
    return [(name, matter) for name, matter in (pack.stated(BODIES, dict) or {}).items() if _plain(name) not in named]


def _on(pack: Pack, parameter: str, day: date) -> str:
    stated = pack.stated(parameter, dict)
    return (Dated.on(stated, day) or "") if stated else ""


def _plain(said: str) -> str:
    return " ".join(said.split()).casefold()
