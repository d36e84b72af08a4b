"""The council, its policy as a document, and whom it binds: rows 1 to 6."""

from parishpump.policy.kinds import Choice, Day, Names, Table, Text
from parishpump.policy.parameter import COUNCIL, PEOPLE, Parameter

PARAMETERS = (
    Parameter(1, "pack.council", "Name of the council", "The council's name in full.", Text(), COUNCIL),
    Parameter(
        1,
        "council.type",
        "Kind of council",
        "The style that the council uses in its name.",
        Choice(
            {
                "parish": "A parish council.",
                "group parish": "One council for a group of parishes.",
                "town": "A town council; its Chair may be called Mayor.",
                "community": "A parish council that calls itself a community council.",
                "village": "A parish council that calls itself a village council.",
                "neighbourhood": "A parish council that calls itself a neighbourhood council.",
                "city": "A parish council with the title of city council.",
            }
        ),
        COUNCIL,
        words_only=True,
    ),
    Parameter(2, "pack.version", "Version", "The policy's own version, such as 2 or 2026-11.", Text(), COUNCIL),
    Parameter(2, "pack.adopted_on", "Adopted on", "The day on which the council adopted this version.", Day(), COUNCIL),
    Parameter(2, "pack.minute_ref", "Minute", "The minute that adopted it, such as 2026/061.", Text(), COUNCIL),
    Parameter(2, "pack.review_on", "Review by", "The day by which the council looks at it again.", Day(), COUNCIL),
    Parameter(
        3,
        "scope.purpose",
        "Purpose",
        "What the policy is for, in the council's words.",
        Text(),
        COUNCIL,
        words_only=True,
    ),
    Parameter(
        3,
        "scope.definitions",
        "Words with a fixed meaning",
        "Each word that the policy defines, with its meaning.",
        Table("word", "meaning"),
        COUNCIL,
        words_only=True,
    ),
    Parameter(
        3,
        "scope.media",
        "What the policy covers",
        "Social media only, all publications, or the press as well: one a line.",
        Names("a kind of publication"),
        COUNCIL,
        words_only=True,
    ),
    Parameter(
        4,
        "scope.people",
        "Whom it binds",
        "Groups of people, one a line: councillors, employees, volunteers, lay members, contractors.",
        Names("a group of people"),
        COUNCIL,
        words_only=True,
    ),
    Parameter(
        5,
        "scope.personal_use",
        "Personal use",
        "How far the policy reaches into private posts. The software looks at no private account.",
        Choice(
            {
                "outside": "Personal use is outside the policy.",
                "advisory": "The policy advises people about personal use.",
                "covered": "The policy binds people in personal use too.",
            }
        ),
        COUNCIL,
        words_only=True,
    ),
    Parameter(
        6,
        "roles.titles",
        "Titles of offices",
        "What this council calls an office: the usual word, a colon, this council's own, such as Clerk: Town Clerk.",
        Table("usual word", "own title"),
        PEOPLE,
    ),
)
