"""Steps under the house rules at every point of their way: hidden, left to a person, appealed against."""

from datetime import datetime, timedelta
from typing import Any

from parishpump.inbox.actions.appealing import appeal, decide_appeal
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.moderating import Step, done_by_hand, moderate, undo
from parishpump.inbox.actions.sources import own_source
from parishpump.inbox.models import Appeal, Message, Moderation, Source
from parishpump.inbox.scans import Scan
from tests.browser.cared_for import care_for, work
from tests.browser.parish import Parish
from tests.inbox.hearing import said

PICTURE = Scan(b"a screenshot", "image/png", "0" * 64)


def keep_the_house_rules(parish: Parish, *, at: datetime) -> dict[str, Any]:
    """Returns what the pages are about, by a name each."""
    source = own_source(Source.NOTEBOOK, at=at)
    hidden, warned, appealed, heard = (
        _step(parish, source, number, text, at)
        for number, text in enumerate(("I know where you live", "Buy my tiles", "Watch your back", "You will see"))
    )
    done_by_hand(hidden, by=parish.clerk, at=at)
    undo(warned, reason="It was no advertisement.", by=parish.clerk, at=at)
    waiting = appeal(appealed, "I only asked a question.", contact="resident@village.example", at=at)
    decided = appeal(heard, "Why?", key=heard.key, at=at)
    decide_appeal(decided, outcome=Appeal.REJECTED, reasons="It was a threat.", by=parish.deputy_clerk, at=at)
    facts = _eased(parish, source, at) | care_for(parish, source, at=at) | work(parish, at=at)
    return facts | {
        "hidden": hidden.reference,
        "step undone": warned.reference,
        "step appealed": appealed.reference,
        "appeal": waiting.id,
        "appeal heard": decided.id,
        "threat": hidden.message.reference,
    }


def _eased(parish: Parish, source: Source, at: datetime) -> dict[str, Any]:
    """A comment that is shown again with a warning, and an appeal that waits against a block."""
    eased = _step(parish, source, 5, "You will be sorry", at)
    reasons = "A warning is enough."
    less = appeal(eased, "Too hard.", key=eased.key, at=at)
    decide_appeal(less, outcome=Appeal.PARTLY, reasons=reasons, by=parish.deputy_clerk, at=at)
    asked = Step("block", "Threat", "A second time.", until=at + timedelta(days=20), picture=PICTURE)
    block = moderate(_step(parish, source, 6, "I wait for you", at).message, asked, by=parish.deputy_clerk, at=at)
    against = appeal(block, "Twenty days for one word.", at=at)
    return {"step eased": eased.reference, "step left": eased.eased.reference, "appeal against a block": against.id}


def _step(parish: Parish, source: Source, number: int, text: str, at: datetime) -> Moderation:
    one = said(f"group:{number}", text, at=at, handle=f"loud{number}.example", address="")
    message: Message
    (message,) = catch(source, [one], cursor=None, at=at).new
    asked = Step("hide", "Threat", "It frightens a member of staff.", picture=PICTURE)
    return moderate(message, asked, by=parish.clerk, at=at + timedelta(minutes=number))
