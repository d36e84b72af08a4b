"""Who writes, who approves, and what needs a council: rows 14 to 20."""

from parishpump.policy.kinds import Choice, Flag, Names, Roles
from parishpump.policy.parameter import PUBLISHING, Minimum, Parameter, fixed, not_a_councillor_alone

_DELEGATION = "Local Government Act 1972, section 101"

PARAMETERS = (
    Parameter(
        14,
        "publish.authors",
        "Who writes posts",
        "Offices, one a line, that may submit posts for the council. Those who stand in may as well.",
        Roles(),
        PUBLISHING,
    ),
    Parameter(
        15,
        "publish.approvers",
        "Who approves posts",
        "Offices or bodies, one a line; any one of them may give the approval.",
        Roles(),
        PUBLISHING,
        Minimum("Whoever approves acts under a delegation of the council, never as a single councillor.", _DELEGATION),
        not_a_councillor_alone(),
    ),
    Parameter(
        16,
        "publish.two_person",
        "Two persons for a post",
        "Whether a second person must agree before a post goes out.",
        Choice(
            {
                "none": "One approval is enough.",
                "by risk": "A post with risk needs two persons; a routine one does not.",
                "always": "Every post needs two persons.",
            }
        ),
        PUBLISHING,
    ),
    Parameter(
        16,
        "publish.second_approvers",
        "Who may be the second person",
        "Offices, one a line. A councillor here is consulted; the power stays with the officer who approves.",
        Roles(),
        PUBLISHING,
    ),
    Parameter(
        16,
        "publish.self_approval",
        "Clerk's own release",
        "Whether the Clerk of a one-person office may release a post of her own.",
        Flag("The Clerk may release what she wrote herself.", "Somebody else approves what the Clerk wrote."),
        PUBLISHING,
    ),
    Parameter(
        17,
        "publish.preauthorised_types",
        "Kinds of post that need no further approval",
        "Kinds of post, one a line, that the council has let go out once and for all: an officer with a delegation in "
        "force to approve posts releases such a post of their own.",
        Names("a kind of post"),
        PUBLISHING,
    ),
    Parameter(
        18,
        "publish.requires_council_type",
        "Kinds of post that need the council",
        "Kinds of post, one a line, that go out only after a resolution: each names its minute as a source.",
        Names("a kind of post"),
        PUBLISHING,
    ),
    Parameter(
        19,
        "publish.delegation_required",
        "A delegation behind every approval",
        "Whether whoever publishes needs a live delegation with its minute.",
        Flag("Nobody publishes without a live delegation.", "An office alone is enough to publish."),
        PUBLISHING,
        lock=fixed(
            True,
            _DELEGATION,
            "only a committee, an officer or another council can act for the council, under a resolution",
        ),
    ),
    Parameter(
        20,
        "publish.deputy_order",
        "Who stands in",
        "Offices in their order, one a line: when the first is away the next one acts, under a delegation of its own.",
        Roles(),
        PUBLISHING,
        lock=not_a_councillor_alone(),
    ),
)
