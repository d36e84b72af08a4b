"""What the council's policy says of channels and of requests for them, asked of the pack in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from parishpump.adoption.queries import pack_in_force
from parishpump.policy.pack import Pack
from parishpump.policy.roles import offices_of
from parishpump.ui.words import plain_day

# Where a policy states no interval, we suggest these and say that they are ours.
WATCH_MONTHS, REVIEW_MONTHS = 6, 12
# Ways with comments, the most closed first: a channel is never more open than the policy says.
_OPENNESS = ("off", "pre-moderated", "per post", "on")


@dataclass(frozen=True)
class DeploymentPolicy:
    """What a council's policy states of channels and their requests. Unstated values are None or empty."""

    pack: Pack

    @property
    def approvers(self) -> tuple[str, ...]:
        """The titles of those who approve, as the policy names them; empty where it names nobody."""
        return self.pack.stated("channels.new_account_approver", tuple) or ()

    @property
    def approving_offices(self) -> frozenset[str]:
        return offices_of(self.approvers, self._own_titles)

    @property
    def own_request(self) -> bool:
        """Whether the Clerk of a one-person office may approve what she asked for herself."""
        return self.pack.stated("publish.self_approval", bool) is True

    @property
    def required(self) -> frozenset[str]:
        """The parts of a request that must be filled in, by their names in the pack."""
        return frozenset(self.pack.stated("deploy.fields_required", tuple) or ())

    @property
    def mode(self) -> str | None:
        return self.pack.stated("channels.mode", str)

    @property
    def comments(self) -> str | None:
        return self.pack.stated("channels.comments", str)

    @property
    def direct_messages(self) -> str | None:
        return self.pack.stated("channels.direct_messages", str)

    @property
    def called(self) -> str:
        """How an error names the policy, so that everybody knows which one was meant."""
        return f"your policy, version {self.pack.version}," if self.pack.version else "your policy"

    @property
    def dated(self) -> str:
        """“your policy of 6 May 2026”; without a day where it states none."""
        return f"your policy of {plain_day(self.pack.adopted_on)}" if self.pack.adopted_on else "your policy"

    def rules_out(self, *, mode: str, comments: str) -> list[str]:
        """Which of the two the policy rules out; one that is not said is ruled out by none."""
        ruled = (("comments", self._too_open(comments)), ("mode", self._meets_too_many(mode)))
        return [part for part, found in ruled if found]

    def held_to(self, *, mode: str, comments: str) -> dict[str, str]:
        """What holds on a channel whose request says so: as asked, but never more open than the policy.

        What neither says is left out.
        """
        against = self.rules_out(mode=mode, comments=comments)
        held = {
            "mode": self.mode if not mode or "mode" in against else mode,
            "comments": self.comments if not comments or "comments" in against else comments,
        }
        return {name: said for name, said in held.items() if said}

    def _too_open(self, comments: str) -> bool:
        if not comments or not self.comments:
            return False
        return _OPENNESS.index(comments) > _OPENNESS.index(self.comments)

    def _meets_too_many(self, mode: str) -> bool:
        return (mode == "group" and not self.groups_allowed) or (
            self.mode == "broadcast" and mode in ("interactive", "group")
        )

    @property
    def least_administrators(self) -> int | None:
        return self.pack.stated("channels.min_admins", int)

    @property
    def administrator_approvers(self) -> tuple[str, ...]:
        """The titles of those who approve a change of administrators; empty where the policy names nobody."""
        return self.pack.stated("channels.admin_change_approver", tuple) or ()

    def routes_without(self, network: str, name: str) -> tuple[str, ...]:
        """The routes that the policy names, where a network is none of them; empty where it is, or none is named."""
        routes = self.pack.stated("channels.approved", tuple) or ()
        said = f"{network} {name}".casefold()
        return () if any(route.casefold() in said for route in routes) else routes

    @property
    def groups_allowed(self) -> bool:
        """Whether a channel may be a group: not where the policy says that no messaging app is allowed."""
        return self.pack.stated("messaging.allowed_apps", tuple) != ()

    @property
    def _own_titles(self) -> Mapping[str, str]:
        return cast(Mapping[str, str], self.pack.parameters.get("roles.titles") or {})


def deployment_policy(at: datetime) -> DeploymentPolicy:
    """The policy of the council in scope at `at`."""
    return DeploymentPolicy(pack_in_force(at))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))
