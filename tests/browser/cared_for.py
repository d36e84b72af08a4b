"""Those who work in the inbox themselves: abused and helped, with their hours, their turns and their rest."""

from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.reporting import Done, Reported, note_step, report_abuse
from parishpump.inbox.actions.working import enter_time, enter_turn, start_clock, state_hours
from parishpump.inbox.models import AbuseStep, Source
from parishpump.inbox.rota import Turn
from parishpump.inbox.scans import Scan
from parishpump.people.models import Office
from parishpump.people.queries import local_day
from tests.browser.parish import Parish
from tests.inbox.hearing import said


def screenshot() -> Scan:
    """A picture that a browser can open."""
    out = BytesIO()
    Image.new("RGB", (320, 180), "whitesmoke").save(out, "PNG")
    return Scan(out.getvalue(), "image/png", "0" * 64)


def care_for(parish: Parish, source: Source, *, at: datetime) -> dict[str, Any]:
    """Abuse of a councillor at home, and in the inbox of an officer who handed its writer over."""
    words = "He wrote to my own page that I should watch where I park." + " And" + " so on" * 40 + "."
    happened = at - timedelta(hours=9)
    link = "https://village.example/" + "x" * 120
    elsewhere = Reported("private account", words, happened, link, "loud.example", [screenshot()])
    private = report_abuse(elsewhere, by=parish.councillor, at=at)
    note_step(private, Done(AbuseStep.LOOKED), by=parish.clerk, at=at)
    note_step(private, Done(AbuseStep.POLICE, "46/12345/26", "By 101."), by=parish.clerk, at=at)
    one = said("group:abuse", "Nobody can stand you, you useless lot", at=at, handle="loud9.example", address="")
    (message,) = catch(source, [one], cursor=None, at=at).new
    clerk = Office.objects.get(person=parish.clerk)
    in_message = Reported("inbox", "", at)
    who = {"by": parish.communications_officer, "at": at}
    handed = report_abuse(in_message, message=message, hand_to=clerk, **who)
    return {
        "abuse elsewhere": private.reference,
        "abuse handed over": handed.reference,
        "handed over": message.reference,
    }


def work(parish: Parish, *, at: datetime) -> dict[str, Any]:
    """Twelve weeks of an officer's time beside a contract, a clock that runs, a rota with cover."""
    officer, today = parish.communications_officer, local_day(at)
    state_hours(officer, 300, since=today - timedelta(days=200), by=parish.clerk, at=at)
    for week in range(12):
        day = today - timedelta(weeks=week)
        enter_time(day, 120 + 35 * (week * 5 % 9), what="Messages" if week else "Bonfires", by=officer, at=at)
    start_clock(by=officer, at=at)
    held = {person: Office.objects.get(person=person) for person in (officer, parish.clerk)}
    for day, first, then in ((1, officer, parish.clerk), (3, parish.clerk, officer)):
        enter_turn(Turn(day, time(9), time(13)), held[first], held[then], by=parish.clerk, at=at)
    return {}
