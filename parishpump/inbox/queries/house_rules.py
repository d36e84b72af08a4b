"""What the policy in force says of moderating comments. Unset means: our suggestion, or that it states nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parishpump.adoption.queries import pack_in_force
from parishpump.inbox.house_rules import GROUNDS, LADDER, TEXT, is_criticism, ladder_of
from parishpump.people.models import Office
from parishpump.policy.pack import Pack
from parishpump.policy.values import Duration, RoleSet
from parishpump.publishing.clock import moved

_WITHIN = re.compile(r"\bwithin (\d{1,3} (?:working day|day|week|month|hour)s?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class HouseRules:
    """What a council's policy states of house rules."""

    pack: Pack

    @property
    def grounds(self) -> tuple[str, ...]:
        """The grounds for a step: the policy's own, without any that is criticism of the council; else ours."""
        stated = self.pack.stated("moderate.grounds", tuple)
        return GROUNDS if stated is None else tuple(one for one in stated if not is_criticism(one))

    @property
    def grounds_are_ours(self) -> bool:
        return self.pack.stated("moderate.grounds") is None

    @property
    def ladder(self) -> tuple[str, ...]:
        stated = self.pack.stated("moderate.ladder", tuple)
        return LADDER if stated is None else ladder_of(stated)

    @property
    def ladder_is_ours(self) -> bool:
        return self.pack.stated("moderate.ladder") is None

    @property
    def text(self) -> str:
        """The house rules as the public reads them."""
        return self.pack.stated("moderate.house_rules_text", str) or TEXT

    @property
    def text_is_ours(self) -> bool:
        return self.pack.stated("moderate.house_rules_text") is None

    @property
    def appeal_route(self) -> str:
        """Where somebody appeals, in the policy's words; empty where it states nothing."""
        return self.pack.stated("moderate.appeal_route", str) or ""

    @property
    def appeal_within(self) -> Duration | None:
        """The time for an appeal, where the policy's words on the route say one: “within 10 working days”."""
        said = _WITHIN.search(self.appeal_route)
        return Duration.parse(said[1]) if said else None

    @property
    def first_block(self) -> Duration | None:
        """How long somebody is blocked the first time; None where the policy states no length."""
        return self.pack.stated("moderate.block_length", Duration)

    @property
    def filters(self) -> tuple[str, ...]:
        """Word filters that the council says it uses on its accounts."""
        return self.pack.stated("moderate.filters", tuple) or ()

    @property
    def copy_before_every_step(self) -> bool:
        """Whether the policy asks for a fresh copy before a warning too; before any other step there always is one."""
        return self.pack.stated("moderate.evidence_before_removal", bool) is True

    def lets_moderate(self, office: Office) -> bool:
        """Whether the policy leaves moderating to this office: it names it, or it names none."""
        return self._names("moderate.who", office)

    def lets_hear(self, offices: Iterable[Office]) -> bool:
        """Whether the policy names one of these offices for hearing appeals."""
        return any(self.pack.names("moderate.appeal_role", one.kind, one.title) for one in offices)

    @property
    def hearers(self) -> tuple[str, ...]:
        """Whom the policy names for hearing appeals, in its own titles."""
        return tuple(sorted(self.pack.roles_for("moderate.appeal_role")))

    def appeal_due(self, arrived_at: datetime) -> datetime | None:
        return moved(arrived_at, self.appeal_within) if self.appeal_within else None

    def block_ends(self, at: datetime) -> datetime | None:
        """The end of a first block that begins at `at`."""
        return moved(at, self.first_block) if self.first_block else None

    def _names(self, parameter: str, office: Office) -> bool:
        stated = self.pack.stated(parameter, RoleSet)
        return stated is None or self.pack.names(parameter, office.kind, office.title)


def house_rules(at: datetime) -> HouseRules:
    """What the policy in force at `at` says. Raises PackError where no policy can be read."""
    return HouseRules(pack_in_force(at))
