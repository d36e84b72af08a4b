"""The public pages in a real browser: on a phone, by axe-core, without script, and on paper."""

from datetime import timedelta

import pytest

from parishpump.archive.actions import seal
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.pausing import pause
from tests.browser.chromium import faults_found_by_axe, words_too_wide
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.portal.scenes import HALF_PAST, picture
from tests.portal.window import HOME, sheets, window

pytestmark = pytest.mark.browser

WORDS = """Mill Lane is closed from 9am on Tuesday 1 December to 5pm on Thursday 3 December 2026 while the collapsed \
drain is repaired. The council first reported the drain in November 2024.

The signed diversion is by Church Road. People on foot can get through from the Church Road end only."""


@pytest.fixture
def everything(northfold, pin, clerk, communications_officer, it_is) -> list[str]:
    """The address of every kind of page, with something on each."""
    northfold.contacts = ["01632 960 118", "clerk@northfold.example"]
    northfold.save()
    open_channel(
        "Our Bluesky",
        "bluesky",
        address="https://bsky.example/northfold",
        purpose="Short news of closures",
        minute="2026/090",
        by=clerk,
        at=NOON,
    )
    start = NOON + timedelta(days=7)
    facts = {
        "event_start": start,
        "event_end": start + timedelta(days=2),
        "venue": "Mill Lane, Church Road to the ford",
        "pictures": (picture(communications_officer),),
        "title": "Mill Lane closed, 1 to 3 December",
    }
    lane = pin(text=WORDS.replace(" from the Church Road end only", ""), **facts)
    pin(
        text=WORDS,
        post=lane,
        correction="On foot you can get through from the Church Road end only.",
        at=NOON + timedelta(minutes=1),
        **facts,
    )
    gone = pin(title="Surgery called off", category="Meetings", at=NOON + timedelta(minutes=2))
    over = pin(
        title="Draft budget: tell us by Friday",
        category="Money",
        at=NOON + timedelta(minutes=3),
        comes_down=NOON + timedelta(hours=1),
    )
    withdraw(gone, reason="The works were put off, so what it said is no longer true.", by=clerk, at=HALF_PAST)
    seal(at=HALF_PAST)
    pin(title="A" + "very" * 40 + "long-word", at=NOON + timedelta(minutes=4), category="Meetings")
    it_is(NOON + timedelta(hours=2))
    notices = [f"/n/{post.reference}/{page}" for post in (lane, gone, over) for page in ("", "check/")]
    return [
        "/",
        *notices,
        "/published/",
        "/published/?words=zanzibar",
        "/official-channels/",
        "/checking/",
        "/accessibility/",
        "/privacy/",
    ]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_page_is_accessible_and_nothing_scrolls_sideways(resident, everything, width):
    found = {}
    with window(resident, everything, width=width) as page:
        for path in everything:
            page.goto(HOME + path)
            wider = words_too_wide(page)
            found[path] = [*faults_found_by_axe(page), *([f"{wider} px too wide"] if wider > 0 else [])]

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_pause_is_accessible_too(resident, everything, clerk):
    pause(reason="Burst main.", by=clerk, at=HALF_PAST)

    with window(resident, ["/"], width=390) as page:
        page.goto(HOME)
        assert faults_found_by_axe(page) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_notice_prints_on_one_sheet(resident, everything, number):
    path = f"/n/P-2026-000{number}/"

    with window(resident, [path]) as page:
        page.goto(HOME + path)

        assert sheets(page.pdf(format="A4")) == 1


def test_both_versions_can_be_seen_without_script_and_by_keyboard(resident, everything):
    with window(resident, everything, script=False) as page:
        page.goto(f"{HOME}/n/P-2026-0001/")
        page.locator("summary").focus()
        page.keyboard.press("Enter")

        assert page.locator("ins").first.is_visible()


def test_a_resident_finds_the_way_from_the_noticeboard_to_the_proof(resident, everything):
    with window(resident, everything, script=False) as page:
        page.goto(HOME)
        page.get_by_role("link", name="Mill Lane closed, 1 to 3 December").click()
        page.get_by_role("link", name="Check this yourself").click()
        page.get_by_role("link", name="Save this notice’s proof").wait_for()

        assert page.get_by_role("heading", level=1).inner_text() == "Check this notice"
