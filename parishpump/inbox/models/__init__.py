"""What people say to the council, what it decided about it, and what came of that."""

from parishpump.inbox.models.answers import Asked, PublicAnswer, Reply, SavedText
from parishpump.inbox.models.care import AbuseReport, AbuseStep, HandOver
from parishpump.inbox.models.decisions import Clarification, DutySettled, Look, Note, Triage
from parishpump.inbox.models.load import ContractedHours, RotaTurn, WorkedTime
from parishpump.inbox.models.meetings import Laid
from parishpump.inbox.models.messages import Arrival, Conversation, Double, Message, Topic, Version
from parishpump.inbox.models.moderation import Appeal, Moderation
from parishpump.inbox.models.passing import HandOff, Praise, Referral
from parishpump.inbox.models.sources import Source, SourceDay
from parishpump.inbox.models.stories import Alert, PressEnquiry, Series, Story, StoryNote, Told

__all__ = [
    "AbuseReport",
    "AbuseStep",
    "Alert",
    "Appeal",
    "Arrival",
    "Asked",
    "Clarification",
    "ContractedHours",
    "Conversation",
    "Double",
    "DutySettled",
    "HandOff",
    "HandOver",
    "Laid",
    "Look",
    "Message",
    "Moderation",
    "Note",
    "Praise",
    "PressEnquiry",
    "PublicAnswer",
    "Referral",
    "Reply",
    "RotaTurn",
    "SavedText",
    "Series",
    "Source",
    "SourceDay",
    "Story",
    "StoryNote",
    "Told",
    "Topic",
    "Triage",
    "Version",
    "WorkedTime",
]
