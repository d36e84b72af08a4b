"""Changing a pack from a form, and what is then different."""

import pytest

from parishpump.policy.errors import PackError
from parishpump.policy.pack import Clause
from parishpump.policy.pack_changes import difference, with_changes
from parishpump.policy.packs import Pack, begin_pack, read_pack


@pytest.fixture
def empty() -> Pack:
    return begin_pack(name="northfold", council="Northfold Parish Council")


def differences(old: Pack, new: Pack) -> list[str]:
    return [str(change) for change in difference(old, new)]


def test_a_new_pack_states_nothing_of_its_own(empty: Pack) -> None:
    assert empty.said.parameters == {}
    assert empty.comes_from("political.rule") == "base"
    assert empty.rules == (empty.below.rules if empty.below else None)


def test_a_change_is_said_in_plain_words(empty: Pack) -> None:
    changed = with_changes(empty, texts={"channels.comments": "off", "listen.reply_target": "2 working days"})

    assert differences(empty, changed) == [
        "Comments on channels: not stated → off",
        "Reply within: not stated → 2 working days",
    ]
    assert differences(changed, changed) == []


def test_an_empty_field_takes_the_statement_away(empty: Pack) -> None:
    changed = with_changes(empty, texts={"channels.comments": "off"})

    assert with_changes(changed, texts={"channels.comments": "  "}) == empty


def test_what_is_taken_away_falls_back_to_the_pack_below() -> None:
    changed = with_changes(begin_pack(name="n", council="N", extends="lenham"), texts={"channels.mode": "broadcast"})

    back = with_changes(changed, texts={"channels.mode": ""})

    assert differences(changed, back) == ["Mode of channels: broadcast → interactive"]
    assert back.comes_from("channels.mode") == "lenham"


def test_a_rule_is_changed_only_as_far_as_it_differs(empty: Pack) -> None:
    changed = with_changes(empty, rules={"hashtags.capitals": (False, "should"), "personal.phone": (True, "must")})

    assert differences(empty, changed) == ["Rule personal.phone: warns → blocks", "Rule hashtags.capitals: warns → off"]
    assert (
        with_changes(changed, rules={"hashtags.capitals": (True, "should"), "personal.phone": (True, "should")})
        == empty
    )


def test_a_clause_of_its_own_is_added(empty: Pack) -> None:
    changed = with_changes(empty, clauses=[Clause("NOR-1", "Own", "must", "duty", "Answer the telephone.")])

    assert differences(empty, changed) == ["Clause NOR-1: not stated → Answer the telephone. (must)"]


def test_adopting_is_a_change_of_the_head(empty: Pack) -> None:
    texts = {"pack.version": "1", "pack.adopted_on": "2026-11-24", "pack.minute_ref": "2026/114"}
    adopted = with_changes(empty, texts=texts)

    assert (adopted.version, adopted.minute_ref) == ("1", "2026/114")
    assert "Adopted on: not stated → 24 November 2026" in differences(empty, adopted)


def test_every_fault_of_a_form_is_told_under_its_field(empty: Pack) -> None:
    texts = {
        "channels.comments": "maybe",
        "publish.approvers": "Chair",
        "pack.council": "",
        "pack.adopted_on": "soon",
        "no.such": "x",
        "scope.purpose": "To tell people.",
    }

    with pytest.raises(PackError) as refused:
        with_changes(empty, texts=texts, rules={"politics.support": (False, "must"), "no.rule": (True, "must")})

    assert {fault.key for fault in refused.value.faults} == {
        *(set(texts) - {"scope.purpose"}),
        "rules.politics.support",
        "rules.no.rule",
    }


def test_a_lock_says_why_and_cites_the_law(empty: Pack) -> None:
    with pytest.raises(
        PackError, match=r"political\.rule: is locked by law \(Local Government Act 1986, section 2\): "
    ):
        with_changes(empty, texts={"political.rule": "no"})


def test_what_an_upload_changes_is_told_to_the_last_line(empty: Pack) -> None:
    uploaded = read_pack(
        '[pack]\nname = "northfold"\ncouncil = "Northfold Parish Council"\nextends = "base"\n'
        '[[rules]]\nid = "hashtags.capitals"\nclause = "RUL-7"\n'
        '[[guidance]]\nid = "tea"\nclause = "RUL-7"\ntext = "Read it once more after a cup of tea."\n',
        name="upload",
    )

    assert differences(empty, uploaded) == [
        "Clause behind rule hashtags.capitals: RUL-16 → RUL-7",
        "Guidance tea: not stated → Read it once more after a cup of tea.",
    ]
