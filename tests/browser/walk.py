"""Every address of the product, and as whom to look at it."""

from dataclasses import dataclass

from django.urls import URLResolver, get_resolver, reverse

from parishpump.demo import urls as demonstration
from tests.browser.lived_in import Facts

CLERK, OFFICER, COUNCILLOR, RESIDENT, HALF_IN = "clerk", "officer", "councillor", "resident", "half signed in"


@dataclass(frozen=True)
class Stop:
    """One page: its URL name, what it is about (names of `Facts`), who looks, and a query."""

    who: str
    name: str
    about: tuple[str, ...] = ()
    query: str = ""

    def path(self, facts: Facts) -> str:
        return reverse(self.name, args=[facts.get(one, one) for one in self.about]) + self.query

    def __str__(self) -> str:
        return (
            "-".join((self.name, *self.about))
            + self.query.replace("?", "-").replace("=", "-")
            + ("" if self.who == CLERK else f"-as-{self.who}")
        )


def stops(who: str, name: str, *about: str | tuple[str, ...]) -> list[Stop]:
    """The same page about one thing after the other."""
    return [Stop(who, name, one if isinstance(one, tuple) else (one,)) for one in about]


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
PARTNERS = [
    Stop(CLERK, "partners"),
    Stop(COUNCILLOR, "partners"),
    Stop(CLERK, "partners", query="?by=service"),
    Stop(CLERK, "partners", query="?on=1%2F4%2F2028"),
    Stop(CLERK, "partners", query="?on=soon"),
    Stop(CLERK, "partners", query="?words=zanzibar"),
    Stop(CLERK, "new-partner"),
    *stops(CLERK, "partner", "borough", "county"),
    Stop(COUNCILLOR, "partner", ("borough",)),
    Stop(CLERK, "new-partner-entry", ("borough",)),
    Stop(CLERK, "shipped-directory", ("kent",)),
    Stop(CLERK, "partners-import"),
    Stop(CLERK, "partner-links"),
    Stop(CLERK, "standing-texts"),
    Stop(COUNCILLOR, "standing-texts"),
    Stop(CLERK, "new-standing-text"),
    *stops(CLERK, "standing-text", "standing text", "text taken back"),
]
CONVERSATIONS = [
    Stop(CLERK, "conversations"),
    Stop(OFFICER, "conversations"),
    Stop(COUNCILLOR, "conversations"),
    Stop(CLERK, "conversations", query="?show=folded"),
    Stop(CLERK, "conversations", query="?show=closed"),
    Stop(CLERK, "conversations", query="?show=waiting"),
    Stop(CLERK, "conversations", query="?show=all&order=topic&words=smoke"),
    Stop(CLERK, "conversations", query="?words=zanzibar"),
    *stops(OFFICER, "message", "smoke", "closed message", "reopened", "duty", "settled", "abuse", "lamp", "hostile"),
    *stops(CLERK, "message", "duty", "lamp", "long"),
    *stops(CLERK, "whole-message", "long", "abuse", "hostile"),
    Stop(CLERK, "stories"),
    Stop(COUNCILLOR, "stories"),
    *stops(OFFICER, "story", "story", "marked", "past story"),
    Stop(CLERK, "story", ("story",), "?message=M-2026-9001"),
    Stop(COUNCILLOR, "story", ("story",)),
    *stops(OFFICER, "reply", "answer", "lost answer"),
    Stop(OFFICER, "public-answers"),
    Stop(OFFICER, "public-answer", ("for all",)),
    Stop(CLERK, "public-answer-approval", ("for all",)),
    Stop(OFFICER, "answer-for-all", ("far",)),
    Stop(OFFICER, "praise"),
    Stop(OFFICER, "praise-passed", ("praise",)),
    Stop(OFFICER, "praise-passing", ("praising",)),
    *stops(RESIDENT, "praise-receipt", "praise link", "never was one"),
    Stop(OFFICER, "hand-offs"),
    Stop(OFFICER, "saved-texts"),
    Stop(CLERK, "saved-texts"),
    Stop(CLERK, "new-saved-text"),
    Stop(CLERK, "new-saved-text", query="?from=told"),
    Stop(CLERK, "topics"),
    Stop(CLERK, "topics", query="?show=closed"),
    *stops(CLERK, "topic", "bonfires", "closed topic"),
    Stop(CLERK, "topic", ("bonfires",), "?since=1%2F11%2F2026&until=soon"),
]
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
FOLLOWED = [
    Stop(CLERK, "sources"),
    Stop(COUNCILLOR, "sources"),
    *stops(CLERK, "source", "followed", "failing", "resting", "given up", "our form"),
    Stop(COUNCILLOR, "source", ("failing",)),
    Stop(OFFICER, "new-source"),
    Stop(COUNCILLOR, "new-source"),
    Stop(OFFICER, "new-message"),
    Stop(OFFICER, "group-note"),
    Stop(RESIDENT, "conversations-followed"),
    Stop(RESIDENT, "ask"),
    Stop(RESIDENT, "asked", ("received",)),
]
HOUSE_RULES = [
    Stop(CLERK, "moderations"),
    Stop(COUNCILLOR, "moderations"),
    *stops(CLERK, "moderation", "hidden", "step undone", "step appealed"),
    Stop(OFFICER, "moderation", ("hidden",)),
    *stops(CLERK, "appeal-hearing", "appeal", "appeal heard"),
    Stop(COUNCILLOR, "appeal-hearing", ("appeal",)),
    Stop(CLERK, "moderate", ("threat",)),
    Stop(OFFICER, "moderate", ("threat",)),
    Stop(RESIDENT, "house-rules"),
    Stop(RESIDENT, "appeal", ("hidden",)),
]
SIGNING_IN = [
    Stop(CLERK, "my-account"),
    Stop(CLERK, "my-name"),
    Stop(CLERK, "my-address"),
    Stop(CLERK, "new-address", ("address token",)),
    Stop(CLERK, "new-address", ("never was one",)),
    Stop(CLERK, "account_change_password"),
    Stop(CLERK, "account_logout"),
    Stop(CLERK, "account_reauthenticate"),
    Stop(CLERK, "usersessions_list"),
    Stop(COUNCILLOR, "mfa_index"),
    Stop(CLERK, "mfa_index"),
    Stop(CLERK, "mfa_deactivate_totp"),
    Stop(CLERK, "mfa_view_recovery_codes"),
    Stop(CLERK, "mfa_generate_recovery_codes"),
    Stop(CLERK, "mfa_add_webauthn"),
    Stop(CLERK, "mfa_list_webauthn"),
    Stop(CLERK, "mfa_edit_webauthn", ("passkey",)),
    Stop(CLERK, "mfa_remove_webauthn", ("passkey",)),
    Stop(CLERK, "mfa_reauthenticate"),
    Stop(CLERK, "mfa_reauthenticate_webauthn"),
    Stop(HALF_IN, "mfa_authenticate"),
    Stop(RESIDENT, "account_login"),
    Stop(RESIDENT, "account_signup"),
    Stop(RESIDENT, "account_inactive"),
    Stop(RESIDENT, "account_reset_password"),
    Stop(RESIDENT, "account_reset_password_done"),
    Stop(RESIDENT, "account_reset_password_from_key", ("uid", "key")),
    Stop(RESIDENT, "account_reset_password_from_key", ("uid", "spent")),
    Stop(RESIDENT, "account_reset_password_from_key_done"),
    Stop(RESIDENT, "invited", ("token",)),
    Stop(RESIDENT, "invited", ("never was one",)),
]
PUBLIC = [
    Stop(RESIDENT, "noticeboard"),
    *stops(RESIDENT, "notice", "corrected", "withdrawn", "over", "P-2026-9999"),
    *stops(RESIDENT, "notice-check", "corrected", "withdrawn"),
    Stop(RESIDENT, "public-register"),
    Stop(RESIDENT, "public-register", query="?words=zanzibar"),
    Stop(RESIDENT, "official-channels"),
    Stop(RESIDENT, "conversation-figures"),
    Stop(RESIDENT, "answers"),
    Stop(RESIDENT, "answers", query="?words=zanzibar"),
    Stop(RESIDENT, "who-does-what"),
    Stop(RESIDENT, "who-does-what", query="?words=zanzibar"),
    Stop(RESIDENT, "our-policy"),
    Stop(RESIDENT, "our-policy", query="?words=zanzibar"),
    Stop(RESIDENT, "accessibility"),
    Stop(RESIDENT, "privacy"),
    Stop(RESIDENT, "checking"),
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
AT_WORK = [
    *AT_THE_DESK,
    *POSTS,
    *PICTURES,
    *DELIVERIES,
    *PEOPLE_AND_CHANNELS,
    *ASKED_FOR,
    *PARTNERS,
    *CONVERSATIONS,
    *FOLLOWED,
    *HOUSE_RULES,
    *THE_POLICY,
    *PUBLIC,
]
WALK = [*AT_WORK, *WHILE_PAUSED, *SIGNING_IN]

# Walked where the installation is another: empty, or the demonstration.
ELSEWHERE = {
    "first-run": "test_first_day",
    "mfa_activate_totp": "test_first_day",
    "demo-people": "test_demonstration",
    "demo-network": "test_demonstration",
    "demo-post": "test_demonstration",
    "demo-reply": "test_demonstration",
}

# What is no page to look at.
POSTED_TO = {
    "appeal-telling",
    "appeal-told",
    "moderation-by-hand",
    "moderation-end",
    "moderation-look",
    "moderation-telling",
    "approval",
    "agreement",
    "picture-additions",
    "passport-versions",
    "withdrawn-consent",
    "retirement",
    "return",
    "submission",
    "draft-removal",
    "draft-check",
    "draft-pictures",
    "correction",
    "pause-end",
    "delivery-proof",
    "delivery-settlement",
    "delivery-release",
    "delivery-retry",
    "post-review",
    "delivery-end",
    "policy-matchings",
    "policy-matchings-end",
    "election-correction",
    "election-end",
    "office-end",
    "invitation",
    "revocation",
    "channel-comments",
    "channel-sign-in",
    "channel-checkup",
    "channel-end",
    "deployment-approval",
    "deployment-return",
    "deployment-end",
    "campaign-end",
    "risk-review",
    "risk-end",
    "partner-entry-review",
    "partner-entry-end",
    "standing-text-version",
    "standing-text-end",
    "message-decisions",
    "message-decision",
    "message-claim",
    "message-claim-end",
    "message-looks",
    "message-notes",
    "message-clarification",
    "message-duty",
    "message-reopening",
    "message-assignment",
    "message-topic",
    "message-fast-moving",
    "story-lines",
    "story-statements",
    "story-enquiries",
    "story-answer",
    "story-end",
    "reply-check",
    "reply-submission",
    "reply-removal",
    "reply-by-hand",
    "public-answer-telling",
    "praise-sending",
    "praise-question",
    "praise-permission",
    "praise-publication",
    "hand-off-outcome",
    "saved-text-end",
    "new-topic",
    "topic-decision",
    "topic-end",
    "demo-session",
    "demo-replies",
    "demo-reply-removal",
    "mfa_login_webauthn",
    "source-words",
    "source-rest",
    "source-reading",
    "source-end",
    "double",
}
FILES = {
    "moderation-evidence",
    "attachment",
    "partners-toml",
    "pack-toml",
    "pack-version-toml",
    "pack-draft-toml",
    "health",
    "favicon.ico",
    "picture",
    "notice-picture",
    "notice-proof",
    "notice-event",
    "record-proof",
    "register-csv",
    "findings-csv",
    "public-register-csv",
    "feed-atom",
    "feed-json",
    "feed-ical",
    "robots",
    "checking-verifier",
    "checkpoint",
    "consistency",
    "mfa_download_recovery_codes",
    "demo-picture",
    "demo-api-account",
    "demo-api-posts",
    "demo-api-post",
    "demo-api-replies",
    "demo-api-reply",
    "demo-api-hidden",
    "demo-api-block",
}
PARTS_AND_TURNINGS = {"decided-together", "desk-news", "account_email", "account_set_password"}


def names_of_all_addresses() -> set[str]:
    """The name of every address in the URL map and in the demonstration's."""
    return set(_names([*get_resolver().url_patterns, *demonstration.urlpatterns]))


def _names(entries: list[object]) -> list[str]:
    found = []
    for entry in entries:
        found += _names(entry.url_patterns) if isinstance(entry, URLResolver) else [entry.name or str(entry.pattern)]
    return found
