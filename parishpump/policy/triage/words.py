"""What the clerk reads for each label: its name, why it matters, and where the law says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Meaning:
    """A label in plain words; `law` names the section where a duty hangs on it, and is empty otherwise."""

    name: str
    why: str
    law: str = ""


WORDS: Mapping[str, Meaning] = MappingProxyType(
    {
        "emergency": Meaning("Emergency", "Somebody may be in danger now: read this first and pass it on at once."),
        "safeguarding": Meaning(
            "Safeguarding",
            "A child or an adult may be at risk: pass it to the person named in your safeguarding policy.",
        ),
        "foi": Meaning(
            "Information request",
            "It asks for recorded information. It need not mention the Act, may come by any channel, and the answer is"
            " due promptly, at latest on the 20th working day after the day of receipt.",
            "Freedom of Information Act 2000, s.8 and s.10(1)",
        ),
        "eir": Meaning(
            "Environmental information request",
            "It asks about land, water, trees, planning, noise or the like. It may be made by word of mouth, and there"
            " are 20 working days to answer.",
            "Environmental Information Regulations 2004, reg.2(1) and reg.5",
        ),
        "subject access": Meaning(
            "Subject access request",
            "Somebody asks for their own personal data: there is one calendar month to answer.",
            "UK GDPR and Data Protection Act 2018",
        ),
        "data protection complaint": Meaning(
            "Data protection complaint",
            "Somebody says that their personal data was handled badly: acknowledge it within 30 days and answer without"
            " undue delay.",
            "Data (Use and Access) Act 2025, in force for complaints from 19 June 2026",
        ),
        "formal complaint": Meaning(
            "Formal complaint", "It asks to be dealt with as a complaint: your complaints procedure says what follows."
        ),
        "abuse": Meaning("Abuse", "It insults, threatens or demeans somebody. Criticism of the council is not abuse."),
        "press enquiry": Meaning("Press enquiry", "A journalist asks, often with a deadline."),
        "complaint": Meaning("Unhappy", "Somebody is unhappy with something, without asking for a procedure."),
        "issue report": Meaning("Report of a fault", "Something is broken, blocked, dirty or in the way."),
        "other authority": Meaning(
            "Another authority’s business",
            "Another public body usually deals with this: say which, and how to reach it.",
        ),
        "question": Meaning("Question", "Somebody waits for an answer."),
        "praise": Meaning("Praise", "Somebody is pleased: pass it on to the person or team named."),
        "spam": Meaning("Spam", "It advertises or tries to deceive, and has nothing to do with the council."),
    }
)
