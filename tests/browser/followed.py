"""What Northfold follows, and what reached it by hand: a source in every state, a letter, a note of a closed group."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core import signing
from PIL import Image

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.entering import LETTER, Noted, Question, Told, ask, note_group, type_in
from parishpump.inbox.actions.source_days import note_day
from parishpump.inbox.actions.sources import close_source, follow_feed, own_source, pause_source
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.models import Source
from parishpump.inbox.scans import picture_of
from parishpump.portal.views.asking import RECEIVED
from tests.browser.parish import Parish
from tests.inbox.hearing import said

PASTED = "Moss Hollow: The bonfire smoke is awful, ring me on 07700 900123\nFern: It is, Moss. 12 Mill Lane again?"


def follow_and_hear(parish: Parish, *, at: datetime) -> dict[str, Any]:
    """Returns what the pages are about, by a name each."""
    who = {"by": parish.communications_officer, "at": at}
    works, fails, rests, over = (
        follow_feed(name, f"https://county.example/{number}", words=words, **who)
        for number, (name, words) in enumerate(
            (
                ("County council news", ["Northfold", "Mill Lane"]),
                ("Water company", []),
                ("Valley Courier", []),
                ("An old page", []),
            )
        )
    )
    Source.objects.filter(id=works.id).update(read_at=at)
    _days(works, fails, at)
    Source.objects.filter(id=fails.id).update(
        failing_since=at, problem="The page answers that there is nothing here any more.", tries=3
    )
    pause_source(rests, reason="Its feed sends the same news again and again.", **who)
    close_source(over, reason="Nobody writes there any more.", **who)
    catch(
        works,
        [said("https://county.example/a", "A" + "very" * 30 + "long-word in Northfold", at=at)],
        cursor="1",
        at=at,
    )
    letter = type_in(Told(LETTER, "The light outside the shop is out.", at, "A resident", scan=_scan()), **who)
    topic = open_topic("Bonfires", **who)
    note, _ = note_group(Noted(PASTED, (_scan(),)), topic, **who)
    asked = ask(Question("page", "A resident", "resident@village.example", "When is Mill Lane open again?"), at=at)
    received = {"reference": asked.reference, "at": (at + timedelta(minutes=1)).isoformat()}
    return {
        "followed": works.id,
        "failing": fails.id,
        "resting": rests.id,
        "given up": over.id,
        "our form": own_source(Source.ASK, at=at).id,
        "letter": letter.reference,
        "group note": note.reference,
        "received": signing.dumps(received, salt=RECEIVED),
    }


def _days(works: Source, fails: Source, at: datetime) -> None:
    """Three weeks of reading: one source with a bad day and a silent one, the other failing since three days."""
    Source.objects.filter(id__in=[works.id, fails.id]).update(opened_at=at - timedelta(days=22))
    for back in range(22):
        when = at - timedelta(days=back)
        if back != 6:
            note_day(works, failed=False, at=when)
        if back == 9:
            note_day(works, failed=True, at=when)
        note_day(fails, failed=back < 3, at=when)


def _scan() -> Any:
    out = BytesIO()
    Image.new("RGB", (320, 200), "white").save(out, "PNG")
    return picture_of(out.getvalue())
