"""Texts that we suggest. Each goes nowhere until an officer of the council has approved it. Pure.

What is asked for under sections 8 and 16 of the Freedom of Information Act 2000 is as the Act has it; the rest is ours.
"""

from dataclasses import dataclass

HOLDING = "holding statement"  # with these words a notice begins before the facts are known (clause ENG-12)
USES = (
    ("reply", "An answer"),
    ("redirect", "Sending somebody on"),
    ("declined", "Declining to answer"),
    ("clarification", "Asking back"),
    ("public answer", "Telling that it is answered for all"),
    ("praise thanks", "Thanking for praise"),
    (HOLDING, "Holding statement, where a story runs away"),
)


@dataclass(frozen=True)
class Suggested:
    """A wording to begin with."""

    id: str
    title: str
    use: str
    text: str


SUGGESTED = (
    Suggested(
        "acknowledgement",
        "It has arrived",
        "reply",
        "Thank you for your message. It has reached the council and somebody is looking at it.",
    ),
    Suggested(
        "redirect",
        "Another body does this",
        "redirect",
        "Thank you for telling us. Another body looks after this. We give you its name and page below, so that you can "
        "reach it directly. Tell us if it does not help.",
    ),
    Suggested(
        "impartiality",
        "We take no side",
        "declined",
        "Thank you for writing. The council serves everybody in the parish and takes no side in this, so it does not "
        "answer the question here.",
    ),
    Suggested(
        "legality",
        "We cannot answer this here",
        "declined",
        "Thank you for writing. The council cannot answer this here, because an answer could be unlawful. You can "
        "still ask for recorded information, and the Clerk can tell you how.",
    ),
    Suggested(
        "name-and-address",
        "A request needs a name and an address",
        "clarification",
        "Thank you for your request. To deal with it as a request for information, the council needs your name and an "
        "address for the answer; an email address is enough.",
    ),
    Suggested(
        "meaning",
        "What is meant?",
        "clarification",
        "Thank you for your message. So that we answer the right question, tell us a little more: where it is, since "
        "when, and what you want to know.",
    ),
    Suggested(
        "told",
        "It is answered for all",
        "public answer",
        "Thank you for asking. Several people asked the same, so the council has answered it for everybody.",
    ),
    Suggested(
        "holding",
        "We have heard, and look into it",
        HOLDING,
        "We have heard what is being said about this. We are finding out what happened and publish it here as soon as "
        "it is certain. In an emergency call 999.",
    ),
)
BY_ID = {one.id: one for one in SUGGESTED}
