"""Meetings and transparency: rows 61 to 64."""

from parishpump.policy.kinds import Choice, Flag, Length, Names, Table
from parishpump.policy.parameter import MEETINGS, TRANSPARENCY, Minimum, Parameter, fixed

_SUMMONS = "Local Government Act 1972, Schedule 12, paragraph 10"
_CODE = "Transparency Code for Smaller Authorities"

PARAMETERS = (
    Parameter(
        61,
        "meeting.legal_notice",
        "Legal notice of meetings",
        "Whether every meeting has its notice in the parish and its summons, whatever goes out online.",
        Flag(
            "Three clear days before, a notice stands in a conspicuous place in the parish and members are summoned.",
            "A post online is enough.",
        ),
        MEETINGS,
        lock=fixed(
            True,
            _SUMMONS,
            "three clear days before a meeting its notice is fixed in a conspicuous place in "
            "the parish and each member is summoned; a post comes in addition",
        ),
    ),
    Parameter(
        61,
        "meeting.substitutes_bodies",
        "Where substitutes are allowed",
        "Committees, one a line, whose Standing Orders allow a substitute. Full council has none.",
        Names("a committee"),
        MEETINGS,
    ),
    Parameter(
        61,
        "meeting.substitute_notice",
        "Notice of a substitute",
        "How long before the meeting a substitute is named.",
        Length(),
        MEETINGS,
    ),
    Parameter(
        62,
        "meeting.clear_days_exclude_saturday",
        "Saturdays and clear days",
        "Whether a Saturday is left out when clear days are counted.",
        Flag("Saturdays are left out, so notices go out earlier.", "Saturdays count as clear days."),
        MEETINGS,
        Minimum(
            "Saturdays count in law; Sundays and bank holidays usually do not.",
            "Local Government Act 1972, section 243",
        ),
    ),
    Parameter(
        63,
        "transparency.turnover_band",
        "Turnover",
        "The larger of the year's income and spending, in pounds, which decides what must be published.",
        Choice(
            {
                "up to £25,000": "The code for smaller authorities binds the council.",
                "£25,000 to £200,000": "The code for smaller authorities is good practice.",
                "over £200,000": "The code of 2015 for larger authorities usually applies.",
            }
        ),
        TRANSPARENCY,
        Minimum("With a turnover of up to £25,000 the code binds the council.", _CODE),
    ),
    Parameter(
        63,
        "transparency.deadlines",
        "Deadlines for publishing",
        "Each kind of document with its own deadline: its name, a colon, the time.",
        Table("document", "deadline"),
        TRANSPARENCY,
        Minimum("Up to £25,000: draft minutes within one month, agendas three clear days before.", _CODE),
    ),
    Parameter(
        64,
        "transparency.public_registers",
        "Registers that the public can read",
        "Registers, one a line, such as the disclosure log.",
        Names("a register"),
        TRANSPARENCY,
    ),
)
