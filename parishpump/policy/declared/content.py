"""What posts are and are not, and what they may carry: rows 21 to 33."""

from parishpump.policy.kinds import Choice, Flag, Length, Names, Text
from parishpump.policy.parameter import CHANNELS, PUBLISHING, Minimum, Parameter

FIELDS = ("purpose", "outcome", "risk", "audience", "results plan", "time")
_PERSONAL_DATA = "UK GDPR, Article 5"

PARAMETERS = (
    Parameter(
        21,
        "content.must",
        "Posts will be",
        "What every post is, one quality a line, such as factual.",
        Names("a quality"),
        PUBLISHING,
        words_only=True,
    ),
    Parameter(
        22,
        "content.must_not",
        "Posts will not",
        "What no post holds or does, one a line.",
        Names("a thing to keep out"),
        PUBLISHING,
        Minimum(
            "At no time may a council publish what appears designed to affect support for a political party.",
            "Local Government Act 1986, section 2",
        ),
        words_only=True,
    ),
    Parameter(
        23,
        "content.personal_data",
        "Personal details in posts",
        "How far a post may hold details of a living person.",
        Choice(
            {
                "none": "No personal details at all.",
                "contact only": "Basic contact details only.",
                "if essential": "Only where the post cannot do without them.",
                "with consent": "Only with the person's permission.",
            }
        ),
        PUBLISHING,
        Minimum("Personal data needs a lawful ground, and no more of it than is needed.", _PERSONAL_DATA),
    ),
    Parameter(
        24,
        "content.third_party_naming_approval",
        "Naming customers, partners and suppliers",
        "What is needed before a post names one of them.",
        Choice(
            {
                "none": "They can be named freely.",
                "approval": "They agree first, in any form that is recorded.",
                "written": "They agree first in writing.",
            }
        ),
        PUBLISHING,
    ),
    Parameter(
        25,
        "content.public_domain_test",
        "Test of what is public already",
        "Whether an author says if the information is in the public domain before a post goes out.",
        Flag("The author says so for each post, or records a permission.", "The question is not asked."),
        PUBLISHING,
    ),
    Parameter(
        25,
        "content.copyright_rule",
        "Copyright",
        "What the policy says of other people's pictures and words.",
        Text(),
        PUBLISHING,
        Minimum(
            "Copying somebody's work needs a licence or a ground in law.",
            "Copyright, Designs and Patents Act 1988, section 16",
        ),
        words_only=True,
    ),
    Parameter(
        26,
        "content.permitted_uses",
        "What the channels are for",
        "Kinds of content, one a line, such as agendas or vacancies.",
        Names("a kind of content"),
        PUBLISHING,
    ),
    Parameter(
        27,
        "content.share_third_party",
        "Sharing what others post",
        "Whose posts the council may pass on.",
        Choice(
            {
                "never": "Nobody's.",
                "partners": "Those of public bodies that the council works with.",
                "community": "Those of partners and of village groups.",
                "any": "Anybody's, businesses included.",
            }
        ),
        PUBLISHING,
    ),
    Parameter(
        28,
        "content.default_expiry",
        "How long a post stays current",
        "Counted from the day on which it goes out, unless its author says another day.",
        Length(),
        PUBLISHING,
    ),
    Parameter(
        28,
        "content.stale_after",
        "When a post counts as stale",
        "Counted from the day on which it was last looked at.",
        Length(),
        PUBLISHING,
    ),
    Parameter(
        29,
        "content.children_images",
        "Pictures of children",
        "What is needed before a picture shows a child who can be recognised.",
        Choice(
            {
                "never": "No such picture is used.",
                "written parental consent": "A parent or guardian has agreed in writing.",
            }
        ),
        PUBLISHING,
        Minimum("Written permission of a parent is usual for a child who can be recognised.", _PERSONAL_DATA),
    ),
    Parameter(
        30,
        "content.recruitment_use",
        "Use in recruitment",
        "What social media may be used for when the council hires.",
        Choice(
            {
                "none": "Not at all.",
                "adverts only": "Vacancies are advertised; nobody looks applicants up.",
                "any": "The council's other rules decide.",
            }
        ),
        PUBLISHING,
    ),
    Parameter(
        31,
        "content.official_record_channel",
        "Which copy prevails",
        "Where two copies differ, the one here counts.",
        Choice(
            {
                "website": "The website's copy counts.",
                "noticeboard": "The copy on the noticeboard counts.",
                "email": "The copy sent by email counts.",
            }
        ),
        PUBLISHING,
    ),
    Parameter(
        32,
        "deploy.fields_required",
        "What a request for a new channel says",
        "The parts that a request must fill in, one a line.",
        Names("a part of the request", FIELDS),
        CHANNELS,
    ),
    Parameter(
        33,
        "deploy.approval_levels",
        "What needs approval",
        "The smallest thing that needs its own official approval.",
        Choice(
            {
                "channel": "A new channel.",
                "channel and campaign": "A new channel and each campaign.",
                "each post": "Each channel, each campaign and each post.",
            }
        ),
        CHANNELS,
    ),
)
