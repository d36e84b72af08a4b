"""Journeys J2 and J3 as a browser without a script would ask for them."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Delivery, Post, Revision
from tests.conftest import NOON
from tests.publishing.pages import at_desk, clock_at, draft_of, page, said, shown_in

pytestmark = pytest.mark.django_db

FACTUAL = {
    "title": "Community Speed Watch on the A20",
    "text": "The council resolved on 4 November 2026 to support a Community Speed Watch on the A20 (minute 2026/190).",
    "purpose": "Know that it starts, and volunteer",
    "audience": "People who live along the A20",
    "category": "Roads and travel",
    "sources": "Minute 2026/190: Community Speed Watch",
    "comes_down": "Thu 31 Dec 2026, 5pm",
}


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


def photograph() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "grey").save(drawn, "JPEG")
    return SimpleUploadedFile("a20.jpg", drawn.getvalue(), content_type="image/jpeg")


def test_j2_a_factual_post_is_published_and_an_edit_asks_again(communications_officer, clerk, noticeboard, network):
    officer, approver = at_desk(communications_officer), at_desk(clerk)
    officer.post(reverse("new-post"), {"title": FACTUAL["title"]})
    post = Post.objects.get()
    typed = {**FACTUAL, "channels": [str(network.channel.id)], "tab": "one"}

    # The officer adds a photograph with owner, licence and alt text, and submits.
    officer.post(page("draft-pictures", post), {**typed, "version": "0", "files": [photograph()]})
    number = draft_of(post).content["pictures"][0]["id"]
    passport = {
        "picture": [number],
        f"picture_{number}-alt": "The A20 at the village sign, with a 30 limit",
        f"picture_{number}-owner": "Northfold Parish Council",
        f"picture_{number}-licence": "Own work",
    }
    sent = officer.post(page("submission", post), {**typed, **passport, "version": "1"}, follow=True)
    assert "Version 1 is submitted. The Clerk decides." in said(sent)

    # The Clerk sees web and social versions, approves, and the web copy goes first.
    preview = said(approver.get(page("revision", post, 1)))
    assert f"https://northfold.example/n/{post.reference}/" in preview
    approver.post(page("approval", post, 1))
    deliver(now=lambda: NOON)
    deliver(now=lambda: NOON + timedelta(seconds=2))
    (social,) = network.posts()
    assert social.text.endswith(f"https://northfold.example/n/{post.reference}/")
    assert social.pictures[0].alt == "The A20 at the village sign, with a 30 limit"

    # One word is edited: the new version waits, and what is public stays as it was.
    opened = officer.get(page("draft", post))
    changed = {**typed, **passport, "text": FACTUAL["text"].replace("support", "back"), "correction": "A clearer word."}
    officer.post(page("submission", post), {**changed, "version": shown_in(opened, "version")})
    post.refresh_from_db()
    assert Revision.objects.get(post=post, number=2).stage == "submitted"
    assert post.public.number == 1
    assert not Delivery.objects.filter(revision__number=2).exists()


def test_j3_opinion_and_a_named_supplier_are_stopped_until_they_are_gone(communications_officer, clerk, noticeboard):
    officer = at_desk(communications_officer)
    officer.post(reverse("new-post"), {"title": "Mill Lane"})
    post = Post.objects.get()
    opinion = "The borough’s decision is a disgrace. Thanks to Weald Drainage Ltd for fitting us in."

    stopped = officer.post(page("submission", post), {**FACTUAL, "text": opinion, "version": "0", "tab": "one"})
    findings = {finding.clause: finding for finding in stopped.context["findings"]}
    assert stopped.status_code == 422
    assert {"POL-4", "RUL-19"} <= set(findings)
    assert all(finding.fix for finding in findings.values())
    assert len([finding for finding in findings.values() if "disgrace" in finding.heading]) >= 2
    assert shown_in(stopped, "text") == opinion

    minuted = "The council objected to the plan on 4 November 2026 because the lane floods (minute 2026/140)."
    sources = "Minute 2026/140: objection"
    version = shown_in(stopped, "version")
    answer = officer.post(
        page("submission", post), {**FACTUAL, "text": minuted, "sources": sources, "version": version, "tab": "one"}
    )
    assert answer.status_code == 302
    assert Revision.objects.get().stage == "submitted"
