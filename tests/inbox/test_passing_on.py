"""Praise reaches whoever earned it and is published only with a yes; redirects are followed up; texts are approved."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse

from parishpump.archive.models import Record
from parishpump.inbox.actions.praising import (
    ASKS,
    NotPermitted,
    ask_permission,
    note_permission,
    pass_praise_on,
    publish_praise,
)
from parishpump.inbox.actions.replying import submit_reply
from parishpump.inbox.actions.saved_texts import Ended, approve_saved_text, end_saved_text
from parishpump.inbox.actions.settling import Decision
from parishpump.inbox.actions.triaging import triage
from parishpump.inbox.models import HandOff, Message, Praise, Reply, SavedText
from parishpump.inbox.queries.passing import leave_to_publish, praise_with_question, sent_on_by_body
from parishpump.inbox.queries.saved_texts import texts_for
from parishpump.inbox.suggested_texts import SUGGESTED
from parishpump.partners.actions import enter_partner
from parishpump.people.queries import NotDelegated
from parishpump.publishing.actions.deciding import approve
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Draft
from tests.conftest import NOON
from tests.inbox.answering import MINUTE, asked, memory_source, sent
from tests.inbox.conftest import signed_in
from tests.inbox.village import entry_facts
from tests.publishing.reading import having_read

LATER = NOON + timedelta(minutes=5)
KIND = "What a lovely job they made of the churchyard hedge. Thank you. Regards, Ash Oakley"


@pytest.fixture
def source(clerk, noticeboard, monkeypatch):
    return memory_source(clerk, monkeypatch)[0]


@pytest.fixture
def kind(source, communications_officer) -> Message:
    message = asked(source, text=KIND, author="Ash Oakley", handle="ashoakley.example")
    triage(message, Decision("praise"), by=communications_officer, at=NOON)
    return message


def passed(message, by) -> Praise:
    facts = {"to": "Grass-cutting team", "email": "grass@team.example", "words": "Well done.", "named": False}
    return pass_praise_on(message, **facts, by=having_read(by), at=NOON)


def test_it_goes_by_email_without_the_senders_name_and_closes_the_message(kind, as_officer):
    address = reverse("praise-passing", args=[kind.reference])
    words = {"team": "Grass-cutting team", "email": "grass@team.example", "words": "Well done."}

    done = as_officer.post(address, words)

    (sent,) = mail.outbox
    kind.refresh_from_db()
    assert sent.to == ["grass@team.example"]
    assert "lovely job" in sent.body
    assert "Oakley" not in sent.body
    assert kind.closed_at == NOON
    assert done["Location"] == reverse("praise-passed", args=[Praise.objects.get().id])


def test_whoever_gets_it_says_so_by_the_link_and_opening_it_says_nothing(kind, as_officer, resident):
    address = reverse("praise-passing", args=[kind.reference])
    as_officer.post(address, {"team": "Team", "email": "grass@team.example", "words": "Well done."})
    link = next(word for word in mail.outbox[0].body.split() if "/praise/" in word)

    resident.get(urlsplit(link).path)
    before = Praise.objects.get().received_at
    thanked = resident.post(urlsplit(link).path)

    assert before is None
    assert Praise.objects.get().received_at == NOON
    assert "Received" in thanked.content.decode()
    assert resident.get("/praise/made-up/").status_code == 410


@pytest.mark.parametrize("permission", [Praise.UNASKED, Praise.REFUSED])
def test_nothing_is_published_without_a_yes(kind, communications_officer, as_officer, permission):
    praise = passed(kind, communications_officer)
    Praise.objects.update(permission=permission)

    with pytest.raises(NotPermitted):
        publish_praise(praise, by=communications_officer, at=LATER)

    shown = as_officer.post(reverse("praise-publication", args=[praise.id]), follow=True).content.decode()
    assert "published" in shown
    assert Praise.objects.get().post is None


def test_with_a_yes_just_the_permitted_words_go_into_a_notice(kind, communications_officer):
    praise = passed(kind, communications_officer)
    note_permission(praise, given=True, words="A lovely job. A resident", by=communications_officer, at=LATER)

    post = publish_praise(praise, by=communications_officer, at=LATER)

    assert Draft.objects.get(post=post).content["text"] == "A lovely job. A resident"
    assert publish_praise(praise, by=communications_officer, at=LATER) == post


def test_asking_is_a_reply_of_its_own(kind, communications_officer):
    praise = passed(kind, communications_officer)

    reply = ask_permission(praise, by=communications_officer, at=LATER)

    assert reply.purpose == "praise thanks"
    assert Reply.objects.get() == reply


def test_asked_is_only_who_has_got_the_question(kind, communications_officer, deputy_clerk, as_officer):
    praise = passed(kind, communications_officer)
    steps = [leave_of(praise)]

    reply = ask_permission(praise, by=communications_officer, at=NOON)
    steps.append(leave_of(praise))
    begun = as_officer.get(reverse("praise-passed", args=[praise.id])).content.decode()
    submit_reply(reply, text=ASKS, sources=MINUTE, overrides={}, by=communications_officer, at=NOON)
    reply.post.refresh_from_db()
    approve(reply.post.latest, by=deputy_clerk, at=NOON)
    steps.append(leave_of(praise))
    deliver(now=lambda: LATER)

    assert [*steps, leave_of(praise)] == ["unasked", "begun", "begun", "asked"]
    assert praise_with_question().get().asked_at == LATER
    assert "has not reached them" in begun


def test_nothing_is_published_while_they_have_not_answered(kind, communications_officer, deputy_clerk, as_officer):
    praise = passed(kind, communications_officer)
    sent(kind, communications_officer, deputy_clerk, at=LATER, purpose="praise thanks", text=ASKS)

    shown = as_officer.post(reverse("praise-publication", args=[praise.id]), follow=True).content.decode()

    assert "has not answered yet" in shown
    assert Praise.objects.get().post is None


def leave_of(praise: Praise) -> str:
    return leave_to_publish(praise_with_question().get(id=praise.id))


def test_the_record_of_praise_holds_nobodys_words(kind, communications_officer):
    passed(kind, communications_officer)

    body = str(Record.objects.get(kind="praise passed on").body)
    assert "Oakley" not in body
    assert "lovely" not in body


def test_the_pages_of_praise_show_where_it_went_and_count_it(kind, as_officer, communications_officer):
    praise = passed(kind, communications_officer)

    said = {"given": "given", "words": ""}
    refused = as_officer.post(reverse("praise-permission", args=[praise.id]), said)
    as_officer.post(reverse("praise-permission", args=[praise.id]), said | {"words": "A lovely job."})
    counted = as_officer.get(reverse("praise") + "?since=1/11/2026").content.decode()

    assert refused.status_code == 422
    assert "Grass-cutting team" in counted
    assert "1 with leave to publish" in counted
    assert "ashoakley" not in counted


def test_a_redirect_is_followed_up_and_counted_by_body(source, clerk, communications_officer, as_officer):
    partner = enter_partner("weald", entry_facts("Weald County Council"), by=clerk, at=NOON)
    message = asked(source, 5, text="The street light at the church is out.")
    having_read(communications_officer)
    triage(
        message,
        Decision("redirect", partner=partner, service="street light", link="https://weald.example/lights"),
        by=communications_officer,
        at=NOON,
    )
    page = reverse("hand-offs")

    before = as_officer.get(page).content.decode()
    empty = as_officer.post(reverse("hand-off-outcome", args=[HandOff.objects.get().id]), {"words": ""})
    as_officer.post(reverse("hand-off-outcome", args=[HandOff.objects.get().id]), {"words": "Mended on Friday."})

    assert "Weald County Council" in before
    assert empty.status_code == 422
    assert HandOff.objects.get().outcome == "Mended on Friday."
    assert [(one.body, one.number, one.known) for one in sent_on_by_body()] == [("Weald County Council", 1, 1)]
    assert "Weald County Council" in Draft.objects.get().content["text"]


def test_a_saved_text_is_approved_by_who_may_approve_and_followed_by_another(source, deputy_clerk):
    first = approve_saved_text("Hello", "Thank you.", use="reply", by=deputy_clerk, at=NOON)

    second = approve_saved_text("Hello", "Thanks.", use="reply", follows=first, by=deputy_clerk, at=LATER)

    assert texts_for(asked(source), "reply") == [second]
    with pytest.raises(Ended):
        end_saved_text(first, by=deputy_clerk, at=LATER)


def test_nobody_without_the_power_to_approve_puts_a_text_into_use(source, communications_officer):
    with pytest.raises(NotDelegated):
        approve_saved_text("Hello", "Thank you.", use="reply", by=communications_officer, at=NOON)


def test_our_suggestions_are_no_texts_until_somebody_approves_them(source, deputy_clerk, as_officer):
    approver, page = signed_in(deputy_clerk), reverse("saved-texts")
    shown = as_officer.get(page).content.decode()
    begun = approver.get(reverse("new-saved-text") + "?from=told").content.decode()

    ours = next(one for one in SUGGESTED if one.id == "told")
    approver.post(reverse("new-saved-text"), {"title": ours.title, "use": ours.use, "text": ours.text})

    assert ours.text in shown
    assert ours.text in begun
    assert SavedText.objects.get().office == str(deputy_clerk.offices.get())
    approver.post(reverse("saved-text-end", args=[SavedText.objects.get().id]))
    assert SavedText.objects.get().ended_at == NOON
