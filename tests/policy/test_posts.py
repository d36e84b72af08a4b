"""Whole posts: what a careful clerk sends passes, and what is faulty is found at the words that are."""

from collections.abc import Mapping
from typing import Any

import pytest

from parishpump.policy.judge import judge
from parishpump.policy.packs import Pack, load_pack
from parishpump.policy.rules import RULES
from tests.policy.conftest import AT, draft_from, draft_of, posts, rules_of

NEIGHBOURS = posts("neighbours")
CLEAN = posts("clean")
EVERYDAY = posts("everyday") + posts("lookalikes") + [post for post in NEIGHBOURS if "finds" not in post]
FAULTY = posts("faulty") + posts("slips") + posts("wrongs") + [post for post in NEIGHBOURS if "finds" in post]


def by_name(post: Mapping[str, Any]) -> str:
    return str(post["name"])


@pytest.mark.parametrize("post", CLEAN, ids=by_name)
def test_a_careful_post_is_clear(post: Mapping[str, Any], lenham: Pack) -> None:
    verdict = judge(draft_from(post), lenham, AT)

    assert [finding.message for finding in verdict.findings] == []


@pytest.mark.parametrize("post", EVERYDAY, ids=by_name)
def test_an_everyday_post_is_at_most_advised(post: Mapping[str, Any], lenham: Pack) -> None:
    verdict = judge(draft_from(post), lenham, AT)

    assert verdict.of("must") == ()


@pytest.mark.parametrize("post", FAULTY, ids=by_name)
def test_a_faulty_post_meets_the_rule_it_breaks(post: Mapping[str, Any], lenham: Pack) -> None:
    verdict = judge(draft_from(post), lenham, AT)

    assert set(post["finds"]) <= rules_of(verdict)
    assert set(post.get("words", ())) <= {finding.words for finding in verdict.findings}


def test_there_are_enough_posts_to_mean_something() -> None:
    assert len(CLEAN) + len(EVERYDAY) >= 150
    assert len(FAULTY) >= 150


@pytest.mark.parametrize("name", ["base", "lenham"])
def test_every_rule_that_is_on_is_met_by_a_faulty_post(name: str) -> None:
    met = {rule for post in FAULTY for rule in post["finds"]}
    on = {rule.id for rule in load_pack(name).rules.values() if rule.on}

    # No post can be too long to be read, and the others wait for what a council states: test_rules.py has them.
    waits = {"business.permitted_use", "people.child_never", "basis.council_needed"}
    assert on - met == {"limits.unread", *waits}


def test_no_post_names_a_rule_that_is_not_there() -> None:
    named = {
        rule
        for post in [*CLEAN, *EVERYDAY, *FAULTY]
        for key in ("finds", "also", "warned")
        for rule in post.get(key, ())
    }

    assert named <= set(RULES)


def test_opinion_tone_and_supplier_are_three_findings(lenham: Pack) -> None:
    draft = draft_of(text="The borough's decision is a disgrace. Thanks to Weald Drainage Ltd for clearing up.")

    found = {finding.rule: finding for finding in judge(draft, lenham, AT).findings}

    assert found["opinion.unminuted"].words == "a disgrace"
    assert found["parties.supplier"].words == "Weald Drainage Ltd"
    assert found["manners.tone"].clause == "RUL-7"
    assert all(finding.fix for finding in found.values())


def test_the_minuted_objection_without_the_contractor_is_clear(lenham: Pack) -> None:
    draft = draft_of(
        text="The Parish Council objected to the decision because the access is unsafe and the site floods "
        "(minute 2026/114)."
    )

    assert judge(draft, lenham, AT).outcome == "clear"


def test_the_speed_watch_post_is_clear(lenham: Pack) -> None:
    draft = draft_of(
        text="Full council resolved to support a Community Speed Watch on the A20 (minute 2026/114).",
        media=[
            {"alt": "Two volunteers hold a speed camera beside the A20.", "owner": "The council", "licence": "Own work"}
        ],
    )

    assert judge(draft, lenham, AT).outcome == "clear"
