"""Listening, answering and moderating: rows 34 to 46."""

from parishpump.policy.kinds import Flag, Hours, Length, Names, Roles, Text
from parishpump.policy.parameter import LISTENING, MODERATION, Minimum, Parameter

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

PARAMETERS = (
    Parameter(
        34,
        "listen.monitored_hours",
        "Hours in which somebody looks",
        "Times of day on the clock in London, one span a line, such as 09:00-13:00.",
        Hours("a span of hours"),
        LISTENING,
    ),
    Parameter(
        34,
        "listen.monitored_days",
        "Days on which somebody looks",
        "Days of the week, one a line.",
        Names("a day of the week", DAYS),
        LISTENING,
    ),
    Parameter(
        35,
        "listen.reply_target",
        "Reply within",
        "How long after a message arrives people can expect an answer.",
        Length(),
        LISTENING,
        Minimum(
            "No law sets a time for ordinary messages. A request for information is answered promptly, and at the "
            "latest on the 20th working day after it arrived, on whichever channel it came.",
            "Freedom of Information Act 2000, section 10",
        ),
    ),
    Parameter(
        35,
        "listen.ack_target",
        "Acknowledge within",
        "How long after a message arrives people can expect to hear that it did.",
        Length(),
        LISTENING,
    ),
    Parameter(
        36,
        "listen.outcomes",
        "What can become of a message",
        "Outcomes, one a line, such as reply or listen.",
        Names("an outcome"),
        LISTENING,
    ),
    Parameter(
        37,
        "listen.engage_test",
        "When the council engages",
        "Questions, one a line; one yes is enough to engage.",
        Names("a question"),
        LISTENING,
    ),
    Parameter(
        38,
        "listen.decline_grounds",
        "Grounds for not answering",
        "Grounds, one a line. None of them covers a request for information.",
        Names("a ground"),
        LISTENING,
    ),
    Parameter(
        39,
        "listen.escalate_to",
        "Who decides in doubt",
        "Offices, one a line, to whom a message goes that an officer cannot settle.",
        Roles(),
        LISTENING,
    ),
    Parameter(
        40,
        "listen.one_reply_to_many",
        "One answer for many",
        "Whether one public answer can settle many like messages.",
        Flag("One public answer may settle many, naming nobody who asked.", "Each message has its own answer."),
        LISTENING,
    ),
    Parameter(
        41,
        "moderate.grounds",
        "Grounds for hiding a comment",
        "Grounds, one a line. Criticism of the council is none.",
        Names("a ground"),
        MODERATION,
        Minimum(
            "Hiding a comment has to be lawful, justified and proportionate, for people are free to speak.",
            "European Convention on Human Rights, Article 10",
        ),
    ),
    Parameter(
        42, "moderate.who", "Who moderates", "Offices, one a line, that may hide a comment.", Roles(), MODERATION
    ),
    Parameter(
        43,
        "moderate.evidence_before_removal",
        "Evidence before removal",
        "Whether a copy of a comment is kept before it is hidden.",
        Flag("A copy is kept first.", "No copy is asked for."),
        MODERATION,
    ),
    Parameter(
        44,
        "moderate.ladder",
        "Steps of moderation",
        "Steps in their order, one a line, from the mildest.",
        Names("a step"),
        MODERATION,
    ),
    Parameter(
        44,
        "moderate.block_length",
        "Length of a block",
        "How long somebody stays blocked the first time.",
        Length(),
        MODERATION,
    ),
    Parameter(
        44,
        "moderate.appeal_route",
        "How to appeal",
        "Where somebody writes who thinks that moderation was wrong.",
        Text(),
        MODERATION,
    ),
    Parameter(
        44,
        "moderate.appeal_role",
        "Who hears an appeal",
        "Offices or bodies, one a line; never the one who decided first.",
        Roles(),
        MODERATION,
    ),
    Parameter(45, "moderate.filters", "Word filters", "Filters in use, one a line.", Names("a filter"), MODERATION),
    Parameter(
        46,
        "moderate.house_rules_text",
        "House rules",
        "The rules for comments, word for word as the public reads them.",
        Text(),
        MODERATION,
    ),
)
