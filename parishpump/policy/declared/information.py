"""Requests for information: rows 65 to 68."""

from parishpump.policy.kinds import Flag, Length, Names, Roles, Table, Text
from parishpump.policy.parameter import INFORMATION, Minimum, Parameter, fixed, no_longer_than

_CLOCK = "Freedom of Information Act 2000, section 10"
_QUALIFIED = "Freedom of Information Act 2000, section 36"
_REVIEW = "Environmental Information Regulations 2004; for other requests the code under section 45 of the FOI Act"

PARAMETERS = (
    Parameter(
        65,
        "foi.contact",
        "Where requests go",
        "The address for requests. One that comes another way counts as well.",
        Text(),
        INFORMATION,
        Minimum(
            "A request is valid on any channel if it is in writing, describes the information and gives a name and an "
            "address for the reply.",
            "Freedom of Information Act 2000, section 8",
        ),
    ),
    Parameter(
        65,
        "foi.internal_target",
        "Answer requests within",
        "Counted from the day after the request arrived.",
        Length(),
        INFORMATION,
        Minimum("Promptly, and at the latest on the 20th working day after the request arrived.", _CLOCK),
        no_longer_than("20 working days", _CLOCK, "a request is answered by the 20th working day at the latest"),
    ),
    Parameter(
        65,
        "foi.review_role",
        "Who reviews an answer",
        "Offices or bodies, one a line; somebody other than who answered, where that is possible.",
        Roles(),
        INFORMATION,
    ),
    Parameter(
        65,
        "foi.review_target",
        "Review an answer within",
        "Counted from the day after the review was asked for.",
        Length(),
        INFORMATION,
        Minimum("Usually 20 working days, and 40 at the most.", _REVIEW),
        no_longer_than("40 working days", _REVIEW, "a review takes 40 working days at the most"),
    ),
    Parameter(
        66,
        "foi.exemption_catalogue",
        "Exemptions are those of the Act",
        "Whether information is withheld on a statutory ground only.",
        Flag("Only a ground in the Act counts.", "The policy has grounds of its own."),
        INFORMATION,
        lock=fixed(True, "Freedom of Information Act 2000, Part II", "a council cannot add a ground for withholding"),
    ),
    Parameter(
        66,
        "foi.local_guidance",
        "Local guidance on exemptions",
        "Headings of the policy, one a line, shown beside the statutory grounds.",
        Names("a heading"),
        INFORMATION,
    ),
    Parameter(
        67,
        "foi.s36_opinion",
        "Opinion of the qualified person",
        "Whether section 36 is used only with the qualified person's opinion.",
        Flag("Never without that person's reasonable opinion.", "The council may decide by itself."),
        INFORMATION,
        lock=fixed(
            True,
            _QUALIFIED,
            "section 36 needs the reasonable opinion of the qualified person, which nobody else can give",
        ),
    ),
    Parameter(
        67,
        "foi.s36_qualified_person",
        "Qualified person for section 36",
        "The office that law authorises. The council cannot choose; ask the ICO or the county association.",
        Text(),
        INFORMATION,
        Minimum("Until the qualified person and the authorisation are on record, section 36 is not used.", _QUALIFIED),
    ),
    Parameter(
        67,
        "foi.authority_ref",
        "Authorisation of the qualified person",
        "Where the authorisation can be found.",
        Text(),
        INFORMATION,
    ),
    Parameter(
        67,
        "foi.local_signoff_role",
        "Local sign-off besides",
        "The office that looks at a refusal as well. It never takes the qualified person's place.",
        Text(),
        INFORMATION,
    ),
    Parameter(
        68,
        "foi.charges",
        "Charges",
        "What is charged for, such as copying: its name, a colon, the price.",
        Table("item", "price"),
        INFORMATION,
        Minimum(
            "Usually only what is spent on copies and postage can be charged.",
            "Freedom of Information Act 2000, section 9",
        ),
    ),
)
