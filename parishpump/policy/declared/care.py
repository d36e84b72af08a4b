"""Elections, press, emergencies, complaints, records, training, review and partners: rows 69 to 82."""

from parishpump.policy.kinds import Choice, Dated, Flag, Length, Names, Roles, Strengths, Table, Text
from parishpump.policy.parameter import (
    COMPLAINTS,
    COUNCIL,
    EMERGENCIES,
    EVALUATION,
    PARTNERS,
    PUBLISHING,
    RECORDS,
    TRAINING,
    TRANSPARENCY,
    Minimum,
    Parameter,
    fixed,
    no_longer_than,
)

_PARTIES = "Local Government Act 1986, section 2"
_CODE = (
    "Code of Recommended Practice on Local Authority Publicity 2011, issued under the Local Government Act 1986, "
    "section 4"
)
_ACCESS = "UK GDPR and Data Protection Act 2018"
_HOLD = "Freedom of Information Act 2000, section 77"
_ACCESSIBILITY = "Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018"
_COMPLAINT = "Data (Use and Access) Act 2025"

PARAMETERS = (
    Parameter(
        69,
        "election.calendar",
        "Elections that count",
        "Kinds of election, one a line, for which the Clerk enters the dates.",
        Names("a kind of election"),
        PUBLISHING,
        Minimum("Every election in the area brings heightened care, from its notice to the close of poll.", _CODE),
        words_only=True,
    ),
    Parameter(
        69,
        "election.start_rule",
        "When the period begins",
        "The day from which posts are held to the rules of an election.",
        Choice(
            {
                "notice of election": "The day on which the notice of election is published.",
                "local protocol": "An earlier day, from the protocol of the principal authority.",
            }
        ),
        PUBLISHING,
        Minimum("It begins at the latest with the notice of election.", _CODE),
    ),
    Parameter(
        69,
        "election.gate_mode",
        "Posts during an election",
        "What happens to a post on a controversial matter in that time.",
        Choice(
            {
                "warn": "The author and the approver are warned.",
                "second approval": "A second person must agree.",
                "block": "It waits until the close of poll.",
            }
        ),
        PUBLISHING,
    ),
    Parameter(
        70,
        "political.rule",
        "No party politics",
        "Whether posts that touch support for a political party are kept out, at all times.",
        Flag("They are kept out at all times.", "They may go out."),
        PUBLISHING,
        lock=fixed(True, _PARTIES, "a council must never publish what appears designed to affect support for a party"),
    ),
    Parameter(
        71,
        "press.spokespersons",
        "Who speaks to the press",
        "Offices, one a line.",
        Roles(),
        EMERGENCIES,
    ),
    Parameter(
        71,
        "press.release_signoff",
        "Who signs off a press release",
        "Offices or bodies, one a line; any one of them is enough.",
        Roles(),
        EMERGENCIES,
    ),
    Parameter(
        72,
        "emergency.declarers",
        "Who declares an emergency",
        "Offices, one a line, that may switch emergency mode on.",
        Roles(),
        EMERGENCIES,
    ),
    Parameter(
        72,
        "emergency.templates",
        "Prepared alerts",
        "Kinds of alert, one a line, whose words are agreed beforehand.",
        Names("a kind of alert"),
        EMERGENCIES,
    ),
    Parameter(
        72,
        "emergency.trusted_sources",
        "Sources to relay from",
        "Public bodies, one a line, whose warnings may be passed on at once.",
        Names("a public body"),
        EMERGENCIES,
    ),
    Parameter(
        72,
        "emergency.post_review",
        "Review after an emergency",
        "How long after its end what went out is looked at.",
        Length(),
        EMERGENCIES,
    ),
    Parameter(73, "complaints.route", "How to complain", "Where a complaint goes.", Text(), COMPLAINTS),
    Parameter(
        73,
        "dp_complaints.route",
        "How to complain about personal data",
        "Where such a complaint goes, by an easy way such as a form.",
        Text(),
        COMPLAINTS,
        Minimum("It has to be easy to make, and is acknowledged within 30 days.", _COMPLAINT),
    ),
    Parameter(
        73,
        "dp_complaints.acknowledge_within",
        "Acknowledge such a complaint within",
        "Counted from the day on which it arrived.",
        Length(),
        COMPLAINTS,
        Minimum("Within 30 days, then an answer without undue delay.", _COMPLAINT),
        no_longer_than("30 days", _COMPLAINT, "a complaint about personal data is acknowledged within 30 days"),
    ),
    Parameter(
        73,
        "subject_access.target",
        "Answer people who ask for their own data within",
        "Counted from the day on which the request arrived.",
        Length(),
        COMPLAINTS,
        Minimum("Within one calendar month; up to two more if it is complex.", _ACCESS),
        no_longer_than("1 month", _ACCESS, "somebody's own data is given within one calendar month"),
    ),
    Parameter(
        74,
        "breach.referral",
        "Where a breach of the policy goes",
        "For staff, members and volunteers each: the group, a colon, the route.",
        Table("group", "route"),
        COMPLAINTS,
        Minimum(
            "A complaint that a member broke the code of conduct goes to the Monitoring Officer of the principal "
            "authority.",
            "Localism Act 2011",
        ),
    ),
    Parameter(
        75,
        "retention.schedule",
        "How long records are kept",
        "Each kind of record with its time: its name, a colon, how long.",
        Table("kind of record", "time"),
        RECORDS,
        Minimum(
            "The record of a delegated decision is kept six years, its background papers four.",
            "Openness of Local Government Bodies Regulations 2014",
        ),
    ),
    Parameter(
        75,
        "retention.holds_win",
        "Holds on deletion",
        "Whether nothing is disposed of that somebody has asked for.",
        Flag("What somebody has asked for is kept until the request is closed.", "The schedule goes first."),
        RECORDS,
        lock=fixed(True, _HOLD, "to erase what somebody has asked for, to prevent its disclosure, is an offence"),
    ),
    Parameter(
        76,
        "training.required",
        "Training",
        "What people learn before they post, one course a line.",
        Names("a course"),
        TRAINING,
    ),
    Parameter(
        76,
        "training.acknowledgement_interval",
        "Read the policy again every",
        "How often people confirm that they have read it.",
        Length(),
        TRAINING,
    ),
    Parameter(
        77, "evaluation.interval", "Evaluate every", "How often the results are looked at.", Length(), EVALUATION
    ),
    Parameter(77, "evaluation.report_to", "Report to", "The body that hears the results.", Text(), EVALUATION),
    Parameter(
        78,
        "languages.supported",
        "Languages",
        "Languages in which the council writes, one a line.",
        Names("a language"),
        PUBLISHING,
        words_only=True,
    ),
    Parameter(
        78,
        "languages.alternative_formats",
        "Other formats",
        "Formats on request, one a line, such as large print.",
        Names("a format"),
        TRANSPARENCY,
        Minimum("Reasonable adjustments are made for disabled people.", "Equality Act 2010"),
    ),
    Parameter(
        78,
        "accessibility.required",
        "Accessible to everybody",
        "Whether pages, pictures and documents meet WCAG 2.2 AA.",
        Flag("What goes out meets WCAG 2.2 AA.", "Accessibility is left open."),
        PUBLISHING,
        lock=fixed(True, _ACCESSIBILITY, "a public body's pages have to be accessible"),
    ),
    Parameter(
        79,
        "partners.directory",
        "Other public bodies",
        "To whom people are sent on: the body, a colon, what for and the date when that was checked.",
        Table("body", "matter"),
        PARTNERS,
    ),
    Parameter(
        80,
        "principal_authority",
        "Principal authority",
        "The district, county or unitary council: the day from which it is so, or always, a colon, its name.",
        Dated("day", "name"),
        PARTNERS,
    ),
    Parameter(
        80,
        "monitoring_officer_contact",
        "Monitoring Officer",
        "How to reach that office of the principal authority: the day from which, or always, a colon, the contact.",
        Dated("day", "contact"),
        PARTNERS,
    ),
    Parameter(
        81,
        "related_documents",
        "Other documents that count",
        "Policies and codes, one a line, such as Standing Orders.",
        Names("a document"),
        COUNCIL,
        words_only=True,
    ),
    Parameter(
        82,
        "rules.strength",
        "Strength of each rule",
        "Must blocks a post, should warns and can be answered with a reason, may only advises. Set rule by rule.",
        Strengths(),
        PUBLISHING,
    ),
)
