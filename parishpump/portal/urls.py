"""The public's door: every address here only reads, but for the one at which people ask."""

from django.urls import path

from parishpump.portal.views import (
    asking,
    checking,
    feeds,
    figures,
    followed,
    notice,
    noticeboard,
    partners,
    picture,
    policy,
    register,
    statements,
)

urlpatterns = [
    path("", noticeboard.noticeboard, name="noticeboard"),
    path("n/<str:ref>/", notice.notice, name="notice"),
    path("n/<str:ref>/check/", checking.notice_check, name="notice-check"),
    path("n/<str:ref>/proof.json", checking.notice_proof, name="notice-proof"),
    path("n/<str:ref>/event.ics", feeds.notice_event, name="notice-event"),
    path("n/<str:ref>/pictures/<str:sha256>/", picture.notice_picture, name="notice-picture"),
    path("published/", register.public_register, name="public-register"),
    path("published.csv", register.public_register_csv, name="public-register-csv"),
    path("official-channels/", statements.official_channels, name="official-channels"),
    path("who-does-what/", partners.who_does_what, name="who-does-what"),
    path("conversations-we-follow/", followed.conversations_followed, name="conversations-followed"),
    path("figures/", figures.conversations_in_figures, name="conversation-figures"),
    path("ask/", asking.ask_the_council, name="ask"),
    path("ask/received/<str:received>/", asking.asked, name="asked"),
    path("our-policy/", policy.our_policy, name="our-policy"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("checking/", checking.checking, name="checking"),
    path("checking/parishpump_verify.py", checking.verifier, name="checking-verifier"),
    path("checking/checkpoint", checking.checkpoint, name="checkpoint"),
    path("checking/consistency", checking.consistency, name="consistency"),
    path("feed.atom", feeds.feed_atom, name="feed-atom"),
    path("feed.json", feeds.feed_json, name="feed-json"),
    path("events.ics", feeds.feed_ical, name="feed-ical"),
    path("robots.txt", statements.robots, name="robots"),
]
