"""Northfold with messages of every kind on its pages."""

from datetime import datetime, timedelta
from typing import Any

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.entering import Question, ask
from parishpump.inbox.actions.settling import Decision, GainCard
from parishpump.inbox.actions.tending import add_note, claim, look, mark_fast_moving, settle_duty, tag_topic
from parishpump.inbox.actions.topics import close_topic, lay_before_meeting, open_topic, set_meeting
from parishpump.inbox.actions.triaging import triage, undo_triage
from parishpump.networks.hearing import Attachment
from tests.browser.parish import Parish
from tests.inbox.hearing import said
from tests.inbox.village import LEASE, SMOKE, hear, hear_one, village_page

LAMP = "The street light outside the school on Mill Lane is out again. Who mends it?"
ABUSIVE = "You are useless idiots and I hope you die."
HOSTILE = "\u202egpj.exe <script>alert(1)</script> " + "Z" + "\u0301" * 40 + " " + "A" * 300
TWICE = "When is the drain in Mill Lane repaired? It has been open since October, and the children pass it."
TWICE_FROM = "resident@village.example"
CAME_WITH = (
    Attachment("letter.pdf", "application/pdf", content=b"%PDF-1.7 a letter"),
    Attachment("a film", "video/mp4", "https://village.example/film"),
)
CARD = GainCard(True, True, True, True, "ours")


def speak_to(parish: Parish, *, at: datetime) -> dict[str, Any]:
    """A thread about smoke, a legal duty, abuse, praise, a closed one, one reopened, a very long one, a hostile one."""
    officer, clerk, source = parish.communications_officer, parish.clerk, village_page(parish.clerk, at=at)
    bonfires = open_topic("Bonfires", decision="minute 2026/203", by=officer, at=at)
    smoke = hear(source, *(f"{SMOKE} House {number}." for number in range(9)), at=at)
    duty, settled = hear(source, LEASE, f"{LEASE} Again.", at=at + timedelta(minutes=1), first=20)
    abuse = hear_one(source, ABUSIVE, at=at + timedelta(minutes=2), number=30)
    lamp = hear_one(source, LAMP, at=at, number=40, thread="at://village/lamp")
    long = hear_one(source, "word " * 40_000, at=at, number=41, thread="at://village/long")
    hostile = hear_one(source, HOSTILE, at=at, number=42, thread="at://village/x", title="\u2067evil\u2066 title")
    read = hear_one(source, f"{ABUSIVE} Twice.", at=at, number=43, thread="at://village/read")
    listened = Decision("listened", CARD, topic=bonfires)
    triage(smoke[0], listened, by=officer, at=at)
    triage(smoke[1], listened, by=officer, at=at)
    undo_triage(smoke[1], reason="It asks something.", by=officer, at=at)
    tag_topic(duty, bonfires, affected="allotment holders", wants_contact=True, by=officer, at=at)
    settle_duty(settled, reason="It is a quotation.", by=clerk, at=at)
    claim(lamp, by=clerk, at=at)
    add_note(lamp, "Rang the county.", by=officer, at=at)
    mark_fast_moving(smoke[2], by=officer, at=at)
    look(read, "abuse", by=clerk, at=at)
    closed_topic = open_topic("Snow", by=officer, at=at)
    close_topic(closed_topic, by=officer, at=at)
    set_meeting(bonfires, day=at.date() + timedelta(days=14), agenda_item="7, bonfire policy", by=officer, at=at)
    lay_before_meeting(bonfires, by=officer, at=at + timedelta(minutes=3))
    tag_topic(lamp, bonfires, by=clerk, at=at)
    ask(Question("a page", "A resident", TWICE_FROM, TWICE), at=at)
    facts = {"text": f"Dear Clerk,\n\n{TWICE}", "to": TWICE_FROM, "attachments": CAME_WITH, "public": False}
    (twice,) = catch(source, [said("at://village/twice", at=at, **facts)], cursor=None, at=at).new
    named = {"smoke": smoke[2], "closed message": smoke[0], "reopened": smoke[1], "duty": duty, "settled": settled}
    named |= {"abuse": abuse, "lamp": lamp, "long": long, "hostile": hostile, "twice": twice}
    topics = {"bonfires": bonfires.id, "closed topic": closed_topic.id}
    return {name: message.reference for name, message in named.items()} | topics
