"""Two invented councils with policies of quite different kinds: what differs is in their packs, not in the code."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parishpump.policy.judge import judge
from parishpump.policy.kinds import Dated
from parishpump.policy.packs import Pack, read_pack
from tests.policy.conftest import AT, draft_of, rules_of

PACKS = Path(__file__).parent / "packs"


@pytest.fixture
def northfold() -> Pack:
    return read_pack((PACKS / "northfold.toml").read_bytes(), name="northfold.toml")


@pytest.fixture
def southfold() -> Pack:
    return read_pack((PACKS / "southfold-town.toml").read_bytes(), name="southfold-town.toml")


def outcomes(northfold: Pack, southfold: Pack, **said: Any) -> tuple[str, str]:
    draft = draft_of(**{"category": "Roads", **said})
    return judge(draft, northfold, AT).outcome, judge(draft, southfold, AT).outcome


def test_both_let_a_plain_notice_pass(northfold: Pack, southfold: Pack) -> None:
    assert outcomes(northfold, southfold, text="Mill Lane is closed on Monday 30 November 2026.") == ("clear", "clear")


def test_where_posts_end_by_themselves_an_author_need_not_say_when(northfold: Pack, southfold: Pack) -> None:
    assert outcomes(northfold, southfold, expiry=None) == ("clear", "blocked")


def test_one_holds_to_its_list_of_uses(northfold: Pack, southfold: Pack) -> None:
    assert outcomes(northfold, southfold, category="village life") == ("blocked", "clear")


def test_one_passes_on_nothing_and_the_other_does(northfold: Pack, southfold: Pack) -> None:
    shared = "Reposting from the gardening club: the bridge is open."

    assert outcomes(northfold, southfold, text=shared) == ("blocked", "clear")
    assert "business.shared" in rules_of(judge(draft_of(category="Roads", text=shared), northfold, AT))


def test_one_minds_hashtags_and_the_other_does_not(northfold: Pack, southfold: Pack) -> None:
    assert outcomes(northfold, southfold, text="The bridge is open. #villagefete") == ("warned", "clear")


def test_neither_lets_party_politics_out(northfold: Pack, southfold: Pack) -> None:
    text = "Vote Labour on 6 May 2027 to keep the library."

    assert outcomes(northfold, southfold, text=text) == ("blocked", "blocked")


def test_a_finding_cites_the_council_s_own_clause(northfold: Pack) -> None:
    verdict = judge(draft_of(category="Roads", text="Reposting from the gardening club: open."), northfold, AT)

    assert {finding.clause for finding in verdict.findings if finding.rule == "business.shared"} == {"NOR-1"}


def test_their_roles_are_known_by_their_own_titles(northfold: Pack, southfold: Pack) -> None:
    assert northfold.offices_for("publish.second_approvers") == {"chairman"}
    assert southfold.roles_for("publish.approvers") == {"Town Clerk", "Mayor"}
    assert southfold.offices_for("publish.approvers") == {"clerk", "chairman"}
    assert southfold.names("publish.authors", "communications officer")
    assert southfold.names("publish.authors", "councillor", title="Nominated Councillor")
    assert not southfold.names("publish.authors", "councillor")


def test_their_values_keep_their_units(northfold: Pack, southfold: Pack) -> None:
    assert northfold.words_for("listen.reply_target") == "2 working days"
    assert southfold.words_for("listen.reply_target") == "5 days"
    assert northfold.words_for("messaging.allowed_apps") == "none"
    assert northfold.words_for("pack.adopted_on") == "13 May 2026"


def test_what_one_does_not_state_is_said_with_the_law(southfold: Pack) -> None:
    assert southfold.stated("foi.internal_target") is None
    assert southfold.words_for("foi.internal_target").startswith("Not stated by policy. Promptly, and at the latest")
    assert southfold.words_for("pack.minute_ref") == "Not stated by policy."


def test_the_principal_authority_changes_on_its_day(southfold: Pack) -> None:
    stated = southfold.stated("principal_authority", dict)

    assert stated is not None
    assert Dated.on(stated, date(2028, 3, 31)) == "Southshire District Council"
    assert Dated.on(stated, date(2028, 4, 1)) == "Southshire Council"


def test_each_value_says_which_pack_it_comes_from(northfold: Pack) -> None:
    assert northfold.comes_from("channels.comments") == "northfold"
    assert northfold.comes_from("political.rule") == "base"
    assert northfold.comes_from("listen.ack_target") is None
    assert northfold.rule_comes_from("parties.supplier") == "northfold"
    assert northfold.rule_comes_from("politics.support") == "base"
