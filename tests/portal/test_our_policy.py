"""The policy as residents see it: each rule, what is done about it, and nothing that is only for the office."""

import re
from datetime import timedelta

import pytest
from django.utils.html import escape

from parishpump.policy.coverage import KINDS, register
from parishpump.policy.packs import load_pack
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.deciding import send_back, submit
from parishpump.publishing.actions.drafting import begin_post
from tests.conftest import NOON
from tests.portal.conftest import body
from tests.publishing.lives import content, submitted

PATH = "/our-policy/"
REASON = "Weald zebra reason"


def ids(page: str) -> list[str]:
    return re.findall(r'<article class="clause" id="([^"]+)"', page)


def test_every_clause_of_the_councils_policy_is_there_with_what_is_done_about_it(resident, noticeboard):
    page = body(resident.get(PATH))
    entries = register(load_pack("lenham"))

    assert ids(page) == [entry.id for entry in entries]
    assert [entry.id for entry in entries if escape(entry.control) not in page] == []


def test_a_clause_that_the_council_never_adopted_is_not_said_to_be_its_policy(resident, northfold, noticeboard):
    northfold.pack = "base"
    northfold.save()

    shown = ids(body(resident.get(PATH)))

    assert "RUL-22" in shown
    assert set(shown) == set(load_pack("base").clauses)


def test_it_says_whose_it_is_and_what_nobody_stated(resident, northfold, noticeboard):
    page = body(resident.get(PATH))

    assert "<dt>Policy of</dt><dd>Northfold Parish Council</dd>" in page
    assert "<dt>Adopted on</dt><dd>not stated</dd>" in page
    assert f"<dt>Minute</dt><dd>{northfold.pack_minute}</dd>" in page
    assert "<dt>Version</dt><dd>2026-11</dd>" in page or "<dt>Version</dt><dd>not stated</dd>" in page


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_narrowed_to_one_kind(resident, noticeboard, kind):
    page = body(resident.get(PATH, {"kind": kind}))

    assert ids(page) == [entry.id for entry in register(load_pack("lenham")) if entry.kind == kind]


def test_it_is_searched_and_what_is_not_found_is_said_again(resident, noticeboard):
    assert ids(body(resident.get(PATH, {"words": "copyright"}))) == ["RUL-22"]
    assert "No rule says “zanzibar”." in body(resident.get(PATH, {"words": "zanzibar\x00"}))


def test_its_figures_are_those_of_the_public_register(resident, pin, clerk, communications_officer, noticeboard):
    pin(title="One")
    gone = pin(title="Two")
    withdraw(gone, reason="Called off.", by=clerk, at=NOON + timedelta(minutes=5))
    returned = submitted(communications_officer, noticeboard, title="Three")
    send_back(returned, reason=REASON, by=clerk, at=NOON)

    page = body(resident.get(PATH))

    for words, number in (("Notices published", 2), ("Notices withdrawn", 1), ("Official channels", 1)):
        assert re.search(rf"<li><span>{words}</span><a href=\"[^\"]+\">{number}<", page), words
    for words, number in (("Checked in 12 months", 3), ("Held back by a person", 1)):
        assert re.search(rf"<li><span>{words}</span><a href=\"#counted\">{number}<", page), words
    assert 'id="counted"' in page
    assert "<caption>2 notices" in body(resident.get("/published/"))


def test_no_reason_no_draft_no_finding_and_no_name_is_on_it(resident, communications_officer, clerk, noticeboard):
    clerk.name = communications_officer.name = "Weald zebra name"
    clerk.save()
    communications_officer.save()
    post = begin_post(by=communications_officer, at=NOON, content={"title": "Weald zebra draft"})
    submit(
        post,
        content(noticeboard, purpose="", title="Weald zebra title"),
        overrides={("intent.purpose", ""): REASON},
        by=communications_officer,
        at=NOON,
    )

    page = body(resident.get(PATH))

    assert "Weald zebra" not in page
    assert "intent.purpose" not in page
    assert "parishpump/" not in page


def test_what_is_not_built_yet_is_called_planned(resident, noticeboard):
    page = body(resident.get(PATH))
    part = page.partition('id="FOI-14"')[2].partition("</article>")[0]

    assert "Planned" in part
    assert "<li>" not in part


def test_a_pack_that_cannot_be_read_is_said_without_its_path(resident, northfold, noticeboard):
    northfold.pack = "/nowhere/policy.toml"
    northfold.save()

    page = body(resident.get(PATH))

    assert "The policy cannot be shown at the moment." in page
    assert "/nowhere" not in page


def test_every_public_page_leads_to_it(resident, noticeboard):
    assert body(resident.get("/privacy/")).count('<a href="/our-policy/">Our policy</a>') == 2


def test_it_asks_at_most_twelve_times_and_sets_no_cookie(resident, pin, django_assert_max_num_queries):
    pin()

    with django_assert_max_num_queries(12):
        answer = resident.get(PATH)

    assert not answer.cookies
    assert resident.get(PATH, headers={"if-none-match": answer["ETag"]}).status_code == 304
