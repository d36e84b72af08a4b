"""Channels and who answers for them: rows 7 to 13."""

from parishpump.policy.kinds import Choice, Count, Names, Roles, Table
from parishpump.policy.parameter import CHANNELS, LISTENING, Parameter, not_a_councillor_alone

PARAMETERS = (
    Parameter(
        7,
        "channels.approved",
        "Approved channels",
        "The networks and routes that the council may use, one a line.",
        Names("a network or route"),
        CHANNELS,
    ),
    Parameter(
        8,
        "channels.purpose",
        "Purpose of each channel",
        "What each channel is for: its name, a colon, its purpose.",
        Table("channel", "purpose"),
        CHANNELS,
        words_only=True,
    ),
    Parameter(
        8,
        "channels.mode",
        "Mode of channels",
        "Whether channels only tell, also listen, or are a group.",
        Choice(
            {
                "broadcast": "The council tells; nobody answers there.",
                "interactive": "People can answer, and the council listens.",
                "group": "Members of a group write to each other.",
            }
        ),
        CHANNELS,
    ),
    Parameter(
        9,
        "channels.comments",
        "Comments on channels",
        "Whether the public can comment below posts.",
        Choice(
            {
                "on": "Anybody can comment.",
                "off": "Comments are switched off on every channel that can do so.",
                "per post": "The author decides for each post.",
                "pre-moderated": "A comment shows only after an officer has let it through.",
            }
        ),
        CHANNELS,
    ),
    Parameter(
        10,
        "channels.direct_messages",
        "Direct messages",
        "What becomes of private messages to a council account. One may still be a request for information.",
        Choice(
            {
                "on": "The council reads and answers them.",
                "off": "They are switched off where the network can do so.",
                "not official contact": "They arrive, but people are told to write by email instead.",
            }
        ),
        LISTENING,
    ),
    Parameter(
        11,
        "channels.new_account_approver",
        "Who approves a new channel",
        "Offices or bodies, one a line; any one of them is enough.",
        Roles(),
        CHANNELS,
        lock=not_a_councillor_alone(),
    ),
    Parameter(
        12,
        "channels.admin_change_approver",
        "Who approves a change of administrator",
        "Offices or bodies, one a line; any one of them is enough.",
        Roles(),
        CHANNELS,
        lock=not_a_councillor_alone(),
    ),
    Parameter(
        13,
        "channels.passwords_held_by",
        "Who keeps the passwords",
        "Offices, one a line, that hold the sign-ins of the council's accounts.",
        Roles(),
        CHANNELS,
        words_only=True,
    ),
    Parameter(
        13,
        "channels.min_admins",
        "Fewest administrators",
        "How many persons at least can administer each channel.",
        Count("person", "persons"),
        CHANNELS,
    ),
)
