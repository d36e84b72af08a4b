"""What a delegation can let somebody do. Pure: no Django."""

WRITE = "write posts"
APPROVE = "approve posts"
WITHDRAW = "withdraw posts"
PAUSE = "pause everything"
CHANNELS = "manage channels"
PEOPLE = "manage people"
POLICY = "keep the policy"
LISTEN = "listen and answer"
MODERATE = "moderate comments"

POWERS = (WRITE, APPROVE, WITHDRAW, LISTEN, MODERATE, PAUSE, CHANNELS, PEOPLE, POLICY)

# Whoever holds one of these can put words in the council's mouth, or take away those of others, so signs in with a
# second factor.
NEED_SECOND_FACTOR = frozenset({APPROVE, WITHDRAW, MODERATE, PAUSE, CHANNELS, PEOPLE, POLICY})

CLERK = "clerk"
DEPUTY_CLERK = "deputy clerk"
COMMUNICATIONS_OFFICER = "communications officer"
COUNCILLOR = "councillor"
CHAIRMAN = "chairman"
LAY_MEMBER = "lay member"
MONITORING_OFFICER = "monitoring officer"
AUDITOR = "internal auditor"

OFFICES = (
    (CLERK, "Clerk"),
    (DEPUTY_CLERK, "Deputy Clerk"),
    (COMMUNICATIONS_OFFICER, "Communications Officer"),
    (COUNCILLOR, "Councillor"),
    (CHAIRMAN, "Chairman"),
    (LAY_MEMBER, "Lay member"),
    (MONITORING_OFFICER, "Monitoring Officer of the principal authority"),
    (AUDITOR, "Internal auditor"),
)

# Section 101 of the Local Government Act 1972 lets a council delegate to a committee, a sub-committee, an officer or
# another authority: never to a single councillor, the chairman included. Lay members hold no office of employment.
OFFICERS = frozenset({CLERK, DEPUTY_CLERK, COMMUNICATIONS_OFFICER})


def may_hold(office: str, power: str) -> bool:
    """Whether the law lets a council delegate `power` to whoever holds `office`. Anybody in office may draft."""
    return office in OFFICERS or (power == WRITE and office in {COUNCILLOR, CHAIRMAN, LAY_MEMBER})
