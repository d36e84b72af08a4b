"""The policy in force, and what the publishing room asks of it."""

from dataclasses import dataclass
from datetime import datetime

from parishpump.adoption import queries as adoption
from parishpump.people.models import Office
from parishpump.people.powers import CHAIRMAN, CLERK, COUNCILLOR, OFFICERS
from parishpump.policy.errors import PackError
from parishpump.policy.packs import Pack
from parishpump.policy.values import Duration
from parishpump.publishing.clock import moved

# Whoever may stand beside the officer as the second person, where the policy names nobody.
_IN_THE_COUNCIL = OFFICERS | {COUNCILLOR, CHAIRMAN}


@dataclass(frozen=True)
class PackInForce:
    """The policy that the council runs under, and what the publishing room asks of it."""

    pack: Pack

    @property
    def allows_self_approval(self) -> bool:
        """Whether the Clerk of a one-person office may release her own work."""
        return self.pack.stated("publish.self_approval", bool) is True

    @property
    def approver_offices(self) -> frozenset[str]:
        """The offices that the policy names for approving and for standing in; empty where it states none."""
        return self.pack.offices_for("publish.approvers") | self.pack.offices_for("publish.deputy_order")

    def lets_approve(self, office: Office) -> bool:
        """Whether the policy lets the holder of this office approve; the law asks for a delegation besides."""
        parameters = ("publish.approvers", "publish.deputy_order")
        return not self.approver_offices or any(self.pack.names(one, office.kind, office.title) for one in parameters)

    def lets_agree(self, office: Office) -> bool:
        """Whether the holder of this office may be the second person: an officer or a member alike."""
        if self.pack.stated("publish.second_approvers") is not None:
            return self.pack.names("publish.second_approvers", office.kind, office.title)
        return self.lets_approve(office) and office.kind in _IN_THE_COUNCIL

    @property
    def author_offices(self) -> frozenset[str]:
        """The offices that the policy names for writing, with those that stand in; empty where it names none."""
        named = self.pack.offices_for("publish.authors")
        return named | self.pack.offices_for("publish.deputy_order") if named else named

    def lets_submit(self, office: Office) -> bool:
        """Whether the holder of this office may submit a post; the law asks for a delegation besides."""
        parameters = ("publish.authors", "publish.deputy_order")
        return not self.author_offices or any(self.pack.names(one, office.kind, office.title) for one in parameters)

    def why_own_release(self, office: Office, category: str) -> str:
        """Why the holder of this office may release a post of their own, for the record; empty where they may not.

        The power stays that of a delegation to approve, which is asked for besides (Local Government Act 1972,
        section 101).
        """
        if office.kind in OFFICERS and self.pack.lists("publish.preauthorised_types", category):
            return f"the council let this kind of post go out once and for all: {category}"
        if office.kind == CLERK and self.allows_self_approval:
            return "the policy lets the Clerk of a one-person office release her own work"
        return ""

    @property
    def kinds_of_post(self) -> tuple[str, ...]:
        """The kinds of post that the policy speaks of by name."""
        parameters = ("content.permitted_uses", "publish.preauthorised_types", "publish.requires_council_type")
        named = (kind for one in parameters for kind in self.pack.stated(one, tuple) or ())
        return tuple(dict.fromkeys(named))

    @property
    def usual_end(self) -> str:
        """How long after going out a post comes down where its author says nothing, in words; empty: not stated."""
        length = self.pack.stated("content.default_expiry", Duration)
        return str(length) if length else ""

    def comes_down_by_itself(self, goes_out: datetime) -> datetime | None:
        """When a post that goes out then comes down where its author says nothing; None where the policy is silent."""
        length = self.pack.stated("content.default_expiry", Duration)
        return moved(goes_out, length) if length else None

    def stale_before(self, at: datetime) -> datetime | None:
        """What nobody has looked at since this moment counts as stale; None where the policy states no length."""
        length = self.pack.stated("content.stale_after", Duration)
        return moved(at, length, back=True) if length else None

    @property
    def second_offices(self) -> frozenset[str]:
        """The offices from which the second person comes; empty where the policy names none for anything."""
        return self.pack.offices_for("publish.second_approvers") or self.approver_offices


def pack_in_force(at: datetime) -> PackInForce:
    """The pack of the council in scope: the newest version that it adopted, else the one with which it began."""
    return PackInForce(adoption.pack_in_force(at))


def stale_before(at: datetime) -> datetime | None:
    """Since when nobody has looked at what counts as stale; None where no policy that can be read says so."""
    try:
        return pack_in_force(at).stale_before(at)
    except PackError:
        return None
