"""Packs: what is shipped, what may be changed, what law locks, and how a broken file is named."""

from pathlib import Path

import pytest

from parishpump.policy.errors import PackError
from parishpump.policy.judge import judge
from parishpump.policy.packs import available_packs, load_pack
from parishpump.policy.rules import RULES
from parishpump.policy.values import Duration
from tests.policy.conftest import AT, draft_of

PACK = '[pack]\nname = "northfold"\ncouncil = "Northfold Parish Council"\nextends = "base"\n'
CHAPTERS = {"INT": 13, "ENG": 14, "TRA": 13, "PER": 8, "CAP": 9, "WHA": 17, "RUL": 23, "FOI": 14, "POL": 6}


def pack_file(folder: Path, said: str, head: str = PACK) -> Path:
    file = folder / "northfold.toml"
    file.write_text(head + said, encoding="utf-8")
    return file


def refusal(folder: Path, said: str, head: str = PACK) -> str:
    with pytest.raises(PackError) as refused:
        load_pack(pack_file(folder, said, head))
    return str(refused.value)


def test_base_and_lenham_are_shipped() -> None:
    assert available_packs() == ("base", "lenham")


def test_lenham_has_every_clause_of_its_policy() -> None:
    clauses = set(load_pack("lenham").clauses)

    assert clauses == {f"{chapter}-{number}" for chapter, last in CHAPTERS.items() for number in range(1, last + 1)}
    assert len(clauses) == 117


def test_every_rule_is_in_the_base_pack() -> None:
    assert set(load_pack("base").rules) == set(RULES)


# What a clause is about, as rules: what a rule looks after is decided here by a person, not by its pack alone.
SERVED = {
    "INT-3": "intent.audience readers.online_only",
    "TRA-1": "basis.decision_unminuted",
    "TRA-6": "opinion.argument opinion.beyond_minute",
    "RUL-6": "campaign.unapproved",
    "RUL-7": "manners",
    "RUL-8": "limits hidden.disguise hidden.invisible",
    "RUL-9": "intent.purpose",
    "RUL-10": "intent.outcome",
    "RUL-11": "intent.closing_date intent.results_plan",
    "RUL-12": "intent.other_routes",
    "RUL-14": "risk.unthought",
    "RUL-15": "risk.high",
    "RUL-16": "alt_text hashtags hidden.fancy_letters legibility plain_text business.contact_route",
    "RUL-17": "readers.sensitive_subject readers.sensitive_period equality.words equality.note",
    "RUL-18": "business.shared permission people.adult_without_consent",
    "RUL-19": "parties",
    "RUL-20": "confidence elections equality.demeaning politics speech",
    "RUL-21": "money people personal",
    "RUL-22": "passport rights",
    "POL-3": "basis.council_needed",
    "POL-4": "basis business intent.category opinion",
    "POL-5": "currency",
}


def serves(rule: str) -> str:
    """The clause of a rule by that list: its own name counts before that of its family."""
    named = {name: clause for clause, names in SERVED.items() for name in names.split()}
    return named.get(rule) or named[rule.partition(".")[0]]


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("name", ["base", "lenham"])
def test_a_rule_cites_in_every_pack_the_clause_that_it_serves(name: str, rule: str) -> None:
    pack = load_pack(name)

    assert pack.rules[rule].clause == serves(rule)
    assert pack.clauses[pack.rules[rule].clause].text


def test_what_the_policy_does_not_state_is_unset() -> None:
    lenham = load_pack("lenham")

    assert (lenham.version, lenham.adopted_on, lenham.minute_ref, lenham.review_on) == (None, None, None, None)
    assert lenham.stated("publish.self_approval", bool) is None
    assert lenham.stated("publish.approvers", tuple) == ("Clerk",)


def test_a_pack_changes_what_it_extends(tmp_path: Path) -> None:
    said = '[parameters]\npublish.self_approval = true\ncontent.default_expiry = "20 days"\n'
    pack = load_pack(pack_file(tmp_path, said + '[[rules]]\nid = "hashtags.capitals"\non = false\n'))

    assert pack.stated("publish.self_approval", bool) is True
    assert pack.parameters["content.default_expiry"] == Duration(20, "day")
    assert not pack.rules["hashtags.capitals"].on
    assert "hashtags.capitals" not in {f.rule for f in judge(draft_of(text="Spring #villagefete"), pack, AT).findings}


def test_a_default_expiry_makes_an_end_needless(tmp_path: Path) -> None:
    pack = load_pack(pack_file(tmp_path, '[parameters]\ncontent.default_expiry = "20 days"\n'))

    assert judge(draft_of(expiry=None), pack, AT).outcome == "clear"


def test_a_pack_may_be_stricter_than_law(tmp_path: Path) -> None:
    pack = load_pack(pack_file(tmp_path, '[[rules]]\nid = "personal.phone"\nstrength = "must"\n'))

    assert pack.rules["personal.phone"].strength == "must"
    assert pack.rules["personal.phone"].law == "UK GDPR, Article 5"


@pytest.mark.parametrize("change", ["on = false", 'strength = "should"', 'strength = "may"'])
def test_a_rule_locked_by_law_is_not_loosened(tmp_path: Path, change: str) -> None:
    said = refusal(tmp_path, f'[[rules]]\nid = "politics.support"\n{change}\n')

    assert "politics.support" in said
    assert "Local Government Act 1986, section 2" in said


def test_a_lock_holds_through_a_pack_between(tmp_path: Path) -> None:
    pack_file(tmp_path, '[[rules]]\nid = "personal.phone"\nstrength = "must"\n')
    second = tmp_path / "second.toml"
    second.write_text(PACK.replace('"base"', '"northfold.toml"') + '[[rules]]\nid = "personal.phone"\non = false\n')

    with pytest.raises(PackError, match="locked by law"):
        load_pack(second)


def test_a_parameter_locked_by_law_keeps_its_value(tmp_path: Path) -> None:
    said = refusal(tmp_path, "[parameters]\nmessaging.decisions_allowed = true\n")

    assert "messaging.decisions_allowed" in said
    assert "Local Government Act 1972" in said


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("[pack\n", "file"),
        ("surprise = 1\n", "pack.surprise"),
        ("[parameters]\npublish.approver = true\n", "parameters.publish.approver"),
        ('[parameters]\npublish.self_approval = "yes"\n', "parameters.publish.self_approval"),
        ('[parameters]\ncontent.default_expiry = "soon"\n', "parameters.content.default_expiry"),
        ('[[rules]]\nid = "no.such"\n', "rules.no.such"),
        ('[[rules]]\nid = "hashtags.capitals"\nstrength = "perhaps"\n', "strength"),
        ('[[rules]]\nid = "hashtags.capitals"\nclause = "XYZ-1"\n', "rules.hashtags.capitals.clause"),
        ('[[rules]]\nid = "hashtags.capitals"\non = "no"\n', "on"),
        ('[[rules]]\nid = "hashtags.capitals"\n[[rules]]\nid = "hashtags.capitals"\n', "rules.hashtags.capitals"),
        ('[[clauses]]\nid = "XYZ-1"\n', "clauses.XYZ-1"),
        ("clauses = 3\n", "clauses"),
        ("adopted_on = 2026-05-06T10:00:00\n", "pack.adopted_on"),
    ],
)
def test_a_broken_pack_names_its_file_and_key(tmp_path: Path, said: str, key: str) -> None:
    message = refusal(tmp_path, said)

    assert "northfold.toml" in message
    assert key in message


def test_a_pack_without_a_name_is_refused(tmp_path: Path) -> None:
    assert "pack.name" in refusal(tmp_path, "", head='[pack]\ncouncil = "Northfold"\n')


def test_packs_do_not_extend_each_other_in_a_circle(tmp_path: Path) -> None:
    said = refusal(tmp_path, "", head=PACK.replace('"base"', '"northfold.toml"'))

    assert "circle" in said


@pytest.mark.parametrize("name", ["southfold", "../base", ""])
def test_an_unknown_pack_is_named_with_those_there_are(name: str) -> None:
    with pytest.raises(PackError, match="base, lenham"):
        load_pack(name)
