"""What the demonstration council has published, and what it is about to: words and times, told from today. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from parishpump.demo.almanac import MONDAY, SATURDAY, WEDNESDAY, ZONE, Almanac, spoken
from parishpump.publishing.clock import on_the_wall
from parishpump.publishing.content import Content

HALL = "Village hall, High Street, Northfold"


@dataclass(frozen=True)
class Notice:
    """One post on its way: when it was submitted and approved, where it goes, and which picture it shows."""

    content: Content
    submitted: datetime
    approved: datetime | None = None
    networks: tuple[str, ...] = ("demonstration",)
    picture: str = ""
    alt: str = ""
    by_deputy: bool = False
    put_up: datetime | None = None
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)


def _content(title: str, text: str, source: str, **facts: object) -> Content:
    return Content(title=title, text=text, zone=ZONE, sources=(source,), **facts)  # type: ignore[arg-type]


def published(days: Almanac) -> list[Notice]:
    """What went out: each let through by an officer, in the order of their life."""
    return [*_a_month_ago(days), *_a_fortnight_ago(days), *_this_week(days)]


def _a_month_ago(days: Almanac) -> list[Notice]:
    at, back = days.at, days.back
    last_meeting = days.next(WEDNESDAY, back(18))
    coffee = days.next(MONDAY, back(17))
    first, last = at(coffee, 9), days.ahead(15)
    return [
        Notice(
            _content(
                f"Council meeting on {spoken(last_meeting)}",
                f"The parish council meets on {spoken(last_meeting)} at 7:30pm in the village hall. "
                "Everybody can come and listen, and there are 15 minutes for questions at the start.",
                f"Calendar of meetings, minute {days.minute(101)}",
                category="Meetings and decisions",
                audience="Everybody in the parish",
                purpose="Come to the meeting",
                venue=HALL,
                event_start=at(last_meeting, 19, 30),
                event_end=at(last_meeting, 21, 30),
                comes_down=at(last_meeting, 22),
            ),
            at(back(20), 10, 5),
            at(back(20), 11, 20),
            networks=("demonstration", "facebook by hand"),
            put_up=at(back(20), 11, 40),
        ),
        Notice(
            _content(
                "Coffee morning every Thursday",
                "Coffee morning every Thursday from 10:30am to 12 noon in the village hall. Tea, coffee and cake are "
                "free, the hall has a ramp and a hearing loop, and there is a lift home for anybody who needs one.",
                f"Minute {days.minute(144)}",
                category="Community",
                audience="People at home during the day",
                purpose="Come along on a Thursday",
                goes_out=first,
                goes_out_wall=on_the_wall(first, ZONE),
                repeat="weekly",
                repeat_until=last,
                comes_down=at(last, 18),
                venue=HALL,
                event_start=at(coffee + timedelta(days=3), 10, 30),
                event_end=at(coffee + timedelta(days=3), 12),
            ),
            at(back(18), 14, 10),
            at(back(18), 15, 2),
        ),
        Notice(
            _content(
                "A seat on the council is vacant",
                "There is a vacancy for one councillor for Mill ward. The notice in the glass case by the village hall "
                "says how electors can ask for an election, and until when. Telephone the Clerk on 01632 960118.",
                f"Minute {days.minute(187)}",
                category="Elections and vacancies",
                audience="Electors of Mill ward",
                purpose="Know of the vacancy and what electors can do",
                comes_down=at(days.ahead(6), 17),
            ),
            at(back(16), 9, 30),
            at(back(16), 16, 45),
            networks=("demonstration", "facebook by hand"),
            put_up=at(back(16), 17, 5),
        ),
    ]


def _a_fortnight_ago(days: Almanac) -> list[Notice]:
    at, back, ahead = days.at, days.back, days.ahead
    bins = days.next(MONDAY, days.today + timedelta(days=4))
    closing = days.ahead(9)
    return [
        Notice(
            _content(
                f"Bins go out a day later from {spoken(bins)}",
                f"In the week of {spoken(bins)} the district council collects all bins one day later than usual. Put "
                "yours out by 7am on the later day. The week after is as usual.",
                "District council: collection calendar",
                category="Other council business",
                audience="Every household",
                purpose="Put the bins out on the right day",
                comes_down=at(bins + timedelta(days=6), 18),
            ),
            at(back(12), 9, 15),
            at(back(12), 9, 55),
            networks=("demonstration", "facebook by hand"),
            put_up=at(back(12), 10, 20),
        ),
        Notice(
            _content(
                "Volunteers planted 600 daffodils on the green",
                "Forty-one volunteers planted 600 daffodil bulbs round the oak on the village green. They flower from "
                "March. The council paid £180 for the bulbs, and the next planting is in the churchyard.",
                f"Minute {days.minute(192)}",
                category="Open spaces",
                audience="Everybody in the parish",
                purpose="See what was done, and join in next time",
                comes_down=at(ahead(20), 17),
            ),
            at(back(11), 15, 20),
            at(back(11), 16, 10),
            picture="green",
            alt="A round bed of yellow daffodils on the green, with the old oak behind it.",
        ),
        Notice(
            _content(
                "Where should the new bench stand?",
                "The council has money for one bench. It could stand by the pond, at the bus stop or on the "
                "footpath to "
                f"the school. Have your say by {spoken(closing)}: write to clerk@northfold.example, telephone 01632 "
                "960118, or fill in the card in the village shop. The council reads every answer and decides at its "
                "next meeting after that.",
                f"Minute {days.minute(195)}",
                category="Consultations",
                audience="People who would sit on it",
                purpose="Say where the bench should stand",
                comes_down=at(closing, 23, 59),
            ),
            at(back(9), 11),
            at(back(9), 13, 30),
            networks=("demonstration", "facebook by hand"),
            put_up=at(back(9), 14),
        ),
        Notice(
            _content(
                "Grants for village groups",
                f"Groups in the parish can ask the council for a grant of up to £500. Apply by "
                f"{spoken(ahead(12))}. The "
                "form and the rules are at the village hall, or come from clerk@northfold.example.",
                f"Minute {days.minute(196)}",
                category="Money and the precept",
                audience="Clubs and groups in the parish",
                purpose="Apply for a grant",
                comes_down=at(ahead(12), 17),
            ),
            at(back(7), 10, 40),
            at(back(7), 12, 15),
        ),
    ]


def _this_week(days: Almanac) -> list[Notice]:
    at, back, ahead = days.at, days.back, days.ahead
    meeting = days.next(WEDNESDAY, ahead(5))
    return [
        Notice(
            _content(
                "Street lights out on Church Road",
                f"Six street lights on Church Road are out. The county council mends them by "
                f"{spoken(ahead(4))}. Take a "
                "torch if you walk there after dark.",
                "County council: fault report of this week",
                category="Safety and emergencies",
                audience="People who walk on Church Road",
                purpose="Take care after dark",
                comes_down=at(ahead(5), 12),
            ),
            at(back(5), 16, 5),
            at(back(5), 16, 22),
            networks=("demonstration", "facebook by hand"),
            put_up=at(back(5), 16, 50),
        ),
        Notice(
            _content(
                "Three allotments are free",
                "Three allotments at Long Meadow are free: one full plot at £42 a year and two half plots at £21. "
                "Telephone 01632 960118 or write to clerk@northfold.example. They go to whoever asks first.",
                f"Minute {days.minute(88)}",
                category="Open spaces",
                audience="People who want to grow food",
                purpose="Ask for a plot",
                comes_down=at(ahead(18), 17),
            ),
            at(back(4), 9, 50),
            at(back(4), 11, 35),
            by_deputy=True,
        ),
        Notice(
            _content(
                f"Agenda: council meeting on {spoken(meeting)}",
                f"The parish council meets on {spoken(meeting)} at 7:30pm in the village hall. On the agenda: "
                f"the budget "
                "for next year, the bench, and the path to the school. There are 15 minutes for questions at "
                "the start.",
                f"Calendar of meetings, minute {days.minute(101)}",
                category="Meetings and decisions",
                audience="Everybody in the parish",
                purpose="Come to the meeting, or ask a question",
                venue=HALL,
                event_start=at(meeting, 19, 30),
                event_end=at(meeting, 21, 30),
                comes_down=at(meeting, 22),
            ),
            at(back(3), 10, 10),
            at(back(3), 11, 5),
            networks=("demonstration", "facebook by hand"),
            put_up=at(back(3), 11, 30),
        ),
        Notice(
            _content(
                "The minutes of the last meeting are out",
                "The draft minutes of the last council meeting are in the glass case and at the village hall. "
                "They become "
                "the minutes when the next meeting has approved them.",
                f"Minute {days.minute(201)}",
                category="Meetings and decisions",
                audience="Everybody in the parish",
                purpose="Read what was decided",
                comes_down=at(ahead(15), 17),
            ),
            at(back(2), 14, 20),
            at(back(2), 15, 10),
        ),
    ]


def mill_lane(days: Almanac) -> tuple[Notice, Notice]:
    """The closure of Mill Lane, and its correction the day after."""
    starts, ends = days.at(days.ahead(6), 8), days.at(days.ahead(8), 17)
    first = Notice(
        _content(
            f"Mill Lane closed from {spoken(days.ahead(6))}",
            f"Mill Lane is closed from {spoken(days.ahead(6))}, 8am, to {spoken(days.ahead(8))}, 5pm, while the "
            f"drain is "
            "repaired. The way round is by Church Road. People on foot can pass.",
            f"Minute {days.minute(203)}",
            category="Roads and travel",
            audience="People near Mill Lane",
            purpose="Plan another way",
            event_start=starts,
            event_end=ends,
            comes_down=ends,
            venue="Mill Lane, Northfold",
        ),
        days.at(days.back(8), 10, 15),
        days.at(days.back(8), 10, 48),
        picture="plan",
        alt="A plan: Mill Lane is closed in its middle. Arrows lead round by High Street, Church Road and Ford Street.",
    )
    right = replace(
        first.content,
        text=first.content.text.replace("by Church Road", "by Church Road and Ford Street"),
        correction="We left out Ford Street, so the way round was not complete.",
    )
    again = days.back(7)
    return first, replace(first, content=right, submitted=days.at(again, 9, 5), approved=days.at(again, 9, 30))


def hall_closed(days: Almanac) -> Notice:
    """What had to be withdrawn."""
    shut = days.next(SATURDAY, days.ahead(3))
    return Notice(
        _content(
            f"Village hall closed on {spoken(shut)}",
            f"The village hall is closed all day on {spoken(shut)} for work on the floor.",
            "Hall committee: letter to the Clerk",
            category="Community",
            audience="People who use the hall",
            purpose="Make other plans",
            comes_down=days.at(shut, 18),
        ),
        days.at(days.back(6), 12, 5),
        days.at(days.back(6), 12, 40),
    )


def footpath(days: Almanac) -> Notice:
    """What went out just now, and still has to be put up by hand."""
    return Notice(
        _content(
            "Footpath 12 is under water at the ford",
            "Footpath 12 is under water where it crosses the ford, and cannot be walked. The path by the church "
            "is open. "
            "The footpaths working party looks at it every morning.",
            "Footpaths working party: report to the Clerk",
            category="Safety and emergencies",
            audience="Walkers",
            purpose="Take the path by the church",
            comes_down=days.at(days.ahead(5), 17),
        ),
        days.before(130),
        days.before(95),
        networks=("demonstration", "facebook by hand"),
    )


def trees(days: Almanac) -> Notice:
    """What is approved, and goes out at nine tomorrow."""
    out = days.at(days.today + timedelta(days=1), 9)
    return Notice(
        _content(
            f"Tree work on the green on {spoken(days.ahead(3))}",
            f"Two dead limbs of the oak on the green come down on {spoken(days.ahead(3))} between 9am and 3pm. Keep "
            "outside the tape, and park somewhere else on that day.",
            f"Minute {days.minute(198)}",
            category="Open spaces",
            audience="People who park by the green",
            purpose="Keep clear and park elsewhere",
            goes_out=out,
            goes_out_wall=on_the_wall(out, ZONE),
            comes_down=days.at(days.ahead(3), 18),
        ),
        days.before(170),
        days.before(120),
        networks=("demonstration", "facebook by hand"),
    )


def surgery(days: Almanac) -> Notice:
    """What waits for approval."""
    day, out = days.next(SATURDAY, days.ahead(4)), days.at(days.ahead(2), 12)
    return Notice(
        _content(
            f"Meet your councillors on {spoken(day)}",
            f"Two councillors are in the village shop on {spoken(day)} from 10am to 12 noon. Bring any question about "
            "the parish. If you cannot come, telephone 01632 960118.",
            f"Minute {days.minute(164)}",
            category="Community",
            audience="Everybody in the parish",
            purpose="Come and ask",
            event_start=days.at(day, 10),
            event_end=days.at(day, 12),
            venue="Village shop, High Street, Northfold",
            goes_out=out,
            goes_out_wall=on_the_wall(out, ZONE),
            comes_down=days.at(day, 13),
        ),
        days.before(50),
        networks=("demonstration", "facebook by hand"),
    )


def play_area(days: Almanac) -> Notice:
    """What the Clerk sent back."""
    return Notice(
        _content(
            "The play area opens again",
            f"The play area on Ford Street opens again on {spoken(days.ahead(4))} with a new swing for small children.",
            "Report of the open spaces committee",
            category="Open spaces",
            audience="Families with small children",
            purpose="Use the play area again",
            comes_down=days.at(days.ahead(15), 17),
        ),
        days.at(days.back(1), 15, 20),
    )


SENT_BACK_BECAUSE = (
    "The report says that the swing is inspected first. Say that it opens after the inspection, and name the "
    "minute that "
    "agreed the money."
)

# A draft as somebody in a hurry leaves it: the policy has a good deal to say to it.
HASTY = {
    "title": "FORD STREET AGAIN!!!",
    "text": "It is a disgrace that Ford Street is still not mended!!! Acme Surfacing Ltd promised to come tomorrow. "
    "Ring our volunteer on 07700 900118 if you see them.",
    "category": "Roads and travel",
}
