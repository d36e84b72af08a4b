"""Messaging groups: rows 53 to 60."""

from parishpump.policy.kinds import Choice, Count, Flag, Length, Names, Roles, Text
from parishpump.policy.parameter import GROUPS, Minimum, Parameter, fixed

_CONSENT = "UK GDPR, Article 7"
_DECISIONS = "Local Government Act 1972, section 101 and Schedule 12"
_WHEN = {
    "any time": "Whenever it suits.",
    "last resort": "Only where no other way is left.",
    "never": "Not through a messaging group.",
}

PARAMETERS = (
    Parameter(
        53,
        "messaging.allowed_apps",
        "Messaging apps allowed",
        "Apps, one a line; the word none where the council keeps no groups.",
        Names("an app"),
        GROUPS,
    ),
    Parameter(
        54,
        "messaging.purposes",
        "What groups are for",
        "Purposes, one a line.",
        Names("a purpose"),
        GROUPS,
    ),
    Parameter(
        54,
        "messaging.sensitivity_limit",
        "How sensitive a message may be",
        "The most that may be written in a group.",
        Choice({"any": "Anything.", "non-sensitive only": "Nothing sensitive or confidential."}),
        GROUPS,
    ),
    Parameter(55, "messaging.eligible", "Who may join", "Offices or groups of people, one a line.", Roles(), GROUPS),
    Parameter(
        55,
        "messaging.lay_member_route",
        "How lay members are reached",
        "Routes, one a line, for those who may not join.",
        Names("a route"),
        GROUPS,
    ),
    Parameter(
        56,
        "messaging.admin_roles",
        "Who administers a group",
        "Offices, one a line.",
        Roles(),
        GROUPS,
    ),
    Parameter(
        56,
        "messaging.admin_count",
        "Administrators at a time",
        "How many persons administer a group at the same time.",
        Count("person", "persons"),
        GROUPS,
    ),
    Parameter(
        57,
        "messaging.consent_required",
        "Consent before joining",
        "Whether nobody is added without having agreed.",
        Flag("Nobody is added without recorded consent.", "People are added without being asked."),
        GROUPS,
        lock=fixed(True, _CONSENT, "consent is recorded before anybody's number is shown to a group"),
    ),
    Parameter(
        57,
        "messaging.consent_withdrawal",
        "Leaving at any time",
        "Whether consent can be taken back as easily as it was given.",
        Flag("Consent can be taken back at any time.", "Consent binds."),
        GROUPS,
        lock=fixed(True, _CONSENT, "consent is as easy to withdraw as to give"),
    ),
    Parameter(
        57,
        "messaging.consent_text",
        "Words of the consent",
        "What people agree to, word for word.",
        Text(),
        GROUPS,
        Minimum("Consent has to be specific, informed and recorded.", _CONSENT),
    ),
    Parameter(
        57,
        "messaging.numbers_visible_notice",
        "Notice that numbers can be seen",
        "What people are told about their number, word for word.",
        Text(),
        GROUPS,
    ),
    Parameter(
        58,
        "messaging.decisions_allowed",
        "Decisions in a group",
        "Whether a group may decide anything for the council.",
        Flag("A group may decide.", "Nothing is decided in a group."),
        GROUPS,
        lock=fixed(False, _DECISIONS, "the council decides in a meeting that was called, or by a delegation"),
    ),
    Parameter(
        59,
        "messaging.apology_route",
        "Apologies through a group",
        "When an apology for absence may come that way.",
        Choice(_WHEN),
        GROUPS,
    ),
    Parameter(
        59,
        "messaging.substitute_route",
        "Finding a substitute through a group",
        "When a member may ask for a substitute that way.",
        Choice(_WHEN),
        GROUPS,
    ),
    Parameter(
        60,
        "messaging.archive_interval",
        "Archive a group every",
        "How often the messages of a group are moved to the record.",
        Length(),
        GROUPS,
        Minimum(
            "What is written there for the council can be asked for, so it has to be found.",
            "Freedom of Information Act 2000, section 3(2)(b)",
        ),
    ),
    Parameter(
        60,
        "messaging.disappearing_off",
        "No disappearing messages",
        "Whether messages that delete themselves are switched off.",
        Flag("Messages stay until they are archived.", "Messages may delete themselves."),
        GROUPS,
        Minimum(
            "Once somebody has asked for information, erasing it to prevent disclosure is an offence.",
            "Freedom of Information Act 2000, section 77",
        ),
    ),
)
