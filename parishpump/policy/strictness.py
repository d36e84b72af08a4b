"""How strong a rule is in a council: as its pack has it, or stricter where a parameter asks for more."""

from parishpump.policy.election_gate import blocks_in_period
from parishpump.policy.findings import Strength
from parishpump.policy.pack import Pack, RuleEntry

_PERSONAL = "personal."
# What a post may hold where the policy allows contact details only; each still needs its reason.
_CONTACT = frozenset({"personal.phone", "personal.email", "personal.postcode"})


def strength_in(entry: RuleEntry, pack: Pack) -> Strength:
    """The strength of a rule under a pack: never weaker than the pack's own line says."""
    return "must" if blocks_in_period(entry, pack) or _bars_personal_data(entry, pack) else entry.strength


def _bars_personal_data(entry: RuleEntry, pack: Pack) -> bool:
    """Whether the policy keeps such details out altogether: all of them, or all but ways to get in touch."""
    if not entry.id.startswith(_PERSONAL):
        return False
    allowed = pack.stated("content.personal_data", str)
    return allowed == "none" or (allowed == "contact only" and entry.id not in _CONTACT)
