"""Personal use, capacity and email: rows 47 to 52."""

from parishpump.policy.kinds import Choice, Flag, Names, Text
from parishpump.policy.parameter import CONDUCT, MAILINGS, Minimum, Parameter, fixed

_SUMMONS = "Local Government Act 1972, Schedule 12, paragraph 10"

PARAMETERS = (
    Parameter(
        47,
        "personal.disclaimer_text",
        "Disclaimer for personal accounts",
        "The words as the council adopted them.",
        Text(),
        CONDUCT,
    ),
    Parameter(
        48,
        "personal.title_rule",
        "Council titles on personal accounts",
        "Whether somebody may use a council title there. The software looks at no private account.",
        Choice(
            {
                "none": "The policy has no rule.",
                "ban": "No title of the council on a personal account.",
                "separate account": "The title only on an account kept apart for council work.",
                "state capacity": "Whoever posts says in which capacity.",
            }
        ),
        CONDUCT,
    ),
    Parameter(
        49,
        "personal.title_words",
        "Words that count as a title",
        "Titles and their short forms, one a line, such as Cllr.",
        Names("a title"),
        CONDUCT,
    ),
    Parameter(
        50,
        "capacity.triggers",
        "When somebody acts for the council",
        "Signs, one a line, by which a reader takes a post for the council's.",
        Names("a sign"),
        CONDUCT,
        Minimum(
            "The code of conduct usually applies when somebody acts, or seems to act, as a councillor.",
            "Localism Act 2011",
        ),
    ),
    Parameter(
        51,
        "email.official_only",
        "Official email only",
        "Whether council business goes by council addresses alone.",
        Flag("Council business goes by council addresses alone.", "Other addresses may be used."),
        MAILINGS,
        Minimum(
            "What is held on a private account for the council can still be asked for.",
            "Freedom of Information Act 2000, section 3(2)(b)",
        ),
    ),
    Parameter(
        51,
        "email.domain_rule",
        "Domain of council addresses",
        "What council addresses end with, such as .gov.uk.",
        Text(),
        MAILINGS,
        Minimum(
            "The yearly return asks for email on a domain that the council owns; check the guide of the year.",
            "Practitioners' Guide 2025, Assertion 10",
        ),
    ),
    Parameter(
        52,
        "email.esummons_consent",
        "Consent to a summons by email",
        "Whether a member is summoned by email only after agreeing to it.",
        Flag("Email only to members who agreed and have not withdrawn.", "Email to every member."),
        MAILINGS,
        lock=fixed(True, _SUMMONS, "a summons goes by email only to a member who has agreed to it and not withdrawn"),
    ),
)
