"""Bodies of an invented county, to enter and to change."""

from dataclasses import replace
from datetime import date

from parishpump.partners.content import PRINCIPAL, EntryFacts, Page

UNITARY_DAY = date(2028, 4, 1)

BOROUGH = EntryFacts(
    name="Wealdham Borough Council",
    kind=PRINCIPAL,
    remit="Bins, planning and council tax.",
    services=("rubbish", "planning", "council tax"),
    valid_from=date(2026, 1, 1),
    phone="01632 960200",
    pages=(Page("", "https://wealdham.example/"), Page("rubbish", "https://wealdham.example/bins")),
    monitoring_officer="monitoring.officer@wealdham.example",
    source="Its contact page",
)
COUNTY = EntryFacts(
    name="Wealdshire County Council",
    kind="county council",
    remit="Roads, schools and libraries.",
    services=("street light", "pothole", "school", "library"),
    valid_from=date(2026, 1, 1),
    phone="01632 960300",
    pages=(Page("", "https://wealdshire.example/"),),
    source="Its contact page",
)
POLICE = EntryFacts(
    name="Wealdshire Police",
    kind="police",
    remit="Crime. 999 in an emergency.",
    services=("crime",),
    valid_from=date(2026, 1, 1),
    phone="101",
    trusted_source=True,
    source="Its contact page",
)
UNITARY = replace(
    BOROUGH,
    name="West Wealdshire Council",
    remit="Everything that the borough and the county did.",
    services=("street light", "pothole", "rubbish", "planning", "school", "council tax", "library"),
    valid_from=UNITARY_DAY,
    phone="01632 960400",
    pages=(Page("", "https://westwealdshire.example/"),),
    monitoring_officer="monitoring.officer@westwealdshire.example",
)
