"""Writing an answer on its page: nothing typed is lost, nothing leaves unapproved, and it says how it stands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from parishpump.channels.models import Channel
from parishpump.inbox.actions.replying import begin_reply
from parishpump.inbox.models import Message, SavedText, Triage
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.deciding import approve, send_back
from parishpump.publishing.models import Approval, Draft, Post
from tests.conftest import NOON
from tests.inbox.answering import MINUTE, REPAIRED, asked, begun, memory_source, sent, submitted
from tests.inbox.conftest import signed_in
from tests.publishing.reading import having_read

LATER = NOON + timedelta(minutes=5)
SIGNED = "Communications Officer, Northfold Parish Council"


@pytest.fixture
def question(clerk, noticeboard, monkeypatch) -> Message:
    source, _ = memory_source(clerk, monkeypatch)
    return asked(source)


@pytest.fixture
def answer(question, communications_officer):
    return begun(question, communications_officer)


def page(answer, name: str = "reply") -> str:
    return reverse(name, args=[answer.post.reference])


def typed(answer, text: str = REPAIRED, **more: str) -> dict[str, str]:
    draft = Draft.objects.filter(post=answer.post).first()
    version = str(draft.version) if draft else "new"
    return {"text": text, "sources": MINUTE[0], "version": version, "tab": "t1"} | more


def test_the_conversation_stands_beside_the_words_and_the_signature_is_shown_once(answer, as_officer):
    shown = as_officer.get(page(answer)).content.decode()

    assert "When is the Mill Lane drain repaired?" in shown
    assert shown.count(SIGNED) == 1
    assert "resident.example" not in shown


def test_whoever_has_not_read_the_standards_reads_them_first(question, as_officer, communications_officer):
    answer = begin_reply(question, purpose="reply", by=communications_officer, at=NOON)

    first = as_officer.get(page(answer))
    as_officer.post(page(answer), {"standards": "read"})

    assert b"I have read this" in first.content
    assert b"What you want to say" in as_officer.get(page(answer)).content


def test_it_is_saved_while_typing_and_a_second_tab_overwrites_nothing(answer, as_officer):
    as_officer.post(page(answer, "reply-check"), typed(answer, "First words", version="0", tab="one"))

    second = as_officer.post(page(answer), typed(answer, "Other words", version="0", tab="two"))

    assert second.status_code == 409
    assert b"Other words" in second.content
    assert Draft.objects.get(post=answer.post).content["text"] == "First words"


def test_what_the_policy_says_comes_while_typing(answer, as_officer):
    live = as_officer.post(
        page(answer, "reply-check"), typed(answer, "We think the idiots at the county are to blame.")
    )

    assert b'id="policy"' in live.content
    assert b'class="findings"' in live.content


def test_submitting_freezes_the_signed_words_and_leads_to_the_approval(answer, as_officer):
    done = as_officer.post(page(answer, "reply-submission"), typed(answer))

    revision = Post.objects.get(id=answer.post_id).latest
    assert done["Location"] == reverse("revision", args=[answer.post.reference, 1])
    assert revision.text == f"{REPAIRED}\n\n{SIGNED}"
    assert revision.sources == [*MINUTE]


def test_an_empty_answer_is_not_submitted_and_says_so(answer, as_officer):
    refused = as_officer.post(page(answer, "reply-submission"), typed(answer, " "))

    assert refused.status_code == 422
    assert b"Write the answer first." in refused.content


def test_what_the_policy_blocks_stays_in_the_form(answer, as_officer):
    words = "Our contractor Weald Drainage Ltd repairs the drain on Thursday 26 November 2026."
    refused = as_officer.post(page(answer, "reply-submission"), typed(answer, words))

    assert refused.status_code == 422
    assert words.encode() in refused.content
    assert Post.objects.get(id=answer.post_id).latest is None


def test_an_ended_session_loses_no_words(answer, as_officer, communications_officer):
    stranger = Client(headers={"host": "northfold.example"})
    away = stranger.post(page(answer), typed(answer, "Words of the afternoon"))

    back = signed_in_again(stranger, communications_officer).get(page(answer))

    assert "next=" in away["Location"]
    assert b"Words of the afternoon" in back.content
    assert b"the words that you had typed" in back.content


def signed_in_again(client: Client, person) -> Client:
    kept = {name: said for name, said in client.session.items() if name.startswith("words of")}
    fresh = signed_in(person)
    session = fresh.session
    session.update(kept)
    session.save()
    return fresh


def test_a_saved_text_is_put_into_the_words(answer, as_officer, clerk):
    text = SavedText.objects.create(
        title="Road works", text="The county mends roads.", use="reply", approved_by=clerk, approved_at=NOON
    )

    as_officer.post(page(answer), typed(answer, "Thank you.", saved_text=str(text.id)))

    assert Draft.objects.get(post=answer.post).content["text"] == "Thank you.\n\nThe county mends roads."


def test_what_was_sent_back_is_gone_on_with_unsigned(question, as_officer, communications_officer, deputy_clerk):
    answer = submitted(question, communications_officer)
    send_back(answer.post.latest, reason="Say which day.", by=deputy_clerk, at=NOON)

    shown = as_officer.get(page(answer)).content.decode()
    as_officer.post(page(answer, "reply-submission"), typed(answer, f"{REPAIRED} In the morning."))

    assert "Say which day." in shown
    assert shown.count(SIGNED) == 1
    assert Post.objects.get(id=answer.post_id).latest.text.count(SIGNED) == 1


def test_a_kind_of_answer_that_the_pack_lets_go_may_be_released_by_its_writer(
    question, own_pack, deputy_clerk, northfold
):
    own_pack('[parameters]\npublish.preauthorised_types = ["answer"]\n')
    answer = submitted(question, deputy_clerk)

    approve(answer.post.latest, by=deputy_clerk, at=NOON)

    assert Approval.objects.get(revision__post=answer.post).own_work


def test_where_nothing_can_be_sent_it_is_closed_with_how_it_was_answered(answer, as_officer):
    Channel.objects.filter(network="memory").update(closed_at=NOON)

    shown = as_officer.get(page(answer))
    as_officer.post(page(answer, "reply-by-hand"), {"how": "by telephone", "words": "Thursday, I said."})

    answer.message.refresh_from_db()
    assert REPAIRED.encode() in shown.content
    assert answer.message.closed_at is not None
    assert Triage.objects.get().reason == "Answered by telephone: Thursday, I said."


def test_the_message_says_how_each_answer_stands(question, as_officer, communications_officer, deputy_clerk):
    answer = sent(question, communications_officer, deputy_clerk, at=LATER)

    before = as_officer.get(reverse("message", args=[question.reference])).content.decode()
    withdraw(answer.post, reason="The date was wrong", by=deputy_clerk, at=LATER)
    after = as_officer.get(reverse("message", args=[question.reference])).content.decode()

    assert ">Sent<" in before
    assert "Where it stands" in before
    assert ">Withdrawn<" in after
    assert "The date was wrong" in after


def test_what_we_answered_stands_in_the_conversation_until_it_is_withdrawn(
    question, as_officer, communications_officer, deputy_clerk
):
    reply = sent(question, communications_officer, deputy_clerk, at=NOON)
    address = reverse("message", args=[question.reference])

    there = as_officer.get(address).text
    withdraw(reply.post, reason="It was about another drain.", by=deputy_clerk, at=NOON + timedelta(minutes=5))
    gone = as_officer.get(address).text

    assert [said.split("</li>")[0].count(REPAIRED[:40]) for said in there.split('<li class="ours">')[1:]][-1] == 1
    assert [said for said in gone.split('<li class="ours">')[1:] if REPAIRED[:40] in said.split("</li>")[0]] == []


def test_what_is_sent_is_not_written_on_any_more(question, as_officer, communications_officer, deputy_clerk):
    answer = sent(question, communications_officer, deputy_clerk, at=LATER)

    assert as_officer.get(page(answer))["Location"] == reverse("post", args=[answer.post.reference])


def test_no_page_of_an_answer_opens_without_the_power_to_answer(answer, councillor, it_is):
    assert signed_in(having_read(councillor)).get(page(answer)).status_code == 403
