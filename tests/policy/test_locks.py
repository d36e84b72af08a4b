"""What law has fixed: no pack can loosen it, and each may be stricter."""

import pytest

from parishpump.policy.errors import PackError
from parishpump.policy.packs import Pack, load_pack, read_pack
from parishpump.policy.parameters import PARAMETERS

HEAD = '[pack]\nname = "northfold"\ncouncil = "Northfold Parish Council"\nextends = "base"\n[parameters]\n'

LOOSENED = [
    ("political.rule", "false", "Local Government Act 1986, section 2"),
    ("foi.internal_target", '"25 working days"', "Freedom of Information Act 2000, section 10"),
    ("foi.review_target", '"3 months"', "Environmental Information Regulations 2004"),
    ("foi.exemption_catalogue", "false", "Freedom of Information Act 2000, Part II"),
    ("foi.s36_opinion", "false", "Freedom of Information Act 2000, section 36"),
    ("retention.holds_win", "false", "Freedom of Information Act 2000, section 77"),
    ("meeting.legal_notice", "false", "Local Government Act 1972, Schedule 12, paragraph 10"),
    ("email.esummons_consent", "false", "Local Government Act 1972, Schedule 12, paragraph 10"),
    ("messaging.decisions_allowed", "true", "Local Government Act 1972, section 101"),
    ("publish.delegation_required", "false", "Local Government Act 1972, section 101"),
    ("publish.approvers", '["Chair"]', "Local Government Act 1972, section 101"),
    ("publish.deputy_order", '["Mayor", "Vice-Chairman"]', "Local Government Act 1972, section 101"),
    ("channels.new_account_approver", '["Nominated councillor"]', "Local Government Act 1972, section 101"),
    ("channels.admin_change_approver", '["Chairman"]', "Local Government Act 1972, section 101"),
    ("accessibility.required", "false", "Accessibility Regulations 2018"),
    ("subject_access.target", '"2 months"', "UK GDPR and Data Protection Act 2018"),
    ("dp_complaints.acknowledge_within", '"6 weeks"', "Data (Use and Access) Act 2025"),
    ("messaging.consent_required", "false", "UK GDPR, Article 7"),
    ("messaging.consent_withdrawal", "false", "UK GDPR, Article 7"),
]
STRICTER = [
    ("foi.internal_target", '"10 working days"'),
    ("foi.review_target", '"20 working days"'),
    ("subject_access.target", '"2 weeks"'),
    ("dp_complaints.acknowledge_within", '"5 working days"'),
    ("publish.approvers", '["Clerk", "Chair"]'),
    ("publish.approvers", '["Council"]'),
    ("channels.new_account_approver", '["Council"]'),
]


def said(parameters: str) -> Pack:
    return read_pack(HEAD + parameters, name="northfold.toml")


@pytest.mark.parametrize(("key", "value", "law"), LOOSENED)
def test_what_law_has_fixed_is_not_loosened(key: str, value: str, law: str) -> None:
    with pytest.raises(PackError) as refused:
        said(f"{key} = {value}\n")

    assert refused.value.key == f"parameters.{key}"
    assert "is locked by law" in refused.value.why
    assert law in refused.value.why
    assert refused.value.faults[0].line == 6


def test_every_lock_is_tried_here() -> None:
    assert {key for key, _, _ in LOOSENED} == {one.key for one in PARAMETERS if one.lock}
    assert set(load_pack("base").locked) == {key for key, _, _ in LOOSENED}


@pytest.mark.parametrize(("key", "value"), STRICTER)
def test_a_council_may_be_stricter(key: str, value: str) -> None:
    assert said(f"{key} = {value}\n").comes_from(key) == "northfold"


def test_the_base_pack_states_every_yes_and_no_that_law_has_decided() -> None:
    decided = {one.key for one in PARAMETERS if one.lock and one.kind.name == "yes or no"}

    assert decided <= set(load_pack("base").parameters)


def test_a_new_name_for_an_office_opens_no_way_round() -> None:
    with pytest.raises(PackError, match="section 101"):
        said('roles.titles = { Chairman = "Reeve" }\npublish.approvers = ["Reeve"]\n')


def test_section_36_waits_until_the_authorisation_is_on_record() -> None:
    with pytest.raises(PackError, match=r"state foi\.authority_ref as well"):
        said('foi.s36_qualified_person = "Clerk"\n')

    assert said('foi.s36_qualified_person = "Clerk"\nfoi.authority_ref = "Letter of 3 March"\n').name == "northfold"


def test_nobody_can_leave_the_law_out() -> None:
    with pytest.raises(PackError, match="every policy stands on the law"):
        read_pack(HEAD.replace('extends = "base"\n', ""), name="northfold.toml")


@pytest.mark.parametrize("key", ["publish.authors", "publish.approvers"])
def test_a_policy_under_which_nothing_could_go_out_is_refused(key: str) -> None:
    with pytest.raises(PackError, match="names nobody"):
        said(f"{key} = []\n")


def test_two_persons_always_and_the_clerk_alone_contradict_each_other() -> None:
    with pytest.raises(PackError, match="contradicts itself"):
        said('publish.two_person = "always"\npublish.self_approval = true\n')
