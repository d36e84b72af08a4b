"""The desk, the register, the people and the channels."""

from tests.browser.stops.stop import CLERK, COUNCILLOR, OFFICER, RESIDENT, Stop, stops

AT_THE_DESK = [
    Stop(CLERK, "desk"),
    Stop(OFFICER, "desk"),
    Stop(COUNCILLOR, "desk"),
    Stop(CLERK, "calendar"),
    Stop(CLERK, "calendar", query="?week=2026-W48"),
    Stop(CLERK, "calendar", query="?month=2031-02"),
    Stop(CLERK, "register"),
    Stop(CLERK, "register", query="?words=zanzibar"),
    Stop(CLERK, "record"),
    Stop(CLERK, "record", query="?words=zanzibar"),
    Stop(CLERK, "record-entry", ("record",)),
    Stop(CLERK, "the-policy"),
    Stop(COUNCILLOR, "the-policy", query="?kind=planned"),
    Stop(CLERK, "the-policy", query="?words=zanzibar"),
    *stops(CLERK, "clause", "POL-4", "POL-3", "FOI-8"),
    Stop(CLERK, "findings"),
    Stop(CLERK, "findings", query="?show=kept"),
    Stop(CLERK, "findings", query="?show=checked"),
    Stop(CLERK, "findings", query="?rule=zanzibar"),
    Stop(CLERK, "pause"),
    Stop(COUNCILLOR, "pause"),
]
PEOPLE_AND_CHANNELS = [
    Stop(CLERK, "people"),
    Stop(CLERK, "people", query="?delegations=write"),
    Stop(CLERK, "new-office"),
    *stops(CLERK, "office", "office", "to come", "left"),
    *stops(CLERK, "delegation-new", "office", "councillor", "to come"),
    *stops(CLERK, "delegation", "delegation", "taken back"),
    Stop(CLERK, "councils"),
    Stop(CLERK, "channels"),
    Stop(OFFICER, "channels"),
    Stop(CLERK, "new-channel"),
    Stop(COUNCILLOR, "new-channel"),
    *stops(CLERK, "channel", "mastodon", "by hand channel", "closed"),
    Stop(COUNCILLOR, "channel", ("by hand channel",)),
]
WHILE_PAUSED = [
    Stop(CLERK, "desk"),
    Stop(COUNCILLOR, "desk"),
    Stop(CLERK, "pause"),
    Stop(CLERK, "calendar"),
    Stop(OFFICER, "delivery", ("by hand",)),
    Stop(CLERK, "delivery", ("scheduled",)),
    Stop(RESIDENT, "noticeboard"),
]
