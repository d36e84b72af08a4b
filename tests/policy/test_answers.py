"""What is asked of an announcement is not asked of an answer; what is asked of the truth is asked of both."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from parishpump.policy.draft import Draft
from parishpump.policy.judge import judge
from parishpump.policy.packs import load_pack

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BACK = Draft(text="Which drain do you mean?", category="answer", is_answer=True)


@pytest.mark.parametrize("pack", ["base", "lenham"])
def test_a_question_back_may_be_asked(pack):
    verdict = judge(BACK, load_pack(pack), NOON)

    assert verdict.outcome == "warned"
    assert [finding.rule for finding in verdict.findings] == ["basis.source_missing"]


def test_the_same_words_as_a_notice_want_an_end_and_a_source():
    verdict = judge(replace(BACK, is_answer=False), load_pack("lenham"), NOON)

    blocking = {finding.rule for finding in verdict.findings if finding.strength == "must"}
    assert blocking == {"basis.source_missing", "currency.expiry_missing"}


def test_an_opinion_is_one_in_an_answer_too():
    verdict = judge(replace(BACK, text="The borough’s decision is a disgrace."), load_pack("lenham"), NOON)

    assert verdict.outcome == "blocked"
    assert "opinion.unminuted" in {finding.rule for finding in verdict.findings}
