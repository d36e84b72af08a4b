"""Other public bodies in every state: reviewed and not, to come, called off, ended; pages that fail; standing texts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from parishpump.partners.actions import (
    approve_text,
    end_entry,
    enter_partner,
    keep_looks,
    review_entry,
    take_back_text,
    take_over,
)
from parishpump.partners.actions.community import enter_organisation, withdraw_permission
from parishpump.partners.community import Contact
from parishpump.partners.page_check import Seen
from tests.browser.parish import Parish
from tests.partners.scenes import BOROUGH, COUNTY, POLICE, UNITARY, UNITARY_DAY

CLUB = Contact(
    name="Weald Gardening Club",
    does="Gardeners of the village, and the show in August.",
    who="The secretary",
    contact="secretary@gardens.example",
    basis="public task",
    because="It is heard before the rents of allotments are set.",
    permitted_on=date(2026, 11, 2),
    permitted_how="Email of the secretary, kept in the office.",
)


def know_partners(parish: Parish, *, at: datetime) -> dict[str, Any]:
    """Returns what the pages are about, by a name each."""
    clerk, before = parish.clerk, at - timedelta(days=3)
    borough = enter_partner("wealdham", BOROUGH, by=clerk, at=before)
    moved = take_over(
        borough.partner, replace(BOROUGH, valid_from=at.date(), phone="01632 960201"), seen=1, by=clerk, at=at
    )
    review_entry(moved, note="Its own contact page", by=clerk, at=at)
    take_over(borough.partner, UNITARY, seen=2, by=clerk, at=at)
    wrong = take_over(borough.partner, replace(UNITARY, valid_from=date(2027, 4, 1)), seen=3, by=clerk, at=at)
    end_entry(wrong, last_day=at.date(), reason="That was another county.", by=clerk, at=at)
    county = enter_partner("wealdshire", COUNTY, by=clerk, at=before)
    end_entry(county, last_day=UNITARY_DAY - timedelta(days=1), reason="The county is dissolved.", by=clerk, at=at)
    enter_partner("wealdshire-police", POLICE, by=clerk, at=at)
    gone = Seen("fails", "There is no such page any more (404).")
    found = {"https://wealdham.example/": Seen("works", "Answers."), "https://wealdham.example/bins": gone}
    keep_looks(found, at=before)
    text = approve_text("{body} does this: {page}", service="rubbish", partner=None, seen=0, by=clerk, at=before)
    back = approve_text("Ring {phone}.", service="", partner=county.partner, seen=0, by=clerk, at=before)
    take_back_text(back, reason="Nobody picks up.", by=clerk, at=at)
    club, gone = (
        enter_organisation(one, by=clerk, at=before) for one in (CLUB, replace(CLUB, name="Weald Bell Ringers"))
    )
    withdraw_permission(gone, words="By telephone to the office.", by=clerk, at=at)
    return {
        "club": club.id,
        "club that withdrew": gone.id,
        "borough": borough.partner_id,
        "county": county.partner_id,
        "standing text": text.id,
        "text taken back": back.id,
    }
