"""Posts, pictures, deliveries, and what is asked for before them."""

from tests.browser.stops.stop import CLERK, COUNCILLOR, OFFICER, Stop, stops

POSTS = [
    Stop(CLERK, "posts"),
    Stop(CLERK, "posts", query="?show=needs-you"),
    Stop(CLERK, "posts", query="?show=all&q=zanzibar"),
    Stop(OFFICER, "new-post"),
    Stop(COUNCILLOR, "new-post"),
    *stops(CLERK, "post", "corrected", "withdrawn", "over", "waits", "returned", "expired", "empty draft"),
    *stops(OFFICER, "draft", "stopped draft", "empty draft", "corrected", "returned", "waits"),
    *stops(CLERK, "revision", ("waits", "1"), ("corrected", "1"), ("corrected", "2"), ("own", "1"), ("expired", "1")),
    Stop(COUNCILLOR, "revision", ("waits", "1")),
    *stops(CLERK, "withdrawal", "corrected", "withdrawn"),
]
PICTURES = [
    Stop(CLERK, "library"),
    Stop(COUNCILLOR, "library"),
    Stop(CLERK, "library", query="?show=withdrawn"),
    Stop(CLERK, "library", query="?show=all&q=zanzibar"),
    *stops(CLERK, "passport", "picture", "bare picture", "withdrawn picture"),
    Stop(COUNCILLOR, "passport", ("picture",)),
    Stop(OFFICER, "draft-library", ("stopped draft",)),
    Stop(CLERK, "standards"),
    Stop(OFFICER, "standards"),
    Stop(COUNCILLOR, "standards"),
]
DELIVERIES = [
    *stops(OFFICER, "delivery", "by hand", "by hand later", "take down", "unknown", "held", "rejected", "stopped"),
    *stops(CLERK, "delivery", "scheduled", "sending", "void", "sent", "held"),
    Stop(COUNCILLOR, "delivery", ("by hand",)),
]
ASKED_FOR = [
    *stops(CLERK, "channel-facts", "by hand channel", "mastodon"),
    Stop(CLERK, "channel-review", ("by hand channel",)),
    Stop(CLERK, "channel-opening", ("asked, approved",)),
    Stop(CLERK, "deployments"),
    Stop(COUNCILLOR, "deployments"),
    Stop(OFFICER, "new-deployment"),
    Stop(OFFICER, "new-deployment", query="?kind=channel&network=bluesky"),
    Stop(OFFICER, "new-deployment", query="?kind=campaign"),
    Stop(OFFICER, "new-deployment", query="?kind=activity"),
    *stops(OFFICER, "deployment-draft", "asked", "asked, sent back", "asked, begun", "its request"),
    *stops(CLERK, "deployment", "asked", "asked, sent back", "asked, refused", "asked, begun", "asked, own"),
    *stops(CLERK, "deployment", "asked, approved", "its request"),
    Stop(OFFICER, "deployment", ("asked",)),
    Stop(COUNCILLOR, "deployment", ("asked",)),
    Stop(CLERK, "campaigns"),
    *stops(CLERK, "campaign", "campaign", "ended campaign"),
    Stop(CLERK, "posts", query="?campaign=1"),
    Stop(CLERK, "risks"),
    Stop(CLERK, "risks", query="?rating=high"),
    Stop(COUNCILLOR, "risks"),
    Stop(CLERK, "new-risk"),
    *stops(CLERK, "risk", "risk", "closed risk"),
    Stop(CLERK, "watch"),
    Stop(CLERK, "new-platform-note", ("facebook",)),
]
