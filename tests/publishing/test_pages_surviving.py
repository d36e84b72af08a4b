"""A session that ends while somebody writes: they sign in, and the words are there."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Draft, Post
from tests.conftest import NOON
from tests.people.signing_in import sign_in
from tests.publishing.pages import HOST, clock_at, page, said, shown_in, typed, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def post(noticeboard, communications_officer) -> Post:
    return begin_post(by=communications_officer, at=NOON)


@pytest.mark.parametrize("door", ["draft", "submission", "draft-pictures"])
def test_words_posted_after_the_session_ended_are_there_after_signing_in(post, communications_officer, door):
    browser = visitor()

    away = browser.post(page(door, post), typed(0, text="Written for an hour."))
    back = sign_in(browser, communications_officer).get(page("draft", post))

    assert unquote(away["Location"]) == f"{reverse('account_login')}?next={page('draft', post)}"
    assert shown_in(back, "text") == "Written for an hour."
    assert "These are the words that you had typed." in said(back)
    assert Draft.objects.get(post=post).content == {}


def test_once_saved_they_are_the_drafts_own(post, communications_officer):
    browser = visitor()
    browser.post(page("draft", post), typed(0, text="Written for an hour."))
    back = sign_in(browser, communications_officer).get(page("draft", post))

    browser.post(page("draft", post), typed(shown_in(back, "version"), text=shown_in(back, "text")))

    assert Draft.objects.get(post=post).content["text"] == "Written for an hour."
    assert "These are the words that you had typed." not in said(browser.get(page("draft", post)))


def test_while_typing_an_ended_session_is_said_in_the_page_and_takes_nobody_away(post):
    answer = visitor().post(page("draft-check", post), typed(0), headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "You are signed out, so this is not saved." in said(answer)
    assert "HX-Redirect" not in answer.headers


def test_a_second_factor_that_is_owed_loses_no_words_either(post, clerk):
    browser = sign_in(visitor(), clerk, second_factor=False)

    away = browser.post(page("draft", post), typed(0, text="Written for an hour."))

    assert away.status_code == 302
    assert shown_in(sign_in(browser, clerk).get(page("draft", post)), "text") == "Written for an hour."


def test_somebody_from_another_council_who_signs_in_sees_nothing(post, southfold, councillor):
    browser = visitor()
    browser.post(page("draft", post), typed(0, text="Written for an hour."))

    answer = sign_in(browser, councillor).get(page("draft", post))

    assert answer.status_code == 403
    assert "Written for an hour." not in answer.content.decode()


def test_a_book_posted_by_a_stranger_is_not_kept(post):
    browser = visitor()

    browser.post(page("draft", post), typed(0, text="x" * 300_000))

    assert not [name for name, _ in browser.session.items() if name.startswith("words of")]


def test_words_for_a_post_that_does_not_exist_are_not_kept(post):
    browser = visitor(HOST)

    browser.post(reverse("draft", args=["P-2026-9999"]), typed(0))

    assert not [name for name, _ in browser.session.items() if name.startswith("words of")]
