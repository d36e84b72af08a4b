"""The policy, elections, and what is on record."""

from tests.browser.stops.stop import CLERK, COUNCILLOR, Stop, stops

THE_POLICY = [
    Stop(CLERK, "policy"),
    Stop(COUNCILLOR, "policy"),
    Stop(CLERK, "pack-versions"),
    *stops(CLERK, "pack-version", "1", "2"),
    Stop(CLERK, "pack-draft"),
    Stop(COUNCILLOR, "pack-draft"),
    *stops(CLERK, "pack-draft-group", "who-writes-and-approves", "channels-and-deployments", "partners"),
    *stops(CLERK, "pack-draft-rules", "elections", "manners"),
    Stop(CLERK, "pack-draft-import"),
    Stop(CLERK, "pack-draft-removal"),
    Stop(CLERK, "pack-adoption"),
    Stop(CLERK, "pack-adoption-confirmation", query="?seen=1&minute=2026-160&resolved_on=4%2F11%2F2026"),
    Stop(CLERK, "pack-adoption-confirmation", query="?seen=1&minute=&resolved_on=tomorrow"),
    Stop(CLERK, "policy-text"),
    Stop(COUNCILLOR, "policy-text"),
    Stop(CLERK, "policy-text-new"),
    Stop(CLERK, "policy-text-faults"),
    Stop(CLERK, "policy-clause", ("clause of ours",)),
    Stop(CLERK, "elections"),
    Stop(CLERK, "on-record"),
    Stop(COUNCILLOR, "on-record"),
    Stop(CLERK, "on-record-end", ("matter",)),
    Stop(CLERK, "new-election"),
    *stops(CLERK, "election", "election", "called off"),
    Stop(COUNCILLOR, "election", ("election",)),
]
