"""Guidance while somebody writes, and the standards that are read before the first draft."""

import pytest
from django.urls import reverse

from parishpump.archive.models import Record
from parishpump.people.powers import WRITE
from parishpump.policy.draft import CouncilFacts, Draft, Election, Media, PersonShown
from parishpump.policy.findings import Verdict
from parishpump.policy.guidance import guidance_for, standards_for
from parishpump.policy.packs import load_pack
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Acknowledgement, GuidanceShown, Post
from tests.conftest import NOON, person_in
from tests.people.signing_in import sign_in
from tests.publishing.pages import at_desk, clock_at, page, said, typed, visitor

DAY = NOON.replace(hour=0)


def ids(draft: Draft, *, offices: tuple[str, ...] = ("clerk",), modes: tuple[str, ...] = ()) -> list[str]:
    verdict = Verdict("clear", (), "lenham", "1")
    return [one.id for one in guidance_for(load_pack("lenham"), draft, verdict, offices=offices, modes=modes, at=NOON)]


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        (Draft("x", media=(Media(),)), "picture"),
        (Draft("x", media=(Media(people=(PersonShown("a pupil", child=True),)),)), "child"),
        (Draft("x", category="Planning"), "planning"),
        (Draft("x", paid=True), "paid"),
        (
            Draft("x", council=CouncilFacts(elections=(Election("Northfold", DAY, DAY.replace(day=30)),))),
            "election",
        ),
    ],
)
def test_guidance_comes_with_what_the_post_gives_cause_for(draft, wanted):
    assert wanted in ids(draft)
    assert wanted not in ids(Draft("x"))


def test_guidance_for_an_office_is_shown_to_that_office_alone():
    assert "time" in ids(Draft("x"), offices=("communications officer",))
    assert "time" not in ids(Draft("x"))
    assert "group" in ids(Draft("x"), modes=("group",))


def test_a_councillor_has_standards_of_their_own():
    pack = load_pack("lenham")

    assert "conduct" in {one.id for one in standards_for(pack, ("councillor",))}
    assert "conduct" not in {one.id for one in standards_for(pack, ("clerk",))}


def test_every_piece_is_short_and_rests_on_a_clause():
    pack = load_pack("lenham")

    for piece in pack.guidance.values():
        assert len(piece.text) <= 160, piece.id
        assert piece.clause in pack.clauses


@pytest.fixture
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def post(db, noticeboard, communications_officer) -> Post:
    return begin_post(by=communications_officer, at=NOON)


def test_that_guidance_was_shown_is_kept_once(post, communications_officer, noon):
    officer = at_desk(communications_officer)
    assert "Reckon with the answers" in said(officer.get(page("draft", post)))

    officer.post(page("draft", post), typed(0))
    before = GuidanceShown.objects.count()
    officer.post(page("draft", post), typed(1, title="Another"))

    assert before == GuidanceShown.objects.count()
    assert GuidanceShown.objects.filter(person=communications_officer, guidance="time").count() == 1


def test_what_was_shown_is_on_the_record_of_the_submission(post, communications_officer, noon):
    at_desk(communications_officer).post(page("submission", post), typed(0))

    body = Record.objects.get(kind="post submitted").read()["body"]
    assert "time" in [one["guidance"] for one in body["guidance"]]
    assert body["guidance"][0]["to person"] == communications_officer.id


def test_guidance_follows_the_words_while_they_are_typed(post, communications_officer, noon):
    officer = at_desk(communications_officer)

    answer = officer.post(page("draft-check", post), typed(0, category="Planning"), headers={"HX-Request": "true"})

    assert "minuted comment" in said(answer)


# Standards


@pytest.fixture
def newcomer(db, northfold, clerk, noon):
    return person_in("communications officer", WRITE, minute="8", council="new")


def test_standards_are_read_before_the_first_draft_and_the_headline_is_not_lost(newcomer):
    desk = sign_in(visitor(), newcomer)

    answer = desk.post(reverse("new-post"), {"title": "Mill Lane closed"})
    assert "I have read this" in said(answer)
    assert not Post.objects.exists()
    desk.post(reverse("new-post"), {"title": "Mill Lane closed", "standards": "read"})

    assert Post.objects.get().draft.content["title"] == "Mill Lane closed"
    assert Acknowledgement.objects.get().person == newcomer
    assert Record.objects.filter(kind="standards read").count() == 1


def test_they_are_read_once_for_each_version(newcomer, own_pack):
    desk = at_desk(newcomer)
    assert "What is it about?" in said(desk.get(reverse("new-post")))

    own_pack('version = "2"')

    assert "I have read this" in said(desk.get(reverse("new-post")))


def test_the_clerk_sees_who_has_read_them(newcomer, clerk):
    answer = at_desk(clerk).get(reverse("standards"))

    assert "Communications Officer Not yet" in said(answer)
    assert "Clerk Read" in said(answer)
    assert "Who has read them" not in said(sign_in(visitor(), newcomer).get(reverse("standards")))


def test_reading_them_twice_writes_one_row(newcomer):
    desk = sign_in(visitor(), newcomer)

    for _ in range(2):
        desk.post(reverse("standards"))

    assert Acknowledgement.objects.count() == 1
